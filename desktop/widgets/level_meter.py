"""What the microphone hears, as a row of bars that runs to the left."""

from collections import deque

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

FLOOR_DB = -60.0
BAR_PX, STEP_PX, HEIGHT_PX = 3, 6, 36
LONGEST_HISTORY = 400
_SHARE_OF_RMS = 0.5


def bar_share(peak_db: float, rms_db: float) -> float:
    """Return how much of the height a level fills, 0 to 1, on a straight dB scale from -60 to 0.

    The middle of peak and RMS: the peak alone hardly moves in speech, the RMS alone stays low.
    """
    level = peak_db + (rms_db - peak_db) * _SHARE_OF_RMS
    return min(1.0, max(0.0, 1 - level / FLOOR_DB)) if level > FLOOR_DB else 0.0


class LevelMeter(QWidget):
    """Each ``set_level`` adds one bar; whoever polls the microphone sets the pace."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: deque[float] = deque(maxlen=LONGEST_HISTORY)
        self._recording = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Microphone level")

    def set_level(self, peak_db: float, rms_db: float) -> None:
        """Add what was heard since the last call, in dB below full scale; minus infinity is allowed."""
        self._shares.append(bar_share(peak_db, rms_db))
        self.update()

    def set_recording(self, recording: bool) -> None:
        """Draw in the accent what is kept, and muted what is only heard."""
        self._recording = recording
        self.update()

    def clear(self) -> None:
        """Forget the bars, before another prompt or microphone."""
        self._shares.clear()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size at which two to three seconds fit."""
        return QSize(240, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Return the least that still reads as a meter."""
        return QSize(80, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the newest bar at the right and dots where nothing was heard yet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        role = QPalette.ColorRole.Highlight if self._recording else QPalette.ColorRole.PlaceholderText
        painter.setBrush(self.palette().color(role))
        room = max(1, self.width() // STEP_PX)
        shares = list(self._shares)[-room:]
        middle = self.height() / 2
        left = self.width() - room * STEP_PX
        for place, share in enumerate([0.0] * (room - len(shares)) + shares):
            height = max(BAR_PX, share * self.height())
            painter.drawRoundedRect(QRectF(left + place * STEP_PX, middle - height / 2, BAR_PX, height), 1.5, 1.5)
        painter.end()
