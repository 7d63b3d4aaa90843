"""The one place that touches faster-whisper, half of it methods that are not its public API: hence the exact pin."""

import os
import sys
from types import ModuleType

os.environ["HF_HUB_OFFLINE"] = "1"  # before the import: a model is loaded by path, and nothing may ask a hub
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
# faster-whisper imports PyAV for its own reading of files, which is not used here: samples come from our WAV. Its
# wheels carry GPL codecs that must not be in a bundle, so it is left out everywhere, and source and bundle are alike.
sys.modules["av"] = ModuleType("av")

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import TranscriptionOptions
from numpy.typing import NDArray

from audio.transcription.decoder import Pass
from audio.transcription.suppression import tokens
from audio.transcription.words import HeardWord

FRAME_S = 0.01
FRAMES = 3000
"""Whisper takes in 30 s, at 100 frames a second."""
BEAM = 5
SEED = 20
REPETITIVE = 2.4
"""Text that can be packed smaller than this goes round in a loop. Whisper's own threshold."""
CONTINUED = 3
"""So many sentences that Whisper left out at the end of an answer are asked for."""
LEFT_S = 0.4
"""A voice that goes on for longer than this after the last timestamp was not written down."""
_PREPENDED = "\"'“¿([{-"
_APPENDED = "\"'.。,，!！?？:：”)]}、"


class Whisper:
    """A loaded model. ``folder`` must have been looked at by ``models.located``; loading takes about a second."""

    def __init__(self, folder: Path, threads: int, beam: int = BEAM) -> None:
        self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)
        multilingual = self._model.model.is_multilingual
        self._tokenizer = Tokenizer(self._model.hf_tokenizer, multilingual, task="transcribe", language="en")
        self._options = _options(tokens(self._tokenizer), beam)

    def encode(self, samples: NDArray[np.int16]) -> "EncodedSound":
        """Take in at most 30 s of sound: the part of the work that does not depend on how it is written down."""
        features = self._model.feature_extractor(samples.astype(np.float32) / 32768.0)[..., :-1]
        frames = min(FRAMES, features.shape[-1])
        encoded = self._model.encode(pad_or_trim(features[:, :frames]))
        return EncodedSound(self._model, self._tokenizer, self._options, encoded, frames)


@dataclass(frozen=True, slots=True)
class EncodedSound:
    """See ``decoder.Encoded``."""

    _model: WhisperModel
    _tokenizer: Tokenizer
    _options: TranscriptionOptions
    _encoded: ctranslate2.StorageView
    _frames: int

    def no_speech(self) -> float:
        """See ``decoder.Encoded``. One step of the decoder: hints would lower it."""
        prompt = self._model.get_prompt(self._tokenizer, [], without_timestamps=False)
        first = self._model.model.generate(
            self._encoded, [prompt], beam_size=1, max_length=len(prompt) + 1, return_no_speech_prob=True
        )
        return float(first[0].no_speech_prob)

    def write(self, hints: str, said_until_s: float, ends_s: float | None) -> Pass:
        """See ``decoder.Encoded``."""
        ctranslate2.set_random_seed(SEED)  # temperature fallback samples: the same sound shall give the same words
        prompt = self._model.get_prompt(self._tokenizer, [], without_timestamps=False, hotwords=hints or None)
        # What fails with hints is better tried without them than five times more with them.
        options = replace(self._options, temperatures=[0]) if hints else self._options
        result, log_probability, _, compression = self._model.generate_with_fallback(
            self._encoded, prompt, self._tokenizer, options
        )
        written = list(result.sequences_ids[0])
        if ends_s is not None:
            written = self._to_the_end(written, prompt, ends_s)
        segments, seek, single = self._model._split_segments_by_timestamps(
            tokenizer=self._tokenizer,
            tokens=written,
            time_offset=0.0,
            segment_size=self._frames,
            segment_duration=self._frames * FRAME_S,
            seek=0,
        )
        self._model.add_word_timestamps(
            [segments],
            self._tokenizer,
            self._encoded,
            self._frames,
            _PREPENDED,
            _APPENDED,
            last_speech_timestamp=said_until_s,
        )
        words = tuple(_word(word) for segment in segments for word in segment["words"])
        whole = single or seek >= self._frames
        return Pass(words, seek * FRAME_S, whole, log_probability, repetitive=compression > REPETITIVE)

    def _to_the_end(self, written: list[int], prompt: list[int], ends_s: float) -> list[int]:
        """``written`` gone on with where Whisper stopped before the words do.

        It was taught to leave a sentence that the end of a window cuts to the next window, and takes the end of an
        answer for such a cut. From its last sentence on it writes the rest, without a new window.
        """
        first_stamp, second = self._tokenizer.timestamp_begin, round(1 / self._model.time_precision)
        greedy = replace(self._options, temperatures=[0])
        for _ in range(CONTINUED):
            if not written or written[-1] < first_stamp:
                return [*written, first_stamp + round(ends_s * second)]
            if (written[-1] - first_stamp) / second > ends_s - LEFT_S:
                break
            before, begun = last_sentence(written, first_stamp)
            result, *_ = self._model.generate_with_fallback(self._encoded, prompt + begun, self._tokenizer, greedy)
            gone_on = list(result.sequences_ids[0])
            if not any(token < self._tokenizer.eot for token in gone_on[len(begun) :]):
                break
            written = before + gone_on
        return written


def last_sentence(written: list[int], first_stamp: int) -> tuple[list[int], list[int]]:
    """What comes before the last sentence, and that sentence up to the timestamp at which the next one begins.

    ``written`` ends with a timestamp; timestamps are tokens from ``first_stamp`` on. A sentence stands between two, and
    the one that ends it is said twice when another begins.
    """
    pairs = [at for at in range(1, len(written)) if min(written[at - 1], written[at]) >= first_stamp]
    if pairs and pairs[-1] == len(written) - 1:
        pairs.pop()
    else:
        written = [*written, written[-1]]
    begin = pairs[-1] if pairs else 0
    return written[:begin], written[begin:]


def _word(word: dict[str, Any]) -> HeardWord:
    start_s, end_s = (round(float(word[key]), 2) for key in ("start", "end"))
    return HeardWord(word["word"], start_s, end_s, float(word["probability"]))


def _options(suppressed: list[int], beam: int) -> TranscriptionOptions:
    return TranscriptionOptions(
        beam_size=beam,
        best_of=5,
        patience=1,
        length_penalty=1,
        repetition_penalty=1,
        no_repeat_ngram_size=0,
        log_prob_threshold=-1.0,
        no_speech_threshold=0.6,
        compression_ratio_threshold=REPETITIVE,
        condition_on_previous_text=False,
        prompt_reset_on_temperature=0.5,
        temperatures=[0, 0.2, 0.4, 0.6, 0.8, 1.0],
        initial_prompt=None,
        prefix=None,
        suppress_blank=True,
        suppress_tokens=suppressed,
        without_timestamps=False,
        max_initial_timestamp=1.0,
        word_timestamps=True,
        prepend_punctuations=_PREPENDED,
        append_punctuations=_APPENDED,
        multilingual=False,
        max_new_tokens=None,
        clip_timestamps="0",
        hallucination_silence_threshold=None,
        hotwords=None,
    )
