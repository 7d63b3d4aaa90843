"""What can be taken back and done again: the last thirty changes a person made, each with a name. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.jobs import Jobs
from desktop.library_work import LibraryWork, Notices

if TYPE_CHECKING:
    from cards.library import Library

STEPS_KEPT = 30
NOTICE = "step"


def _nothing() -> None:
    """Nobody has to show anything."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the library, and how the screen follows it back and forth.

    ``undo`` and ``redo`` run on the library's thread, ``undone`` and ``redone`` afterwards on the window's.
    """

    name: str
    """Such as "rating": a menu says "Undo rating"."""
    undo: "Callable[[Library], object]"
    redo: "Callable[[Library], object]"
    undone: Callable[[], None] = _nothing
    redone: Callable[[], None] = _nothing
    aloud: bool = False
    """It may be taken back or done again where nothing shows that: the sentence above the screen says it."""


class History:
    """The steps of this run of the app. While one is on its way back or forth, no other is taken.

    A step that fails stays where it was, and the window says why.
    """

    def __init__(self, jobs: Jobs, notices: Notices) -> None:
        self._notices = notices
        self.library = LibraryWork(jobs, notices)
        """Whoever works with it too begins nothing while a step is on its way."""
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._busy = False
        self.changed: list[Callable[[], None]] = []
        """Called when one of the names may have changed."""

    @property
    def undo_name(self) -> str:
        """What ``undo`` would take back; empty for nothing."""
        return self._done[-1].name if self._done else ""

    @property
    def redo_name(self) -> str:
        """What ``redo`` would do again; empty for nothing."""
        return self._undone[-1].name if self._undone else ""

    def do(self, step: Step) -> None:
        """Make the change now; it can be taken back once it is made."""

        def made(_: object) -> None:
            self.push(step)
            step.redone()

        self.library.do(step.redo, made)

    def push(self, step: Step) -> None:
        """A change was made already; what had been taken back before it cannot be done again."""
        self._done[:] = [*self._done, step][-STEPS_KEPT:]  # the same list: a step may just be on its way out of it
        self._undone.clear()
        self.hush()
        self._tell()

    def recall(self, step: Step) -> None:
        """A change of an earlier run can be taken back as well, after all of this one's."""
        self._done.insert(0, step)
        self._tell()

    def undo(self) -> None:
        """Take the last step back."""
        if self._done and not self._busy:
            step = self._done[-1]
            self._move(step, step.undo, step.undone, self._done, self._undone, "Taken back")

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._undone and not self._busy:
            step = self._undone[-1]
            self._move(step, step.redo, step.redone, self._undone, self._done, "Done again")

    def say(self, sentence: str) -> None:
        """Say what became of a step, until the next one or until the screen is left."""
        self._notices.show_notice(sentence, NOTICE, "good")

    def hush(self) -> None:
        """What was said of a step has been read: a screen came or went."""
        self._notices.clear_notice(NOTICE)

    def _move(  # noqa: PLR0913, PLR0917 - there and back are one way
        self,
        step: Step,
        work: "Callable[[Library], object]",
        shown: Callable[[], None],
        source: list[Step],
        target: list[Step],
        what: str,
    ) -> None:
        self._busy = True

        def moved(_: object) -> None:
            self._busy = False
            if step in source:  # else a change that was made meanwhile has pushed it out
                source.remove(step)
            target.append(step)
            self.hush()
            self._tell()
            if step.aloud:
                self.say(f"{what}: {step.name}.")
            shown()

        def stayed() -> None:
            self._busy = False

        self.library.turn(work, moved, stayed)

    def _tell(self) -> None:
        for changed in self.changed:
            changed()
