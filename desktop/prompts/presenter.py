"""The Prompts screen: what is looked for, what was found, and what is decided about one of them. Knows no Qt."""

from dataclasses import replace
from typing import TYPE_CHECKING

from cards.attempt_line import AttemptLine
from cards.deck import Deck
from cards.prompt_query import PromptQuery, Standing, parse, spell
from cards.query import Query
from desktop.decks import Origin
from desktop.history import Step
from desktop.library_work import LibraryWork
from desktop.prompt_changes import PromptChange
from desktop.prompts.catalogue import Catalogue, Entry, Known, found
from desktop.prompts.model import ListModel, pane_model
from desktop.prompts.own_words import OwnWords
from desktop.prompts.parts import PLACE, Around, Pane, PromptsScreen
from scheduler.days import study_day

if TYPE_CHECKING:
    from cards.library import Library


class PromptsPresenter:
    """Finds prompts and shows them; the text of the search is the one truth about what is shown."""

    def __init__(self, screen: PromptsScreen, pane: Pane, around: Around, deck: Deck) -> None:
        self._screen = screen
        self._pane = pane
        self._around = around
        self._deck = deck
        self._library = LibraryWork(around.jobs, around.stage)
        self._words = OwnWords(self._library, around.history, self._wrote)
        self._catalogue = Catalogue()
        self._entries: dict[str, Entry] = {}
        self._known = False
        """The library has answered: before that there is nothing to be shown, and nothing is missing either."""
        self._query = PromptQuery()
        self._picked = ""
        self._answers: tuple[AttemptLine, ...] = ()
        """Those to the prompt that is shown."""
        self._here = False
        self._number = 0
        """Of the last reading that was begun: what an older one brings is dropped."""
        self._wanted = ""
        """The prompt to be selected when the list is shown next."""
        around.history.changed.append(self.refresh)  # a step of another screen may be taken back on this one

    @property
    def picked(self) -> Entry | None:
        """The prompt beside the list."""
        return self._entries.get(self._picked)

    def use_deck(self, deck: Deck, select: str = "") -> None:
        """The deck is another now; ``select`` is the prompt to show of it."""
        self._deck, self._wanted = deck, select
        if select:
            self._query = PromptQuery()
            self._screen.set_search("")
        self.refresh()

    # The list

    def enter(self) -> None:
        """The screen is looked at: show it as it is now."""
        self._here = True
        self._around.stage.set_phase("Prompts", PLACE)
        self._around.history.hush()
        self.refresh()

    def leave(self) -> None:
        """The screen is not looked at any more."""
        self._here = False
        self._number += 1
        self._around.history.hush()
        self._pane.leave_fields()

    def search(self, text: str) -> None:
        """Show what ``text`` finds; everything is in memory, so it is there at once."""
        self._query = parse(text)
        self._show()

    def choose(self, query: PromptQuery) -> None:
        """Show what this query finds, and write it into the search."""
        self._screen.set_search(spell(query))
        self.search(spell(query))

    def refresh(self) -> None:
        """Read anew what the library knows. Where nobody looks there is nothing to do, until someone does."""
        if not self._here:
            return
        self._number += 1
        number, day, prompts = self._number, study_day(self._around.clock()), self._deck.prompts

        def read(library: "Library") -> tuple[Entry, ...]:
            known = Known(
                library.prompt_states(),
                library.standings(),
                library.last_depths(),
                library.retired_prompts(),
            )
            origins = {each.id: self._origin(each.id) for each in prompts}
            return self._catalogue.entries(prompts, origins, known, day)

        def show(entries: tuple[Entry, ...]) -> None:
            if number == self._number:
                self._entries = {each.id: each for each in entries}
                self._known = True
                self._show()
                self._read_answers()

        self._library.do(read, show)

    def _origin(self, prompt: str) -> Origin:
        return self._around.decks.origin(prompt)

    def _show(self) -> None:
        if not self._known:
            return
        entries = tuple(self._entries.values())
        retired = sum(each.standing is Standing.RETIRED for each in entries)
        model = ListModel(
            found(entries, self._query),
            self._query,
            tuple(sorted({each.topic for each in entries if each.prompt is not None}, key=str.casefold)),
            tuple(sorted({tag for each in entries for tag in each.state.tags})),
            study_day(self._around.clock()),
            len(entries) - retired,
            retired,
            self._wanted,
        )
        self._wanted = ""
        self._screen.show_list(model)

    # One prompt

    def pick(self, prompt: str) -> None:
        """Show this prompt beside the list; empty for none."""
        if prompt != self._picked:
            self._pane.leave_fields()
            self._picked, self._answers = prompt, ()
            self._read_answers()
        self._show_picked()

    def _show_picked(self) -> None:
        entry = self.picked
        if entry is None:
            self._pane.show_nothing()
            return
        known = replace(entry, state=self._words.choose(entry.id, entry.state))
        self._pane.show_prompt(pane_model(known, self._answers, study_day(self._around.clock())))

    def _read_answers(self) -> None:
        entry = self.picked
        if entry is None:
            return
        wanted, query = entry.id, Query(rounds=frozenset({entry.round}))

        def read(library: "Library") -> tuple[AttemptLine, ...]:
            # Of a retired prompt the library no longer knows the round.
            lines = library.find_attempts(query if entry.prompt is not None else Query())
            return tuple(line for line in lines if line.prompt == wanted)

        def show(lines: tuple[AttemptLine, ...]) -> None:
            if self._picked == wanted and lines != self._answers:
                self._answers = lines
                self._show_picked()

        self._library.do(read, show)

    def practise(self) -> None:
        """Ask it now."""
        if (entry := self.picked) is not None and entry.prompt is not None:
            self._around.practise(entry.prompt)

    # What is decided about it: each can be undone

    def mark(self) -> None:
        """Mark it to find it again, or take the mark away."""
        if (entry := self.picked) is not None:
            to = not entry.state.marked
            self._do("mark" if to else "unmark", PromptChange.mark(entry.id, to))

    def rest(self) -> None:
        """Ask it no more until it is woken, or wake it."""
        if (entry := self.picked) is not None and entry.prompt is not None:
            asleep = entry.standing is Standing.RESTING
            change = PromptChange.wake(entry.id) if asleep else PromptChange.suspend(entry.id)
            self._do("wake" if asleep else "suspend", change)

    def tag(self, tags: tuple[str, ...]) -> None:
        """It has these tags from now on."""
        if (entry := self.picked) is not None:
            self._do("tags", PromptChange.tag(entry.id, tags))

    def write(self, name: str, text: str) -> None:
        """The note or the example is being written."""
        self._words.write(name, text)

    def end(self, name: str) -> None:
        """The note or the example was left."""
        self._words.end(name)

    def _wrote(self, prompt: str, name: str, text: str) -> None:
        """The library has this text: nothing in the list depends on it."""
        if (entry := self._entries.get(prompt)) is not None:
            state = replace(entry.state, **{name: text})  # type: ignore[arg-type]
            self._entries[prompt] = replace(entry, state=state)
            if prompt == self._picked:
                self._show_picked()

    def _do(self, name: str, change: PromptChange) -> None:
        self._around.history.do(Step(name, change.undo, change.redo, aloud=True))
