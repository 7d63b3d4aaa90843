import pytest
from pytestqt.qtbot import QtBot

from desktop.widgets.last_words import LINES, LastWords, line_starts

SPOKEN = " ".join(f"word{number}" for number in range(300))


@pytest.fixture
def words(qtbot: QtBot) -> LastWords:
    widget = LastWords()
    qtbot.addWidget(widget)
    widget.resize(400, 40)
    widget.show()
    return widget


def test_a_short_text_is_shown_whole(words: LastWords):
    words.show_words("so I would")
    assert words.text() == "so I would"


def test_a_long_one_shows_its_end_on_two_lines(words: LastWords):
    words.show_words(SPOKEN)
    assert words.text().startswith("… ")
    assert words.text().endswith("word299")
    assert len(line_starts(words.text(), words, words.width())) == LINES


def test_the_room_is_the_same_with_and_without_words(words: LastWords):
    before = words.sizeHint().height()
    words.show_words(SPOKEN)
    assert words.sizeHint().height() == before == words.heightForWidth(300)


def test_a_wider_window_shows_more(words: LastWords):
    words.show_words(SPOKEN)
    narrow = len(words.text())
    words.resize(700, 40)
    assert len(words.text()) > narrow


def test_one_endless_word_does_no_harm(words: LastWords):
    words.show_words("x" * 5000)
    assert words.text()
