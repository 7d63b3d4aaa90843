"""One attempt while it is being made, and the session it is part of. Values only, no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cards.attempt import AttemptRecord, Shown, TakeRecord, Ticks
from cards.prompt import Prompt
from cards.rounds import ROUNDS
from desktop.practice.model import Header, ReflectModel, Said, words_on_their_way
from desktop.transcribing import Progress
from scheduler.depth import STATEMENTS, Statements, needs_confirmation, suggest


@dataclass(frozen=True, slots=True)
class Session:
    """The prompts of a session: what is asked now, what still waits, how many are done."""

    prompts: tuple[Prompt, ...]
    done: int = 0

    @property
    def current(self) -> Prompt | None:
        """The prompt that is asked now; None when the session is over."""
        return self.prompts[self.done] if self.done < len(self.prompts) else None

    @property
    def following(self) -> Prompt | None:
        """The prompt after it."""
        return self.prompts[self.done + 1] if self.done + 1 < len(self.prompts) else None

    @property
    def header(self) -> Header:
        """Where the session stands, for the prompt that is asked now."""
        left = sum(prompt.minutes for prompt in self.prompts[self.done :])
        span = "minute" if left == 1 else "minutes"
        place = f"{self.done + 1} of {len(self.prompts)} · about {left} {span} left"
        return Header(self.prompts[self.done].round, place)

    def advanced(self) -> "Session":
        """The session with the current prompt done."""
        return replace(self, done=self.done + 1)

    def back_to(self, prompt: Prompt) -> "Session":
        """The session with ``prompt`` asked again, now: where it was done before, else put in front of what waits."""
        for place in range(self.done, -1, -1):
            if place < len(self.prompts) and self.prompts[place].id == prompt.id:
                return replace(self, done=place)
        waiting = (each for each in self.prompts[self.done :] if each.id != prompt.id)
        return replace(self, prompts=(*self.prompts[: self.done], prompt, *waiting))


def turn(choices: Sequence[str], earlier: int) -> str:
    """The one of ``choices`` whose turn it is after ``earlier`` attempts."""
    return choices[earlier % len(choices)]


@dataclass(frozen=True, slots=True)
class Reflection:
    """What a person ticks after an attempt, and what follows from it."""

    prompt: Prompt
    attempt: AttemptRecord
    ticks: Ticks = field(default_factory=Ticks)
    doubted: int | None = None
    """The depth that was asked about once because few key points support it."""

    @staticmethod
    def of(prompt: Prompt, attempt: AttemptRecord) -> "Reflection":
        """The reflection on a stored attempt, with what was ticked before. Every key point is offered."""
        claims = {point.claim: attempt.ticks.key_points.get(point.claim, False) for point in prompt.key_points}
        return Reflection(prompt, attempt, replace(attempt.ticks, key_points=claims))

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
        """Whether there is a kept take of a follow-up with sound in it."""
        return any(take.question and take.samples for take in self.attempt.kept_takes)

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


def said(take: TakeRecord, progress: Progress) -> Said:
    """One take in the transcript: its words, or a sentence in their place."""
    heading = f"Follow-up: {take.question}" if take.question else ""
    if take.transcript is not None and take.transcript.complete:
        return Said(take.transcript.text, heading, "" if take.transcript.text else "No words were heard.")
    if progress.complete:
        return Said(progress.text.strip(), heading, "" if progress.text.strip() else "No words were heard.")
    waiting = progress.why or words_on_their_way(progress.heard_s, take.seconds)
    return Said(progress.text.strip(), heading, waiting)


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
    )
