"""The buttons under the list: what can be done with several answers, and with those in the trash."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.flow import Flow
from desktop.widgets.list_button import ListButton
from desktop.widgets.panel import Panel, stacked
from desktop.widgets.text import Text


class SelectionBar(QWidget):
    """What can be done with several answers at once."""

    mark_requested = Signal()
    delete_requested = Signal()
    export_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark, delete, export = ListButton("Mark", "M"), ListButton("Delete", "Del"), ListButton("Export…", "Ctrl+E")
        self._mark = mark
        flow = Flow(8)
        for button, signal in (
            (mark, self.mark_requested),
            (delete, self.delete_requested),
            (export, self.export_requested),
        ):
            button.clicked.connect(signal)
            flow.addWidget(button)
        self.setLayout(flow)

    def show_marked(self, marked: bool) -> None:
        """Offer to take the marks away where all that is selected has one."""
        self._mark.set_caption("Remove mark" if marked else "Mark")


class TrashBar(QWidget):
    """What can be done in the trash. What cannot be taken back is asked for a second time, in place."""

    restore_requested = Signal()
    purge_requested = Signal()
    empty_requested = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._restore, self._purge = ListButton("Restore", "U"), ListButton("Delete for good", "Del")
        self._empty, self._back = ListButton("Empty trash", "Shift+Del"), ListButton("Back", "Esc")
        self._panel, self._question = Panel("asked"), Text("", "small-ink", wrap=True)
        stacked(self._panel, (12, 8, 12, 8)).addWidget(self._question)
        flow = Flow(8)
        for button, signal in (
            (self._restore, self.restore_requested),
            (self._back, self.back_requested),
            (self._purge, self.purge_requested),
            (self._empty, self.empty_requested),
        ):
            button.clicked.connect(signal)
            flow.addWidget(button)
        rows = stacked(self, spacing=8)
        rows.addWidget(self._panel)
        rows.addLayout(flow)
        self.clear_question()

    def show_contents(self, answers: int, selected: int, octets: int) -> None:
        """Offer what there is something for."""
        for button in (self._restore, self._purge):
            button.setVisible(selected > 0)
        self._empty.setVisible(answers > 1 or octets > 0)

    def show_question(self, text: str, everything: bool) -> None:
        """Say what a second press deletes, on the button it is about."""
        self._question.show_text(text)
        self._panel.setVisible(True)
        self._purge.set_kind("" if everything else "danger")
        self._empty.set_kind("danger" if everything else "")

    def clear_question(self) -> None:
        """Nothing is about to be deleted."""
        self._panel.setVisible(False)
        self._purge.set_kind("")
        self._empty.set_kind("")
