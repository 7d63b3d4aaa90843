"""What the screen of speech models shows, as values, and the words for it. Knows no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from audio.transcription.choosing import FASTEST_ENOUGH
from audio.transcription.inventory import Stocked
from audio.transcription.models import is_own_folder
from desktop.review.model import size
from desktop.words import counted

ANSWER_S = 300
"""What "how fast" is told by: an answer of five minutes."""
GOOD_FOR = {
    "tiny.en": "The smallest for English. For a slow or busy machine; it slips on names and technical terms.",
    "tiny": "As small, and made for many languages. For answers in English tiny.en hears better at the same speed.",
    "base": "Quick, and right most of the time: what most machines should use.",
    "small": "Hears terms and accents better than base, and works a good deal longer. For a fast machine.",
    "medium": "The best words of the five, for a fast machine with 2 GB of memory to spare.",
}
UNVERIFIED = (
    "Nobody here knows who made this model, so its files cannot be compared with published ones: it is unverified. A "
    "model file that was made to do harm can do so when it is loaded. Use it only if you trust where it is from."
)
ORDER = tuple(GOOD_FOR)
AUTOMATIC = "Chosen for this machine"
_AT_WORK = {
    "install": "Being installed.",
    "measure": "Being measured; that takes about ten seconds, and longer for a large model.",
    "verify": "Every file is being compared with the published one.",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an installation is, in bytes."""

    done: int
    whole: int
    sentence: str

    @property
    def permille(self) -> int:
        """How much of the whole is done, up to 1000."""
        return min(1000, self.done * 1000 // max(1, self.whole))


@dataclass(frozen=True, slots=True)
class Line:
    """One model, with what can be done with it now."""

    name: str
    heading: str
    good_for: str
    state: str
    tone: str = ""
    mark: str = ""
    """That it is the one in use."""
    progress: Progress | None = None
    install: str = ""
    """What the button says, where it can be installed."""
    cancel: bool = False
    use: bool = False
    measure: bool = False
    verify: bool = False
    remove: str = ""
    """What the button says, where there is something to take away."""


@dataclass(frozen=True, slots=True)
class ModelsModel:
    """The whole screen."""

    lines: tuple[Line, ...]
    own: Line | None = None
    """The folder of one's own, where that is in use."""
    choice: str = ""
    """Who chose the model in use, and which it is."""
    automatic: bool = True
    """Whether the app chooses."""
    question: str = ""
    """The folder that a person wants to use, while they are asked whether they do."""
    sentence: str = ""
    """What came of the last thing that was done."""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What is being done with a model: ``install``, ``measure`` or ``verify``."""

    kind: str
    name: str
    progress: Progress | None = None


def lines(stock: Iterable[Stocked], used: str, work: Work | None = None) -> tuple[Line, ...]:
    """Return the models from the lightest to the best; ``used`` is the one in use, ``work`` what is being done."""
    known = {each.name: each for each in stock}
    return tuple(_line(known[name], used, work) for name in ORDER if name in known)


def _line(stocked: Stocked, used: str, work: Work | None) -> Line:
    name = stocked.name
    mine = work if work is not None and work.name == name else None
    idle = work is None
    state, tone = state_words(stocked, mine)
    altered = stocked.installed and stocked.verified is False
    return Line(
        name,
        f"{name}, {size(stocked.bytes)}",
        GOOD_FOR[name],
        state,
        tone,
        "In use" if used == name and stocked.installed and not altered else "",
        mine.progress if mine is not None else None,
        install=_install_words(stocked) if idle and (not stocked.installed or altered) else "",
        cancel=mine is not None and mine.kind != "verify",
        use=stocked.installed and not altered and used != name,
        measure=idle and stocked.installed and not altered,
        verify=idle and stocked.installed,
        remove=_remove_words(stocked) if mine is None else "",
    )


def _install_words(stocked: Stocked) -> str:
    if stocked.installed:
        return "Install again"
    return "Go on installing" if stocked.kept else "Install"


def _remove_words(stocked: Stocked) -> str:
    if stocked.installed:
        return "Remove"
    return "Remove what came" if stocked.kept else ""


def state_words(stocked: Stocked, work: Work | None = None) -> tuple[str, str]:
    """Say how it stands with a model, and in which tone."""
    if work is not None:
        return _AT_WORK[work.kind], ""
    if not stocked.installed:
        return f"Not installed; {size(stocked.kept)} of it have come." if stocked.kept else "Not installed.", ""
    if stocked.verified is False:
        return "Installed, but a file differs from the published one, so it is not used.", "warn"
    known = "Installed, every file as published." if stocked.verified else "Installed."
    return f"{known} {speed_words(stocked.factor)}", ""


def speed_words(factor: float | None) -> str:
    """Say how long a model takes: "A 5-minute answer takes about 40 s." """
    if factor is None:
        return "How fast it is here has not been measured."
    took = f"A {ANSWER_S // 60}-minute answer takes about {duration(factor * ANSWER_S)}"
    return f"{took}, too long to keep up while you speak." if factor >= FASTEST_ENOUGH else f"{took}."


def duration(seconds: float) -> str:
    """Say a length of time as roughly as it is known: "5 s", "40 s", "2 minutes"."""
    if seconds < 57.5:
        return f"{max(5, 5 * round(seconds / 5))} s"
    if seconds < 5400:
        return counted(max(1, round(seconds / 60)), "minute")
    return counted(round(seconds / 3600), "hour")


def progress(done: int, whole: int, begun: int, took_s: float) -> Progress:
    """Say how far an installation is that began with ``begun`` bytes and has taken ``took_s`` seconds since."""
    sentence = f"{size(done)} of {size(whole)}"
    came = done - begun
    if came > 0 and took_s >= 1.0 and done < whole:
        sentence += f", about {duration(ceil((whole - done) * took_s / came))} left"
    return Progress(done, whole, sentence)


def choice_words(setting: str, used: str, stock: Iterable[Stocked]) -> str:
    """Say who chose the model in use, and what of it."""
    there = next((each for each in stock if each.name == used and each.installed), None)
    if is_own_folder(setting):
        return f"Chosen by you: the folder {setting}."
    if setting:
        return f"Chosen by you: {setting}." if there else f"Chosen by you: {setting}, which is not installed."
    if there is None:
        return "No speech model is installed: answers are recorded, and get their words once one is."
    if there.factor is not None and there.factor >= FASTEST_ENOUGH:
        return f"{AUTOMATIC}: {used}, the fastest of those installed. The words come after you have spoken."
    if there.factor is None:
        return f"{AUTOMATIC}: {used}. How fast it is here has not been measured yet."
    return f"{AUTOMATIC}: {used}, the best of those installed that keeps up with you here."


def own_line(folder: str, problem: str, factor: float | None, work: Work | None) -> Line:
    """Return the line of the folder of one's own that is in use."""
    mine = work if work is not None and work.name == folder else None
    state = state_words(Stocked(folder, True, True, 0, factor), mine)[0] if mine is not None else speed_words(factor)
    return Line(
        folder,
        Path(folder).name or folder,
        folder,
        problem or f"Unverified: nobody compared its files with published ones. {state}",
        "warn",
        "" if problem else "In use",
        cancel=mine is not None,
        measure=work is None and not problem,
    )
