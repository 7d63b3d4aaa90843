from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.following import Look
from desktop.widgets.spoken_text import Marks, SpokenText
from desktop.widgets.transcript import Passage

TEXT = "Then a cache in front. [2.1 s] Most questions repeat."
LONG = tuple(Passage(f"Sentence number {number} is here. " * 8) for number in range(60))


@pytest.fixture
def text(shown: Callable[..., QWidget]) -> SpokenText:
    widget = SpokenText()
    shown(widget)
    widget.show_spoken((Passage("And then?", "heading"), Passage(TEXT)), (Look((33, 40), "pause"),))
    return widget


def at(text: SpokenText, words: str) -> tuple[int, int]:
    start = text.toPlainText().index(words)
    return start, start + len(words)


def point(text: SpokenText, place: int) -> QPoint:
    """The middle of the letter at this place."""
    left, right = (text.cursorRect(text._cursor(each)) for each in (place, place + 1))
    return QPoint((left.x() + right.x()) // 2, left.center().y())


def clicked(text: SpokenText) -> list[int]:
    places: list[int] = []
    text.place_clicked.connect(places.append)
    return places


def drawn(text: SpokenText) -> list[tuple[str, str, bool]]:
    """Every mark: its words, its background, whether it is underlined."""
    return [
        (mark.cursor.selectedText(), mark.format.background().color().name(), mark.format.underlineStyle().value > 0)
        for mark in text.extraSelections()
    ]


def test_word_sentence_and_what_was_searched_for_look_different(text: SpokenText):
    text.mark(at(text, "cache"), at(text, "Then a cache in front."))
    text.mark_found((at(text, "front"),))
    palette = text.palette()
    marker, accent = (
        palette.color(role).name() for role in (QPalette.ColorRole.BrightText, QPalette.ColorRole.Highlight)
    )
    nothing = QColor(0, 0, 0).name()
    assert drawn(text) == [
        ("Then a cache in front.", marker, False),
        ("front", nothing, True),
        ("cache", accent, False),
    ]
    word = text.extraSelections()[-1]
    assert word.format.foreground().color() == palette.color(QPalette.ColorRole.HighlightedText)
    text.mark(None, None)
    assert [words for words, _, _ in drawn(text)] == ["front"]


def test_pauses_are_muted(text: SpokenText):
    cursor = text._cursor(35)
    muted = text.palette().color(QPalette.ColorRole.PlaceholderText)
    assert text.toPlainText()[33:40] == "[2.1 s]"
    assert cursor.charFormat().foreground().color() == muted
    assert text._cursor(20).charFormat().foreground().color() != muted


def test_a_mark_moves_no_letter(text: SpokenText):
    text.show_spoken(LONG)
    layout, sizes = text.document().documentLayout(), []
    layout.documentSizeChanged.connect(sizes.append)
    for place in range(0, 200, 10):
        text.mark((place, place + 5), (0, 200), follow=True)
        text.grab()
    assert sizes == []


@pytest.mark.parametrize("words", ["cache", "Most", "repeat."])
def test_a_click_says_where(qtbot: QtBot, text: SpokenText, words: str):
    places = clicked(text)
    for place in range(*at(text, words)):
        qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=point(text, place))
    assert places == list(range(*at(text, words)))


def test_a_click_beside_the_text_says_nothing(qtbot: QtBot, text: SpokenText):
    places = clicked(text)
    for where in (QPoint(900, 40), QPoint(50, text.viewport().height() - 5)):
        qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.RightButton, pos=point(text, 20))
    assert places == []


def test_a_drag_selects_and_goes_nowhere(qtbot: QtBot, text: SpokenText):
    places = clicked(text)
    start, end = at(text, "cache in front")
    qtbot.mousePress(text.viewport(), Qt.MouseButton.LeftButton, pos=text.cursorRect(text._cursor(start)).center())
    qtbot.mouseMove(text.viewport(), text.cursorRect(text._cursor(end)).center())
    qtbot.mouseRelease(text.viewport(), Qt.MouseButton.LeftButton, pos=text.cursorRect(text._cursor(end)).center())
    assert text.textCursor().selectedText() == "cache in front"
    assert places == []


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (Qt.Key.Key_Right, ["words 1"]),
        (Qt.Key.Key_Left, ["words -1"]),
        (Qt.Key.Key_Return, ["play"]),
        (Qt.Key.Key_Space, ["play"]),
    ],
)
def test_the_keys_of_following(qtbot: QtBot, text: SpokenText, key: Qt.Key, told: list[str]):
    heard: list[str] = []
    text.words_walked.connect(lambda words: heard.append(f"words {words}"))
    text.play_requested.connect(lambda: heard.append("play"))
    text.setFocus()
    qtbot.keyClick(text, key)
    assert heard == told


def test_up_and_down_go_a_line(qtbot: QtBot, text: SpokenText):
    text.show_spoken(LONG)
    places: list[int] = []
    text.line_walked.connect(places.append)
    text.mark((0, 8), None)
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Down)
    text.mark((places[0], places[0] + 1), None)
    qtbot.keyClick(text, Qt.Key.Key_Up)
    assert places[0] > 50
    assert places[1] == 0


def test_the_text_scrolls_along(text: SpokenText):
    text.show_spoken(LONG)
    bar = text.verticalScrollBar()
    assert bar.maximum() > 0
    for place in range(0, 6000, 30):
        text.mark((place, place + 5), None, follow=True)
        assert text._is_seen(place)
    assert bar.value() > 0


def test_who_scrolled_away_to_read_is_left_there(text: SpokenText):
    text.show_spoken(LONG)
    text.mark((100, 105), None, follow=True)
    text.verticalScrollBar().setValue(text.verticalScrollBar().maximum())
    there = text.verticalScrollBar().value()
    text.mark((110, 115), None, follow=True)
    assert text.verticalScrollBar().value() == there


def test_a_place_that_is_jumped_to_is_shown_wherever_one_reads(text: SpokenText):
    text.show_spoken(LONG)
    text.mark((100, 105), None, follow=True)
    text.verticalScrollBar().setValue(text.verticalScrollBar().maximum())
    text.mark((9000, 9005), None, follow=True)
    assert text._is_seen(9000)


def test_what_was_brought_into_view_stays_there_in_a_narrower_window(text: SpokenText):
    text.show_spoken(LONG)
    text.mark((3000, 3005), None, follow=True)
    text.setFixedWidth(300)
    text.window().layout().activate()
    assert text.width() == 300
    assert text._is_seen(3000)


def test_other_words_begin_without_marks(text: SpokenText):
    text.mark((0, 3), (0, 9))
    text.mark_found(((1, 2),))
    text.show_spoken((Passage("Other"),))
    assert text.marks() == Marks()
    assert text.extraSelections() == []


def test_a_mark_beyond_the_end_is_no_fault(text: SpokenText):
    text.mark((5000, 5005), (4000, 6000), follow=True)
    assert [words for words, _, _ in drawn(text)] == ["", ""]
