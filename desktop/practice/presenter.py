"""A session: prompt, answer, follow-up, reflection, depth, next date. Knows the screens as protocols, and no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cards.attempt import AttemptRecord
from cards.prompt import Prompt
from desktop.library_work import LibraryWork
from desktop.practice.asking import Asking, Question
from desktop.practice.model import OutcomeModel, Said, confirmation
from desktop.practice.parts import Screens, Services
from desktop.practice.reflection import Reflection, reflect_model, said
from desktop.practice.session import Session, by_turns
from desktop.rating import rate, undo
from desktop.words import spoken_day
from scheduler.depth import DEPTHS
from scheduler.memory import Candidate, study_day

if TYPE_CHECKING:
    from cards.library import Library


class PracticePresenter:
    """Runs sessions. ``left`` is called when one ends or is left."""

    def __init__(self, screens: Screens, services: Services, left: Callable[[], None]) -> None:
        self._screens = screens
        self._services = services
        self._left = left
        self._library = LibraryWork(services.jobs, screens.stage)
        self.asking = Asking(screens, services, self._library, self._go_on)
        self._session = Session(())
        self._reflection: Reflection | None = None
        self._rated = False
        """The outcome is in front."""
        self._unrated: dict[str, int] = {}
        """Prompt -> attempt, of answers that wait while an earlier rating is taken back."""
        services.transcribing.changed.append(self._words_came)

    # The session

    def begin(self, prompts: Sequence[Prompt]) -> None:
        """Start a session with these prompts, in this order."""
        if self._free:
            self._services.transcribing.warm_up()
            self._ask(Session(tuple(prompts)))

    def next(self) -> None:
        """After the outcome: the next prompt, or the end."""
        if self._rated and self._free:
            self._ask(self._session.advanced())

    def rate_later(self, prompt: Prompt, attempt: int) -> None:
        """Start a session with an answer that was given before and has no depth yet."""
        if self._free:
            self._services.transcribing.warm_up()
            session = Session((prompt,))

            def found(stored: AttemptRecord) -> None:
                self._session = session
                self._reflect(prompt, stored)

            self._library.turn(lambda library: library.attempt(attempt), found)

    def leave(self) -> None:
        """Back to Today; what is recorded stays recorded, and an answer without a depth waits for one there."""
        if (self.asking.question is not None or self._reflection is not None) and self._free:
            self._end()

    def skip(self) -> None:
        """Do without the follow-up."""
        if self.asking.question is not None and self.asking.question.asked and self._free:
            self._reflect_on_question()

    @property
    def _free(self) -> bool:
        """Whether no take is on its way and no screen awaited: only then may a person go on or back."""
        return self.asking.free and not self._library.turning

    def _end(self) -> None:
        self._session = Session(())
        self._reflection = None
        self._rated = False
        self._unrated = {}
        self.asking.end_session()
        self._screens.stage.clear_notice("microphone")
        self._screens.stage.set_phase("")
        self._left()

    def _ask(self, session: Session) -> None:
        """Go to where ``session`` stands; this one goes on until that has come."""
        prompt = session.current
        if prompt is None:
            self._end()
            return
        waiting = self._unrated.get(prompt.id)

        def look(library: "Library") -> AttemptRecord | int:
            if waiting is not None:
                return library.attempt(waiting)
            return library.attempts_at(prompt.id)

        def looked(found: AttemptRecord | int) -> None:
            self._session = session
            if isinstance(found, AttemptRecord):
                self._reflect(prompt, found)
                return
            self._rated = False
            question = Question(prompt, by_turns(prompt.constraints, found), by_turns(prompt.follow_ups, found))
            self.asking.ask(question, session.header)

        self._library.turn(look, looked)

    def _go_on(self, listen: bool) -> None:
        """After a kept take: from the decision to the follow-up, from there to the reflection."""
        question = self.asking.question
        if question is None:
            return
        if question.asked:
            self._reflect_on_question()
        else:
            self.asking.ask(replace(question, asked=question.follow_up), self._session.header, listen)

    # Reflecting and rating

    def _reflect_on_question(self) -> None:
        if self.asking.question is not None and self.asking.question.attempt is not None:
            attempt, prompt = self.asking.question.attempt, self.asking.question.prompt
            self._library.turn(lambda library: library.attempt(attempt), lambda stored: self._reflect(prompt, stored))

    def _reflect(self, prompt: Prompt, attempt: AttemptRecord) -> None:
        self.asking.put_away()
        self._rated = False
        self._reflection = Reflection.of(prompt, attempt)
        self._screens.reflect.show_reflection(reflect_model(self._session.header, self._reflection, self._passages()))
        self._screens.stage.set_phase("Reflect")
        self._screens.stage.show_screen("reflect")

    def _passages(self) -> tuple[Said, ...]:
        if self._reflection is None:
            return ()
        progress = self._services.transcribing.progress
        return tuple(said(take, progress(take.id)) for take in self._reflection.attempt.kept_takes)

    def _words_came(self, take: int) -> None:
        if self._reflection is not None and any(each.id == take for each in self._reflection.attempt.takes):
            self._screens.reflect.set_said(self._passages())
        else:
            self.asking.show_words(take)

    def tick_key_point(self, place: int, made: bool) -> None:
        """A key point was ticked or unticked."""
        if self._reflection is not None:
            self._ticked(self._reflection.with_key_point(place, made))

    def tick_statement(self, place: int, yes: bool) -> None:
        """A statement was answered."""
        if self._reflection is not None:
            self._ticked(self._reflection.with_statement(place, yes))

    def tick_dimension(self, dimension: str, shown: str) -> None:
        """A dimension was judged."""
        if self._reflection is not None:
            self._ticked(self._reflection.with_dimension(dimension, shown))

    def _ticked(self, reflection: Reflection) -> None:
        """Every tick is stored at once: a crash here costs nothing."""
        self._reflection = reflection
        self._screens.reflect.clear_confirmation()
        self._screens.reflect.set_suggestion(reflection.suggested)
        attempt, ticks = reflection.attempt.id, reflection.ticks
        self._library.do(lambda library: library.save_ticks(attempt, ticks))

    def choose_depth(self, depth: int) -> None:
        """The person's own depth; asked about once where few key points support it."""
        reflection = self._reflection
        if reflection is None or not self._free:
            return
        if reflection.doubts(depth):
            self._reflection = replace(reflection, doubted=depth)
            points = len(reflection.prompt.key_points)
            self._screens.reflect.show_confirmation(confirmation(reflection.made, points, depth))
            return
        attempt, prompt, at = reflection.attempt.id, reflection.prompt, self._services.clock()
        suggested, ticks = reflection.suggested, reflection.ticks
        self._library.turn(
            lambda library: rate(library, attempt, prompt.id, depth, suggested=suggested, ticks=ticks, at=at),
            lambda chosen: self._show_outcome(prompt, chosen, study_day(at)),
        )

    def _show_outcome(self, prompt: Prompt, chosen: Candidate, day: date) -> None:
        self._reflection = None
        self._rated = True
        self._unrated.pop(prompt.id, None)
        following = self._session.following
        self._screens.outcome.show_outcome(
            OutcomeModel(
                header=self._session.header,
                depth=chosen.depth,
                label=DEPTHS[chosen.depth].label,
                comes_back=spoken_day(chosen.after.due, day),
                why=chosen.why,
                answered=prompt.constraints[0],
                model_answer=prompt.model_answer,
                failure=prompt.failure,
                wrong_claim=prompt.wrong_claim,
                basis=prompt.basis,
                next_title=following.title if following else "",
            )
        )
        self._screens.stage.set_phase("Rated")
        self._screens.stage.show_screen("outcome")

    # Taking back

    def undo(self, find: Callable[[str], Prompt | None]) -> None:
        """Take the last rating back and bring its prompt back to be rated again; ``find`` knows prompts by id.

        A rating whose prompt has left the deck stays: nobody could give it again.
        """
        if not self._free:
            return

        def take_back(library: "Library") -> tuple[Prompt, AttemptRecord] | None:
            log = library.reviews()
            prompt = find(log[-1].prompt) if log else None
            review = undo(library) if prompt is not None else None
            return (prompt, library.attempt(review.attempt)) if prompt is not None and review is not None else None

        def taken_back(result: tuple[Prompt, AttemptRecord] | None) -> None:
            if result is not None:
                self._put_by()
                self._session = self._session.back_to(result[0])
                self._reflect(*result)

        self._library.turn(take_back, taken_back)

    def _put_by(self) -> None:
        """An answer that was given and waits for its rating is not asked for again: its turn comes after this one."""
        if self._reflection is not None:
            self._unrated[self._reflection.prompt.id] = self._reflection.attempt.id
        elif (
            self.asking.question is not None and self.asking.question.asked and self.asking.question.attempt is not None
        ):
            self._unrated[self.asking.question.prompt.id] = self.asking.question.attempt
