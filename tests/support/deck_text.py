"""A sound deck file of one prompt: the example of the page for people who write decks."""

import re
from pathlib import Path

import cards.deck

FORMAT_PAGE = Path(cards.deck.__file__).with_name("FORMAT.md").read_text(encoding="utf-8")


def _example() -> str:
    found = re.search(r"^```toml\n(.*?)^```$", FORMAT_PAGE, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


EXAMPLE = _example()


def changed(*replacements: tuple[str, str], text: str = EXAMPLE) -> str:
    """The example with some pieces of it replaced, each of which stands there once."""
    for old, new in replacements:
        assert text.count(old) == 1, (text.count(old), old)
        text = text.replace(old, new)
    return text


def line_of(text: str, piece: str) -> int:
    """The line of the first place where a piece stands, counted from 1."""
    return text[: text.index(piece)].count("\n") + 1
