from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.today.problem_view import ProblemView

Shown = Callable[..., QWidget]


@pytest.fixture
def view(shown: Shown) -> ProblemView:
    made = ProblemView()
    shown(made)
    return made


@pytest.mark.parametrize("offered", [True, False])
def test_a_new_library_is_offered_only_when_it_may_be(qtbot: QtBot, view: ProblemView, offered: bool):
    view.show_problem("The library is damaged. Nothing was changed.", offered)
    sent: list[bool] = []
    view.set_aside_requested.connect(lambda: sent.append(True))
    qtbot.keyClick(view, Qt.Key.Key_S)
    assert sent == [True] * offered


def test_enter_decides_nothing(qtbot: QtBot, view: ProblemView):
    view.show_problem("The library is damaged. Nothing was changed.", True)
    with qtbot.assertNotEmitted(view.set_aside_requested), qtbot.assertNotEmitted(view.close_requested):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_escape_closes(qtbot: QtBot, view: ProblemView):
    view.show_problem("The library was written by a newer app.", False)
    with qtbot.waitSignal(view.close_requested):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
