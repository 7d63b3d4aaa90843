from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.today.abreast import Abreast, Widths
from desktop.widgets.panel import stacked
from desktop.widgets.text import Text

Shown = Callable[..., QWidget]
WIDTHS, GAP_PX = Widths(least=300, most=500, second=200), 20
LONG = "A sentence that needs more than one line where there is little room for it, as there often is. " * 3


class Block(QWidget):
    """Something of a height."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self._high = height

    def sizeHint(self) -> QSize:
        return QSize(80, self._high)


def laid(first: QWidget, second: QWidget, width: int) -> tuple[QWidget, Abreast]:
    room = QWidget()
    both = Abreast(first, second, WIDTHS, GAP_PX)
    rows = stacked(room)
    rows.addLayout(both)
    rows.addStretch(1)
    room.resize(width, 600)
    return room, both


def places(first: QWidget, second: QWidget) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Left, top and width of each."""
    return tuple((each.x(), each.y(), each.width()) for each in (first, second))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (640, ((0, 0, 420), (440, 0, 200))),
        (520, ((0, 0, 300), (320, 0, 200))),
        (519, ((9, 0, 500), (9, 120, 500))),
        (400, ((0, 0, 400), (0, 120, 400))),
        (900, ((90, 0, 500), (610, 0, 200))),
    ],
    ids=["beside", "just beside", "just under", "under", "wide"],
)
def test_places(qtbot: QtBot, width: int, expected: object):
    first, second = Block(100), Block(40)
    room, _ = laid(first, second, width)
    qtbot.addWidget(room)
    room.show()
    assert places(first, second) == expected


def test_one_that_is_hidden_leaves_no_gap(qtbot: QtBot):
    first, second = Block(100), Block(40)
    room, both = laid(first, second, 640)
    qtbot.addWidget(room)
    second.hide()
    room.show()
    assert first.geometry() == QRect(70, 0, 500, 100)
    assert not both.are_abreast(640)
    first.hide()
    second.show()
    both.activate()
    assert second.geometry() == QRect(70, 0, 500, 40)


def test_words_get_the_height_their_width_needs(qtbot: QtBot):
    first, second = Text(LONG, wrap=True), Text(LONG, wrap=True)
    room, both = laid(first, second, 640)
    qtbot.addWidget(room)
    room.show()
    for text in (first, second):
        assert text.height() >= text.heightForWidth(text.width())
    assert both.heightForWidth(640) == max(first.heightForWidth(420), second.heightForWidth(200))
    assert both.heightForWidth(400) == 2 * first.heightForWidth(400) + GAP_PX
