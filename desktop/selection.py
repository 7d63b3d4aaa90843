"""What a person has marked with the mouse or the keyboard, wherever on the screen."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget


def selected_text(window: QWidget) -> str:
    """Return what is marked in ``window``; where the keyboard is comes first. Empty for nothing."""
    return next((text for text in _selections(window) if text), "")


def _selections(window: QWidget) -> Iterator[str]:
    focused = QApplication.focusWidget()
    if focused is not None:
        yield _selection_in(focused)
    for kind in (QLabel, QLineEdit, QTextEdit, QPlainTextEdit):
        yield from (_selection_in(each) for each in window.findChildren(kind) if each.isVisible())


def _selection_in(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QLineEdit):
        return widget.selectedText()
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return widget.textCursor().selection().toPlainText()
    return ""
