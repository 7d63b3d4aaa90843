"""The rail at the left: where one can go, and where one is."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.focus_ring import paint_focus_ring
from desktop.widgets.keycap_button import QuietButton
from desktop.widgets.keys import keycap_text, tab_order, tip
from desktop.widgets.layouts import layout_of
from desktop.widgets.panel import stacked
from desktop.widgets.text import Text, restyle

WIDE_PX, NARROW_PX = 200, 144
LAST = "settings"
"""The screen whose entry stands at the bottom."""


class RailEntry(QuietButton):
    """One place. The one that is shown stands on a panel in strong type, and is checked for a screen reader."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(caption)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words = Text(caption)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        stacked(self, (12, 9, 12, 9)).addWidget(self._words)
        self.set_current(False)

    def set_key(self, key: str) -> None:
        """Say which key goes there; the key itself is the Go menu's."""
        self.setAccessibleDescription(f"Key: {keycap_text(key)}")
        tip(self, self.accessibleName(), key)

    def set_current(self, current: bool) -> None:
        """Mark the place that is shown."""
        self.setChecked(current)
        restyle(self, "current", "true" if current else "false")

    def nextCheckState(self) -> None:
        """Leave the mark to the window: a click is a wish, and may be declined."""

    def sizeHint(self) -> QSize:
        """Return the room the words need."""
        return layout_of(self).sizeHint()

    def minimumSizeHint(self) -> QSize:
        """An entry is never narrower than its words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the entry and, with the focus, its ring."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_focus_ring(self, self.palette().color(QPalette.ColorRole.Highlight))


class Rail(QFrame):
    """The entries from the top, Settings at the bottom."""

    chosen = Signal(str)
    """The name of the screen to go to."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[str, RailEntry] = {}
        self._title = Text(title, "strong")
        self._places = QVBoxLayout()
        self._places.setSpacing(4)
        rows = stacked(self, (12, 24, 12, 24))
        self._title.setContentsMargins(12, 0, 12, 0)
        rows.addWidget(self._title)
        rows.addSpacing(24)
        rows.addLayout(self._places)
        rows.addStretch(1)
        self._rows = rows
        self._least_px = WIDE_PX
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Places")

    def add_place(self, name: str, caption: str, key: str) -> None:
        """Add an entry; a second one of the same name changes nothing."""
        if name in self._entries:
            return
        entry = self._entries[name] = RailEntry(caption)
        entry.set_key(key)
        entry.clicked.connect(lambda: self.chosen.emit(name))
        (self._rows if name == LAST else self._places).addWidget(entry)
        tab_order(*self.entries())

    def entry(self, name: str) -> RailEntry:
        """Return the entry of a screen; KeyError where there is none."""
        return self._entries[name]

    def entries(self) -> tuple[RailEntry, ...]:
        """Return the entries, from the top."""
        return tuple(self._entries[name] for name in sorted(self._entries, key=lambda name: name == LAST))

    def set_current(self, name: str) -> None:
        """Mark the place that is shown, or none."""
        for each, entry in self._entries.items():
            entry.set_current(each == name)

    def set_narrow(self, narrow: bool) -> None:
        """Leave more room to the screen beside it."""
        least = NARROW_PX if narrow else WIDE_PX
        if least != self._least_px:
            self._least_px = least
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return its width, and more where large text needs it."""
        return super().sizeHint().expandedTo(QSize(self._least_px, 0))
