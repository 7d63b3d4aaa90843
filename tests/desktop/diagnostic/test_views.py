"""The pages by the keyboard alone, as they are read out, large, and in both palettes."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cards.diagnostic import Result
from cards.rounds import Round
from desktop.commands import EDIT
from desktop.diagnostic.choice_button import ChoiceButton
from desktop.diagnostic.model import StartModel
from desktop.diagnostic.question_view import QuestionView
from desktop.diagnostic.route_view import RouteView
from desktop.diagnostic.start_view import QuestionLine, StartView
from desktop.diagnostic.verdict_view import VerdictView
from desktop.practice.model import RecorderState, Said
from desktop.theme import Look, install
from desktop.today.bars import DepthBand
from desktop.widgets.disclosure import Disclosure
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.panel import ScrollColumn
from desktop.widgets.text import Text
from desktop.widgets.transcript import Transcript
from tests.desktop.diagnostic.samples import DONE, FIRST, GOING, NOTHING, ROUTE, VERDICT
from tests.desktop.diagnostic.screens import SCREENS
from tests.desktop.samples import ASK, HOSTILE

Shown = Callable[..., QWidget]
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6)


def texts(view: QWidget) -> list[str]:
    return [text.text() for text in view.findChildren(Text) if text.isVisible() and text.text()]


def button(view: QWidget, caption: str) -> KeycapButton:
    return next(each for each in view.findChildren(KeycapButton) if each.caption() == caption and each.isVisible())


# The six questions


@pytest.fixture
def start(qtbot: QtBot, shown: Shown) -> StartView:
    made = StartView()
    shown(made)
    made.show_start(GOING)
    qtbot.waitUntil(lambda: len([each for each in made.findChildren(QuestionLine) if each.isVisible()]) == 6)
    return made


def test_the_questions_are_shown_whole(start: StartView):
    assert {GOING.next, "attention and convolution", "Can you do this?", "I can", "today", "M"} <= set(texts(start))


@pytest.mark.parametrize(
    ("model", "key", "signal"),
    [
        (FIRST, Qt.Key.Key_Return, "begin_requested"),
        (GOING, Qt.Key.Key_Return, "begin_requested"),
        (GOING, Qt.Key.Key_R, "result_requested"),
        (DONE, Qt.Key.Key_Return, "result_requested"),
        (DONE, Qt.Key.Key_A, "again_requested"),
        (FIRST, Qt.Key.Key_Escape, "leave_requested"),
        (NOTHING, Qt.Key.Key_Escape, "leave_requested"),
    ],
)
def test_each_way_on_has_its_key(qtbot: QtBot, start: StartView, model: StartModel, key: Qt.Key, signal: str):
    start.show_start(model)
    with qtbot.waitSignal(getattr(start, signal)):
        qtbot.keyClick(start, key)


@pytest.mark.parametrize(("place", "key"), list(enumerate(KEYS)))
def test_a_number_takes_one_question(qtbot: QtBot, start: StartView, place: int, key: Qt.Key):
    with qtbot.waitSignal(start.question_requested) as sent:
        qtbot.keyClick(start, key)
    assert sent.args == [f"Q{place + 1}"]


def test_what_there_is_not_has_no_key(qtbot: QtBot, start: StartView):
    start.show_start(NOTHING)
    assert "The six questions" not in texts(start)
    for signal in (start.begin_requested, start.again_requested, start.result_requested, start.question_requested):
        with qtbot.assertNotEmitted(signal):
            for key in (Qt.Key.Key_Return, Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_1):
                qtbot.keyClick(start, key)


def test_a_second_showing_takes_the_place_of_the_first(qtbot: QtBot, start: StartView):
    start.show_start(FIRST)
    qtbot.waitUntil(lambda: texts(start).count("Answer") == 6)
    taken: list[str] = []
    start.question_requested.connect(taken.append)
    qtbot.keyClick(start, Qt.Key.Key_3)
    assert taken == ["Q3"]


def test_a_button_says_which_question_it_is_for(start: StartView):
    assert button(start, "Judge it").accessibleName() == "Judge it: a RAG pipeline"
    assert button(start, "Judge it").accessibleDescription() == "Key: 2"


def test_the_state_of_a_question_goes_under_it_where_there_is_no_room(qtbot: QtBot, start: StartView):
    line = start.findChildren(QuestionLine)[0]

    def is_beside() -> bool:
        title = line.findChildren(Text)[0]
        return line._state.mapTo(line, line._state.rect().topLeft()).x() > title.x() + 100

    qtbot.waitUntil(is_beside)
    start.window().resize(480, 640)
    qtbot.waitUntil(lambda: not is_beside())


# The question


def test_a_question_is_left_skipped_and_paused_but_never_buried(qtbot: QtBot, shown: Shown):
    view = QuestionView()
    shown(view)
    view.show_prompt(ASK)
    view.set_state(RecorderState.READY)
    offered = {command.text: command for command in view.commands() if command.menu == EDIT}
    assert set(offered) == {"Type instead", "Pause", "Skip this question"}
    with qtbot.waitSignal(view.put_off_requested):
        offered["Skip this question"].slot()
    for key, signal in (
        (Qt.Key.Key_L, view.put_off_requested),
        (Qt.Key.Key_P, view.pause_requested),
        (Qt.Key.Key_Escape, view.leave_requested),
        (Qt.Key.Key_Space, view.start_requested),
    ):
        with qtbot.waitSignal(signal):
            qtbot.keyClick(view, key)


# The verdict


@pytest.fixture
def verdict(shown: Shown) -> VerdictView:
    made = VerdictView()
    shown(made)
    made.show_verdict(VERDICT)
    return made


@pytest.fixture
def chosen(verdict: VerdictView) -> list[Result]:
    found: list[Result] = []
    verdict.chosen.connect(found.append)
    return found


def test_an_answer_is_shown_beside_what_it_is_compared_with(verdict: VerdictView):
    expected = {"Question 1 of 6", VERDICT.asks, "1:42 of 2:30", *VERDICT.points, "I can", "Partly", "Stuck"}
    assert expected <= set(texts(verdict))
    assert verdict.findChild(Transcript).toPlainText() == "So I would take convolution here."


@pytest.mark.parametrize("at", [VerdictView, Transcript, ChoiceButton])
@pytest.mark.parametrize(("key", "result"), list(zip(KEYS, Result, strict=False)))
def test_a_number_is_a_verdict_wherever_the_focus_is(
    qtbot: QtBot, verdict: VerdictView, chosen: list[Result], at: type[QWidget], key: Qt.Key, result: Result
):
    widget = verdict if at is VerdictView else verdict.findChildren(at)[-1]
    widget.setFocus()
    qtbot.keyClick(widget, key)
    assert chosen == [result]


def test_enter_gives_no_verdict_but_on_its_button(qtbot: QtBot, verdict: VerdictView, chosen: list[Result]):
    assert QApplication.focusWidget() is verdict
    qtbot.keyClick(verdict, Qt.Key.Key_Return)
    qtbot.keyClick(verdict, Qt.Key.Key_Space)
    assert chosen == []
    qtbot.keyClick(verdict, Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert chosen == [Result.CAN]


def test_a_verdict_is_read_out_with_the_sentence_to_know_it_by(verdict: VerdictView):
    names = [each.accessibleName() for each in verdict.findChildren(ChoiceButton)]
    assert names[0].startswith("I can: It came without notes")
    assert names[2].startswith("Stuck: I lost the thread")


def test_words_come_and_nothing_else_moves(qtbot: QtBot, verdict: VerdictView):
    verdict.set_said((Said("So I would take convolution here, because", note="Words are on their way."),))
    text = verdict.findChild(Transcript).toPlainText()
    assert text.startswith("So I would take convolution here, because")
    assert text.endswith("Words are on their way.")
    assert not button(verdict, "Judge it later").hasFocus()
    verdict.set_waiting(True)
    with qtbot.waitSignal(verdict.words_requested):
        qtbot.keyClick(verdict, Qt.Key.Key_T)
    verdict.set_waiting(False)
    with qtbot.assertNotEmitted(verdict.words_requested):
        qtbot.keyClick(verdict, Qt.Key.Key_T)


def test_it_can_be_judged_later(qtbot: QtBot, verdict: VerdictView):
    with qtbot.waitSignal(verdict.leave_requested):
        qtbot.keyClick(verdict, Qt.Key.Key_Escape)


def test_a_prompt_without_points_has_no_empty_panel(verdict: VerdictView):
    verdict.show_verdict(replace(VERDICT, points=(), length=""))
    assert "Points a strong answer makes" not in texts(verdict)


def test_the_verdicts_scroll_with_the_points_where_the_window_is_low(qtbot: QtBot, verdict: VerdictView):
    scroll, choice = verdict.findChild(ScrollColumn), verdict.findChildren(ChoiceButton)[0]
    assert not scroll.isAncestorOf(choice)
    verdict.window().resize(1024, 400)
    qtbot.waitUntil(lambda: scroll.isAncestorOf(choice))
    verdict.window().resize(1024, 800)
    qtbot.waitUntil(lambda: not scroll.isAncestorOf(choice))


# The result


@pytest.fixture
def route(shown: Shown) -> RouteView:
    made = RouteView()
    shown(made)
    made.show_route(ROUTE)
    return made


def test_a_result_is_shown_whole(qtbot: QtBot, route: RouteView):
    rounds = {each.title for each in ROUTE.rounds} | {each.why for each in ROUTE.rounds}
    phases = {each.title for each in ROUTE.phases} | {each.reason for each in ROUTE.phases}
    words = {ROUTE.headline, ROUTE.why, ROUTE.open, ROUTE.focus, "1.", "2.", "in short", "3.4", "1.4"}
    qtbot.waitUntil(lambda: rounds | phases | words <= set(texts(route)))
    bands = [each.accessibleDescription() for each in route.findChildren(DepthBand)]
    assert bands == ["3.4 of 4, give or take 0.5", "1.4 of 4, give or take 0.4"]


@pytest.mark.parametrize(
    ("key", "signal"), [(Qt.Key.Key_Return, "leave_requested"), (Qt.Key.Key_Escape, "back_requested")]
)
def test_the_ways_on_from_the_result(qtbot: QtBot, route: RouteView, key: Qt.Key, signal: str):
    with qtbot.waitSignal(getattr(route, signal)):
        qtbot.keyClick(route, key)


def test_the_answers_unfold_and_each_can_be_opened(qtbot: QtBot, route: RouteView):
    line = route.findChild(Disclosure)
    assert line.text() == "All your answers to the six questions: 2 answers"
    assert ROUTE.answers[0].when not in texts(route)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: ROUTE.answers[0].when in texts(route))
    opening = [each for each in route.findChildren(KeycapButton) if each.caption() == "Open"]
    assert opening[0].accessibleName() == "Open: Writing attention from memory, Saturday, 21 November"
    with qtbot.waitSignal(route.attempt_requested) as sent:
        opening[1].click()
    assert sent.args == [3]


def test_no_gap_has_no_empty_panel(route: RouteView):
    route.show_route(replace(ROUTE, phases=(), open="", answers=()))
    assert not route._phases.isVisible()
    assert not route._open.isVisible()
    assert not route._disclosure.isVisible()
    route.show_route(ROUTE)
    assert route._phases.isVisible()
    assert route._disclosure.isVisible()


# All of them


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    font = qapp.font()
    made = install(qapp)
    yield made
    qapp.styleHints().colorSchemeChanged.disconnect(made._follow)
    qapp.setStyleSheet("")
    qapp.setFont(font)


@pytest.mark.parametrize("make", SCREENS, ids=lambda made: made.__name__)
@pytest.mark.parametrize("zoom", [1.0, 2.0])
@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_every_word_is_whole(
    qtbot: QtBot, shown: Shown, look: Look, appearance: str, zoom: float, make: Callable[[], QWidget]
):
    look.set_appearance(appearance)
    look.set_zoom(zoom)
    view = make()
    shown(view)

    def is_whole() -> bool:
        labels = [each for each in view.findChildren(Text) if each.isVisible() and each.text()]
        wrapped = (each.height() >= each.heightForWidth(each.width()) for each in labels if each.wordWrap())
        buttons = [each for each in view.findChildren(KeycapButton) if each.isVisible()]
        fixed = [each for each in buttons if not isinstance(each, ChoiceButton)]
        return all(wrapped) and all(each.width() >= each.sizeHint().width() for each in fixed)

    qtbot.waitUntil(is_whole)
    for area in view.findChildren(ScrollColumn):
        assert area.page.width() <= area.viewport().width()


def test_markup_is_shown_letter_by_letter(qtbot: QtBot, start: StartView):
    start.show_start(replace(FIRST, next=HOSTILE, rows=(replace(FIRST.rows[0], title=HOSTILE, round=Round.ML),)))
    qtbot.waitUntil(lambda: texts(start).count(HOSTILE) == 2)
