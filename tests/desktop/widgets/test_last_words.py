import pytest
from pytestqt.qtbot import QtBot

from desktop.widgets.last_words import LINES, LastWords, laid_out, line_starts

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
    assert lines(words) == LINES


def lines(words: LastWords) -> int:
    return len(line_starts(laid_out(words.text(), words, words.width())))


def test_words_that_may_still_change_lean_and_go_on(words: LastWords):
    words.show_words(" so I would", " spit it")
    assert words.text() == "so I would spit it …"
    assert words.slanted == "spit it …"
    words.show_words(" so I would split it")
    assert words.text() == "so I would split it"
    assert words.slanted == ""


def test_where_only_words_fit_that_may_still_change_all_of_them_lean(words: LastWords):
    words.show_words("so I would", SPOKEN)
    assert words.text() == f"… {words.slanted}"
    assert lines(words) == LINES


def test_a_note_takes_the_second_line(words: LastWords):
    words.show_words(SPOKEN, "and then", "The text is about 40 s behind.")
    assert lines(words) == LINES
    assert words.text().endswith("and then …\u2028The text is about 40 s behind.")
    words.show_words("", "", "The text is about 40 s behind.")
    assert words.text() == "The text is about 40 s behind."


def test_leaning_words_are_drawn_otherwise(words: LastWords):
    words.show_words("so I would")
    upright = words.grab().toImage()
    words._slanted = (0, 10)
    words.update()
    assert words.grab().toImage() != upright


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
