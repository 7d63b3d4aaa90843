"""Finding words in what somebody said, however a recogniser spelled them: for the aliases of key points and for lists.

Both sides are brought into one form: lower case, no punctuation, numbers as digits, American endings. An acronym or a
name with digits ("KV", "BM25") is found in pieces too ("k v", "b m 25"), because that is how it is spoken.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_BELOW_TEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate((*_BELOW_TEN, *_TEENS))} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}

_APOSTROPHES = str.maketrans("’‘", "''")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_NOT_SPOKEN = re.compile(r"[^a-z0-9.' ]+|(?<!\d)\.|\.(?!\d)|(?<![a-z])'|'(?![a-z])")
_DECIMAL = re.compile(r"\b(\d+) point (\d)")
_BRITISH = (
    (re.compile(r"(?<=[a-z]{3})is(ations?|ed|es|e|ing|ers?)\b"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{3})our(s|ed|ing|al|ally)?\b"), r"or\1"),
    (re.compile(r"(?<=[a-z]{2})ll(ed|ing|er|ers)\b"), r"l\1"),
)


def normal(text: str) -> str:
    """``text`` in the form in which it is searched: words parted by single spaces."""
    lowered = text.lower().translate(_APOSTROPHES).replace("%", " percent ").replace("per cent", "percent")
    plain = _NOT_SPOKEN.sub(" ", _THOUSANDS.sub("", lowered))
    for pattern, american in _BRITISH:
        plain = pattern.sub(american, plain)
    return _DECIMAL.sub(r"\1.\2", " ".join(_with_digits(plain.split())))


def says(text: str, alias: str) -> bool:
    """Whether ``text``, in its ``normal`` form, holds ``alias``, as whole words."""
    return _pattern(alias).search(text) is not None


def places(text: str, alias: str) -> Iterator[tuple[int, int]]:
    """Begin and end of every place at which ``text``, in its ``normal`` form, holds ``alias``, as whole words."""
    return (match.span() for match in _pattern(alias).finditer(text))


@lru_cache(maxsize=20_000)
def _pattern(alias: str) -> re.Pattern[str]:
    in_pieces = {normal(word) for word in re.findall(r"[A-Za-z0-9]+", alias) if _is_spelled(word)}
    words = (" ?".join(word) if word in in_pieces else re.escape(word) for word in normal(alias).split())
    return re.compile(rf"(?<![a-z0-9'.]){' '.join(words)}s?(?!\.?[a-z0-9])")


def _is_spelled(word: str) -> bool:
    """Whether ``word`` is said letter by letter: an acronym, or a name with a digit."""
    return len(word) > 1 and not word.isdigit() and (word.isupper() or any(each.isdigit() for each in word))


def _with_digits(words: list[str]) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(words):
        value, end = _number(words, at)
        if end > at:
            decimals, end = _decimals(words, end)
            found.append(f"{value}{decimals}")
            at = end
        else:
            found.append(words[at])
            at += 1
    return found


def _decimals(words: list[str], at: int) -> tuple[str, int]:
    """What stands after the point, as in "three point five million", and where it ends."""
    end = at + 1
    while end < len(words) and words[end] in _BELOW_TEN:
        end += 1
    digits = "".join(str(_VALUES[word]) for word in words[at + 1 : end])
    return (f".{digits}", end) if digits and words[at] == "point" else ("", at)


def _number(words: list[str], at: int) -> tuple[int, int]:
    """The number that begins at ``at`` and where it ends; an end of ``at`` when there is none."""
    total = part = 0
    end = at
    last = 0
    for place in range(at, len(words)):
        word = words[place]
        if word in _VALUES:
            value = _VALUES[word]
            if last and not (value < 10 and 20 <= last < 100) and not last >= 100:
                break
            part, last = part + value, value
        elif word in _SCALES and part:
            scale = _SCALES[word]
            if scale == 100:
                part *= scale
            else:
                total, part = total + part * scale, 0
            last = scale
        elif word == "and" and last >= 100 and place + 1 < len(words) and words[place + 1] in _VALUES:
            continue
        else:
            break
        end = place + 1
    return total + part, end
