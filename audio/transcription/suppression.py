"""Which tokens Whisper may not write: the signs of captions, but not those that stand within technical terms.

By default every sign that can begin an annotation ("[music]", "♪", ">>") is forbidden, and with it "CI/CD", "I/O",
"A/B test", "C#", "p95 = 2" and "k@5".
"""

from collections.abc import Sequence
from typing import Protocol

WITHIN = ("#", "/", "+", "=", "_", "@")
"""Allowed within a word. At the beginning of one they stay forbidden: nobody who says "number one" means " #1"."""
BETWEEN = (" =", " +")
"""Allowed as words of their own, in formulas."""
_CONTROLS = ("transcribe", "translate", "sot", "sot_prev", "sot_lm", "no_speech")


class SpeechTokenizer(Protocol):
    """What is needed of faster-whisper's tokenizer."""

    @property
    def non_speech_tokens(self) -> Sequence[int]:
        """Tokens of annotations, as OpenAI lists them."""
        ...

    def encode(self, text: str) -> Sequence[int]:
        """Return the tokens of ``text``."""
        ...


def tokens(tokenizer: SpeechTokenizer) -> list[int]:
    """The tokens to suppress, in order: those of captions and of control, but for ``WITHIN`` and ``BETWEEN``."""
    allowed = {encoded[0] for sign in (*WITHIN, *BETWEEN) if len(encoded := tokenizer.encode(sign)) == 1}
    controls = {getattr(tokenizer, name) for name in _CONTROLS}
    return sorted((set(tokenizer.non_speech_tokens) - allowed) | controls)
