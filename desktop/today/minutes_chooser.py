"""How long a session is to be: a number of minutes between a minus and a plus. Passive."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.focus_ring import paint_focus_ring
from desktop.widgets.keycap_button import Keycap, QuietButton
from desktop.widgets.keys import bind
from desktop.widgets.panel import beside
from desktop.widgets.text import Text
from desktop.words import counted

STEP_PX = 32
WORDS_PX = 84
"""The widest number of minutes, so that the buttons stay where they are."""


class KeyButton(QuietButton):
    """A keycap to press: the key is all that stands on it."""

    def __init__(self, shown: str, name: str, keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"Key: {keys[0]}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._cap = Keycap()
        self._cap.show_text(shown)
        self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._cap, alignment=Qt.AlignmentFlag.AlignCenter)
        for key in keys:
            bind(self, key, self.click).setAutoRepeat(True)

    def sizeHint(self) -> QSize:
        """A square that is easily hit; it grows with the system's text."""
        side = max(STEP_PX, self._cap.sizeHint().height() + 8)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """A button is never smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring of the focus; the keycap draws itself."""
        if self.hasFocus():
            paint_focus_ring(self, self.palette().color(QPalette.ColorRole.Highlight), radius=6)


class MinutesChooser(QWidget):
    """Says "25 minutes", and what was pressed beside it."""

    shorter_requested = Signal()
    longer_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minutes = Text("", "muted")
        self._minutes.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._minutes.setMinimumWidth(WORDS_PX)
        self._shorter = KeyButton("\u2212", "Shorter session", ("-",))
        self._longer = KeyButton("+", "Longer session", ("+", "="))
        self._shorter.clicked.connect(self.shorter_requested)
        self._longer.clicked.connect(self.longer_requested)
        row = beside(4)
        for part in (self._shorter, self._minutes, self._longer):
            row.addWidget(part)
        self.setLayout(row)

    def show_minutes(self, minutes: int) -> None:
        """Show this length."""
        self._minutes.show_text(counted(minutes, "minute"))

    def buttons(self) -> tuple[QuietButton, QuietButton]:
        """Return both, from left to right."""
        return self._shorter, self._longer
