"""A list whose rows are painted: thousands of them, walked through by keys, the current one told when the keys rest."""

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate

from desktop.widgets.keys import claims

SETTLED_MS = 60
"""A row counts as chosen once the keys have rested on it so long: a held key passes over the others."""
Index = QModelIndex | QPersistentModelIndex


class RowPainter(QStyledItemDelegate):
    """Draws the rows of one list."""

    def measure(self) -> None:
        """Take the sizes from the font of the list: called again when that changes."""
        raise NotImplementedError


class PaintedList(QListView):
    """The rows and their keys. A subclass fills it, and tells in ``_pick`` which one is current."""

    opened = Signal()
    """On to what the current row stands for."""
    escaped = Signal()

    def __init__(self, name: str, parent: QFrame | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        """The rows are being exchanged: what Qt tells meanwhile was not a person."""
        self._painter: RowPainter | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._pick)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(name)

    def set_rows(self, rows: QAbstractListModel, painter: RowPainter) -> None:
        """Show these rows, drawn by ``painter``."""
        self.setModel(rows)
        self.setItemDelegate(painter)
        self._painter = painter
        self._settled.stop()  # Qt tells of a current row, none, with every model; nobody came to rest on it

    def pick_now(self) -> None:
        """Do not wait for the keys to rest."""
        if self._settled.isActive():
            self._pick()

    def _pick(self) -> None:
        """Tell which row is current; a subclass says to whom."""
        self._settled.stop()

    def _opens(self, key: int) -> bool:
        """Whether ``key`` leads on from the current row."""
        return key == Qt.Key.Key_Right

    def _claimed(self) -> tuple[Qt.Key, ...]:
        """The keys that are the list's before a shortcut of the screen has them."""
        return (Qt.Key.Key_Escape,)

    def _leaves(self, event: QKeyEvent) -> bool:
        """Whether the screen answers a key: of letters Qt would look for a row that begins with them."""
        return event.text().isalnum()

    # What Qt tells

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Wait until the keys rest."""
        super().currentChanged(current, previous)
        if not self._filling:
            self._settled.start()

    def keyboardSearch(self, search: str) -> None:
        """Letters are for the screen's keys, and the field above is for searching."""

    def event(self, event: QEvent) -> bool:
        """Take the list's own keys before a shortcut of the screen does."""
        if claims(event, *self._claimed()):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on or back; the rest is walking and selecting."""
        if self._opens(event.key()):
            self.pick_now()
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif self._leaves(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in sight where it was: a window that grows smaller takes nobody away from it."""
        row = self.currentIndex()
        was_seen = self.visualRect(row).intersects(QRect(QPoint(), event.oldSize()))
        super().resizeEvent(event)
        if was_seen:
            self.scrollTo(row)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was come to last is not opened any more."""
        self._settled.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the text grows."""
        super().changeEvent(event)
        painter = getattr(self, "_painter", None)  # Qt tells of changes while it is being made
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and painter is not None:
            painter.measure()
            self.scheduleDelayedItemsLayout()
