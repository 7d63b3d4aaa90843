"""The recogniser's process: follows the takes it is told of, decodes what there is, journals each window, says so.

It can be killed at any moment: everything it has said is in the journals, and told again of a take it goes on there.
It ends by itself when the app does, because its standard input closes.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from typing import Any, TextIO

from audio.errors import AudioError, CannotRead
from audio.transcription.decoder import SHORTEST, WINDOW, WindowDecoder, decode_growing
from audio.transcription.journal import JournalWriter, journal_of
from audio.transcription.models import verified
from audio.transcription.protocol import TakeState


class Worker:
    """The takes that are not finished yet. The newest comes first: its words are what a person waits for."""

    def __init__(self, decoder: WindowDecoder, model: str, say: "Say") -> None:
        self._decoder = decoder
        self._model = model
        self._say = say
        self._takes: dict[int, TakeState] = {}
        self._journals: dict[int, JournalWriter] = {}

    def hear(self, message: dict[str, Any]) -> None:
        """Take in one message of the app."""
        if "forget" in message:
            self._drop(message["forget"])
            return
        state = TakeState.from_message(message)
        self._takes[state.take] = state

    def work(self) -> bool:
        """Decode one window of the newest take that has one; False when there is nothing to do."""
        for take in sorted(self._takes, reverse=True):
            try:
                if self._advance(self._takes[take]):
                    return True
            except AudioError as error:
                self._fail(take, error)
            except OSError as error:
                missing = isinstance(error, FileNotFoundError)
                detail = "it is not there any more" if missing else error.strerror or str(error)
                self._fail(take, CannotRead(self._takes[take].sound, detail))
        return False

    def _fail(self, take: int, error: AudioError) -> None:
        self._say(failed=take, why=str(error))
        self._drop(take)

    def _advance(self, state: TakeState) -> bool:
        if state.take not in self._journals:
            self._journals[state.take] = JournalWriter(journal_of(state.sound), self._model)
        journal = self._journals[state.take]
        rest = state.samples - journal.heard.end
        done = journal.heard.samples == state.samples or rest < SHORTEST
        if state.final and done:
            if journal.heard.samples != state.samples:
                journal.finish(state.samples)
            self._say(finished=state.take)
            self._drop(state.take)
            return True
        if rest < WINDOW and not state.final:
            return False
        self._say(decoding=state.take)
        window = next(decode_growing(self._decoder, state.sound, journal.heard, state.samples, state.final))
        journal.append(window)
        self._say(heard=state.take, until=window.end, words="".join(word.text for word in window.words))
        return True

    def _drop(self, take: int) -> None:
        self._takes.pop(take, None)
        self._journals.pop(take, None)


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


def main(model: str) -> int:
    """Load ``model`` and work until standard input closes; 1 when the model cannot be used."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the app, and ends this with it
    say = Say(_own_output())
    inbox: SimpleQueue[dict[str, Any]] = SimpleQueue()
    threading.Thread(target=_listen, args=(inbox,), name="inbox", daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(10)  # recording and the window come first
    try:
        folder = verified(model)
    except AudioError as error:
        say(unavailable=type(error).__name__, why=str(error))
        return 1
    from audio.transcription.whisper import Whisper  # noqa: PLC0415 - seconds of import, pointless without a model

    worker = Worker(Whisper(folder, threads=os.cpu_count() or 1), model, say)
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
