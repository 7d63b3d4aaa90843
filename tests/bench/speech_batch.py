"""What a person would write: a dozen lines around faster-whisper. Run with the bench's own Python.

Reads one order a line (JSON: ``sound``, and what to change in ``transcribe``), answers each in a line: text, words with
times, seconds it took, and the memory of this process. The model is given as a folder on the command line.
"""

import json
import os
import sys
import time

os.environ["HF_HUB_OFFLINE"] = "1"

import ctranslate2
from faster_whisper import WhisperModel

from tests.bench.processes import peak, weight

SEED = 20


def main(folder: str, threads: int) -> None:
    """Load the model at ``folder``, answer orders until standard input ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    ctranslate2.set_random_seed(SEED)
    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=threads)
    print(json.dumps({"ready": os.getpid()}), file=answers, flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        sound = order.pop("sound")
        begun = time.monotonic()
        segments, _ = model.transcribe(sound, **{"beam_size": 5, "word_timestamps": True, "language": "en"} | order)
        words = [[word.word, word.start, word.end, word.probability] for part in segments for word in part.words or ()]
        answer = {
            "took_s": time.monotonic() - begun,
            "text": "".join(word for word, *_ in words).strip(),
            "words": words,
            "rss": weight(os.getpid()).rss,
            "peak": peak(os.getpid()),
        }
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
