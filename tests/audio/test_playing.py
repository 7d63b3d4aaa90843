"""What the player does, step by step: the loudspeaker takes a piece when it is told to, the clock is ours."""

from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from audio.errors import AudioError, NoLoudspeaker, NotSound
from audio.heard import Ended, Heard, Loop, PlayerEvent, PlayFailed
from audio.loudspeaker import Lost, Shape
from audio.playing import AHEAD, LINGER_S, Command, Item, Playing
from audio.wav import RATE_HZ
from tests.support.fakes import FakeLine, FakeLoudspeaker

LATENCY_S = 0.06
BLOCK_S = 0.02
MONO = Shape(RATE_HZ, 1)


class Room:
    """A person who plays recordings, and what is heard."""

    def __init__(self, shape: Shape = MONO) -> None:
        self.now = 100.0
        self.loudspeaker = FakeLoudspeaker(shape)
        self.events: list[PlayerEvent] = []
        self.heard = Heard()
        self._sound: list[bytes] = []
        self._items: SimpleQueue[Item] = SimpleQueue()
        self.player = Playing(self._items, self.events.append, self._hear, self.loudspeaker, lambda: self.now)

    def _hear(self, heard: Heard) -> None:
        self.heard = heard

    @property
    def line(self) -> FakeLine:
        return self.loudspeaker.lines[-1]

    @property
    def position(self) -> float:
        return self.heard.position(self.now)

    @property
    def sound(self) -> NDArray[np.int16]:
        return np.frombuffer(b"".join(self._sound), "<i2")

    def do(self, act: Callable[[Playing], None]) -> None:
        self.player.step(Command(self.heard.done + 1, act))
        self.settle()

    def settle(self) -> None:
        while not self._items.empty():
            self.player.step(self._items.get())

    def listen(self, seconds: float) -> None:
        for _ in range(round(seconds / BLOCK_S)):
            if self.loudspeaker.lines and not self.line.closed:
                piece = self.line.take(self.now + LATENCY_S)
                shape = self.loudspeaker.shape
                self._sound.append(piece.pcm if piece else bytes(shape.frames * shape.channels * 2))
            self.settle()
            self.now += BLOCK_S
        self.player.step(Lost(FakeLine(self.loudspeaker.shape, lambda _: None), NoLoudspeaker("of another line")))

    def play(self, sound: Path, at: float = 0.0, speed: float = 1.0, loop: Loop | None = None) -> None:
        self.do(lambda player: player.load(sound))
        self.do(lambda player: player.set_speed(speed))
        self.do(lambda player: player.set_loop(loop))
        self.do(lambda player: player.seek(at))
        self.do(Playing.play)


@pytest.fixture
def room() -> Room:
    return Room()


def hum(seconds: float) -> NDArray[np.int16]:
    """200 Hz in the first second, 100 Hz more in each that follows; never silent for long."""
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (8_000 * np.sin(2 * np.pi * (200 + 100 * np.floor(times)) * times)).astype("<i2")


@pytest.fixture
def four_s(tmp_path: Path) -> Path:
    soundfile.write(tmp_path / "four.flac", hum(4.0), RATE_HZ)
    return tmp_path / "four.flac"


def pitch_hz(sound: NDArray[np.int16], rate_hz: int = RATE_HZ) -> float:
    return float(np.abs(np.fft.rfft(sound * np.hanning(len(sound)))).argmax() * rate_hz / len(sound))


def longest_silence(sound: NDArray[np.int16]) -> int:
    loud = np.flatnonzero(np.abs(sound) > 100)
    return int(np.diff(np.concatenate(([0], loud, [len(sound)]))).max())


def test_what_is_heard_is_the_recording_and_its_place_lags_behind_the_loudspeaker(room: Room, four_s: Path) -> None:
    room.play(four_s)
    assert (room.position, room.heard.playing) == (0.0, True)
    room.listen(1.0)
    assert room.position == pytest.approx(1.0 - LATENCY_S, abs=1e-6)
    room.listen(1.0)
    assert room.position == pytest.approx(2.0 - LATENCY_S, abs=1e-6)
    assert np.array_equal(room.sound[64:], hum(2.0)[64:])


def test_the_place_is_known_between_two_blocks_too(room: Room, four_s: Path) -> None:
    room.play(four_s, speed=2.0)
    room.listen(1.0)
    place = room.position
    assert room.heard.position(room.now + 0.013) == pytest.approx(place + 0.026, abs=1e-6)


