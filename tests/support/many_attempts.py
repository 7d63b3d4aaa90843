"""A library of years: thousands of attempts, made the same way every time, for measuring and for pictures.

    python -m tests.support.many_attempts FOLDER [--attempts 5000] [--long 24] [--words 100 400] [--sounds 3]

writes the library of a data folder, with the prompts of the deck that ships. Its dates follow from its reviews.
"""

import argparse
import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import soundfile
from sqlite_utils import Database

from cards.attempt import SAMPLE_RATE_HZ, TYPED, Ended, Ticks, Transcript, Word
from cards.deck import builtin_folder, load_deck
from cards.library import Library, attempts, reviews, trash
from cards.prompt import Prompt
from cards.review import Review, Schedule
from cards.rounds import ROUNDS, Shown
from scheduler.days import study_day
from scheduler.memory import Terms, candidates
from scheduler.retention import Retention
from scheduler.rules import Rules

NOW = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
"""The last attempt began an hour before."""
LONG_WORDS = 6_000
LONG_EVERY = 50
"""The first of the long ones is so many attempts ago, and so many lie between two."""
RARE = "heliotrope"
"""Said once, in the oldest attempt."""
LONG_ONLY = "palimpsest"
"""Said in every transcript of 6,000 words, and nowhere else."""

_TERMS = Terms(Retention(0.85, False, ""), Rules(), {})
_WORD_S = 0.38
_PAUSE_S = 1.4
"""Between one sentence and the next."""
_OPENINGS = (
    "I would", "We should", "First I would", "In that case I would", "So under this limit we", "Honestly I would",
    "The tradeoff is that we", "Then the team would", "Because of that I would", "If the load doubles we",
)  # fmt: skip
_VERBS = (
    "cache", "measure", "shard", "retrain", "monitor", "batch", "quantise", "roll back", "evaluate", "log", "rerank",
    "sample", "freeze", "compress", "stream", "retry", "replace", "label", "prune", "distil",
)  # fmt: skip
_THINGS = (
    "the embeddings", "the hit rate", "every tenth request", "the index", "the slow path", "the validation set",
    "the queue", "the prompt template", "the reranker", "the p99 latency", "a smaller model", "the feature store",
    "the gradient norm", "the attention mask", "the tool calls", "the audit trail", "the fallback", "the token budget",
)  # fmt: skip
_REASONS = (
    "because the budget is two hundred milliseconds", "since stale answers cost us more than slow ones",
    "and I would notice it when recall drops below ninety percent", "until the drift shows in the tail",
    "which breaks when the corpus doubles overnight", "because nobody reads a dashboard at three in the morning",
    "as long as the cost per thousand requests stays under a cent", "and that is the point where I would stop",
    "since the users cannot tell the difference", "but only behind a flag that we can turn off",
)  # fmt: skip
_NOTES = ("The number was missing.", "Say earlier when it fails.", "Good example, use it again.")


def fill(
    library: Library,
    prompts: Sequence[Prompt],
    *,
    count: int = 5_000,
    long: int = 24,
    words: tuple[int, int] = (100, 400),
) -> None:
    """Put ``count`` attempts at ``prompts`` into a new library, ``long`` of them with 6,000 words, in one transaction.

    The others have from ``words[0]`` to ``words[1]``: by default 200 hours are spoken, with (15, 50) it is 40 of them.
    One in forty is typed, one in thirty has no depth, and some are marked, noted, at a prompt that is gone, or in the
    trash. No sound file is written.
    """
    gone = replace(prompts[0], id="X9.a", title="A prompt of an older deck")
    library.sync_prompts([*prompts, gone], complete=True)
    library.sync_prompts(prompts, complete=True)
    with library._transaction() as db:
        filling = _Filling(db, [*prompts, gone], random.Random(20261121), words)
        for ago in reversed(range(count)):
            filling.add(ago, is_long=ago % LONG_EVERY == LONG_EVERY - 1 and ago < long * LONG_EVERY)
        oldest = filling.numbers[0]
        take = attempts.one(db, oldest).takes[0].id
        attempts.store_transcript(db, take, _spoken(random.Random(1), 200, RARE, NOW))
        trash.delete(db, filling.numbers[5:-1:1_250], NOW)


def write_sounds(library: Library, recordings: Path, count: int) -> None:
    """Write the sound of the last ``count`` spoken attempts and of the last long one, as hums with their pauses."""
    recordings.mkdir(parents=True, exist_ok=True)
    spoken = [take for attempt in library.history(LONG_EVERY) for take in attempt.takes if not take.typed]
    for take in [*spoken[:count], max(spoken, key=lambda take: take.samples or 0)]:
        sound = recordings / take.sound
        words = take.transcript.words if take.transcript is not None else ()
        soundfile.write(sound, _hum(take.samples or 0, words), SAMPLE_RATE_HZ, subtype="PCM_16")
        library.archive_take(take.id, take.sound, hashlib.sha256(sound.read_bytes()).hexdigest())


