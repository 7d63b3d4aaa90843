import numpy as np
import pytest

from audio.events import FLOOR_DB, SILENT
from audio.level import level_of


def test_nothing_and_silence_are_the_floor() -> None:
    assert level_of(np.empty(0, np.int16)) == level_of(np.zeros(160, np.int16)) == SILENT


@pytest.mark.parametrize(
    ("amplitude", "decibel"), [(32767, 0.0), (-32768, 0.0), (16384, -6.02), (328, -40.0), (20, FLOOR_DB)]
)
def test_a_square_wave_is_as_loud_as_it_is_high(amplitude: int, decibel: float) -> None:
    level = level_of(np.full(160, amplitude, np.int16))
    assert (level.rms_db, level.peak_db) == (pytest.approx(decibel, abs=0.01), pytest.approx(decibel, abs=0.01))


def test_a_click_shows_in_the_peak() -> None:
    sound = np.zeros(1000, np.int16)
    sound[500] = 32767
    level = level_of(sound)
    assert level.peak_db == pytest.approx(0.0, abs=0.01)
    assert level.rms_db == pytest.approx(-30.0, abs=0.1)
