from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.today.model import (
    FIRST_RUN,
    LOADING,
    NOTHING_DUE,
    TodayModel,
    Yesterday,
)
from desktop.today.view import LOADING_AFTER_MS, TodayView
from desktop.widgets.text import Text
from tests.desktop.samples import FULL_DAY, RECOVERIES, TODAY, UNRATED
from tests.desktop.today.samples import OFFER, WEEK

Shown = Callable[..., QWidget]
PROBLEMS = ("bias.toml, line 14: one constraint; add another.", "bpe.toml, line 3: the id is taken; choose another.")


@pytest.fixture
def view(shown: Shown) -> TodayView:
    made = TodayView()
    shown(made)
    return made


def texts(view: QWidget) -> list[str]:
    """Every word on the screen, as far as it is shown."""
    return [text.text() for text in view.findChildren(Text) if text.isVisible() and text.text()]


def test_the_day_is_shown_whole(view: TodayView):
    view.show_today(TODAY)
    words = texts(view)
    for expected in (TODAY.day, TODAY.headline, "Up next", "Linear model or boosted trees", "Unseen.", "3 min", "M"):
        assert expected in words


@pytest.mark.parametrize(
    ("model", "present", "absent"),
    [
        (TodayModel("Saturday", NOTHING_DUE, note="Next on Tuesday."), "Next on Tuesday.", "Up next"),
        (replace(TODAY, note=FIRST_RUN), FIRST_RUN, "Keep"),
        (replace(TODAY, recoveries=RECOVERIES[:1]), RECOVERIES[0].sentence, FIRST_RUN),
        (replace(TODAY, unrated=UNRATED[1:]), UNRATED[1].sentence, "Keep"),
        (TODAY, "Up next", FIRST_RUN),
        (TODAY, "Up next", "Rate it"),
    ],
)
def test_each_state_has_its_words(view: TodayView, model: TodayModel, present: str, absent: str):
    view.show_today(model)
    assert present in texts(view)
    assert absent not in texts(view)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_starts(qtbot: QtBot, view: TodayView, key: Qt.Key):
    view.show_today(TODAY)
    with qtbot.waitSignal(view.start_requested):
        qtbot.keyClick(view, key)


def test_enter_starts_nothing_when_nothing_is_due(qtbot: QtBot, view: TodayView):
    view.show_today(TodayModel("Saturday", NOTHING_DUE))
    with qtbot.assertNotEmitted(view.start_requested):
        qtbot.keyClick(view, Qt.Key.Key_Return)


@pytest.mark.parametrize(("key", "signal"), [(Qt.Key.Key_K, "keep_requested"), (Qt.Key.Key_L, "listen_requested")])
def test_keys_answer_the_first_recovery(qtbot: QtBot, view: TodayView, key: Qt.Key, signal: str):
    view.show_today(replace(TODAY, recoveries=RECOVERIES))
    with qtbot.waitSignal(getattr(view, signal)) as sent:
        qtbot.keyClick(view, key)
    assert sent.args == [RECOVERIES[0].take]


def test_discarding_takes_two_presses(qtbot: QtBot, view: TodayView):
    view.show_today(replace(TODAY, recoveries=RECOVERIES))
    with qtbot.assertNotEmitted(view.discard_requested):
        qtbot.keyClick(view, Qt.Key.Key_D)
    with qtbot.waitSignal(view.discard_requested) as sent:
        qtbot.keyClick(view, Qt.Key.Key_D)
    assert sent.args == [RECOVERIES[0].take]


def test_the_second_recovery_gets_the_keys_when_the_first_is_settled(qtbot: QtBot, view: TodayView):
    view.show_today(replace(TODAY, recoveries=RECOVERIES))
    view.show_today(replace(TODAY, recoveries=RECOVERIES[1:]))
    qtbot.waitUntil(lambda: RECOVERIES[1].sentence in texts(view))
    with qtbot.waitSignal(view.keep_requested) as sent:
        qtbot.keyClick(view, Qt.Key.Key_K)
    assert sent.args == [RECOVERIES[1].take]


def test_listen_becomes_stop_while_that_one_plays(view: TodayView):
    view.show_today(replace(TODAY, recoveries=RECOVERIES))
    view.set_listening(RECOVERIES[1].take)
    assert [word for word in texts(view) if word in {"Listen", "Stop"}] == ["Listen", "Stop"]
    view.set_listening(None)
    assert "Stop" not in texts(view)


def test_an_answer_is_rated_by_key_or_by_its_own_button(qtbot: QtBot, view: TodayView):
    view.show_today(replace(TODAY, recoveries=RECOVERIES, unrated=UNRATED))
    asked: list[int] = []
    view.rate_requested.connect(asked.append)
    qtbot.keyClick(view, Qt.Key.Key_R)
    for card in view._answers.unrated:
        card.buttons()[0].click()
    assert asked == [UNRATED[0].attempt, UNRATED[0].attempt, UNRATED[1].attempt]


def test_the_next_answer_gets_the_key_when_the_first_is_rated(qtbot: QtBot, view: TodayView):
    view.show_today(replace(TODAY, unrated=UNRATED))
    view.show_today(replace(TODAY, unrated=UNRATED[1:]))
    qtbot.waitUntil(lambda: UNRATED[1].sentence in texts(view))
    with qtbot.waitSignal(view.rate_requested) as sent:
        qtbot.keyClick(view, Qt.Key.Key_R)
    assert sent.args == [UNRATED[1].attempt]


def test_a_rated_answer_disturbs_no_card_above_it(view: TodayView):
    view.show_today(replace(TODAY, recoveries=RECOVERIES, unrated=UNRATED))
    view.set_listening(RECOVERIES[0].take)
    view.show_today(replace(TODAY, recoveries=RECOVERIES))
    assert "Stop" in texts(view)
    assert "Rate it" not in texts(view)


