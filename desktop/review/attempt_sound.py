"""The sound of the take in front: where we are in it, and whether it is heard. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from audio.heard import Ended, PlayerEvent, PlayFailed
from cards.attempt import TakeRecord
from desktop.review.attempt_model import next_speed
from desktop.review.attempt_parts import Around, AttemptScreen
from desktop.settings.values import Settings

if TYPE_CHECKING:
    from audio.waveform import Waveform as Wave

COLUMNS = 600
"""Of the waveform; more than are drawn, so that a wider window needs no second look at the sound."""
JUMP_S = 5.0
BEFORE_END_S = 0.1
"""Nearer to its end than this, a recording starts from its beginning."""


@dataclass(frozen=True, slots=True)
class Front:
    """The take in front: its file, None where there is nothing to hear, and why that is."""

    take: TakeRecord
    file: Path | None
    silent: str


class AttemptSound:
    """Plays one take at a time. ``moved`` is called when we are elsewhere in it: the words follow."""

    def __init__(self, screen: AttemptScreen, around: Around, moved: Callable[[], None]) -> None:
        self._screen = screen
        self._around = around
        self._moved = moved
        self._front: Front | None = None
        self._looping = False
        self.at = 0.0
        """Where in the take we are, in seconds."""
        self.playing = False
        screen.set_speed(around.settings.current.playback_speed)
        around.settings.listeners.append(self._settings_changed)

    # What is in front

    def choose(self, front: Front | None) -> None:
        """Bring this take to the front, silent and at its beginning; None for no take."""
        self.silence()
        self._front, self.at = front, 0.0
        self._screen.show_position(0.0)
        self._screen.show_trouble("" if front is None else front.silent)
        self._load()
        self._draw_wave()

    def choose_again(self, front: Front) -> None:
        """The same take; its sound may have another name by now, as FLAC: go on with that from the same place."""
        before, self._front = self._front, front
        if before is not None and (before.file, before.silent) == (front.file, front.silent):
            return
        self._screen.show_trouble(front.silent)
        self._load()
        if self.playing and self.file is not None:
            self._around.player.play()
        elif self.playing:
            self.silence()

    @property
    def file(self) -> Path | None:
        """What can be heard of the take in front; None for nothing."""
        return None if self._front is None else self._front.file

    @property
    def seconds(self) -> float:
        """How long the take in front is."""
        return 0.0 if self._front is None else self._front.take.seconds

    def _load(self) -> None:
        """Let the player open the sound before it is asked for."""
        player = self._around.player
        if self.file is None:
            player.stop()
            return
        player.load(self.file)
        player.set_speed(self._around.settings.current.playback_speed)
        if self.at:
            player.seek(self.at)

    def _draw_wave(self) -> None:
        self._screen.show_wave(None)
        front = self._front
        if front is None or front.file is None:
            return
        sound, take = front.file, front.take.id

        def current() -> bool:
            return self._front is not None and self._front.take.id == take

        def look() -> "Wave | None":
            return self._around.waveform(sound, COLUMNS) if current() else None

        def looked(wave: "Wave | None") -> None:
            if wave is not None and current():
                self._screen.show_wave(wave)
                if wave.problem:
                    self._screen.show_trouble(wave.problem)

        def failed(error: Exception) -> None:
            if not current():
                return
            if self.file != sound:
                self._draw_wave()  # it became FLAC while it was looked at
            else:
                self._screen.show_trouble(str(error))

        self._around.jobs.pool(look, looked, failed)

    # What a person does

    def play_or_pause(self) -> None:
        """Play from where we are, or stop there."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def back(self) -> None:
        """Go 5 seconds back."""
        self.seek(self.at - JUMP_S)

    def on(self) -> None:
        """Go 5 seconds on."""
        self.seek(self.at + JUMP_S)

    def seek(self, seconds: float) -> None:
        """Go there; a sentence that is repeated is left."""
        self.unloop()
        self._go(seconds)

    def replay(self) -> None:
        """Play the take from its beginning."""
        if self.file is not None:
            self.seek(0.0)
            self.play()

    def slower(self) -> None:
        """Play a step slower."""
        self._change_speed(-1)

    def faster(self) -> None:
        """Play a step faster."""
        self._change_speed(1)

    def play(self) -> None:
        """Play from here, or from the beginning when here is the end."""
        if self._front is None or self.file is None or self.playing:
            return
        if self.at >= self.seconds - BEFORE_END_S:
            self._go(0.0)
        self._screen.show_trouble("")
        self.playing = True
        self._around.player.play()
        self._screen.set_playing(True)

    def pause(self) -> None:
        """Stop here."""
        if self.playing:
            self._around.player.pause()
            self.playing = False
            self._screen.set_playing(False)

    def silence(self) -> None:
        """Stop, and forget the sentence that was repeated."""
        self.pause()
        self.unloop()

    @property
    def looping(self) -> bool:
        """A sentence is played again and again."""
        return self._looping

    def loop(self, start: float, end: float) -> None:
        """Play these seconds again and again, from now on."""
        if self.file is None:
            return
        self._looping = True
        self._screen.set_looping(True)
        self._around.player.set_loop((start, end))
        self._go(start)
        self.play()

    def unloop(self) -> None:
        """Go on after the sentence that was repeated."""
        if self._looping:
            self._looping = False
            self._around.player.set_loop(None)
            self._screen.set_looping(False)

    # What the player does

    def tick(self) -> None:
        """Follow what is heard now; called while it plays and can be seen."""
        if self.playing:
            self.at = self._around.player.position
            self._screen.show_position(self.at)
            self._moved()

    def hear(self, event: PlayerEvent) -> None:
        """The player came to the end of the recording, or could not play it; on the window's thread."""
        if isinstance(event, PlayFailed):
            self._screen.show_trouble(str(event.error))
        if not self.playing:
            return
        self.silence()
        if isinstance(event, Ended):
            self.at = self.seconds
            self._screen.show_position(self.at)

    def _go(self, seconds: float) -> None:
        self.at = min(max(0.0, seconds), self.seconds)
        if self.file is not None:
            self._around.player.seek(self.at)
        self._screen.show_position(self.at)
        self._moved()

    def _change_speed(self, step: int) -> None:
        speed = next_speed(self._around.settings.current.playback_speed, step)
        self._around.settings.change(playback_speed=speed)

    def _settings_changed(self, settings: Settings) -> None:
        self._around.player.set_speed(settings.playback_speed)
        self._screen.set_speed(settings.playback_speed)
