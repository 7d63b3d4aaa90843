"""Prompts: those found at the left, one of them at the right, or the editor in the place of both. Passive."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from cards.prompt_query import PromptQuery
from desktop.commands import EDIT, FILE, VIEW, Command, commands_of
from desktop.prompts.filters import PromptFilters
from desktop.prompts.lines import PromptList
from desktop.prompts.model import ListModel, count_line
from desktop.prompts.pane import PromptPane
from desktop.widgets.empty import Empty
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import ENTER, announce
from desktop.widgets.search_field import SearchField
from desktop.widgets.search_side import SearchSide, two_halves

HINT = "Search the prompts"


class PromptsView(QWidget):
    """The screen. ``set_editor`` gives it what prompts are written in."""

    entered = Signal()
    left = Signal()
    search_requested = Signal(str)
    query_chosen = Signal(object)
    """The ``PromptQuery`` that the filters are to be."""
    picked = Signal(str)
    """The prompt to show beside the list, empty for none."""
    new_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Prompts")
        self._model: ListModel | None = None
        self._field = SearchField("Search the prompts", HINT, "Ctrl+F")
        self._filters, self._list = PromptFilters(), PromptList()
        self._new = KeycapButton("New prompt", "N", "quiet", low=True)
        self._side = SearchSide(self._field, self._filters, self._list, (), (self._new,))
        self.pane = PromptPane()
        self._editor = QWidget()
        self._lay_out()
        self._wire()

    # What is shown

    def set_editor(self, editor: QWidget) -> None:
        """Take what prompts are written in; it is not shown yet."""
        self._pages.removeWidget(self._editor)
        self._editor.deleteLater()
        self._editor = editor
        self._pages.addWidget(editor)

    def show_editor(self, shown: bool) -> None:
        """Show the editor in the place of the list and the prompt, or these again."""
        self._pages.setCurrentIndex(int(shown))
        if shown:
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_list()

    def show_list(self, model: ListModel) -> None:
        """Show the prompts found: of other words the first, else the current one as far as it was found again."""
        before, self._model = self._model, model
        other = before is not None and before.query != model.query
        self._side.show_problems(model.problems)
        dated = any(entry.dated for entry in model.entries)
        self._filters.show_query(model.query, model.topics, model.tags, dated, model.leeches)
        self._side.count.show_text(count_line(len(model.entries), model.all))
        self._show_empty(model.empty)
        searched = model.query.terms
        best = bool(searched) and before is not None and before.query.terms != searched
        self._list.show_entries(model, before is None or other, best=best)
        if other:
            announce(self._list, self._side.count.text())

    def set_search(self, text: str) -> None:
        """Write what is looked for into the field, without asking for it again."""
        self._field.show_text(text)

    def focus_list(self) -> None:
        """Give the list the keyboard, or the screen itself where there is no list."""
        (self._list if self._list.isVisible() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Give the search field the keyboard, with its text marked."""
        self._side.mark_search()

    def commands(self) -> tuple[Command, ...]:
        """What this screen adds to the menus."""
        if self._edits():
            return commands_of(self._editor)
        shown = self.pane.model
        in_deck = shown is not None and not shown.retired
        return (
            Command(FILE, "New prompt", "N", self.new_requested.emit),
            Command(EDIT, "Find", "Ctrl+F", self.focus_search),
            Command(EDIT, "Edit this prompt", "E", self.pane.edit_requested.emit, in_deck),
            Command(EDIT, "Mark", "M", self.pane.mark_requested.emit, shown is not None, checked=_is_marked(shown)),
            Command(EDIT, "Suspend or wake", "S", self.pane.rest_requested.emit, in_deck),
            Command(VIEW, "Practise this prompt now", "Enter", self.pane.practise_requested.emit, in_deck),
        )

    # Keys: whatever the part that has the keyboard does not take comes here.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the screen's keys."""
        action = None if self._edits() else self._action(event)
        if action is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            action()

    def _action(self, event: QKeyEvent) -> Callable[[], None] | None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            return self.focus_search if key == Qt.Key.Key_F else None
        if modifiers:
            return None
        if key in ENTER and self._side.empty.isVisible():
            return self._press_empty
        plain: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Escape: self._escape,
            Qt.Key.Key_Left: self._back_from_pane,
            Qt.Key.Key_Right: self.pane.take_focus,
        }
        return plain.get(key)

    def _escape(self) -> None:
        """Back from the prompt to the list, else from a search to all prompts."""
        if self._in_pane():
            self.focus_list()
        elif self._field.text():
            self.query_chosen.emit(PromptQuery())
            self.focus_list()

    def _back_from_pane(self) -> None:
        if self._in_pane():
            self.focus_list()

    def _in_pane(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.pane.isAncestorOf(focused)

    def _edits(self) -> bool:
        return self._pages.currentIndex() == 1

    # What Qt tells

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Lead on to the editor or the list where there is one."""
        super().focusInEvent(event)
        if self._edits():
            self._editor.setFocus(event.reason())
        elif self._list.isVisible():
            self._list.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        """Say that the screen is looked at."""
        super().showEvent(event)
        if not event.spontaneous():
            self.entered.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that it no longer is."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.left.emit()

    # Within

    def _lay_out(self) -> None:
        browse = QWidget()
        two_halves(browse, self._side, self.pane)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(browse)
        self._pages.addWidget(self._editor)

    def _wire(self) -> None:
        self._field.searched.connect(self.search_requested)
        self._field.went_on.connect(self._go_on)
        self._field.escaped.connect(self.focus_list)
        self._filters.chosen.connect(self.query_chosen)
        self._list.picked.connect(self.picked)
        self._list.opened.connect(self.pane.take_focus)
        self._list.escaped.connect(self._escape)
        self._side.empty.pressed.connect(self._press_empty)
        self._new.clicked.connect(self.new_requested)
        self.pane.escaped.connect(self.focus_list)

    def _go_on(self) -> None:
        if self._side.empty.isVisible():
            self._press_empty()
        else:
            self.focus_list()

    def _press_empty(self) -> None:
        if self._model is not None and self._model.query == PromptQuery():
            self.new_requested.emit()
        else:
            self.query_chosen.emit(PromptQuery())
            self.focus_list()

    def _show_empty(self, empty: Empty | None) -> None:
        had_focus = self._list.hasFocus()
        self._side.show_empty(empty)
        if had_focus if empty is not None else self.hasFocus():
            self.focus_list()


def _is_marked(shown: object) -> bool:
    return bool(getattr(shown, "marked", False))
