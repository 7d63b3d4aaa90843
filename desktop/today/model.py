"""What Today shows, as values, and the sentences it says. Knows no Qt."""

from dataclasses import dataclass

from cards.rounds import Round
from desktop.words import counted, number_word, several

FIRST_RUN = (
    "You get a decision under a constraint, answer it aloud, judge how deep your reasoning went, "
    "and it comes back just before you would forget how to argue it."
)
NOTHING_DUE = "Nothing is due today"
WAY_BACK = "A short way back in"
DAY_OFF = "A day off"
DAY_OFF_NOTE = "Nothing is asked of you today."
FIND_WEAKEST = "Find your weakest round"
LOADING = "Opening your library…"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One prompt that waits."""

    round: Round
    title: str
    why: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Recovery:
    """An answer that a crash cut off."""

    take: int
    title: str
    cut_off_at: str
    """Wall clock, such as 14:32."""
    length: str
    """Minutes and seconds of sound, such as 1:42."""

    @property
    def sentence(self) -> str:
        """Say what happened and how much of it is safe."""
        return f"An answer to “{self.title}” was cut off at {self.cut_off_at}, after {self.length} of sound."


@dataclass(frozen=True, slots=True)
class Unrated:
    """An answer that was given, and left before its depth was chosen."""

    attempt: int
    title: str
    when: str
    """Day and wall clock, such as "today at 14:32"."""

    @property
    def sentence(self) -> str:
        """Say which answer it is and what it lacks."""
        return f"Your answer to “{self.title}”, given {self.when}, has no depth yet."


@dataclass(frozen=True, slots=True)
class Sleeper:
    """A prompt that is asked no more until it is woken."""

    prompt: str
    round: Round
    title: str


@dataclass(frozen=True, slots=True)
class Yesterday:
    """What the day before was worth."""

    sentence: str
    attempt: int | None = None
    """The one to listen to again, if there is one."""


@dataclass(frozen=True, slots=True)
class RoundBar:
    """How one round stands: its time of this week against what it should have, and its depth."""

    round: Round
    minutes: int
    """Of this week."""
    share: float
    """Of the week's minutes, 0 to 1."""
    wanted: float | None
    """What that share should be; None for a round without prompts."""
    depth: float
    """Estimated, 1 to 4."""
    uncertainty: float
    """One standard deviation of it."""
    explained: str
    """Every number of it in words."""

    @property
    def estimate(self) -> str:
        """Such as "1.9 ± 0.4"."""
        return f"{self.depth:.1f} ± {self.uncertainty:.1f}"


@dataclass(frozen=True, slots=True)
class WeekModel:
    """The week: the round it is for and why, how far its floor is filled, and where all four rounds stand."""

    round: Round
    headline: str
    why: str
    minutes: str = ""
    """The focus round's minutes and their floor; empty while nothing is known."""
    done: int = 0
    """The focus round's minutes of this week."""
    floor: int = 0
    """What they should be by now."""
    shortage: str = ""
    """What is missing to the floor, and what today's session does about it."""
    bars: tuple[RoundBar, ...] = ()
    """None while nothing is known: figures would only be invented."""
    comfort: str = ""
    """A warning that the weak rounds are avoided, and what to do."""


@dataclass(frozen=True, slots=True)
class TodayModel:
    """Everything on the screen. Start is offered when there is a row."""

    day: str
    headline: str
    rows: tuple[QueueRow, ...] = ()
    note: str = ""
    """A sentence under the headline: how it works on the first run, or what comes next when nothing is due."""
    recoveries: tuple[Recovery, ...] = ()
    unrated: tuple[Unrated, ...] = ()
    deck_problems: tuple[str, ...] = ()
    minutes: int = 0
    """The length of a session; 0 where there is nothing to choose it for."""
    way_back: bool = False
    """Start begins the short way back in; the session of ``minutes`` is offered beside it."""
    beyond: str = ""
    """What did not fit in, quietly."""
    suspended: tuple[Sleeper, ...] = ()
    yesterday: Yesterday | None = None
    day_off: bool = False
    """Nothing is asked; the day's queue can be had all the same."""
    week: WeekModel | None = None
    diagnostic: str = ""
    """How much there is to the questions that find the weakest round; empty once they are all answered."""
    diagnostic_begun: bool = False


def headline(prompts: int, minutes: int) -> str:
    """Return, for example, "Five prompts, about 24 minutes"."""
    if prompts == 0:
        return NOTHING_DUE
    return f"{several(prompts, 'prompt')}, about {counted(minutes, 'minute')}"


def unbroken(sentence: str) -> str:
    """Return ``sentence`` for a narrow place: no line of it begins with a percent sign."""
    return sentence.replace(" %", "\u00a0%")


def more_that_can_wait(count: int) -> str:
    """Return the quiet line under a session about the rest of the day."""
    return f"and {number_word(count)} more that can wait" if count else ""


def suspended_caption(count: int) -> str:
    """Return the quiet line about prompts that rest until they are woken."""
    return f"{counted(count, 'prompt')} suspended"


def problems_caption(count: int) -> str:
    """Return the quiet line about prompts that could not be read."""
    return f"{counted(count, 'prompt')} could not be read"
