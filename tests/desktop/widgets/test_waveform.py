from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QPalette, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import LIGHT, palette
from desktop.widgets.waveform import Waveform, bars
from tests.support.attempt_desk import FakeWave

WAVE = FakeWave(100.0, (0.2, 1.0) * 50, ((20.0, 30.0), (60.0, 61.2)))


@pytest.fixture
def waveform(shown: Callable[..., QWidget]) -> Waveform:
    widget = Waveform()
    widget.setPalette(palette(LIGHT))
    widget.setFixedWidth(400)
    shown(widget)
    widget.show_wave(WAVE, 100.0)
    return widget


def asked(waveform: Waveform) -> list[float]:
    places: list[float] = []
    waveform.seek_requested.connect(lambda at: places.append(round(at, 1)))
    return places


def pixels(waveform: Waveform, role: QPalette.ColorRole, left: int = 0, right: int = 400) -> int:
    """How many pixels between two columns have the colour of this role."""
    picture = waveform.grab().toImage()
    colour = QColor(waveform.palette().color(role))
    return sum(picture.pixelColor(x, y) == colour for x in range(left, right) for y in range(picture.height()))


@given(st.lists(st.floats(0, 1), max_size=50), st.integers(0, 60))
def test_no_peak_is_lost_and_none_invented(peaks: list[float], count: int):
    made = bars(peaks, count)
    assert len(made) == (count if peaks else 0)
    assert set(made) <= set(peaks)
    if 0 < count <= len(peaks):
        assert max(made) == max(peaks)


def test_what_was_heard_is_in_the_accent(waveform: Waveform):
    waveform.set_position(50.0)
    accent, muted = QPalette.ColorRole.Highlight, QPalette.ColorRole.PlaceholderText
    assert pixels(waveform, accent, 0, 195) > 0
    assert pixels(waveform, muted, 0, 195) == 0
    assert pixels(waveform, accent, 210, 400) == 0
    assert pixels(waveform, muted, 210, 400) > 0


def test_in_a_pause_there_are_no_bars_but_a_band(waveform: Waveform):
    waveform.set_position(10.0)
    assert pixels(waveform, QPalette.ColorRole.PlaceholderText, 86, 118) == 0
    assert pixels(waveform, QPalette.ColorRole.Mid, 86, 118) > 0


def test_a_screen_reader_is_told_of_the_pauses(waveform: Waveform):
    assert waveform.accessibleDescription() == "1:40 long. 2 long pauses: 10.0 s at 0:20, 1.2 s at 1:00."
    waveform.show_wave(FakeWave(9.0, (1.0,), tuple((at, at + 1.0) for at in range(8))), 9.0)
    assert waveform.accessibleDescription().endswith("1.0 s at 0:04, and 3 more.")
    waveform.show_wave(FakeWave(9.0, (1.0,)), 9.0)
    assert waveform.accessibleDescription() == "0:09 long. 0 long pauses."
    waveform.show_wave(None, 9.0)
    assert waveform.accessibleDescription() == "0:09 long."


def test_a_click_goes_there(qtbot: QtBot, waveform: Waveform):
    places = asked(waveform)
    qtbot.mouseClick(waveform, Qt.MouseButton.LeftButton, pos=QPoint(100, 20))
    qtbot.mouseClick(waveform, Qt.MouseButton.RightButton, pos=QPoint(200, 20))
    assert places == [25.0]


def moved(waveform: Waveform, x: int, buttons: Qt.MouseButton) -> None:
    at = QPointF(x, 20)
    event = QMouseEvent(QEvent.Type.MouseMove, at, at, buttons, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(waveform, event)


def test_a_drag_goes_along_and_not_beyond(waveform: Waveform):
    places = asked(waveform)
    for x in (100, 300, 900, -50):
        moved(waveform, x, Qt.MouseButton.LeftButton)
    assert places == [25.0, 75.0, 100.0, 0.0]


def test_the_pointer_over_a_pause_says_how_long_it_is(waveform: Waveform):
    moved(waveform, 100, Qt.MouseButton.NoButton)
    assert waveform.hovered() == "10.0 s pause"
    assert not waveform.grab().isNull()
    moved(waveform, 200, Qt.MouseButton.NoButton)
    assert waveform.hovered() == ""


@pytest.mark.parametrize(
    ("key", "at"),
    [(Qt.Key.Key_Left, 45.0), (Qt.Key.Key_Right, 55.0), (Qt.Key.Key_Home, 0.0), (Qt.Key.Key_End, 100.0)],
)
def test_the_keyboard_walks_through_it(qtbot: QtBot, waveform: Waveform, key: Qt.Key, at: float):
    waveform.set_position(50.0)
    places = asked(waveform)
    qtbot.keyClick(waveform, key)
    assert places == [at]


def test_it_does_not_walk_beyond_the_ends(qtbot: QtBot, waveform: Waveform):
    places = asked(waveform)
    qtbot.keyClick(waveform, Qt.Key.Key_Left)
    waveform.set_position(98.0)
    qtbot.keyClick(waveform, Qt.Key.Key_Right)
    assert places == [0.0, 100.0]


def test_other_keys_are_the_screens(qtbot: QtBot, waveform: Waveform):
    reached: list[bool] = []
    QShortcut(QKeySequence("5"), waveform.window()).activated.connect(lambda: reached.append(True))
    waveform.setFocus()
    qtbot.keyClick(waveform, Qt.Key.Key_5)
    assert reached == [True]


@pytest.mark.parametrize("wave", [None, FakeWave(0.0), FakeWave(3.0, (0.0, 0.0), ((0.0, 3.0),))])
def test_nothing_to_draw_is_drawn_too(waveform: Waveform, wave: FakeWave | None):
    waveform.show_wave(wave, 0.0 if wave is None else wave.seconds)
    waveform.set_position(5.0)
    moved(waveform, 10, Qt.MouseButton.NoButton)
    assert not waveform.grab().isNull()