def test_tab_walks_from_the_cards_to_start(view: TodayView):
    view.show_today(replace(TODAY, unrated=UNRATED))
    view.show_today(replace(TODAY, recoveries=RECOVERIES[:1], unrated=UNRATED))
    order = [*view._answers.buttons(), view._start]
    walked, widget = [], order[0]
    while len(walked) < len(order):
        if widget in order:
            walked.append(widget)
        widget = widget.nextInFocusChain()
    assert walked == order


def test_tab_comes_to_the_week_last(view: TodayView):
    view.show_today(replace(FULL_DAY, week=WEEK, diagnostic=OFFER))
    order = [view._start, *view._minutes.buttons(), view._week.disclosure, view._diagnostic.begin]
    walked, widget = [], order[0]
    while len(walked) < len(order):
        if widget in order:
            walked.append(widget)
        widget = widget.nextInFocusChain()
    assert walked == order


def test_deck_problems_are_one_line_until_they_are_opened(view: TodayView):
    view.show_today(replace(TODAY, deck_problems=PROBLEMS))
    assert view._disclosure.text() == "2 prompts could not be read"
    assert not any(PROBLEMS[0] in words for words in texts(view))
    view._disclosure.click()
    assert "\n".join(PROBLEMS) in texts(view)


def test_loading_is_said_only_when_it_lasts(qtbot: QtBot, view: TodayView):
    view.show_loading()
    assert texts(view) == []
    qtbot.waitUntil(lambda: LOADING in texts(view), timeout=10 * LOADING_AFTER_MS)


@pytest.mark.parametrize(
    ("model", "starts"),
    [(TODAY, 1), (replace(TODAY, recoveries=RECOVERIES), 0), (TodayModel("Saturday", NOTHING_DUE), 0)],
    ids=["due", "something to decide", "nothing due"],
)
def test_enter_pressed_while_loading_starts_with_the_day(qtbot: QtBot, view: TodayView, model: TodayModel, starts: int):
    started: list[None] = []
    view.start_requested.connect(lambda: started.append(None))
    view.show_loading()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert started == []
    view.show_today(replace(model, recoveries=model.recoveries if not starts else ()))
    assert len(started) == starts
    view.show_today(model)
    assert len(started) == starts


def test_enter_starts_once_where_the_day_is_shown(qtbot: QtBot, view: TodayView):
    view.show_loading()
    view.show_today(replace(TODAY, recoveries=()))
    with qtbot.waitSignal(view.start_requested):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_a_quick_day_never_says_loading(view: TodayView):
    view.show_loading()
    view.show_today(TODAY)
    assert not view._loading.isActive()
    assert TODAY.headline in texts(view)


# The length of a session, what rests, and yesterday


def test_a_full_day_says_what_fits_what_waits_and_what_rests(view: TodayView):
    view.show_today(FULL_DAY)
    assert {"25 minutes", FULL_DAY.beyond, FULL_DAY.yesterday.sentence if FULL_DAY.yesterday else ""} <= set(
        texts(view)
    )
    assert view._sleepers.disclosure.text() == "2 prompts suspended"
    view.show_today(TODAY)
    assert not {"25 minutes", FULL_DAY.beyond, "Listen again"} & set(texts(view))
    assert not view._sleepers.isVisible()


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Minus, "shorter_requested"),
        (Qt.Key.Key_Plus, "longer_requested"),
        (Qt.Key.Key_Equal, "longer_requested"),
    ],
)
def test_the_length_has_keys(qtbot: QtBot, view: TodayView, key: Qt.Key, signal: str):
    view.show_today(FULL_DAY)
    with qtbot.waitSignal(getattr(view, signal)):
        qtbot.keyClick(view, key)


def test_without_anything_to_practise_there_is_no_length_to_choose(qtbot: QtBot, view: TodayView):
    view.show_today(TodayModel("Saturday", NOTHING_DUE))
    with qtbot.assertNotEmitted(view.longer_requested):
        qtbot.keyClick(view, Qt.Key.Key_Plus)


def test_the_way_back_keeps_the_full_session_one_key_away(qtbot: QtBot, view: TodayView):
    view.show_today(replace(FULL_DAY, way_back=True))
    assert "Full session, 25 min" in texts(view)
    with qtbot.waitSignal(view.full_requested), qtbot.assertNotEmitted(view.start_requested):
        qtbot.keyClick(view, Qt.Key.Key_F)
    view.show_today(FULL_DAY)
    with qtbot.assertNotEmitted(view.full_requested):
        qtbot.keyClick(view, Qt.Key.Key_F)


def test_a_suspended_prompt_can_be_woken(qtbot: QtBot, view: TodayView):
    view.show_today(FULL_DAY)
    view._sleepers.disclosure.click()
    woken: list[str] = []
    view.wake_requested.connect(woken.append)
    qtbot.waitUntil(lambda: all(button.isVisible() for button in view._sleepers.buttons))
    qtbot.keyClick(view, Qt.Key.Key_W)
    view._sleepers.buttons[1].click()
    assert woken == ["a", "b"]


def test_yesterdays_answer_is_one_key_away(qtbot: QtBot, view: TodayView):
    view.show_today(FULL_DAY)
    with qtbot.waitSignal(view.attempt_requested) as sent:
        qtbot.keyClick(view, Qt.Key.Key_Y)
    assert sent.args == [3]
    view.show_today(replace(FULL_DAY, yesterday=Yesterday("Yesterday: 3 minutes, 1 answer.")))
    assert "Listen again" not in texts(view)
