"""The whole check of decks: what their files hold, and what the rubric says of their prompts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from cards.deck import rubric
from cards.deck.fields import Found
from cards.deck.reading import builtin_folder, is_deck_file, read_prompts, read_text, take_ids
from cards.deck.source import DeckProblem, read_file


def check_deck(*paths: Path, strict: bool = False) -> list[DeckProblem]:
    """Everything that is wrong with deck files, and with those in folders, by file and line.

    A deck of somebody's own is compared with the one that ships: neither ids nor titles may be taken there, and no
    prompt may ask the same. When ``strict`` it is judged as if it were the one that ships, and stands alone.
    """
    return Check(*paths, strict=strict).problems


class Check:
    """One run over deck files; ``prompts`` are those that are whole, ``problems`` what is wrong."""

    def __init__(self, *paths: Path, strict: bool = False) -> None:
        self.problems: list[DeckProblem] = []
        builtin = _real(builtin_folder())
        files = {_real(file): file for file in self._files(paths)}
        shipped = [file for real, file in files.items() if real.parent == builtin]
        own = [file for real, file in files.items() if real.parent != builtin]
        known = [] if strict or not own else read_prompts(builtin_folder())[0]
        ships = self._read(shipped, [])
        others = self._read(own, known)
        self.prompts = [each.prompt for each in (*ships, *others) if each.prompt]
        self.problems += rubric.findings(ships, shipping=True)
        self.problems += rubric.findings(others, strict, rubric.Others(known))
        self.problems += [] if strict else _replacing_nothing(others, {each.id for each in known})
        self.problems.sort(key=lambda each: (each.file, each.line))

    def _files(self, paths: Iterable[Path]) -> Iterable[Path]:
        for path in paths:
            if not path.is_dir():
                yield path
                continue
            try:
                files = sorted(each for each in path.iterdir() if is_deck_file(each.name))
            except OSError as error:
                reason = error.strerror or type(error).__name__
                self._note(path, f"The deck folder cannot be read ({reason}).", "Check that you may read it.")
                continue
            if not files:
                self._note(path, "There is no deck file in this folder.", "Name a folder with files that end in .toml.")
            yield from files

    def _note(self, path: Path, message: str, cure: str) -> None:
        self.problems.append(DeckProblem(path, 0, message, cure))

    def _read(self, files: Sequence[Path], known: Sequence[Found]) -> list[Found]:
        """The prompts of some files; ids that they or ``known`` ones have already are noted."""
        every: list[Found] = []
        whole = list(known)
        taken = {each.id: each for each in known}
        for file in files:
            text = read_file(file)
            if isinstance(text, DeckProblem):
                self.problems.append(text)
                continue
            found, wrong = read_text(file, text)
            self.problems += [*wrong, *take_ids(found, whole, taken)]
            every += found
        return every


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links that lead to each other
        return path.absolute()


def _replacing_nothing(found: Sequence[Found], known: set[str]) -> Iterable[DeckProblem]:
    for each in found:
        if each.replaces_builtin and each.id not in known:
            message = f"Prompt '{each.id}': no prompt of this id ships with the program, so it replaces none."
            problem = each.source.problem((*each.place, "replaces_builtin"), message, "Remove replaces_builtin.")
            yield replace(problem, is_warning=True)


class TextCheck:
    """Checks one file as it is being typed, beside prompts that stay as they are and are gone through only once."""

    def __init__(self, others: Sequence[Found] = ()) -> None:
        self._found = list(others)
        self._others = rubric.Others(others)

    def __call__(self, text: str, name: Path) -> list[DeckProblem]:
        """What is wrong with the text of the file ``name``, by line; nothing is read from the disk."""
        found, problems = read_text(name, text)
        problems += take_ids(found, list(self._found), {each.id: each for each in self._found})
        problems += rubric.findings(found, others=self._others)
        return sorted(problems, key=lambda each: each.line)


def check_text(text: str, name: Path, others: Sequence[Found] = ()) -> list[DeckProblem]:
    """What is wrong with the text of one file, by line; whoever asks often keeps a ``TextCheck``."""
    return TextCheck(others)(text, name)
