"""Playback through the real PortAudio into the software loudspeaker, heard through its monitor."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

import audio.playing
from audio.errors import NoLoudspeaker, NotSound
from audio.events import Block, StreamEnded
from audio.heard import Ended, PlayFailed
from audio.loudspeaker import Deliver, PortAudioLine, Shape
from audio.microphone import PortAudioMicrophone
from audio.playback import Player
from audio.portaudio import PORTAUDIO
from audio.soundfiles import archive
from audio.wav import RATE_HZ, WavWriter
from tests.support.fakes import PATIENCE_S, FakeLine, Inbox
from tests.support.sound import SoftwareMicrophone


def tone(path: Path, seconds: float, hz: float = 440) -> Path:
    with WavWriter(path) as out:
        times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
        out.append((16_000 * np.sin(2 * np.pi * hz * times)).astype("<i2").tobytes())
    return path


class Monitor:
    """Hears what the loudspeaker plays."""

    def __init__(self) -> None:
        self._blocks: SimpleQueue[Block | StreamEnded] = SimpleQueue()
        self._stream = PortAudioMicrophone().open(self._blocks.put)
        self.rate_hz = self._stream.rate_hz
        self._heard: list[NDArray[np.int16]] = []
        self.wait_for(lambda _: True)

    def wait_for(self, wanted: Callable[[NDArray[np.int16]], object]) -> None:
        """Listen until a block is heard that is ``wanted``."""
        while True:
            block = self._blocks.get(timeout=PATIENCE_S)
            assert isinstance(block, Block)
            self._heard.append(np.frombuffer(block.pcm, "<i2"))
            if wanted(self._heard[-1]):
                return

    def sound(self) -> None:
        self.wait_for(lambda block: block.any())

    def silence(self) -> None:
        self.wait_for(lambda block: not block.any())

    @property
    def heard(self) -> NDArray[np.int16]:
        """From the first sound to the last."""
        return np.trim_zeros(np.concatenate(self._heard))

    @property
    def pitch_hz(self) -> float:
        heard = self.heard
        return float(np.abs(np.fft.rfft(heard * np.hanning(len(heard)))).argmax() * self.rate_hz / len(heard))

    def forget(self) -> None:
        self._heard.clear()

    def close(self) -> None:
        self._stream.close()


@pytest.fixture
def monitor(microphone: SoftwareMicrophone) -> Iterator[Monitor]:
    monitor = Monitor()
    yield monitor
    monitor.close()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def player(microphone: SoftwareMicrophone, inbox: Inbox) -> Iterator[Player]:
    player = Player(inbox.put)
    yield player
    player.close()


def play(player: Player, sound: Path, at: float = 0.0) -> None:
    player.load(sound)
    player.seek(at)
    player.play()


def test_what_is_played_is_what_is_heard_to_its_end(
    player: Player, monitor: Monitor, inbox: Inbox, tmp_path: Path
) -> None:
    play(player, archive(tone(tmp_path / "tone.wav", 1.0))[0])
    assert (player.playing, player.position) == (True, 0.0)
    inbox.wait_for(Ended)
    assert (player.playing, player.position) == (False, 1.0)
    monitor.sound()
    monitor.silence()
    assert len(monitor.heard) / monitor.rate_hz == pytest.approx(1.0, abs=0.05)
    assert monitor.pitch_hz == pytest.approx(440, abs=2)


def test_twice_as_fast_it_takes_half_the_time_at_the_same_pitch(
    player: Player, monitor: Monitor, inbox: Inbox, tmp_path: Path
) -> None:
    player.set_speed(2.0)
    play(player, tone(tmp_path / "tone.wav", 1.0))
    monitor.sound()
    monitor.silence()
    assert len(monitor.heard) / monitor.rate_hz == pytest.approx(0.5, abs=0.05)
    assert monitor.pitch_hz == pytest.approx(440, abs=4)
    inbox.wait_for(Ended)


def test_paused_nothing_is_heard_and_then_the_rest(
    player: Player, monitor: Monitor, inbox: Inbox, tmp_path: Path
) -> None:
    play(player, tone(tmp_path / "tone.wav", 1.0))
    monitor.sound()
    player.pause()
    assert not player.playing
    monitor.silence()
    before, place = len(monitor.heard), player.position
    monitor.silence()
    assert place == player.position == pytest.approx(before / monitor.rate_hz, abs=0.05)
    monitor.forget()
    player.play()
    inbox.wait_for(Ended)
    monitor.sound()
    monitor.silence()
    assert len(monitor.heard) / monitor.rate_hz == pytest.approx(1.0 - place, abs=0.05)


def test_a_jump_into_the_middle_is_heard_from_there(
    player: Player, monitor: Monitor, inbox: Inbox, tmp_path: Path
) -> None:
    times = np.arange(60 * RATE_HZ) / RATE_HZ
    hz = np.where(times < 59.5, 300, 700)
    soundfile.write(tmp_path / "two.flac", (9_000 * np.sin(2 * np.pi * hz * times)).astype("<i2"), RATE_HZ)
    play(player, tmp_path / "two.flac")
    monitor.sound()
    player.seek(59.5)
    assert player.position == 59.5
    inbox.wait_for(Ended)
    monitor.sound()
    monitor.silence()
    monitor._heard = [monitor.heard[-round(0.4 * monitor.rate_hz) :]]
    assert monitor.pitch_hz == pytest.approx(700, abs=5)


def test_a_loop_goes_round_until_it_is_taken_away(
    player: Player, monitor: Monitor, inbox: Inbox, tmp_path: Path
) -> None:
    player.load(tone(tmp_path / "tone.wav", 1.0))
    player.set_loop((0.5, 0.7))
    player.play()
    monitor.sound()
    heard = 0

    def long_enough(block: NDArray[np.int16]) -> bool:
        nonlocal heard
        heard += len(block)
        return heard > 0.8 * monitor.rate_hz

    monitor.wait_for(long_enough)
    assert inbox.rest() == []
    assert player.playing
    player.set_loop(None)
    inbox.wait_for(Ended)
    monitor.silence()
    loud = np.flatnonzero(np.abs(monitor.heard) > 500)
    assert np.diff(loud).max() < 0.01 * monitor.rate_hz


def test_stopped_it_falls_silent_and_goes_back(player: Player, monitor: Monitor, inbox: Inbox, tmp_path: Path) -> None:
    play(player, tone(tmp_path / "tone.wav", 10 * PATIENCE_S))
    monitor.sound()
    player.stop()
    assert (player.playing, player.position) == (False, 0.0)
    monitor.silence()
    player.stop()
    player.close()
    assert inbox.rest() == []


def test_a_second_recording_takes_the_place_of_the_first(player: Player, inbox: Inbox, tmp_path: Path) -> None:
    play(player, tone(tmp_path / "long.wav", 10 * PATIENCE_S))
    play(player, tmp_path / "gone.wav")
    assert isinstance(inbox.wait_for(PlayFailed).error, NotSound)
    assert (player.playing, inbox.rest()) == (False, [])


def test_its_threads_do_not_keep_a_dying_app_alive(player: Player, monitor: Monitor, tmp_path: Path) -> None:
    play(player, tone(tmp_path / "tone.wav", PATIENCE_S))
    monitor.sound()
    threads = {thread.name: thread.daemon for thread in threading.enumerate()}
    assert (threads["player"], threads["loudspeaker"]) == (True, True)


def test_closed_it_plays_no_more(player: Player, monitor: Monitor, inbox: Inbox, tmp_path: Path) -> None:
    play(player, tone(tmp_path / "tone.wav", 10 * PATIENCE_S))
    monitor.sound()
    player.close()
    player.close()
    player.play()
    assert (player.playing, inbox.rest()) == (False, [])
    assert "player" not in {thread.name for thread in threading.enumerate()}


def test_nothing_is_played_before_something_is_loaded(player: Player, inbox: Inbox) -> None:
    player.play()
    player.seek(3.0)
    player.close()
    assert (player.playing, inbox.rest()) == (False, [])


def test_without_a_loudspeaker_there_is_one_sentence(
    player: Player, inbox: Inbox, microphone: SoftwareMicrophone, tmp_path: Path
) -> None:
    microphone.unplug()
    try:
        play(player, tone(tmp_path / "tone.wav", 10))
        error = inbox.wait_for(PlayFailed).error
    finally:
        microphone.plug()
    assert isinstance(error, NoLoudspeaker)
    assert "it is safe" in str(error)
    assert not player.playing


def test_taken_away_while_it_plays_there_is_one_sentence(
    player: Player, inbox: Inbox, microphone: SoftwareMicrophone, tmp_path: Path
) -> None:
    monitor = Monitor()
    play(player, tone(tmp_path / "tone.wav", 10 * PATIENCE_S))
    monitor.sound()
    monitor.close()
    microphone.unplug()
    try:
        error = inbox.wait_for(PlayFailed).error
    finally:
        microphone.plug()
    assert isinstance(error, NoLoudspeaker)
    assert 0.0 <= player.position < PATIENCE_S


def test_one_that_is_not_there_is_said_and_the_systems_is_used(
    microphone: SoftwareMicrophone, monitor: Monitor, inbox: Inbox, tmp_path: Path
) -> None:
    said = Inbox()
    player = Player(inbox.put, lambda: "Headphones at home", said.put)
    try:
        play(player, tone(tmp_path / "tone.wav", 0.2))
        assert said.next() == "The loudspeaker Headphones at home is not there; the system's is used."
        monitor.sound()
        inbox.wait_for(Ended)
    finally:
        player.close()


def test_the_microphone_is_opened_anew_without_harm_to_what_plays(
    player: Player, inbox: Inbox, microphone: SoftwareMicrophone, tmp_path: Path
) -> None:
    """PortAudio's list of devices is made anew by ending PortAudio, which would free the stream under the player."""
    play(player, tone(tmp_path / "tone.wav", 10 * PATIENCE_S))
    for _ in range(2):
        monitor = Monitor()
        monitor.sound()
        monitor.close()
    assert inbox.rest() == []
    assert player.playing


