"""A session and what a person may do in it: rate, pause, put off, let rest, note, take back. Knows no Qt.

It knows its screens as protocols (``desktop.practice.parts``).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from cards.prompt import Prompt
from desktop.history import Step
from desktop.practice.judging import reflecting, retention_of
from desktop.practice.reflection import Reflection
from desktop.practice.running import RunningSession
from desktop.practice.session import Session
from desktop.prompt_changes import PromptChange
from desktop.rating import Rated, last_rating, store_depth
from scheduler.days import study_day

if TYPE_CHECKING:
    from cards.library import Library


class PracticePresenter(RunningSession):
    """Runs sessions."""

    def rate_later(self, prompt: Prompt, attempt: int) -> None:
        """Start a session with an answer that was given before and has no depth yet."""
        if self._free:
            self._services.transcribing.warm_up()
            session = Session((prompt,))

            def found(reflection: Reflection) -> None:
                self._session = session
                self._reflect(reflection)

            self._library.turn(reflecting(prompt, attempt, self._services), found)

    def may_close(self) -> bool:
        """Whether the window may close now; if not, the person is asked. In a pause there is nothing to be asked."""
        return self._paused or self.asking.may_close()

    # Rating

    def choose_depth(self, depth: int) -> None:
        """The person's own depth; asked about once where few key points support it."""
        reflection = self.judging.reflection
        if reflection is None or not self._free or self.judging.asks_about(depth):
            return
        attempt, prompt, at = reflection.attempt.id, reflection.prompt, self._services.clock()
        terms, suggested, ticks = reflection.terms, reflection.suggested, reflection.ticks

        def rate(library: "Library") -> tuple[Rated, str]:
            stored = store_depth(
                library, attempt, prompt.id, depth, terms=terms, suggested=suggested, ticks=ticks, at=at
            )
            moved = stored.review.affects_memory
            return stored, terms.retention.why if moved else retention_of(library, prompt.id)

        def rated(result: tuple[Rated, str]) -> None:
            self._history.push(self._rating(prompt, result[0]))
            self._show_outcome(self.judging.reflection or reflection, *result)  # a note may have come meanwhile

        self._library.turn(rate, rated)

    def keep_note(self, text: str) -> None:
        """The person still writes the note; a process that is killed takes none of it along."""
        shown = self.judging.reflection or self._rated
        if shown is not None:
            self._library.do(PromptChange.note(shown.prompt.id, text).redo)

    def write_note(self, text: str) -> None:
        """The person's own note on the prompt that is reflected on, or was rated."""
        shown = self.judging.reflection or self._rated
        if shown is not None and text != shown.note:
            prompt, before = shown.prompt, shown.note
            step = Step(
                "note",
                PromptChange.note(prompt.id, before).redo,  # the library has what was written on the way there
                PromptChange.note(prompt.id, text).redo,
                lambda: self._show_note(prompt, before),
                lambda: self._show_note(prompt, text),
                aloud=True,
            )
            self._history.do(step)

    def _show_note(self, prompt: Prompt, note: str) -> None:
        if self.judging.reflection is not None and self.judging.reflection.prompt.id == prompt.id:
            self.judging.reflection = replace(self.judging.reflection, note=note)
            self._screens.reflect.set_note(note)
        elif self._rated is not None and self._rated.prompt.id == prompt.id:
            self._rated = replace(self._rated, note=note)
            self._screens.outcome.set_note(note)

    # Pausing, and prompts that are not for now

    def pause(self) -> None:
        """Stop the session's clock and let the microphone go."""
        if (self._in_front is not None or self._rated is not None) and self._free and not self._paused:
            self._wait()
            self._screens.pause.show_pause(self._header.place)
            self._screens.stage.set_phase("Paused")
            self._screens.stage.show_screen("pause")

    def _wait(self) -> None:
        """No time of the session goes by from here on, and nothing listens."""
        self._clock = self._clock.stopped(self._services.clock())
        self._paused = True
        self.asking.pause()

    def rewrite(self, edit: Callable[[Prompt, Callable[[], None]], None]) -> None:
        """Have the prompt that was just rated edited by ``edit``, which calls what it is given when that is over.

        The session waits meanwhile.
        """
        if self._rated is not None and self._free and not self._paused:
            self._wait()
            edit(self._rated.prompt, self.resume)

    def resume(self) -> None:
        """Go on where the session was paused."""
        if not self._paused or not self._free:
            return
        self._paused = False
        self._clock = self._clock.running(self._services.clock())
        if self.asking.question is not None:
            self.asking.resume()
        else:
            name, phase = ("outcome", "Rated") if self._rated is not None else ("reflect", "Reflect")
            self._screens.stage.set_phase(phase)
            self._screens.stage.show_screen(name)

    def put_off(self) -> None:
        """Not this prompt now: it comes again at the end of the session, or, once answered, waits on Today."""
        prompt = self._in_front
        if prompt is None or not self._free or self._paused:
            return
        question = self.asking.question
        if question is None or question.asked:
            self._say(f"Your answer to “{prompt.title}” is kept and waits on Today for its depth.")
            self._ask(self._session.without_current())
        elif self._session.following is None:
            self._say(f"“{prompt.title}” is the only one left in this session.")
        else:
            self._say(f"“{prompt.title}” comes again at the end of this session.")
            self._ask(self._session.put_off())

    def bury(self) -> None:
        """Not this prompt today."""
        if (prompt := self._in_front) is not None:
            day = study_day(self._services.clock())
            self._rest("bury", PromptChange.bury(prompt.id, day), prompt, "rests until tomorrow.")

    def suspend(self) -> None:
        """Not this prompt until the person says so."""
        prompt = self._in_front or (self._rated.prompt if self._rated is not None else None)
        if prompt is not None:
            self._rest("suspend", PromptChange.suspend(prompt.id), prompt, "does not come back until you wake it.")

    def _rest(self, name: str, change: PromptChange, prompt: Prompt, what: str) -> None:
        if not self._free or self._paused:
            return
        step = Step(name, change.undo, change.redo, lambda: self._woke(prompt), lambda: self._fell_asleep(prompt, what))

        def rested(_: object) -> None:
            self._history.push(step)
            step.redone()

        self._library.turn(change.redo, rested)

    def _fell_asleep(self, prompt: Prompt, what: str) -> None:
        if not self._goes_on:
            self._history.say(f"“{prompt.title}” {what}")
            self.rested()
            return
        self._say(f"“{prompt.title}” {what}")
        front = self._in_front
        if front is not None and front.id == prompt.id:
            self._put_by()
            self._ask(self._session.without_current())
        else:
            self._session = self._session.without(prompt)

    def _woke(self, prompt: Prompt) -> None:
        sentence = f"“{prompt.title}” is awake again."
        if not self._goes_on:
            self._history.say(sentence)
            self.rested()
            return
        self._say(sentence)
        if self._in_front is not None:
            self._put_by()
            self._ask(self._session.back_to(prompt))

    def _say(self, sentence: str) -> None:
        self._screens.stage.show_notice(sentence, "session", "good")

    # Taking back, and doing again

    def undo(self, find: Callable[[str], Prompt | None]) -> None:
        """Take the last step back, and when there is none the last rating of an earlier run; ``find`` knows prompts.

        A rating whose prompt has left the deck stays: nobody could give it again.
        """
        if not self._free:
            return
        if self._history.undo_name:
            self._history.undo()
            return

        def found(last: Rated | None) -> None:
            prompt = find(last.review.prompt) if last is not None else None
            if last is not None and prompt is not None:
                self._history.recall(self._rating(prompt, last))
                self._history.undo()

        self._library.turn(last_rating, found)

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._free:
            self._history.redo()

    def _rating(self, prompt: Prompt, rated: Rated) -> Step:
        """A rating that was given; taken back, its prompt is there to be rated again."""

        def turn(show: Callable[[Reflection, str], None]) -> None:
            read = reflecting(prompt, rated.review.attempt, self._services)

            def look(library: "Library") -> tuple[Reflection, str]:
                return read(library), retention_of(library, prompt.id)

            def come(found: tuple[Reflection, str]) -> None:
                self._put_by()
                session = self._session.advanced() if self._rated is not None else self._session
                self._session = session.back_to(prompt)
                show(*found)

            self._library.turn(look, come)

        return Step(
            "rating",
            rated.take_back,
            rated.again,
            lambda: turn(lambda reflection, _: self._reflect(reflection)),
            lambda: turn(lambda reflection, retention: self._show_outcome(reflection, rated, retention)),
        )

    def _put_by(self) -> None:
        """An answer that was given and waits for its rating is not asked for again: its turn comes after this one."""
        question = self.asking.question
        self._remember_question()
        if self.judging.reflection is not None:
            self._unrated[self.judging.reflection.prompt.id] = self.judging.reflection.attempt.id
        elif question is not None and question.asked and question.attempt is not None:
            self._unrated[question.prompt.id] = question.attempt
