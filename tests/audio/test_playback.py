"""Playback through the real PortAudio into the software loudspeaker."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import pytest

import audio.playback
from audio.errors import AudioError, NoLoudspeaker, NotSound
from audio.events import Block, Grown, StreamEnded, TakeStarted
from audio.microphone import PortAudioMicrophone
from audio.playback import Player
from audio.recorder import Recorder
from audio.soundfiles import archive
from audio.wav import RATE_HZ, WavWriter, read_pcm
from tests.support.fakes import PATIENCE_S, Inbox
from tests.support.sound import SoftwareMicrophone


def tone(path: Path, seconds: float) -> Path:
    with WavWriter(path) as out:
        times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
        out.append((16_000 * np.sin(2 * np.pi * 440 * times)).astype("<i2").tobytes())
    return path


@pytest.fixture
def ends() -> "SimpleQueue[AudioError | None]":
    return SimpleQueue()


@pytest.fixture
def player(microphone: SoftwareMicrophone, ends: "SimpleQueue[AudioError | None]") -> Iterator[Player]:
    player = Player(ends.put)
    yield player
    player.close()


@pytest.mark.slow
def test_what_is_played_is_what_is_heard_to_its_end(
    player: Player, ends: "SimpleQueue[AudioError | None]", tmp_path: Path
) -> None:
    inbox, wav = Inbox(), tmp_path / "heard.wav"
    recorder = Recorder(PortAudioMicrophone(), inbox.put)
    recorder.open()
    try:
        recorder.start(wav)
        inbox.wait_for(TakeStarted)
        player.play(archive(tone(tmp_path / "tone.wav", 1.5))[0])
        assert ends.get(timeout=PATIENCE_S) is None
        inbox.wait_for(Grown)
    finally:
        recorder.close()
    heard = np.frombuffer(read_pcm(wav, 0, 10**9), "<i2").astype(float)
    loud = heard[np.abs(heard) > 1000]
    assert len(loud) > RATE_HZ
    assert np.abs(np.fft.rfft(heard)).argmax() * RATE_HZ / len(heard) == pytest.approx(440, abs=2)


def test_stopped_it_ends_long_before_the_recording_does(
    player: Player, ends: "SimpleQueue[AudioError | None]", tmp_path: Path
) -> None:
    player.play(tone(tmp_path / "tone.wav", 10 * PATIENCE_S))
    player.stop()
    assert ends.get(timeout=PATIENCE_S) is None
    player.stop()


def test_a_second_recording_takes_the_place_of_the_first(
    player: Player, ends: "SimpleQueue[AudioError | None]", tmp_path: Path
) -> None:
    player.play(tone(tmp_path / "long.wav", 10 * PATIENCE_S))
    player.play(tmp_path / "gone.wav")
    assert {type(ends.get(timeout=PATIENCE_S)) for _ in range(2)} == {type(None), NotSound}


def test_stop_and_play_return_while_the_device_hangs(
    ends: "SimpleQueue[AudioError | None]", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = HangingOutput()
    monkeypatch.setattr(audio.playback, "_output", hanging.opened)
    player = Player(ends.put)
    sound = tone(tmp_path / "tone.wav", 1)
    player.play(sound)
    assert hanging.entered.wait(PATIENCE_S)
    player.stop()
    player.play(sound)
    player.play(sound)
    assert (hanging.opens, ends.empty()) == (1, True)  # we are here although the first one has not ended
    player.stop()
    hanging.let_go.set()
    player.close()
    assert [ends.get_nowait() for _ in range(3)] == [None] * 3
    assert hanging.opens == 1


def test_the_next_one_waits_for_the_one_before_until_that_hangs(
    ends: "SimpleQueue[AudioError | None]", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audio.playback, "_HANG_S", 0.05)
    hanging = HangingOutput()
    monkeypatch.setattr(audio.playback, "_output", hanging.opened)
    player = Player(ends.put)
    player.play(tone(tmp_path / "tone.wav", 1))
    assert hanging.entered.wait(PATIENCE_S)
    player.play(tmp_path / "gone.wav")
    assert isinstance(ends.get(timeout=PATIENCE_S), NotSound)
    player.close()
    hanging.let_go.set()
    assert ends.get(timeout=PATIENCE_S) is None


def test_its_thread_does_not_keep_a_dying_app_alive(player: Player, tmp_path: Path) -> None:
    player.play(tone(tmp_path / "tone.wav", PATIENCE_S))
    assert [thread.daemon for thread in threading.enumerate() if thread.name == "player"] == [True]


def test_close_falls_silent_and_waits_for_it(
    player: Player, ends: "SimpleQueue[AudioError | None]", tmp_path: Path
) -> None:
    player.play(tone(tmp_path / "tone.wav", 10 * PATIENCE_S))
    player.close()
    player.close()
    assert ends.get_nowait() is None


def test_without_a_loudspeaker_there_is_one_sentence(
    player: Player, ends: "SimpleQueue[AudioError | None]", microphone: SoftwareMicrophone, tmp_path: Path
) -> None:
    microphone.unplug()
    try:
        player.play(tone(tmp_path / "tone.wav", 10))
        error = ends.get(timeout=PATIENCE_S)
    finally:
        microphone.plug()
    assert isinstance(error, NoLoudspeaker)
    assert "it is safe" in str(error)


def test_taken_away_while_it_plays_there_is_one_sentence(
    player: Player, ends: "SimpleQueue[AudioError | None]", microphone: SoftwareMicrophone, tmp_path: Path
) -> None:
    player.play(tone(tmp_path / "tone.wav", 10 * PATIENCE_S))
    stream = PortAudioMicrophone().open(_Sounds(limit := SimpleQueue()).hear)
    limit.get(timeout=PATIENCE_S)  # it plays: the tone is in the monitor
    stream.close()
    microphone.unplug()
    try:
        error = ends.get(timeout=PATIENCE_S)
    finally:
        microphone.plug()
    assert isinstance(error, NoLoudspeaker)


def test_the_microphone_is_opened_anew_without_harm_to_what_plays(
    player: Player, ends: "SimpleQueue[AudioError | None]", tmp_path: Path
) -> None:
    """PortAudio's list of devices is made anew by ending PortAudio, which would free the stream under the player."""
    player.play(tone(tmp_path / "tone.wav", 10 * PATIENCE_S))
    for _ in range(2):
        sounds: SimpleQueue[bytes] = SimpleQueue()
        stream = PortAudioMicrophone().open(_Sounds(sounds).hear)
        sounds.get(timeout=PATIENCE_S)
        stream.close()
    assert ends.empty()
    player.stop()
    assert ends.get(timeout=PATIENCE_S) is None


class HangingOutput:
    """A loudspeaker whose first sound hangs until it is let go."""

    def __init__(self) -> None:
        self.entered, self.let_go = threading.Event(), threading.Event()
        self.opens = 0

    @contextmanager
    def opened(self) -> Iterator["HangingOutput"]:
        self.opens += 1
        yield self

    def write(self, _: bytes) -> None:
        self.entered.set()
        assert self.let_go.wait(PATIENCE_S)

    def abort(self) -> None:
        pass


class _Sounds:
    """Puts only blocks that hold a sound into ``queue``."""

    def __init__(self, queue: "SimpleQueue[bytes]") -> None:
        self._queue = queue

    def hear(self, block: Block | StreamEnded) -> None:
        if isinstance(block, Block) and block.pcm.count(0) < len(block.pcm):
            self._queue.put(block.pcm)
