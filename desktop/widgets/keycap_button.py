"""A button that carries its key: the keycap drawn on it is the key that presses it."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.shortcuts import OWN_KEYS
from desktop.widgets.focus_ring import paint_focus_ring
from desktop.widgets.keys import ENTER, bind, claims, keycap_text, tip
from desktop.widgets.layouts import layout_of
from desktop.widgets.text import Text, restyle

LEAST_HEIGHT_PX = 44
LOW_PX = 36


class Keycap(Text):
    """A small key, as it looks on a keyboard."""

    def __init__(self, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(keycap_text(key), "keycap", parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumWidth(22)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class QuietButton(QPushButton):
    """A button that Enter presses when it has the focus, and Space never: Space belongs to the recorder.

    Only Tab brings the focus to it, so the ring is seen by those who look for it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def event(self, event: QEvent) -> bool:
        """Take Enter before a shortcut of the screen does, so that the focused button is the one pressed."""
        if claims(event, *ENTER):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter, once however long it is held; leave everything else to the screen."""
        if event.key() not in ENTER:
            event.ignore()
        elif not event.isAutoRepeat():
            self.click()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Leave releases alone: Qt would press the button at the end of Space."""
        event.ignore()


class KeycapButton(QuietButton):
    """A caption and a keycap. ``kind``: empty, ``primary``, ``danger`` or ``quiet``; ``low`` for the odd press."""

    def __init__(
        self, caption: str, key: str = "", kind: str = "", parent: QWidget | None = None, *, low: bool = False
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._key = key
        self._about = ""
        self._least_px = LOW_PX if low else LEAST_HEIGHT_PX
        self._caption, self._keycap = Text(), Keycap()
        self._shortcut: QShortcut | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(*((12, 6, 12, 6) if low else (16, 11, 16, 11)))
        row.setSpacing(8 if low else 12)
        for part in (self._caption, self._keycap):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        self.set_caption(caption)
        self.set_key(key)

    def caption(self) -> str:
        """Return the words on the button."""
        return self._caption.text()

    def set_caption(self, caption: str) -> None:
        """Put these words on the button; they are its name for a screen reader too."""
        self._caption.show_text(caption)
        self.setAccessibleName(f"{caption}: {self._about}" if self._about else caption)
        tip(self, caption, self._key)
        self.updateGeometry()

    def set_about(self, what: str) -> None:
        """Say to a screen reader what of several alike this button is for."""
        self._about = what
        self.set_caption(self.caption())

    def key(self) -> str:
        """Return the name of the key on the cap, or an empty text."""
        return self._key

    def set_key(self, key: str) -> None:
        """Give the button this key, on the cap and in fact; empty takes both away.

        One of the window's own, such as Ctrl+Z, is on the cap alone: there it stands for what the menu does anyway.
        """
        self.show_key(key)
        if key and key not in OWN_KEYS:
            self._shortcut = bind(self, key, self.click)

    def show_key(self, key: str) -> None:
        """Show this key on the cap alone: another part of the screen answers it, and does the same."""
        self._key = key
        if self._shortcut is not None:
            self._shortcut.setEnabled(False)
            self._shortcut.setKeys([])  # it lives on until the next turn of events
            self._shortcut.deleteLater()
            self._shortcut = None
        self._keycap.show_text(keycap_text(key))
        self._keycap.setVisible(bool(key))
        self.setAccessibleDescription(f"Key: {keycap_text(key)}" if key else "")
        tip(self, self.caption(), key)
        self.updateGeometry()

    def set_kind(self, kind: str) -> None:
        """Change what kind of button it is."""
        restyle(self, "kind", kind)

    def sizeHint(self) -> QSize:
        """Return the room its two parts need."""
        return layout_of(self).sizeHint().expandedTo(QSize(0, self._least_px))

    def minimumSizeHint(self) -> QSize:
        """A button is never narrower than its words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button and, with the focus, its ring: within the fill of a primary button."""
        super().paintEvent(event)
        if self.hasFocus():
            primary = self.property("kind") == "primary"
            role = QPalette.ColorRole.HighlightedText if primary else QPalette.ColorRole.Highlight
            paint_focus_ring(self, self.palette().color(role), inset=3 if primary else 0, radius=6 if primary else 8)


class TwiceButton(KeycapButton):
    """A button for what cannot be taken back: the first press asks, the second emits ``confirmed``."""

    confirmed = Signal()

    def __init__(
        self, caption: str, question: str, key: str = "", parent: QWidget | None = None, *, low: bool = False
    ) -> None:
        super().__init__(caption, key, parent=parent, low=low)
        self._resting, self._question = caption, question
        self._armed = False
        self.clicked.connect(self._pressed)

    def set_resting(self, caption: str) -> None:
        """Put these words on the button until it is pressed once."""
        if caption != self._resting:
            self._resting = caption
            self.disarm()

    def disarm(self) -> None:
        """Forget the first press."""
        self._arm(False)

    def _pressed(self) -> None:
        armed = self._armed
        self._arm(not armed)
        if armed:
            self.confirmed.emit()

    def _arm(self, armed: bool) -> None:
        self._armed = armed
        self.set_caption(self._question if armed else self._resting)
        self.set_kind("danger" if armed else "")
