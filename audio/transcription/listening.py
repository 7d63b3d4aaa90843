"""One take on its way to its words, a piece of work at a time: windows, the tail in a pause, the doubtful terms."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from audio.errors import CannotRead
from audio.transcription.decoder import SHORTEST, WINDOW, Encoded, Model, Sound, decode
from audio.transcription.doubt import covered, is_confirmed, suspects
from audio.transcription.journal import JournalWriter, journal_of
from audio.transcription.protocol import TakeState
from audio.transcription.repair import repaired
from audio.transcription.voice import REACH, Voice, VoiceTrack
from audio.transcription.words import Heard, HeardWord, Window
from audio.wav import RATE_HZ, SAMPLE_BYTES, read_pcm

PAUSE_S = 0.3
"""After so long without a voice the tail is decoded ahead: somebody who stops is about to press the key."""
ENOUGH_S, REST_S = 15.0, 0.6
"""A window of so much ends with the next pause that is so long: less is left to decode when the speaker stops.
Measured: as many words are right as with windows of 30 s."""
_BEFORE = 8
"""Words of the windows before that say whether a term is in technical company."""
_PIECE = 10 * RATE_HZ
"""Sound is measured in pieces, so that a long file needs no more memory than a short one."""


class Once:
    """A model that takes in the same sound only once: what was encoded in a pause is written down when it lasts."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._samples: NDArray[np.int16] | None = None
        self._encoded: Encoded | None = None

    def has(self, samples: NDArray[np.int16]) -> bool:
        """Whether this was the last sound that was taken in."""
        return self._samples is not None and np.array_equal(samples, self._samples)

    def encode(self, samples: NDArray[np.int16]) -> Encoded:
        """See ``decoder.Model``."""
        if self._encoded is None or not self.has(samples):
            self._samples, self._encoded = samples, self._model.encode(samples)
        return self._encoded


