"""A line that opens what lies under it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPolygonF
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.widgets.text import enlarged

_RIGHT = ((0.0, -4.0), (5.0, 0.0), (0.0, 4.0))
_DOWN = ((-2.0, -2.0), (6.0, -2.0), (2.0, 4.0))


class Disclosure(QPushButton):
    """A heading with a small triangle. ``look``: empty for small print, ``heading``."""

    def __init__(self, caption: str, content: QWidget, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(caption, parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("look", look)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._content = content
        self.set_caption(caption)
        self.toggled.connect(content.setVisible)
        content.setVisible(False)

    def set_caption(self, caption: str) -> None:
        """Show this heading."""
        self.setText(caption.replace("&", "&&"))
        self.setAccessibleName(caption)

    def open(self, opened: bool = True) -> None:
        """Open or close."""
        self.setChecked(opened)
        self._content.setVisible(opened)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the heading and the triangle before it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.translate(7, self.height() / 2)
        larger = enlarged(10, self) / 10
        painter.scale(larger, larger)
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in (_DOWN if self.isChecked() else _RIGHT)]))
        painter.end()
