"""What the pane of one answer shows, as values, and the sentences it says. Knows no Qt."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import NamedTuple, Protocol

from cards.attempt import AttemptRecord, TakeRecord
from cards.attempt_line import Hit
from cards.diagnostic import Result
from cards.prompt import Prompt
from desktop.following import (
    ONLY_FILLERS,
    Look,
    Reading,
    Span,
    clean,
    description,
    reading_of,
    summary,
    text_only,
    units,
)
from desktop.practice.model import minutes_and_seconds, words_on_their_way
from desktop.progress import Progress
from desktop.words import spoken_day
from scheduler.depth import DEPTHS

NOT_RATED = "not rated yet"
NO_PROMPT = "This prompt is not in your deck any more. What you said is kept."
NEVER_ENDED = "This recording was never ended; Today asks what becomes of it."
NOTHING_HEARD = "No words were heard in this recording."
NO_WORDS_YET = "No words yet."
SPEEDS = (0.75, 1.0, 1.25, 1.5, 1.75, 2.0)


class Place(NamedTuple):
    """A word: the number of its take among those shown, and its own within that take."""

    take: int
    word: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of what was said, or several: its ``kind`` (words, heading, note) decides how it looks."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Script:
    """What was said in all takes of an answer as one text, and where each take stands in it."""

    passages: tuple[Passage, ...] = ()
    readings: tuple[Reading, ...] = ()
    begins: tuple[int, ...] = ()
    """Where the words of each take begin in the whole text."""
    verbatim: bool = True
    """Whether fillers are shown."""

    @property
    def looks(self) -> tuple[Look, ...]:
        """What is not plain words, by its place in the whole text."""
        return tuple(
            look.moved(at) for reading, at in zip(self.readings, self.begins, strict=True) for look in reading.looks
        )

    @property
    def summary(self) -> str:
        """What is not plain words, in one line; empty for nothing."""
        return summary(self.readings)

    @property
    def description(self) -> str:
        """The same for who does not see it."""
        return description(self.readings)

    @property
    def has_fillers(self) -> bool:
        """Whether there is anything to show or to leave out."""
        return any(reading.fillers for reading in self.readings)

    def word_in(self, place: int) -> Place | None:
        """Return the word at this place of the whole text; None in a take whose words have no times."""
        take = bisect_right(self.begins, place) - 1
        if take < 0:
            return None
        word = self.readings[take].word_in(place - self.begins[take])
        return None if word is None else Place(take, word)

    def place_of(self, take: int, first: int, last: int) -> Span:
        """Return where these words of a take stand in the whole text."""
        start, end = self.readings[take].place_of(first, last)
        return self.begins[take] + start, self.begins[take] + end

    def found(self, take: int, hit: Hit) -> tuple[Span, ...]:
        """Return where the words that were looked for stand, within the sentence of ``hit``; none if it moved."""
        reading, at = self.readings[take], self.begins[take]
        if hit.start_s is None:
            start = reading.text.find(clean(hit.text))
            return ((at + start, at + start + units(clean(hit.text))),) if start >= 0 else ()
        first = reading.word_from(hit.start_s)
        if first is None:
            return ()
        numbers = sorted({hit.text[:start].count(" ") for start, _ in hit.spans})
        words = dict.fromkeys(reading.word_of(first, number) for number in numbers)
        spans = [reading.spans[word] for word in words if word is not None and not reading.is_left_out(word)]
        return tuple((at + start, at + end) for start, end in spans)


@dataclass(frozen=True, slots=True)
class TakeModel:
    """One take as its player shows it."""

    label: str
    """Such as "Answer" or "Follow-up 1"."""
    seconds: float
    typed: bool = False
    silent: str = ""
    """Why it cannot be played; empty where it can."""


@dataclass(frozen=True, slots=True)
class AttemptModel:
    """One answer, without its words."""

    attempt: int
    title: str
    constraint: str
    facts: str
    """Day, length and depth in one line."""
    rated: bool
    can_rate: bool
    about: str
    """What else is to be known of it; empty for nothing."""
    marked: bool
    note: str
    deleted: bool
    takes: tuple[TakeModel, ...]
    follow_up: str = ""
    """The follow-up that was shown and has no answer here; one that was answered stands above its answer."""
    depth: int = 0
    """0 where it is not rated."""
    can_change: bool = False
    """Whether the depth may still become another one."""


def attempt_model(
    record: AttemptRecord,
    prompt: Prompt | None,
    today: date,
    missing: Callable[[TakeRecord], bool],
    verdict: str = "",
) -> AttemptModel:
    """Put an attempt into words; ``missing`` tells of a take's sound whether its file is gone.

    ``verdict`` is what there is in the place of a depth, of an answer that gets none.
    """
    return AttemptModel(
        attempt=record.id,
        title=prompt.title if prompt else record.prompt,
        constraint=f"This time: {record.constraint}" if record.constraint else "",
        facts=facts(record, today, verdict),
        rated=record.review is not None,
        can_rate=record.review is None and not verdict and prompt is not None and record.deleted is None,
        about="" if prompt else NO_PROMPT,
        marked=record.marked,
        note=record.note,
        deleted=record.deleted is not None,
        takes=tuple(
            TakeModel(label, take.seconds, take.typed, why_silent(take, missing(take)))
            for take, label in zip(record.kept_takes, labels(record.kept_takes), strict=True)
        ),
        follow_up=unanswered(record),
        depth=record.review.depth if record.review is not None else 0,
        can_change=record.review is not None and record.deleted is None,
    )


def unanswered(record: AttemptRecord) -> str:
    """Return the follow-up that was shown, where no answer to it was kept; empty for none."""
    answered = any(take.question == record.follow_up for take in record.kept_takes)
    return "" if answered or not record.follow_up else f"Then, without an answer: {record.follow_up}"


def diagnostic_verdict(result: Result | None) -> str:
    """Return how a question of the diagnostic went: "diagnostic: partly"; None where that is still to be said."""
    return f"diagnostic: {'no verdict yet' if result is None else result.value}"


def facts(record: AttemptRecord, today: date, verdict: str = "") -> str:
    """Return the line under the title, such as "Thursday, 19 November · 2:38 · depth 2, named the tradeoff"."""
    depth = verdict or NOT_RATED
    if record.review is not None:
        label = DEPTHS[record.review.depth].label
        depth = f"depth {record.review.depth}, {label[0].lower()}{label[1:]}"
    length = "typed" if all(take.typed for take in record.kept_takes) else minutes_and_seconds(record.seconds)
    return " · ".join((f"{spoken_day(record.at.date(), today)}, {record.at:%H:%M}", length, depth))


def labels(takes: Sequence[TakeRecord]) -> tuple[str, ...]:
    """Return what the takes are called: the answer, its follow-ups counted."""
    follow_ups, answers, names = 0, 0, []
    for take in takes:
        if take.question:
            follow_ups += 1
            names.append(f"Follow-up {follow_ups}")
        else:
            answers += 1
            names.append("Answer" if answers == 1 else f"Answer {answers}")
    return tuple(names)


def why_silent(take: TakeRecord, missing: bool) -> str:
    """Return why a take cannot be played; empty where it can be tried."""
    if take.typed:
        return ""
    if missing:
        return (
            f"The recording {take.sound} is not in the recordings folder, so it cannot be heard; its words are kept. "
            "Put it back and open this answer again."
        )
    return NEVER_ENDED if take.samples is None else ""


class Words(Protocol):
    """What it needs of ``desktop.transcribing.Transcribing``."""

    def progress(self, take: int) -> Progress: ...  # noqa: D102
    def listening(self, take: int) -> bool: ...  # noqa: D102


def script_of(takes: Sequence[TakeRecord], words: Words, *, verbatim: bool = True) -> Script:
    """Return what was said in ``takes``, each under its question, with a note where words are missing.

    Fillers are left out unless it is to be ``verbatim``.
    """
    passages: list[Passage] = []
    readings: list[Reading] = []
    begins: list[int] = []
    at = 0
    for take in takes:
        reading, note = _words(take, words.progress(take.id), words.listening(take.id), verbatim)
        heading = Passage(clean(take.question), "heading")
        for passage in (heading, Passage(reading.text, "words"), Passage(note, "note")):
            if passage.kind == "words":
                readings.append(reading)
                begins.append(at)
            if passage.text:
                passages.append(passage)
                at += units(passage.text) + 1
    return Script(tuple(passages), tuple(readings), tuple(begins), verbatim)


def _words(take: TakeRecord, progress: Progress, listening: bool, verbatim: bool) -> tuple[Reading, str]:
    """Return what is known to have been said, and what is to be said about that."""
    reading = reading_of(take.transcript, verbatim=verbatim) if take.transcript is not None else Reading()
    if take.typed:
        return reading, ""
    if listening:
        live = clean(progress.so_far)
        note = words_on_their_way(progress.heard_s, take.seconds, progress.more_s)
        return (text_only(live, verbatim=verbatim) if len(live) > len(reading.text) else reading), note
    if take.transcript is None or not take.transcript.complete:
        return reading, progress.why or NO_WORDS_YET
    nothing = ONLY_FILLERS if reading.fillers else NOTHING_HEARD
    return reading, progress.why or ("" if reading.text else nothing)


def words_action(take: TakeRecord, listening: bool, waits: bool = False) -> str:
    """Return what can be done for the words of a take, as a button says it; empty for nothing."""
    if take.typed or not take.samples:
        return ""
    if listening:
        return "Stop the words"
    if waits:
        return "Transcribe now"
    return "Redo the words" if take.transcript is not None and take.transcript.complete else "Get the words"


def model_choice(model: str, heard_by: str) -> str:
    """Return what a model is called where one is chosen; ``heard_by`` is whose words there are."""
    name = PurePath(model).name
    return f"{name} (wrote these words)" if model == heard_by else name


def next_speed(speed: float, step: int) -> float:
    """Return the speed one step slower (-1) or faster (1) than ``speed``, within what there is."""
    if step > 0:
        return next((each for each in SPEEDS if each > speed), SPEEDS[-1])
    return next((each for each in reversed(SPEEDS) if each < speed), SPEEDS[0])


def spoken_speed(speed: float) -> str:
    """Return a speed as "1.25×"."""
    return f"{speed:g}×"


def copied(text: str, whole: bool) -> str:
    """Say what is on the clipboard now."""
    count = len(text.split())
    words = f"{count} word" if count == 1 else f"{count} words"
    if not count:
        return "There are no words to copy."
    return f"Copied all {words}." if whole else f"Copied {words}."
