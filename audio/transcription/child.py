"""A process that is asked one thing, says how it gets on, and can be killed at any moment: both of its ends.

It is asked with one JSON object on its standard input, which stays open: when that closes the app is gone, and the
process ends. It answers with one JSON object a line; what ends it is ``{"failed": sentence}`` or an answer of its own.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TextIO

FROZEN_CHILD = "--child"
"""The frozen program, which has no ``-m``, is the child that its second argument names (packaging/bundle)."""
HUB, CALIBRATION = "hub", "calibration"
Message = dict[str, Any]


def command_of(child: str) -> tuple[str, ...]:
    """How the program of ``child``, ``HUB`` or ``CALIBRATION``, is started."""
    if getattr(sys, "frozen", False):
        return (sys.executable, FROZEN_CHILD, child)
    # -P: a file in the folder the app was started from must not pass for one of its modules.
    return (sys.executable, "-P", "-m", f"audio.transcription.{child}")


class Child:
    """The app's end. ``hear`` is called on a thread of its own with every answer, and at last with None."""

    def __init__(
        self,
        command: Sequence[str],
        question: Mapping[str, Any],
        hear: Callable[[Message | None], object],
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._hear = hear
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",  # a letter cut in two by the death of the process
            env={**os.environ, **(environment or {})},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # no black window on Windows
        )
        self._killed = False
        # A daemon: an app that dies of a fault of its own must not wait for ever for a process that waits for it.
        self._thread = threading.Thread(target=self._listen, args=(question,), name="child", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def kill(self) -> None:
        """End it now. Nothing is heard of it once this has returned."""
        self._killed = True
        self._process.kill()
        self._thread.join()

    def _listen(self, question: Mapping[str, Any]) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("a child without pipes")
        with suppress(OSError):  # it died already, and says nothing
            stdin.write(json.dumps(question) + "\n")
            stdin.flush()
        for line in stdout:
            with suppress(ValueError):  # a line cut off by the death of the process
                self._tell(json.loads(line))
        for pipe in (stdin, stdout):
            with suppress(OSError):
                pipe.close()
        self._process.wait()
        self._tell(None)

    def _tell(self, message: Message | None) -> None:
        if not self._killed:
            self._hear(message)


class Answers:
    """The process's end: where its question comes from, and where its answers go."""

    def __init__(self) -> None:
        """Take over standard input and output; what a library prints goes to the error output instead."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the app, and ends this with it
        self._out: TextIO = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)
        self.question: Message = json.loads(sys.stdin.readline())
        threading.Thread(target=_end_with_the_app, name="app", daemon=True).start()

    def __call__(self, **message: Any) -> None:  # noqa: ANN401 - whatever JSON can carry
        """Send one message at once."""
        self._out.write(json.dumps(message) + "\n")
        self._out.flush()


def _end_with_the_app() -> None:
    sys.stdin.read()
    os._exit(0)
