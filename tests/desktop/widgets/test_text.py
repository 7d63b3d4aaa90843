import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.widgets.text import LONGEST_TOKEN, OneLine, Text, restyle, selectable

HOSTILE = '<b>x</b><img src="file:///etc/passwd">'


@pytest.mark.parametrize("wrap", [True, False])
def test_markup_is_shown_letter_by_letter(qtbot: QtBot, wrap: bool):
    text = Text(HOSTILE, wrap=wrap)
    qtbot.addWidget(text)
    assert text.textFormat() is Qt.TextFormat.PlainText
    assert text.text() == HOSTILE


def test_a_token_that_no_line_holds_may_break_and_loses_nothing(qtbot: QtBot):
    text = Text("x" * 500, wrap=True)
    qtbot.addWidget(text)
    assert text.text().replace("\u200b", "") == "x" * 500
    assert max(map(len, text.text().split("\u200b"))) <= LONGEST_TOKEN
    assert text.minimumSizeHint().width() <= 80


def test_no_line_begins_with_a_percent_sign(qtbot: QtBot):
    text = Text("A chance of 88 %.", wrap=True)
    qtbot.addWidget(text)
    assert text.text() == "A chance of 88\u00a0%."


def test_words_of_usual_length_stay_as_they_are(qtbot: QtBot):
    text = Text("reciprocal-rank-fusion " * 5, wrap=True)
    qtbot.addWidget(text)
    assert "\u200b" not in text.text()


def test_selectable_text_is_no_tab_stop(qtbot: QtBot):
    text = selectable(Text("copy me"))
    qtbot.addWidget(text)
    assert text.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert not text.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_restyle_sets_what_the_stylesheet_looks_at(qtbot: QtBot):
    text = Text("x")
    qtbot.addWidget(text)
    restyle(text, "tone", "danger")
    assert text.property("tone") == "danger"


def test_one_line_is_cut_where_its_room_ends_and_comes_back_with_it(qtbot: QtBot):
    name = "HD-Audio Generic: ALC1220 Analog (hw:1,0)"
    line = OneLine(name)
    qtbot.addWidget(line)
    line.show()
    line.resize(80, 20)
    assert line.text().endswith("…")
    assert line.fontMetrics().horizontalAdvance(line.text()) <= 80
    assert line.accessibleName() == name
    assert line.minimumSizeHint().width() == 0
    line.resize(800, 20)
    assert line.text() == name
