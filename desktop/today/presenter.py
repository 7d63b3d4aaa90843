"""Today: the queue of the day, what a crash left, and the ways into a session. Knows no Qt."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from cards.attempt import AttemptRecord, TakeRecord
from cards.prompt import Prompt
from desktop.agenda import agenda, yesterdays
from desktop.diagnostic.course import course_of
from desktop.folders import DataFolder
from desktop.history import History, Step
from desktop.jobs import Jobs
from desktop.keeping import tidy
from desktop.progress import rest_sentence
from desktop.prompt_changes import PromptChange
from desktop.today.cut_off import CutOffAnswers
from desktop.today.day import Day, today_model
from desktop.today.parts import Listening, Practice, SessionLength, Stage, TodayScreen
from desktop.transcribing import Transcribing
from scheduler.days import study_day
from scheduler.queue import QueueItem

if TYPE_CHECKING:
    from cards.deck import Deck
    from cards.library import Library


MINUTES = (10, 15, 20, 25, 30, 45, 60)
"""The lengths of a session that are offered."""


class TodayPresenter(CutOffAnswers):
    """Shows the day, anew whenever it is asked to, and starts sessions."""

    def __init__(  # noqa: PLR0913, PLR0917 - the composition root passes what this screen works with
        self,
        screen: TodayScreen,
        jobs: Jobs,
        folder: DataFolder,
        clock: Callable[[], datetime],
        player: Listening,
        transcribing: Transcribing,
        practice: Practice,
        stage: Stage,
        settings: SessionLength,
        history: History,
        begin_diagnostic: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(screen, jobs, folder, clock, player, transcribing, stage)
        self._practice = practice
        self._settings = settings
        self._history = history
        self._begin_diagnostic = begin_diagnostic
        self._prompts: dict[str, Prompt] = {}
        self._problems: tuple[str, ...] = ()
        self._day: Day | None = None
        self._unrated: dict[int, AttemptRecord] = {}
        self._anyway: date | None = None
        """The day off on which the person wants to practise."""
        transcribing.changed.append(lambda _: self._show_words())

    def use_deck(self, deck: "Deck") -> None:
        """The prompts there are, and what could not be read."""
        self._prompts = {prompt.id: prompt for prompt in deck.prompts}
        self._problems = tuple(str(problem) for problem in deck.problems)

    def prompt(self, prompt: str) -> Prompt | None:
        """The prompt with this id, if the deck has it."""
        return self._prompts.get(prompt)

    def refresh(self) -> None:
        """Read the library and show the day."""
        day, prompts, minutes = study_day(self._clock()), tuple(self._prompts.values()), self._minutes
        self._day = None  # what was shown is of the past: nobody may start with it any more

        def read(library: "Library") -> Day:
            found = agenda(library, prompts, day)
            return Day(
                clock_day=day,
                agenda=found,
                left=self.find_left(library),
                yesterday=yesterdays(library, day),
                course=course_of(library, prompts),
                waiting=found.items,
                planned={minutes: found.session(minutes)},  # here, since that may take a moment in a large deck
            )

        def show(found: Day) -> None:
            self._day = found
            self._left = {each.take.id: each for each in found.left}
            self._unrated = {each.id: each for each in found.course.without_depth if each.prompt in self._prompts}
            self._show(found)
            self._stage.set_phase("Today", "today")  # by now another screen may have been opened

        self._library.do(read, show)

    def _show(self, day: Day) -> None:
        model = today_model(
            day,
            self._prompts,
            minutes=self._minutes,
            resting=self._resting(day),
            left=tuple(self._left.values()),
            unrated=tuple(self._unrated.values()),
            problems=self._problems,
        )
        self._screen.show_today(model)
        self._show_words()

    def _show_words(self) -> None:
        rest = self._transcribing.rest
        self._screen.show_words(rest_sentence(rest), asks=rest.waiting > 0)

    def ask_for_words(self) -> None:
        """Have the words come that wait."""
        self._transcribing.go_on()

    def start(self) -> None:
        """Begin with what is shown."""
        if self._day is not None and not self._resting(self._day):
            short = self._day.short
            self._start(self._day.agenda.short if short else self._day.session(self._minutes).items)

    def start_full(self) -> None:
        """Begin with a session of the chosen length, where a short way back in is shown."""
        if self._day is not None:
            self._start(self._day.session(self._minutes).items)

    def _start(self, items: Sequence[QueueItem]) -> None:
        if self._day is None or not items:
            return
        self._stop_listening()
        taken, whole = {item.prompt for item in items}, self._day.session(self._minutes)
        beyond = [each.prompt for each in (*whole.items, *whole.beyond) if each.prompt not in taken]
        short = items == self._day.agenda.short and self._day.short
        self._practice.begin(
            tuple(self._prompts[item.prompt] for item in items),
            sum(item.minutes for item in items) if short else self._minutes,
            {item.prompt: item.why for item in items},
            tuple(self._prompts[each] for each in beyond),
        )

    def practise_anyway(self) -> None:
        """Show the queue of a day off."""
        if self._day is not None:
            self._anyway = self._day.agenda.day
            self._show(self._day)

    def _resting(self, day: Day) -> bool:
        return day.agenda.day_off and self._anyway != day.agenda.day

    def find_weakest(self) -> None:
        """Begin with the questions of the diagnostic, or go on with them."""
        if self._day is not None:
            self._stop_listening()
            self._begin_diagnostic()

    @property
    def _minutes(self) -> int:
        return self._settings.current.session_minutes

    def longer(self) -> None:
        """The next longer session."""
        self._choose(next((each for each in MINUTES if each > self._minutes), None))

    def shorter(self) -> None:
        """The next shorter one."""
        self._choose(next((each for each in reversed(MINUTES) if each < self._minutes), None))

    def _choose(self, minutes: int | None) -> None:
        if minutes is not None and self._day is not None:
            self._settings.change(session_minutes=minutes)
            self._show(self._day)

    def wake(self, prompt: str) -> None:
        """Ask this prompt again from now on."""
        if prompt in self._prompts:
            change = PromptChange.wake(prompt)
            self._history.do(Step("wake", change.undo, change.redo, self.refresh, self.refresh))

    def rate(self, attempt: int) -> None:
        """Give an answer of an earlier session its depth."""
        if attempt in self._unrated:
            self._stop_listening()
            self._practice.rate_later(self._prompts[self._unrated[attempt].prompt], attempt)

    def turn_day(self) -> None:
        """Show the new day where an old one is still shown: a window may stay open over night."""
        if self._day is not None and self._day.clock_day != study_day(self._clock()):
            self.refresh()

    def take_up_unfinished(self) -> None:
        """Words and FLAC for the takes that an earlier run could not finish."""

        def look(library: "Library") -> tuple[TakeRecord, ...]:
            tidy(library, self._folder.recordings)
            return library.unarchived_takes()

        def follow(takes: tuple[TakeRecord, ...]) -> None:
            for take in takes:
                if take.samples and (self._folder.recordings / take.sound).exists():
                    self._transcribing.finish(take, take.samples)

        self._library.do(look, follow)
