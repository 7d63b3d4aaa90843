"""The person's deck files, one prompt at a time: read, changed and written, with the world's errors as sentences."""

import tomllib
from errno import EDQUOT, EFBIG, ENOSPC
from os.path import realpath
from pathlib import Path

from cards.deck.errors import DeckBroken, DeckFull, DeckTooLarge, DeckUnreadable, DeckUnwritable
from cards.deck.source import MAX_BYTES
from cards.deck.template import quoted
from cards.deck.writing import NotWritable, body_text, prompt_ids, prompt_text, with_prompt, without_prompt
from desktop.files import replace_file

_HEAD = ("format", "topic", "round", "stage")


def read(file: Path) -> str:
    """The text of a deck file, with its own line ends. Raises DeckUnreadable."""
    try:
        if not file.is_file():
            raise DeckUnreadable(file, "it is no ordinary file")
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise DeckUnreadable(file, error.strerror or type(error).__name__) from error
    if len(data) > MAX_BYTES:
        raise DeckUnreadable(file, "it is larger than 1 MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DeckUnreadable(file, "it is not UTF-8") from error


def write(file: Path, text: str) -> None:
    """Put ``text`` into the place of the file. Raises DeckTooLarge, DeckFull or DeckUnwritable, the file as it was."""
    if len(text.encode()) > MAX_BYTES:
        raise DeckTooLarge(file)
    try:
        replace_file(Path(realpath(file)), text)
    except OSError as error:
        kind = DeckFull if error.errno in (ENOSPC, EDQUOT, EFBIG) else DeckUnwritable
        raise kind(file, error.strerror or str(error)) from error


def head(file: Path, text: str) -> str:
    """What stands above the prompts and says what they are about, without anything else. Raises DeckBroken."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise DeckBroken(file, f"It is not valid TOML: {error}.") from error
    values = {name: table[name] for name in _HEAD if isinstance(table.get(name), str | int)}
    return "".join(f"{name} = {quoted(each) if isinstance(each, str) else each}\n" for name, each in values.items())


def cut(file: Path, text: str, prompt_id: str) -> str | None:
    """The lines of a prompt of the file, None where it is not in it. Raises DeckBroken."""
    try:
        there = prompt_ids(text)
        return prompt_text(text, prompt_id) if prompt_id and prompt_id in there else None
    except NotWritable as error:
        raise DeckBroken(file, str(error)) from error


def put(file: Path, text: str, prompt_id: str, small: str) -> None:
    """Write the file with the prompt of a small file in the place of the one with that id, or at its end.

    Raises NotWritable when ``small`` is the reason, otherwise as ``write``.
    """
    write(file, with_prompt(text, prompt_id, body_text(small)))


def take_out(file: Path, text: str, prompt_id: str) -> None:
    """Write the file without a prompt; with its last one the file goes. Raises as ``write``, and DeckBroken."""
    try:
        rest = without_prompt(text, prompt_id)
    except NotWritable as error:
        raise DeckBroken(file, str(error)) from error
    if prompt_ids(rest):
        write(file, rest)
        return
    try:
        file.unlink()
    except OSError as error:
        raise DeckUnwritable(file, error.strerror or str(error)) from error


def has_room(file: Path, chars: int) -> bool:
    """Whether a prompt of so many characters can be added to the file."""
    try:
        text = read(file)
        prompt_ids(text)
    except (DeckUnreadable, NotWritable):
        return False
    most_bytes_a_character = 4
    return len(text.encode()) + chars * most_bytes_a_character <= MAX_BYTES
