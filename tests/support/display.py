"""A display of our own and the real program on it, driven by real key presses."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 60
SOURCE = (sys.executable, "-P", "-m", "desktop")


@contextmanager
def virtual_display(size: str = "1280x800") -> Iterator[str]:
    """An Xvfb that picks a free display by itself; yields its name, such as ``:99``."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


class Program:
    """``vivavoce`` as a person starts it, in a process group of its own."""

    def __init__(self, data: Path, environment: dict[str, str], command: Sequence[str] = SOURCE) -> None:
        self._environment = os.environ | environment | {"QT_QPA_PLATFORM": "xcb"}
        line = [*command, "--data-dir", str(data)]
        self.process = subprocess.Popen(line, env=self._environment, start_new_session=True)
        self.window = self._xdotool(
            "search", "--sync", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--name", "Viva Voce"
        ).split()[0]

    def _xdotool(self, *arguments: str) -> str:
        return subprocess.run(
            ["xdotool", *arguments],
            env=self._environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        ).stdout.strip()

    @property
    def title(self) -> str:
        return self._xdotool("getwindowname", self.window)

    def press(self, key: str) -> None:
        """A real key press, through the X server."""
        self._xdotool("windowfocus", "--sync", self.window, "key", key)

    def type(self, text: str) -> None:
        """Real key presses into whatever has the keyboard."""
        self._xdotool("windowfocus", "--sync", self.window, "type", text)

    def wait_for_title(self, start: str) -> None:
        """Until the window says that it is there; xdotool itself waits for a window of that name."""
        self._xdotool("search", "--sync", "--onlyvisible", "--name", f"^{start}")

    def begin_answer(self) -> None:
        """From Today on, by the keys, until it records."""
        self.wait_for_title("Today")
        self.press("Return")
        self.wait_for_title("Ready ")
        self.press("space")
        self.wait_for_title("Recording")

    def end_answer(self) -> None:
        """Stop, pass the follow-up, and be at the reflection."""
        self.press("space")
        self.wait_for_title("Ready for the follow-up")
        self.press("s")
        self.wait_for_title("Reflect")

    def kill(self) -> None:
        """As kill -9 does."""
        self.process.kill()
        self.process.wait()

    def close(self) -> int:
        """Ctrl+Q; returns the exit code."""
        self.press("ctrl+q")
        return self.process.wait(PATIENCE_S)
