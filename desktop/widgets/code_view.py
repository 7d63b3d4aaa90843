"""Code to be read: in fixed width, no line broken, to be scrolled sideways where there is no room for it."""

from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

SCROLL_ROOM_PX = 10


class CodeView(QPlainTextEdit):
    """As high as its lines. Tab comes to it only where the arrow keys can scroll something."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_code(self, code: str) -> None:
        """Show this, from its beginning."""
        if code != self.toPlainText():
            self.setPlainText(code)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the height of all lines; the width is whatever there is."""
        edge = self.contentsMargins().top() + self.contentsMargins().bottom()
        scroll = SCROLL_ROOM_PX if self._is_wide() else 0
        lines = max(1, self.blockCount())
        return QSize(0, lines * ceil(QFontMetricsF(self.font()).lineSpacing()) + edge + scroll + 2)

    def minimumSizeHint(self) -> QSize:
        """All lines are always there to be read."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room for the longest line now, or no more."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _is_wide(self) -> bool:
        lines = self.toPlainText().split("\n")
        return max(self.fontMetrics().horizontalAdvance(line) for line in lines) > self.viewport().width()

    def _fit(self) -> None:
        if not self.toPlainText():
            return
        wide = self._is_wide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if wide else Qt.FocusPolicy.ClickFocus)
        self.updateGeometry()
