"""Review: the answers found at the left, the one that was chosen at the right. Passive: it shows and says."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from cards.query import Query
from desktop.commands import EDIT, FILE, GO, Command, commands_of
from desktop.review.filters import FilterRow
from desktop.review.lines import LineList
from desktop.review.model import ListModel, count_line
from desktop.review.trash import SelectionBar, TrashBar
from desktop.widgets.empty import Empty
from desktop.widgets.keys import ENTER, announce
from desktop.widgets.layouts import layout_of
from desktop.widgets.list_button import ListButton
from desktop.widgets.panel import stacked
from desktop.widgets.search_field import SearchField
from desktop.widgets.search_side import SearchSide, two_halves
from desktop.widgets.text import Text

HINT = "Search what you said"


class ReviewView(QWidget):
    """The screen. ``set_attempt_view`` gives it its right half."""

    entered = Signal()
    left = Signal()
    search_requested = Signal(str)
    query_chosen = Signal(object)
    """The ``Query`` that the filters are to be."""
    picked = Signal(object)
    """The attempt to open beside the list, None for none."""
    selection_changed = Signal(object)
    """The attempts that are selected, as a tuple; so with the following."""
    mark_requested = Signal(object)
    delete_requested = Signal(object)
    restore_requested = Signal(object)
    purge_requested = Signal(object)
    export_requested = Signal(object)
    empty_requested = Signal()
    trash_requested = Signal()
    today_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ListModel | None = None
        self._trash_octets = 0
        self._to_be_told = False
        """How many answers another search has found."""
        self._field = SearchField("Search your answers", HINT, "Ctrl+F")
        self._filters, self._list, self._disk = FilterRow(), LineList(), Text("", "small", wrap=True)
        self._selection, self._trash_bar = SelectionBar(), TrashBar()
        self._trash = ListButton("Trash", "Ctrl+T", "quiet")
        layout_of(self._trash).setContentsMargins(8, 6, 8, 6)
        self._disk.setContentsMargins(8, 4, 0, 0)
        bars, foot = (self._selection, self._trash_bar), (self._trash, self._disk)
        self._page = SearchSide(self._field, self._filters, self._list, bars, foot)
        self._attempt, self._right = QWidget(), QWidget()
        self.setAccessibleName("Review")
        two_halves(self, self._page, self._attempt)
        self._wire()
        for bar in bars:
            bar.setVisible(False)

    # What is shown

    def set_attempt_view(self, widget: QWidget) -> None:
        """Take the right half: it is shown beside the list from now on."""
        self._right = widget
        stacked(self._attempt).addWidget(widget)

    def show_list(self, model: ListModel) -> None:
        """Show the answers found; what was selected stays so as far as it was found again."""
        before, self._model = self._model, model
        trash = model.query.trash
        self._page.show_problems(model.problems)
        self._filters.show_query(model.query, model.topics, model.today)
        self._trash.set_caption(f"Trash, {model.trashed}" if model.trashed else "Trash")
        self._trash.setVisible(not trash)
        self._trash_bar.setVisible(trash)
        self._list.set_keys((Qt.Key.Key_U, Qt.Key.Key_Delete) if trash else (Qt.Key.Key_M, Qt.Key.Key_Delete))
        self._show_empty(model.empty)
        other = before is not None and before.query != model.query
        anew = before is None or before.more or other
        self._to_be_told = self._to_be_told or other
        self._list.show_lines(model, anew)
        self._show_selection()
        if self._to_be_told and not model.more:
            self._to_be_told = False
            announce(self._list, self._page.count.text())

    def set_search(self, text: str) -> None:
        """Write what is looked for into the field, without asking for it again."""
        self._field.show_text(text)

    def show_disk(self, text: str, trash_octets: int) -> None:
        """Say how much room the recordings take, and those in the trash."""
        self._trash_octets = trash_octets
        self._disk.show_text(text)
        self._show_selection()

    def show_question(self, text: str, everything: bool) -> None:
        """Ask, in place, before what is selected or ``everything`` in the trash is deleted for good."""
        self._trash_bar.show_question(text, everything)
        announce(self._trash_bar, text)

    def clear_question(self) -> None:
        """Nothing is about to be deleted."""
        self._trash_bar.clear_question()

    def focus_list(self) -> None:
        """Give the list the keyboard, or the screen itself where there is no list."""
        (self._list if self._list.isVisible() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Give the search field the keyboard, with its text marked."""
        self._page.mark_search()

    def commands(self) -> tuple[Command, ...]:
        """What this screen adds to the menus."""
        some = bool(self._list.chosen())
        found = (Command(EDIT, "Find", "Ctrl+F", self.focus_search), *commands_of(self._right))
        if self._in_trash():
            return (
                *found,
                Command(EDIT, "Restore", "U", self._restore, some),
                Command(EDIT, "Delete for good", "Del", self._delete, some),
                Command(EDIT, "Empty trash", "Shift+Del", self.empty_requested.emit),
            )
        return (
            *found,
            Command(FILE, "Export…", "Ctrl+E", self._export, some),
            Command(EDIT, "Mark", "M", self._mark, some, checked=self._list.all_marked()),
            Command(EDIT, "Delete", "Del", self._delete, some),
            Command(GO, "Trash", "Ctrl+T", self.trash_requested.emit),
        )

    # Keys: whatever the part that has the keyboard does not take comes here.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the screen's keys."""
        action = self._action(event)
        if action is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            action()

    def _action(self, event: QKeyEvent) -> Callable[[], None] | None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        trash, empty = self._in_trash(), self._page.empty.isVisible()
        if modifiers == control:
            with_control: dict[int, Callable[[], None]] = {
                Qt.Key.Key_F: self.focus_search,
                Qt.Key.Key_E: self._export,
                **({} if trash else {Qt.Key.Key_T: self.trash_requested.emit}),
            }
            return with_control.get(key)
        if modifiers == shift:
            return self.empty_requested.emit if trash and key == Qt.Key.Key_Delete else None
        if modifiers:
            return None
        if key in ENTER:
            return self._press_empty if empty else self._open
        plain: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Escape: self._escape,
            Qt.Key.Key_Left: self._back_from_attempt,
            Qt.Key.Key_Delete: self._delete,
            **({Qt.Key.Key_U: self._restore} if trash else {Qt.Key.Key_M: self._mark}),
        }
        return plain.get(key)

    def _escape(self) -> None:
        """Back from the answer to the list, else from a search to all answers."""
        if self._in_attempt():
            self.focus_list()
        elif self._field.text() or self._in_trash():
            self.query_chosen.emit(Query())
            self.focus_list()

    def _back_from_attempt(self) -> None:
        if self._in_attempt():
            self.focus_list()

    def _in_attempt(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self._attempt.isAncestorOf(focused)

    def _open(self) -> None:
        """Give the answer the keyboard: the first thing in it that takes it."""
        part = self._attempt.nextInFocusChain()
        while part is not None and part is not self._attempt:
            takes_focus = part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible() and part.isEnabled()
            if takes_focus and self._attempt.isAncestorOf(part):
                part.setFocus(Qt.FocusReason.TabFocusReason)
                return
            part = part.nextInFocusChain()

    # What Qt tells

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Lead on to the list where there is one."""
        super().focusInEvent(event)
        if self._list.isVisible():
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

    def _wire(self) -> None:
        self._field.searched.connect(self.search_requested)
        self._field.went_on.connect(self._go_on)
        self._field.escaped.connect(self.focus_list)
        self._filters.chosen.connect(self.query_chosen)
        self._filters.dates_wanted.connect(self._want_dates)
        self._list.picked.connect(self.picked)
        self._list.selection_changed.connect(self._show_selection)
        self._list.selection_changed.connect(lambda: self.selection_changed.emit(self._list.chosen()))
        self._list.opened.connect(self._open)
        self._list.escaped.connect(self._escape)
        self._page.empty.pressed.connect(self._press_empty)
        self._selection.mark_requested.connect(self._mark)
        self._selection.delete_requested.connect(self._delete)
        self._selection.export_requested.connect(self._export)
        self._trash_bar.restore_requested.connect(self._restore)
        self._trash_bar.purge_requested.connect(self._delete)
        self._trash_bar.empty_requested.connect(self.empty_requested)
        self._trash_bar.back_requested.connect(self._escape)
        self._trash.clicked.connect(self.trash_requested)

    def _go_on(self) -> None:
        if self._page.empty.isVisible():
            self._press_empty()
        else:
            self.focus_list()

    def _want_dates(self, query: Query) -> None:
        """The days are in the text now: mark the first one, to be typed over."""
        self.query_chosen.emit(query)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        day = "" if query.since is None else query.since.isoformat()
        self._field.setSelection(self._field.text().find(day), len(day))

    def _press_empty(self) -> None:
        if self._model is not None and self._model.query == Query():
            self.today_requested.emit()
        else:
            self.query_chosen.emit(Query())
            self.focus_list()

    def _show_empty(self, empty: Empty | None) -> None:
        had_focus = self._list.hasFocus()
        self._page.show_empty(empty)
        if had_focus if empty is not None else self.hasFocus():
            self.focus_list()

    def _show_selection(self) -> None:
        if self._model is None:
            return
        chosen, trash = len(self._list.chosen()), self._in_trash()
        self._page.count.show_text(count_line(len(self._model.lines), chosen, trash, self._model.more))
        self._selection.setVisible(chosen > 1 and not trash)
        self._selection.show_marked(self._list.all_marked())
        self._trash_bar.show_contents(len(self._model.lines), chosen, self._trash_octets)

    def _in_trash(self) -> bool:
        return self._model is not None and self._model.query.trash

    def _mark(self) -> None:
        self.mark_requested.emit(self._list.chosen())

    def _delete(self) -> None:
        (self.purge_requested if self._in_trash() else self.delete_requested).emit(self._list.chosen())

    def _restore(self) -> None:
        self.restore_requested.emit(self._list.chosen())

    def _export(self) -> None:
        if self._list.chosen():
            self.export_requested.emit(self._list.chosen())
