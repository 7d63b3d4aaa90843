"""Writing a prompt: the check runs as one types, saving asks where the question may be another one. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from cards.deck import Deck, DeckProblem
from cards.deck.fields import Found
from cards.deck.reading import read_text
from cards.rounds import Round
from desktop.decks import Draft, Origin
from desktop.library_work import LibraryWork
from desktop.opening import bring_up_to_date
from desktop.prompts.editor_model import CheckModel, EditorModel, Question, check_model, editor_model
from desktop.prompts.model import prompt_model
from desktop.prompts.parts import PLACE, Around

if TYPE_CHECKING:
    from cards.deck.checking import TextCheck
    from cards.library import Library

NOTICE = "prompt"
IS_HERE = "What you wrote is still here."


class EditorScreen(Protocol):
    """What is needed of the editor."""

    def show_draft(self, model: EditorModel) -> None: ...  # noqa: D102
    def show_check(self, check: CheckModel) -> None: ...  # noqa: D102
    def forget_preview(self) -> None: ...  # noqa: D102
    def ask(self, question: Question | None) -> None: ...  # noqa: D102
    def text(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class _AnotherQuestion:
    """What saving found instead of saving."""


def _nothing() -> None:
    """Nobody waits for the end."""


Saved = Deck | tuple[DeckProblem, ...] | _AnotherQuestion


class Editing:
    """One prompt at a time is written. ``show`` puts the editor in front or takes it away."""

    def __init__(
        self,
        screen: EditorScreen,
        around: Around,
        show: Callable[[bool], None],
        saved: Callable[[Deck, str], None],
    ) -> None:
        """``saved`` is told of the deck as it is now, and of the prompt to show of it."""
        self._screen = screen
        self._around = around
        self._library = LibraryWork(around.jobs, around.stage)
        self._show = show
        self._saved = saved
        self._draft: Draft | None = None
        self._origin: Origin | None = None
        self._check: Callable[[str], CheckModel] | None = None
        self._checking = False
        self._waiting: str | None = None
        """Text to be checked once the check that runs has ended."""
        self._saving = False
        self._closes = False
        """The window closes after this."""
        self._ended: Callable[[], None] = _nothing

    # Beginning

    def edit(self, prompt: str, title: str, ended: Callable[[], None] = _nothing) -> None:
        """Edit this prompt of the deck; ``ended`` is called once the editor is closed, or could not be opened."""
        decks = self._around.decks
        self._ended = ended
        self._begin(lambda _: (decks.editable(prompt), decks.origin(prompt)), title)

    def write(self, round_: Round, topic: str) -> None:
        """Write a new one."""
        self._begin(lambda library: (self._around.decks.blank(round_, topic, _retired(library)), None), "")

    def _begin(self, take: "Callable[[Library], tuple[Draft, Origin | None]]", title: str) -> None:
        if self._draft is not None:
            self._show(True)
            return

        def taken(result: tuple[Draft, Origin | None, list[Found]]) -> None:
            self._draft, self._origin, others = result
            self._check, self._waiting = None, None
            self._around.stage.clear_notice(NOTICE)
            self._screen.forget_preview()
            self._screen.show_draft(editor_model(self._draft, title, self._origin))
            self._show(True)
            self._around.stage.set_phase("Editing a prompt", PLACE)
            self._prepare(self._draft, others)

        def begin(library: "Library") -> tuple[Draft, Origin | None, list[Found]]:
            draft, origin = take(library)
            return draft, origin, self._around.decks.others(draft)

        self._library.do(begin, taken, self._tell_ended)

    def _tell_ended(self) -> None:
        ended, self._ended = self._ended, _nothing
        ended()

    def _prepare(self, draft: Draft, others: list[Found]) -> None:
        """Go through the other prompts once; the check as one types is quick after that."""

        def ready(check: "TextCheck") -> None:
            if self._draft is draft:
                self._check = partial(_checked, check, draft)
                self.check(self._screen.text())

        self._around.jobs.pool(lambda: _text_check(others), ready, self._say)

    # As one types

    def check(self, text: str) -> None:
        """Say what the check finds in ``text``. Of several that came meanwhile only the last is looked at."""
        if self._check is None or self._draft is None:
            return
        if self._checking:
            self._waiting = text
            return
        check, draft = self._check, self._draft
        self._checking = True

        def ended() -> None:
            self._checking = False
            waiting, self._waiting = self._waiting, None
            if waiting is not None:
                self.check(waiting)

        def found(model: CheckModel) -> None:
            if self._draft is draft:
                self._screen.show_check(model)
            ended()

        def failed(error: Exception) -> None:
            self._say(error)
            ended()

        self._around.jobs.pool(lambda: check(text), found, failed)

    # Saving

    def save(self, text: str) -> None:
        """Save it; asked first where the decision reads quite differently."""
        self._store(text, asks=True)

    def save_as_same(self, text: str) -> None:
        """It is still the same question: its answers and its date stay."""
        self._store(text, asks=False)

    def save_as_another(self, text: str) -> None:
        """It is a question of its own."""
        self._store(text, asks=False, as_new=True)

    def _store(self, text: str, *, asks: bool, as_new: bool = False) -> None:
        draft, decks = self._draft, self._around.decks
        if draft is None or self._saving:
            return
        self._saving = True

        def store(library: "Library") -> Saved:
            if asks and not draft.is_new and decks.is_another_question(draft, text):
                return _AnotherQuestion()
            result = decks.save(draft, text, as_new=as_new, taken=_retired(library))
            if isinstance(result, Deck):
                bring_up_to_date(library, result)
            return result

        def stored(result: Saved) -> None:
            self._saving = False
            if isinstance(result, Deck):
                self._end()
                self._saved(result, _saved_id(result, draft, text, as_new))
            elif isinstance(result, _AnotherQuestion):
                self._screen.ask(Question.ANOTHER)
            else:
                self._refuse(result)

        self._library.do(store, stored, self._stop_saving, IS_HERE)

    def _refuse(self, problems: tuple[DeckProblem, ...]) -> None:
        self._closes = False
        self._screen.ask(None)
        self._screen.show_check(check_model(problems, None))
        self._around.stage.show_notice("It is not saved yet: the list at the right says what to mend.", NOTICE)

    def _stop_saving(self) -> None:
        self._saving = self._closes = False
        self._screen.ask(None)

    # Taking the person's version away

    def take_back(self) -> None:
        """Ask the built-in one again, or remove one of the person's own."""
        draft, origin, decks = self._draft, self._origin, self._around.decks
        if draft is None or self._saving or origin not in (Origin.EDITED, Origin.OWN):
            return
        self._saving = True

        def take(library: "Library") -> Deck:
            back = origin is Origin.EDITED
            deck = decks.restore_builtin(draft.prompt_id) if back else decks.remove(draft.prompt_id)
            bring_up_to_date(library, deck)
            return deck

        def taken(deck: Deck) -> None:
            self._saving = False
            self._end()
            self._saved(deck, draft.prompt_id if origin is Origin.EDITED else "")

        self._library.do(take, taken, self._stop_saving)

    # Leaving

    def leave(self, text: str) -> None:
        """Close the editor; asked first where something would be lost."""
        if self._draft is not None and text != self._draft.text:
            self._screen.ask(Question.UNSAVED)
        else:
            self.discard()

    def stay(self) -> None:
        """The person goes on writing; the window stays too."""
        self._closes = False

    def discard(self) -> None:
        """Close it, and let go of what was written."""
        self._end()

    def may_close(self) -> bool:
        """Whether the window may close now; if not, the person is asked."""
        if self._draft is None or self._screen.text() == self._draft.text:
            return True
        self._closes = True
        self._around.come_back()
        self._show(True)
        self._screen.ask(Question.UNSAVED)
        return False

    def _end(self) -> None:
        self._draft, self._origin, self._check, self._waiting = None, None, None, None
        self._around.stage.clear_notice(NOTICE)
        self._around.stage.set_phase("Prompts", PLACE)
        self._show(False)
        if self._closes:
            self._closes = False
            self._around.close()
        else:
            self._tell_ended()

    def _say(self, error: Exception) -> None:
        self._around.stage.show_notice(str(error), NOTICE)


