from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cards.attempt import Transcript as Heard
from cards.attempt import Word
from desktop.following import Look, reading_of
from desktop.practice.model import RATE_NOTE, Said
from desktop.practice.reflect_view import ReflectView, passages
from desktop.widgets.depth_picker import DepthCard
from desktop.widgets.dimension_row import Segment
from desktop.widgets.layouts import layout_of
from desktop.widgets.rows import CheckRow, YesNoRow
from desktop.widgets.text import Text
from desktop.widgets.transcript import Transcript
from tests.desktop.samples import HOSTILE, REFLECT
from tests.support.desk import EVENING

Shown = Callable[..., QWidget]
DEPTH_KEYS = {1: Qt.Key.Key_1, 2: Qt.Key.Key_2, 3: Qt.Key.Key_3, 4: Qt.Key.Key_4}


@pytest.fixture
def view(shown: Shown) -> ReflectView:
    made = ReflectView()
    shown(made)
    made.show_reflection(REFLECT)
    return made


@pytest.fixture
def depths(view: ReflectView) -> list[int]:
    chosen: list[int] = []
    view.depth_chosen.connect(chosen.append)
    return chosen


def texts(view: QWidget) -> list[str]:
    return [text.text() for text in view.findChildren(Text) if text.isVisible() and text.text()]


def rows(view: ReflectView) -> list[CheckRow]:
    return view._point_rows


def test_what_is_ticked_already_is_shown(view: ReflectView):
    assert [row.isChecked() for row in rows(view)] == [False, True, False]
    assert [row.isChecked() for row in view._statement_rows] == [True, False, False, False]
    assert {"1 of 3", "your ticks suggest 2"} <= set(texts(view))


def test_another_answer_begins_at_its_beginning(view: ReflectView):
    view.show_reflection(replace(REFLECT, said=(Said("words " * 4000),)))
    bar = view._transcript.verticalScrollBar()
    bar.setValue(bar.maximum())
    view.show_reflection(replace(REFLECT, said=(Said("others " * 4000),)))
    assert bar.value() == 0


def test_the_keyboard_starts_at_the_first_key_point(view: ReflectView):
    assert QApplication.focusWidget() is rows(view)[0]


def test_space_ticks_and_never_rates(qtbot: QtBot, view: ReflectView, depths: list[int]):
    with qtbot.waitSignal(view.key_point_toggled) as sent:
        qtbot.keyClick(rows(view)[0], Qt.Key.Key_Space)
    assert sent.args == [0, True]
    assert "2 of 3" in texts(view)
    for widget in view.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget.setFocus()
            qtbot.keyClick(widget, Qt.Key.Key_Space)
    assert depths == []


@pytest.mark.parametrize("kind", [CheckRow, YesNoRow, Segment, DepthCard])
@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_a_number_chooses_a_depth_wherever_the_focus_is(
    qtbot: QtBot, view: ReflectView, depths: list[int], kind: type[QWidget], depth: int
):
    widget = view.findChildren(kind)[-1]
    widget.setFocus()
    qtbot.keyClick(widget, DEPTH_KEYS[depth])
    assert depths == [depth]


def test_a_number_chooses_a_depth_from_the_transcript_too(qtbot: QtBot, view: ReflectView, depths: list[int]):
    view._transcript.setFocus()
    qtbot.keyClick(view._transcript, Qt.Key.Key_3)
    assert depths == [3]


def test_enter_on_a_card_chooses_it(qtbot: QtBot, view: ReflectView, depths: list[int]):
    card = view._depth.cards()[1]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert depths == [2]


def test_enter_elsewhere_chooses_nothing(qtbot: QtBot, view: ReflectView, depths: list[int]):
    qtbot.keyClick(rows(view)[0], Qt.Key.Key_Return)
    assert depths == []


def test_a_statement_says_which_it_is(qtbot: QtBot, view: ReflectView):
    with qtbot.waitSignal(view.statement_toggled) as sent:
        view._statement_rows[2].click()
    assert sent.args == [2, True]


def test_a_dimension_says_which_it_is(qtbot: QtBot, view: ReflectView):
    dimension = REFLECT.dimensions[3]
    with qtbot.waitSignal(view.dimension_chosen) as sent:
        view._dimension_rows[3].segments()[2].click()
    assert sent.args == [dimension.id, "strong"]
    assert {f"Weak: {dimension.weak}", f"Strong: {dimension.strong}"} <= set(texts(view))


def test_showing_what_was_chosen_says_nothing(qtbot: QtBot, view: ReflectView):
    chosen = {each.id: "weak" for each in REFLECT.dimensions}
    with (
        qtbot.assertNotEmitted(view.dimension_chosen),
        qtbot.assertNotEmitted(view.key_point_toggled),
        qtbot.assertNotEmitted(view.statement_toggled),
    ):
        view.show_reflection(replace(REFLECT, chosen=chosen, ticked=frozenset({0, 2})))
    assert [row.value() for row in view._dimension_rows] == ["weak"] * 4


@pytest.mark.parametrize("suggested", [None, 1, 4])
def test_one_depth_is_marked_or_none(view: ReflectView, suggested: int | None):
    view.set_suggestion(suggested)
    marked = [card.property("suggested") == "true" for card in view._depth.cards()]
    assert marked == [depth == suggested for depth in (1, 2, 3, 4)]


def test_the_question_stands_where_the_note_stood(view: ReflectView):
    view.show_confirmation("You ticked 1 of 6 points. Is it still 3? Press 3 again to confirm.")
    assert any(words.startswith("You ticked") for words in texts(view))
    assert RATE_NOTE not in texts(view)
    view.clear_confirmation()
    assert RATE_NOTE in texts(view)