def test_at_its_end_it_stays_there_and_begins_anew(room: Room, four_s: Path) -> None:
    room.play(four_s, at=3.0)
    room.listen(1.0)
    assert (room.events, room.heard.playing) == ([], True)  # the last 60 ms are still to be heard
    room.listen(0.2)
    assert (room.events, room.heard.playing, room.position) == ([Ended()], False, 4.0)
    room.do(Playing.play)
    assert (room.heard.playing, room.position) == (True, 0.0)
    room.listen(0.5)
    assert room.position == pytest.approx(0.5 - LATENCY_S, abs=1e-6)
    assert len(room.loudspeaker.lines) == 1


@pytest.mark.parametrize("speed", [0.75, 1.0, 1.25, 1.5, 2.0])
def test_slower_and_faster_the_place_is_right_and_the_pitch_is_kept(room: Room, four_s: Path, speed: float) -> None:
    room.play(four_s, at=1.0, speed=speed)
    room.listen(0.4)
    assert room.position == pytest.approx(1.0 + (0.4 - LATENCY_S) * speed, abs=1e-3)
    assert pitch_hz(room.sound) == pytest.approx(300, rel=0.02)
    room.listen(3.0 / speed)
    assert (room.events, room.position) == ([Ended()], 4.0)
    assert len(np.trim_zeros(room.sound)) / RATE_HZ == pytest.approx(3.0 / speed, abs=0.03)


def test_its_speed_changes_while_it_plays_without_a_jump(room: Room, four_s: Path) -> None:
    room.play(four_s, at=1.0)
    room.listen(0.4)
    room.do(lambda player: player.set_speed(2.0))
    places = [room.position]
    for _ in range(20):
        room.listen(BLOCK_S)
        places.append(room.position)
    steps = np.diff(places)
    assert steps[0] == pytest.approx(BLOCK_S, abs=1e-6)
    assert steps[-1] == pytest.approx(2 * BLOCK_S, abs=1e-6)
    assert steps.max() < 2.5 * BLOCK_S
    assert longest_silence(room.sound) < 100
    assert room.position - 1.0 == pytest.approx(0.4 + 0.8 - LATENCY_S - AHEAD * BLOCK_S, abs=0.11)


def test_paused_it_fades_and_goes_on_exactly_there(room: Room, four_s: Path) -> None:
    room.play(four_s)
    room.listen(1.0)
    room.do(Playing.pause)
    assert not room.heard.playing
    room.listen(0.5)
    place, before = room.position, len(np.trim_zeros(room.sound, "b"))
    assert place == pytest.approx(1.02, abs=1e-6)  # all that the loudspeaker had, and the piece in which it fades
    assert before == pytest.approx(1.02 * RATE_HZ, abs=16)
    room.do(Playing.pause)
    room.do(Playing.play)
    assert room.position == place
    start = len(room.sound)
    room.listen(0.5)
    assert room.position == pytest.approx(place + 0.5 - LATENCY_S, abs=1e-6)
    assert np.array_equal(room.sound[start + 64 :], hum(4.0)[round(place * RATE_HZ) :][64 : len(room.sound) - start])
    assert room.events == []


def test_a_jump_is_heard_at_once_and_shown_at_once(room: Room, four_s: Path) -> None:
    room.play(four_s)
    room.listen(1.0)
    room.do(lambda player: player.seek(3.0))
    assert room.position == 3.0
    before = len(room.sound)
    room.listen(LATENCY_S)
    assert room.position == 3.0  # the loudspeaker still has what was before
    room.listen(0.5)
    assert pitch_hz(room.sound[before + 2 * 320 :]) == pytest.approx(500, rel=0.02)
    assert room.position == pytest.approx(3.0 + 0.5 - BLOCK_S, abs=1e-6)


@pytest.mark.parametrize(("to", "there"), [(-5.0, 0.0), (2.5, 2.5), (4.0, 4.0), (1e9, 4.0)])
def test_a_jump_while_paused_only_moves_the_place(room: Room, four_s: Path, to: float, there: float) -> None:
    room.do(lambda player: player.load(four_s))
    room.do(lambda player: player.seek(to))
    assert (room.position, room.heard.playing, room.loudspeaker.lines) == (there, False, [])
    room.do(Playing.play)
    room.listen(0.2)
    assert room.position == pytest.approx(there % 4.0 + 0.2 - LATENCY_S, abs=1e-6)


def test_a_jump_to_the_end_while_it_plays_ends_it(room: Room, four_s: Path) -> None:
    room.play(four_s)
    room.listen(0.5)
    room.do(lambda player: player.seek(100.0))
    room.listen(0.1)
    assert (room.events, room.position) == ([Ended()], 4.0)


