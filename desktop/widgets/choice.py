"""One of several, and a number: the system's own controls, drawn like the rest and deaf to a wheel that passes by."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPolygonF, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionSpinBox,
    QStylePainter,
    QWidget,
)

from desktop.widgets.keys import claims

_DOWN = ((-4.0, -2.0), (4.0, -2.0), (0.0, 3.0))
_UP = ((-4.0, 2.0), (4.0, 2.0), (0.0, -3.0))
_FROM_RIGHT_PX = 16
_INSET_PX = 10
_LIST_EDGE_PX = 32
_LINE_PX = 18
"""Height of a line at which the triangles are as large as they are written."""
_ARROWS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class Choice(QComboBox):
    """One of several values, each with its words. ``chosen`` is emitted with the value when a person picks one."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[tuple[Any, str], ...] = ()
        self.setItemDelegate(QStyledItemDelegate(self))  # the combo box's own does not know the stylesheet
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda place: self.chosen.emit(self._options[place][0]))

    def show_options(self, options: Sequence[tuple[Any, str]], chosen: object) -> None:
        """Offer these values and show the one that holds. A list that is open stays as it is until it has to change."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self.clear()
            self.addItems([words for _, words in self._options])
        for place, (value, _) in enumerate(self._options):
            if value == chosen:
                self.setCurrentIndex(place)

    def event(self, event: QEvent) -> bool:
        """Keep the arrow keys, whatever a screen may bind them to."""
        if claims(event, *_ARROWS):
            event.accept()
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: what it changed would be kept, and nobody had asked."""
        event.ignore()

    def showPopup(self) -> None:
        """Open a list that is wide enough for the words in it, as far as the window is."""
        room = self.window().width() - _LIST_EDGE_PX
        self.view().setMinimumWidth(max(self.width(), min(self.view().sizeHintForColumn(0) + _LIST_EDGE_PX, room)))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the control, as much of its words as there is room for, and its triangle."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        elide = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, elide, words.width())
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
        _paint_triangle(self, _DOWN, QPointF(self.width() - _FROM_RIGHT_PX, self.height() / 2))


class Number(QSpinBox):
    """A whole number. ``chosen`` is emitted when a person has settled on one."""

    chosen = Signal(int)

    def __init__(  # noqa: PLR0913, PLR0917 - a number has bounds, a step and a unit
        self, name: str, bounds: range, step: int, unit: str, zero: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)
        self.lineEdit().setTextMargins(_INSET_PX, 0, 0, 0)  # the stylesheet's padding does not reach it
        self.setRange(bounds[0], bounds[-1])
        self.setSingleStep(step)
        self.setSuffix(f" {unit}")
        self.setSpecialValueText(zero)
        self.setKeyboardTracking(False)  # 15 is not 1 and then 15
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self.chosen)

    def show_number(self, number: int) -> None:
        """Show what holds; nothing is emitted, and what is being typed is left."""
        if number != self.value():
            self.blockSignals(True)
            self.setValue(number)
            self.blockSignals(False)

    def event(self, event: QEvent) -> bool:
        """Keep the arrow keys, whatever a screen may bind them to."""
        if claims(event, *_ARROWS):
            event.accept()
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the control and its two triangles."""
        super().paintEvent(event)
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        for part, shape in (
            (QStyle.SubControl.SC_SpinBoxUp, _UP),
            (QStyle.SubControl.SC_SpinBoxDown, _DOWN),
        ):
            rect = self.style().subControlRect(QStyle.ComplexControl.CC_SpinBox, option, part, self)
            _paint_triangle(self, shape, QPointF(rect.center()))


def _paint_triangle(widget: QWidget, shape: Sequence[tuple[float, float]], at: QPointF) -> None:
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(widget.palette().color(QPalette.ColorRole.PlaceholderText))
    painter.translate(at)
    grown = max(1.0, widget.fontMetrics().height() / _LINE_PX)
    painter.scale(grown, grown)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape]))
    painter.end()
