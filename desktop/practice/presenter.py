"""A session: prompt, answer, follow-up, reflection, depth, next date. Knows the screens as protocols, and no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from audio.events import EndedBy, Event, Failed, Grown, Phase, Status, TakeEnded, TakeStarted
from audio.wav import RATE_HZ
from cards.attempt import AttemptRecord, Ended, TakeRecord
from cards.prompt import Prompt
from desktop.folders import DataFolder
from desktop.jobs import Jobs
from desktop.practice.model import AskModel, OutcomeModel, RecorderState, ReflectModel, Said, confirmation, phase_of
from desktop.practice.run import Reflection, Session, reflect_model, said, turn
from desktop.rating import rate, undo
from desktop.transcribing import Transcribing
from desktop.words import spoken_day
from scheduler.depth import DEPTHS
from scheduler.memory import Candidate, study_day

if TYPE_CHECKING:
    from pathlib import Path

    from cards.library import Library

T = TypeVar("T")
SILENT_S = 2.0
OFFERED = "What you just said is in its recording, and Today offers it."
NO_SOUND = (
    "The system gives no sound: the microphone may be muted, or this app may not use it. Recording goes on, and this "
    "goes away as soon as a sound comes."
)


class AskScreen(Protocol):
    """What the presenter needs of the screen with the prompt."""

    def show_prompt(self, model: AskModel) -> None: ...  # noqa: D102
    def set_state(self, state: RecorderState) -> None: ...  # noqa: D102
    def set_clock(self, elapsed_s: float) -> None: ...  # noqa: D102
    def set_level(self, peak_db: float, rms_db: float) -> None: ...  # noqa: D102
    def set_microphone(self, name: str) -> None: ...  # noqa: D102
    def set_live_words(self, words: str) -> None: ...  # noqa: D102


class ReflectScreen(Protocol):
    """What it needs of the screen with the ticks."""

    def show_reflection(self, model: ReflectModel) -> None: ...  # noqa: D102
    def set_said(self, said: tuple[Said, ...]) -> None: ...  # noqa: D102
    def set_suggestion(self, depth: int | None) -> None: ...  # noqa: D102
    def show_confirmation(self, text: str) -> None: ...  # noqa: D102
    def clear_confirmation(self) -> None: ...  # noqa: D102


class OutcomeScreen(Protocol):
    """What it needs of the screen with the next date."""

    def show_outcome(self, model: OutcomeModel) -> None: ...  # noqa: D102


class Stage(Protocol):
    """The window: which screen is in front, and what stands above it."""

    def show_screen(self, name: str) -> None: ...  # noqa: D102
    def set_phase(self, phase: str) -> None: ...  # noqa: D102
    def show_notice(self, text: str, kind: str) -> None: ...  # noqa: D102
    def clear_notice(self, kind: str) -> None: ...  # noqa: D102


class TakeRecorder(Protocol):
    """What it needs of ``audio.recorder.Recorder``."""

    status: Status

    def open(self) -> None: ...  # noqa: D102
    def start(self, path: "Path") -> None: ...  # noqa: D102
    def stop(self) -> None: ...  # noqa: D102
    def release(self) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Screens:
    """The three screens of a session, and the stage they appear on."""

    ask: AskScreen
    reflect: ReflectScreen
    outcome: OutcomeScreen
    stage: Stage


@dataclass(frozen=True, slots=True)
class Services:
    """What the session works with."""

    recorder: TakeRecorder
    transcribing: Transcribing
    jobs: Jobs
    folder: DataFolder
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked now: the decision under one constraint, or a follow-up to its answer."""

    prompt: Prompt
    constraint: str
    follow_up: str
    """The follow-up whose turn it is."""
    asked: str = ""
    """Empty while the decision is asked, then the follow-up."""
    attempt: int | None = None
    """None until the first take begins."""


@dataclass(frozen=True, slots=True)
class Running:
    """The take that is being recorded; ``wanted`` until it is discarded."""

    take: TakeRecord
    wanted: bool = True
    started: bool = False


