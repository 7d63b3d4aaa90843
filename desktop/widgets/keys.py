"""Keys: one name for what a keycap shows and what a person presses, and spoken news for a screen reader."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ALSO = {"Ctrl++": ("Ctrl+=",), "?": ("Shift+?",), "Ctrl+Enter": ("Ctrl+Return",)}
"""The plus needs Shift on many keyboards, and nobody presses it there; the question mark does too, and one must;
Enter by itself is the one of the digits."""


def sequences(key: str) -> list[QKeySequence]:
    """Return the key sequences of a keycap's name: ``Space``, ``Enter`` (both of them), ``Esc``, ``3``, ``Ctrl+Z``."""
    if key == "Enter":
        return [QKeySequence(each) for each in ENTER]
    return [QKeySequence(each) for each in (key, *ALSO.get(key, ()))]


def keycap_text(key: str) -> str:
    """Return what stands on the keycap; combinations are written the system's way."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) if "+" in key else key


def bind(widget: QWidget, key: str, slot: Callable[[], object]) -> QShortcut:
    """Call ``slot`` when ``key`` is pressed while ``widget`` is visible and enabled; a held key counts once."""
    shortcut = QShortcut(widget)
    shortcut.setKeys(sequences(key))
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(slot)
    return shortcut


def tip(widget: QWidget, text: str, key: str) -> None:
    """Say in a tool tip what ``key`` does; nothing without a key, nor for a text that Qt might take for HTML."""
    shown = f"{text} ({keycap_text(key)})"
    widget.setToolTip(shown if key and "<" not in shown else "")


def claims(event: QEvent, *keys: Qt.Key) -> bool:
    """Tell whether ``event`` asks if the focused widget wants one of these keys before a shortcut gets it."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() in keys
        and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    )


def tab_order(*widgets: QWidget) -> None:
    """Have Tab walk these widgets in this order."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say ``text``, if one is listening."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
