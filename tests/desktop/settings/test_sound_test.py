"""The test of the microphone: what it says, what it keeps of it, and that it lets go."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from audio.errors import AudioError, CannotWrite, MicrophoneLost, NoLoudspeaker, NoMicrophone
from audio.events import EndedBy, Event, Failed, Level
from audio.heard import Ended, PlayFailed
from audio.microphone import PortAudioMicrophone
from audio.playback import Player
from audio.recorder import Recorder
from audio.wav import RATE_HZ, WavWriter
from desktop.jobs import ThreadJobs
from desktop.settings.model import PLAYING, REST, WAKING, TestModel
from desktop.settings.sound_test import LENGTH_S, SoundTest, loudest
from tests.support.desk import FakeRecorder, InlineJobs
from tests.support.fakes import PATIENCE_S
from tests.support.sound import SoftwareMicrophone


class TestRecorder(FakeRecorder):
    __test__ = False
    closed = False

    def close(self) -> None:
        self.closed = True


class TestPlayer:
    __test__ = False

    def __init__(self) -> None:
        self.done: list[object] = []

    def load(self, sound: Path) -> None:
        assert sound.exists()
        self.done.append("load")

    def play(self) -> None:
        self.done.append("play")

    def stop(self) -> None:
        self.done.append("stop")

    def close(self) -> None:
        self.done.append("close")


class Bench:
    def __init__(self) -> None:
        self.shown: list[TestModel] = []
        self.recorder, self.player = TestRecorder(self.hear), TestPlayer()
        self.jobs = InlineJobs(None)  # type: ignore[arg-type] - no library is asked
        self.test = SoundTest(self.recorder, self.player, self.jobs, self.shown.append)  # type: ignore[arg-type]

    def hear(self, event: Event) -> None:
        self.test.hear(event)

    @property
    def sound(self) -> Path:
        return self.recorder.path

    def run(self) -> None:
        """Through a whole test, in which something is heard."""
        self.test.start()
        self.recorder.speak(LENGTH_S)
        self.test.tick()
        self.recorder.end()


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.test.close()


def test_three_seconds_are_recorded_and_judged(bench: Bench):
    bench.test.start()
    assert bench.test.tick() is None
    bench.recorder.speak(1.2)
    assert bench.test.tick() == Level(-30.0, -20.0)
    bench.recorder.speak(1.8)
    for _ in range(3):
        bench.test.tick()
    assert bench.recorder.stops == 1
    bench.recorder.end()
    said = [model.sentence for model in bench.shown]
    assert said[:3] == ["Getting ready.", "Speak now: 3 s left.", "Speak now: 2 s left."]
    assert said[-1] == "You came in well, at −24 dB at the loudest."
    assert bench.test.model.can_play
    assert not bench.test.running
    assert bench.recorder.status.microphone == ""  # let go


def test_it_can_be_heard_and_stopped(bench: Bench):
    bench.run()
    verdict = bench.test.model
    bench.test.play()
    assert bench.test.model == PLAYING
    bench.test.hear_player(Ended())
    assert bench.test.model == verdict
    bench.test.play()
    bench.test.play()
    assert bench.test.model == verdict
    assert bench.player.done == ["stop", "load", "play", "load", "play", "stop"]


def test_without_a_loudspeaker_its_sentence_is_shown_and_it_may_be_tried_again(bench: Bench):
    bench.run()
    bench.test.play()
    error = NoLoudspeaker("none")
    bench.test.hear_player(PlayFailed(error))
    assert bench.test.model == TestModel(str(error), can_play=True)


def test_nothing_plays_before_something_was_recorded(bench: Bench):
    bench.test.play()
    bench.test.hear_player(Ended())
    assert (bench.player.done, bench.test.model) == ([], REST)


def test_without_a_microphone_there_is_its_sentence_and_another_try(bench: Bench):
    bench.recorder.broken = NoMicrophone("none")
    bench.test.start()
    assert bench.test.model == TestModel(str(bench.recorder.broken))
    bench.recorder.broken = None
    bench.run()
    assert bench.test.model.can_play


@pytest.mark.parametrize(
    ("by", "error"),
    [(EndedBy.MICROPHONE, MicrophoneLost()), (EndedBy.DISK, CannotWrite(Path("test.wav"), "no room"))],
)
def test_what_ends_it_early_is_said(bench: Bench, by: EndedBy, error: AudioError):
    bench.test.start()
    bench.recorder.speak(1)
    bench.recorder.end(by, error)
    assert bench.test.model == TestModel(str(error))


def test_a_second_press_while_it_runs_does_nothing(bench: Bench):
    bench.test.start()
    bench.recorder.speak(1)
    bench.test.start()
    assert len(bench.recorder.started) == 1


def test_a_new_test_forgets_the_one_before(bench: Bench):
    bench.run()
    before = bench.sound
    bench.test.start()
    assert not before.parent.exists()
    assert bench.test.model == WAKING
    bench.recorder.speak(LENGTH_S)
    bench.recorder.end()
    bench.test.close()


def test_leaving_forgets_what_was_recorded(bench: Bench):
    bench.run()
    bench.test.leave()
    assert bench.test.model == REST
    assert not bench.sound.parent.exists()
    assert bench.player.done[-1] == "stop"


def test_leaving_while_it_runs_forgets_it_once_its_file_is_closed(bench: Bench):
    bench.test.start()
    bench.recorder.speak(1)
    bench.test.leave()
    assert bench.sound.parent.exists()
    bench.test.start()  # too early: the device is not free yet
    assert len(bench.recorder.started) == 1
    bench.recorder.end()
    assert not bench.sound.parent.exists()
    assert bench.test.model == REST
    bench.run()
    assert bench.test.model.can_play


def test_leaving_a_microphone_that_never_woke_leaves_nothing(bench: Bench):
    bench.test.start()
    folder = bench.sound.parent
    bench.test.leave()
    bench.test.hear(Failed(NoMicrophone("it gives no sound")))
    assert (folder.exists(), bench.test.model) == (False, REST)
    bench.run()
    assert bench.test.model.can_play


def test_a_verdict_that_comes_after_leaving_is_not_shown(bench: Bench):
    bench.jobs.held = True
    bench.run()
    bench.test.leave()
    bench.jobs.let_go()
    assert bench.test.model == REST


def test_closing_waits_for_the_devices_and_leaves_nothing(bench: Bench):
    bench.run()
    bench.test.close()
    assert (bench.recorder.closed, bench.player.done[-1], bench.sound.parent.exists()) == (True, "close", False)


def test_without_room_for_a_file_there_is_a_sentence(bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    bench.test.start()
    assert bench.test.model.sentence.startswith("The test found no room for a file (")
    assert bench.recorder.started == []


def test_the_level_is_that_of_the_loudest_moment(tmp_path: Path):
    with WavWriter(tmp_path / "quiet.wav") as wav:
        wav.append(np.zeros(RATE_HZ, "<i2").tobytes())
        wav.append(np.full(100, 16384, "<i2").tobytes())
    assert loudest(tmp_path / "quiet.wav").peak_db == pytest.approx(-6.02, abs=0.01)


# Through the real PortAudio


class Ears(QObject):
    recorder, player, shown = Signal(object), Signal(object), Signal(object)


@pytest.fixture
def heard(microphone: SoftwareMicrophone, qtbot: QtBot) -> Iterator[tuple[SoundTest, Ears]]:
    ears, jobs = Ears(), ThreadJobs()
    test = SoundTest(
        Recorder(PortAudioMicrophone(), ears.recorder.emit), Player(ears.player.emit), jobs, ears.shown.emit
    )
    ears.recorder.connect(test.hear)
    ears.player.connect(test.hear_player)
    yield test, ears
    test.close()
    jobs.close()


@pytest.mark.slow
def test_a_voice_is_seen_judged_and_played_back(
    heard: tuple[SoundTest, Ears], microphone: SoftwareMicrophone, spoken_answer: Path, qtbot: QtBot
):
    test, ears = heard
    levels: list[Level] = []
    with microphone.saying(spoken_answer) as voice:
        test.start()

        def seen() -> bool:
            level = test.tick()
            levels.extend([level] if level else [])
            return test.model.can_play

        qtbot.waitUntil(seen, timeout=PATIENCE_S * 1000)
        voice.kill()
    assert test.model.sentence.startswith("You came in well")
    assert max(level.peak_db for level in levels) > -30
    with qtbot.waitSignal(ears.player, timeout=PATIENCE_S * 1000) as played:
        test.play()
        assert test.running
    assert played.args == [Ended()]
    assert test.model.sentence.startswith("You came in well")


@pytest.mark.slow
def test_a_silent_microphone_is_said(heard: tuple[SoundTest, Ears], qtbot: QtBot):
    test, _ = heard
    test.start()
    qtbot.waitUntil(lambda: (test.tick(), test.model.can_play)[1], timeout=PATIENCE_S * 1000)
    assert test.model.sentence.startswith("Nothing but silence came")


def test_no_microphone_at_all_is_said(heard: tuple[SoundTest, Ears], microphone: SoftwareMicrophone, qtbot: QtBot):
    test, _ = heard
    microphone.unplug()
    try:
        test.start()
        qtbot.waitUntil(lambda: not test.running, timeout=PATIENCE_S * 1000)
    finally:
        microphone.plug()
    assert test.model.sentence.startswith("No microphone could be opened")
