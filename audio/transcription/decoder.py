"""Whisper's own long-form decoding, one 30-second window after the other, over a file that may still grow.

A window starts where the last one ended, so with no conditioning on earlier text each depends on its own 30 seconds
alone: decoding while the person speaks gives what decoding the finished file gives. What Whisper writes is not taken on
trust: a window ends where its words end and not where speech would be skipped, words that were written where nobody
speaks are left out, and speech without words is decoded again by itself, or shown as a gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from audio.transcription.fillers import FILLER_HINT
from audio.transcription.sense import NO_SPEECH, invented, is_speechless, leaked, plain, without_loops
from audio.transcription.voice import Voice
from audio.transcription.words import Gap, HeardWord, Window
from audio.wav import RATE_HZ

WINDOW = 30 * RATE_HZ
"""Samples that Whisper takes in at once."""
SHORTEST = RATE_HZ // 10
"""A rest shorter than this, in samples, holds no word."""
FORWARD_S = 0.5
"""At least so far forward, or a window that ends where it began would be decoded for ever."""
STRETCH_S = 0.8
"""Alignment may pull the last word this far past its timestamp token; beyond it the token is right. Measured."""
UNSAID_S = 0.4
"""So much voice after the last word of a window was not written down: the next window begins there."""
GAP_S = 1.5
"""A voice without words for longer than this is listened to again."""
_BEFORE_S, _AFTER_S = 0.1, 0.2
"""So far from the end of a word, as aligned, its sound may end."""
_EDGE_S = 0.5
_SEAM_S = 8.0
_SENTENCE_ENDS = (".", "?", "!", '."', '?"', '!"')
_HOARSE_S = 1.0
_HARM_S = 3.0
"""Hints that cost so much speech have done harm."""
_AROUND_S = 0.2
_EARLY_S = 0.05
_DOUBTED = -0.5
"""Below it the words may be better without hints. On clear speech it is -0.1 to -0.4."""
_TIE = 0.15
"""In doubt nothing is put into anyone's mouth: without hints it has to be worse by more than this to be turned down."""
_TRUSTED = -0.8
"""Mean log probability of the tokens, above which words are believed where nobody may speak, or that are listened to
again."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass wrote; times in seconds of the window."""

    words: tuple[HeardWord, ...]
    stamped_s: float
    """Where its last timestamp stands: what follows was not written yet."""
    whole: bool
    """It claims that nothing is said after its last timestamp."""
    log_probability: float
    """Mean over its tokens."""
    repetitive: bool = False
    """It goes round in a loop."""


class Encoded(Protocol):
    """Sound that a model has taken in."""

    def no_speech(self) -> float:
        """How probable the model finds it, from 0 to 1, that nobody speaks at its beginning."""

    def write(self, hints: str, said_until_s: float, ends_s: float | None) -> Pass:
        """Write it down; words were said before until ``said_until_s``, 0 or less.

        Where nothing follows the sound, ``ends_s`` is when its words end: it is written down to there. None where the
        next window will hear the end, or nobody may have spoken.
        """


class Model(Protocol):
    """A speech model."""

    def encode(self, samples: NDArray[np.int16]) -> Encoded:
        """Take in at most ``WINDOW`` samples at 16 kHz."""


@dataclass(frozen=True, slots=True)
class Sound:
    """At most ``WINDOW`` samples of a take from sample ``start`` on, and the voice in them."""

    start: int
    samples: NDArray[np.int16]
    voice: Voice

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.samples) / RATE_HZ

    def between(self, start_s: float, end_s: float) -> "Sound":
        """A part of it; times within it."""
        first, last = max(0, round(start_s * RATE_HZ)), round(end_s * RATE_HZ)
        return Sound(self.start + first, self.samples[first:last], self.voice.between(first / RATE_HZ, end_s))


