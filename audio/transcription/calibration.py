"""How fast a speech model is on this machine: seconds of work for each second of speech, measured in about 10 s.

No speech is needed for it. What a window costs does not depend on what is heard in it: the encoder always works on
30 s, and the decoder takes as long for each token. So noise is encoded, and the decoder, which is not allowed to end,
has to write as many tokens as are said in a window, with the beam of a real answer; then they are aligned for word
times. Against a spoken answer of 71 s (2 processors, beam 5, processor time) it was right within a fifth for tiny.en
and base.
"""

import os
import statistics
import sys
import time
from pathlib import Path

import ctranslate2
import numpy as np

from audio.errors import AudioError, NotMeasured
from audio.transcription.child import Answers
from audio.transcription.machine import decoding_threads
from audio.transcription.models import located

WINDOW_S = 21.0
"""Of the 30 s of a window 18 to 24 s are used up: the sentence that its end cuts is heard again in the next."""
TOKENS = 100
"""What a person says in that time: words, commas and timestamps."""
BEAM = 5
ENOUGH_S = 8.0
FRAMES = 3000
"""Of a spectrogram of 30 s."""
_START, _NO_TIMES = "<|startoftranscript|>", "<|notimestamps|>"
_ORDER = ("<|en|>", "<|transcribe|>")
"""What a model of several languages is told besides."""
_END = {True: 50257, False: 50256}
"""The token that ends a text, of models of several languages and of English ones. It is forbidden here."""
_ANY_WORD = 400
"""A token that may stand in a text: which one makes no difference to the alignment's cost."""


def factor(folder: Path, threads: int, enough_s: float = ENOUGH_S) -> float:
    """Measure the model in ``folder``, which must have been looked at; raises ``NotMeasured``.

    A first window is not counted, unless it takes so long that there is no second.
    """
    try:
        model = ctranslate2.models.Whisper(str(folder), device="cpu", compute_type="int8", intra_threads=threads)
        noise = np.random.default_rng(1).standard_normal((1, model.n_mels, FRAMES)).astype(np.float32)
        spectrogram = ctranslate2.StorageView.from_array(noise)
        took: list[float] = []
        while sum(took) < enough_s:
            took.append(_window_s(model, spectrogram))
    except (RuntimeError, ValueError) as error:  # what CTranslate2 says of files that are no model, or of no memory
        raise NotMeasured(folder.name, str(error)) from error
    return round(statistics.median(took[1:] or took) / WINDOW_S, 4)


def _window_s(model: ctranslate2.models.Whisper, spectrogram: ctranslate2.StorageView) -> float:
    """Do what a window takes and return the seconds."""
    multilingual = bool(model.is_multilingual)
    prompt = [_START, *(_ORDER if multilingual else ()), _NO_TIMES]
    begun = time.perf_counter()
    encoded = model.encode(spectrogram)
    model.generate(
        encoded,
        [prompt],
        beam_size=BEAM,
        max_length=2 * TOKENS,  # CTranslate2 takes half of it for the prompt
        suppress_blank=False,
        suppress_tokens=[-1, _END[multilingual]],
    )
    model.align(encoded, [_END[multilingual] + 1], [[_ANY_WORD] * TOKENS], FRAMES)
    return time.perf_counter() - begun


def main() -> int:
    """Asked ``{"model": name or folder}``, answer ``{"factor": number}`` or ``{"failed": sentence}``."""
    answer = Answers()
    if hasattr(os, "nice"):
        os.nice(10)  # as the recogniser does
    asked = answer.question
    try:
        measured = factor(located(asked["model"]), decoding_threads())
    except AudioError as error:
        answer(failed=str(error))
        return 1
    answer(factor=measured)
    return 0


if __name__ == "__main__":
    sys.exit(main())
