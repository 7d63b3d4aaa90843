"""The other half of the screen of speech models: one thing at a time is done with them, each beside the window."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from audio.errors import NotFetched, NotMeasured
from audio.transcription.child import Message
from audio.transcription.choosing import keep_factor
from audio.transcription.inventory import Stocked, is_verified
from audio.transcription.models import checked_folder, is_own_folder, remove, verified
from desktop.jobs import Jobs
from desktop.models.looking import Found, look
from desktop.models.model import ModelsModel, Work, choice_words, lines, own_line, progress, speed_words
from desktop.settings.store import SettingsStore

SHOWN_EVERY_S = 0.1
"""A fast download says more often how far it is than anybody can read."""


class ModelsScreen(Protocol):
    """What it needs of the screen."""

    def show_models(self, model: ModelsModel) -> None: ...  # noqa: D102


class Running(Protocol):
    """A process at work."""

    def kill(self) -> None:
        """End it at once."""


Hear = Callable[[Message | None], None]


class Processes(Protocol):
    """Starts the processes; what they say is heard on the window's thread, at last None. OSError where none starts."""

    def install(self, name: str, hear: Hear) -> Running: ...  # noqa: D102
    def measure(self, model: str, hear: Hear) -> Running: ...  # noqa: D102


class ModelsPresenter:
    """Knows no Qt. ``open`` is called whenever the screen comes, ``close`` when the app goes."""

    def __init__(
        self,
        screen: ModelsScreen,
        store: SettingsStore,
        jobs: Jobs,
        processes: Processes,
        clock: Callable[[], float],
    ) -> None:
        """``clock`` gives seconds that only ever grow."""
        self._screen = screen
        self._store = store
        self._jobs = jobs
        self._processes = processes
        self._clock = clock
        self._found: Found | None = None
        self._verified: dict[str, bool] = {}
        """What was compared with the published files since the app was started."""
        self._work: Work | None = None
        self._running: Running | None = None
        self._number = 0
        """Of the process that runs, or ran last: an earlier one has nothing more to say."""
        self._begun: tuple[int, float] = (0, 0.0)
        """Bytes that were there when the installation began, and when that was."""
        self._shown_at = 0.0
        self._question = ""
        self._sentence, self._tone = "", ""

    def open(self) -> None:
        """Show the models, and compare what nobody has compared yet."""
        self._say("")
        self._look()

    def close(self) -> None:
        """End what runs; what has come of a model is kept."""
        self._let_go()

    def _let_go(self) -> None:
        """No process is left, not even one that has said its last."""
        if self._running is not None:
            self._running.kill()
        self._work, self._running = None, None

    # What a person does

    def install(self, name: str) -> None:
        """Begin, or go on."""
        kept = next((each.kept for each in self._stock() if each.name == name), 0)
        whole = next((each.bytes for each in self._stock() if each.name == name), 0)
        self._begun = (kept, self._clock())
        lost = NotFetched(name, "its download ended", "Install it again to go on from there.")
        self._begin(Work("install", name, progress(kept, whole, kept, 0.0)), self._processes.install, lost)

    def measure(self, model: str, sentence: str = "") -> None:
        """Find out how fast the model is here; ``sentence`` stays meanwhile."""
        lost = NotMeasured(model, "the measurement ended")
        self._begin(Work("measure", model), self._processes.measure, lost, sentence)

    def cancel(self) -> None:
        """Stop what runs, at once."""
        work = self._work
        if work is None or self._running is None:
            return
        self.close()
        kept = "what came so far is kept" if work.kind == "install" else "nothing was changed"
        self._say(f"Stopped; {kept}.")
        self._look()

    def verify(self, name: str) -> None:
        """Compare every file with the published one."""
        if self._work is not None:
            return
        self._work = Work("verify", name)
        self._say("")
        self._jobs.pool(
            lambda: verified(name), lambda _: self._compared(name, ""), lambda error: self._compared(name, str(error))
        )

    def use(self, name: str) -> None:
        """Use this model from now on."""
        self._choose(name, f"{name} is used from the next recording on.")

    def let_the_app_choose(self) -> None:
        """Use whichever is best."""
        self._choose("", "The app chooses from now on.")

    def remove(self, name: str) -> None:
        """Take a model away; another takes its place where it was in use."""
        if self._work is not None and self._work.name == name:
            return
        used = self._found.used if self._found is not None else ""
        self._jobs.pool(lambda: remove(name), lambda _: self._removed(name, used == name), self._failed)

    def look_at_folder(self, folder: str) -> None:
        """A person has a folder: look whether it is whole, and ask whether they want it."""
        self._question = ""
        self._jobs.pool(lambda: checked_folder(Path(folder).absolute()), self._ask, self._failed)

    def agree(self) -> None:
        """Yes, that folder, unverified."""
        folder, self._question = self._question, ""
        if folder:
            self._choose(folder, f"{folder} is used from the next recording on, unverified.")

    def decline(self) -> None:
        """No."""
        self._question = ""
        self._say("Nothing was changed.")

    # What comes of it

    def _begin(self, work: Work, start: Callable[[str, Hear], Running], lost: Exception, sentence: str = "") -> None:
        if self._work is not None:
            return
        self._work = work
        self._number += 1
        number = self._number
        self._say(sentence)
        try:
            self._running = start(work.name, lambda said: self._hear(number, said, lost))
        except OSError:  # no more processes or memory
            self._end(str(lost), "warn")

    def _hear(self, number: int, said: Message | None, lost: Exception) -> None:
        """One message of the process; of one that was stopped meanwhile something may still be on its way."""
        work = self._work
        if work is None or number != self._number:
            return
        match said:
            case {"bytes": done}:
                self._came(work, done)
            case {"installed": _}:
                self._verified[work.name] = True
                self._let_go()
                self.measure(work.name, f"{work.name} is installed, every file as published.")
                self._look()
            case {"factor": factor}:
                self._jobs.pool(lambda: _keep(work.name, factor), lambda _: self._look(), self._failed)
                self._end(f"{self._sentence} {speed_words(factor)}".strip())
            case {"failed": why}:
                self._end(why, "warn")
            case None:
                self._end(str(lost), "warn")

    def _came(self, work: Work, done: int) -> None:
        whole = work.progress.whole if work.progress is not None else 0
        had, since = self._begun
        moment = self._clock()
        self._work = replace(work, progress=progress(done, whole, had, moment - since))
        if done >= whole or moment - self._shown_at >= SHOWN_EVERY_S:
            self._shown_at = moment
            self._show()

    def _end(self, sentence: str, tone: str = "") -> None:
        self._let_go()
        self._say(sentence, tone)
        self._look()

    def _choose(self, setting: str, sentence: str) -> None:
        self._store.change(speech_model=setting)
        self._say(" ".join(self._store.problems) or sentence, "warn" if self._store.problems else "")
        self._look()

    def _removed(self, name: str, was_used: bool) -> None:
        self._verified.pop(name, None)
        if self._store.current.speech_model == name:
            self._store.change(speech_model="")
        self._say(f"{name} is removed.")
        self._look(lambda found: self._say_successor(name, found) if was_used else None)

    def _say_successor(self, name: str, found: Found) -> None:
        if any(each.installed and each.name == found.used for each in found.stock):
            self._say(f"{name} is removed. It was in use; now {found.used} is.")
        else:
            self._say(
                f"{name} is removed, and no other is installed: answers are recorded, and get their words once one is.",
                "warn",
            )

    def _compared(self, name: str, problem: str) -> None:
        self._verified[name] = not problem
        self._end(problem or f"{name} is as it was published.", "warn" if problem else "")

    def _ask(self, folder: Path) -> None:
        self._question = str(folder)
        self._say("")

    def _failed(self, error: Exception) -> None:
        self._work = None if self._running is None else self._work
        self._say(str(error), "warn")
        self._look()

    # Looking and showing

    def _look(self, then: Callable[[Found], object] = lambda _: None) -> None:
        setting = self._store.current.speech_model

        def found(what: Found) -> None:
            self._found = what
            then(what)
            self._show()
            self._compare_next()

        self._jobs.pool(lambda: look(setting), found, lambda error: self._say(str(error), "warn"))

    def _compare_next(self) -> None:
        """Compare what is installed and was not compared, one model after the other."""
        for each in self._stock():
            if each.installed and each.name not in self._verified:
                self._jobs.pool(
                    lambda name=each.name: is_verified(name),  # type: ignore[misc]
                    lambda right, name=each.name: self._know(name, right),  # type: ignore[misc]
                    lambda error: self._say(str(error), "warn"),
                )
                return

    def _know(self, name: str, right: bool) -> None:
        self._verified[name] = right
        self._show()
        self._compare_next()

    def _stock(self) -> tuple[Stocked, ...]:
        found = self._found.stock if self._found is not None else ()
        return tuple(replace(each, verified=self._verified.get(each.name)) for each in found)

    def _say(self, sentence: str, tone: str = "") -> None:
        self._sentence, self._tone = sentence, tone
        self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        setting, used = self._store.current.speech_model, self._found.used
        own = (
            own_line(used, self._found.own_problem, self._found.own_factor, self._work) if is_own_folder(used) else None
        )
        self._screen.show_models(
            ModelsModel(
                lines(self._stock(), used, self._work),
                own,
                choice_words(setting, used, self._stock()),
                not setting,
                self._question,
                self._sentence,
                self._tone,
            )
        )


def _keep(model: str, factor: float) -> None:
    try:
        keep_factor(model, factor)
    except OSError as error:
        raise NotMeasured(model, error.strerror or str(error)) from error