class HangingLine(FakeLine):
    """A loudspeaker that takes nothing, and does not let itself be closed until it is let go."""

    let_go = threading.Event()

    def close(self) -> None:
        assert self.let_go.wait(PATIENCE_S)


def test_nothing_waits_for_a_loudspeaker_that_hangs(
    inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audio.playback, "_ENDING_S", 0.05)
    HangingLine.let_go.clear()
    opened = threading.Event()

    def loudspeaker(deliver: Deliver) -> HangingLine:
        opened.set()
        return HangingLine(Shape(RATE_HZ, 1), deliver)

    player = Player(inbox.put, loudspeaker=loudspeaker)
    play(player, tone(tmp_path / "tone.wav", 1))
    assert opened.wait(PATIENCE_S)
    player.stop()  # hangs on its thread
    play(player, tmp_path / "tone.wav")
    assert (player.playing, player.position) == (True, 0.0)
    player.pause()
    player.close()
    assert not HangingLine.let_go.is_set()  # we are here although it still hangs
    HangingLine.let_go.set()


def test_one_that_takes_nothing_is_said_and_left(inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio.playing, "PATIENCE_S", 0.05)
    lines: list[FakeLine] = []

    def loudspeaker(deliver: Deliver) -> FakeLine:
        lines.append(FakeLine(Shape(RATE_HZ, 1), deliver))
        return lines[-1]

    player = Player(inbox.put, loudspeaker=loudspeaker)
    play(player, tone(tmp_path / "tone.wav", 1))
    assert "it does not answer" in str(inbox.wait_for(PlayFailed).error)
    assert (player.playing, lines[0].closed) == (False, True)
    player.close()


