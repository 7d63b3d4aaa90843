"""What the library knows of a deck that a person changes: ids, schedules, and nothing lost to a mistake in a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from cards.deck import Deck
from cards.library import Library
from cards.prompt_state import PromptState
from cards.rounds import Round
from desktop.decks import Decks, Origin
from desktop.folders import DataFolder
from desktop.opening import bring_up_to_date, open_with_deck
from tests.support.deck_files import deck_file, prompt_of
from tests.support.desk import EVENING, rated


@dataclass(frozen=True, slots=True)
class Home:
    """A person's data folder, open, beside a deck of two prompts that ships."""

    folder: DataFolder
    decks: Decks
    library: Library

    def follow(self, result: Deck | tuple[object, ...]) -> Deck:
        """What the window does after every change."""
        assert isinstance(result, Deck), result
        bring_up_to_date(self.library, result)
        return result

    @property
    def retired(self) -> list[str]:
        return [each.id for each in self.library.retired_prompts()]

    def write(self, name: str, text: str) -> Path:
        self.folder.decks.mkdir(exist_ok=True)
        (self.folder.decks / name).write_text(text, "utf-8")
        return self.folder.decks / name


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    builtin = tmp_path / "builtin"
    builtin.mkdir()
    (builtin / "f1.toml").write_text(deck_file(prompt_of("F1.a"), prompt_of("F1.b")), "utf-8")
    folder = DataFolder(tmp_path / "data")
    decks = Decks(folder, builtin, lambda: EVENING)
    library, _ = open_with_deck(folder, EVENING, decks=decks)
    with library:
        yield Home(folder, decks, library)


def test_what_is_ones_own_is_known_from_the_start(home: Home):
    home.library.close()
    home.write("mine.toml", deck_file(prompt_of("X.a")))
    library, deck = open_with_deck(home.folder, EVENING, decks=home.decks)
    with library:
        assert [each.id for each in deck.prompts] == ["F1.a", "F1.b", "X.a"]
        assert set(library.search_prompts("Title")) == {"F1.a", "F1.b", "X.a"}


def test_an_edited_prompt_keeps_its_schedule_and_its_state(home: Home):
    rated(home.library, 3)
    state, schedules = PromptState(marked=True, example="Ours."), home.library.schedules()
    home.library.set_prompt_state("F1.a", state)
    draft = home.decks.editable("F1.a")
    home.follow(home.decks.save(draft, draft.text.replace("Title of F1.a", "Mine")))
    assert home.library.schedules() == schedules
    home.follow(home.decks.restore_builtin("F1.a"))
    assert home.library.schedules() == schedules
    assert home.library.prompt_states() == {"F1.a": state}
    assert home.retired == []


def test_another_question_begins_anew_beside_the_one_that_ships(home: Home):
    rated(home.library, 3)
    draft = home.decks.editable("F1.a")
    deck = home.follow(home.decks.save(draft, draft.text, as_new=True))
    assert [each.id for each in deck.prompts] == ["F1.a", "F1.b", "F1.a-2"]
    assert set(home.library.schedules()) == {"F1.a"}
    assert home.retired == []


def test_another_question_retires_ones_own_and_gets_no_id_that_was_used(home: Home):
    home.write("mine.toml", deck_file(prompt_of("X.a"), prompt_of("X.a-2")))
    home.follow(home.decks.load())
    home.follow(home.decks.remove("X.a-2"))
    draft = home.decks.editable("X.a")
    deck = home.follow(home.decks.save(draft, draft.text, as_new=True, taken=home.retired))
    assert [each.id for each in deck.prompts][2:] == ["X.a-3"]
    assert home.retired == ["X.a", "X.a-2"]


def test_a_removed_prompt_is_retired_and_comes_back_with_its_schedule(home: Home):
    home.write("mine.toml", deck_file(prompt_of("X.a")))
    home.follow(home.decks.load())
    rated(home.library, 4, prompt_id="X.a")
    schedules, draft = home.library.schedules(), home.decks.editable("X.a")
    home.follow(home.decks.remove("X.a"))
    assert home.retired == ["X.a"]
    home.follow(home.decks.save(draft.afresh(), draft.text))
    assert home.retired == []
    assert home.library.schedules() == schedules


def test_while_a_file_is_wrong_nothing_is_retired(home: Home):
    file = home.write("mine.toml", deck_file(prompt_of("X.a"), prompt_of("X.b")))
    home.follow(home.decks.load())
    home.write("mine.toml", deck_file(prompt_of("X.b")) + "x = [\n")
    deck = home.follow(home.decks.load())
    assert deck.problems
    assert home.retired == []
    file.write_text(deck_file(prompt_of("X.b")), "utf-8")
    home.follow(home.decks.load())
    assert home.retired == ["X.a"]


def test_while_the_folder_cannot_be_read_nothing_is_retired(home: Home):
    home.write("mine.toml", deck_file(prompt_of("X.a")))
    home.follow(home.decks.load())
    home.folder.decks.rename(home.folder.root / "elsewhere")
    home.folder.decks.write_text("no folder", "utf-8")
    assert home.follow(home.decks.load()).problems
    assert home.retired == []


def test_an_id_that_the_next_deck_ships_too_is_a_problem_and_loses_no_schedule(home: Home):
    home.write("mine.toml", deck_file(prompt_of("F1.b", title="Mine")))
    rated(home.library, 2, EVENING + timedelta(days=1), "F1.b")
    deck = home.follow(home.decks.load())
    assert (len(deck.problems), home.decks.origin("F1.b")) == (1, Origin.BUILTIN)
    assert set(home.library.schedules()) == {"F1.b"}


def test_a_new_prompt_is_asked_from_now_on(home: Home):
    draft = home.decks.blank(Round.ML, "Testing", home.retired)
    deck = home.follow(home.decks.save(draft, deck_file(prompt_of("my-1"))))
    assert deck.prompts[-1].id == "my-1"
    assert set(home.library.search_prompts("my-1")) == {"my-1"}
