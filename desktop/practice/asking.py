"""A question in front, and the takes that answer it: spoken, typed or from a sound file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from audio.events import EndedBy, Event, Failed, Grown, Phase, Status, TakeEnded, TakeStarted
from audio.wav import RATE_HZ
from cards.attempt import Ended, TakeRecord
from desktop.library_work import LibraryWork
from desktop.pace import behind_sentence
from desktop.practice.drafts import Drafts
from desktop.practice.loading import LOADING, RECORDING, Loading, what_is_wrong
from desktop.practice.model import AskModel, Header, RecorderState, phase_of
from desktop.practice.parts import Screens, Services
from desktop.practice.question import Question
from desktop.practice.thinking import Thinking
from scheduler.days import study_day

if TYPE_CHECKING:
    from cards.library import Library

SILENT_S = 2.0
OFFERED = "What you just said is in its recording, and Today offers it."
CLOSE_SPEAKING = "You are recording. Keep what you said until now before the window closes?"
CLOSE_TYPING = "What you typed is not kept yet. Keep it before the window closes?"
NO_SOUND = (
    "The system gives no sound: the microphone may be muted, or this app may not use it. This goes away as soon as a "
    "sound comes."
)


@dataclass(frozen=True, slots=True)
class Running:
    """The take that is being recorded; ``wanted`` until it is discarded."""

    take: TakeRecord
    wanted: bool = True
    started: bool = False


class Asking:
    """Shows one question at a time and takes its answer; ``answered`` is called once a take of it is kept.

    ``answered`` is told whether the microphone may be listened to at once. One that went away is looked for when the
    person says so: until then one sentence says it all.
    """

    def __init__(
        self,
        screens: Screens,
        services: Services,
        library: LibraryWork,
        answered: Callable[[bool], None],
        drafts: Drafts | None = None,
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
        self._loading: Loading | None = None
        self._thinking = Thinking(services.clock)
        self.drafts = drafts or Drafts(library, services.clock)
        """What is typed, wherever it is asked: the library has one place for it."""
        self._typing = False
        """The person types: in this question, and in the next ones of the session until they leave the field."""
        self._closing = False
        """The window wants to close, and the person is asked what becomes of the answer."""

    @property
    def free(self) -> bool:
        """Whether no take is on its way: only then may a person go on or back."""
        return not (self._beginning or self._keeping or self._running is not None or self._loading is not None)

    def ask(self, question: Question, header: Header, listen: bool = True) -> None:
        """Bring ``question`` to the front, and listen to the microphone if it is to be listened to."""
        self.question = question
        prompt, stage = question.prompt, self._screens.stage
        stage.clear_notice("file")
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
        self._thinking.begin(0 if question.asked else self._services.settings().thinking_s)
        self._show_state(RecorderState.PREPARING)
        stage.show_screen(self._screens.ask_name)
        if self._typing:
            self._open_field(question)
        elif listen:
            self._services.recorder.open()

    def put_away(self) -> None:
        """Nothing is asked any more: let the microphone go."""
        self.question = None
        self._thinking.end()
        self._close_no_more()
        self._services.recorder.release()
        self._screens.stage.clear_notice("silence")
        self._screens.stage.clear_notice("file")

    def pause(self) -> None:
        """The person is away for a while: nothing listens, and no time goes by."""
        self._thinking.hold()
        self._services.recorder.release()
        self._screens.stage.clear_notice("silence")

    def resume(self) -> None:
        """The person is back at the question."""
        self._thinking.go_on()
        self._screens.stage.show_screen(self._screens.ask_name)
        self.retry()

    def end_session(self) -> None:
        """The session is over: nothing is asked any more, and what was typed and not kept becomes an answer."""
        self.put_away()
        self._typing = False
        self.drafts.keep_all()

    def close(self) -> None:
        """The app closes: what was typed is kept; a file that is being loaded is still where it came from."""
        if self._loading is not None:
            self._loading.cancel()
            self._give_up(self._loading.take)  # nobody is told any more that it was cancelled
        self.drafts.keep_all()

    def take_up_drafts(self) -> None:
        """At the start of the app: what was being typed when it was killed is an answer."""
        self.drafts.take_up()

    def tick(self) -> None:
        """Thirty times a second while asking: show where the recorder is."""
        status = self._services.recorder.status
        self.drafts.frame()
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
        if state is RecorderState.THINKING:
            self._screens.ask.set_thinking(self._thinking.left_s or 0.0)
        self._screens.ask.set_state(state)
        self._screens.stage.set_phase(phase_of(state, follow_up))

    def _state_of(self, status: Status) -> RecorderState:  # noqa: PLR0911 - one answer for each thing that may go on
        if self._loading is not None:
            return RecorderState.LOADING
        if self._typing:
            return RecorderState.TYPING
        if self._keeping:
            return RecorderState.KEEPING
        if self._running is not None and self._running.started:
            return RecorderState.RECORDING
        if status.phase is Phase.CLOSED:
            return RecorderState.NO_MICROPHONE
        if self._beginning or self._running is not None:
            return RecorderState.PREPARING
        left_s = self._thinking.left_s
        if left_s:
            return RecorderState.THINKING
        if status.phase is Phase.WAKING:
            return RecorderState.PREPARING
        return RecorderState.READY if left_s is None else RecorderState.THOUGHT

    def _may_begin(self) -> bool:
        return self.question is not None and self.free and not self._library.turning

    def _tell(self, error: Exception, kind: str = "microphone") -> None:
        self._screens.stage.show_notice(str(error), kind)

    # A spoken answer

    def start(self) -> None:
        """The person begins to answer: the library knows of the take before there is sound."""
        if not self._may_begin() or self._typing:
            return

        def begun(take: TakeRecord, sound: Path) -> None:
            self._running = Running(take)
            self._services.recorder.start(sound)

        self._begin(begun, "microphone")

    def _begin(self, begun: Callable[[TakeRecord, Path], None], kind: str) -> None:
        """Have the library begin a take, then go on with it and the file it will be in; ``kind`` is of what fails."""
        question, services = self.question, self._services
        if question is None:
            return
        self._beginning = True
        self._thinking.end()
        for read in ("file", "session"):  # and the question has the room
            self._screens.stage.clear_notice(read)
        at = services.clock()
        sound = services.folder.new_recording(question.prompt.id, at)

        def begin(library: "Library") -> TakeRecord:
            prompt, day = question.prompt.id, study_day(at)
            return library.begin_answer(
                prompt, question.constraint, at, day, question.asked, sound.name, question.attempt
            )

        def done(take: TakeRecord) -> None:
            self._beginning = False
            self.question = replace(question, attempt=take.attempt)
            begun(take, sound)

        def failed(error: Exception) -> None:
            self._beginning = False
            self._tell(error, kind)

        services.jobs.library(begin, done, failed)

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
        if not self._typing:
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
                    self.show_words(self._running.take.id)
            case TakeEnded():
                self._take_ended(event)
            case Failed(error):
                self._tell(error)
                self._abandon()

    def _abandon(self) -> None:
        """The take could not begin: nothing was said, so nothing is kept of it. One that had begun is left to Today."""
        running, self._running = self._running, None
        self._keeping = False
        self._close_no_more()
        if running is not None and not running.started:
            self._give_up(running.take)

    def _give_up(self, take: TakeRecord) -> None:
        at = self._services.clock()
        self._library.do(lambda library: library.discard_take(take.id, at))

    def _take_ended(self, event: TakeEnded) -> None:
        running, self._running = self._running, None
        self._keeping = False
        self._close_no_more()
        if event.error is not None:
            self._tell(event.error)
        if running is None:
            return
        if running.wanted and event.samples:
            self._keep(running.take, event.samples, event.by)
        else:
            self._drop(running.take, event)

    def _keep(self, take: TakeRecord, samples: int, by: EndedBy, listen: bool = True) -> None:
        self._keeping = True

        def kept(_: object) -> None:
            self._keeping = False
            self._services.transcribing.finish(take, samples)
            self._go_on(listen and by is not EndedBy.MICROPHONE)

        def failed() -> None:
            self._keeping = False
            self._screens.ask.set_clock(0)

        ended = Ended(by.value)
        self._library.do(lambda library: library.end_take(take.id, samples, ended), kept, failed, OFFERED)

    def _go_on(self, listen: bool) -> None:
        """The question has its answer; what was begun to be typed before it belongs to that answer."""
        if self.question is not None:
            self.drafts.keep_with(self.question)
        self._answered(listen)

    def _drop(self, take: TakeRecord, event: TakeEnded) -> None:
        at, folder = self._services.clock(), self._services.folder
        self._services.transcribing.forget(take.id)

        def drop(library: "Library") -> None:
            library.drop_take(take.id, event.samples, Ended(event.by.value), at)
            folder.discard(folder.recordings / take.sound)

        self._library.do(drop)
        self._screens.ask.set_clock(0)

    def show_words(self, take: int) -> None:
        """Show the words of ``take`` if it runs and the person wants to see them meanwhile; in any case if they lag."""
        if self._running is not None and self._running.take.id == take:
            progress, live = self._services.transcribing.progress(take), self._services.settings().live_words
            text, ahead = (progress.text, progress.ahead) if live else ("", "")
            self._screens.ask.set_live_words(text, ahead, behind_sentence(progress.more_s))

    # A typed answer

    def type_instead(self) -> None:
        """The person types the answer: the microphone is let go, and the text field takes the recorder's place."""
        if self.question is not None and self._may_begin() and not self._typing:
            self._typing = True
            self._thinking.end()
            self._services.recorder.release()
            self._screens.stage.clear_notice("silence")
            self._screens.stage.clear_notice("microphone")
            self._open_field(self.question)

    def _open_field(self, question: Question) -> None:
        self._screens.ask.show_draft(self.drafts.text(question))
        self._show_state(RecorderState.TYPING)

    def typed(self, text: str) -> None:
        """The field holds ``text`` now."""
        if self.question is not None and self._typing and not self._keeping:
            self.drafts.put(self.question, text)

    def speak_instead(self) -> None:
        """The person leaves the field; what stands there waits for them."""
        if self._typing and self.free:
            self._typing = False
            self._show_state(RecorderState.PREPARING)
            self._services.recorder.open()

    def keep_typed(self) -> None:
        """What stands in the field is the answer."""
        question = self.question
        if question is None or not self._typing or not self._may_begin() or not self.drafts.text(question):
            return
        self._keeping = True

        def kept(take: TakeRecord) -> None:
            self._keeping = False
            self.question = replace(question, attempt=take.attempt)
            self._go_on(listen=False)

        def failed() -> None:
            self._keeping = False

        self.drafts.keep(question, kept, failed)

    # An answer from a file

    def load(self, files: Sequence[Path]) -> None:
        """The person gives a sound file, by the dialog or by dropping it on the window."""
        if self.question is None or self._library.turning:
            return
        wrong = self._why_not_now() or what_is_wrong(files)
        if wrong:
            self._screens.stage.show_notice(wrong, "file")
        elif self._may_begin():
            self._begin(lambda take, sound: self._load(Loading(take, files[0], sound)), "file")

    def _why_not_now(self) -> str:
        if self._loading is not None:
            return LOADING
        return RECORDING if self._running is not None else ""

    def _load(self, loading: Loading) -> None:
        self._loading, take = loading, loading.take
        listen = self._services.recorder.status.phase is not Phase.CLOSED

        def loaded(samples: int | None) -> None:
            self._loading = None
            if samples is None:
                self._give_up(take)
            else:
                self._keep(take, samples, EndedBy.PERSON, listen)

        def failed(error: Exception) -> None:
            self._loading = None
            self._give_up(take)
            self._tell(error, "file")

        self._services.jobs.pool(loading.run, loaded, failed)

    def cancel_loading(self) -> None:
        """The person does without the file after all."""
        if self._loading is not None:
            self._loading.cancel()

    # The window wants to close

    def may_close(self) -> bool:
        """Whether the window may close now. If not, the person is asked what becomes of the answer, which goes on."""
        if self._running is not None and self._running.wanted:
            self._ask_about_closing(CLOSE_SPEAKING)
        elif self._typing and self.question is not None and self.drafts.text(self.question):
            self._ask_about_closing(CLOSE_TYPING)
        else:
            return True
        return False

    def _ask_about_closing(self, text: str) -> None:
        self._closing = True
        self._screens.ask.ask_about_closing(text)

    def _close_no_more(self) -> None:
        if self._closing:
            self._closing = False
            self._screens.ask.ask_about_closing("")

    def keep_and_close(self) -> None:
        """Close; what was said or typed until now is kept, as it is whenever the system ends the session."""
        self._close_no_more()
        self._screens.stage.close_unasked()

    def discard_and_close(self) -> None:
        """Close, and do without this answer."""
        if self._running is not None:
            self._running = replace(self._running, wanted=False)
        elif self.question is not None:
            self.drafts.drop(self.question)
        self.keep_and_close()

    def stay(self) -> None:
        """Do not close."""
        self._close_no_more()
