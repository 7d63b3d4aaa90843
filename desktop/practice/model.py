"""What the practice screens show, as values, and how time is put into words. Knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

from cards.rounds import Dimension, Round
from desktop.pace import more_sentence
from desktop.words import number_word
from scheduler.depth import DEPTHS, STATEMENTS, Depth

if TYPE_CHECKING:
    from desktop.following import Reading

RATE_NOTE = "The next date is shown after you choose. Ctrl+Z takes it back."
AMBER_SHARE = 0.8
SMALLEST = frozenset({"tiny", "tiny.en"})
"""Models without a smaller one."""
LONG_DECISION = 260
"""From this many characters on, a decision is set smaller."""


@dataclass(frozen=True, slots=True)
class Header:
    """The quiet line above every practice screen."""

    round: Round
    place: str
    """Such as "2 of 5 · 19 minutes left"."""
    why: str = ""
    """Why the prompt is asked today; empty where that is no question."""


@dataclass(frozen=True, slots=True)
class AskModel:
    """A prompt to answer, or its follow-up when that is given."""

    header: Header
    decision: str
    constraint: str
    target_s: int
    snippet: str = ""
    follow_up: str = ""


class RecorderState(StrEnum):
    """What the recorder does, as far as a person needs to know."""

    PREPARING = "getting ready"
    READY = "ready"
    THINKING = "time to think"
    THOUGHT = "begin when you are ready"
    RECORDING = "recording"
    KEEPING = "keeping"
    NO_MICROPHONE = "no microphone"
    TYPING = "typing"
    LOADING = "loading a file"


def phase_of(state: RecorderState, follow_up: bool) -> str:
    """Return what goes on, as the window's title says it."""
    if state is RecorderState.READY:
        return "Ready for the follow-up" if follow_up else "Ready"
    return state.value.capitalize()


class Pace(StrEnum):
    """How the time stands against the target; the value is the tone it is shown in."""

    CALM = ""
    NEAR = "warn"
    OVER = "danger"


@dataclass(frozen=True, slots=True)
class Clock:
    """The time in words: the large figure, and what stands beside it."""

    elapsed: str
    beside: str
    pace: Pace


@dataclass(frozen=True, slots=True)
class Said:
    """One take as it stands in the transcript. ``note`` stands in for words that are missing or still to come."""

    text: str = ""
    heading: str = ""
    note: str = ""
    reading: "Reading | None" = None
    """What is known of ``text`` beyond its letters, where its words have times."""


@dataclass(frozen=True, slots=True)
class ReflectModel:
    """Everything a person judges their answer by. Key points and statements are told apart by their place."""

    header: Header
    said: tuple[Said, ...]
    key_points: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    ticked: frozenset[int] = frozenset()
    statements: tuple[str, ...] = tuple(STATEMENTS.values())
    affirmed: frozenset[int] = frozenset()
    chosen: Mapping[str, str] = field(default_factory=dict)
    """Dimension id to ``weak``, ``between``, ``strong`` or ``not_shown``; a missing one is not chosen yet."""
    depths: tuple[Depth, ...] = tuple(DEPTHS.values())
    suggested: int | None = None
    note: str = ""
    """The person's own note on the prompt."""


@dataclass(frozen=True, slots=True)
class OutcomeModel:
    """What a rating led to, and how a strong answer goes."""

    header: Header
    depth: int
    label: str
    comes_back: str
    """Such as "Tuesday, 24 November"; ``why`` says in how many days."""
    why: str
    answered: str
    """The constraint that the model answer decides under."""
    model_answer: str
    failure: str
    wrong_claim: str
    basis: str
    """Where the numbers of the model answer come from."""
    next_title: str = ""
    """What can be asked next; empty when nothing waits today."""
    enough: bool = False
    """The session has come to its end, by its prompts or by its time: the next one would be one more."""
    time_up: int = 0
    """The minutes of the session, when they are over."""
    summed_up: bool = False
    """A summary follows at the end, not Today."""
    note: str = ""
    retention: str = ""
    """The desired retention behind the date, and its reason."""
    lost_thread: str = ""
    """What to do about a prompt whose thread was lost once more of many times; empty for any other."""
    other_constraint: bool = False
    """The attempt was under another one than the model answer is."""


def minutes_and_seconds(seconds: float) -> str:
    """Return whole seconds as 1:42; 61:05 has no hours, nobody answers that long."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def clock(elapsed_s: float, target_s: int) -> Clock:
    """Put the time into words: of how much, how much is left in the last fifth, how much over."""
    elapsed = int(elapsed_s)
    figure = minutes_and_seconds(elapsed)
    if elapsed > target_s:
        return Clock(figure, f"+{minutes_and_seconds(elapsed - target_s)} over", Pace.OVER)
    if elapsed >= target_s * AMBER_SHARE:
        return Clock(figure, f"{minutes_and_seconds(target_s - elapsed)} left", Pace.NEAR)
    return Clock(figure, f"of {minutes_and_seconds(target_s)}", Pace.CALM)


def words_on_their_way(heard_s: float, total_s: float, more_s: float | None = None) -> str:
    """Return how far the recogniser is, as a sentence, and where it is worth saying how long the rest takes."""
    heard = f"Words are on their way: {minutes_and_seconds(heard_s)} of {minutes_and_seconds(total_s)} heard."
    return f"{heard} {more_sentence(more_s)}".strip()


def too_slow(model: str) -> str:
    """Return what to do about a model that needs more time than a person speaks."""
    name = PurePath(model).name
    return (
        f"The speech model {name} takes longer to listen here than you take to speak, so long answers wait for their "
        "words. Nothing of them is lost; a smaller model, in Settings, keeps up."
    )


def lost_thread(lapses: int) -> str:
    """Return what to do about a prompt whose thread was lost so many times."""
    return f"You have lost the thread of this prompt {number_word(lapses)} times: split it or rewrite it."


def suggestion(depth: int | None) -> str:
    """Return what the ticks add up to, or nothing while they do not."""
    return "" if depth is None else f"your ticks suggest {depth}"


def confirmation(ticked: int, total: int, depth: int) -> str:
    """Return the question asked once before a depth that few key points support."""
    return f"You ticked {ticked} of {total} points. Is it still {depth}? Press {depth} again to confirm."
