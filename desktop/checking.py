"""The "Check the library" of the Tools menu: does the review log replay to what is stored, is every row whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from desktop.jobs import Jobs
from desktop.widgets.banner import NoticeAction
from desktop.words import counted

if TYPE_CHECKING:
    from cards.library import Finding, Library

SOUND = "The library is sound: the review log replays to what is stored. `vivavoce check` reads the recordings too."
SHOWN = 3
CURE = "`vivavoce check` lists everything and says what cures it."
KIND = "check"


class Stage(Protocol):
    """What it needs of the window."""

    def show_notice(self, text: str, kind: str, tone: str, actions: tuple[NoticeAction, ...]) -> None: ...  # noqa: D102
    def clear_notice(self, kind: str) -> None: ...  # noqa: D102


def report(findings: "Sequence[Finding]") -> str:
    """Return what was found, in a few sentences."""
    if not findings:
        return SOUND
    if len(findings) <= SHOWN:
        return " ".join(f"{each.what} {each.cure}" for each in findings)
    shown = " ".join(each.what for each in findings[:SHOWN])
    return f"{shown} {counted(len(findings) - SHOWN, 'more finding')}. {CURE}"


class LibraryCheck:
    """Looks and says what it found; nothing is changed. The sounds are left out: reading them takes minutes."""

    def __init__(self, jobs: Jobs, stage: Stage) -> None:
        self._jobs = jobs
        self._stage = stage

    def run(self) -> None:
        """Look now, on the library's thread."""

        def check(library: "Library") -> "tuple[Finding, ...]":
            from scheduler.memory import replayed  # noqa: PLC0415 - loaded by now

            return library.check(replayed)

        self._jobs.library(check, self._found, lambda error: self._say(str(error), "danger"))

    def _found(self, findings: "Sequence[Finding]") -> None:
        self._say(report(findings), "warn" if findings else "good")

    def _say(self, text: str, tone: str) -> None:
        self._stage.show_notice(text, KIND, tone, (NoticeAction("Dismiss", lambda: self._stage.clear_notice(KIND)),))
