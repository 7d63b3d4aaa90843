"""The surfaces things stand on: panel, hairline, a column of readable width, a page that scrolls."""

from collections.abc import Sequence
from functools import partial
from typing import Self

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.keys import bind
from desktop.widgets.layouts import layout_of

SCROLL_BAR_PX = 10
"""As wide as the stylesheet draws it."""
PAGE_PX = 48
"""Beside a column in the middle, where a window is not wider than that."""
KEY_STEP_PX = 48


class Panel(QFrame):
    """A framed ground. ``look``: empty for the hairline, ``soft`` for the accent bar, ``asked`` for a question."""

    def __init__(self, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", look)


class Hairline(QFrame):
    """A line of one pixel between rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)


class Upright(QFrame):
    """A line of one pixel between columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(1)


class Column(QWidget):
    """A column in the middle, at most ``width`` pixels wide. Add to ``.rows``."""

    def __init__(self, width: int, spacing: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.most = width
        inner = QWidget()
        inner.setMaximumWidth(width)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.rows = stacked(inner, spacing=spacing)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(inner, 1000)
        outer.addStretch(1)


def stacked(widget: QWidget, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0) -> QVBoxLayout:
    """Give ``widget`` a vertical layout with exactly these margins (left, top, right, bottom) and this spacing."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


def beside(spacing: int = 12) -> QHBoxLayout:
    """Return a horizontal layout without margins."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


class _Page(QWidget):
    """What scrolls. Its height follows from its width alone: Qt's least height assumes the narrowest lines."""

    def minimumSizeHint(self) -> QSize:
        """Leave the height to ``heightForWidth``."""
        return QSize(super().minimumSizeHint().width(), 0)


class ScrollColumn(QScrollArea):
    """A frameless area that scrolls ``content`` up and down and takes no focus of its own.

    The scroll bar takes its room from a gutter, so that nothing moves sideways when it comes: at the right of a
    column that is aligned with others, at both sides (``centred``) of one that stands in the middle.
    """

    def __init__(self, content: QWidget, centred: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._centred = centred
        self.page = _Page()
        stacked(self.page).addWidget(content)
        self.setWidget(self.page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._keep_gutter)
        self._keep_gutter(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave left and right to the screen: there is nothing to scroll that way."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def scrolled_by_keys(self) -> Self:
        """Let arrow and page keys scroll, Home and End as well, on a screen that needs them for nothing else."""
        bar = self.verticalScrollBar()
        bar.setSingleStep(KEY_STEP_PX)
        action = QAbstractSlider.SliderAction
        for key, step in (
            ("Down", action.SliderSingleStepAdd),
            ("Up", action.SliderSingleStepSub),
            ("PgDown", action.SliderPageStepAdd),
            ("PgUp", action.SliderPageStepSub),
            ("Home", action.SliderToMinimum),
            ("End", action.SliderToMaximum),
        ):
            bind(self, key, partial(bar.triggerAction, step)).setAutoRepeat(True)
        return self

    def _keep_gutter(self, _least: int, most: int) -> None:
        scrolls = most > 0
        left = SCROLL_BAR_PX if self._centred and scrolls else 0
        right = SCROLL_BAR_PX if not self._centred and not scrolls else 0
        self.setViewportMargins(left, 0, right, 0)


def sections(parts: tuple[QWidget, ...]) -> Panel:
    """Return the parts in a frame, a hairline between each."""
    panel = Panel()
    panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    rows = stacked(panel, (1, 8, 1, 8))
    for number, part in enumerate(parts):
        if number:
            rows.addWidget(Hairline())
        rows.addWidget(part)
    return panel


def listed(stack: QWidget, lines: Sequence[QWidget]) -> None:
    """Show ``lines`` in a stacked widget, a hairline between each, in the place of what was there."""
    rows = layout_of(stack)
    emptied(rows)
    for number, line in enumerate(lines):
        if number:
            rows.addWidget(Hairline())
        rows.addWidget(line)


def over_buttons(screen: QWidget, column: Column, buttons: Sequence[QWidget]) -> ScrollColumn:
    """Lay ``screen`` out: ``column`` over a row of ``buttons`` that stays. Return what scrolls.

    The row ends where the column does: the scroll bar takes its room from both.
    """
    page, bottom, row = QWidget(), Column(column.most), beside(8)
    stacked(page, (PAGE_PX, 32, PAGE_PX, 16)).addWidget(column)
    scroll = ScrollColumn(page).scrolled_by_keys()

    def align(_least: int, most: int) -> None:
        beside_bar = PAGE_PX + (SCROLL_BAR_PX if most else 0)
        bottom.setContentsMargins(beside_bar, 0, beside_bar, 0)

    align(0, 0)
    scroll.verticalScrollBar().rangeChanged.connect(align)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    bottom.rows.addLayout(row)
    rows = stacked(screen, (0, 0, 0, 24), 8)
    rows.addWidget(scroll, 1)
    rows.addWidget(bottom)
    return scroll


def emptied(layout: QLayout) -> None:
    """Take every widget out of ``layout`` and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