def decode(model: Model, sound: Sound, hints: Sequence[str], said_until_s: float, *, last: bool) -> Window:
    """The window that begins with ``sound``; it ends after its start. Times of its words are those of the take.

    ``last`` when the take ends with ``sound``; words were said before until ``said_until_s`` of the take.
    """
    whole = Window(sound.start, sound.start + len(sound.samples), ())
    if sound.voice.is_silent:
        return whole
    encoded = model.encode(sound.samples)
    no_speech = encoded.no_speech()
    if is_speechless(no_speech, sound.voice, sound.seconds):
        return whole
    offset_s = sound.start / RATE_HZ
    # Where no vowel sounds, no end is asked for: over noises Whisper would go on as long as it is let.
    ends_s = sound.voice.vowels_end_s or None if last else None
    if no_speech > NO_SPEECH:  # nor are hints given: they would be written
        heard = _sensible(encoded.write("", said_until_s - offset_s, ends_s), sound.voice)
        if heard.log_probability < _TRUSTED:
            voices = uncovered((), sound.voice, sound.seconds)
            return replace(whole, gaps=tuple(_gap(Gap(start_s, end_s), offset_s) for _, start_s, end_s in voices))
    else:
        heard = _written(encoded, hints, said_until_s - offset_s, sound, ends_s)
    end_s = _end_s(heard, sound, last=last)
    words, gaps = _completed(model, sound, [word for word in heard.words if word.start_s < end_s], end_s)
    end = min(sound.start + round(max(_between_words_s(end_s, sound), FORWARD_S) * RATE_HZ), whole.end)
    return Window(sound.start, end, _moved(without_loops(words), offset_s), tuple(_gap(gap, offset_s) for gap in gaps))


def _between_words_s(end_s: float, sound: Sound) -> float:
    """The quietest moment about ``end_s``: what is left of a word at the beginning of a window is heard as another."""
    return end_s if end_s >= sound.seconds else sound.voice.quietest_s(end_s - _BEFORE_S, end_s + _AFTER_S)


def prompt(hints: Sequence[str]) -> str:
    """What is put before a window: fillers, or Whisper leaves them out, and the terms of the topic.

    Both end as sentences do: after a list without its full stop Whisper goes on writing a list. Measured.
    """
    terms = f"{', '.join(hints)}." if hints else ""
    return f"{FILLER_HINT} {terms}".strip()


def _written(encoded: Encoded, hints: Sequence[str], said_until_s: float, sound: Sound, ends_s: float | None) -> Pass:
    """What the sound is written as; without any hint where they did harm: they were written themselves, speech was left
    out, or the model does not believe what it wrote."""
    hinted = _sensible(encoded.write(prompt(hints), said_until_s, ends_s), sound.voice)
    spoiled = hinted.repetitive or leaked(hinted.words, hints)
    left_out_s = _left_out_s(hinted, sound)
    if not spoiled and hinted.log_probability > _DOUBTED and left_out_s < _HARM_S:
        return hinted
    unhinted = _sensible(encoded.write("", said_until_s, ends_s), sound.voice)
    gained_s = left_out_s - _left_out_s(unhinted, sound)
    better = gained_s > _HARM_S or (gained_s >= 0 and unhinted.log_probability > hinted.log_probability - _TIE)
    return unhinted if spoiled or better else hinted


def _left_out_s(heard: Pass, sound: Sound) -> float:
    end_s = sound.seconds if heard.whole else heard.stamped_s
    return sum(until_s - start_s for _, start_s, until_s in uncovered(heard.words, sound.voice, end_s))


def _sensible(heard: Pass, voice: Voice) -> Pass:
    kept = without_loops(heard.words)
    return replace(heard, words=tuple(_placed(word, voice) for word in kept if not invented(word, voice)))


def _placed(word: HeardWord, voice: Voice) -> HeardWord:
    """``word`` from where a voice begins, if alignment let it begin in the pause before."""
    during = voice.between(word.start_s, word.end_s)
    late_s = during.start_s
    if _EARLY_S < late_s < word.end_s - word.start_s - _EARLY_S:
        return replace(word, start_s=round(word.start_s + late_s, 2))
    return word


def _end_s(heard: Pass, sound: Sound, *, last: bool) -> float:
    """Where the next window begins, in seconds of this one."""
    if not heard.words:
        return sound.seconds
    last_word_s = heard.words[-1].end_s
    if heard.whole or last:
        if _unsaid_s(sound, last_word_s) > UNSAID_S:
            return last_word_s
        spoken_on = not last and not sound.voice.between(sound.seconds - _EDGE_S, sound.seconds).is_silent
        return _seam_s(heard.words, sound.seconds) if spoken_on else sound.seconds
    return heard.stamped_s if last_word_s - heard.stamped_s > STRETCH_S else last_word_s


