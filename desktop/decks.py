"""The deck that ships and the person's own beside it: reading both, and writing the person's. Knows no Qt."""

import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain, count
from pathlib import Path

from cards.deck import Deck, DeckProblem, builtin_folder
from cards.deck.errors import DeckChanged, DeckShips, PromptGone
from cards.deck.fields import Found
from cards.deck.reading import deck_of, read_prompts, read_text, take_ids
from cards.deck.template import new_file
from cards.deck.writing import NotWritable, replacing, with_id
from cards.prompt import Prompt
from cards.rounds import Round
from cards.spoken import normal
from desktop import deck_files
from desktop.clock import now
from desktop.folders import DataFolder

REMOVED = "removed"
"""Folder within the person's own for what was taken out: nothing that was written is thrown away."""
_ID_CHARS, _NAME_CHARS = 40, 40
_MOST_CHANGED = 1 / 3
"""Of the words of a decision; beyond it the question is another one."""


class Origin(StrEnum):
    """Whose a prompt is."""

    BUILTIN = "builtin"
    EDITED = "edited"
    """The person's, in the place of one that ships."""
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Draft:
    """One prompt on its way through the editor: the TOML of a small deck file that holds it alone."""

    text: str
    """As it stood when the draft was taken."""
    file: Path
    """Where it goes; not there yet for the first prompt of a topic."""
    is_new: bool
    """No prompt of the deck has it yet."""
    prompt_id: str = ""
    """Whose it is; empty for a new one, and for a file as a whole."""
    taken: str | None = None
    """What stood at its place in the file; None where nothing did. Saving compares."""

    @property
    def is_file(self) -> bool:
        """Whether it is a file with all its prompts."""
        return not self.is_new and not self.prompt_id

    def afresh(self) -> "Draft":
        """The same text for a prompt that was taken out meanwhile: saving it puts the prompt back."""
        return replace(self, is_new=True, prompt_id="", taken=None)


