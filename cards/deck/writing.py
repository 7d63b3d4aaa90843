"""One prompt of a deck file, taken out, replaced or added as text; every other character of the file stays as it is.

Method: the file is cut at the lines on which its headers stand, found with the tokens of ``cards.deck.lines``, so that
nothing within a text is taken for one. A prompt is its ``[[prompt]]`` table with the tables below it, and the comments
directly above its header and below its last line; a comment that stands alone between empty lines is the file's. What
comes out is read again before anybody gets it: the other prompts must hold what they held.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cards.deck.lines import Token, line_map, tokens
from cards.deck.source import Table

FLAG = "replaces_builtin"
_ID_LINE = re.compile(r"""^([ \t]*(?:id|"id"|'id')[ \t]*=[ \t]*)(?:"[^"\\]+"|'[^']+')(.*)""")
_ID_ALONE = 'The id has to stand on a line of its own, as in id = "F1.a".'
_IN_TABLES = "Each prompt has to begin with [[prompt]] on a line of its own."


class NotWritable(ValueError):
    """The text has a form in which no prompt can be cut out of it; the sentence says what has to be changed."""


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of a prompt, counted from 0; ``end`` is the one after the last."""

    start: int
    end: int


class _File:
    """A text that is TOML, cut into lines. Raises NotWritable."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.prompts = _prompts(text)
        self.ids = [_id_of(prompt) for prompt in self.prompts]
        self.spelled = [_spelled(prompt) for prompt in self.prompts]

    def block(self, prompt_id: str) -> _Block:
        """Where a prompt stands; raises KeyError where it does not."""
        if prompt_id not in self.ids:
            raise KeyError(prompt_id)
        blocks = _blocks(self.text)
        if len(self.ids) != len(blocks):
            raise NotWritable(_IN_TABLES)
        return blocks[self.ids.index(prompt_id)]

    def changed(self, lines: list[str], expected: list[str]) -> str:
        """The lines as a text, once the prompts in it are read as expected."""
        text = "\n".join(lines)
        if [_spelled(prompt) for prompt in _prompts(text)] != expected:
            raise NotWritable(_IN_TABLES)
        return text


def prompt_ids(text: str) -> tuple[str, ...]:
    """The ids of the prompts of a deck file, in their order; "" for one without. Raises NotWritable."""
    return tuple(_id_of(prompt) for prompt in _prompts(text))


def prompt_text(text: str, prompt_id: str) -> str:
    """The lines of one prompt with its comments. Raises KeyError where there is none, and NotWritable."""
    file = _File(text)
    block = file.block(prompt_id)
    return "\n".join(file.lines[block.start : block.end]).removesuffix("\r") + "\n"


def with_prompt(text: str, prompt_id: str, prompt: str) -> str:
    """The file with ``prompt``, a ``[[prompt]]`` as text, in the place of the one with that id, or else at its end.

    It gets the line ends of the file. An empty id is nobody's. Raises NotWritable.
    """
    file, only = _File(text), _File(prompt.strip("\r\n"))
    if len(only.prompts) != 1 or list(tomllib.loads(prompt)) != ["prompt"]:
        raise NotWritable(_IN_TABLES)
    end = "\r" if file.lines[0].endswith("\r") else ""
    new = [line.removesuffix("\r") + end for line in only.lines]
    if prompt_id and prompt_id in file.ids:
        block, at = file.block(prompt_id), file.ids.index(prompt_id)
        lines = [*file.lines[: block.start], *new, *(file.lines[block.end :] or [""])]
        return file.changed(lines, [*file.spelled[:at], *only.spelled, *file.spelled[at + 1 :]])
    before = text.rstrip()
    lines = [*f"{before}{end}".split("\n"), end] if before else []
    return file.changed([*lines, *new, ""], [*file.spelled, *only.spelled])


def without_prompt(text: str, prompt_id: str) -> str:
    """The file without that prompt and the empty lines above it. Raises KeyError where it is not, and NotWritable."""
    file = _File(text)
    block, at = file.block(prompt_id), file.ids.index(prompt_id)
    start = block.start
    while start and not file.lines[start - 1].strip():
        start -= 1
    rest = [*file.spelled[:at], *file.spelled[at + 1 :]]
    below = file.lines[block.end :] or [""]
    # A comment above must not come to stand on the next prompt, whose own it would be.
    parted = file.lines[start : start + 1] if below[0].strip() and start < block.start else []
    return file.changed([*file.lines[:start], *parted, *below], rest)


