"""The text field that takes the recorder's place: an answer without a microphone. Passive."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.panel import Panel, beside, stacked
from desktop.widgets.text import Text

LEAST_HEIGHT_PX = 112
HINT = "Say it as you would say it aloud."


class TextField(QPlainTextEdit):
    """Plain text of any length; Tab leaves it, and a file that is dropped on it goes to the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(LEAST_HEIGHT_PX)
        self.setAccessibleName("Your answer")
        self.setPlaceholderText(HINT)


class TypingPanel(Panel):
    """Says what stands in the field with each change. Ctrl+Enter keeps it, Esc leaves it where it is."""

    text_changed = Signal(str)
    keep_requested = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._field = TextField()
        self._count = Text("", "small")
        self._back = KeycapButton("Back", "Esc")
        self._keep = KeycapButton("Keep the answer", "Ctrl+Enter", "primary")
        row = beside(8)
        row.addWidget(self._count, 1)
        row.addWidget(self._back)
        row.addWidget(self._keep)
        rows = stacked(self, (24, 16, 24, 16), 12)
        rows.addWidget(self._field, 1)
        rows.addLayout(row)
        self._field.textChanged.connect(self._changed)
        self._keep.clicked.connect(self.keep_requested)
        self._back.clicked.connect(self.back_requested)
        self._show_count("")

    def show_text(self, text: str) -> None:
        """Put ``text`` into the field and the cursor behind it, ready to go on."""
        if self._field.toPlainText() != text:
            with QSignalBlocker(self._field):
                self._field.setPlainText(text)
        cursor = self._field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self._field.setTextCursor(cursor)
        self._show_count(text)
        self.take_focus()

    def take_focus(self) -> None:
        """Let the person type."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self) -> None:
        text = self._field.toPlainText()
        self._show_count(text)
        self.text_changed.emit(text)

    def _show_count(self, text: str) -> None:
        words = len(text.split())
        self._count.show_text(f"{words} word{'' if words == 1 else 's'}" if words else "")
        self._keep.setEnabled(bool(words))
