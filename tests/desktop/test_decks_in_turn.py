"""Whatever is done to one's own deck, in whatever order: the files hold what was saved last, and nothing is lost."""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cards.deck import Deck
from cards.prompt import Prompt
from cards.rounds import Round
from desktop.decks import Decks, Draft
from desktop.folders import DataFolder
from tests.support.deck_files import deck_file, prompt_of

numbers = st.integers(0, 9)
topics = st.sampled_from(["Testing", "Caches", "Grüße"])
titles = st.sampled_from(["One", "Two", "<b>Three</b>"])


class InTurn(RuleBasedStateMachine):
    """One's own deck beside a model of it: topic and title of each prompt."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.builtin = self.root / "builtin"
        self.builtin.mkdir()
        shipped = deck_file(prompt_of("F1.a", "A"), prompt_of("F1.b", "B"), topic="Caches")
        (self.builtin / "f1.toml").write_text(shipped, "utf-8")
        self.folder = DataFolder(self.root / "data")
        self.decks = Decks(self.folder, self.builtin, lambda: datetime(2026, 11, 21, tzinfo=UTC))
        self.shipped = {"F1.a": ("Caches", "A"), "F1.b": ("Caches", "B")}
        self.own: dict[str, tuple[str, str]] = {}
        self.gone: list[tuple[str, Draft]] = []

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    @rule(topic=topics, title=titles)
    def add(self, topic: str, title: str) -> None:
        """A new prompt."""
        draft = self.decks.blank(Round.ML, topic)
        (prompt_id,) = (line[6:-1] for line in draft.text.split("\n") if line.startswith("id = "))
        self._save(draft, deck_file(prompt_of(prompt_id, title), topic=topic))
        self.own[prompt_id] = (topic, title)

    @rule(number=numbers, topic=topics, title=titles)
    def edit(self, number: int, topic: str, title: str) -> None:
        """Another title, and maybe another topic."""
        prompt_id = self._one(number)
        draft = self.decks.editable(prompt_id)
        self._save(draft, self._changed(prompt_id, draft.text, topic, title))
        self.own[prompt_id] = (topic, title)

    @rule(number=numbers, title=titles)
    def ask_another(self, number: int, title: str) -> None:
        """Another question in its place, or beside one that ships."""
        prompt_id = self._one(number)
        topic, _ = self._there[prompt_id]
        draft, before = self.decks.editable(prompt_id), set(self._there)
        prompts = self._save(draft, self._changed(prompt_id, draft.text, topic, title), as_new=True)
        self.own.pop(prompt_id, None)
        (new,) = set(prompts) - before
        self.own[new] = (topic, title)

    @precondition(lambda self: self.own)
    @rule(number=numbers)
    def remove(self, number: int) -> None:
        """One's own prompt, or one's own version, goes."""
        prompt_id = list(self.own)[number % len(self.own)]
        self.gone.append((prompt_id, self.decks.editable(prompt_id)))
        self.decks.remove(prompt_id)
        del self.own[prompt_id]

    @precondition(lambda self: self.gone and self.gone[-1][0] not in self.own)
    @rule()
    def put_back(self) -> None:
        """What went last comes back."""
        prompt_id, draft = self.gone.pop()
        prompt = self._save(draft.afresh(), draft.text)[prompt_id]
        self.own[prompt_id] = (prompt.topic, prompt.title)

    @invariant()
    def files_hold_what_was_saved(self) -> None:
        """Read by somebody who knows nothing of what was done."""
        deck = Decks(self.folder, self.builtin).load()
        assert deck.problems == ()
        assert {each.id: (each.topic, each.title) for each in deck.prompts} == self._there

    @invariant()
    def no_file_is_left_empty(self) -> None:
        """A file without a prompt would be a problem."""
        files = list(self.folder.decks.glob("*"))
        assert all("[[prompt]]" in file.read_text("utf-8") for file in files if file.is_file())

    @property
    def _there(self) -> dict[str, tuple[str, str]]:
        return {**self.shipped, **self.own}

    def _one(self, number: int) -> str:
        return list(self._there)[number % len(self._there)]

    def _changed(self, prompt_id: str, text: str, topic: str, title: str) -> str:
        old_topic, old_title = self._there[prompt_id]
        text = text.replace(f'topic = "{old_topic}"', f'topic = "{topic}"')
        return text.replace(f'title = "{old_title}"', f'title = "{title}"')

    def _save(self, draft: Draft, text: str, *, as_new: bool = False) -> dict[str, Prompt]:
        deck = self.decks.save(draft, text, as_new=as_new)
        assert isinstance(deck, Deck), deck
        return {each.id: each for each in deck.prompts}


TestInTurn = InTurn.TestCase
TestInTurn.settings = settings(max_examples=20, stateful_step_count=12, deadline=None)
