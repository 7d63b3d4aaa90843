"""Hear a recording again, from any place, slower or faster with its pitch kept."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from time import perf_counter

from audio.heard import Ended, Heard, Loop, PlayerEvent, PlayFailed, still
from audio.loudspeaker import Deliver, Line, Loudspeaker, PortAudioLine
from audio.playing import Command, Item, Playing

__all__ = ["SPEEDS", "Ended", "Loop", "PlayFailed", "Player", "PlayerEvent"]

SPEEDS = (0.75, 2.0)
"""The slowest and the fastest."""
_ENDING_S = 1.0


class Player:
    """Plays one recording at a time. Every call returns at once, whatever the loudspeaker does.

    What became of a recording is told to ``on_event``, on the player's thread. That is a daemon, as is the one that
    asks PortAudio: a device that hangs must not keep a dying app alive. ``device`` gives the name of the loudspeaker
    when one is opened (None: the system's); ``tell`` hears a sentence when that one is not there.
    """

    def __init__(
        self,
        on_event: Callable[[PlayerEvent], None],
        device: Callable[[], str | None] = lambda: None,
        tell: Callable[[str], object] = lambda _: None,
        loudspeaker: Loudspeaker | None = None,
    ) -> None:
        def portaudio(deliver: Deliver) -> Line:
            return PortAudioLine(device(), tell, deliver)

        self._heard = Heard()
        self._expected = Heard()
        """What will be heard once the last command is carried out; it counts until then."""
        self._items: SimpleQueue[Item] = SimpleQueue()
        self._playing = Playing(self._items, on_event, self._publish, loudspeaker or portaudio)
        self._thread: threading.Thread | None = None
        self._closed = False

    def _publish(self, heard: Heard) -> None:
        self._heard = heard

    @property
    def playing(self) -> bool:
        """Whether it plays, or is about to."""
        return self._now.playing

    @property
    def position(self) -> float:
        """The second of the recording that is heard at this moment; after a jump its aim, until that is heard."""
        return self._now.position(perf_counter())

    @property
    def _now(self) -> Heard:
        heard = self._heard
        return heard if heard.done == self._expected.done else self._expected

    def load(self, sound: Path) -> None:
        """Make ``sound``, a take's WAV or FLAC, the recording, without a loop; what played before falls silent."""
        self._do(lambda playing: playing.load(sound), Heard())

    def play(self) -> None:
        """Play on from here; from the beginning when the end was reached."""
        self._do(Playing.play, replace(self._now, playing=True))

    def pause(self) -> None:
        """Fall silent, and stay where that was."""
        self._do(Playing.pause, replace(self._now, playing=False))

    def stop(self) -> None:
        """Fall silent, let the loudspeaker go, and go back to the beginning."""
        self._do(Playing.stop, Heard())

    def seek(self, seconds: float) -> None:
        """Go there, and play on if it plays; with a loop, to its start when ``seconds`` lies outside."""
        self._do(lambda playing: playing.seek(seconds), replace(self._now, places=still(max(0.0, seconds))))

    def set_speed(self, speed: float) -> None:
        """Play at ``speed``, from 0.75 to 2 times that of the recording; it holds for later recordings too."""
        speed = min(max(speed, SPEEDS[0]), SPEEDS[1])
        self._do(lambda playing: playing.set_speed(speed), self._now)

    def set_loop(self, loop: Loop | None) -> None:
        """Play these seconds over and over, at once if it plays; None to play on. Under 0.1 s there is no loop."""
        self._do(lambda playing: playing.set_loop(loop), self._now)

    def close(self) -> None:
        """Fall silent and wait for it; but not for long, should the device hang. Nothing is played any more."""
        self._closed = True
        if self._thread is not None:
            self._items.put(Command(self._expected.done, None))
            self._thread.join(_ENDING_S)
            self._thread = None

    def _do(self, act: Callable[[Playing], None], expected: Heard) -> None:
        if self._closed:
            return
        if self._thread is None or not self._thread.is_alive():  # dead by a fault of ours, which was reported
            self._thread = threading.Thread(target=self._playing.run, name="player", daemon=True)
            self._thread.start()
        number = self._expected.done + 1
        self._expected = replace(expected, done=number)
        self._items.put(Command(number, act))
