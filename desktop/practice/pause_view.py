"""A session that rests: nothing listens, no time passes. Passive."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import bind
from desktop.widgets.panel import Column, beside, stacked
from desktop.widgets.text import Text

COLUMN_PX = 560
REST = "The microphone is off, and the session's time stands still."


class PauseView(QWidget):
    """Says that nothing goes on, and how to go on."""

    resume_requested = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pause")
        self._place = Text("", "muted", wrap=True)
        self._resume = KeycapButton("Go on", "Enter", "primary")
        self._leave = KeycapButton("Leave", "Esc")
        self._resume.clicked.connect(self.resume_requested)
        self._leave.clicked.connect(self.leave_requested)
        bind(self, "P", self.resume_requested.emit)
        column = Column(COLUMN_PX)
        column.rows.addStretch(2)
        for part, space in ((Text("Paused", "decision"), 8), (Text(REST, "lead", wrap=True), 8), (self._place, 32)):
            column.rows.addWidget(part)
            column.rows.addSpacing(space)
        buttons = beside(8)
        for button in (self._resume, self._leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.rows.addLayout(buttons)
        column.rows.addStretch(3)
        stacked(self, (48, 24, 48, 24)).addWidget(column)

    def show_pause(self, place: str) -> None:
        """Show where the session stands."""
        self._place.show_text(place)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
