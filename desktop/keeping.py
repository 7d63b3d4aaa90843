"""What becomes of a finished take: words from its journal into the library, sound into FLAC, the WAV away last.

Each step can be repeated, and a crash between two leaves more than needed, never less.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from audio.transcription.journal import journal_of, read_journal
from audio.transcription.words import Heard
from cards.attempt import Gap, TakeRecord, Transcript, Word
from cards.library import Library


def transcript_of(heard: Heard, at: datetime) -> Transcript:
    """The library's form of what was heard."""
    words = tuple(
        Word(word.text.strip(), word.start_s, word.end_s, word.probability, word.heard.strip(), word.unsure)
        for word in heard.words
    )
    gaps = tuple(Gap(gap.start_s, gap.end_s) for gap in heard.gaps)
    return Transcript(heard.model, heard.text, words, at, complete=heard.samples is not None, gaps=gaps)


def save_words(library: Library, take: TakeRecord, recordings: Path, at: datetime) -> Transcript | None:
    """Store what the take's journal holds; None when there is no journal, or when the take was deleted for good.

    The beginning of a take does not replace more words of before.
    """
    heard = read_journal(journal_of(recordings / take.sound))
    if heard is None:
        return None
    transcript, before = transcript_of(heard, at), take.transcript
    if before is not None and not transcript.complete and len(transcript.text) < len(before.text):
        return before
    try:
        library.save_transcript(take.id, transcript)
    except KeyError:
        return None
    return transcript


def save_doubts(library: Library, take: TakeRecord, recordings: Path, at: datetime) -> Transcript | None:
    """Store the words once more where a term turned out to be heard only because something hinted at it.

    None where no term did.
    """
    heard = read_journal(journal_of(recordings / take.sound))
    if heard is None or not any(word.unsure for word in heard.words):
        return None
    return save_words(library, take, recordings, at)


def compress(take: TakeRecord, recordings: Path) -> tuple[str, str]:
    """Write the FLAC of a take; returns its name and SHA-256. Slow: not for the library's thread."""
    from audio.soundfiles import archive  # noqa: PLC0415 - numpy and soundfile, on the thread that compresses

    flac, digest = archive(recordings / take.sound)
    return flac.name, digest


def settle(library: Library, take: TakeRecord, recordings: Path, flac: str, digest: str) -> None:
    """The library knows the FLAC from here on; only then the WAV and its journal go.

    Of a take that was deleted for good while its FLAC was written nothing stays.
    """
    wav = recordings / take.sound
    try:
        library.archive_take(take.id, flac, digest)
    except KeyError:
        (recordings / flac).unlink(missing_ok=True)
    journal_of(wav).unlink(missing_ok=True)
    if wav.name != flac:
        wav.unlink(missing_ok=True)


def doubt_words(library: Library, take: TakeRecord, recordings: Path, *, journal_too: bool) -> None:
    """Before a take is listened to again: its words are not complete, and its journal goes where it would repeat them.

    From here on the next start takes it up, should this run of the app not get to its end. The words stay until there
    are new ones: by then the recording, or the model, may be gone.
    """
    if take.transcript is not None:
        library.save_transcript(take.id, replace(take.transcript, complete=False))
    if journal_too:
        journal_of(recordings / take.sound).unlink(missing_ok=True)


def unpack(take: TakeRecord, recordings: Path) -> None:
    """Write the WAV of an archived take beside its FLAC, which stays what counts. Slow: not for the library's thread.

    A WAV that is there is whole: it gets its name last. ``tidy`` removes one that a crash left. Where the FLAC is
    deleted for good meanwhile, no WAV stays.
    """
    from audio.soundfiles import convert  # noqa: PLC0415 - numpy and soundfile, on the thread that unpacks

    flac = recordings / take.sound
    wav, part = flac.with_suffix(".wav"), flac.with_suffix(".wav.part")
    if not wav.exists():
        part.unlink(missing_ok=True)
        convert(flac, part)
        with suppress(FileNotFoundError):
            part.replace(wav)
        if not flac.exists():
            wav.unlink(missing_ok=True)


def put_away(take: TakeRecord, recordings: Path) -> None:
    """Remove what ``unpack`` wrote and its journal, once all words are in the library."""
    flac = recordings / take.sound
    if flac.suffix == ".flac" and flac.exists():
        journal_of(flac).unlink(missing_ok=True)
        flac.with_suffix(".wav").unlink(missing_ok=True)


def tidy(library: Library, recordings: Path) -> None:
    """Take away what a crash left of a take after the library knew its FLAC; one that still gets words goes on."""
    left = [wav for wav in recordings.glob("*.wav") if wav.with_suffix(".flac").exists()]
    if not left:
        return
    archived = library.archived_sounds() - {take.sound for take in library.unarchived_takes()}
    for wav in left:
        if wav.with_suffix(".flac").name in archived:
            journal_of(wav).unlink(missing_ok=True)
            wav.unlink()
