"""What the week's panel paints: parts of a whole, and a depth as a mark within a band. Passive."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.text import enlarged

BAR_PX, MARK_PX, HEIGHT_PX = 8, 3, 16
LEAST_PX, DEPTH_PX = 80, 60
SHALLOWEST, DEEPEST = 1.0, 4.0


class Painted(QWidget):
    """A bar of one height. What it shows is said in words by its name and its description."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """Return a size that grows with the text."""
        return QSize(enlarged(LEAST_PX, self), enlarged(HEIGHT_PX, self))

    def minimumSizeHint(self) -> QSize:
        """Return the least that still reads as a bar."""
        return self.sizeHint()

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        return painter

    def _whole(self) -> QRectF:
        high = enlarged(BAR_PX, self)
        return QRectF(0, (self.height() - high) / 2, self.width(), high)


class PartBar(Painted):
    """A part of a whole, and a mark at what it should be."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._part, self._wanted = 0.0, -1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, part: float, wanted: float | None, words: str) -> None:
        """Show a part and what it should be, both 0 to 1; ``words`` say the same to a screen reader."""
        self._part, self._wanted = part, -1.0 if wanted is None else wanted
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the whole, the part of it, and the mark in a gap of the ground."""
        painter, colours, whole = self._painter(), self.palette(), self._whole()
        round_px = whole.height() / 2
        painter.setBrush(colours.color(QPalette.ColorRole.Mid))
        painter.drawRoundedRect(whole, round_px, round_px)
        if self._part > 0:
            part = QRectF(whole)
            part.setWidth(max(whole.height(), self._part * whole.width()))
            painter.setBrush(colours.color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(part, round_px, round_px)
        if self._wanted >= 0:
            wide = enlarged(MARK_PX, self)
            left = min(max(0.0, self._wanted * self.width() - wide / 2), self.width() - wide)
            gap = QRectF(left - 2, whole.y(), wide + 4, whole.height())
            painter.fillRect(gap, colours.color(QPalette.ColorRole.Base))
            painter.setBrush(colours.color(QPalette.ColorRole.WindowText))
            painter.drawRoundedRect(QRectF(left, 0, wide, self.height()), wide / 2, wide / 2)
        painter.end()


class DepthBand(Painted):
    """An estimated depth as a mark within the band of its uncertainty, on the scale from 1 to 4."""

    def __init__(self, name: str, depth: float, uncertainty: float, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._depth, self._uncertainty = depth, uncertainty
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the scale."""
        return QSize(enlarged(DEPTH_PX, self), enlarged(HEIGHT_PX, self))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the scale, the band and the mark."""
        painter, colours, whole = self._painter(), self.palette(), self._whole()
        round_px, wide = whole.height() / 2, enlarged(MARK_PX, self)
        painter.setBrush(colours.color(QPalette.ColorRole.Mid))
        painter.drawRoundedRect(whole, round_px, round_px)
        accent = colours.color(QPalette.ColorRole.Highlight)
        low, high = (self._at(self._depth + sign * self._uncertainty) for sign in (-1, 1))
        band = QRectF(low, whole.y(), max(whole.height(), high - low), whole.height()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(accent, 1))
        painter.setBrush(colours.color(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(band, round_px, round_px)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        mark = QRectF(self._at(self._depth) - wide / 2, whole.y() - 2, wide, whole.height() + 4)
        painter.drawRoundedRect(mark, wide / 2, wide / 2)
        painter.end()

    def _at(self, depth: float) -> float:
        share = (depth - SHALLOWEST) / (DEEPEST - SHALLOWEST)
        return min(1.0, max(0.0, share)) * self.width()