def test_another_prompt_has_no_question_left(view: ReflectView):
    view.show_confirmation("Is it still 3?")
    view.show_reflection(REFLECT)
    assert "Is it still 3?" not in texts(view)


@pytest.mark.parametrize(
    ("said", "starts"),
    [
        ((Said("One."), Said("Two.", heading="Follow-up: why?")), "One.\nFollow-up: why?\nTwo."),
        ((Said("One.", note="Words are on their way: 0:40 of 2:10 heard."),), "One.\nWords are on their way: 0:40"),
        ((Said(note="No words."),), "No words."),
        ((Said(HOSTILE),), HOSTILE),
        ((), ""),
    ],
)
def test_the_words_are_shown_as_they_come(view: ReflectView, said: tuple[Said, ...], starts: str):
    view.set_said(said)
    assert view._transcript.toPlainText().startswith(starts)


def test_a_take_without_words_is_no_empty_paragraph():
    assert [passage.kind for passage in passages((Said(note="wait"), Said("x", heading="y")))] == [
        "note",
        "heading",
        "words",
    ]


def test_tab_walks_in_the_order_of_reading(view: ReflectView):
    view.show_reflection(REFLECT)  # a second time: its rows are younger than the depth cards
    order = [*rows(view), *view._statement_rows, *view._segments(), *view._depth.cards(), view._transcript, view._later]
    walked, widget = [], rows(view)[0]
    while len(walked) < len(order):
        if widget in order:
            walked.append(widget)
        widget = widget.nextInFocusChain()
    assert walked == order


def test_the_depths_stay_in_sight_on_a_small_screen(view: ReflectView):
    view.show_reflection(replace(REFLECT, key_points=tuple(f"point {number}" for number in range(12))))
    for card in view._depth.cards():
        assert view.rect().contains(card.mapTo(view, card.rect().bottomRight()))


def test_markup_in_a_key_point_is_shown_letter_by_letter(qtbot: QtBot, view: ReflectView):
    view.show_reflection(replace(REFLECT, key_points=(HOSTILE,)))
    qtbot.waitUntil(lambda: HOSTILE in texts(view))


def test_escape_leaves_from_everywhere_and_never_rates(qtbot: QtBot, view: ReflectView, depths: list[int]):
    left: list[bool] = []
    view.leave_requested.connect(lambda: left.append(True))
    view.show_confirmation("Is it still 3?")
    places = (rows(view)[0], view._statement_rows[0], view._segments()[0], view._depth.cards()[2], view._transcript)
    for widget in places:
        widget.setFocus()
        qtbot.keyClick(widget, Qt.Key.Key_Escape)
    assert left == [True] * len(places)
    assert depths == []


def test_escape_closes_the_options_first(qtbot: QtBot, view: ReflectView):
    qtbot.keyClick(view, Qt.Key.Key_O)
    with qtbot.assertNotEmitted(view.leave_requested):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    with qtbot.waitSignal(view.leave_requested):
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_rating_later_can_be_pressed_and_is_named(qtbot: QtBot, view: ReflectView):
    assert view._later.accessibleName() == "Rate later"
    with qtbot.waitSignal(view.leave_requested):
        qtbot.mouseClick(view._later, Qt.MouseButton.LeftButton)


# Fillers, gaps and terms


def unclear(*, verbatim: bool = True) -> tuple[Said, ...]:
    words = (Word("Um,", 0, 0.5, 0.9), Word("a", 0.5, 1, 0.9), Word("cache.", 1, 2, 0.9, "cash."))
    reading = reading_of(Heard("base", "Um, a cache.", words, EVENING), verbatim=verbatim)
    return (Said("I typed 😀", "Follow-up: Why?"), Said(reading.text, "Follow-up: And then?", "", reading))


def test_what_is_not_plain_words_is_found_under_headings_and_after_other_takes(view: ReflectView):
    view.set_said(unclear())
    text = view._transcript
    assert [(text.toPlainText()[slice(*look.span)], look.kind) for look in looks_in_letters(text)] == [
        ("Um,", "filler"),
        ("cache.", "repaired"),
    ]


def looks_in_letters(text: Transcript) -> list[Look]:
    """The looks of ``text`` by its letters, where Qt counts the smile as two."""
    return [look.moved(-1) for look in text._looks]


def test_what_is_not_plain_words_is_said_in_one_line_and_to_a_screen_reader(qtbot: QtBot, view: ReflectView):
    view.set_said(unclear())
    line = "At least 1 filler · 1 term repaired"
    assert line in texts(view)
    assert "“cache” was repaired: heard as “cash”." in view._transcript.accessibleDescription()
    view._transcript.setFocus()
    qtbot.keyClick(view._transcript, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view._transcript, Qt.Key.Key_Left)
    assert "Repaired: heard as “cash”." in texts(view)
    qtbot.keyClick(view._transcript, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert line in texts(view)


def test_what_is_said_stays_where_it_is_when_words_come(view: ReflectView):
    view.set_waiting(True)
    layout_of(view).activate()
    before = view._transcript.geometry()
    view.set_waiting(False)
    view.set_said(unclear())
    layout_of(view).activate()
    assert view._transcript.geometry() == before


def test_fillers_have_their_switch_where_there_are_some(qtbot: QtBot, view: ReflectView):
    asked: list[bool] = []
    view.fillers_requested.connect(lambda: asked.append(True))
    assert not view._fillers.isVisible()
    view.set_said(unclear())
    assert (view._fillers.isVisible(), view._fillers.caption()) == (True, "Hide fillers")
    qtbot.keyClick(view, Qt.Key.Key_F)
    assert asked == [True]
    view.set_said(unclear(verbatim=False))
    assert view._fillers.caption() == "Show fillers"
    assert "At least 1 filler, left out · 1 term repaired" in texts(view)
    assert "A cache." in view._transcript.toPlainText()
