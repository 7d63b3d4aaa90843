"""A line to search with: it asks a moment after the last letter, and leads on to what it found."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.widgets.keycap_button import Keycap
from desktop.widgets.keys import ENTER, claims

SETTLED_MS = 120
EDGE_PX = 12
LEAST_HEIGHT_PX = 44
_ONWARD = (*ENTER, Qt.Key.Key_Down)


class SearchField(QLineEdit):
    """What is typed is the whole truth about a search. Esc empties it; Enter and Down go on to what was found."""

    searched = Signal(str)
    """The text to look for, once it has settled or at once when a person goes on."""
    went_on = Signal()
    escaped = Signal()
    """Esc in an empty field."""

    def __init__(self, name: str, hint: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._keycap = Keycap(key, self)
        self._keycap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._sought = ""
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._search)
        self.textChanged.connect(self._changed)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show what is looked for already, without asking for it again; the cursor goes to its end."""
        self._settled.stop()
        self._sought = text
        if text != self.text():
            self.setText(text)
            self._settled.stop()

    def flush(self) -> None:
        """Ask now for what was typed and not asked for yet."""
        if self._settled.isActive():
            self._settled.stop()
            self._search()

    def event(self, event: QEvent) -> bool:
        """Take Enter, Down and Esc before a shortcut of the screen does."""
        if claims(event, *_ONWARD, Qt.Key.Key_Escape):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, or empty the field; the rest is editing."""
        if event.key() in _ONWARD:
            self.flush()
            self.went_on.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.flush()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for an answer any more."""
        self._settled.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the keycap at the right."""
        super().resizeEvent(event)
        self._place_keycap()

    def changeEvent(self, event: QEvent) -> None:
        """The keycap's size follows the text's."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fit()
            self._place_keycap()

    def _fit(self) -> None:
        """Of the style alone Qt reckons with the height of the letters before a change."""
        self.setMinimumHeight(max(LEAST_HEIGHT_PX, self.fontMetrics().height() + 2 * EDGE_PX))

    def minimumSizeHint(self) -> QSize:
        """A search may be longer than the field."""
        return QSize(0, super().minimumSizeHint().height())

    def _changed(self, text: str) -> None:
        self._place_keycap()
        if text != self._sought:
            self._settled.start()
        else:
            self._settled.stop()

    def _search(self) -> None:
        self._sought = self.text()
        self.searched.emit(self._sought)

    def _place_keycap(self) -> None:
        """The keycap is at the right of an empty field, where the hint leaves it room."""
        self._keycap.adjustSize()
        left = self.width() - self._keycap.width() - EDGE_PX
        self._keycap.move(left, (self.height() - self._keycap.height()) // 2)
        hint_px = self.fontMetrics().horizontalAdvance(self.placeholderText()) + 2 * EDGE_PX
        self._keycap.setVisible(not self.text() and hint_px < left)
