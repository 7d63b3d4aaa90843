"""Word error rates as they are commonly given. Run with the bench's own Python (whisper-normalizer, jiwer).

Reads ``[[reference, text], ...]`` as JSON, prints for each what the normaliser makes of both and how many words are
wrong. The normaliser drops "um" and "uh", writes numbers as digits and contractions in full.
"""

import json
import sys
from typing import Any

import jiwer
from whisper_normalizer.english import EnglishTextNormalizer


def main() -> None:
    """Read from standard input, answer on standard output."""
    normal = EnglishTextNormalizer()
    json.dump([_compared(normal(said), normal(heard)) for said, heard in json.load(sys.stdin)], sys.stdout)


def _compared(said: str, heard: str) -> dict[str, Any]:
    counts = jiwer.process_words(said, heard) if said else None
    wrong = counts.substitutions + counts.deletions + counts.insertions if counts else len(heard.split())
    return {"said": said.split(), "heard": heard.split(), "wrong": wrong}


if __name__ == "__main__":
    main()
