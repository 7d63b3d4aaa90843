"""The one place that touches faster-whisper, half of it methods that are not its public API: hence the exact pin."""

import os
import sys
from types import ModuleType

os.environ["HF_HUB_OFFLINE"] = "1"  # before the import: a model is loaded by path, and nothing may ask a hub
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
# faster-whisper imports PyAV for its own reading of files, which is not used here: samples come from our WAV. Its
# wheels carry GPL codecs that must not be in a bundle, so it is left out everywhere, and source and bundle are alike.
sys.modules["av"] = ModuleType("av")

from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import TranscriptionOptions, get_suppressed_tokens
from faster_whisper.utils import get_end

from audio.transcription.words import HeardWord, Window
from audio.wav import RATE_HZ

FRAME_S = 0.01
BEAM = 5
SILENT_PEAK = 58
"""About -55 dB of full scale: a window that never gets louder holds no speech, only something to invent words from."""
STRETCH_S = 0.8
"""Alignment may pull the last word this far past its timestamp token; beyond it the token is right. Measured."""
SEED = 20
_PREPENDED = "\"'“¿([{-"
_APPENDED = "\"'.。,，!！?？:：”)]}、"


class Whisper:
    """A loaded model. ``folder`` must have been verified; loading takes about a second."""

    def __init__(self, folder: Path, threads: int) -> None:
        ctranslate2.set_random_seed(SEED)  # temperature fallback samples: the same sound shall give the same words
        self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)
        multilingual = self._model.model.is_multilingual
        self._tokenizer = Tokenizer(self._model.hf_tokenizer, multilingual, task="transcribe", language="en")
        self._options = _options(self._tokenizer)

    def decode(self, pcm: bytes, start: int, heard_until_s: float) -> Window:
        """See ``WindowDecoder``."""
        samples = np.frombuffer(pcm, dtype="<i2")
        whole = Window(start, start + len(samples), ())
        if np.abs(samples.astype(np.int32)).max(initial=0) < SILENT_PEAK:
            return whole
        features = self._model.feature_extractor(samples.astype(np.float32) / 32768.0)[..., :-1]
        frames = min(3000, features.shape[-1])
        encoded = self._model.encode(pad_or_trim(features[:, :frames]))
        prompt = self._model.get_prompt(self._tokenizer, [], without_timestamps=False)
        result, log_probability, _, _ = self._model.generate_with_fallback(
            encoded, prompt, self._tokenizer, self._options
        )
        if result.no_speech_prob > 0.6 and log_probability <= -1.0:
            return whole
        offset_s = start / RATE_HZ
        segments, advance_s = self._segments(
            result.sequences_ids[0], encoded, frames, heard_until_s - offset_s, whole.end - start
        )
        words = tuple(
            HeardWord(
                word["word"], round(word["start"] + offset_s, 2), round(word["end"] + offset_s, 2), word["probability"]
            )
            for segment in segments
            for word in segment["words"]
        )
        # At least half a second forward, or a window that ends where it began would be decoded for ever.
        end = start + max(round(advance_s * RATE_HZ), RATE_HZ // 2)
        return Window(start, min(end, whole.end), words)

    def _segments(
        self, tokens: list[int], encoded: ctranslate2.StorageView, frames: int, heard_until_s: float, samples: int
    ) -> tuple[list[Any], float]:
        """Segments with word times, and how many seconds of the window they use up."""
        segments, seek, single = self._model._split_segments_by_timestamps(
            tokenizer=self._tokenizer,
            tokens=tokens,
            time_offset=0.0,
            segment_size=frames,
            segment_duration=frames * FRAME_S,
            seek=0,
        )
        self._model.add_word_timestamps(
            [segments], self._tokenizer, encoded, frames, _PREPENDED, _APPENDED, last_speech_timestamp=heard_until_s
        )
        stamped_s = seek * FRAME_S
        if seek >= frames:
            return segments, samples / RATE_HZ
        last_word_s = None if single else get_end(segments)
        if last_word_s is None or last_word_s - stamped_s > STRETCH_S:
            return segments, stamped_s
        return segments, last_word_s


def _options(tokenizer: Tokenizer) -> TranscriptionOptions:
    return TranscriptionOptions(
        beam_size=BEAM,
        best_of=5,
        patience=1,
        length_penalty=1,
        repetition_penalty=1,
        no_repeat_ngram_size=0,
        log_prob_threshold=-1.0,
        no_speech_threshold=0.6,
        compression_ratio_threshold=2.4,
        condition_on_previous_text=False,
        prompt_reset_on_temperature=0.5,
        temperatures=[0, 0.2, 0.4, 0.6, 0.8, 1.0],
        initial_prompt=None,
        prefix=None,
        suppress_blank=True,
        suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
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
