"""Text on the screen. Deck files and transcripts come from outside, so nothing here ever reads markup."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontInfo, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.theme import BODY_PX

LONGEST_TOKEN = 48
_TOKEN = re.compile(rf"\S{{{LONGEST_TOKEN}}}(?=\S)")


class Text(QLabel):
    """A label that shows what it is given, letter by letter. ``role`` and ``tone`` are the stylesheet's."""

    def __init__(
        self, text: str = "", role: str = "body", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show ``text``; a token that no line could hold may break, a number and its percent sign may not."""
        shown = _wrappable(text) if self.wordWrap() else text
        if shown != self.text():
            self.setText(shown)

    def minimumSizeHint(self) -> QSize:
        """Let a long word narrow nothing: wrapped text takes the width it is given."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 80), hint.height()) if self.wordWrap() else hint


class OneLine(Text):
    """A line of a length nobody chose, such as the name of a device: it is cut with an ellipsis, never pushes."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__("", role, parent=parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_line(text)

    def show_line(self, text: str) -> None:
        """Show as much of ``text`` as there is room for; a screen reader is given all of it."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Ask for no width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the line to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.show_text(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


def _wrappable(text: str) -> str:
    return _TOKEN.sub(lambda token: token[0] + "\u200b", text).replace(" %", "\u00a0%")


def enlarged(pixels: int, widget: QWidget) -> int:
    """Return how large a mark of ``pixels`` is beside the text of ``widget``, which a person may have enlarged."""
    return round(pixels * max(1.0, QFontInfo(widget.font()).pixelSize() / BODY_PX))


def selectable(text: Text) -> Text:
    """Let a person mark ``text`` with the mouse and copy it; Tab does not stop there."""
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return text


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property the stylesheet looks at, and have the widget and what is in it drawn by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for each in (widget, *widget.findChildren(QWidget)):
        each.style().unpolish(each)
        each.style().polish(each)
