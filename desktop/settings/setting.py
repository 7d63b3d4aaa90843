"""How a setting stands on the page: what is set at the left with a line on what it does, the control at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import announce
from desktop.widgets.panel import beside, stacked
from desktop.widgets.text import Text, restyle

CONTROL_PX = 300


class Setting(QWidget):
    """A caption, a hint that may become a note, and the control."""

    def __init__(self, caption: str, control: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = Text(hint, "small", wrap=True)
        label = Text(caption, "item", wrap=True)
        label.setBuddy(control)
        control.setFixedWidth(CONTROL_PX)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label)
        words.addWidget(self._hint)
        line = beside(24)
        self.setLayout(line)
        line.setContentsMargins(24, 12, 24, 12)
        line.addLayout(words, 1)
        line.addWidget(control, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._hint.setVisible(bool(hint))  # only now: without a parent it would be a window of its own

    def show_note(self, note: str, tone: str = "") -> None:
        """Say how it stands with this setting."""
        if note != self._hint.text():
            self._hint.show_text(note)
            self._hint.setVisible(bool(note))
            restyle(self._hint, "tone", tone)
            announce(self._hint, note)


def beside_button(caption: str, text: Text, button: KeycapButton) -> QWidget:
    """Return a row of words with a button at the right."""
    row = QWidget()
    line = beside(24)
    row.setLayout(line)
    line.setContentsMargins(24, 12, 24, 12)
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(Text(caption, "item", wrap=True))
    words.addWidget(text)
    line.addLayout(words, 1)
    line.addWidget(button, alignment=Qt.AlignmentFlag.AlignVCenter)
    return row


def padded(widget: QWidget, left: int) -> QWidget:
    """Return ``widget`` with the room of a row around it, ``left`` pixels of it at the left."""
    row = QWidget()
    stacked(row, (left, 8, 24, 8)).addWidget(widget)
    return row
