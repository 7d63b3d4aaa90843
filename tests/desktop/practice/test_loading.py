"""An answer from a sound file: what is taken, what is refused with a sentence, and what is cancelled."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio.errors import NoMicrophone
from cards.attempt import Ended
from cards.library import LibraryFull
from desktop.practice.loading import ELSEWHERE, LOADING, RECORDING, SEVERAL, Loading
from desktop.practice.model import RecorderState
from tests.support.desk import Desk


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "answer.ogg"
    soundfile.write(path, 0.3 * np.sin(np.arange(44_100) / 20), 44_100)
    return path


def test_a_sound_file_is_an_answer_like_a_spoken_one(desk: Desk, sound: Path):
    desk.begin()
    desk.practice.asking.load((sound,))
    (take,) = desk.takes()
    assert take.samples == pytest.approx(16_000, abs=100)
    assert (take.ended, take.discarded, take.question) == (Ended.PERSON, None, "")
    assert desk.files() == {take.sound}
    assert desk.recogniser.followed[-1] == (take.id, desk.folder.recordings / take.sound, take.samples, True)
    assert desk.ask.model.follow_up
    assert sound.exists()
    desk.practice.asking.load((sound,))
    assert desk.stage.screen == "reflect"
    assert len(desk.real.history()) == 1


def test_while_it_loads_it_says_so_and_nothing_else_begins(desk: Desk, sound: Path):
    desk.begin()
    desk.jobs.held = True
    desk.practice.asking.load((sound,))
    desk.jobs.run(1)
    desk.practice.asking.tick()
    assert (desk.ask.state, desk.stage.phase) == (RecorderState.LOADING, "Loading a file")
    for press in ("start", "type_instead", "leave", "skip"):
        desk.press(press)
    desk.practice.asking.load((sound,))
    assert desk.notices == {"file": LOADING}
    desk.jobs.let_go()
    assert len(desk.takes()) == 1
    assert not desk.notices


def test_cancelling_leaves_nothing_and_the_question(desk: Desk, sound: Path):
    desk.begin()
    desk.jobs.held = True
    desk.practice.asking.load((sound,))
    desk.jobs.run(1)
    desk.practice.asking.cancel_loading()
    desk.jobs.let_go()
    desk.practice.asking.tick()
    assert desk.ask.state is RecorderState.READY
    assert desk.takes()[0].discarded is not None
    assert desk.files() == set()
    assert not desk.notices
    desk.answer()
    assert desk.ask.model.follow_up


def test_closing_the_app_stops_the_loading(desk: Desk, sound: Path):
    desk.begin()
    desk.jobs.held = True
    desk.practice.asking.load((sound,))
    desk.jobs.run(1)
    desk.practice.asking.close()
    desk.jobs.let_go()
    assert desk.files() == set()
    assert desk.real.unfinished_takes() == ()


def test_a_file_that_was_whole_when_it_was_cancelled_goes_too(desk: Desk, tmp_path: Path, sound: Path):
    desk.begin()
    desk.answer()
    loading = Loading(desk.takes()[0], sound, tmp_path / "take.wav")
    loading.cancel()
    assert loading.run() is None
    assert not (tmp_path / "take.wav").exists()


def test_without_a_microphone_a_file_is_an_answer_and_the_microphone_is_not_asked_again(desk: Desk, sound: Path):
    desk.recorder.broken = NoMicrophone()
    desk.begin()
    desk.practice.asking.load((sound,))
    assert desk.ask.model.follow_up
    assert desk.recorder.opened == 1
    assert desk.notices == {"microphone": str(NoMicrophone())}


def test_a_file_dropped_on_the_text_field_is_the_answer_and_the_text_is_kept_with_it(desk: Desk, sound: Path):
    desk.begin()
    desk.practice.asking.type_instead()
    desk.practice.asking.typed("Half a thought")
    desk.practice.asking.load((sound,))
    spoken, typed = desk.takes()
    assert (spoken.typed, typed.typed, spoken.attempt) == (False, True, typed.attempt)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.wav", b"", "format not recognised"),
        ("letter.wav", b"Dear Sir or Madam,", "format not recognised"),
        ("letter.txt", "Łódź".encode(), "format not recognised"),
        ("gone.wav", None, "there is no such file"),
    ],
)
def test_what_is_no_sound_is_said_and_can_be_mended(
    desk: Desk, tmp_path: Path, sound: Path, name: str, content: bytes | None, why: str
):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    desk.begin()
    desk.practice.asking.load((path,))
    assert why in desk.notices["file"]
    assert "nothing was changed" in desk.notices["file"]
    assert desk.takes()[0].discarded is not None
    assert desk.files() == set()
    desk.practice.asking.tick()
    assert desk.ask.state is RecorderState.READY
    desk.practice.asking.load((sound,))
    assert not desk.notices
    assert desk.ask.model.follow_up


def test_a_folder_is_no_sound(desk: Desk, tmp_path: Path):
    desk.begin()
    desk.practice.asking.load((tmp_path,))
    assert "is a directory" in desk.notices["file"]


def test_one_file_at_a_time_and_from_this_computer(desk: Desk, sound: Path):
    desk.begin()
    desk.practice.asking.load((sound, sound))
    assert desk.notices == {"file": SEVERAL}
    desk.practice.asking.load(())
    assert desk.notices == {"file": ELSEWHERE}
    assert desk.takes() == []


def test_while_somebody_speaks_no_file_is_taken(desk: Desk, sound: Path):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak()
    desk.practice.asking.load((sound,))
    assert desk.notices == {"file": RECORDING}
    desk.practice.asking.stop()
    desk.recorder.end()
    assert not desk.notices
    assert len(desk.takes()) == 1


def test_the_sentence_about_a_file_goes_with_its_question(desk: Desk):
    desk.begin()
    desk.practice.asking.load(())
    desk.practice.leave()
    assert not desk.notices
    desk.practice.asking.load(())
    assert not desk.notices


def test_a_library_that_cannot_begin_the_take_takes_no_file(desk: Desk, sound: Path):
    desk.begin()
    desk.library.failing["begin_answer"] = LibraryFull(desk.folder.library, "no room")
    desk.practice.asking.load((sound,))
    assert "full" in desk.notices["file"]
    assert desk.files() == set()
    desk.library.failing.clear()
    desk.practice.asking.load((sound,))
    assert desk.ask.model.follow_up