class PracticePresenter:
    """Runs sessions. ``left`` is called when one ends or is left."""

    def __init__(self, screens: Screens, services: Services, left: Callable[[], None]) -> None:
        self._screens = screens
        self._services = services
        self._left = left
        self._session = Session(())
        self._question: Question | None = None
        self._running: Running | None = None
        self._beginning = False
        self._keeping = False
        """From the stop of a take until the library has taken it in."""
        self._turning = False
        """The next screen waits for the library: until it has come nothing else is begun."""
        self._reflection: Reflection | None = None
        self._rated = False
        """The outcome is in front."""
        self._unrated: dict[str, int] = {}
        """Prompt -> attempt, of answers that wait while an earlier rating is taken back."""
        self._library_notice = False
        services.transcribing.changed = self._words_came

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

    def leave(self) -> None:
        """Back to Today; what is recorded stays recorded."""
        if self._question is not None and self._free:
            self._end()

    @property
    def _free(self) -> bool:
        """Whether no take is on its way and no screen awaited: only then may a person go on or back."""
        return not (self._beginning or self._keeping or self._turning or self._running is not None)

    def _end(self) -> None:
        self._session = Session(())
        self._question = None
        self._reflection = None
        self._rated = False
        self._unrated = {}
        self._services.recorder.release()
        self._clear_notices()
        self._screens.stage.set_phase("")
        self._left()

    def _clear_notices(self) -> None:
        for kind in ("microphone", "silence"):
            self._screens.stage.clear_notice(kind)

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
            self._question = Question(prompt, turn(prompt.constraints, found), turn(prompt.follow_ups, found))
            self._show_question()

        self._turn(look, looked)

    # Asking and recording

    def _show_question(self, listen: bool = True) -> None:
        question = self._question
        if question is None:
            return
        prompt, stage = question.prompt, self._screens.stage
        self._screens.ask.show_prompt(
            AskModel(
                header=self._session.header,
                decision=prompt.decision,
                constraint=question.constraint,
                target_s=prompt.follow_up_seconds if question.asked else prompt.seconds,
                snippet="" if question.asked else prompt.snippet,
                follow_up=question.asked,
            )
        )
        self._show_state(RecorderState.PREPARING)
        stage.show_screen("ask")
        if listen:
            self._services.recorder.open()

    @property
    def asking(self) -> bool:
        """Whether a prompt or follow-up is in front, so that the level is worth drawing."""
        return self._question is not None

    def tick(self) -> None:
        """Thirty times a second while asking: show where the recorder is."""
        status = self._services.recorder.status
        self._screens.ask.set_level(status.level.peak_db, status.level.rms_db)
        self._screens.ask.set_microphone(status.microphone)
        self._show_state(self._state_of(status))
        if self._running is not None:
            self._screens.ask.set_clock(status.samples / RATE_HZ)
        if status.zero_s >= SILENT_S:
            self._screens.stage.show_notice(NO_SOUND, "silence")
        else:
            self._screens.stage.clear_notice("silence")

    def _show_state(self, state: RecorderState) -> None:
        follow_up = self._question is not None and bool(self._question.asked)
        self._screens.ask.set_state(state)
        self._screens.stage.set_phase(phase_of(state, follow_up))

    def _state_of(self, status: Status) -> RecorderState:
        if self._keeping:
            return RecorderState.KEEPING
        if self._running is not None and self._running.started:
            return RecorderState.RECORDING
        if status.phase is Phase.CLOSED:
            return RecorderState.NO_MICROPHONE
        waiting = self._beginning or self._running is not None or status.phase is Phase.WAKING
        return RecorderState.PREPARING if waiting else RecorderState.READY

    def start(self) -> None:
        """The person begins to answer: the library knows of the take before there is sound."""
        question, services = self._question, self._services
        if question is None or not self._free:
            return
        self._beginning = True
        at = services.clock()
        sound = services.folder.new_recording(question.prompt.id, at)
        attempt = question.attempt

        def begin(library: "Library") -> TakeRecord:
            nonlocal attempt
            if attempt is None:
                attempt = library.begin_attempt(question.prompt.id, question.constraint, at, study_day(at))
            take = library.begin_take(attempt, question.asked, sound.name, at)
            return next(each for each in library.attempt(attempt).takes if each.id == take)

        def begun(take: TakeRecord) -> None:
            self._beginning = False
            self._question = replace(question, attempt=take.attempt)
            self._running = Running(take)
            services.recorder.start(sound)

        def failed(error: Exception) -> None:
            self._beginning = False
            self._question = replace(question, attempt=attempt)
            self._tell(error)

        services.jobs.library(begin, begun, failed)

    def stop(self) -> None:
        """The person is done; what they said is still on its way."""
        if self._running is not None and self._running.started and not self._keeping:
            self._keeping = True
            self._services.recorder.stop()

    def discard(self) -> None:
        """The person does not want this take."""
        if self._running is not None:
            self._running = replace(self._running, wanted=False)
            self.stop()

    def retry(self) -> None:
        """Look for the microphone again."""
        self._screens.stage.clear_notice("microphone")
        self._services.recorder.open()

    def skip(self) -> None:
        """Do without the follow-up."""
        if self._question is not None and self._question.asked and self._free:
            self._reflect_on_question()

    def hear(self, event: Event) -> None:
        """An event of the recorder, on the window's thread."""
        match event:
            case TakeStarted():
                if self._running is not None:
                    self._running = replace(self._running, started=True)
                    self._screens.stage.clear_notice("microphone")
                    self._show_state(RecorderState.RECORDING)
                    if not self._running.wanted:
                        self.stop()
            case Grown(samples=samples):
                if self._running is not None and self._running.wanted:
                    self._services.transcribing.grow(self._running.take, samples)
            case TakeEnded():
                self._take_ended(event)
            case Failed(error):
                self._tell(error)
                self._abandon()

    def _tell(self, error: Exception) -> None:
        self._screens.stage.show_notice(str(error), "microphone")

    def _abandon(self) -> None:
        """The take could not begin: nothing was said, so nothing is kept of it. One that had begun is left to Today."""
        running, self._running = self._running, None
        self._keeping = False
        if running is not None and not running.started:
            at = self._services.clock()
            self._library(lambda library: library.discard_take(running.take.id, at))

    def _take_ended(self, event: TakeEnded) -> None:
        running, self._running = self._running, None
        self._keeping = False
        if event.error is not None:
            self._tell(event.error)
        if running is None:
            return
        if running.wanted and event.samples:
            self._keeping = True
            self._keep(running.take, event)
        else:
            self._drop(running.take, event)

    def _keep(self, take: TakeRecord, event: TakeEnded) -> None:
        def kept(_: object) -> None:
            self._keeping = False
            self._services.transcribing.finish(take, event.samples)
            # A microphone that went away is looked for when the person says so: until then one sentence says it all.
            self._go_on(listen=event.by is not EndedBy.MICROPHONE)

        def failed() -> None:
            self._keeping = False
            self._screens.ask.set_clock(0)

        ended = Ended(event.by.value)
        self._library(lambda library: library.end_take(take.id, event.samples, ended), kept, failed, OFFERED)

    def _drop(self, take: TakeRecord, event: TakeEnded) -> None:
        at, folder = self._services.clock(), self._services.folder
        self._services.transcribing.forget(take.id)

        def drop(library: "Library") -> None:
            library.end_take(take.id, event.samples, Ended(event.by.value))
            library.discard_take(take.id, at)
            folder.discard(folder.recordings / take.sound)

        self._library(drop)
        self._screens.ask.set_clock(0)

    def _go_on(self, listen: bool) -> None:
        """After a kept take: from the decision to the follow-up, from there to the reflection."""
        question = self._question
        if question is None:
            return
        if question.asked:
            self._reflect_on_question()
        else:
            self._question = replace(question, asked=question.follow_up)
            self._show_question(listen)

    # Reflecting and rating

    def _reflect_on_question(self) -> None:
        if self._question is not None and self._question.attempt is not None:
            attempt, prompt = self._question.attempt, self._question.prompt
            self._turn(lambda library: library.attempt(attempt), lambda stored: self._reflect(prompt, stored))

    def _reflect(self, prompt: Prompt, attempt: AttemptRecord) -> None:
        self._services.recorder.release()
        self._screens.stage.clear_notice("silence")
        self._question = None
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
        elif self._running is not None and self._running.take.id == take:
            self._screens.ask.set_live_words(self._services.transcribing.progress(take).text)

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
        self._library(lambda library: library.save_ticks(attempt, ticks))

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
        self._turn(
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
                model_answer=prompt.model_answer,
                failure=prompt.failure,
                wrong_claim=prompt.wrong_claim,
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

        self._turn(take_back, taken_back)

    def _put_by(self) -> None:
        """An answer that was given and waits for its rating is not asked for again: its turn comes after this one."""
        if self._reflection is not None:
            self._unrated[self._reflection.prompt.id] = self._reflection.attempt.id
        elif self._question is not None and self._question.asked and self._question.attempt is not None:
            self._unrated[self._question.prompt.id] = self._question.attempt

    # The library

    def _turn(self, work: "Callable[[Library], T]", done: Callable[[T], None]) -> None:
        """Ask the library for what the next screen shows, and show it."""
        self._turning = True

        def arrived(result: T) -> None:
            self._turning = False
            done(result)

        def failed() -> None:
            self._turning = False

        self._library(work, arrived, failed)

    def _library(
        self,
        work: "Callable[[Library], T]",
        done: Callable[[T], None] = lambda _: None,
        undone: Callable[[], None] = lambda: None,
        safe: str = "",
    ) -> None:
        """Do ``work``. Where the world does not let it be, say so and ``safe``, until the library works again."""
        stage = self._screens.stage

        def succeeded(result: T) -> None:
            if self._library_notice:
                self._library_notice = False
                stage.clear_notice("library")
            done(result)

        def failed(error: Exception) -> None:
            self._library_notice = True
            stage.show_notice(f"{error} {safe}".strip(), "library")
            undone()

        self._services.jobs.library(work, succeeded, failed)