def _seam_s(words: Sequence[HeardWord], end_s: float) -> float:
    """Where to part a window that was written to its very edge, in the middle of what is said.

    After its last sentence, else in the longest pause near the end: a word that the edge cuts would be heard as two.
    """
    near = [place for place in range(len(words) - 1) if words[place].end_s > end_s - _SEAM_S]
    sentences = [place for place in near if words[place].text.endswith(_SENTENCE_ENDS)]
    if sentences:
        return words[sentences[-1]].end_s
    pauses = [(words[place + 1].start_s - words[place].end_s, place) for place in near]
    return words[max(pauses)[1]].end_s if pauses else end_s


def _unsaid_s(sound: Sound, after_s: float) -> float:
    """How much voice there is after ``after_s``; it has to have a vowel, or to be long, as a hoarse one."""
    rest = sound.voice.between(after_s + _AROUND_S, sound.seconds)
    return rest.spoken_s if rest.vowels_s or rest.spoken_s > _HOARSE_S else 0.0


def _completed(
    model: Model, sound: Sound, words: list[HeardWord], end_s: float
) -> tuple[tuple[HeardWord, ...], list[Gap]]:
    """``words`` with those of stretches that had none although somebody speaks, and the stretches that stay without."""
    complete: list[HeardWord] = []
    gaps: list[Gap] = []
    done = 0
    for place, start_s, until_s in uncovered(words, sound.voice, end_s):
        complete += words[done:place]
        done = place
        found = _listened_again(model, sound, max(0.0, start_s - _AROUND_S), until_s + _AROUND_S)
        complete += _without_overlap(words[:place], found, words[place:])
        if not found:
            gaps.append(Gap(start_s, until_s))
    return (*complete, *words[done:]), gaps


def _listened_again(model: Model, sound: Sound, start_s: float, until_s: float) -> tuple[HeardWord, ...]:
    """What is said in a part of ``sound``, heard by itself."""
    part = sound.between(start_s, until_s)
    encoded = model.encode(part.samples)
    if is_speechless(encoded.no_speech(), part.voice, part.seconds):
        return ()
    heard = _sensible(encoded.write("", 0.0, part.voice.vowels_end_s or None), part.voice)
    return _moved(heard.words, start_s) if heard.log_probability > _TRUSTED else ()


def _without_overlap(
    before: Sequence[HeardWord], found: tuple[HeardWord, ...], after: Sequence[HeardWord]
) -> tuple[HeardWord, ...]:
    """``found`` without the words at its edges that stand before or after it already."""
    texts = [plain(word.text) for word in found]
    ahead = [plain(word.text) for word in before[-len(found) :]] if found else []
    behind = [plain(word.text) for word in after[: len(found)]]
    first = max((size for size in range(len(ahead) + 1) if ahead[len(ahead) - size :] == texts[:size]), default=0)
    last = max((size for size in range(len(behind) + 1) if behind[:size] == texts[len(texts) - size :]), default=0)
    return found[first : max(first, len(found) - last)]


def uncovered(words: Sequence[HeardWord], voice: Voice, end_s: float) -> list[tuple[int, float, float]]:
    """The stretches up to ``end_s`` in which somebody speaks for longer than ``GAP_S`` and no word was written.

    Each with the place of the word that it comes before.
    """
    edges = [0.0]
    for word in words:
        edges += (word.start_s, min(word.end_s, word.start_s + _longest_s(word)))
    edges.append(end_s)
    found = []
    for place, (start_s, until_s) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        if until_s - start_s <= GAP_S:
            continue
        between = voice.between(start_s, until_s)
        if between.end_s - between.start_s > GAP_S and between.spoken_s > GAP_S / 2 and between.vowels_s > UNSAID_S:
            found.append((place, round(start_s + between.start_s, 2), round(start_s + between.end_s, 2)))
    return found


def _longest_s(word: HeardWord) -> float:
    """Alignment stretches a word over what it left out; no word is spoken for longer than this."""
    return 1.0 + 0.15 * len(word.text.strip())


def _moved(words: Sequence[HeardWord], by_s: float) -> tuple[HeardWord, ...]:
    return tuple(
        replace(word, start_s=round(word.start_s + by_s, 2), end_s=round(word.end_s + by_s, 2)) for word in words
    )


def _gap(gap: Gap, by_s: float) -> Gap:
    return Gap(round(gap.start_s + by_s, 2), round(gap.end_s + by_s, 2))