class Decks:
    """The two folders as one deck. Whatever it raises is a ``DeckError``. It belongs to one thread at a time."""

    def __init__(self, folder: DataFolder, builtin: Path | None = None, clock: Callable[[], datetime] = now) -> None:
        """``builtin`` is the folder of the deck that ships, unless another is given."""
        self.folder = folder.decks
        self._builtin = builtin or builtin_folder()
        self._clock = clock
        self._shipped: list[Found] = []
        self._shipped_problems: list[DeckProblem] = []
        self._ships: dict[str, Found] = {}
        self._found: dict[str, Found] = {}

    # Reading

    def load(self) -> Deck:
        """Read both folders; the person's own one only where it is there."""
        if not self._shipped:  # it does not change while the program runs
            self._shipped, self._shipped_problems = read_prompts(self._builtin)
            self._ships = {each.id: each for each in self._shipped if each.id}
        whole, problems = list(self._shipped), list(self._shipped_problems)
        if os.path.lexists(self.folder):
            own, wrong = read_prompts(self.folder)
            wrong += take_ids(own, whole, dict(self._ships))
            problems += sorted(wrong, key=lambda each: (each.file, each.line))
        self._found = {each.id: each for each in whole if each.id}
        return deck_of(whole, problems)

    def origin(self, prompt_id: str) -> Origin:
        """Whose a prompt of the deck is, by what was last loaded; any thread may ask. Raises KeyError for another."""
        if not self._is_own(self._known[prompt_id]):
            return Origin.BUILTIN
        return Origin.EDITED if prompt_id in self._ships else Origin.OWN

    def others(self, draft: Draft) -> list[Found]:
        """The prompts that stay as they are while a draft is edited: what its text is checked beside."""

        def is_in_it(found: Found) -> bool:
            return found.source.file == draft.file and (draft.is_file or found.id == draft.prompt_id)

        stay = {prompt_id: found for prompt_id, found in self._known.items() if not is_in_it(found)}
        return list({**self._ships, **stay}.values())

    def is_another_question(self, draft: Draft, text: str) -> bool:
        """Whether more than a third of the words of the decision changed: its schedule may not fit it any more."""
        if draft.is_new or draft.is_file:
            return False
        before, after = (_only_prompt(draft.file, each) for each in (draft.text, text))
        return before is not None and after is not None and _changed(before.decision, after.decision) > _MOST_CHANGED

    # Taking out

    def editable(self, prompt_id: str) -> Draft:
        """The prompt as text to edit; one that ships becomes a copy that will stand in its place."""
        found = self._known.get(prompt_id)
        if found is None:
            raise PromptGone(self.folder, prompt_id)
        file = found.source.file
        text = deck_files.read(file)
        taken = deck_files.cut(file, text, prompt_id)
        if taken is None:
            raise PromptGone(file, prompt_id)
        small = f"{deck_files.head(file, text)}\n{taken}".replace("\r\n", "\n")
        if self._is_own(found):
            return Draft(small, file, False, prompt_id, taken)
        if found.prompt is None:
            raise DeckShips(file)
        return Draft(replacing(small), self._file_for(found.prompt, len(small)), False, prompt_id)

    def file(self, file: Path) -> Draft:
        """A file of the person's own as a whole, for one that cannot be read."""
        if file.parent != self.folder:
            raise DeckShips(file)
        text = deck_files.read(file)
        return Draft(text.replace("\r\n", "\n"), file, False, "", text)

    def blank(self, round_: Round, topic: str, taken: Collection[str] = ()) -> Draft:
        """A new prompt with every field to be filled in, and an id that neither the deck nor ``taken`` has."""
        prompt_id = self._free((f"my-{number}" for number in count(1)), taken)
        text = new_file(topic, round_, prompt_id, self._clock().year)
        return Draft(text, self._file_of(topic, round_, None, len(text)), True)

    # Writing

    def save(
        self, draft: Draft, text: str, *, as_new: bool = False, taken: Collection[str] = ()
    ) -> Deck | tuple[DeckProblem, ...]:
        """Write the prompt into its file and return the deck as it is now, or why ``text`` is no prompt to be kept.

        The problems' lines are those of ``text``. ``as_new`` gives it an id of its own, beginning with the old one;
        ``taken`` are ids beyond the deck's that it must not get, such as those of retired prompts.
        """
        self.load()  # somebody else may have written meanwhile
        text = text.replace("\r\n", "\n")
        problems = self._in_the_way(draft, text)
        if problems:
            return problems
        try:
            self._store(draft, with_id(text, self._id_beside(draft.prompt_id, taken)) if as_new else text)
        except NotWritable as error:
            return (DeckProblem(draft.file, 0, str(error), "Write it so, then save again."),)
        return self.load()

    def restore_builtin(self, prompt_id: str) -> Deck:
        """Take the person's version out of its file: the prompt that ships is asked again."""
        return self._without(prompt_id)

    def remove(self, prompt_id: str) -> Deck:
        """Take one of the person's own prompts out of its file."""
        return self._without(prompt_id)

    def _in_the_way(self, draft: Draft, text: str) -> tuple[DeckProblem, ...]:
        """Why the text cannot be kept; empty when it can."""
        if any("\ud800" <= each <= "\udfff" for each in text):
            return (DeckProblem(draft.file, 0, "The text holds half a character.", "Remove it, then save again."),)
        found, problems = read_text(draft.file, text)
        others = self.others(draft)
        problems += take_ids(found, others, {each.id: each for each in others})
        if len(found) > 1 and not draft.is_file:
            message, cure = "A second prompt begins here.", "Save it as a new one; here only the first is changed."
            problems.append(found[1].source.problem(found[1].place, message, cure))
        return tuple(sorted((each for each in problems if not each.is_warning), key=lambda each: each.line))

    def _store(self, draft: Draft, text: str) -> None:
        there = deck_files.read(draft.file) if os.path.lexists(draft.file) else None
        standing = there if draft.is_file or there is None else deck_files.cut(draft.file, there, draft.prompt_id)
        if standing != draft.taken:
            raise DeckChanged(draft.file)
        if draft.is_file:
            deck_files.write(draft.file, text)
        elif deck_files.head(draft.file, text) != deck_files.head(draft.file, draft.text):
            self._move(draft, there, text)
        elif there is None:
            deck_files.write(draft.file, text)
        else:
            deck_files.put(draft.file, there, draft.prompt_id, text)

    def _move(self, draft: Draft, there: str | None, text: str) -> None:
        """Store a prompt whose topic or round was changed: it belongs into another file."""
        prompt = _only_prompt(draft.file, text)
        if prompt is None:
            raise NotWritable("One prompt belongs here.")
        file = self._file_for(prompt, len(text))
        if os.path.lexists(file):
            deck_files.put(file, deck_files.read(file), "", text)
        else:
            deck_files.write(file, text)
        # Only now: should we be stopped in between, the prompt is there twice, and a problem says so.
        if draft.taken is not None and there is not None:
            deck_files.take_out(draft.file, there, draft.prompt_id)

    def _without(self, prompt_id: str) -> Deck:
        found = self._known.get(prompt_id)
        if found is None or not self._is_own(found):
            raise PromptGone(self.folder, prompt_id)
        draft = self.editable(prompt_id)
        kept = f"{self._clock().astimezone(UTC):%Y%m%dT%H%M%S.%fZ}-{prompt_id}.toml"
        deck_files.write(self.folder / REMOVED / kept, draft.text)
        deck_files.take_out(draft.file, deck_files.read(draft.file), prompt_id)
        return self.load()

    @property
    def _known(self) -> dict[str, Found]:
        if not self._found:
            self.load()
        return self._found

    def _is_own(self, found: Found) -> bool:
        return found.source.file.parent == self.folder

    def _free(self, ids: Iterable[str], taken: Collection[str]) -> str:
        return next(each for each in ids if each not in self._known and each not in taken)

    def _id_beside(self, prompt_id: str, taken: Collection[str]) -> str:
        stem = re.sub(r"-\d+$", "", prompt_id)
        ends = (f"-{number}" for number in count(2))
        return self._free((f"{stem[: _ID_CHARS - len(end)]}{end}" for end in ends), taken)

    def _file_for(self, prompt: Prompt, chars: int) -> Path:
        return self._file_of(prompt.topic, prompt.round, prompt.stage, chars)

    def _file_of(self, topic: str, round_: Round, stage: str | None, chars: int) -> Path:
        """The file of the person's own that holds prompts of this kind and has room, or the name of a new one."""
        for found in self._known.values():
            there = found.prompt if self._is_own(found) else None
            fits = there is not None and (there.topic, there.round, there.stage) == (topic, round_, stage)
            if fits and deck_files.has_room(found.source.file, chars):
                return found.source.file
        name = "-".join(re.findall(r"[a-z0-9]+", topic.lower()))[:_NAME_CHARS].strip("-") or "prompts"
        files = (self.folder / f"my-{name}{end}.toml" for end in chain([""], (f"-{number}" for number in count(2))))
        return next(file for file in files if not os.path.lexists(file))


def _only_prompt(file: Path, text: str) -> Prompt | None:
    """The prompt of a small file; None where it holds none that is whole, or several."""
    found, _ = read_text(file, text)
    return found[0].prompt if len(found) == 1 else None


def _changed(before: str, after: str) -> float:
    """The share of the words that is not in both, of the longer text."""
    one, other = (Counter(normal(text).split()) for text in (before, after))
    longer = max(one.total(), other.total())
    return 1 - (one & other).total() / longer if longer else 0.0