@dataclass(slots=True)
class _Filling:
    db: Database
    prompts: Sequence[Prompt]
    dice: random.Random
    words: tuple[int, int]
    schedules: dict[str, Schedule] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)

    def add(self, ago: int, *, is_long: bool) -> None:
        """Add the attempt that was ``ago`` attempts before the last one: seven a day."""
        dice = self.dice
        at = NOW - timedelta(hours=1, days=ago // 7, minutes=(ago % 7) * 25)
        prompt = self.prompts[-1] if ago % 97 == 96 else dice.choice(self.prompts[:-1])
        number = attempts.insert_attempt(self.db, prompt.id, dice.choice(prompt.constraints), at, study_day(at))
        self.numbers.append(number)
        if is_long:
            self._speak(number, "", at, LONG_WORDS, LONG_ONLY)
        elif ago % 40 == 11:
            self._write(number, at)
        else:
            self._speak(number, "", at, dice.randint(*self.words), "")
        if dice.random() < 0.4 and not is_long:
            self._speak(
                number, dice.choice(prompt.follow_ups), at + timedelta(minutes=6), dice.randint(*self.words) // 2, ""
            )
        if ago % 30 != 4:
            self._rate(number, prompt, at + timedelta(minutes=10))
        if ago % 20 == 3:
            attempts.store_mark(self.db, number, marked=True)
        if ago % 12 == 5:
            attempts.store_note(self.db, number, dice.choice(_NOTES))

    def _speak(self, attempt: int, question: str, at: datetime, words: int, also: str) -> None:
        name = f"{attempt}-{'follow-up' if question else 'answer'}"
        take = attempts.insert_take(self.db, attempt, question, f"{name}.wav", at)
        transcript = _spoken(self.dice, words, also, at)
        samples = round((transcript.words[-1].end + 1) * SAMPLE_RATE_HZ)
        attempts.finish_take(self.db, take, samples, Ended.PERSON)
        attempts.store_transcript(self.db, take, transcript)
        attempts.store_archive(self.db, take, f"{name}.flac", "0" * 64)

    def _write(self, attempt: int, at: datetime) -> None:
        take = attempts.insert_take(self.db, attempt, "", None, at)
        attempts.finish_take(self.db, take, 0, Ended.PERSON)
        attempts.store_transcript(self.db, take, replace(_spoken(self.dice, 90, "", at), model=TYPED, words=()))

    def _rate(self, attempt: int, prompt: Prompt, at: datetime) -> None:
        depth = self.dice.choices((1, 2, 3, 4), (2, 5, 6, 2))[0]
        before, day = self.schedules.get(prompt.id), study_day(at)
        chosen = candidates(prompt.id, before, day, _TERMS)[depth - 1]
        self.schedules[prompt.id] = chosen.after
        review = Review(
            attempt, prompt.id, at, day, depth, depth, chosen.rating, chosen.affects_memory, before, chosen.after,
            _TERMS.retention.value, shift=chosen.shift,
        )  # fmt: skip
        attempts.store_ticks(self.db, attempt, self._ticks(prompt, depth))
        reviews.append(self.db, review)

    def _ticks(self, prompt: Prompt, depth: int) -> Ticks:
        return Ticks(
            {point.claim: self.dice.random() < depth / 4 for point in prompt.key_points},
            dict(zip("abcd", (depth > 1, depth > 2, depth > 3, depth > 3), strict=True)),
            {each.id: self.dice.choice(list(Shown)) for each in ROUNDS[prompt.round].dimensions},
        )


def _spoken(dice: random.Random, count: int, also: str, at: datetime) -> Transcript:
    """Sentences of ``count`` words at least, with ``also`` as one of the last."""
    words: list[Word] = []
    begin = 0.3
    while len(words) < count:
        parts = [dice.choice(choices) for choices in (_OPENINGS, _VERBS, _THINGS, _REASONS)]
        if also and count - len(words) < 100:
            parts.insert(2, also)
            also = ""
        for word in (" ".join(parts) + ".").split():
            words.append(Word(word, round(begin, 2), round(begin + 0.3, 2), 0.94))
            begin += _WORD_S
        begin += _PAUSE_S
    return Transcript("base", " ".join(word.word for word in words), tuple(words), at + timedelta(minutes=5))


def _hum(samples: int, words: Sequence[Word]) -> np.ndarray:
    """A quiet room with a voice-like hum where a word is spoken."""
    sound = np.random.default_rng(1).normal(0, 0.002, samples)
    for word in words:
        begin, end = round(word.start * SAMPLE_RATE_HZ), min(samples, round(word.end * SAMPLE_RATE_HZ))
        seconds = np.arange(end - begin) / SAMPLE_RATE_HZ
        pitch_hz = 110 + 30 * (len(word.word) % 5)
        shape = np.sin(np.pi * np.arange(end - begin) / max(1, end - begin))
        sound[begin:end] += 0.25 * shape * np.sin(2 * np.pi * pitch_hz * seconds)
    return sound.astype(np.float32)


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--attempts", type=int, default=5_000)
    parser.add_argument("--long", type=int, default=24)
    parser.add_argument("--words", type=int, nargs=2, default=(100, 400))
    parser.add_argument("--sounds", type=int, default=0)
    options = parser.parse_args()
    with Library.open(options.folder / "library.sqlite3", NOW) as library:
        fill(
            library,
            load_deck(builtin_folder()).prompts,
            count=options.attempts,
            long=options.long,
            words=tuple(options.words),
        )
        if options.sounds:
            write_sounds(library, options.folder / "recordings", options.sounds)


if __name__ == "__main__":
    _main()
