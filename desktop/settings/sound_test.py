"""Three seconds through the chosen microphone, to be seen and heard and then forgotten. Knows no Qt."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from audio.errors import AudioError
from audio.events import Event, Failed, Level, Phase, Status, TakeEnded, TakeStarted
from audio.heard import PlayerEvent, PlayFailed
from audio.wav import RATE_HZ, read_pcm
from desktop.jobs import Jobs
from desktop.settings.model import PLAYING, REST, WAKING, TestModel, speak_now, verdict

LENGTH_S = 3


class Recorder(Protocol):
    """What it needs of ``audio.recorder.Recorder``; not the one that records answers."""

    status: Status

    def open(self) -> None: ...  # noqa: D102
    def start(self, path: Path) -> None: ...  # noqa: D102
    def stop(self) -> None: ...  # noqa: D102
    def release(self) -> None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


class Player(Protocol):
    """What it needs of ``audio.playback.Player``."""

    def load(self, sound: Path) -> None: ...  # noqa: D102
    def play(self) -> None: ...  # noqa: D102
    def stop(self) -> None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


class SoundTest:
    """One test at a time. ``changed`` is called with how it stands, on the window's thread like everything here."""

    def __init__(
        self, recorder: Recorder, player: Player, jobs: Jobs, changed: Callable[[TestModel], None] = lambda _: None
    ) -> None:
        self._recorder = recorder
        self._player = player
        self._jobs = jobs
        self.changed = changed
        self.model = REST
        self._folder: TemporaryDirectory[str] | None = None
        self._sound: Path | None = None
        """Of the test that is shown; None once it was left."""
        self._open = False
        """A take runs, and its file must stay until it has ended."""
        self._stopping = False
        self._before = REST
        """What was shown before it was played back."""

    @property
    def running(self) -> bool:
        """Whether a device is in use, so that the list of devices is not asked for."""
        return self.model.recording or self.model.playing

    def start(self) -> None:
        """Record ``LENGTH_S`` seconds; what was recorded before is forgotten."""
        if self.model.recording or self._open:
            return
        self._player.stop()
        self._forget()
        try:
            self._folder = TemporaryDirectory(prefix="vivavoce-", ignore_cleanup_errors=True)
        except OSError as error:
            self._show(TestModel(f"The test found no room for a file ({error.strerror or error})."))
            return
        self._sound = Path(self._folder.name) / "test.wav"
        self._open, self._stopping = True, False
        self._show(WAKING)
        self._recorder.open()
        self._recorder.start(self._sound)

    def tick(self) -> Level | None:
        """Return what the microphone hears now, while a test runs; end the test when it is long enough."""
        status = self._recorder.status
        if not self.model.recording or status.phase is not Phase.RECORDING:
            return None
        left_s = LENGTH_S - status.samples / RATE_HZ
        if left_s <= 0 and not self._stopping:
            self._stopping = True
            self._recorder.stop()
        self._show(speak_now(left_s))
        return status.level

    def hear(self, event: Event) -> None:
        """Follow what the recorder says."""
        match event:
            case TakeStarted(path) if path == self._sound:
                self._show(speak_now(LENGTH_S))
            case TakeEnded():
                self._ended(event)
            case Failed(error):
                self._failed(error)

    def play(self) -> None:
        """Play the test back, or fall silent when it plays."""
        if self.model.playing:
            self._player.stop()
            self._show(self._before)
        elif self.model.can_play and self._sound is not None:
            self._before = self.model
            self._player.load(self._sound)
            self._player.play()
            self._show(PLAYING)

    def hear_player(self, event: PlayerEvent) -> None:
        """Follow what the player says: it came to its end, or could not play."""
        if self.model.playing:
            self._show(TestModel(str(event.error), can_play=True) if isinstance(event, PlayFailed) else self._before)

    def leave(self) -> None:
        """Let the devices go, forget what was recorded, wait for nothing."""
        self._sound = None
        self._recorder.release()
        self._player.stop()
        if not self._open:
            self._forget()
        self._show(REST)

    def close(self) -> None:
        """Do the same when the app is closed, and wait for it."""
        self._recorder.close()
        self._player.close()
        self._forget()

    def _ended(self, event: TakeEnded) -> None:
        self._open = False
        if event.path != self._sound:
            self._forget()  # the screen was left meanwhile
        elif event.error is not None:
            self._end(event.error)
        else:
            self._recorder.release()
            self._judge(event.path)

    def _failed(self, error: AudioError) -> None:
        self._open = False
        if self._sound is None:
            self._forget()
        elif self.model.recording:
            self._end(error)

    def _judge(self, sound: Path) -> None:
        """Say what came in, unless the screen was left meanwhile."""

        def show(model: TestModel) -> None:
            if sound == self._sound:
                self._show(model)

        self._jobs.pool(
            lambda: loudest(sound),
            lambda level: show(TestModel(verdict(level), can_play=True)),
            lambda error: show(TestModel(str(error))),
        )

    def _end(self, error: Exception) -> None:
        self._recorder.release()
        self._show(TestModel(str(error)))

    def _show(self, model: TestModel) -> None:
        if model != self.model:
            self.model = model
            self.changed(model)

    def _forget(self) -> None:
        self._sound = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def loudest(sound: Path) -> Level:
    """Return the level of a short recording as a whole; raises ``AudioError``."""
    import numpy as np  # noqa: PLC0415 - off the window's thread

    from audio.level import level_of  # noqa: PLC0415

    try:
        return level_of(np.frombuffer(read_pcm(sound, 0, (LENGTH_S + 2) * RATE_HZ), dtype="<i2"))
    except OSError as error:
        raise AudioError(f"The test could not be read back ({error.strerror or error}). Try it once more.") from error
