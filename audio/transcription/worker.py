"""The recogniser's process: follows the takes it is told of, decodes what there is, journals each window, says so.

It can be killed at any moment: everything it has said is in the journals, and told again of a take it goes on there.
It ends by itself when the app does, because its standard input closes.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, TextIO

import psutil  # type: ignore[import-untyped]

from audio.errors import AudioError, CannotRead
from audio.transcription.decoder import Model
from audio.transcription.listening import TakeInHand
from audio.transcription.machine import decoding_threads
from audio.transcription.models import located
from audio.transcription.protocol import TakeState


class Worker:
    """The takes that are not finished yet. The newest comes first: its words are what a person waits for."""

    def __init__(self, model: Model, name: str, say: "Say") -> None:
        self._model = model
        self._name = name
        self._say = say
        self._takes: dict[int, TakeInHand] = {}
        self._unchecked: dict[int, TakeInHand] = {}
        """Takes that have their words; their terms are checked when nobody waits for words."""

    def hear(self, message: dict[str, Any]) -> None:
        """Take in one message of the app."""
        if "forget" in message:
            self._drop(message["forget"])
            return
        state = TakeState.from_message(message)
        if state.take in self._takes:
            self._takes[state.take].state = state
        else:
            self._guarded(state, partial(self._begin, state))

    def _begin(self, state: TakeState) -> bool:
        self._unchecked.pop(state.take, None)
        self._takes[state.take] = TakeInHand(state, self._model, self._name)
        return True

    def work(self) -> bool:
        """Decode one window of the newest take that has one; False when there is nothing to do."""
        for takes, step in (
            (self._takes, self._advance),
            (self._takes, self._look_ahead),
            (self._unchecked, self._check),
        ):
            for number in sorted(takes, reverse=True):
                take = takes[number]
                if self._guarded(take.state, partial(step, take)):
                    return True
        return False

    def _guarded(self, state: TakeState, step: Callable[[], bool]) -> bool:
        """Whether ``step`` did anything. A take that cannot be read or written fails by itself, the others go on."""
        try:
            return step()
        except AudioError as error:
            self._fail(state.take, error)
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            detail = "it is not there any more" if missing else error.strerror or str(error)
            self._fail(state.take, CannotRead(state.sound, detail))
        return True

    def _fail(self, take: int, error: AudioError) -> None:
        self._say(failed=take, why=str(error))
        self._drop(take)

    def _advance(self, take: TakeInHand) -> bool:
        number = take.state.take
        if take.is_whole:
            take.finish()
            self._say(finished=number)
            self._unchecked[number] = self._takes.pop(number)
            return True
        if not take.decodes_now():
            return False
        self._say(decoding=number)
        begun = time.monotonic()
        window = take.decode()
        self._say(heard=number, window=window.entry(), took_s=round(time.monotonic() - begun, 2))
        return True

    def _look_ahead(self, take: TakeInHand) -> bool:
        if not take.pauses():
            return False
        if take.encode_ahead():
            return True
        self._say(decoding=take.state.take)
        self._say(ahead=take.state.take, window=take.decode_ahead().entry())
        return True

    def _check(self, take: TakeInHand) -> bool:
        number = take.state.take
        if not take.check(lambda: self._say(decoding=number)):
            self._say(checked=number)
            self._drop(number)
        return True

    def _drop(self, take: int) -> None:
        self._takes.pop(take, None)
        self._unchecked.pop(take, None)


class Say:
    """Writes messages to the app, one a line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def __call__(self, **message: Any) -> None:  # noqa: ANN401 - whatever JSON can carry
        """Send one message at once."""
        self._out.write(json.dumps(message) + "\n")
        self._out.flush()


def _messages(stream: TextIO) -> Iterator[dict[str, Any]]:
    for line in stream:
        yield json.loads(line)


def _listen(inbox: "SimpleQueue[dict[str, Any]]") -> None:
    try:
        for message in _messages(sys.stdin):
            inbox.put(message)
    finally:  # also when its last message was cut off
        os._exit(0)  # the app is gone: end in the middle of whatever is being decoded, the journal holds the rest


def _own_output() -> TextIO:
    """The real standard output for messages alone; what a library prints goes to the error output instead."""
    messages = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return messages


def _step_back() -> None:
    """Recording and the window come first."""
    psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if psutil.WINDOWS else 10)


def main(model: str) -> int:
    """Load ``model`` and work until standard input closes; 1 when the model cannot be used."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the app, and ends this with it
    say = Say(_own_output())
    inbox: SimpleQueue[dict[str, Any]] = SimpleQueue()
    threading.Thread(target=_listen, args=(inbox,), name="inbox", daemon=True).start()
    _step_back()
    try:
        folder = located(model)
    except AudioError as error:
        say(unavailable=type(error).__name__, why=str(error))
        return 1
    from audio.transcription.whisper import Whisper  # noqa: PLC0415 - seconds of import, pointless without a model

    worker = Worker(Whisper(folder, threads=decoding_threads()), model, say)
    say(loaded=model)
    while True:
        worker.hear(inbox.get())
        while True:
            try:
                worker.hear(inbox.get_nowait())
                continue
            except Empty:
                pass
            if not worker.work():
                break


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
