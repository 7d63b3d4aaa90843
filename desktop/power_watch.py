"""Looks now and then whether mains power is back, for as long as words wait for it."""

from PySide6.QtCore import QObject, QTimer

from desktop.transcribing import Transcribing

LOOK_MS = 15_000


class PowerWatch(QObject):
    """A timer that runs only while something waits."""

    def __init__(self, transcribing: Transcribing, parent: QObject) -> None:
        super().__init__(parent)
        self._transcribing = transcribing
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(transcribing.reconsider)
        transcribing.changed.append(lambda _: self._look())

    @property
    def looking(self) -> bool:
        """Whether it runs."""
        return self._timer.isActive()

    def _look(self) -> None:
        if self._transcribing.waiting != self._timer.isActive():
            (self._timer.start if self._transcribing.waiting else self._timer.stop)()
