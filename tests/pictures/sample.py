"""A library as somebody has it after four weeks: answers spoken by the test voice, rated, some marked, one deleted.

Every row comes about the way it does in the app; only the times of the words are spread over the sound by their length.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile
from zlib import crc32

from audio.soundfiles import archive, convert
from audio.wav import RATE_HZ, samples_in
from cards.attempt import Ended, Gap, Ticks, Transcript, Word
from cards.deck import builtin_folder, load_deck
from cards.library import Library
from cards.prompt import Prompt
from cards.prompt_state import PromptState
from desktop.folders import DataFolder
from desktop.opening import open_library
from desktop.rating import rate
from scheduler.days import study_day
from scheduler.depth import STATEMENTS
from tests.support.desk import USUAL
from tests.support.sound import speak

DAYS_AGO = (26, 24, 23, 21, 19, 17, 16, 14, 12, 10, 9, 7, 5, 3, 2, 1)
DEPTHS = (1, 2, 2, 3, 2, 3, 1, 3, 2, 4, 3, 2, 3, 3, 2, 3)
ANSWERED = ("F1.a", "S1.a", "C5.a", "B1.a", "F5.a", "S4.a", "C2.a", "B3.a", "F9.a", "S8.b", "C4.a", "B4.a")
"""The prompts that were practised. The others of the deck have never been asked."""
EXAMPLE = "The invoices at work: four hundred scans, and nobody had counted how many were read wrong."
SENTENCES = 4
"""Of the model answer are spoken: half a minute."""
LEAD_S = 0.4
LONG_LETTERS = 7
"""A word of so many letters is taken for a term."""


@dataclass(frozen=True)
class Spoken:
    """What the voice said, in a WAV of a take."""

    text: str
    wav: Path
    words: tuple[Word, ...]


def fill(folder: DataFolder, voices: Path, now: datetime) -> None:
    """Make the library of ``folder``; ``voices`` keeps what was spoken for the next time."""
    deck = {prompt.id: prompt for prompt in load_deck(builtin_folder()).prompts}
    prompts = [deck[prompt_id] for prompt_id in ANSWERED]
    answered = prompts[: 2 * len(DAYS_AGO)]
    spoken = {prompt.id: _spoken(prompt, voices) for prompt in answered}
    with open_library(folder, now) as library:
        library.sync_prompts(deck.values(), complete=True)
        numbers = []
        for place, (days, depth) in enumerate(zip(DAYS_AGO, DEPTHS, strict=True)):
            for each in range(2):
                prompt = answered[(place * 2 + each) % len(answered)]
                at = (now - timedelta(days=days)).replace(hour=18, minute=10 + 20 * each, second=0)
                numbers.append(_answer(library, folder, prompt, spoken, at, max(1, depth - each)))
        library.mark_attempt(numbers[-3], True)
        library.mark_attempt(numbers[7], True)
        library.save_note(numbers[-1], "Say the number first, then the reason.")
        _hesitate(library, numbers[-1])
        _hesitate(library, _unrated(library, folder, prompts[0], spoken, now))
        library.delete_attempts(numbers[:1], now - timedelta(days=4))
        library.set_prompt_state(prompts[4].id, PromptState(suspended=True))
        library.set_prompt_state("F1.a", PromptState(marked=True, tags=("rag", "weak"), example=EXAMPLE))


def _unrated(library: Library, folder: DataFolder, prompt: Prompt, spoken: dict[str, Spoken], now: datetime) -> int:
    """An answer of yesterday that was left before its depth was chosen."""
    at = (now - timedelta(days=1)).replace(hour=18, minute=55, second=0)
    return _take(library, folder, prompt, spoken[prompt.id], at)


def _hesitate(library: Library, attempt: int) -> None:
    """As if the answer had been spoken less well: with fillers, with what had to be repaired, with a gap."""
    take = library.attempt(attempt).takes[0]
    assert take.transcript is not None
    words = list(take.transcript.words)
    long = [place for place, word in enumerate(words) if len(word.word) >= LONG_LETTERS]
    repaired, unsure = long[1], long[3]
    words[repaired] = replace(words[repaired], heard=_misheard(words[repaired].word))
    words[unsure] = replace(words[unsure], unsure=True)
    gap = words[unsure + 2 : unsure + 7]
    if not words[0].word.startswith("I"):
        words[0] = replace(words[0], word=words[0].word[0].lower() + words[0].word[1:])
    words[7] = replace(words[7], word=words[7].word.rstrip(",.") + ",")
    said = [
        Word("Um,", 0.05, words[0].start, 0.8),
        *words[:8],
        Word("uh,", words[7].end, words[8].start, 0.8),
        *words[8 : unsure + 2],
        *words[unsure + 7 :],
        Word("Hmm.", words[-1].end, words[-1].end + 0.3, 0.8),
    ]
    text = " ".join(word.word for word in said)
    gaps = (Gap(gap[0].start, gap[-1].end),)
    library.save_transcript(take.id, replace(take.transcript, text=text, words=tuple(said), gaps=gaps))


def _misheard(word: str) -> str:
    middle = len(word) // 2
    return f"{word[:middle]} {word[middle:]}"


def _answer(
    library: Library, folder: DataFolder, prompt: Prompt, spoken: dict[str, Spoken], at: datetime, depth: int
) -> int:
    first = _take(library, folder, prompt, spoken[prompt.id], at)
    _take(library, folder, prompt, spoken[prompt.id], at + timedelta(minutes=3), first)
    points = {point.claim: place < depth for place, point in enumerate(prompt.key_points)}
    statements = {name: place < depth for place, name in enumerate(STATEMENTS)}
    ticks = Ticks(points, statements)
    at += timedelta(minutes=6)
    rate(library, first, prompt.id, depth, terms=USUAL, suggested=depth, ticks=ticks, at=at)
    return first


def _take(
    library: Library, folder: DataFolder, prompt: Prompt, spoken: Spoken, at: datetime, attempt: int | None = None
) -> int:
    sound = folder.new_recording(prompt.id, at)
    copyfile(spoken.wav, sound)
    question = prompt.follow_ups[0] if attempt else ""
    take = library.begin_answer(prompt.id, prompt.constraints[0], at, study_day(at), question, sound.name, attempt)
    library.end_take(take.id, samples_in(sound), Ended.PERSON)
    library.save_transcript(take.id, Transcript("base", spoken.text, spoken.words, at))
    flac, digest = archive(sound)
    library.archive_take(take.id, flac.name, digest)
    sound.unlink()
    return take.attempt


def _spoken(prompt: Prompt, voices: Path) -> Spoken:
    voices.mkdir(parents=True, exist_ok=True)
    text = " ".join(re.split(r"(?<=[.?!]) ", prompt.model_answer)[:SENTENCES])
    wav = voices / f"{prompt.id}-{crc32(text.encode()):08x}.wav"
    if not wav.exists():
        convert(speak(text, wav.with_suffix(".voice.wav")), wav)
    return Spoken(text, wav, _words(text, samples_in(wav) / RATE_HZ))


def _words(text: str, seconds: float) -> tuple[Word, ...]:
    """Words spread over the sound by their length, a sentence's end taking the time of some letters more."""
    words = text.split()
    weights = [len(word) + (9 if word.endswith((".", "?", "!")) else 2) for word in words]
    step = (seconds - 2 * LEAD_S) / sum(weights)
    at, found = LEAD_S, []
    for word, weight in zip(words, weights, strict=True):
        found.append(Word(word, round(at, 2), round(at + len(word) * step, 2), 0.97))
        at += weight * step
    return tuple(found)
