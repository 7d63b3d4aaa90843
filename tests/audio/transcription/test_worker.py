"""The worker's loop, without its process and with a decoder that hears where it is."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audio.transcription.decoder import WINDOW
from audio.transcription.journal import journal_of, read_journal
from audio.transcription.protocol import TakeState
from audio.transcription.words import Heard, HeardWord, Window
from audio.transcription.worker import Say, Worker
from audio.wav import WavWriter
from tests.support.disk import files_end_at
from tests.support.fakes import ramp


class FakeDecoder:
    def __init__(self) -> None:
        self.starts: list[int] = []

    def decode(self, pcm: bytes, start: int, heard_until_s: float) -> Window:
        self.starts.append(start)
        return Window(start, start + len(pcm) // 2, (HeardWord(f" word{start}", 0.0, 1.0, 0.5),))


class Desk:
    """A worker, and what it says."""

    def __init__(self) -> None:
        self.decoder = FakeDecoder()
        self._out = io.StringIO()
        self._read = 0
        self.worker = Worker(self.decoder, "base", Say(self._out))

    def tell(self, take: int, sound: Path, samples: int, final: bool) -> None:
        self.worker.hear(json.loads(json.dumps(TakeState(take, sound, samples, final).message())))

    def said(self) -> list[dict[str, Any]]:
        lines = self._out.getvalue().splitlines()
        new, self._read = lines[self._read :], len(lines)
        return [json.loads(line) for line in new]

    def work(self) -> list[dict[str, Any]]:
        while self.worker.work():
            pass
        return self.said()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def take(path: Path, samples: int) -> Path:
    with WavWriter(path) as out:
        out.append(ramp(samples).tobytes())
    return path


def test_a_take_is_heard_window_by_window_and_then_finished(desk: Desk, tmp_path: Path) -> None:
    sound = take(tmp_path / "take.wav", WINDOW + 5000)
    desk.tell(7, sound, WINDOW - 1, final=False)
    assert desk.work() == []
    desk.tell(7, sound, WINDOW, final=False)
    assert desk.work() == [{"decoding": 7}, {"heard": 7, "until": WINDOW, "words": " word0"}]
    desk.tell(7, sound, WINDOW + 5000, final=True)
    heard_last = {"heard": 7, "until": WINDOW + 5000, "words": f" word{WINDOW}"}
    assert desk.work() == [{"decoding": 7}, heard_last, {"finished": 7}]
    heard = read_journal(journal_of(sound))
    assert heard is not None
    assert (heard.samples, heard.text) == (WINDOW + 5000, f"word0 word{WINDOW}")


def test_the_newest_take_is_heard_first_and_the_older_one_after_it(desk: Desk, tmp_path: Path) -> None:
    one, two = take(tmp_path / "one.wav", 2 * WINDOW), take(tmp_path / "two.wav", WINDOW)
    desk.tell(1, one, WINDOW, final=False)
    desk.tell(2, two, WINDOW, final=False)
    assert [message["heard"] for message in desk.work() if "heard" in message] == [2, 1]
    desk.tell(2, two, WINDOW, final=True)
    desk.tell(1, one, 2 * WINDOW, final=True)
    assert {"finished": 1} in (said := desk.work())
    assert {"finished": 2} in said
    assert [message["heard"] for message in said if "heard" in message] == [1]
    for sound, samples in ((one, 2 * WINDOW), (two, WINDOW)):
        heard = read_journal(journal_of(sound))
        assert heard is not None
        assert heard.samples == samples


def test_a_forgotten_take_is_not_decoded_and_leaves_no_journal(desk: Desk, tmp_path: Path) -> None:
    sound = take(tmp_path / "take.wav", 5000)
    desk.tell(1, sound, 5000, final=True)
    desk.worker.hear({"forget": 1})
    desk.worker.hear({"forget": 9})
    assert desk.work() == []
    assert not journal_of(sound).exists()


def test_another_worker_goes_on_where_the_journal_ends(tmp_path: Path) -> None:
    sound = take(tmp_path / "take.wav", 2 * WINDOW)
    first, second = Desk(), Desk()
    first.tell(1, sound, WINDOW, final=False)
    first.work()
    second.tell(1, sound, 2 * WINDOW, final=True)
    assert second.work()[-1] == {"finished": 1}
    assert (first.decoder.starts, second.decoder.starts) == ([0], [WINDOW])


def test_told_again_of_a_finished_take_it_finishes_at_once(tmp_path: Path) -> None:
    sound = take(tmp_path / "take.wav", 5000)
    for starts in ([0], []):
        desk = Desk()
        desk.tell(1, sound, 5000, final=True)
        assert desk.work()[-1] == {"finished": 1}
        assert desk.decoder.starts == starts


@pytest.mark.parametrize("samples", [0, 1, 1599])
def test_a_take_without_room_for_a_word_is_finished_empty(desk: Desk, tmp_path: Path, samples: int) -> None:
    sound = take(tmp_path / "take.wav", samples)
    desk.tell(1, sound, samples, final=True)
    assert desk.work() == [{"finished": 1}]
    assert read_journal(journal_of(sound)) == Heard("base", (), samples)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Path.unlink, "it is not there any more"),
        (lambda sound: sound.write_bytes(bytes(44)), "it is shorter than what was recorded"),
    ],
    ids=["gone", "emptied"],
)
def test_a_sound_that_cannot_be_read_is_one_sentence_and_the_others_go_on(
    desk: Desk, tmp_path: Path, change: Callable[[Path], object], why: str
) -> None:
    one, two = take(tmp_path / "one.wav", 5000), take(tmp_path / "two.wav", 5000)
    change(one)
    desk.tell(2, one, 5000, final=True)
    desk.tell(1, two, 5000, final=True)
    failed, *rest = [message for message in desk.work() if "decoding" not in message]
    assert failed["failed"] == 2
    assert failed["why"].startswith(f"The recording one.wav could not be read ({why})")
    assert [*rest[0], *rest[1]] == ["heard", "until", "words", "finished"]


def test_a_journal_that_cannot_be_written_fails_its_take_and_no_other(desk: Desk, tmp_path: Path) -> None:
    one, two = take(tmp_path / "one.wav", 5000), take(tmp_path / "two.wav", 5000)
    desk.tell(1, one, 5000, final=True)
    with files_end_at(60):
        failed = desk.work()
    assert [message["failed"] for message in failed if "decoding" not in message] == [1]
    assert "the recording is safe" in failed[-1]["why"]
    desk.tell(1, one, 5000, final=True)
    desk.tell(2, two, 5000, final=True)
    assert [message["finished"] for message in desk.work() if "finished" in message] == [2, 1]
