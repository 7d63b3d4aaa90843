from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cards.prompt_query import PromptQuery, Standing, parse
from cards.rounds import Round
from desktop.commands import Command
from desktop.prompts.editor_view import EditorView
from desktop.prompts.view import PromptsView
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.text import Text
from tests.desktop.prompts.samples import ENTRIES, entry, model, pane

Shown = Callable[..., QWidget]
Told = list[tuple[str, object]]
SIGNALS = ("search_requested", "query_chosen", "picked")
PLAIN_SIGNALS = ("new_requested",)
PANE_SIGNALS = ("practise_requested", "edit_requested", "mark_requested", "rest_requested", "escaped")


@pytest.fixture
def view(shown: Shown) -> PromptsView:
    made = PromptsView()
    made.set_editor(EditorView())
    made.picked.connect(lambda each: made.pane.show_prompt(pane(each)) if each else made.pane.show_nothing())
    shown(made)
    return made


@pytest.fixture
def told(view: PromptsView) -> Told:
    """Everything the screen said, in order."""
    said: Told = []
    for name in SIGNALS:
        getattr(view, name).connect(lambda value, of=name: said.append((of, value)))
    for source, names in ((view, PLAIN_SIGNALS), (view.pane, PANE_SIGNALS)):
        for name in names:
            getattr(source, name).connect(lambda *_, of=name: said.append((of, None)))
    return said


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is, shortcuts and all."""
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def texts(view: QWidget) -> list[str]:
    shown = (text.text().replace("\u00a0%", " %") for text in view.findChildren(Text) if text.isVisible())
    return [text for text in shown if text]


def test_the_prompts_are_counted_and_the_first_is_shown(view: PromptsView, told: Told):
    view.setFocus()
    view.show_list(model())
    assert "4 prompts" in texts(view)
    assert told == [("picked", "F1.a")]
    assert QApplication.focusWidget() is view._list
    assert "Two models on little data" in texts(view)


def test_words_that_are_searched_lead_to_the_best_hit_and_a_filter_leaves_one_where_one_is(view: PromptsView):
    view.show_list(replace(model(), select="C1.a"))
    assert view._list.current() == "C1.a"
    view.show_list(model("state:due state:resting"))
    assert view._list.current() == "C1.a"
    view.show_list(model("word"))
    assert view._list.current() == "C1.a"
    view.show_list(model(""))
    view.show_list(model("i"))  # which C1.a has too
    assert view._list.current() == "F1.a"
    view.focus_list()
    press(Qt.Key.Key_Down)
    there = view._list.current()
    view.show_list(model("i", depth=1))
    view.show_list(model("i round:ml round:design round:coding"))
    assert view._list.current() == there != "F1.a"


def test_what_was_not_understood_is_said(view: PromptsView):
    view.show_list(model("foo:bar data"))
    assert "foo: is not a filter; it is searched as words." in texts(view)


def test_walking_shows_where_the_keys_come_to_rest(qtbot: QtBot, view: PromptsView, told: Told):
    view.show_list(model())
    view.focus_list()
    told.clear()
    with qtbot.waitSignal(view.picked):
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Down)
    assert told == [("picked", "C1.a")]
    press(Qt.Key.Key_Home)
    view.hide()
    assert not view._list._settled.isActive()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (Qt.Key.Key_Return, "practise_requested"),
        (Qt.Key.Key_E, "edit_requested"),
        (Qt.Key.Key_M, "mark_requested"),
        (Qt.Key.Key_S, "rest_requested"),
        (Qt.Key.Key_N, "new_requested"),
    ],
)
def test_keys_act_on_the_prompt_that_is_shown(view: PromptsView, told: Told, key: Qt.Key, said: str):
    view.show_list(model())
    view.focus_list()
    told.clear()
    press(key)
    assert told == [(said, None)]


def test_of_a_retired_prompt_the_mark_is_left(view: PromptsView, told: Told):
    view.show_list(model("state:retired"))
    view.focus_list()
    told.clear()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_E, Qt.Key.Key_S, Qt.Key.Key_M):
        press(key)
    assert told == [("mark_requested", None)]


def test_letters_in_a_field_are_letters(view: PromptsView, told: Told):
    view.show_list(model())
    view.focus_list()
    press(Qt.Key.Key_O)
    told.clear()
    for letter in (Qt.Key.Key_M, Qt.Key.Key_E, Qt.Key.Key_S, Qt.Key.Key_N, Qt.Key.Key_A):
        press(letter)
    assert view.pane._example.toPlainText() == "mesna"
    assert not told
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is view._list


def test_the_keyboard_goes_round(view: PromptsView):
    view.show_list(model())
    view.focus_list()
    press(Qt.Key.Key_Right)
    assert isinstance(QApplication.focusWidget(), KeycapButton)
    press(Qt.Key.Key_Left)
    assert QApplication.focusWidget() is view._list
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is view._field
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is view._list
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is view._list


def test_escape_shows_all_again(view: PromptsView, told: Told):
    view.set_search("round:ml")
    view.show_list(model("round:ml"))
    view.focus_list()
    told.clear()
    press(Qt.Key.Key_Escape)
    assert told == [("query_chosen", PromptQuery())]


@pytest.mark.parametrize(
    ("query", "said"), [("zeppelin", ("query_chosen", PromptQuery())), ("", ("new_requested", None))]
)
def test_an_empty_list_leads_on(view: PromptsView, told: Told, query: str, said: tuple[str, object]):
    view.setFocus()
    view.show_list(replace(model(query), entries=()))
    assert not view._list.isVisible()
    told.clear()
    press(Qt.Key.Key_Return)
    assert told == [said]


def test_a_prompt_that_is_gone_leaves_its_place_to_the_next(view: PromptsView):
    view.show_list(model())
    view._list.setCurrentIndex(view._list.rows.index(1))
    view.show_list(replace(model(), entries=tuple(each for each in model().entries if each.id != "S1.a")))
    assert view._list.current() == "C1.a"
    view.show_list(replace(model(), select="F1.a"))
    assert view._list.current() == "F1.a"
    view.show_list(model("state:new"))
    assert view._list.current() == "B1.a"


def test_filters_write_a_query(view: PromptsView, told: Told):
    view.show_list(model())
    told.clear()
    filters = view._filters
    filters._rounds[Round.CODING].click()
    filters._marked.click()
    filters._own.click()
    filters._year.click()
    chosen = [
        next(each for each in chooser.entries() if each.text() == words)
        for chooser, words in (
            (filters._state, "Due"),
            (filters._depth, "No depth yet"),
            (filters._topic, "Tokenizers"),
            (filters._tag, "rag"),
        )
    ]
    for each in chosen:
        each.trigger()
    assert [query for _, query in told] == [
        parse(each)
        for each in (
            "round:coding",
            "state:marked",
            "state:own",
            "year:<2024",
            "state:due",
            "depth:none",
            "topic:Tokenizers",
            "tag:rag",
        )
    ]


def test_filters_show_what_is_looked_for(view: PromptsView):
    view.show_list(model("round:ml state:due state:new depth:<3 topic:variance tag:rag year:<2024"))
    captions = [chip.text() for chip in view._filters.chips() if chip.is_on()]
    assert captions == ["M", "2 states", "Depth 1, 2", "variance", "rag", "Before 2024"]
    view.show_list(replace(model("round:ml"), tags=()))
    assert not view._filters._tag.isVisible()
    assert not view._filters._year.isVisible()


def test_every_row_is_painted_and_read_aloud(view: PromptsView):
    view.show_list(replace(model(), entries=ENTRIES))
    assert not view._list.grab().isNull()
    rows = view._list.rows
    read = [rows.data(rows.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in range(rows.rowCount())]
    assert read[1].startswith("Long pages. System design. marked.")
    assert rows.data(rows.index(0)) == entry("F1.a").title


def test_the_editor_stands_in_the_place_of_both(view: PromptsView, told: Told):
    view.show_list(model())
    view.show_editor(True)
    assert not view._list.isVisible()
    assert {each.text for each in view.commands()} >= {"Save the prompt", "Close the editor"}
    view.setFocus()
    told.clear()
    press(Qt.Key.Key_M)
    assert not told
    view.show_editor(False)
    assert QApplication.focusWidget() is view._list


def test_the_menus_know_what_can_be_done(view: PromptsView):
    view.show_list(model())
    commands = view.commands()
    assert all(isinstance(each, Command) for each in commands)
    assert {"New prompt", "Find", "Edit this prompt", "Mark"} <= {each.text for each in commands if each.enabled}
    view.show_list(model("state:retired"))
    assert "Edit this prompt" not in {each.text for each in view.commands() if each.enabled}


def test_coming_and_going_is_said(qtbot: QtBot, shown: Shown):
    made = PromptsView()
    with qtbot.waitSignal(made.entered):
        shown(made)
    with qtbot.waitSignal(made.left):
        made.hide()


def test_a_strong_answer_is_hidden_again_for_another_prompt(view: PromptsView):
    view.show_list(model())
    view.focus_list()
    press(Qt.Key.Key_A)
    assert "• Claim 1" in texts(view)
    view.pane.show_prompt(pane("F1.a", marked=True))
    assert "• Claim 1" in texts(view)
    view.pane.show_prompt(pane("B1.a"))
    assert "• Claim 1" not in texts(view)


def test_an_answer_is_opened_in_review(qtbot: QtBot, view: PromptsView):
    view.pane.show_prompt(pane("S1.a"))
    (button,) = [each for each in view.pane.findChildren(KeycapButton) if "depth 1" in each.caption()]
    with qtbot.waitSignal(view.pane.attempt_requested) as signal:
        button.click()
    assert signal.args == [5]


def test_tags_are_told_when_they_are_settled(qtbot: QtBot, view: PromptsView):
    view.show_list(model())
    view.focus_list()
    press(Qt.Key.Key_T)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "weak, ask")
    with qtbot.waitSignal(view.pane.tags_written) as signal:
        press(Qt.Key.Key_Return)
    assert signal.args == [("weak", "ask")]
    assert QApplication.focusWidget() is view._list


def test_a_state_that_is_retired_is_one_of_the_states(view: PromptsView):
    view.show_list(model("state:retired"))
    assert view._filters._state.text() == "Retired"
    assert view._model is not None
    assert view._model.entries[0].standing is Standing.RETIRED


def test_leeches_are_found_by_their_chip(view: PromptsView, told: Told):
    view.show_list(model())
    chip = view._filters._leech
    assert chip.isVisible()
    chip.click()
    assert ("query_chosen", PromptQuery(leech=True)) in told
    view.show_list(model("is:leech"))
    assert chip.is_on()
    assert [each.id for each in view._list.rows.entries] == ["F1.a"]
    view.show_list(model("round:design"))
    assert not chip.isVisible()
    view.show_list(model("round:design is:leech"))
    assert chip.isVisible()


def test_the_date_of_a_prompt_says_why_and_a_leech_what_to_do(view: PromptsView):
    view.show_list(model())
    view.pane.show_prompt(pane("F1.a"))
    lost = "You have lost the thread of this prompt four times: split it or rewrite it."
    usual = "85 %: how sure you wanted to be of still having the thread, when the date was made."
    assert {lost, usual} <= set(texts(view.pane))
    view.pane.show_prompt(pane("B1.a"))
    assert not {lost, usual} & set(texts(view.pane))
