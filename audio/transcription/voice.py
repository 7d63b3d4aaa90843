"""Where in a recording there is a voice: measured from the sound alone, 100 times a second.

Nothing is deleted by it. It says when a speaker pauses, which words were written where nobody spoke, and where somebody
spoke without words. Each value depends on the ten seconds before it and a few hundredths after it, so it is the same
whether the recording goes on or has ended.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audio.wav import RATE_HZ

HOP = RATE_HZ // 100
"""Samples between two measurements."""
REACH = 512
"""Samples that one measurement takes in."""
LOOKBACK_S = 10.0
"""What is heard as background is the quietest tenth of this long."""

_TRANSFORM = 2 * REACH
_HZ = np.fft.rfftfreq(_TRANSFORM, 1 / RATE_HZ)
_SPEECH_BAND = (_HZ >= 250) & (_HZ <= 4000)
_PITCH_BAND = (_HZ >= 60) & (_HZ <= 1500)
_PITCH_LAGS = slice(RATE_HZ // 400, RATE_HZ // 70)
"""A voice repeats itself 70 to 400 times a second."""
_TAPER = np.hanning(REACH).astype(np.float32)
_QUIETEST = 1e-11

_SMOOTHED = 7
_FLOOR_STEP = 25
_MARGIN_DB = 5.0
_LEAST_DB = -62.0
"""Below it, of full scale in the band of speech, nothing is a voice."""
_BEGINNING = 150
_BEGINNING_FLOOR_DB = -50.0
"""Before there is enough to know the background by, what is louder than this may be a voice."""
_PERIODIC = 0.5
_CLEARLY_PERIODIC = 0.6
_WITHIN_WORDS = 30
"""Measurements that may lie between two parts of the same words."""
_NO_CLICK = 25
"""So many measurements of what may be a voice are more than a key or a click."""
_SYLLABLE = 10
"""So many periodic measurements in a row are a vowel: keys, clicks, breath, fans and rain never have them. Measured."""

Measured = NDArray[np.float32]


def _taper_repeats() -> Measured:
    repeats = np.fft.irfft(np.abs(np.fft.rfft(_TAPER, _TRANSFORM)) ** 2)[: RATE_HZ // 60]
    divisor: Measured = np.maximum(repeats / repeats[0], 0.1).astype(np.float32)
    return divisor


_TAPER_REPEATS = _taper_repeats()


def measure(samples: NDArray[np.int16]) -> tuple[Measured, Measured]:
    """Loudness in the band of speech, in decibels of full scale, and periodicity from 0 to about 1, every ``HOP``.

    A measurement begins at each multiple of ``HOP`` and takes in ``REACH`` samples; periodicity is the highest
    autocorrelation of the low-passed sound, that of the taper divided out (Boersma 1993).
    """
    if len(samples) < REACH:
        return np.zeros(0, np.float32), np.zeros(0, np.float32)
    frames = sliding_window_view(samples.astype(np.float32) / 32768.0, REACH)[::HOP]
    frames = (frames - frames.mean(1, keepdims=True)) * _TAPER
    power = np.abs(np.fft.rfft(frames, _TRANSFORM, axis=1)) ** 2
    loudness = 10 * np.log10(power[:, _SPEECH_BAND].sum(1) / _TRANSFORM / (_TAPER**2).sum() * 2 + _QUIETEST)
    repeats = np.fft.irfft(np.where(_PITCH_BAND, power, 0), axis=1)[:, : len(_TAPER_REPEATS)]
    repeats = repeats / (repeats[:, :1] + 1e-9) / _TAPER_REPEATS
    return loudness.astype(np.float32), repeats[:, _PITCH_LAGS].max(1).astype(np.float32)


def _seconds(measurements: int) -> float:
    return int(measurements) * HOP / RATE_HZ


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch of a recording: where a voice may be, and where there is one for certain. Times are within it."""

    possible: NDArray[np.bool_]
    """Anything above the background, every ``HOP`` samples: a pause has none of it."""
    certain: NDArray[np.bool_]
    """The measurements of vowels."""
    loudness: Measured
    """In the band of speech, in decibels of full scale."""

    @property
    def is_silent(self) -> bool:
        """Whether nothing stands out from the background."""
        return not self.possible.any()

    @property
    def vowels_s(self) -> float:
        """How long vowels sound, in seconds."""
        return _seconds(self.certain.sum())

    @property
    def vowels_end_s(self) -> float:
        """When the last vowel ends; 0 where there is none."""
        found = np.flatnonzero(self.certain)
        return _seconds(found[-1] + 1) if found.size else 0.0

    def between(self, start_s: float, end_s: float) -> "Voice":
        """The stretch from ``start_s`` to ``end_s``."""
        return self._part(slice(max(0, round(start_s * RATE_HZ / HOP)), max(0, round(end_s * RATE_HZ / HOP))))

    def _part(self, part: slice) -> "Voice":
        return Voice(self.possible[part], self.certain[part], self.loudness[part])

    def quietest_s(self, start_s: float, end_s: float) -> float:
        """The quietest moment from ``start_s`` to ``end_s``: ``start_s`` where nothing was measured."""
        between = self.between(start_s, end_s).loudness
        middle_s = REACH / RATE_HZ / 2
        return start_s + _seconds(int(between.argmin())) + middle_s if between.size else start_s

    @property
    def end_s(self) -> float:
        """When the last of what may be a voice ends; 0 where there is none."""
        found = np.flatnonzero(self.possible)
        return _seconds(found[-1] + 1) if found.size else 0.0

    @property
    def words_end_s(self) -> float:
        """When the last of what may be words ends; 0 where there is none.

        A key or a click that nothing follows is none: who stops, presses one.
        """
        runs = _runs(self.possible)
        while runs.size:
            start = end = len(runs) - 1
            while start and runs[start][0] - runs[start - 1][1] <= _WITHIN_WORDS:
                start -= 1
            part = slice(runs[start][0], runs[end][1])
            if self.certain[part].any() or self.possible[part].sum() >= _NO_CLICK:
                return _seconds(runs[end][1])
            runs = runs[:start]
        return 0.0

    def pause_s(self, after_s: float, least_s: float) -> float | None:
        """When the first silence of ``least_s`` begins, at ``after_s`` or later; None where there is none yet.

        More sound takes nothing back: the newest measurements, which it would change, do not count.
        """
        runs = _runs(~self.possible[: -(_SMOOTHED // 2)])
        return next((_seconds(a) for a, b in runs if _seconds(a) >= after_s and _seconds(b - a) >= least_s), None)

    @property
    def start_s(self) -> float:
        """When the first of what may be a voice begins; 0 where there is none."""
        found = np.flatnonzero(self.possible)
        return _seconds(found[0]) if found.size else 0.0

    @property
    def spoken_s(self) -> float:
        """How long what may be a voice sounds, in seconds."""
        return _seconds(self.possible.sum())


@dataclass
class VoiceTrack:
    """The voice of a recording that grows, from the sample ``first`` on."""

    first: int = 0
    _rest: NDArray[np.int16] = field(default_factory=lambda: np.zeros(0, np.int16))
    _loudness: Measured = field(default_factory=lambda: np.zeros(0, np.float32))
    _periodicity: Measured = field(default_factory=lambda: np.zeros(0, np.float32))
    _found: Voice | None = None

    @property
    def end(self) -> int:
        """The sample up to which the recording has been taken in."""
        return self.first + len(self._loudness) * HOP + len(self._rest)

    def append(self, samples: NDArray[np.int16]) -> None:
        """Take in what comes next."""
        whole = np.concatenate((self._rest, samples))
        loudness, periodicity = measure(whole)
        self._rest = whole[len(loudness) * HOP :]
        self._loudness = np.concatenate((self._loudness, loudness))
        self._periodicity = np.concatenate((self._periodicity, periodicity))
        self._found = None

    @staticmethod
    def before(sample: int) -> "VoiceTrack":
        """A track that is to be given the sound from ``first`` on: from ``sample`` on it says what one of all says."""
        return VoiceTrack(max(0, _looks_back_to(sample)))

    def forget_before(self, sample: int) -> None:
        """Let go of what no later measurement at or after ``sample`` looks back at."""
        spare = (_looks_back_to(sample) - self.first) // HOP
        if spare > 0:
            self.first += spare * HOP
            self._loudness, self._periodicity = self._loudness[spare:], self._periodicity[spare:]
            self._found = None

    def voice(self, start: int, end: int) -> Voice:
        """The voice between two samples that have been taken in."""
        part = slice(max(0, (start - self.first) // HOP), max(0, (end - self.first) // HOP))
        whole = self._heard()
        return whole._part(part)

    def _heard(self) -> Voice:
        """All of it; found once for as long as nothing is added."""
        if self._found is None:
            loudness = _smoothed(self._loudness)
            floor = _floor(loudness)
            if self.first == 0:
                floor[:_BEGINNING] = np.minimum(floor[:_BEGINNING], _BEGINNING_FLOOR_DB)
            audible = loudness > _LEAST_DB
            above = audible & (loudness > floor + _MARGIN_DB)
            possible = above | (audible & (self._periodicity > _CLEARLY_PERIODIC) & (loudness > floor + 1))
            vowels = _long_runs(above & (self._periodicity > _PERIODIC), _SYLLABLE)
            self._found = Voice(possible, vowels, loudness)
        return self._found


def _looks_back_to(sample: int) -> int:
    """The first sample that a measurement at ``sample`` depends on, at a step of the background."""
    step = _FLOOR_STEP * HOP
    return (sample // step - 1) * step - round(LOOKBACK_S * RATE_HZ)


def _smoothed(loudness: Measured) -> Measured:
    if not loudness.size:
        return loudness
    power = np.convolve(10 ** (loudness / 10), np.ones(_SMOOTHED) / _SMOOTHED, "full")
    half = _SMOOTHED // 2
    return (10 * np.log10(power[half : half + len(loudness)] + _QUIETEST)).astype(np.float32)


def _floor(loudness: Measured) -> Measured:
    """The quietest tenth of the last ``LOOKBACK_S``, in steps of a quarter of a second."""
    back = round(LOOKBACK_S * RATE_HZ / HOP)
    floor = np.empty_like(loudness)
    for start in range(0, len(loudness), _FLOOR_STEP):
        known = max(start, _FLOOR_STEP)  # never of the step itself: it would change while the recording grows
        heard = loudness[max(0, known - back) : known]
        tenth = len(heard) // 10
        floor[start : start + _FLOOR_STEP] = np.partition(heard, tenth)[tenth]
    return floor


def _runs(marked: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Begin and end of each run of marks, a row each."""
    return np.flatnonzero(np.diff(np.concatenate(([False], marked, [False])).astype(np.int8))).reshape(-1, 2)


def _long_runs(marked: NDArray[np.bool_], least: int) -> NDArray[np.bool_]:
    """``marked`` without its runs shorter than ``least``."""
    kept = np.zeros_like(marked)
    for start, end in _runs(marked):
        if end - start >= least:
            kept[start:end] = True
    return kept
