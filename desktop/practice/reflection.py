"""What a person ticks after an attempt, what follows from it, and how it is shown. Values only, no Qt."""

from dataclasses import dataclass, field, replace

from audio.transcription import fillers
from cards.attempt import AttemptRecord, TakeRecord, Ticks, Transcript
from cards.prompt import Prompt
from cards.rounds import ROUNDS, Shown
from desktop.following import ONLY_FILLERS, reading_of
from desktop.practice.model import Header, ReflectModel, Said, words_on_their_way
from desktop.progress import Progress
from scheduler.depth import STATEMENTS, Statements, needs_confirmation, suggest
from scheduler.memory import Terms

NOTHING_HEARD = "No words were heard."


@dataclass(frozen=True, slots=True)
class Reflection:
    """What a person ticks after an attempt, and what follows from it."""

    prompt: Prompt
    attempt: AttemptRecord
    terms: Terms
    """What a date is made with, whichever depth is chosen."""
    ticks: Ticks = field(default_factory=Ticks)
    doubted: int | None = None
    """The depth that was asked about once because few key points support it."""
    note: str = ""
    """The person's own note on the prompt."""

    @staticmethod
    def of(prompt: Prompt, attempt: AttemptRecord, terms: Terms, note: str = "") -> "Reflection":
        """The reflection on a stored attempt, with what was ticked before. Every key point is offered."""
        claims = {point.claim: attempt.ticks.key_points.get(point.claim, False) for point in prompt.key_points}
        return Reflection(prompt, attempt, terms, replace(attempt.ticks, key_points=claims), note=note)

    def with_key_point(self, place: int, made: bool) -> "Reflection":
        """Key point number ``place`` was made, or not."""
        claim = self.prompt.key_points[place].claim
        return self._ticked(replace(self.ticks, key_points={**self.ticks.key_points, claim: made}))

    def with_statement(self, place: int, yes: bool) -> "Reflection":
        """Statement number ``place`` holds, or not."""
        name = tuple(STATEMENTS)[place]
        return self._ticked(replace(self.ticks, statements={**self.ticks.statements, name: yes}))

    def with_dimension(self, dimension: str, shown: str) -> "Reflection":
        """How a dimension was shown."""
        return self._ticked(replace(self.ticks, dimensions={**self.ticks.dimensions, dimension: Shown(shown)}))

    def _ticked(self, ticks: Ticks) -> "Reflection":
        return replace(self, ticks=ticks, doubted=None)

    @property
    def follow_up_answered(self) -> bool:
        """Whether there is a kept take of a follow-up with sound in it, or with what was typed."""
        return any(take.question and (take.samples or take.typed) for take in self.attempt.kept_takes)

    @property
    def suggested(self) -> int:
        """The depth the statements add up to; one that was not touched is a no, as the screen shows it."""
        statements = Statements(**{name: self.ticks.statements.get(name, False) for name in STATEMENTS})
        return suggest(statements, self.follow_up_answered)

    @property
    def made(self) -> int:
        """How many key points were ticked."""
        return sum(self.ticks.key_points.values())

    def doubts(self, depth: int) -> bool:
        """Whether to ask once before taking ``depth``."""
        return self.doubted != depth and needs_confirmation(depth, self.made, len(self.prompt.key_points))


def said(take: TakeRecord, progress: Progress, *, verbatim: bool = True) -> Said:
    """One take in the transcript: its words, with fillers where it is ``verbatim``, or a sentence in their place."""
    heading = f"Follow-up: {take.question}" if take.question else ""
    transcript = progress.words or take.transcript
    if transcript is not None and transcript.complete:
        return _heard(transcript, heading, verbatim)
    text = progress.so_far.strip() if verbatim else fillers.clean(progress.so_far).strip()
    if progress.complete:
        return Said(text, heading, "" if text else NOTHING_HEARD)
    waiting = progress.why or words_on_their_way(progress.heard_s, take.seconds, progress.more_s)
    return Said(text, heading, waiting)


def _heard(transcript: Transcript, heading: str, verbatim: bool) -> Said:
    if not transcript.words and not transcript.gaps:
        return Said(transcript.text, heading, "" if transcript.text else NOTHING_HEARD)
    reading = reading_of(transcript, verbatim=verbatim, pauses=False)
    nothing = ONLY_FILLERS if reading.fillers else NOTHING_HEARD
    return Said(reading.text, heading, "" if reading.text else nothing, reading)


def reflect_model(header: Header, reflection: Reflection, passages: tuple[Said, ...]) -> ReflectModel:
    """The screen of a reflection."""
    ticks, points = reflection.ticks, reflection.prompt.key_points
    return ReflectModel(
        header=header,
        said=passages,
        key_points=tuple(point.claim for point in points),
        dimensions=ROUNDS[reflection.prompt.round].dimensions,
        ticked=frozenset(place for place, point in enumerate(points) if ticks.key_points.get(point.claim)),
        affirmed=frozenset(place for place, name in enumerate(STATEMENTS) if ticks.statements.get(name)),
        chosen={dimension: shown.value for dimension, shown in ticks.dimensions.items()},
        suggested=reflection.suggested,
        note=reflection.note,
    )
