"""What stands where a list would, and its button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.empty import Empty
from desktop.widgets.list_button import ListButton
from desktop.widgets.panel import stacked
from desktop.widgets.text import Text


class EmptyList(QWidget):
    """What stands where the list would, and its button."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._text = Text("", "heading", wrap=True), Text("", "muted", wrap=True)
        self._button = ListButton("", "")
        self._button.clicked.connect(self.pressed)
        rows = stacked(self, (8, 32, 8, 0), 8)
        for part in (self._heading, self._text):
            rows.addWidget(part)
        rows.addSpacing(8)
        rows.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)

    def show_empty(self, empty: Empty) -> None:
        """Show these words."""
        self._heading.show_text(empty.heading)
        self._text.show_text(empty.text)
        self._button.set_caption(empty.caption)
        self._button.set_key(empty.key)
