from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.theme import LIGHT, apply
from desktop.widgets.depth_picker import DepthPicker
from desktop.widgets.text import Text
from scheduler.depth import DEPTHS


@pytest.fixture
def styled(qapp: QApplication) -> Iterator[Callable[[float], None]]:
    apply(qapp, LIGHT)
    yield lambda scale: apply(qapp, LIGHT, scale)
    qapp.setStyleSheet("")


@pytest.fixture
def picker(styled: Callable[[float], None], qtbot: QtBot) -> DepthPicker:
    made = DepthPicker()
    made.show_depths(tuple(DEPTHS.values()))
    qtbot.addWidget(made)
    made.show()
    return made


def columns(picker: DepthPicker) -> int:
    return len({card.x() for card in picker.cards()})


def laid_out(picker: DepthPicker, width: int) -> DepthPicker:
    picker.resize(width, 300)
    for _ in range(2):  # the cards go elsewhere, then their places are worked out
        QApplication.processEvents()
    return picker


@pytest.mark.parametrize(("width", "scale", "expected"), [(560, 1.0, 4), (480, 1.0, 4), (520, 2.0, 2), (200, 2.0, 1)])
def test_as_many_stand_beside_each_other_as_can_be_read(
    picker: DepthPicker, styled: Callable[[float], None], width: int, scale: float, expected: int
):
    styled(scale)
    laid_out(picker, width)
    assert columns(picker) == expected


def test_no_word_is_cut_when_the_text_has_grown(picker: DepthPicker, styled: Callable[[float], None]):
    laid_out(picker, 420)
    styled(2.0)
    laid_out(picker, 420)
    for card in picker.cards():
        for label in card.findChildren(Text):
            longest = max(label.text().split(), key=len)
            assert label.fontMetrics().horizontalAdvance(longest) <= label.width()
