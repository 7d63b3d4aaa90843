"""The app's side of the recogniser: starts its process, tells it of takes, starts it again when it dies."""

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol

from audio.errors import RecogniserStopped
from audio.transcription.protocol import TakeState
from audio.transcription.words import NO_HELP, Help, Window

FROZEN_WORKER = "--recogniser"
"""The frozen program, which has no ``-m``, is the worker when this is its first argument (packaging/bundle)."""
COMMAND = (
    (sys.executable, FROZEN_WORKER)
    if getattr(sys, "frozen", False)
    else (sys.executable, "-P", "-m", "audio.transcription.worker")
)
"""``-P``: a file in the folder the app was started from must not pass for one of its modules."""
RESTARTS = 3
"""After more deaths than this over one take without a word in between, that take is given up until the app is started
again; and where the process dies as often without decoding anything, although there is something, all of them are."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The model is ready."""

    model: str


@dataclass(frozen=True, slots=True)
class HeardMore:
    """Another window of ``take`` is in its journal; ``took_s`` seconds went by while it was decoded."""

    take: int
    window: Window
    took_s: float = 0.0


@dataclass(frozen=True, slots=True)
class HeardAhead:
    """What stands after the windows of ``take`` for now, until the next window or the next of these replaces it."""

    take: int
    window: Window


@dataclass(frozen=True, slots=True)
class HeardAll:
    """All words of ``take`` are in its journal; terms of key points may still be listened for again."""

    take: int


@dataclass(frozen=True, slots=True)
class Checked:
    """After ``HeardAll``, always: the journal of ``take`` is as it stays."""

    take: int


@dataclass(frozen=True, slots=True)
class TakeFailed:
    """``take`` gets no words for now; its sound is untouched."""

    take: int
    why: str


@dataclass(frozen=True, slots=True)
class Unavailable:
    """There is no usable model: nothing gets words until one is installed."""

    why: str


RecogniserEvent = Loaded | HeardMore | HeardAhead | HeardAll | Checked | TakeFailed | Unavailable


class Recogniser(Protocol):
    """Turns growing takes into journals."""

    def follow(self, take: int, sound: Path, samples: int, final: bool, help: Help = NO_HELP) -> None:
        """Tell how far ``take`` has grown, the last time with ``final``, and what is known of its words beforehand."""

    def forget(self, take: int) -> None:
        """The take was discarded."""

    def close(self) -> None:
        """End now; what was decoded is kept."""


