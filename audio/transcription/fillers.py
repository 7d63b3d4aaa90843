"""The sounds a person makes while thinking: which words are some, and what a text is without them.

A recogniser writes fewer of them than were made, so a count of them is a lower bound.
"""

import re
from collections.abc import Sequence

FILLER_HINT = "Um, uh, hmm, er, ah."
"""Written before a window as hotwords, it makes Whisper write fillers that it would leave out otherwise."""

# "err" is a word, "mhm" and "uh-huh" are answers, and "ER" in capitals is a diagram.
_SOUND = re.compile(r"u+m+|u+h+m*|h+m+|m{2,}|er(m+|r{2,})?|a+h+|e+h+", re.IGNORECASE)
_AROUND = " \t\n,.;:?!…-–—"
_HELD = ",;:…-–—"
"""Marks that only set a filler off; a full stop, a question mark and an exclamation mark end a sentence."""
_ENDS = re.compile(r"[.?!](?<!\.\.)[\"'”’»)\]]*$")
_MARK = re.compile(r"(?<!\.)[.?!]\s*$")
_LETS_BEGIN = re.compile(r"[.?!…][\"'”’»)\]]*$")


def is_filler(text: str) -> bool:
    """Tell whether ``text`` is one filler, such as "Um," or "hmm..."."""
    sound = text.strip(_AROUND)
    return _SOUND.fullmatch(sound) is not None and (len(sound) < 2 or not sound[1:].isupper())


def without_fillers(words: Sequence[str]) -> tuple[str | None, ...]:
    """Return each word as it stands once the fillers are left out, and None for a filler.

    The mark that ended a sentence after a filler goes to the word before, the capital of a filler to the word after,
    and a comma that only led up to a filler goes with it.
    """
    shown: list[str | None] = [None if is_filler(word) else word for word in words]
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and shown[end] is None:
            end += 1
        if end > at:
            _close(shown, words, at, end)
        at = end + 1
    return tuple(shown)


def clean(text: str) -> str:
    """Return ``text`` without its fillers; the blanks between the other words stay as they are."""
    pieces = re.split(r"(\s+)", text)
    words = pieces[::2]
    shown = without_fillers(words)
    if None not in shown:
        return text
    parts: list[str] = []
    for word, blank in zip(shown, [*pieces[1::2], ""], strict=True):
        if word is not None:
            parts += (word, blank)
        elif "\n" in blank and parts:
            parts[-1] = blank  # a filler at the end of its line leaves the line's end
    return "".join(parts).strip() if text.strip() else text


def _close(shown: list[str | None], words: Sequence[str], first: int, end: int) -> None:
    """Mend what stands around the fillers ``first`` up to and not including ``end``."""
    before, after = shown[first - 1] if first else None, words[end] if end < len(words) else ""
    if (not before or _LETS_BEGIN.search(before)) and words[first].strip(_AROUND)[0].isupper() and after:
        shown[end] = _with_capital(after)
    if before and not _ENDS.search(before):
        shown[first - 1] = _closed(before, words[first:end], after)


def _closed(before: str, fillers: Sequence[str], after: str) -> str:
    """``before`` with the mark that its sentence ends with, or without the comma that led up to ``fillers``."""
    for filler in fillers:
        if mark := _MARK.search(filler):
            return before.rstrip(_HELD + ".") + mark[0]
    last = fillers[-1].rstrip()
    trails = last.endswith(("..", "…"))
    if trails and after[:1].isupper():
        return before.rstrip(_HELD + ".") + "…"
    led_up = before.endswith(",") and (trails or last.endswith((",", "-", "–", "—")) or not after)
    return before[:-1] if led_up else before


def _with_capital(word: str) -> str:
    """``word`` with a capital, unless it has its own way of writing, such as "iOS"."""
    return word[0].upper() + word[1:] if word.islower() and len(word[0].upper()) == 1 else word
