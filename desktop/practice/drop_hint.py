"""A frame around the screen while a file is held over it. Passive."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from desktop.widgets.panel import Panel, stacked
from desktop.widgets.text import Text

INSET_PX, RADIUS_PX = 12, 12


class DropHint(QWidget):
    """Says what a drop will do. The mouse does not see it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        chip = Panel("soft")
        stacked(chip, (20, 12, 24, 12)).addWidget(Text("Drop the sound file to answer with it."))
        rows = stacked(self, (0, 64, 0, 0))
        rows.addWidget(chip, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.hide()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2, Qt.PenStyle.DashLine))
        frame = QRectF(self.rect()).adjusted(INSET_PX, INSET_PX, -INSET_PX, -INSET_PX)
        painter.drawRoundedRect(frame, RADIUS_PX, RADIUS_PX)
        painter.end()
