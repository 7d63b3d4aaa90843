"""A question in front, and the takes that answer it: the half of a session that has the microphone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audio.events import EndedBy, Event, Failed, Grown, Phase, Status, TakeEnded, TakeStarted
from audio.wav import RATE_HZ
from cards.attempt import Ended, TakeRecord
from cards.prompt import Prompt
from desktop.library_work import LibraryWork
from desktop.practice.model import AskModel, Header, RecorderState, phase_of
from desktop.practice.parts import Screens, Services
from scheduler.memory import study_day

if TYPE_CHECKING:
    from cards.library import Library

SILENT_S = 2.0
OFFERED = "What you just said is in its recording, and Today offers it."
NO_SOUND = (
    "The system gives no sound: the microphone may be muted, or this app may not use it. This goes away as soon as a "
    "sound comes."
)


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


class Asking:
    """Shows one question at a time and records its answer; ``answered`` is called once a take of it is kept.

    ``answered`` is told whether the microphone may be listened to at once. One that went away is looked for when the
    person says so: until then one sentence says it all.
    """

    def __init__(
        self, screens: Screens, services: Services, library: LibraryWork, answered: Callable[[bool], None]
    ) -> None:
        self._screens = screens
        self._services = services
        self._library = library
        self._answered = answered
        self.question: Question | None = None
        """What is in front; None while something else is."""
        self._running: Running | None = None
        self._beginning = False
        self._keeping = False
        """From the stop of a take until the library has taken it in."""

    @property
    def free(self) -> bool:
        """Whether no take is on its way: only then may a person go on or back."""
        return not (self._beginning or self._keeping or self._running is not None)

    def ask(self, question: Question, header: Header, listen: bool = True) -> None:
        """Bring ``question`` to the front, and listen to the microphone if it is to be listened to."""
        self.question = question
        prompt, stage = question.prompt, self._screens.stage
        self._screens.ask.show_prompt(
            AskModel(
                header=header,
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

    def put_away(self) -> None:
        """Nothing is asked any more: let the microphone go."""
        self.question = None
        self._services.recorder.release()
        self._screens.stage.clear_notice("silence")

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
        follow_up = self.question is not None and bool(self.question.asked)
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
        question, services = self.question, self._services
        if question is None or not self.free or self._library.turning:
            return
        self._beginning = True
        at = services.clock()
        sound = services.folder.new_recording(question.prompt.id, at)

        def begin(library: "Library") -> TakeRecord:
            prompt, day = question.prompt.id, study_day(at)
            return library.begin_answer(
                prompt, question.constraint, at, day, question.asked, sound.name, question.attempt
            )

        def begun(take: TakeRecord) -> None:
            self._beginning = False
            self.question = replace(question, attempt=take.attempt)
            self._running = Running(take)
            services.recorder.start(sound)

        def failed(error: Exception) -> None:
            self._beginning = False
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
            self._library.do(lambda library: library.discard_take(running.take.id, at))

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
            self._answered(event.by is not EndedBy.MICROPHONE)

        def failed() -> None:
            self._keeping = False
            self._screens.ask.set_clock(0)

        ended = Ended(event.by.value)
        self._library.do(lambda library: library.end_take(take.id, event.samples, ended), kept, failed, OFFERED)

    def _drop(self, take: TakeRecord, event: TakeEnded) -> None:
        at, folder = self._services.clock(), self._services.folder
        self._services.transcribing.forget(take.id)

        def drop(library: "Library") -> None:
            library.drop_take(take.id, event.samples, Ended(event.by.value), at)
            folder.discard(folder.recordings / take.sound)

        self._library.do(drop)
        self._screens.ask.set_clock(0)

    def show_words(self, take: int) -> None:
        """Show the words of ``take`` if it is the one that runs."""
        if self._running is not None and self._running.take.id == take:
            self._screens.ask.set_live_words(self._services.transcribing.progress(take).text)
