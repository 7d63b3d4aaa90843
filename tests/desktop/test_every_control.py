"""Walks over every screen in its fullest state: what holds for each widget, whatever it is."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QRadioButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import LIGHT, apply
from desktop.widgets.keycap_button import KeycapButton, QuietButton
from tests.desktop.samples import HOSTILE
from tests.desktop.screens import SCREENS

Shown = Callable[..., QWidget]


@pytest.fixture
def styled(qapp: QApplication) -> Iterator[None]:
    apply(qapp, LIGHT)
    yield
    qapp.setStyleSheet("")


@pytest.fixture(params=SCREENS, ids=lambda made: made.__name__)
def view(request: pytest.FixtureRequest, shown: Shown, styled: None) -> QWidget:
    made = request.param()
    shown(made)
    return made


class Windows(QObject):
    """Notes the widgets that are shown as windows."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[object] = []

    def eventFilter(self, widget: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(widget, QWidget) and widget.isWindow():
            self.shown.append(widget)
        return False


@pytest.mark.parametrize("make", SCREENS, ids=lambda made: made.__name__)
def test_no_part_of_a_screen_is_a_window_while_it_is_built(qtbot: QtBot, qapp: QApplication, make: Shown):
    """It would flash, and take the keyboard from the window that is there."""
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        qtbot.addWidget(make())
    finally:
        qapp.removeEventFilter(windows)
    assert not windows.shown


def test_every_label_shows_plain_text(view: QWidget):
    labels = view.findChildren(QLabel)
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_every_text_that_can_be_scrolled_holds_its_text_as_it_is(view: QWidget):
    for text in view.findChildren(QTextEdit):
        assert text.toPlainText() in {HOSTILE, ""}
        assert not text.acceptRichText()


def test_everything_that_takes_the_focus_has_a_name(view: QWidget):
    assert view.accessibleName()
    for widget in view.findChildren(QWidget):
        is_unused = isinstance(widget, KeycapButton) and not widget.caption() and not widget.isVisible()
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not is_unused:
            assert widget.accessibleName(), widget


def focusable(view: QWidget) -> set[QWidget]:
    """What Tab has to come to. Of radio buttons it comes to one of the group, as everywhere."""
    return {
        each
        for each in view.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not isinstance(each, QRadioButton)
    }


def test_everything_is_reached_by_tab(qtbot: QtBot, view: QWidget):
    wanted = focusable(view)
    view.setFocus(Qt.FocusReason.OtherFocusReason)
    reached: set[QWidget] = set()
    for _ in range(len(wanted) + len(view.findChildren(QRadioButton)) + 3):
        at = QApplication.focusWidget()
        reached.add(at)
        # A text field may take Tab for itself; there Ctrl+Tab leaves it.
        takes_tab = isinstance(at, QTextEdit | QPlainTextEdit) and not at.tabChangesFocus() and not at.isReadOnly()
        keys = Qt.KeyboardModifier.ControlModifier if takes_tab else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(at, Qt.Key.Key_Tab, keys)
    assert not {each.accessibleName() for each in wanted - reached}


def test_every_button_that_is_shown_has_its_key_or_takes_the_focus(view: QWidget):
    for button in view.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(button, KeycapButton), button


def test_no_key_is_on_two_buttons(view: QWidget):
    keys = [
        button.accessibleDescription()
        for button in view.findChildren(KeycapButton)
        if button.isVisible() and button.accessibleDescription()
    ]
    assert len(keys) == len(set(keys))


def test_a_tool_tip_is_on_the_buttons_with_a_key_and_never_html(view: QWidget):
    """Qt guesses whether a tool tip is HTML."""
    for widget in view.findChildren(QWidget):
        if isinstance(widget, KeycapButton) and widget.key():
            assert widget.toolTip() == f"{widget.caption()} ({widget.key()})"
        assert "<" not in widget.toolTip()


def test_no_word_is_cut_off(view: QWidget):
    for label in view.findChildren(QLabel):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needed, label.text()
            assert label.wordWrap() or label.width() >= label.sizeHint().width(), label.text()


def test_space_presses_no_button_that_is_not_its_own(view: QWidget):
    """Sent to each in turn, as if it had the focus: only the recorder's own button may answer."""
    pressed: list[str] = []
    buttons = [button for button in view.findChildren(QuietButton) if button.isVisible()]
    for button in buttons:
        button.clicked.connect(lambda _=False, of=button: pressed.append(of.accessibleDescription()))
    for button in buttons:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            space = QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
            QApplication.sendEvent(button, space)
    assert set(pressed) <= {"Key: Space"}
