import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from desktop.widgets.level_meter import LONGEST_HISTORY, LevelMeter, bar_share


@pytest.mark.parametrize(
    ("peak_db", "rms_db", "share"),
    [(0, 0, 1.0), (-60, -60, 0.0), (-30, -30, 0.5), (-20, -40, 0.5), (-90, -100, 0.0), (3, 1, 1.0)],
)
def test_the_height_is_straight_in_decibels(peak_db: float, rms_db: float, share: float):
    assert bar_share(peak_db, rms_db) == pytest.approx(share)


@given(st.floats(), st.floats())
def test_no_level_leaves_the_meter(peak_db: float, rms_db: float):
    assert 0 <= bar_share(peak_db, rms_db) <= 1


def test_silence_is_minus_infinity_and_allowed(qtbot: QtBot):
    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.set_level(-math.inf, -math.inf)
    assert not meter.grab().isNull()


def columns(meter: LevelMeter, colour: QColor) -> int:
    """How many pixels of the picture have this colour."""
    picture = meter.grab().toImage()
    return sum(picture.pixelColor(x, y) == colour for x in range(picture.width()) for y in range(picture.height()))


@pytest.mark.parametrize(
    ("recording", "role"), [(True, QPalette.ColorRole.Highlight), (False, QPalette.ColorRole.PlaceholderText)]
)
def test_louder_is_taller_in_the_colour_of_its_state(qtbot: QtBot, recording: bool, role: QPalette.ColorRole):
    meter = LevelMeter()
    qtbot.addWidget(meter)
    palette = meter.palette()
    palette.setColor(role, QColor("#123456"))
    meter.setPalette(palette)
    meter.resize(120, 36)
    meter.set_recording(recording)
    quiet = columns(meter, QColor("#123456"))
    for _ in range(20):
        meter.set_level(-6, -12)
    assert columns(meter, QColor("#123456")) > 3 * quiet


def test_history_is_bounded(qtbot: QtBot):
    meter = LevelMeter()
    qtbot.addWidget(meter)
    for _ in range(2 * LONGEST_HISTORY):
        meter.set_level(-20, -30)
    assert len(meter._shares) == LONGEST_HISTORY
    meter.clear()
    assert not meter._shares
