"""A recording drawn as bars: what has been heard in the accent, long pauses marked. A click goes there."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.practice.model import minutes_and_seconds
from desktop.widgets.focus_ring import paint_focus_ring
from desktop.widgets.keys import claims

BAR_PX, STEP_PX, HEIGHT_PX = 2, 4, 64
HEAD_PX = 2
STEP_S = 5.0
_NAMED_PAUSES = 5
_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class Wave(Protocol):
    """What it draws: see ``audio.waveform.Waveform``. Peaks are 0 to 1; pauses are begin and end in seconds."""

    @property
    def seconds(self) -> float: ...  # noqa: D102
    @property
    def peaks(self) -> Sequence[float]: ...  # noqa: D102
    @property
    def pauses(self) -> Sequence[tuple[float, float]]: ...  # noqa: D102


def bars(peaks: Sequence[float], count: int) -> tuple[float, ...]:
    """Return ``count`` bars, each as high as the highest of the peaks it stands for."""
    if not len(peaks) or count <= 0:
        return ()
    edges = [place * len(peaks) // count for place in range(count + 1)]
    return tuple(float(max(peaks[a : max(b, a + 1)])) for a, b in pairwise(edges))


def told(seconds: float) -> str:
    """Return a pause as its seconds: "2.1 s"."""
    return f"{seconds:.1f} s"


class Waveform(QWidget):
    """Passive: it is given the wave and the place, and says where a person wants to go.

    The bars are drawn once into two pictures, unheard and heard; following the place only copies from them.
    """

    seek_requested = Signal(float)
    """Seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wave: Wave | None = None
        self._seconds = 0.0
        self._position = 0.0
        self._pictures: tuple[QPixmap, QPixmap] | None = None
        self._hovered: tuple[float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setAccessibleName("Place in the recording")
        self._describe()

    def show_wave(self, wave: Wave | None, seconds: float) -> None:
        """Draw this recording of so many seconds; None while its bars are not known."""
        self._wave, self._seconds, self._hovered = wave, seconds, None
        self._redraw()
        self._describe()

    def set_position(self, seconds: float) -> None:
        """Draw as heard what lies before; only what changes is painted."""
        before, self._position = self._head(), seconds
        if self._head() != before:
            left, right = sorted((before, self._head()))
            self.update(QRect(left - HEAD_PX, 0, right - left + 2 * HEAD_PX + 1, self.height()))

    def position(self) -> float:
        """Return the place that is drawn, in seconds."""
        return self._position

    def pauses(self) -> tuple[tuple[float, float], ...]:
        """Return the pauses that are drawn."""
        return tuple(self._wave.pauses) if self._wave is not None else ()

    def hovered(self) -> str:
        """Return what is said of the pause under the pointer, or an empty text."""
        return "" if self._hovered is None else f"{told(self._hovered[1] - self._hovered[0])} pause"

    def sizeHint(self) -> QSize:
        """Return a height for speech and any width."""
        return QSize(320, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Return the least that still reads as a recording."""
        return QSize(120, HEIGHT_PX)

    # What a person does

    def event(self, event: QEvent) -> bool:
        """Keep the arrow keys for walking through the recording."""
        if claims(event, *_KEYS):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, go to the beginning and the end."""
        targets = {
            Qt.Key.Key_Left: self._position - STEP_S,
            Qt.Key.Key_Right: self._position + STEP_S,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self._seconds,
        }
        target = targets.get(Qt.Key(event.key()))
        if target is None:
            event.ignore()
        else:
            self.seek_requested.emit(min(max(0.0, target), self._seconds))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where it was clicked."""
        if event.button() == Qt.MouseButton.LeftButton and self._seconds:
            self.seek_requested.emit(self._at(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag; otherwise tell of the pause under the pointer."""
        at = self._at(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton and self._seconds:
            self.seek_requested.emit(at)
        self._hover(next((pause for pause in self.pauses() if pause[0] <= at < pause[1]), None))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell of no pause any more."""
        self._hover(None)

    def _hover(self, pause: tuple[float, float] | None) -> None:
        if pause != self._hovered:
            self._hovered = pause
            self.update()

    # Where things are

    def _at(self, point: QPoint) -> float:
        return min(max(0.0, point.x() / max(1, self.width())), 1.0) * self._seconds

    def _x(self, seconds: float) -> int:
        return round(min(max(0.0, seconds / self._seconds), 1.0) * self.width()) if self._seconds else 0

    def _head(self) -> int:
        return min(self._x(self._position), self.width() - HEAD_PX)

    # Drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the bars for the new width."""
        super().resizeEvent(event)
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the bars in the new colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the heard and the unheard part, draw the place between them and the pause under the pointer."""
        if self._pictures is None:
            accent = self.palette().color(QPalette.ColorRole.Highlight)
            muted = self.palette().color(QPalette.ColorRole.PlaceholderText)
            self._pictures = (self._picture(muted), self._picture(accent))
        head, painter = self._head(), QPainter(self)
        unheard, heard = self._pictures
        painter.setClipRect(event.rect())
        painter.setClipRect(QRect(0, 0, head, self.height()), Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(0, 0, heard)
        painter.setClipRect(event.rect())
        painter.setClipRect(QRect(head, 0, self.width() - head, self.height()), Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(0, 0, unheard)
        painter.setClipRect(event.rect())
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        if self.isEnabled():
            painter.fillRect(QRect(head, 0, HEAD_PX, self.height()), accent)
        self._paint_hovered(painter)
        painter.end()
        if self.hasFocus():
            paint_focus_ring(self, accent, radius=6)

    def _paint_hovered(self, painter: QPainter) -> None:
        if self._hovered is None:
            return
        words = self.hovered()
        size = painter.fontMetrics().size(0, words)
        middle = (self._x(self._hovered[0]) + self._x(self._hovered[1])) // 2
        left = min(max(0, middle - size.width() // 2 - 4), max(0, self.width() - size.width() - 8))
        painter.fillRect(QRect(left, 0, size.width() + 8, size.height()), self.palette().color(QPalette.ColorRole.Base))
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(left + 4, painter.fontMetrics().ascent(), words)

    def _picture(self, colour: QColor) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_pauses(painter)
        self._paint_bars(painter, colour)
        painter.end()
        return picture

    def _paint_pauses(self, painter: QPainter) -> None:
        line = self.palette().color(QPalette.ColorRole.Mid)
        for start, end in self.pauses():
            left, right = self._x(start), self._x(end)
            painter.fillRect(QRectF(left, 4, max(STEP_PX, right - left), self.height() - 8), line)

    def _paint_bars(self, painter: QPainter, colour: QColor) -> None:
        """A dot where there is silence; in a pause nothing, for that is what a pause is."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        count = max(1, self.width() // STEP_PX)
        heights = bars(self._wave.peaks, count) if self._wave is not None else (0.0,) * count
        pauses = self.pauses()
        begins = [start for start, _ in pauses]
        loudest = max(heights, default=0.0) or 1.0
        room = self.height() - 8
        for place, share in enumerate(heights):
            at = (place + 0.5) / count * self._seconds
            pause = bisect_right(begins, at) - 1
            if pause >= 0 and at < pauses[pause][1]:
                continue
            height = max(float(BAR_PX), share / loudest * room)
            painter.drawRoundedRect(QRectF(place * STEP_PX, (self.height() - height) / 2, BAR_PX, height), 1, 1)

    def _redraw(self) -> None:
        self._pictures = None
        self.update()

    def _describe(self) -> None:
        """For whoever cannot see it: how long it is, and where the long pauses are."""
        pauses = self.pauses()
        named = [f"{told(end - start)} at {minutes_and_seconds(start)}" for start, end in pauses[:_NAMED_PAUSES]]
        more = len(pauses) - len(named)
        listed = ", ".join([*named, *([f"and {more} more"] if more > 0 else [])])
        counted = "1 long pause" if len(pauses) == 1 else f"{len(pauses)} long pauses"
        known = "" if self._wave is None else f" {counted}{': ' if named else ''}{listed}."
        self.setAccessibleDescription(f"{minutes_and_seconds(self._seconds)} long.{known}")