def test_a_fault_of_ours_leaves_a_player_that_can_be_used_again(
    player: Player, inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: SimpleQueue[object] = SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", lambda args: reported.put(args.exc_type))
    with monkeypatch.context() as patch:
        patch.setattr("audio.passage.length_of", lambda _: 1 / 0)
        player.load(tone(tmp_path / "tone.wav", 0.1))
        assert reported.get(timeout=PATIENCE_S) is ZeroDivisionError
    play(player, tmp_path / "tone.wav")
    inbox.wait_for(Ended)


class HangingPortAudio:
    """Takes its time to open, and then gives what it gives."""

    def __init__(self) -> None:
        self.entered, self.let_go = threading.Event(), threading.Event()

    def hang(self, *_: object) -> None:
        self.entered.set()
        assert self.let_go.wait(PATIENCE_S)


def test_a_device_that_hangs_in_being_opened_holds_nobody_up_and_is_closed_once_it_comes(
    microphone: SoftwareMicrophone, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging, inbox = HangingPortAudio(), Inbox()
    monkeypatch.setattr("audio.loudspeaker._LETTING_GO_S", 0.05)
    monkeypatch.setattr("audio.loudspeaker.chosen", hanging.hang)
    line = PortAudioLine(None, lambda _: None, inbox.put)
    assert hanging.entered.wait(PATIENCE_S)
    line.close()
    hanging.let_go.set()
    line._thread.join(PATIENCE_S)
    assert not line._thread.is_alive()
    assert PORTAUDIO._streams == 0