class WorkerRecogniser:
    """A recogniser in a process of its own. Events come on a thread of its own."""

    def __init__(
        self, model: str, on_event: Callable[[RecogniserEvent], None], command: Sequence[str] = COMMAND
    ) -> None:
        self._on_event = on_event
        self._command = (*command, model)
        self._lock = threading.Lock()
        self._needed = threading.Condition(self._lock)
        """Notified of a take, or of the end, while no process runs."""
        self._takes: dict[int, TakeState] = {}
        self._loaded = False
        """Whether the last process got its model."""
        self._decoding: int | None = None
        """The take of which a window is being decoded now: a death then is that take's doing, and no other one's."""
        self._deaths: Counter[int] = Counter()
        """How often in a row a process died over a take."""
        self._fruitless = 0
        """How many processes in a row died without decoding anything."""
        self._given_up: set[int] = set()
        self._finished: set[int] = set()
        """Takes that have all words, and whose terms are being checked."""
        self._closed = False
        self._unavailable: str | None = None
        self._process: subprocess.Popen[str] | None = None
        self._teller: _Teller | None = None
        """Of the process that runs now."""
        # A daemon: an app that dies of a fault of its own must not wait for ever for a process that waits for it.
        self._thread = threading.Thread(target=self._run, name="recogniser", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """The process that runs now."""
        process = self._process
        return process.pid if process else None

    def follow(self, take: int, sound: Path, samples: int, final: bool, help: Help = NO_HELP) -> None:
        """See ``Recogniser``."""
        state = TakeState(take, sound, samples, final, help)
        with self._lock:
            why = str(RecogniserStopped()) if take in self._given_up else self._unavailable
            if take not in self._given_up:
                self._takes[take] = state
                self._send(state.message())
                self._needed.notify()
        if why and final:
            self._on_event(TakeFailed(take, why))

    def forget(self, take: int) -> None:
        """See ``Recogniser``."""
        with self._lock:
            self._drop(take)
            if self._decoding == take and self._process:
                self._process.kill()  # a window takes seconds, and nobody wants this one any more
            else:
                self._send({"forget": take})

    def close(self) -> None:
        """See ``Recogniser``."""
        with self._lock:
            self._closed = True
            self._needed.notify()
            process = self._process
            if process:
                process.kill()
        self._thread.join()

    def _send(self, message: dict[str, Any]) -> None:
        """With the lock held. What a process that died was not told any more, the next one is told."""
        if self._teller:
            self._teller.tell(message)

    def _run(self) -> None:
        try:
            while process := self._start():
                for line in process.stdout or ():
                    self._hear(line)
                self._reap(process)
                if not self._died():
                    return
        except OSError:  # no more processes or memory, or the program file is gone
            self._give_up(str(RecogniserStopped()))

    def _start(self) -> "subprocess.Popen[str] | None":
        """A new process that has been told of all takes; None after ``close``.

        One that had its model and died with nothing to hear is replaced when there is something.
        """
        with self._lock:
            self._needed.wait_for(lambda: self._closed or self._takes or not self._loaded)
            if self._closed:
                return None
            self._loaded, self._decoding = False, None
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",  # a letter cut in two by the death of the process
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # no black window on Windows
            )
            self._teller = _Teller(self._process)
            for state in self._takes.values():
                self._send(state.message())
            return self._process

    def _reap(self, process: "subprocess.Popen[str]") -> None:
        """Wait for a process whose output has ended."""
        process.kill()  # one without an output is of no use, and would never be told its last
        with self._lock:
            teller, self._teller = self._teller, None
        if teller:
            teller.end()
        for pipe in (process.stdout, process.stdin):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        process.wait()

    def _died(self) -> bool:
        """Whether to go on: not after ``close``, without a model, or where it dies again and again before any work."""
        with self._lock:
            self._process = None
            if self._closed or self._unavailable is not None:
                return False
            blamed = self._takes.get(self._decoding) if self._decoding is not None else None
            forgotten = self._decoding is not None and blamed is None
            if blamed is None:
                idle = self._loaded and not self._takes
                self._fruitless = 0 if idle or forgotten else self._fruitless + 1
        if blamed is not None:
            self._blame(blamed)
        elif self._fruitless > RESTARTS:
            self._give_up(str(RecogniserStopped()))
            return False
        return True

    def _blame(self, state: TakeState) -> None:
        """The process died over this take: after too often it is given up, and the others are heard."""
        with self._lock:
            self._deaths[state.take] += 1
            if self._deaths[state.take] <= RESTARTS:
                return
            final, finished = self._takes.get(state.take, state).final, state.take in self._finished
            self._drop(state.take)
            if not finished:
                self._given_up.add(state.take)
        if final:
            self._fail(state.take, str(RecogniserStopped()), finished)

    def _give_up(self, why: str) -> None:
        with self._lock:
            self._unavailable = why
            waiting = [(state.take, state.take in self._finished) for state in self._takes.values() if state.final]
        self._on_event(Unavailable(why))
        for take, finished in waiting:
            self._fail(take, why, finished)

    def _fail(self, take: int, why: str, finished: bool) -> None:
        """One that is ``finished`` has its words: that its terms cannot be checked is no reason to keep them back."""
        self._on_event(Checked(take) if finished else TakeFailed(take, why))

    def _hear(self, line: str) -> None:
        try:
            message = json.loads(line)
        except ValueError:  # a line cut off by the death of the process
            return
        match message:
            case {"loaded": model}:
                self._loaded = True
                self._on_event(Loaded(model))
            case {"decoding": take}:
                self._begin(take)
            case {"heard": take, "window": window, "took_s": took_s}:
                self._survived(take)
                self._on_event(HeardMore(take, Window.from_entry(window), took_s))
            case {"ahead": take, "window": window}:
                self._survived(take)
                self._on_event(HeardAhead(take, Window.from_entry(window)))
            case {"finished": take}:
                self._finish(take)
            case {"checked": take}:
                self._done(take)
                self._on_event(Checked(take))
            case {"failed": take, "why": why}:
                finished = take in self._finished
                self._done(take)
                self._fail(take, why, finished)
            case {"unavailable": _, "why": why}:
                self._give_up(why)

    def _begin(self, take: int) -> None:
        with self._lock:
            self._decoding, self._fruitless = take, 0
            if take not in self._takes and self._process:
                self._process.kill()  # it was forgotten when the process had just set about it

    def _survived(self, take: int) -> None:
        self._worked()
        with self._lock:
            del self._deaths[take]

    def _finish(self, take: int) -> None:
        """All words are there. A process that is told of the take once more, to check its terms, says so once more."""
        self._decoding, self._fruitless = take, 0  # what it dies of next is the check of its terms, if it says no other
        with self._lock:
            said, wanted = take in self._finished, take in self._takes
            self._finished.add(take)
        if wanted and not said:
            self._on_event(HeardAll(take))

    def _worked(self) -> None:
        self._decoding, self._fruitless = None, 0

    def _done(self, take: int) -> None:
        self._worked()
        with self._lock:
            self._drop(take)

    def _drop(self, take: int) -> None:
        """With the lock held."""
        self._takes.pop(take, None)
        self._finished.discard(take)
        del self._deaths[take]  # of a Counter: also when it is not there


class _Teller:
    """Writes to a process, on a thread of its own: nobody waits for one that does not listen."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._pipe = process.stdin
        self._messages: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="teller", daemon=True)
        self._thread.start()

    def tell(self, message: dict[str, Any]) -> None:
        """Send this after what was sent before."""
        self._messages.put(message)

    def end(self) -> None:
        """The process is dead: no more of it."""
        self._messages.put(None)
        self._thread.join()

    def _write(self) -> None:
        with suppress(OSError, ValueError):  # a broken pipe: the process died
            while self._pipe and (message := self._messages.get()) is not None:
                self._pipe.write(json.dumps(message) + "\n")
                self._pipe.flush()
