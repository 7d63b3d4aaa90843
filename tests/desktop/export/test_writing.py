from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio.errors import CannotWrite, DiskFull
from audio.soundfiles import archive
from audio.wav import RATE_HZ, WavWriter
from cards.attempt import AttemptRecord, Ended, TakeRecord, Ticks, Transcript, Word
from desktop.export.writing import FORMATS, export, file_name
from tests.support.disk import small_disk

MOMENT = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)
WORDS = (Word("I", 0.1, 0.2, 1.0), Word("would", 0.3, 0.5, 1.0), Word("cache.", 0.5, 0.9, 1.0))
TRANSCRIPT = Transcript("base", "I would cache.", WORDS, MOMENT)
NAME = "2026-11-21 0905 Cache or not"


def wav(path: Path, seconds: float = 1.0) -> bytes:
    pcm = (np.sin(np.arange(int(seconds * RATE_HZ)) * 0.1) * 9000).astype("<i2").tobytes()
    with WavWriter(path, "nothing is lost") as out:
        out.append(pcm)
    return pcm


def take(number: int, sound: str, **changed: object) -> TakeRecord:
    values = {"question": "And at ten times the load?" if number else "", "transcript": TRANSCRIPT}
    return replace(
        TakeRecord(number, 1, number, "", sound, MOMENT, RATE_HZ, Ended.PERSON, None, None, None), **values | changed
    )


def attempt(*takes: TakeRecord) -> AttemptRecord:
    return AttemptRecord(1, "F5.a", "50 ms", MOMENT, date(2026, 11, 21), takes, Ticks(), None)


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    folder = tmp_path / "recordings"
    folder.mkdir()
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_every_format_of_an_attempt_with_a_follow_up(recordings: Path, target: Path) -> None:
    pcm = wav(recordings / "one.wav")
    wav(recordings / "two.wav")
    archive(recordings / "one.wav")
    (recordings / "one.wav").unlink()
    done = export(attempt(take(0, "one.flac"), take(1, "two.wav")), "Cache or not", FORMATS, recordings, target)
    assert done.missing == ()
    assert sorted(path.name for path in target.iterdir()) == sorted(
        [f"{NAME}.{kind}" for kind in FORMATS] + [f"{NAME} follow-up.{kind}" for kind in ("flac", "wav", "srt", "vtt")]
    )
    assert set(done.files) == set(target.iterdir())
    for kind in ("flac", "wav"):
        sound, rate = soundfile.read(target / f"{NAME}.{kind}", dtype="int16")
        assert rate == RATE_HZ
        assert sound.tobytes() == pcm
    assert "00:00:00,100 --> 00:00:00,900\nI would cache." in (target / f"{NAME}.srt").read_text()


def test_nothing_that_is_there_is_written_over(recordings: Path, target: Path) -> None:
    (target / f"{NAME}.txt").write_text("mine")
    first = export(attempt(take(0, "one.wav")), "Cache or not", ["txt"], recordings, target)
    assert [path.name for path in first.files] == [f"{NAME} (2).txt"]
    assert (target / f"{NAME}.txt").read_text() == "mine"


def test_sound_that_is_gone_is_said_and_the_rest_is_written(recordings: Path, target: Path) -> None:
    done = export(attempt(take(0, "gone.flac")), "Cache or not", ["flac", "wav", "txt"], recordings, target)
    assert [path.suffix for path in done.files] == [".txt"]
    assert len(done.missing) == 2
    assert all("gone.flac" in sentence and "not there" in sentence for sentence in done.missing)


def test_sound_that_cannot_be_read_is_said(recordings: Path, target: Path) -> None:
    (recordings / "one.flac").write_bytes(b"no sound at all")
    done = export(attempt(take(0, "one.flac")), "Cache or not", ["wav"], recordings, target)
    assert done.files == ()
    assert "one.flac could not be read as sound" in done.missing[0]
    assert list(target.iterdir()) == []


def test_no_words_make_no_subtitles_and_a_typed_answer_has_no_sound(recordings: Path, target: Path) -> None:
    silent = export(attempt(take(0, "one.wav", transcript=None)), "Cache or not", ["srt"], recordings, target)
    assert "no words with times" in silent.missing[0]
    typed = take(0, "", samples=0, transcript=Transcript("typed", "I would cache.", (), MOMENT))
    done = export(attempt(typed), "Cache or not", ["flac", "wav", "md"], recordings, target)
    assert [path.suffix for path in done.files] == [".md"]
    assert done.missing == ()


def test_a_title_becomes_a_name_that_every_system_allows() -> None:
    assert file_name(attempt(), 'What/if: "A*B"? <é> | ...') == "2026-11-21 0905 Whatif AB"
    assert file_name(attempt(), "long " * 40) == f"2026-11-21 0905 {('long ' * 12).strip()}"
    assert file_name(attempt(), "///") == "2026-11-21 0905"


def test_a_folder_that_went_away_is_said(recordings: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="library is untouched"):
        export(attempt(take(0, "one.wav")), "Cache or not", ["txt"], recordings, tmp_path / "gone")


def test_a_full_disk_stops_it_and_leaves_no_half_file(recordings: Path, tmp_path: Path) -> None:
    wav(recordings / "one.wav", seconds=120)
    with small_disk(tmp_path / "disk", 2_000_000) as disk:
        with pytest.raises(DiskFull, match="untouched"):
            export(attempt(take(0, "one.wav")), "Cache or not", ["txt", "wav"], recordings, disk)
        assert [path.name for path in disk.iterdir()] == [f"{NAME}.txt"]
