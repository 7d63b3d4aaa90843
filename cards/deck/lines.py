"""On which line of a TOML text each value stands: ``tomllib`` says what a file holds, but not where.

Method: one regular expression cuts the text into strings, comments, line ends, punctuation and bare words, so that
nothing inside a string or a comment can be taken for a header or a key. A walk over those tokens then follows headers,
keys, arrays and inline tables, and notes the line on which each of them begins. The walk is meant for text that
``tomllib`` has accepted; on any other text the lines are only a guess.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

Path = tuple[str | int, ...]
"""Where a value stands in the parsed file, such as ``("prompt", 2, "constraints", 0)``."""

MAX_LEVELS = 64
"""How deep values are followed. No prompt needs more than a few levels, and no file shall exhaust the stack."""

# An unfinished string runs to the end of its line (or of the text): every character is looked at once, whatever comes.
_TOKEN = re.compile(
    r"""
      (?P<string> \"\"\"(?:\\.|[^\\])*?(?:\"{3,5}|\\?\Z) | '''.*?(?:'{3,5}|\Z)
                | "(?:\\[^\n]|[^"\\\n])*"? | '[^'\n]*'? )
    | (?P<skip> \#[^\n]* | [^\S\n]+ )
    | (?P<newline> \n )
    | (?P<mark> [\[\]{}=,.] )
    | (?P<bare> [^\s\[\]{}=,.\#"']+ )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One piece of TOML text with its line, counted from 1."""

    kind: str
    text: str
    line: int


_END = Token("end", "", 0)


def tokens(text: str) -> Iterator[Token]:
    """Cut a text into tokens, without spaces and comments; never raises."""
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        piece = match.group()
        if kind != "skip":
            yield Token(kind, piece, line)
        line += piece.count("\n")


def line_map(text: str) -> dict[Path, int]:
    """Return the line, counted from 1, on which each header, key and item of a valid TOML text begins."""
    return _Walk(list(tokens(text))).run()


class _Walk:
    def __init__(self, pieces: list[Token]) -> None:
        self._pieces = pieces
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._items: dict[Path, int] = {}
        """How many ``[[headers]]`` each array of tables has had so far."""

    def run(self) -> dict[Path, int]:
        base: Path = ()
        while (token := self._peek()).kind != "end":
            if token.kind == "newline":
                self._at += 1
            elif token.text == "[":
                base = self._header()
            else:
                self._pair(base)
        return self._lines

    def _peek(self) -> Token:
        return self._pieces[self._at] if self._at < len(self._pieces) else _END

    def _next(self) -> Token:
        token = self._peek()
        self._at += 1
        return token

    def _key(self, closing: str) -> tuple[str, ...]:
        """Read a dotted key up to its ``=`` or ``]``."""
        parts: list[str] = []
        while (token := self._next()).text != closing and token.kind != "end":
            if token.kind == "string":
                parts.append(tomllib.loads(f"key = {token.text}")["key"] if "\\" in token.text else token.text[1:-1])
            elif token.kind == "bare":
                parts.append(token.text)
        return tuple(parts)

    def _header(self) -> Path:
        line = self._next().line
        array = self._peek().text == "["
        if array:
            self._at += 1
        parts = self._key("]")
        if array:
            self._at += 1
        path: Path = ()
        for part in parts:
            path = self._in_last_item((*path, part))
        if array:
            path = path[:-1] if isinstance(path[-1], int) else path
            index = self._items.get(path, 0)
            self._items[path] = index + 1
            self._lines.setdefault(path, line)
            path = (*path, index)
        self._lines.setdefault(path, line)
        return path

    def _in_last_item(self, path: Path) -> Path:
        return (*path, self._items[path] - 1) if path in self._items else path

    def _pair(self, base: Path) -> None:
        line = self._peek().line
        path = base
        for part in self._key("="):
            path = (*path, part)
            self._lines.setdefault(path, line)
        self._value(path)

    def _value(self, path: Path) -> None:
        opening = self._peek().text
        if len(path) > MAX_LEVELS and opening in ("[", "{"):
            self._skip()
        elif opening == "[":
            self._at += 1
            self._array(path)
        elif opening == "{":
            self._at += 1
            self._table(path)
        else:
            while (token := self._peek()).kind not in ("newline", "end") and token.text not in (",", "]", "}"):
                self._at += 1

    def _skip(self) -> None:
        depth = 0
        while (token := self._next()).kind != "end":
            if token.kind == "mark":
                depth += (token.text in "[{") - (token.text in "]}")
            if depth == 0:
                return

    def _array(self, path: Path) -> None:
        index = 0
        while (token := self._peek()).kind != "end" and token.text != "]":
            if token.text == ",":
                index += 1
                self._at += 1
            elif token.kind == "newline":
                self._at += 1
            else:
                self._lines[(*path, index)] = token.line
                self._value((*path, index))
        self._at += 1

    def _table(self, path: Path) -> None:
        while (token := self._peek()).kind != "end" and token.text != "}":
            if token.text == "," or token.kind == "newline":
                self._at += 1
            else:
                self._pair(path)
        self._at += 1
