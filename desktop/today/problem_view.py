"""The screen instead of Today when the library cannot be opened."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.flow import Flow
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.panel import Column, Panel, ScrollColumn, stacked
from desktop.widgets.text import Text, selectable

COLUMN_PX = 640


class ProblemView(QWidget):
    """One sentence: what happened, what is safe, what to do. And the ways on."""

    set_aside_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Library problem")
        self._sentence = selectable(Text("", "problem", wrap=True))
        self._set_aside = KeycapButton("Set it aside and start a new library", "S")
        self._close = KeycapButton("Close", "Esc")
        self._set_aside.clicked.connect(self.set_aside_requested)
        self._close.clicked.connect(self.close_requested)
        panel = Panel()
        rows = stacked(panel, (24, 24, 24, 24), 12)
        rows.addWidget(Text("Your library could not be opened", "heading"))
        rows.addWidget(self._sentence)
        rows.addSpacing(12)
        buttons = Flow(8)
        for button in (self._close, self._set_aside):
            buttons.addWidget(button)
        rows.addLayout(buttons)
        column = Column(COLUMN_PX)
        column.rows.addStretch(2)
        column.rows.addWidget(panel)
        column.rows.addStretch(3)
        page = QWidget()
        stacked(page, (48, 48, 48, 48)).addWidget(column)
        stacked(self).addWidget(ScrollColumn(page))

    def show_problem(self, sentence: str, can_set_aside: bool) -> None:
        """Show what is wrong, and offer a new library only where the old one stays whole beside it."""
        self._sentence.show_text(sentence)
        self._set_aside.setVisible(can_set_aside)
