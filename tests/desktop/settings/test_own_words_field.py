from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.settings.own_words_field import OwnWordsField
from desktop.theme import LIGHT, apply
from desktop.widgets.text import Text

Shown = Callable[..., QWidget]


class Page(QWidget):
    """The field, and something else to go to."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.other = OwnWordsField(), QLineEdit()
        rows = QVBoxLayout(self)
        rows.addWidget(self.field)
        rows.addWidget(self.other)
        self.told: list[str] = []
        self.field.written.connect(self.told.append)

    @property
    def edit(self) -> QPlainTextEdit:
        return self.field.findChild(QPlainTextEdit)


@pytest.fixture
def page(shown: Shown, qapp: QApplication) -> Iterator[Page]:
    apply(qapp, LIGHT)
    made = Page()
    shown(made)
    yield made
    qapp.setStyleSheet("")


def test_it_says_what_it_is_for_and_gives_an_example(page: Page):
    assert page.edit.accessibleName() == "My own words"
    assert "Such as" in page.edit.placeholderText()
    assert any("One a line" in text.text() for text in page.field.findChildren(Text))


def test_words_are_told_when_the_field_is_left(page: Page, qtbot: QtBot):
    page.edit.setFocus()
    qtbot.keyClicks(page.edit, "Zanzibase")
    assert page.told == []
    qtbot.keyClick(page.edit, Qt.Key.Key_Tab)
    assert page.told == ["Zanzibase"]
    assert page.other.hasFocus()


def test_esc_leaves_the_field_and_no_more(page: Page, qtbot: QtBot):
    page.edit.setFocus()
    qtbot.keyClicks(page.edit, "a")
    with qtbot.waitSignal(page.field.left):
        qtbot.keyClick(page.edit, Qt.Key.Key_Escape)
    assert page.told == ["a"]


def test_what_is_being_written_is_not_replaced(page: Page, qtbot: QtBot):
    page.field.show_words(("one", "two"))
    assert page.edit.toPlainText() == "one\ntwo"
    page.edit.setFocus()
    qtbot.keyClicks(page.edit, "x")
    page.field.show_words(("three",))
    assert page.edit.toPlainText() == "xone\ntwo"


def test_a_problem_is_shown_until_there_is_none(page: Page):
    page.field.show_problem("One line is too long.")
    (note,) = [text for text in page.field.findChildren(Text) if text.text() == "One line is too long."]
    assert note.isVisible()
    page.field.show_problem("")
    assert not note.isVisible()


def test_six_lines_are_in_sight_at_any_size_of_text(page: Page, qapp: QApplication):
    for scale in (1.0, 2.0):
        apply(qapp, LIGHT, scale)
        assert page.edit.height() >= 6 * page.edit.fontMetrics().lineSpacing()