def test_a_loop_goes_round_without_a_gap(room: Room, four_s: Path) -> None:
    room.play(four_s, at=3.0, loop=(1.0, 1.5))
    assert room.position == 1.0
    room.listen(3.0)
    assert room.events == []
    assert longest_silence(room.sound) < 0.01 * RATE_HZ
    assert room.position == pytest.approx(1.0 + (3.0 - LATENCY_S) % 0.5, abs=BLOCK_S)
    assert np.array_equal(room.sound[8_000:32_000], room.sound[:24_000])
    room.do(lambda player: player.set_loop(None))
    room.listen(3.2)
    assert (room.events, room.position) == ([Ended()], 4.0)


@pytest.mark.parametrize("speed", [0.75, 2.0])
def test_a_loop_at_another_speed_keeps_its_length(room: Room, four_s: Path, speed: float) -> None:
    room.play(four_s, at=1.2, speed=speed, loop=(1.0, 2.0))
    room.listen(5.0)
    assert 1.0 <= room.position <= 2.0
    assert room.position == pytest.approx(1.0 + (0.2 + (5.0 - LATENCY_S) * speed) % 1.0, abs=0.05)
    assert pitch_hz(room.sound) == pytest.approx(300, rel=0.02)


def test_a_loop_set_while_it_plays_begins_at_once_unless_it_is_within(room: Room, four_s: Path) -> None:
    room.play(four_s)
    room.listen(2.0)
    room.do(lambda player: player.set_loop((1.8, 2.5)))
    room.listen(0.1)
    assert room.position == pytest.approx(2.1 - BLOCK_S, abs=0.05)
    room.do(lambda player: player.set_loop((0.0, 0.5)))
    assert room.position == 0.0
    room.listen(0.3)
    room.do(lambda player: player.seek(3.5))
    assert room.position == 0.0


@pytest.mark.parametrize("loop", [(1.0, 1.05), (2.0, 1.0), (3.95, 9.0), (7.0, 9.0)])
def test_what_is_no_loop_is_not_kept_to(room: Room, four_s: Path, loop: Loop) -> None:
    room.play(four_s, at=3.5, loop=loop)
    room.listen(1.0)
    assert room.events == [Ended()]


def test_another_recording_takes_its_place_in_the_same_open_loudspeaker(
    room: Room, four_s: Path, tmp_path: Path
) -> None:
    soundfile.write(tmp_path / "one.wav", hum(1.0), RATE_HZ)
    room.play(four_s, at=2.0, loop=(2.0, 3.0))
    room.listen(0.5)
    room.do(lambda player: player.load(tmp_path / "one.wav"))
    assert (room.heard.playing, room.position) == (False, 0.0)
    room.do(Playing.play)
    room.listen(1.2)
    assert (room.events, room.position, len(room.loudspeaker.lines)) == ([Ended()], 1.0, 1)


def test_stopped_it_lets_the_loudspeaker_go_and_goes_back(room: Room, four_s: Path) -> None:
    room.play(four_s)
    room.listen(0.5)
    room.do(Playing.stop)
    assert (room.heard.playing, room.position, room.line.closed) == (False, 0.0, True)
    room.do(Playing.play)
    assert len(room.loudspeaker.lines) == 2


def test_a_loudspeaker_with_nothing_to_say_is_let_go_after_a_while(room: Room, four_s: Path) -> None:
    room.play(four_s)
    room.do(Playing.pause)
    room.listen(LINGER_S)
    assert not room.line.closed
    room.listen(0.2)
    assert room.line.closed
    room.do(Playing.play)
    room.listen(0.5)
    assert room.position == pytest.approx(BLOCK_S + 0.5 - LATENCY_S, abs=1e-6)


@pytest.mark.parametrize("shape", [Shape(48_000, 2), Shape(44_100, 2), Shape(11_025, 1), Shape(8_000, 1)])
def test_any_loudspeaker_gets_what_it_takes(four_s: Path, shape: Shape) -> None:
    room = Room(shape)
    room.play(four_s, at=2.0)
    room.listen(0.8)
    assert pitch_hz(room.sound[:: shape.channels], shape.rate_hz) == pytest.approx(400, rel=0.02)
    assert np.array_equal(room.sound[:: shape.channels], room.sound[shape.channels - 1 :: shape.channels])
    assert room.position == pytest.approx(2.8 - LATENCY_S, abs=0.005)
    room.listen(1.4)
    assert (room.events, room.position) == ([Ended()], 4.0)


