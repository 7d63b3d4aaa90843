"""The diagnostic: one question after the other, a verdict on each answer, and what comes of it. Knows no Qt.

It knows its screens as protocols (``desktop.diagnostic.parts``). An answer is taken as in a session (``Asking``), with
no follow-up and no depth: no review comes of it, and no date.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from audio.events import Event
from cards.diagnostic import Diagnosed, Result
from desktop.diagnostic import course as courses
from desktop.diagnostic.course import Course
from desktop.diagnostic.judging import Judging
from desktop.diagnostic.overview import Overview
from desktop.diagnostic.pages import (
    Given,
    given_of,
    header,
    judged_sentence,
    skipped_sentence,
    taken_back_sentence,
)
from desktop.diagnostic.parts import Around, Pages
from desktop.history import Step
from desktop.practice.asking import Asking
from desktop.practice.question import Question, question_on

if TYPE_CHECKING:
    from cards.library import Library

STEP = "verdict"
"""What a menu calls it: "Undo verdict"."""
NOTICE = "diagnostic"
SESSION_NOTICE = "session"
"""What a session says of a step, and takes away when it ends."""


def _stay() -> None:
    """What is in front stays there."""


class DiagnosticPresenter:
    """Runs the diagnostic. What is answered is kept whatever happens, and offered again until it has its verdict."""

    def __init__(self, pages: Pages, around: Around) -> None:
        self._around = around
        self._services = around.services
        self._stage = around.screens.stage
        self._history = around.history
        self._library = around.history.library
        self.asking = Asking(around.screens, around.services, self._library, self._answered, around.drafts)
        self.judging = Judging(pages.verdict, self._stage, around.services)
        self._overview = Overview(pages, around)
        self._queue: tuple[str, ...] = ()
        """The questions of this sitting that are still to come, the one in front first."""
        self._asked: tuple[str, ...] = ()
        """Those that were in front so far."""
        around.services.transcribing.changed.append(self._words_came)

    @property
    def goes_on(self) -> bool:
        """Whether a question or its verdict is in front."""
        return self.asking.question is not None or self.judging.given is not None

    @property
    def _free(self) -> bool:
        """Whether no take is on its way and no screen awaited: only then may a person go on or back."""
        return self.asking.free and not self._library.turning

    @property
    def _at_rest(self) -> bool:
        return self._free and not self.goes_on and not self._around.practising()

    # Between the questions

    def open(self) -> None:
        """Show where the diagnostic stands."""
        if self._at_rest:
            self._overview.show_start()

    def show_result(self) -> None:
        """Show what comes of the verdicts so far."""
        if self._at_rest:
            self._overview.show_result()

    def leave(self) -> None:
        """Go to Today."""
        if self._at_rest:
            self._around.leave()

    def forget_said(self) -> None:
        """What was said of the last question stays with the diagnostic, whichever way its pages are left."""
        self._stage.clear_notice(NOTICE)

    def begin(self) -> None:
        """Ask what is to be asked, from where it was left; show the result when nothing is."""

        def look(course: Course) -> None:
            if course.to_do:
                self._sit_down(course.to_do)
            elif course.latest:
                self._overview.show_result()

        if self._at_rest:
            self._library.turn(self._overview.course(), look)

    def begin_anew(self) -> None:
        """Ask all six once more; the earlier answers and verdicts stay."""
        course = self._overview.course()

        def anew(library: "Library") -> Course:
            courses.begin_anew(library, course(library))
            return course(library)

        if self._at_rest:
            self._library.turn(anew, lambda found: self._sit_down(found.to_do))

    def take(self, question: str) -> None:
        """Ask this one question, or have its answer judged that waits."""
        self._sit_down((question,))

    def _sit_down(self, questions: Sequence[str]) -> None:
        if self._at_rest:
            self._stage.clear_notice(NOTICE)
            self._services.transcribing.warm_up()
            self._go_to(tuple(questions))

    # Asking

    def _go_to(self, queue: tuple[str, ...], undone: Callable[[], None] = _stay) -> None:
        """Go to the first question of ``queue``, or to the verdict on its answer; until then what is in front stays.

        ``undone`` is called when the library does not let that be.
        """
        if not queue:
            self._end()
            self._overview.show_end()
            return
        question, deck, read = queue[0], self._services.prompts(), self._overview.course()
        asked = (*(each for each in self._asked if each != question), question)

        def look(library: "Library") -> Given | Question | None:
            course = read(library)
            if (attempt := course.waiting(question)) is not None:
                return given_of(library, deck, question, attempt)
            if (prompt := course.prompts.get(question)) is None:
                return None  # the deck was changed meanwhile
            courses.ask(library, course, asked)
            return question_on(library, prompt)

        def looked(found: Given | Question | None) -> None:
            self._queue = queue
            if isinstance(found, Question):
                self._asked, self.judging.given = asked, None
                self.asking.ask(found, header(question))
            elif found is not None:
                self._judge(found)
            else:
                self._go_to(queue[1:], undone)

        self._library.turn(look, looked, undone)

    def _answered(self, _listen: bool) -> None:
        """After a kept take: it waits for its verdict from now on, and is shown."""
        asked = self.asking.question
        if asked is None or asked.attempt is None:
            return
        question, prompt, attempt, read = self._queue[0], asked.prompt, asked.attempt, self._overview.course()

        def keep(library: "Library") -> Given:
            courses.answered(library, read(library), question, attempt)
            return Given(question, prompt, library.attempt(attempt))

        self._library.turn(keep, self._judge)

    def skip(self) -> None:
        """Not this question now: it comes again when the person goes on another time."""
        if self.asking.question is not None and self._free:
            self._stage.show_notice(skipped_sentence(self._queue[0]), NOTICE, "good")
            self._go_to(self._queue[1:])

    def stop(self) -> None:
        """Leave question or verdict: what was answered is kept, and the next time it goes on here."""
        if self.goes_on and self._free:
            self._stage.clear_notice(NOTICE)
            self._end()
            self._overview.show_start()

    def _end(self) -> None:
        self._queue = self._asked = ()
        self.judging.given = None
        self.asking.end_session()  # what was being typed becomes an answer, before it is looked for
        self._settle()
        for kind in ("microphone", "pace"):
            self._stage.clear_notice(kind)

    def _settle(self) -> None:
        """An answer that comes later, in a session, is none of the diagnostic."""
        read = self._overview.course()
        self._library.do(lambda library: courses.settle(library, read(library)))

    def close(self) -> None:
        """The window closes: what was typed is kept. A take that still runs is found again by what was asked."""
        settled = self.goes_on and self.asking.free
        self.asking.close()
        if settled:
            self._settle()

    def _give_up(self) -> None:
        """What comes after a verdict cannot be read: nothing is in front that could be gone on with."""
        self._end()
        self._around.leave()

    def hear(self, event: Event) -> None:
        """An event of the recorder, which sessions use as well."""
        if self.asking.question is not None:
            self.asking.hear(event)

    def _words_came(self, take: int) -> None:
        if not self.judging.words.show(take):
            self.asking.show_words(take)

    # The verdict

    def _judge(self, given: Given) -> None:
        self.asking.put_away()
        self._stage.clear_notice(NOTICE)
        self.judging.show(given)

    def choose(self, result: Result) -> None:
        """The person's own verdict on the answer in front; then to the next question."""
        given = self.judging.given
        if given is None or not self._free:
            return
        at, attempt, question = self._services.clock(), given.attempt.id, given.question
        day = given.attempt.study_day
        diagnosed = Diagnosed(question, result, day, attempt)
        step = Step(
            STEP,
            lambda library: library.undo_diagnosis(attempt),
            lambda library: library.add_diagnosis(attempt, question, result, at, day),
            lambda: self._taken_back(given),
            lambda: self._given_again(diagnosed),
        )

        def stored(_: object) -> None:
            self._history.push(step)
            self._settled(diagnosed)

        self._library.turn(step.redo, stored)

    def _settled(self, diagnosed: Diagnosed) -> None:
        self._stage.show_notice(judged_sentence(diagnosed), NOTICE, "good")
        self._go_to(tuple(each for each in self._queue if each != diagnosed.question), self._give_up)

    # Taking back, and doing again

    def undo(self) -> bool:
        """Take the last step back if it is a verdict; False where nothing of the diagnostic is in front."""
        goes_on = self.goes_on
        if goes_on and self._free and self._history.undo_name == STEP:
            self._history.undo()
        return goes_on

    def redo(self) -> bool:
        """Do again what was taken back last, likewise."""
        goes_on = self.goes_on
        if goes_on and self._free and self._history.redo_name == STEP:
            self._history.redo()
        return goes_on

    def _taken_back(self, given: Given) -> None:
        """The answer is there to be judged again, unless a session goes on: then it waits."""
        if self._around.practising():
            self._stage.show_notice(taken_back_sentence(given.question), SESSION_NOTICE, "good")
            return
        question, prompt, attempt = given.question, given.prompt, given.attempt.id

        def come(found: Given) -> None:
            self._queue = (question, *(each for each in self._queue if each != question))
            self._judge(found)

        self._library.turn(lambda library: Given(question, prompt, library.attempt(attempt)), come)

    def _given_again(self, diagnosed: Diagnosed) -> None:
        given = self.judging.given
        if given is not None and given.attempt.id == diagnosed.attempt:
            self._settled(diagnosed)
        else:
            self._overview.refresh()
            self._around.changed()
