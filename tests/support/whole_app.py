"""The whole app in a test: what starts it, what stands in front of it, and its keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import App

PATIENCE_MS = 30_000
Start = Callable[..., App]


def wait_for_title(qtbot: QtBot, app: App, begins: str) -> None:
    qtbot.waitUntil(lambda: app.window.windowTitle().startswith(begins), timeout=PATIENCE_MS)


def front(app: App) -> QWidget:
    return app.window._stack.currentWidget()


def press(qtbot: QtBot, app: App, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or app.window, key, modifier)
