from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.today.model import DAY_OFF, DAY_OFF_NOTE, FIND_WEAKEST, FIRST_RUN, TodayModel, WeekModel, unbroken
from desktop.today.view import TodayView
from desktop.widgets.text import Text
from tests.desktop.samples import FULL_DAY, RECOVERIES, TODAY
from tests.desktop.today.samples import FIRST_WEEK, OFFER, SHORT_WEEK, WEEK

Shown = Callable[..., QWidget]


@pytest.fixture
def view(shown: Shown) -> TodayView:
    made = TodayView()
    shown(made)
    return made


def texts(view: QWidget) -> list[str]:
    """Every word on the screen, as far as it is shown."""
    return [text.text() for text in view.findChildren(Text) if text.isVisible() and text.text()]


# A day off


OFF = TodayModel("Saturday", DAY_OFF, note=DAY_OFF_NOTE, day_off=True)


def test_a_day_off_asks_nothing_but_can_be_practised_on(qtbot: QtBot, view: TodayView):
    view.show_today(OFF)
    assert {DAY_OFF, DAY_OFF_NOTE, "Practise anyway"} <= set(texts(view))
    assert not {"Start", "Up next"} & set(texts(view))
    with qtbot.assertNotEmitted(view.start_requested), qtbot.assertNotEmitted(view.anyway_requested):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.anyway_requested):
        qtbot.keyClick(view, Qt.Key.Key_P)
    view.show_today(TODAY)
    with qtbot.assertNotEmitted(view.anyway_requested):
        qtbot.keyClick(view, Qt.Key.Key_P)


def test_enter_pressed_while_loading_does_not_end_a_day_off(qtbot: QtBot, view: TodayView):
    view.show_loading()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(view.start_requested), qtbot.assertNotEmitted(view.anyway_requested):
        view.show_today(OFF)


# The diagnostic


def test_the_diagnostic_is_one_key_away_and_offered_until_it_is_done(qtbot: QtBot, view: TodayView):
    view.show_today(replace(TODAY, diagnostic=OFFER))
    assert {FIND_WEAKEST, OFFER, "Begin"} <= set(texts(view))
    with qtbot.waitSignal(view.diagnostic_requested), qtbot.assertNotEmitted(view.start_requested):
        qtbot.keyClick(view, Qt.Key.Key_D)
    view.show_today(TODAY)
    assert FIND_WEAKEST not in texts(view)
    with qtbot.waitSignal(view.diagnostic_requested):
        qtbot.keyClick(view, Qt.Key.Key_D)


def test_a_recovery_keeps_its_key_from_the_diagnostic(qtbot: QtBot, view: TodayView):
    view.show_today(replace(TODAY, recoveries=RECOVERIES, diagnostic=OFFER))
    with qtbot.assertNotEmitted(view.diagnostic_requested):
        qtbot.keyClick(view, Qt.Key.Key_D)
        qtbot.keyClick(view, Qt.Key.Key_D)
    with qtbot.waitSignal(view.diagnostic_requested):
        view._diagnostic.begin.click()
    view.show_today(replace(TODAY, diagnostic=OFFER))
    with qtbot.waitSignal(view.diagnostic_requested):
        qtbot.keyClick(view, Qt.Key.Key_D)


# The week


@pytest.mark.parametrize("week", [WEEK, SHORT_WEEK, FIRST_WEEK], ids=["kept", "short", "first"])
def test_the_week_says_its_round_and_why(view: TodayView, week: WeekModel):
    view.show_today(replace(TODAY, week=week))
    said = {unbroken(each) for each in (week.headline, week.why, week.minutes, week.shortage, week.comfort) if each}
    assert said <= set(texts(view))
    assert ("Where you stand" in texts(view)) == bool(week.bars)
    view.show_today(TODAY)
    assert not said & set(texts(view))


def test_the_week_stands_beside_the_day_or_under_it(qtbot: QtBot, view: TodayView):
    view.show_today(replace(TODAY, week=WEEK))
    room = view.window()
    room.resize(1280, 800)
    qtbot.waitUntil(lambda: _place(view._week).x() > _place(view._list).right())
    assert _place(view._week).width() < _place(view._list).width()
    room.resize(860, 640)
    qtbot.waitUntil(lambda: _place(view._week).y() > _place(view._list).bottom())
    assert _place(view._week).width() == _place(view._list).width()


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def test_a_way_back_and_a_first_day_find_the_week_in_its_place(view: TodayView):
    for model in (replace(FULL_DAY, way_back=True, week=WEEK), replace(TODAY, note=FIRST_RUN, week=FIRST_WEEK)):
        view.show_today(model)
        assert view._week.isVisible()
        assert view._start.isVisible()


@pytest.mark.parametrize(("begun", "caption"), [(False, "Begin"), (True, "Go on")])
def test_the_diagnostic_is_begun_or_gone_on_with(view: TodayView, begun: bool, caption: str):
    view.show_today(replace(TODAY, diagnostic=OFFER, diagnostic_begun=begun))
    assert caption in texts(view)