class TakeInHand:
    """A take that is followed; its journal holds what has been heard."""

    def __init__(self, state: TakeState, model: Model, name: str) -> None:
        self.state = state
        self._model = Once(model)
        self._journal = JournalWriter(journal_of(state.sound), name)
        self._voice = VoiceTrack.before(self.heard.end)
        self._looked = 0
        """How far the tail has been decoded ahead, whether there were words in all of it or not."""
        self._doubts: Doubts | None = None

    @property
    def heard(self) -> Heard:
        """All that has been heard."""
        return self._journal.heard

    @property
    def rest(self) -> int:
        """Samples that are not in a window yet."""
        return self.state.samples - self.heard.end

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing left to decode."""
        return self.state.final and (self.heard.samples == self.state.samples or self.rest < SHORTEST)

    def finish(self) -> None:
        """Note that all has been decoded."""
        if self.heard.samples != self.state.samples:
            self._journal.finish(self.state.samples)

    # Windows

    def decodes_now(self) -> bool:
        """Whether a window can be decoded: a whole one, or the last."""
        if self.rest >= WINDOW or (self.state.final and self.rest >= SHORTEST):
            return True
        if self.rest < (ENOUGH_S + REST_S) * RATE_HZ:
            return False
        self._listen()
        return self._extent().rested

    def decode(self) -> Window:
        """Decode the next window, or take the one that was decoded ahead; into the journal with it.

        Raises ``CannotRead`` when the file holds less than it should, and ``OSError``.
        """
        self._listen()
        extent, ahead = self._extent(), self.heard.ahead
        window = ahead if ahead and extent.end in (self._looked, ahead.end) else self._decoded(extent)
        if not extent.rested and self.rest < WINDOW and self._is_silent_from(window.end):
            window = replace(window, end=self.state.samples)
        self._journal.append(window)
        self._looked = 0
        self._voice.forget_before(window.end)
        return window

    def _extent(self) -> "Extent":
        """What the next window takes in, as far as it is known."""
        end = min(self.heard.end + WINDOW, self.state.samples)
        return extent(self.heard.end, end, self._voice.voice(self.heard.end, end))

    def _sound(self, start: int, end: int) -> Sound:
        return Sound(start, self._samples(start, end), self._voice.voice(start, end))

    def _samples(self, start: int, end: int) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
        pcm = read_pcm(self.state.sound, start, end - start)
        if len(pcm) < (end - start) * SAMPLE_BYTES:  # to go on would be for ever: nothing ends where it began
            raise CannotRead(self.state.sound, "it is shorter than what was recorded")
        return np.frombuffer(pcm, dtype="<i2")

    def _decoded(self, extent: "Extent") -> Window:
        sound = self._sound(extent.start, extent.end)
        words = self.heard.words if self.heard.ahead is None else replace(self.heard, ahead=None).words
        hints = self.state.help.hints
        window = decode(self._model, sound, hints, words[-1].end_s if words else 0.0, last=extent.last)
        return replace(window, words=repaired(window.words, hints, words[-_BEFORE:]))

    # The tail

    def pauses(self) -> bool:
        """Whether the speaker has just stopped for a moment, and what was said before it has not been decoded yet."""
        if self.state.final or self.rest < SHORTEST or self.rest >= WINDOW:
            return False
        self._listen()
        begun = max(self._looked, self.heard.end)
        said_s = self._voice.voice(begun, self.state.samples).words_end_s
        return 0 < said_s <= (self.state.samples - begun) / RATE_HZ - PAUSE_S

    def encode_ahead(self) -> bool:
        """Begin with the tail; False when that is done already, and it can be decoded.

        It is half of the work. Whether the speaker goes on is looked at once more before the other half.
        """
        extent = self._extent()
        samples = self._samples(extent.start, extent.end)
        if self._model.has(samples):
            return False
        self._model.encode(samples)
        return True

    def decode_ahead(self) -> Window:
        """Decode what there is, for the case that nothing more is said; into the journal with it."""
        extent = self._extent()
        window = self._decoded(extent)
        self._journal.append_ahead(window)
        self._looked = extent.end
        return window

    def _listen(self) -> None:
        """Measure the voice up to where the next window can reach."""
        end = min(self.state.samples, self.heard.end + WINDOW + REACH)
        while self._voice.end < end:
            to = min(end, self._voice.end + _PIECE)
            self._voice.append(self._samples(self._voice.end, to))

    def _is_silent_from(self, sample: int) -> bool:
        return self._voice.voice(sample, self.state.samples).words_end_s == 0

    # Doubtful terms

    def check(self, decoding: Callable[[], None]) -> bool:
        """Listen for one more doubtful term without hints; False when all are looked at, and the journal says so."""
        if self.heard.unsure is not None:
            return False
        if self._doubts is None:
            self._doubts = Doubts(self.heard, self.state)
        place = self._doubts.next()
        if place is None:
            self._journal.check(self._doubts.unsure())
            return False
        decoding()
        window = self._doubts.window_of(place)
        sound, last = self._heard_sound(window)
        unhinted = decode(self._model, sound, (), 0.0, last=last)
        self._doubts.compare(window, repaired(unhinted.words, ()))
        return True

    def _heard_sound(self, window: Window) -> tuple[Sound, bool]:
        """The sound that ``window`` was decoded from, and whether it ended with what was said."""
        end = min(window.start + WINDOW, self.state.samples)
        track = VoiceTrack.before(window.start)
        track.append(self._samples(track.first, end))
        taken = extent(window.start, end, track.voice(window.start, end))
        voice = track.voice(taken.start, taken.end)
        return Sound(taken.start, self._samples(taken.start, taken.end), voice), taken.last


@dataclass(frozen=True, slots=True)
class Extent:
    """What one window takes in: the samples from ``start`` to ``end`` of a take."""

    start: int
    end: int
    rested: bool
    """It ends in a pause that is long enough for it."""
    last: bool
    """What is said ends with it, for a while or for good."""


def extent(start: int, end: int, voice: Voice) -> Extent:
    """What the window from ``start`` on takes in of the samples up to ``end``, at most ``WINDOW``; ``voice`` is theirs.

    It depends on the sound alone and not on when it is asked, so a take has the same windows however it grew.
    """
    pause_s = voice.pause_s(ENOUGH_S, REST_S)
    if pause_s is None and end - start >= WINDOW:
        return Extent(start, end, rested=False, last=False)
    said_until_s = voice.words_end_s if pause_s is None else pause_s
    ends = min(end, start + round((said_until_s + PAUSE_S) * RATE_HZ))
    return Extent(start, ends, rested=pause_s is not None, last=True)


class Doubts:
    """The terms of a take that will earn credit, window by window; each is listened for once without hints."""

    def __init__(self, heard: Heard, state: TakeState) -> None:
        self._words = heard.words
        self._windows = heard.windows
        self._open = suspects(self._words, state.help)
        self._unsure: set[int] = set()

    def next(self) -> int | None:
        """The place of a term that has not been listened for; None when there is none left."""
        return min(self._open, default=None)

    def window_of(self, place: int) -> Window:
        """The window in which the word at ``place`` was heard."""
        before = 0
        for window in self._windows:
            before += len(window.words)
            if place < before:
                return window
        raise IndexError(place)

    def compare(self, window: Window, unhinted: tuple[HeardWord, ...]) -> None:
        """Settle every term of ``window`` by what was heard in it without hints."""
        for place in [place for place in self._open if self.window_of(place) is window]:
            term = self._open.pop(place)
            if not is_confirmed(place, term, self._words, unhinted):
                self._unsure.update(covered(self._words, place, term))

    def unsure(self) -> frozenset[int]:
        """The places of the words of all terms that were not heard without hints."""
        return frozenset(self._unsure)
