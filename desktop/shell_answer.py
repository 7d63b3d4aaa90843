"""``answer`` and ``transcribe``: a sound file through the same recogniser and the same rating as a spoken answer."""

import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from audio.errors import AudioError
from audio.soundfiles import convert
from audio.transcription.choosing import chosen_model
from audio.transcription.journal import journal_of, read_journal
from audio.transcription.recogniser import Checked, RecogniserEvent, TakeFailed, WorkerRecogniser
from audio.transcription.words import Heard, Help
from audio.wav import RATE_HZ
from cards.attempt import Ended, Ticks, Transcript
from cards.errors import CardsError
from cards.library import Library
from cards.prompt import Prompt
from desktop.calendar import settled_day
from desktop.folders import DataFolder
from desktop.hints import help_for
from desktop.keeping import compress, save_words, settle, transcript_of
from desktop.rating import rate
from desktop.settings.reading import read_settings
from desktop.standing import terms_for
from scheduler.days import study_day
from scheduler.variety import least_recent


class NoWords(AudioError):
    """The recogniser could not give the words of a file; its sentence says why."""


def _recognise(wav: Path, samples: int, model: str, known: Help) -> Heard:
    """Wait for all words of ``wav``, and until their terms have been checked; raises ``NoWords``."""
    events: SimpleQueue[RecogniserEvent] = SimpleQueue()
    recogniser = WorkerRecogniser(model, events.put)
    try:
        recogniser.follow(0, wav, samples, final=True, help=known)
        while True:
            match events.get():
                case Checked():
                    heard = read_journal(journal_of(wav))
                    if heard is None:
                        raise NoWords(f"The journal of {wav.name} went away while it was written; try again.")
                    return heard
                case TakeFailed(why=why):
                    raise NoWords(why)
    finally:
        recogniser.close()


def transcribe(
    file: str, model: str, at: datetime, folder: DataFolder, prompt: Prompt | None
) -> tuple[Transcript, float]:
    """What ``model``, or the one in use, hears in ``file``, and the length of the sound in seconds.

    It expects the person's own words, and with a prompt what an answer to it may hold. Raises ``NotSound`` and
    ``NoWords``.
    """
    settings = read_settings(folder.settings)
    known = help_for(prompt, settings.words)
    model = model or chosen_model(settings.speech_model)
    with tempfile.TemporaryDirectory(prefix="vivavoce-") as temporary:
        wav = Path(temporary) / "sound.wav"
        samples = convert(Path(file), wav)
        heard = _recognise(wav, samples, model, known)
    return transcript_of(heard, at), samples / RATE_HZ


def answer(  # noqa: PLR0913, PLR0917 - where, what was asked and among what, what was said, how deep, when
    library: Library,
    folder: DataFolder,
    prompt: Prompt,
    prompts: Sequence[Prompt],
    file: str,
    depth: int,
    at: datetime,
) -> dict[str, Any]:
    """One attempt from ``file``: recorded, transcribed, archived, rated ``depth`` at the moment ``at``.

    Where it has no words yet or no FLAC, ``reason`` says why: the attempt counts all the same. Raises ``NotSound``
    before anything is stored.
    """
    library.sync_prompts([prompt], complete=False)
    wav = folder.new_recording(prompt.id, at)
    samples = convert(Path(file), wav)
    constraint = least_recent(prompt.constraints, library.seen(prompt.id).constraints)
    try:
        take = library.begin_answer(prompt.id, constraint, at, study_day(at), "", wav.name, None)
        library.end_take(take.id, samples, Ended.PERSON)
    except CardsError:
        wav.unlink()  # a copy of a file that is still there
        raise
    attempt = take.attempt
    reason = _keep_words(library, folder, attempt, samples, at, help_for(prompt, read_settings(folder.settings).words))
    terms = terms_for(library, prompt, prompts, settled_day(library, study_day(at)))
    chosen = rate(library, attempt, prompt.id, depth, terms=terms, suggested=None, ticks=Ticks(), at=at)
    return {
        "attempt": attempt,
        "prompt": prompt.id,
        "depth": depth,
        "rating": chosen.rating,
        "stability": chosen.after.memory.stability,
        "difficulty": chosen.after.memory.difficulty,
        "due": chosen.after.due.isoformat(),
        "why": chosen.why,
        "text": library.attempt(attempt).text,
        "reason": reason,
    }


def _keep_words(  # noqa: PLR0913, PLR0917 - whose words, where they go, what they may be
    library: Library, folder: DataFolder, attempt: int, samples: int, at: datetime, known: Help
) -> str:
    """Words and FLAC of the attempt's only take; returns why one is missing, or nothing."""
    (take,) = library.attempt(attempt).takes
    try:
        model = chosen_model(read_settings(folder.settings).speech_model)
        _recognise(folder.recordings / take.sound, samples, model, known)
        save_words(library, take, folder.recordings, at)
        settle(library, take, folder.recordings, *compress(take, folder.recordings))
    except AudioError as error:
        return str(error)
    return ""
