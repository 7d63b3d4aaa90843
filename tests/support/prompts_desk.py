"""The Prompts screen at work on the desk's real library and on real deck files, with screens that only remember."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from cards.attempt import Ended
from cards.deck import Deck
from cards.prompt import Prompt
from desktop.decks import Decks
from desktop.history import History
from desktop.opening import bring_up_to_date
from desktop.prompts.editing import Editing
from desktop.prompts.editor_model import CheckModel, EditorModel, Question
from desktop.prompts.model import ListModel, PaneModel
from desktop.prompts.parts import Around
from desktop.prompts.presenter import PromptsPresenter
from scheduler.days import study_day
from tests.support.deck_files import deck_file, prompt_of
from tests.support.desk import EVENING, Desk, rated


@dataclass
class FakePrompts:
    """The screen and its right half."""

    shown: list[ListModel] = field(default_factory=list)
    panes: list[PaneModel | None] = field(default_factory=list)
    text: str = ""
    fields_left: int = 0
    pick: Callable[[str], None] = lambda _: None
    """The list tells which prompt it stands at whenever it is shown anew."""
    current: str = ""

    @property
    def model(self) -> ListModel:
        return self.shown[-1]

    @property
    def pane(self) -> PaneModel:
        assert self.panes[-1] is not None
        return self.panes[-1]

    @property
    def ids(self) -> list[str]:
        return [each.id for each in self.model.entries]

    def show_list(self, model: ListModel) -> None:
        self.shown.append(model)
        wanted = model.select or self.current
        self.go_to(wanted if wanted in self.ids else next(iter(self.ids), ""))

    def go_to(self, prompt: str) -> None:
        """The person goes to this row."""
        self.current = prompt
        self.pick(prompt)

    def set_search(self, text: str) -> None:
        self.text = text

    def show_nothing(self) -> None:
        self.panes.append(None)

    def show_prompt(self, model: PaneModel) -> None:
        self.panes.append(model)

    def leave_fields(self) -> None:
        self.fields_left += 1


@dataclass
class FakeEditor:
    """Where prompts are written."""

    drafts: list[EditorModel] = field(default_factory=list)
    checks: list[CheckModel] = field(default_factory=list)
    asked: Question | None = None
    written: str = ""

    @property
    def check(self) -> CheckModel:
        return self.checks[-1]

    def show_draft(self, model: EditorModel) -> None:
        self.drafts.append(model)
        self.written, self.asked = model.text, None

    def show_check(self, check: CheckModel) -> None:
        self.checks.append(check)

    def forget_preview(self) -> None: ...

    def ask(self, question: Question | None) -> None:
        self.asked = question

    def text(self) -> str:
        return self.written


@dataclass
class PromptsDesk:
    """The screen and everything it works with; two topics ship, with three prompts."""

    desk: Desk
    screen: FakePrompts = field(default_factory=FakePrompts)
    editor: FakeEditor = field(default_factory=FakeEditor)
    practised: list[Prompt] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    decks_told: list[Deck] = field(default_factory=list)
    edits: bool = False
    came_back: int = 0
    closed: int = 0

    def __post_init__(self) -> None:
        desk = self.desk
        self.builtin = desk.root / "builtin"
        self.builtin.mkdir()
        caches = deck_file(prompt_of("F1.a", "Caches"), prompt_of("F1.b", "Stale lists"), topic="Caches")
        (self.builtin / "f1.toml").write_text(caches, "utf-8")
        design = deck_file(prompt_of("S1.a", "Search", "s1"), topic="Retrieval", round_="design")
        (self.builtin / "s1.toml").write_text(design, "utf-8")
        self.decks = Decks(desk.folder, self.builtin, desk.clock)
        self.deck = self.decks.load()
        bring_up_to_date(desk.real, self.deck)
        self.history = History(desk.jobs, desk.stage)
        self.around = Around(
            desk.jobs,
            self.decks,
            desk.clock,
            desk.stage,
            self.history,
            self.practised.append,
            self.opened.append,
            self.decks_told.append,
            self._come_back,
            self._close,
        )
        self.presenter = PromptsPresenter(self.screen, self.screen, self.around, self.deck)
        self.screen.pick = self.presenter.pick
        self.editing = Editing(self.editor, self.around, self._show_editor, self._saved)

    def _come_back(self) -> None:
        self.came_back += 1

    def _close(self) -> None:
        self.closed += 1

    def _show_editor(self, shown: bool) -> None:
        self.edits = shown

    def _saved(self, deck: Deck, prompt: str) -> None:
        self.decks_told.append(deck)
        self.presenter.use_deck(deck, prompt)

    def answer(self, prompt: str, at: datetime = EVENING) -> int:
        """An answer of which no sound was kept, without a depth."""
        take = self.desk.real.begin_answer(prompt, "fifty rows", at, study_day(at), "", f"{prompt}-{at:%H%M%S}.wav")
        self.desk.real.end_take(take.id, 16_000, Ended.PERSON)
        return take.attempt

    def rate(self, prompt: str, depth: int = 2, at: datetime = EVENING) -> None:
        """An answer with a depth."""
        rated(self.desk.real, depth, at, prompt)
