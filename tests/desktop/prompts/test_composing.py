"""The screen in the window, with a real library and real deck files."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cards.deck import Deck
from cards.prompt import Prompt
from desktop.clock import now
from desktop.decks import Decks, Origin
from desktop.folders import DataFolder
from desktop.history import History
from desktop.jobs import ThreadJobs
from desktop.opening import open_with_deck
from desktop.prompts.composing import Prompts
from desktop.prompts.editor_view import EditorView
from desktop.prompts.parts import Around
from desktop.prompts.view import PromptsView
from desktop.window import MainWindow
from tests.support.deck_files import deck_file, prompt_of

PATIENCE_MS = 10_000


class Sitting:
    """A window with the Prompts screen in front, and somebody at the keys."""

    def __init__(self, qtbot: QtBot, folder: DataFolder, builtin: Path) -> None:
        self.window, self.jobs = MainWindow(), ThreadJobs()
        self.practised: list[Prompt] = []
        self.decks: list[Deck] = []
        decks = Decks(folder, builtin)
        loaded: list[Deck] = []

        def opened():
            library, deck = open_with_deck(folder, now(), decks=decks)
            loaded.append(deck)
            return library

        self.jobs.open(opened, lambda: None, pytest.fail)
        qtbot.waitUntil(lambda: bool(loaded))
        history = History(self.jobs, self.window)
        around = Around(
            self.jobs,
            decks,
            now,
            self.window,
            history,
            self.practised.append,
            lambda _: None,
            self.decks.append,
            partial(self.window.show_screen, "prompts"),
            self.window.close_unasked,
        )
        self.prompts = Prompts(around, loaded[0])
        self.window.add_screen("today", QWidget, "Today")
        self.window.show_screen("today")
        self.window.add_screen("prompts", self.prompts.screen, "Prompts")
        self.window.add_close_guard(self.prompts.may_close)
        self.window.undo_requested.connect(history.undo)
        history.changed.append(lambda: self.window.set_steps(history.undo_name, history.redo_name))
        self.window.resize(1024, 640)
        self.window.show()
        self.window.show_screen("prompts")
        self.window.activateWindow()
        self.bot = qtbot
        self.until(lambda: len(self.view._list.rows.entries) == 2)

    @property
    def view(self) -> PromptsView:
        return cast(PromptsView, self.window.screen_named("prompts"))

    @property
    def editor(self) -> EditorView:
        return cast(EditorView, self.view.findChild(EditorView))

    def until(self, true) -> None:  # noqa: ANN001 - a question
        self.bot.waitUntil(true, timeout=PATIENCE_MS)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)


@pytest.fixture
def sitting(qtbot: QtBot, folder: DataFolder, tmp_path: Path) -> Iterator[Sitting]:
    builtin = tmp_path / "builtin"
    builtin.mkdir()
    (builtin / "f1.toml").write_text(deck_file(prompt_of("F1.a", "Caches"), prompt_of("F1.b", "Lists")), "utf-8")
    made = Sitting(qtbot, folder, builtin)
    yield made
    made.window.close_unasked()
    made.jobs.close()


def test_a_prompt_is_marked_and_the_menu_takes_it_back(sitting: Sitting):
    assert sitting.window.windowTitle().startswith("Prompts")
    sitting.press(Qt.Key.Key_M)
    sitting.until(lambda: sitting.view._list.rows.entries[0].state.marked)
    sitting.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    sitting.until(lambda: not sitting.view._list.rows.entries[0].state.marked)


def test_a_prompt_is_edited_from_key_to_key(sitting: Sitting, folder: DataFolder):
    sitting.press(Qt.Key.Key_E)
    sitting.until(lambda: sitting.editor is not None and sitting.editor.isVisible())
    sitting.until(lambda: "to mend" in sitting.editor._summary.text() or "hint" in sitting.editor._summary.text())
    text = sitting.editor.text().replace("2 GB", "5 GB")
    sitting.editor._field.setPlainText(text)
    sitting.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    sitting.until(lambda: not sitting.editor.isVisible())
    sitting.until(lambda: sitting.view._list.rows.entries[0].origin is Origin.EDITED)
    assert sitting.view._list.hasFocus()
    assert "5 GB" in next(folder.decks.glob("*.toml")).read_text("utf-8")
    assert sitting.decks[-1].prompts[0].constraints[0] == "It has 5 GB of memory."


def test_a_prompt_is_edited_for_another_screen_that_is_told_of_the_end(sitting: Sitting):
    prompt = sitting.view._list.rows.entries[1].prompt
    assert prompt is not None
    sitting.window.show_screen("today")
    ended: list[str] = []
    sitting.prompts.edit(prompt, lambda: ended.append(sitting.window.windowTitle()))
    sitting.until(lambda: sitting.editor is not None and sitting.editor.isVisible())
    sitting.until(lambda: "F1.b" in sitting.editor.text())
    sitting.press(Qt.Key.Key_Escape)
    sitting.until(lambda: len(ended) == 1)
    assert not sitting.editor.isVisible()


def test_enter_practises_the_prompt_in_front(sitting: Sitting):
    sitting.press(Qt.Key.Key_Return)
    assert [each.id for each in sitting.practised] == ["F1.a"]


def test_the_window_does_not_close_over_what_is_being_written(sitting: Sitting):
    assert sitting.prompts.may_close()
    sitting.press(Qt.Key.Key_N)
    sitting.until(lambda: sitting.editor is not None and sitting.editor.isVisible())
    QTest.keyClicks(sitting.editor._field, "x")
    sitting.window.close()
    assert sitting.window.isVisible()
    sitting.press(Qt.Key.Key_D)
    sitting.until(lambda: not sitting.window.isVisible())


def test_a_note_is_kept_while_it_is_written(sitting: Sitting):
    sitting.press(Qt.Key.Key_O)
    QTest.keyClicks(sitting.view.pane._example, "Our invoices")
    sitting.press(Qt.Key.Key_Escape)
    kept: list[str] = []
    sitting.jobs.library(lambda it: it.prompt_states()["F1.a"].example, kept.append, pytest.fail)
    sitting.until(lambda: kept == ["Our invoices"])
    assert sitting.window.steps()[0] == "example"
