"""From a deck file to TOML tables: reading, refusing and, after a syntax error, saving the prompts that are whole."""

import re
import stat
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import tomli

from cards.deck.lines import MAX_LEVELS, line_map, tokens
from cards.deck.lines import Path as Place

MAX_BYTES = 1_000_000

_PROMPT_LINE = re.compile(r"^[ \t]*\[\[[ \t]*prompt[ \t]*\]\]", re.MULTILINE)
_ERROR_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_LONG_NUMBER_CHARS = 1000
_MAX_PIECES = 3
_FLATTEN = "Close the brackets that are open; a prompt needs no more than five levels."


@dataclass(frozen=True, slots=True)
class DeckProblem:
    """One thing that is wrong in a deck; ``str()`` is one line for a person."""

    file: Path
    line: int
    """Counted from 1; 0 when it is about the file or the folder as a whole."""
    message: str
    """What is wrong, one sentence."""
    cure: str
    """What to do about it, one sentence."""

    is_warning: bool = False
    """The prompt can be used all the same."""

    def __str__(self) -> str:
        place = f", line {self.line}" if self.line else ""
        kind = "warning: " if self.is_warning else ""
        return f"{printable(str(self.file))}{place}: {kind}{self.message} {self.cure}"


@dataclass
class Source:
    """A piece of TOML text, and where in its file it begins."""

    file: Path
    text: str
    first_line: int = 1

    def problem(self, place: Place, message: str, cure: str) -> DeckProblem:
        """Return a problem at the line of a place, or of the nearest thing around it that has a line."""
        while place and place not in self._lines:
            place = place[:-1]
        return self.problem_at(self._lines.get(place, 1), message, cure)

    def problem_at(self, line: int, message: str, cure: str) -> DeckProblem:
        """Return a problem at a line of this text, kept inside it."""
        return DeckProblem(self.file, self.first_line - 1 + min(max(line, 1), self._last_line), message, cure)

    @cached_property
    def _last_line(self) -> int:
        return max(1, self.text.count("\n") + (not self.text.endswith("\n")))

    @cached_property
    def _lines(self) -> dict[Place, int]:
        return line_map(self.text)


Table = dict[str, object]


@dataclass
class Parsed:
    """What could be read of one file: its head (None when that is broken), its prompts, and what is wrong."""

    source: Source
    head: Table | None
    prompts: list[tuple[object, Source, Place]] = field(default_factory=list)
    """Each with the text it comes from and its place in that."""
    problems: list[DeckProblem] = field(default_factory=list)


