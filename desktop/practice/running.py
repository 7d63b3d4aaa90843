"""The order of things in a session: prompt, answer, follow-up, reflection, outcome, summary. Knows no Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cards.attempt import AttemptRecord
from cards.prompt import Prompt
from cards.review import Standing
from desktop.history import History
from desktop.practice.again import Answer
from desktop.practice.asking import Asking
from desktop.practice.judging import Judging, reflecting
from desktop.practice.model import Header, OutcomeModel, lost_thread
from desktop.practice.parts import Screens, Services
from desktop.practice.question import Question, question_on
from desktop.practice.reflection import Reflection
from desktop.practice.session import Session, SessionClock, minutes_left
from desktop.practice.summary_model import summary
from desktop.progress import rest_sentence
from desktop.rating import Rated
from desktop.words import spoken_day
from scheduler.days import study_day
from scheduler.depth import DEPTHS
from scheduler.memory import is_leech

if TYPE_CHECKING:
    from cards.library import Library


class RunningSession:
    """The order of things; what else a person may do on the way is a subclass's.

    ``left`` is called when a session ends or is left.
    """

    def __init__(self, screens: Screens, services: Services, left: Callable[[], None], history: History) -> None:
        self._screens = screens
        self._services = services
        self._left = left
        self._history = history
        self._library = self._history.library
        self.asking = Asking(screens, services, self._library, self._go_on)
        self.judging = Judging(screens, services, self._library)
        self._session = Session(())
        self._clock = SessionClock()
        self._rated: Reflection | None = None
        """The answer whose outcome is in front."""
        self._over = False
        """The summary is in front."""
        self._paused = False
        self._answered: dict[int, Prompt] = {}
        """The attempts of this session, in their order."""
        self._unrated: dict[str, int] = {}
        """Prompt -> attempt, of answers that wait while an earlier rating is taken back."""
        self.rested: Callable[[], None] = lambda: None
        """Called when a prompt went to sleep or woke while no session goes on."""
        services.transcribing.changed.append(self._words_came)

    # The session

    def begin(
        self,
        prompts: Sequence[Prompt],
        minutes: int = 0,
        reasons: Mapping[str, str] | None = None,
        beyond: Sequence[Prompt] = (),
    ) -> None:
        """Start a session of ``minutes`` with these prompts, in this order; ``beyond`` it there may be one more.

        Without ``minutes`` nothing is timed and nothing summed up at the end.
        """
        if self._free:
            self._services.transcribing.warm_up()
            self._answered = {}
            self._clock = SessionClock()
            self._ask(Session(tuple(prompts), minutes=minutes, reasons=reasons or {}, beyond=tuple(beyond)))

    def next(self) -> None:
        """After the outcome: the next prompt, or one more, or the end."""
        if self._rated is not None and self._free:
            session = self._session.advanced()
            self._ask(session if session.current else session.with_one_more())

    def leave(self) -> None:
        """To the summary, or to Today: what is recorded stays recorded, and what has no depth waits for one there."""
        if self._goes_on and self._free:
            self._finish()

    def skip(self) -> None:
        """Do without the follow-up."""
        if self.asking.question is not None and self.asking.question.asked and self._free and not self._paused:
            self._reflect_on_question()

    @property
    def _free(self) -> bool:
        """Whether no take is on its way and no screen awaited: only then may a person go on or back."""
        return self.asking.free and not self._library.turning

    @property
    def _goes_on(self) -> bool:
        return self._in_front is not None or self._rated is not None or self._over

    @property
    def _in_front(self) -> Prompt | None:
        """The prompt that is asked or reflected on."""
        if self.judging.reflection is not None:
            return self.judging.reflection.prompt
        return self.asking.question.prompt if self.asking.question is not None else None

    @property
    def _header(self) -> Header:
        session = self._session
        left = self._clock.minutes_left(session.minutes, self._services.clock()) if session.minutes else 0
        return session.header(minutes_left(left) if session.minutes else "")

    def _arrive(self, *, stopped: bool = False) -> None:
        """Another screen comes to the front; a session's time goes on there unless it is over."""
        at = self._services.clock()
        self._history.hush()
        self._clock = self._clock.stopped(at) if stopped else self._clock.running(at)
        self._paused = self._over = False
        self._rated = None

    def _ask(self, session: Session) -> None:
        """Go to where ``session`` stands; this one goes on until that has come."""
        self._remember_question()
        prompt = session.current
        if prompt is None:
            self._finish()
            return
        waiting = self._unrated.get(prompt.id)
        reflect = None if waiting is None else reflecting(prompt, waiting, self._services)

        def look(library: "Library") -> Reflection | Question:
            return question_on(library, prompt) if reflect is None else reflect(library)

        def looked(found: Reflection | Question) -> None:
            self._session = session
            if isinstance(found, Reflection):
                self._reflect(found)
                return
            self.judging.reflection = None
            self._arrive()
            self.asking.ask(found, self._header)

        self._library.turn(look, looked)

    def _go_on(self, listen: bool) -> None:
        """After a kept take: from the decision to the follow-up, from there to the reflection."""
        question = self.asking.question
        if question is None:
            return
        if question.asked:
            self._reflect_on_question()
            return
        self.asking.ask(replace(question, asked=question.follow_up), self._header, listen)
        if (attempt := question.attempt) is not None:  # it has been seen now, whether it is answered or not
            self._library.do(lambda library: library.show_follow_up(attempt, question.follow_up))

    def tick(self) -> None:
        """Many times a second while asking: show how much time the session has left."""
        if self.asking.question is not None and self._session.minutes:
            self._screens.ask.set_place(self._header.place)

    # Reflecting and rating

    def _reflect_on_question(self) -> None:
        question = self.asking.question
        if question is not None and question.attempt is not None:
            attempt, prompt = question.attempt, question.prompt
            self._library.turn(reflecting(prompt, attempt, self._services), self._reflect)

    def _reflect(self, reflection: Reflection) -> None:
        self.asking.put_away()
        self._arrive()
        self._answered.setdefault(reflection.attempt.id, reflection.prompt)
        self.judging.show(reflection, self._header)

    def _words_came(self, take: int) -> None:
        if not self.judging.words.show(take):
            self.asking.show_words(take)
        if self._rated is not None:
            self._show_rest()

    def _show_rest(self) -> None:
        rest = self._services.transcribing.rest
        self._screens.outcome.show_words(rest_sentence(rest), asks=rest.waiting > 0)

    def ask_for_words(self) -> None:
        """Have the words come that wait: of the answer that is reflected on, or of all."""
        if self.judging.reflection is not None:
            self.judging.words.ask_for()
        else:
            self._services.transcribing.go_on()

    def _show_outcome(self, reflection: Reflection, rated: Rated, retention: str) -> None:
        prompt, session, day = reflection.prompt, self._session, study_day(self._services.clock())
        self.asking.put_away()
        self.judging.reflection = None
        self._arrive()
        self._rated = reflection
        self._unrated.pop(prompt.id, None)
        chosen = rated.candidate(day)
        time_up = session.minutes and self._clock.minutes_left(session.minutes, self._services.clock()) <= 0
        following = session.following or next(iter(session.beyond), None)
        self._screens.outcome.show_outcome(
            OutcomeModel(
                header=self._header,
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
                enough=bool(time_up) or session.following is None,
                time_up=session.minutes if time_up else 0,
                summed_up=bool(session.minutes),
                note=reflection.note,
                retention=retention,
                lost_thread=lost_thread(chosen.after.lapses) if chosen.depth == 1 and is_leech(chosen.after) else "",
                other_constraint=reflection.attempt.constraint != prompt.constraints[0],
            )
        )
        self._show_rest()
        self._screens.stage.set_phase("Rated")
        self._screens.stage.show_screen("outcome")

    # The end

    def _finish(self) -> None:
        """Sum up a session in which something was rated, else end it."""
        self._remember_question()
        answered, session = dict(self._answered), self._session
        if self._over or not session.minutes or not answered:
            self._end()
            return

        def read(library: "Library") -> tuple[tuple[AttemptRecord, ...], dict[str, Standing]]:
            return tuple(library.attempt(each) for each in answered), library.standings()

        def show(read: tuple[tuple[AttemptRecord, ...], dict[str, Standing]]) -> None:
            found, standings = read
            if not any(each.review for each in found):
                self._end()
                return
            self.asking.put_away()
            self.judging.reflection = None
            done = session.done + (self._rated is not None)
            self._arrive(stopped=True)
            self._over = True
            waiting = len(session.prompts[done:]) + len(session.beyond)
            answers = [Answer(answered[each.id], each) for each in found]
            day = study_day(self._services.clock())
            self._screens.summary.show_summary(summary(answers, standings, day, waiting))
            self._screens.stage.set_phase("Summary")
            self._screens.stage.show_screen("summary")

        self._library.turn(read, show)

    def _end(self) -> None:
        self._session = Session(())
        self._arrive(stopped=True)
        self.judging.reflection = None
        self._answered = {}
        self._unrated = {}
        self.asking.end_session()
        for kind in ("microphone", "session", "pace"):
            self._screens.stage.clear_notice(kind)
        self._screens.stage.set_phase("")
        self._left()

    def _remember_question(self) -> None:
        if self.asking.question is not None and self.asking.question.attempt is not None:
            self._answered.setdefault(self.asking.question.attempt, self.asking.question.prompt)