def _retired(library: "Library") -> frozenset[str]:
    """Ids that no new prompt may get: what was said to their prompts is still there."""
    return frozenset(each.id for each in library.retired_prompts())


def _text_check(others: list[Found]) -> "TextCheck":
    from cards.deck.checking import TextCheck  # noqa: PLC0415 - its tables take a while, never on the window's thread

    return TextCheck(others)


def _checked(check: "TextCheck", draft: Draft, text: str) -> CheckModel:
    """What the check says of ``text``, and the prompt in it where it is whole.

    Of one that is not, only what its own text says: a broken one cannot take another's place, and would seem to clash.
    """
    found, problems = read_text(draft.file, text)
    whole = next((each.prompt for each in found if each.prompt is not None), None)
    if whole is None:
        return check_model(problems, None)
    return check_model(check(text, draft.file), prompt_model(whole))


def _saved_id(deck: Deck, draft: Draft, text: str, as_new: bool) -> str:
    """The id under which the prompt is in the deck now; saved as another one it was given a new one."""
    wrote = next((each.prompt for each in read_text(draft.file, text)[0] if each.prompt is not None), None)
    if wrote is None or not as_new:
        return draft.prompt_id if wrote is None else wrote.id
    same = (each.id for each in deck.prompts if (each.decision, each.title) == (wrote.decision, wrote.title))
    return next(same, draft.prompt_id)