def body_text(text: str) -> str:
    """Everything below the head of a deck file, comments included. Raises NotWritable."""
    file = _File(text)
    pieces = list(tokens(text))
    first = next((line for line, _ in _headers(pieces)), len(file.lines))
    above = [line for line in _full_lines(pieces) if line < first]
    return "\n".join(file.lines[max(above, default=-1) + 1 :]).strip("\n") + "\n"


def with_id(text: str, prompt_id: str) -> str:
    """A file with one prompt, which has another id now and is in nobody's place. Raises NotWritable."""
    (prompt,) = _prompts(text)
    lines, places = text.split("\n"), line_map(text)
    at = places.get(("prompt", 0, "id"), 1) - 1
    lines[at] = _ID_LINE.sub(lambda found: f'{found[1]}"{prompt_id}"{found[2]}', lines[at])
    if FLAG in prompt:
        del lines[places["prompt", 0, FLAG] - 1]
    return _only({name: value for name, value in prompt.items() if name != FLAG} | {"id": prompt_id}, lines)


def replacing(text: str) -> str:
    """A file with one prompt, which is meant to stand in the place of the one that ships. Raises NotWritable."""
    (prompt,) = _prompts(text)
    if prompt.get(FLAG) is True:
        return text
    lines, at = text.split("\n"), line_map(text).get(("prompt", 0, "id"), 1)
    return _only({**prompt, FLAG: True}, [*lines[:at], f"{FLAG} = true", *lines[at:]])


def _only(prompt: Table, lines: list[str]) -> str:
    changed = "\n".join(lines)
    if [_spelled(each) for each in _prompts(changed)] != [_spelled(prompt)]:
        raise NotWritable(_ID_ALONE)
    return changed


def _spelled(prompt: Table) -> str:
    """What a prompt holds, for comparing: a number that is none equals nothing, itself included."""
    return repr(sorted(prompt.items()))


def _prompts(text: str) -> list[Table]:
    try:
        found = tomllib.loads(text).get("prompt", [])
    except (ValueError, RecursionError) as error:
        raise NotWritable(f"The text is not valid TOML ({error}).") from error
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise NotWritable(_IN_TABLES)
    return found


def _id_of(prompt: Table) -> str:
    value = prompt.get("id")
    return value if isinstance(value, str) else ""


def _blocks(text: str) -> list[_Block]:
    """Where each ``[[prompt]]`` of a valid TOML text stands, without the empty lines around it."""
    pieces = list(tokens(text))
    lines = [line.strip() for line in text.split("\n")]
    full = _full_lines(pieces)
    headers = [*_headers(pieces), (len(lines), "")]
    found = []
    for (first, name), (next_first, _) in pairwise(headers):
        if name != "prompt":
            continue
        last = max(line for line in range(first, next_first) if line in full)
        found.append(_Block(_above(first, lines, full), _below(last + 1, lines, full)))
    return found


def _above(start: int, lines: list[str], full: set[int]) -> int:
    while start and lines[start - 1].startswith("#") and start - 1 not in full:
        start -= 1
    return start


def _below(end: int, lines: list[str], full: set[int]) -> int:
    """The end of the comments at ``end``, unless they lead on to the next header."""
    after = end
    while after < len(lines) and lines[after].startswith("#") and after not in full:
        after += 1
    return end if after in full else after


def _full_lines(pieces: list[Token]) -> set[int]:
    """The lines, counted from 0, on which anything but a comment stands."""
    spans = ((each.line - 1, each.text.count("\n")) for each in pieces if each.kind != "newline")
    return {line for first, more in spans for line in range(first, first + more + 1)}


def _headers(pieces: list[Token]) -> Iterator[tuple[int, str]]:
    """The line, counted from 0, of each header that begins something: "prompt", or "" for what is none.

    The tables below a prompt go on with it.
    """
    depth, begins = 0, True
    for at, token in enumerate(pieces):
        if begins and depth == 0 and token.text == "[":
            key = [each.text.strip("\"'") for each in _up_to_bracket(pieces, at)]
            is_array = pieces[at + 1].text == "["
            if key == ["prompt"] and is_array:
                yield token.line - 1, "prompt"
            elif key[:1] != ["prompt"] or len(key) == 1:
                yield token.line - 1, ""
        begins = token.kind == "newline"
        if token.kind == "mark":
            depth += (token.text in "[{") - (token.text in "]}")


def _up_to_bracket(pieces: list[Token], at: int) -> Iterator[Token]:
    """The parts of the key of a header that begins at ``at``."""
    for token in pieces[at:]:
        if token.text == "]":
            return
        if token.kind in ("bare", "string"):
            yield token
