"""One dimension of a round: its weak and its strong answer in words, and where this answer stood."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QWidget

from cards.rounds import Dimension
from desktop.widgets.flow import Flow
from desktop.widgets.panel import stacked
from desktop.widgets.text import Text

VALUES = (("weak", "weak"), ("between", "between"), ("strong", "strong"), ("not_shown", "not shown"))
"""What is stored, and what is read."""


class Segment(QRadioButton):
    """One of the four places. Left and right choose, up and down leave for the next row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep up and down for walking: Qt would change the choice."""
        if event.key() == Qt.Key.Key_Down:
            self.group().buttons()[-1].focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.group().buttons()[0].focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the size of the words: there is no round mark to make room for."""
        words = self.fontMetrics().size(0, self.text())
        return QSize(words.width() + 26, words.height() + 8)


class DimensionRow(QWidget):
    """Name, four segments, and the two descriptions beneath."""

    chosen = Signal(str, str)
    """The dimension's id and one of ``weak``, ``between``, ``strong``, ``not_shown``."""

    def __init__(self, dimension: Dimension, value: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = dimension.id
        self._group = QButtonGroup(self)
        segments = Flow(4)
        for stored, shown in VALUES:
            segments.addWidget(self._segment(dimension, stored, shown, stored == value))
        rows = stacked(self, (6, 10, 6, 12), 4)
        rows.addWidget(Text(dimension.name, "strong", wrap=True))
        rows.addWidget(Text(f"Weak: {dimension.weak}", "small", wrap=True))
        rows.addWidget(Text(f"Strong: {dimension.strong}", "small", wrap=True))
        rows.addSpacing(4)
        rows.addLayout(segments)

    def value(self) -> str:
        """Return what is chosen, or an empty text."""
        chosen = self._group.checkedButton()
        return "" if chosen is None else chosen.property("stored")

    def segments(self) -> list[QAbstractButton]:
        """Return the four segments, from weak to not shown."""
        return self._group.buttons()

    def _segment(self, dimension: Dimension, stored: str, shown: str, checked: bool) -> Segment:
        segment = Segment(shown)
        segment.setProperty("stored", stored)
        segment.setAccessibleName(f"{dimension.name}: {shown}")
        description = {"weak": dimension.weak, "strong": dimension.strong}.get(stored, "")
        segment.setAccessibleDescription(description)
        segment.setCursor(Qt.CursorShape.PointingHandCursor)
        segment.setChecked(checked)
        segment.toggled.connect(lambda on: self.chosen.emit(self._id, stored) if on else None)
        self._group.addButton(segment)
        return segment
