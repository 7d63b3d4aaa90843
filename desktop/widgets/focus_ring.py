"""The ring around what has the keyboard's attention, for widgets that the stylesheet cannot outline."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

RING_PX = 2


def paint_focus_ring(widget: QWidget, colour: QColor, inset: float = 0, radius: float = 8) -> None:
    """Draw a ring of 2 px in ``colour``, ``inset`` pixels from the widget's edge. Call it within ``paintEvent``."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, RING_PX))
    edge = inset + RING_PX / 2
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(edge, edge, -edge, -edge), radius, radius)
    painter.end()
