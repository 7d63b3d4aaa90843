"""Today as one comes to it: from the top, and with a key to the diagnostic."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.shortcuts_view import sections
from desktop.today.model import NOTHING_DUE, TodayModel
from desktop.today.view import TodayView
from desktop.widgets.panel import ScrollColumn
from tests.desktop.samples import FULL_DAY, RECOVERIES, TODAY
from tests.desktop.today.samples import OFFER, WEEK

Shown = Callable[..., QWidget]


@pytest.fixture
def view(shown: Shown) -> TodayView:
    made = TodayView()
    shown(made)
    return made


# The way to the diagnostic


@pytest.mark.parametrize(
    "model",
    [TODAY, replace(TODAY, diagnostic=OFFER), TodayModel("Saturday", NOTHING_DUE)],
    ids=["judged", "offered", "nothing due"],
)
def test_d_leads_to_the_diagnostic_whether_it_is_offered_or_not(qtbot: QtBot, view: TodayView, model: TodayModel):
    asked: list[None] = []
    view.diagnostic_requested.connect(lambda: asked.append(None))
    for shown in (replace(TODAY, diagnostic=OFFER), TODAY, model):
        view.show_today(shown)
    qtbot.keyClick(view, Qt.Key.Key_D)
    assert len(asked) == 1
    (command,) = view.commands()
    assert (command.menu, command.text, command.key) == ("Tools", "Diagnostic", "D")
    command.slot()
    assert len(asked) == 2
    shown = [(row.keys, row.text) for each in sections("today", view, view.commands()) for row in each.rows]
    assert [text for keys, text in shown if keys == ("D",)] == ["Begin" if model.diagnostic else "Diagnostic"]


def test_d_discards_where_an_answer_was_cut_off(qtbot: QtBot, view: TodayView):
    for model in (TODAY, replace(TODAY, diagnostic=OFFER)):
        view.show_today(replace(model, recoveries=RECOVERIES))
        with qtbot.assertNotEmitted(view.diagnostic_requested):
            qtbot.keyClick(view, Qt.Key.Key_D)
        assert [command.key for command in view.commands()] == [""]
        view.show_today(model)


# Where it is scrolled to


def test_coming_to_today_shows_it_from_the_top_and_a_refresh_leaves_it(shown: Shown, qtbot: QtBot):
    view = TodayView()
    view.show_today(replace(FULL_DAY, week=WEEK, diagnostic=OFFER))
    shown(view)
    view.resize(900, 400)
    bar = view.findChild(ScrollColumn).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    view.show_today(replace(FULL_DAY, week=WEEK, diagnostic=OFFER))
    assert bar.value() == bar.maximum()
    view.hide()
    view.show()
    assert bar.value() == 0
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert bar.value() == 0