def test_what_a_starting_loudspeaker_loses_is_played_again(room: Room, four_s: Path) -> None:
    room.play(four_s, at=1.0)
    for _ in range(7):
        room.line.take(room.now, dry=True)
        room.settle()
    room.listen(1.0)
    assert room.position == pytest.approx(2.0 - LATENCY_S, abs=2 * BLOCK_S)
    room.line.take(room.now + LATENCY_S, dry=True)  # later it goes on: a gap is better than the same again
    room.settle()
    assert room.position == pytest.approx(2.0 - LATENCY_S, abs=2 * BLOCK_S)


def failure(room: Room) -> AudioError:
    (event,) = room.events
    assert isinstance(event, PlayFailed)
    return event.error


def test_a_file_that_is_gone_is_said_when_it_is_to_be_played(room: Room, tmp_path: Path) -> None:
    room.do(lambda player: player.load(tmp_path / "gone.flac"))
    assert room.events == []
    room.do(Playing.play)
    assert isinstance(failure(room), NotSound)
    assert (room.heard.playing, room.loudspeaker.lines) == (False, [])


def test_a_damaged_file_is_heard_as_far_as_it_goes(room: Room, tmp_path: Path) -> None:
    sound, rng = tmp_path / "take.flac", np.random.default_rng(1)
    soundfile.write(sound, rng.integers(-9_000, 9_000, 10 * RATE_HZ).astype("<i2"), RATE_HZ)
    sound.write_bytes(sound.read_bytes()[:160_000])
    room.play(sound)
    room.listen(8.0)
    assert "damaged from 5 seconds on" in str(failure(room))
    assert room.position == pytest.approx(5.0, abs=0.5)
    assert len(np.trim_zeros(room.sound)) / RATE_HZ == pytest.approx(room.position, abs=0.03)
    room.do(lambda player: player.seek(8.0))
    room.events.clear()
    room.do(Playing.play)
    room.listen(0.1)
    assert isinstance(failure(room), NotSound)


def test_what_is_no_recording_of_ours_is_refused(room: Room, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "song.wav", np.zeros((100, 2), "<i2"), 44_100)
    room.play(tmp_path / "song.wav")
    assert "not a recording of this app" in str(failure(room))


def test_a_loudspeaker_that_goes_away_is_said_and_the_place_is_kept(room: Room, four_s: Path) -> None:
    room.play(four_s)
    room.listen(1.0)
    room.player.step(Lost(room.line, NoLoudspeaker("it went away")))
    assert isinstance(failure(room), NoLoudspeaker)
    assert (room.heard.playing, room.line.closed) == (False, True)
    assert room.position == pytest.approx(1.0 - LATENCY_S, abs=1e-6)
    room.do(Playing.play)
    room.listen(0.5)
    assert room.position == pytest.approx(1.5 - 2 * LATENCY_S, abs=1e-6)


def test_one_that_goes_away_while_nothing_plays_is_no_news(room: Room, four_s: Path) -> None:
    room.play(four_s)
    room.do(Playing.pause)
    room.player.step(Lost(room.line, NoLoudspeaker("it went away")))
    assert room.events == []


def test_one_that_takes_nothing_any_more_is_left(room: Room, four_s: Path) -> None:
    room.play(four_s)
    room.listen(1.0)
    room.player.step(None)
    assert "does not answer" in str(failure(room))
    assert room.line.closed


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([Playing.play, Playing.pause, Playing.stop]),
            st.floats(-1, 6).map(lambda to: lambda player: player.seek(to)),
            st.floats(0.75, 2).map(lambda speed: lambda player: player.set_speed(speed)),
            st.tuples(st.floats(0, 5), st.floats(0, 5)).map(lambda loop: lambda player: player.set_loop(loop)),
            st.just(lambda player: player.set_loop(None)),
            st.integers(0, 30),
        ),
        max_size=25,
    )
)
def test_whatever_is_pressed_the_place_is_one_of_the_recording(
    tmp_path_factory: pytest.TempPathFactory, presses: list[Callable[[Playing], None] | int]
) -> None:
    sound = tmp_path_factory.mktemp("any") / "four.wav"
    soundfile.write(sound, hum(4.0), RATE_HZ)
    room = Room()
    room.do(lambda player: player.load(sound))
    for press in presses:
        if isinstance(press, int):
            room.listen(press * BLOCK_S)
        else:
            room.do(press)
        assert 0.0 <= room.position <= 4.0
        assert all(isinstance(event, Ended) for event in room.events)