def read_file(file: Path) -> str | DeckProblem:
    """Return the text of a deck file with ``\\n`` line ends, or why it cannot be read.

    A byte order mark at the beginning is accepted and dropped: some Windows editors write one into UTF-8.
    """
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return DeckProblem(file, 0, "This is not an ordinary file.", "Move it out of the deck folder.")
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return DeckProblem(file, 0, f"The file cannot be read ({reason}).", "Check that it exists and may be read.")
    if len(data) > MAX_BYTES:
        return DeckProblem(file, 0, "The file is larger than 1 MB.", "Split it into one file for each topic.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        kind = " (it looks like UTF-16)" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
        return DeckProblem(file, line, f"The text is not UTF-8{kind}.", "Save the file again with the encoding UTF-8.")


def parse(file: Path, text: str) -> Parsed:
    """Parse a deck file. After an error in its TOML each ``[[prompt]]`` is tried alone, so the whole ones are kept."""
    whole = Source(file, text)
    table = _table(whole)
    if not isinstance(table, DeckProblem):
        prompts = table.get("prompt")
        found = enumerate(prompts if isinstance(prompts, list) else [])
        return Parsed(whole, table, [(each, whole, ("prompt", index)) for index, each in found])
    return _salvage(whole, table)


def _salvage(whole: Source, first: DeckProblem) -> Parsed:
    # Cut by lines, not by tokens: the broken string that is the error must not swallow the prompts after it.
    cuts = [*(match.start() for match in _PROMPT_LINE.finditer(whole.text)), len(whole.text)]
    head = Source(whole.file, whole.text[: cuts[0]])
    head_table = _table(head)
    parsed = Parsed(head, None if isinstance(head_table, DeckProblem) else head_table)
    if isinstance(head_table, DeckProblem):
        parsed.problems.append(head_table)
    line = 1 + head.text.count("\n")
    at = 0
    while at < len(cuts) - 1:
        block, found, pieces = _next_prompt(whole, cuts[at : at + _MAX_PIECES + 1], line)
        if isinstance(found, DeckProblem):
            parsed.problems.append(found)
        else:
            parsed.prompts.append((found, block, ("prompt", 0)))
        line += block.text.count("\n")
        at += pieces
    # Each piece may be sound by itself and only the whole be wrong, such as an [x] before an [[x]].
    parsed.problems = parsed.problems or [first]
    return parsed


def _next_prompt(whole: Source, cuts: list[int], line: int) -> tuple[Source, object, int]:
    """Return the text of a prompt, the prompt or what is wrong with it, and how many pieces it takes up.

    A line inside a text may read ``[[prompt]]`` too, so a piece that is broken alone is tried with those after it.
    """
    wrong: list[tuple[Source, DeckProblem]] = []
    for pieces, end in enumerate(cuts[1:], start=1):
        block = Source(whole.file, whole.text[cuts[0] : end], line)
        table = _table(block)
        if isinstance(table, DeckProblem):
            wrong.append((block, table))
        elif isinstance(prompts := table.get("prompt"), list) and len(prompts) == 1:
            return block, prompts[0], pieces
    return *wrong[0], 1


def _table(source: Source) -> Table | DeckProblem:
    # tomllib takes quadratic time for a dotted key, so a line of a million dots would never come back.
    if any(line.count(".") > MAX_LEVELS for line in source.text.split("\n")) and (deep := _too_deep(source)):
        return deep
    try:
        return tomli.loads(source.text)
    except tomli.TOMLDecodeError as error:
        return _syntax_problem(source, str(error))
    except RecursionError:
        return _too_deep(source) or source.problem_at(1, "This file is nested too deeply.", _FLATTEN)
    except ValueError:
        # Python refuses to convert integers of thousands of digits, and tomllib passes its plain ValueError on.
        long = (
            each.line for each in tokens(source.text) if each.kind == "bare" and len(each.text) > _LONG_NUMBER_CHARS
        )
        return source.problem_at(
            next(long, 1), "A value here is too large to be read.", "Write a number of at most a few digits."
        )


def _syntax_problem(source: Source, text: str) -> DeckProblem:
    # Before Python 3.14 the error carries its line in its text only. Without one it is the end of the text.
    place = _ERROR_PLACE.search(text)
    line = int(place.group(1)) if place and place.group(1) else source.text.count("\n") + 1
    reason = printable(_ERROR_PLACE.sub("", text))
    return source.problem_at(
        line,
        f"This is not valid TOML: {reason}.",
        "Correct this line; a missing quote or bracket is often on a line above it.",
    )


def _too_deep(source: Source) -> DeckProblem | None:
    depth = dots = 0
    for token in tokens(source.text):
        if token.kind == "newline" or token.text in ("=", ","):
            dots = 0
        elif token.kind == "mark":
            depth += (token.text in "[{") - (token.text in "]}")
            dots += token.text == "."
        if max(depth, dots) > MAX_LEVELS:
            return source.problem_at(
                token.line,
                f"More than {MAX_LEVELS} levels are nested here.",
                _FLATTEN,
            )
    return None


def printable(text: str, most: int | None = None) -> str:
    """Return a text fit for one line of a message: unprintable characters escaped, shortened to ``most`` characters."""
    if most is not None and len(text) > most:
        text = text[:most] + "…"
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in text)
