"""A person's own words as they are written: one a line, or with commas between them. Knows no Qt."""

import re

from desktop.settings.values import LONGEST_WORD, MOST_WORDS

HINT = (
    "Names and terms that you say and that are often misheard: your company, your products, your tools. One a line, "
    "written as you want to read them. The first fifteen are listened for in every answer."
)
EMPTY = "Such as:\nZanzibase\nŁukasz\npgbouncer"


def words_of(text: str) -> tuple[tuple[str, ...], str]:
    """Return the words that can be kept, each once, and a sentence about those that cannot."""
    words: dict[str, str] = {}
    too_long = 0
    for line in (part for each in text.splitlines() for part in re.split("[,;]", each)):
        word = " ".join("".join(sign if sign.isprintable() else " " for sign in line).split())
        if len(word) > LONGEST_WORD:
            too_long += 1
        elif word:
            words.setdefault(word.casefold(), word)
    return tuple(words.values())[:MOST_WORDS], _left_out(too_long, len(words) - MOST_WORDS)


def _left_out(too_long: int, too_many: int) -> str:
    said: list[str] = []
    if too_long:
        what = "One line is" if too_long == 1 else f"{too_long} lines are"
        said.append(f"{what} longer than {LONGEST_WORD} signs and not used: write single words or terms.")
    if too_many > 0:
        said.append(f"Only the first {MOST_WORDS} words are kept.")
    return " ".join(said)
