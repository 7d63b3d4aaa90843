"""What becomes of a finished take, with a crash between any two steps."""

import hashlib
from collections.abc import Callable

import numpy as np
import pytest
import soundfile

from audio.transcription.journal import JournalWriter, journal_of
from audio.transcription.words import Gap as HeardGap
from audio.transcription.words import Heard, HeardWord, Window
from audio.wav import RATE_HZ, read_pcm
from cards.attempt import Ended, Gap, TakeRecord, Word
from desktop.keeping import compress, save_words, settle, tidy, transcript_of
from tests.support.desk import EVENING, Desk, write_wav

SAMPLES = 3 * RATE_HZ
TEXT = "I would keep it."


@pytest.fixture
def take(desk: Desk) -> TakeRecord:
    """A kept take with a whole journal."""
    number = desk.real.begin_answer("F1.a", "fifty rows", EVENING, EVENING.date(), "", "a.wav").id
    write_wav(desk.folder.recordings / "a.wav", SAMPLES)
    desk.real.end_take(number, SAMPLES, Ended.PERSON)
    journal = JournalWriter(journal_of(desk.folder.recordings / "a.wav"), "base")
    words = tuple(HeardWord(f" {word}", index, index + 0.5, 0.9) for index, word in enumerate(TEXT.split()))
    journal.append(Window(0, SAMPLES, words))
    journal.finish(SAMPLES)
    return stored(desk)


def stored(desk: Desk) -> TakeRecord:
    return desk.real.history()[0].takes[0]


def steps(desk: Desk, take: TakeRecord) -> list[Callable[[], object]]:
    """The three steps, each on its own, as a start after a crash runs them again from the library and the files."""
    folder = desk.folder.recordings

    def last() -> None:
        settle(desk.real, take, folder, *compress(take, folder))

    return [lambda: save_words(desk.real, take, folder, EVENING), lambda: compress(take, folder), last]


def everything_is_there(desk: Desk, pcm: bytes) -> None:
    after = stored(desk)
    folder = desk.folder.recordings
    assert after.transcript is not None
    assert (after.transcript.text, after.transcript.complete, after.transcript.model) == (TEXT, True, "base")
    assert after.transcript.words[0] == Word("I", 0, 0.5, 0.9)
    assert after.sound == "a.flac"
    assert hashlib.sha256((folder / "a.flac").read_bytes()).hexdigest() == after.sha256
    sound, rate = soundfile.read(folder / "a.flac", dtype="int16")
    assert (rate, sound.astype("<i2").tobytes()) == (RATE_HZ, pcm)
    assert desk.real.unarchived_takes() == ()


def test_the_way_of_a_take(desk: Desk, take: TakeRecord):
    pcm = read_pcm(desk.folder.recordings / "a.wav", 0, SAMPLES)
    for step in steps(desk, take):
        step()
    everything_is_there(desk, pcm)
    assert desk.files() == {"a.flac"}


@pytest.mark.parametrize("done", [0, 1, 2])
@pytest.mark.parametrize("repeated", [1, 2])
def test_a_crash_between_two_steps_loses_nothing(desk: Desk, take: TakeRecord, done: int, repeated: int):
    pcm = read_pcm(desk.folder.recordings / "a.wav", 0, SAMPLES)
    for step in steps(desk, take)[:done]:
        for _ in range(repeated):
            step()
    assert read_pcm(desk.folder.recordings / "a.wav", 0, SAMPLES) == pcm
    assert [each.id for each in desk.real.unarchived_takes()] == [take.id]
    for step in steps(desk, desk.real.unarchived_takes()[0]):
        step()
    everything_is_there(desk, pcm)
    assert desk.files() == {"a.flac"}


@pytest.mark.parametrize("gone", [(), ("a.words.jsonl",), ("a.words.jsonl", "a.wav")])
def test_a_crash_after_the_library_knows_the_flac(desk: Desk, take: TakeRecord, gone: tuple[str, ...]):
    pcm = read_pcm(desk.folder.recordings / "a.wav", 0, SAMPLES)
    save_words(desk.real, take, desk.folder.recordings, EVENING)
    desk.real.archive_take(take.id, *compress(take, desk.folder.recordings))
    for name in gone:
        (desk.folder.recordings / name).unlink()
    everything_is_there(desk, pcm)
    for _ in range(2):
        tidy(desk.real, desk.folder.recordings)
        everything_is_there(desk, pcm)
        assert desk.files() == {"a.flac"}


def test_without_a_journal_there_are_no_words(desk: Desk, take: TakeRecord):
    journal_of(desk.folder.recordings / "a.wav").unlink()
    assert save_words(desk.real, take, desk.folder.recordings, EVENING) is None
    assert stored(desk).transcript is None


def test_a_journal_without_its_end_is_not_complete(desk: Desk, take: TakeRecord):
    journal = journal_of(desk.folder.recordings / "a.wav")
    journal.write_bytes(b"\n".join(journal.read_bytes().split(b"\n")[:2]) + b"\n")
    transcript = save_words(desk.real, take, desk.folder.recordings, EVENING)
    assert transcript is not None
    assert (transcript.text, transcript.complete) == (TEXT, False)
    assert [each.id for each in desk.real.unarchived_takes()] == [take.id]


def test_tidying_touches_no_wav_that_waits_and_no_flac_of_others(desk: Desk, take: TakeRecord):
    soundfile.write(desk.folder.recordings / "own.flac", np.zeros(100, dtype="int16"), RATE_HZ)
    write_wav(desk.folder.recordings / "own.wav", 100)
    tidy(desk.real, desk.folder.recordings)
    assert desk.files() == {"a.wav", "a.words.jsonl", "own.flac", "own.wav"}


def test_repairs_doubts_and_gaps_come_along():
    words = (
        HeardWord(" a", 0.0, 0.2, 0.9),
        HeardWord(" KV cache,", 0.2, 0.9, 0.8, " KV cash,"),
        HeardWord(" skew", 1.0, 2.0, 0.7, "", True),
    )
    heard = Heard("base", (Window(0, SAMPLES, words, (HeardGap(2.0, 2.9),)),), samples=SAMPLES)
    made = transcript_of(heard, EVENING)
    assert made.text == "a KV cache, skew"
    assert made.words == (
        Word("a", 0.0, 0.2, 0.9),
        Word("KV cache,", 0.2, 0.9, 0.8, "KV cash,"),
        Word("skew", 1.0, 2.0, 0.7, "", True),
    )
    assert (made.gaps, made.complete) == ((Gap(2.0, 2.9),), True)
