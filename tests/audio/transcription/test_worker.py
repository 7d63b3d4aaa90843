"""The worker's loop, without its process and with a model that hears vowels."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audio.transcription.decoder import WINDOW
from audio.transcription.journal import journal_of, read_journal
from audio.transcription.protocol import TakeState
from audio.transcription.words import NO_HELP, Heard, Help, Window
from audio.transcription.worker import Say, Worker
from audio.wav import RATE_HZ
from tests.support.disk import files_end_at
from tests.support.speaking import Samples, VowelModel, silence, speech, steady, written


class Desk:
    """A worker, and what it says."""

    def __init__(self) -> None:
        self.model = VowelModel()
        self._out = io.StringIO()
        self._read = 0
        self.worker = Worker(self.model, "base", Say(self._out))

    def tell(self, take: int, sound: Path, samples: int, final: bool, help: Help = NO_HELP) -> None:
        self.worker.hear(json.loads(json.dumps(TakeState(take, sound, samples, final, help).message())))

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


def take(path: Path, seconds: float) -> Path:
    return written(path, steady(seconds))


def words(messages: list[dict[str, Any]], kind: str = "heard") -> list[int]:
    """Whose words were said, in order."""
    return [message[kind] for message in messages if kind in message]


def heard_in(sound: Path) -> Heard:
    found = read_journal(journal_of(sound))
    assert found is not None
    return found


def test_a_take_is_heard_window_by_window_and_then_finished_and_checked(desk: Desk, tmp_path: Path) -> None:
    sound, samples = take(tmp_path / "take.wav", 35), 35 * RATE_HZ
    desk.tell(7, sound, WINDOW - 1, final=False)
    assert desk.work() == []
    desk.tell(7, sound, WINDOW, final=False)
    decoding, first = desk.work()
    assert decoding == {"decoding": 7}
    assert set(first) == {"heard", "window", "took_s"}
    assert (first["heard"], first["window"]["from"]) == (7, 0)
    desk.tell(7, sound, samples, final=True)
    decoding, last, finished, checked = desk.work()
    assert (decoding, finished, checked) == ({"decoding": 7}, {"finished": 7}, {"checked": 7})
    heard = heard_in(sound)
    assert heard.windows == tuple(Window.from_entry(each["window"]) for each in (first, last))
    assert (heard.samples, heard.end, heard.unsure) == (samples, samples, frozenset())
    assert desk.worker.work() is False


def test_in_a_pause_the_tail_is_said_ahead_once_and_then_stands(desk: Desk, tmp_path: Path) -> None:
    sound = np.concatenate((speech([(0.5, 0.2), (0.5, 0.0)]), silence(3)))
    path = written(tmp_path / "take.wav", sound)
    desk.tell(7, path, 2 * RATE_HZ, final=False)
    decoding, ahead = desk.work()
    assert decoding == {"decoding": 7}
    assert set(ahead) == {"ahead", "window"}
    window = Window.from_entry(ahead["window"])
    assert len(window.words) == 2
    assert heard_in(path).ahead == window
    desk.tell(7, path, 3 * RATE_HZ, final=False)
    assert desk.work() == []
    desk.tell(7, path, len(sound), final=True)
    heard, finished, checked = [message for message in desk.work() if "decoding" not in message]
    assert Window.from_entry(heard["window"]) == Window(0, len(sound), window.words)
    assert (finished, checked) == ({"finished": 7}, {"checked": 7})
    assert len(desk.model.lengths) == 1


def test_the_newest_take_is_heard_first_and_the_older_one_after_it(desk: Desk, tmp_path: Path) -> None:
    one, two = take(tmp_path / "one.wav", 60), take(tmp_path / "two.wav", 30)
    desk.tell(1, one, WINDOW, final=False)
    desk.tell(2, two, WINDOW, final=False)
    assert words(desk.work()) == [2, 1]
    desk.tell(2, two, WINDOW, final=True)
    desk.tell(1, one, 2 * WINDOW, final=True)
    said = desk.work()
    assert set(words(said, "finished")) == {1, 2}
    assert 1 in words(said)
    for sound, samples in ((one, 2 * WINDOW), (two, WINDOW)):
        assert heard_in(sound).samples == samples


def test_a_window_and_a_pause_come_before_the_terms_of_another_take(desk: Desk, tmp_path: Path) -> None:
    """Somebody waits for words; nobody waits for the flags of an answer that already has its text."""
    short, growing = take(tmp_path / "short.wav", 3), take(tmp_path / "growing.wav", 35)
    desk.tell(2, short, 3 * RATE_HZ, final=True)
    while not words(said := desk.said(), "finished"):
        assert desk.worker.work(), said
    desk.tell(1, growing, WINDOW, final=False)
    assert [next(iter(message)) for message in desk.work()] == ["decoding", "heard", "checked"]


def test_a_forgotten_take_is_not_decoded_and_leaves_no_journal(desk: Desk, tmp_path: Path) -> None:
    sound = take(tmp_path / "take.wav", 1)
    desk.tell(1, sound, RATE_HZ, final=True)
    desk.worker.hear({"forget": 1})
    desk.worker.hear({"forget": 9})
    assert desk.work() == []
    assert desk.model.lengths == []


def test_a_take_that_is_forgotten_while_its_terms_are_due_is_not_checked(desk: Desk, tmp_path: Path) -> None:
    sound = take(tmp_path / "take.wav", 1)
    desk.tell(1, sound, RATE_HZ, final=True)
    while not words(desk.said(), "finished"):
        desk.worker.work()
    desk.worker.hear({"forget": 1})
    assert desk.work() == []


def test_another_worker_goes_on_where_the_journal_ends(tmp_path: Path) -> None:
    sound = take(tmp_path / "take.wav", 60)
    first, second = Desk(), Desk()
    first.tell(1, sound, WINDOW, final=False)
    (window,) = [message["window"] for message in first.work() if "heard" in message]
    second.tell(1, sound, 2 * WINDOW, final=True)
    said = second.work()
    assert said[-2:] == [{"finished": 1}, {"checked": 1}]
    assert next(message["window"]["from"] for message in said if "heard" in message) == window["to"]
    assert len(first.model.lengths) == 1


def test_told_again_of_a_finished_take_it_finishes_at_once(tmp_path: Path) -> None:
    sound = take(tmp_path / "take.wav", 1)
    for times in (1, 0):
        desk = Desk()
        desk.tell(1, sound, RATE_HZ, final=True)
        assert desk.work()[-2:] == [{"finished": 1}, {"checked": 1}]
        assert len(desk.model.lengths) == times


@pytest.mark.parametrize("samples", [0, 1, 1599])
def test_a_take_without_room_for_a_word_is_finished_empty(desk: Desk, tmp_path: Path, samples: int) -> None:
    sound = written(tmp_path / "take.wav", steady(1)[:samples])
    desk.tell(1, sound, samples, final=True)
    assert desk.work() == [{"finished": 1}, {"checked": 1}]
    assert heard_in(sound) == Heard("base", (), None, samples, frozenset())


@pytest.mark.parametrize("sound", [silence(0.2), silence(65), steady(0.2)], ids=["0.2 s", "a muted minute", "a word"])
def test_whatever_is_said_in_it_the_whole_take_is_decoded(desk: Desk, tmp_path: Path, sound: Samples) -> None:
    path = written(tmp_path / "take.wav", sound)
    desk.tell(1, path, len(sound), final=True)
    assert desk.work()[-1] == {"checked": 1}
    assert heard_in(path).end == len(sound)
    assert bool(heard_in(path).words) == bool(sound.any())


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
    one, two = take(tmp_path / "one.wav", 1), take(tmp_path / "two.wav", 1)
    change(one)
    desk.tell(2, one, RATE_HZ, final=True)
    desk.tell(1, two, RATE_HZ, final=True)
    failed, *rest = [message for message in desk.work() if "decoding" not in message]
    assert failed["failed"] == 2
    assert failed["why"].startswith(f"The recording one.wav could not be read ({why})")
    assert [next(iter(message)) for message in rest] == ["heard", "finished", "checked"]


def test_a_sound_that_goes_away_before_its_terms_are_checked_fails_its_take_alone(desk: Desk, tmp_path: Path) -> None:
    one, two = take(tmp_path / "one.wav", 1), take(tmp_path / "two.wav", 1)
    desk.tell(1, one, RATE_HZ, final=True)
    while not words(desk.said(), "finished"):
        desk.worker.work()
    journal_of(one).unlink()
    desk.tell(2, two, RATE_HZ, final=True)
    said = desk.work()
    assert words(said, "failed") == [1]
    assert words(said, "checked") == [2]


def test_a_journal_that_cannot_be_written_fails_its_take_and_no_other(desk: Desk, tmp_path: Path) -> None:
    one, two = take(tmp_path / "one.wav", 1), take(tmp_path / "two.wav", 1)
    desk.tell(1, one, RATE_HZ, final=True)
    with files_end_at(60):
        failed = desk.work()
    assert words(failed, "failed") == [1]
    assert "the recording is safe" in failed[-1]["why"]
    desk.tell(1, one, RATE_HZ, final=True)
    desk.tell(2, two, RATE_HZ, final=True)
    assert words(desk.work(), "finished") == [2, 1]
