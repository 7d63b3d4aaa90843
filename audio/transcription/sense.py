"""What of a recogniser's words cannot have been said: judged by the voice in the sound, not by the words alone."""

import re
from collections.abc import Sequence

from audio.transcription.voice import Voice
from audio.transcription.words import HeardWord

NO_SPEECH = 0.6
"""From here on the model finds it likely that nobody speaks: noises reach 0.74 to 0.99, three seconds of speech or more
at most 0.57. Measured with base and tiny.en over seventeen noises and fifteen clips, without hints."""
SURELY_NO_SPEECH = 0.8
"""Tones have vowels of a kind; the model knows them all the same."""
JUDGED_S = 3.0
"""Of shorter sounds the model's own opinion is not worth much: a single "yes" reaches 0.8."""
NEAR_S = 0.5
"""So far from any voice a word may be placed by alignment."""
REPEATS = {1: 5, 2: 4, 3: 4}
"""Words in a phrase -> how often it may be written in a row; more often is a loop."""
LONG_REPEATS = 2
"""The same of a longer phrase: who says a sentence twice does not say it a third time at once."""
_LONGEST_LOOP = 24
_LEAK = 3
_OUTSIDE = re.compile(r"^\W+|\W+$")


def is_speechless(no_speech: float, voice: Voice, seconds: float) -> bool:
    """Whether a sound of so many ``seconds`` holds no words, however loud it is."""
    if voice.vowels_s == 0 and no_speech > NO_SPEECH:
        return True
    return no_speech > SURELY_NO_SPEECH and seconds >= JUDGED_S


def invented(word: HeardWord, voice: Voice) -> bool:
    """Whether ``word``, in seconds of ``voice``, stands where nobody speaks, or is no word: dots alone."""
    if not plain(word.text):
        return True
    return voice.between(word.start_s - NEAR_S, word.end_s + NEAR_S).is_silent


def plain(text: str) -> str:
    """``text`` in small letters without what stands around it."""
    return _OUTSIDE.sub("", text).lower()


def without_loops(words: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
    """``words`` with one of each phrase that is repeated on and on, as Whisper does over sounds it cannot read."""
    texts = [plain(word.text) for word in words]
    kept: list[HeardWord] = []
    at = 0
    while at < len(words):
        size, times = _loop_at(texts, at)
        kept += words[at : at + size]
        at += size * times
    return tuple(kept)


def _loop_at(texts: Sequence[str], at: int) -> tuple[int, int]:
    """Words in the phrase that begins at ``at``, and how often it is said in a row; (1, 1) when it is no loop."""
    for size in range(1, _LONGEST_LOOP + 1):
        phrase, times = texts[at : at + size], 1
        while phrase and texts[at + times * size : at + (times + 1) * size] == phrase:
            times += 1
        if times > REPEATS.get(size, LONG_REPEATS):
            return size, times
    return 1, 1


def leaked(words: Sequence[HeardWord], hints: Sequence[str]) -> bool:
    """Whether the hints themselves were written down: three of them one after the other, in their own order."""
    spoken = [plain(word.text) for word in words]
    row = [plain(piece) for hint in hints for piece in hint.split()]
    ends = [0]
    for hint in hints:
        ends.append(ends[-1] + len(hint.split()))
    runs = (row[ends[first] : ends[first + _LEAK]] for first in range(len(hints) - _LEAK + 1))
    return any(_contains(spoken, run) for run in runs)


def _contains(texts: Sequence[str], run: Sequence[str]) -> bool:
    return any(texts[at : at + len(run)] == run for at in range(len(texts) - len(run) + 1))
