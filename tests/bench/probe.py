"""Watches a program start, from outside, as its X server sees it. Run with the bench's own Python (python-xlib).

The same for every program, whatever toolkit draws it. The clock starts right before the program is executed; times are
taken when the X server's event arrives, so nothing is polled.

``window_s``: the first window of a size worth looking at is on the screen. It is given the keyboard, as a window
manager would do, since none runs here.

``keys_s``: the window takes keys. A real key (XTEST; Shift, which none of the programs answers with anything that
costs) is pressed in it, and behind the key waits a ``_NET_WM_PING``. A program reads both from one queue, in this
order, and answers the ping from its event loop: with the answer it has read the key. A key alone would do only where
each program had one that changes the screen at once and for the same work, which they have not.

``drawn_s``: the last change of the screen before it stays as it is for ``QUIET_S``: everything the first screen shows
stands there, whether a web view, a library or nothing had to be loaded for it.

Afterwards the key that the order names is pressed, and the screen must change: the proof that keys do arrive. Without
that the measurement fails.
"""

import json
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import damage, xtest
from Xlib.protocol.event import ClientMessage

from tests.bench.processes import weight_of_tree

XEvent: TypeAlias = Any
XWindow: TypeAlias = Any  # python-xlib ships no types

SMALLEST_PX = 200
QUIET_S = 1.5
PATIENCE_S = 60.0
PROOFS = 3
"""The key is pressed so often before a window counts as deaf: Tab's first stop may be a part that shows no focus."""


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds since the program was executed, and what it weighed in bytes once all was drawn."""

    window_s: float
    keys_s: float
    drawn_s: float
    pss: int
    rss: int


class TooLate(Exception):
    """What was waited for did not come."""


class Screen:
    """A connection to the X server that hears of windows, of changed pixels and of answered pings."""

    def __init__(self, name: str) -> None:
        self._display = Display(name)
        self.root = self._display.screen().root
        self.root.change_attributes(event_mask=X.SubstructureNotifyMask | X.StructureNotifyMask)
        # Asked for before the program starts, so that not even its first frame is missed.
        self._display.damage_query_version()
        self.root.damage_create(damage.DamageReportRawRectangles)
        self._display.sync()
        self._protocols, self._ping = map(self._display.intern_atom, ("WM_PROTOCOLS", "_NET_WM_PING"))
        self._close = self._display.intern_atom("WM_DELETE_WINDOW")
        self._notify = self._display.extension_event.DamageNotify
        self.changed = 0.0
        """When a pixel last changed."""

    def wait(self, wanted: Callable[[XEvent], bool], patience_s: float, why: str = "") -> tuple[XEvent, float]:
        """Return the next event that is wanted, and when it came; ``TooLate(why)`` after ``patience_s``."""
        end = time.monotonic() + patience_s
        while (left := end - time.monotonic()) > 0:
            if not self._display.pending_events():
                select.select([self._display], [], [], left)
                if not self._display.pending_events():
                    continue
            event, now = self._display.next_event(), time.monotonic()
            if self.is_change(event):
                self.changed = now
            if wanted(event):
                return event, now
        raise TooLate(why)

    def is_change(self, event: XEvent) -> bool:
        return bool(event.type == self._notify)

    def is_window(self, event: XEvent) -> bool:
        if event.type != X.MapNotify or event.override:
            return False
        size = event.window.get_geometry()
        return min(size.width, size.height) >= SMALLEST_PX

    def is_answer(self, event: XEvent) -> bool:
        return event.type == X.ClientMessage and event.client_type == self._protocols

    def focus(self, window: XWindow) -> None:
        window.set_input_focus(X.RevertToPointerRoot, X.CurrentTime)
        self._display.sync()

    def press(self, key: str) -> None:
        code = self._display.keysym_to_keycode(XK.string_to_keysym(key))
        for kind in (X.KeyPress, X.KeyRelease):
            xtest.fake_input(self._display, kind, code)
        self._display.sync()

    def ping(self, window: XWindow) -> None:
        self._tell(window, self._ping, window.id)

    def close(self, window: XWindow) -> None:
        self._tell(window, self._close, 0)

    def _tell(self, window: XWindow, protocol: int, what: int) -> None:
        data = (32, [protocol, X.CurrentTime, what, 0, 0])
        window.send_event(ClientMessage(window=window, client_type=self._protocols, data=data))
        self._display.sync()

    def quiet(self) -> None:
        """Return when nothing has changed for ``QUIET_S``."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            try:
                self.wait(self.is_change, QUIET_S)
            except TooLate:
                return
        raise TooLate("never comes to rest")


def watch(screen: Screen, command: list[str], environment: dict[str, str], key: str) -> Start:
    """Start a program, take its times, weigh it and close its window."""
    begun = time.monotonic()
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            event, mapped = screen.wait(screen.is_window, PATIENCE_S, "shows no window")
            window = event.window
            screen.focus(window)
            screen.press("Shift_L")
            screen.ping(window)
            _, keys = screen.wait(screen.is_answer, PATIENCE_S, "shows a window that takes no keys")
            screen.quiet()
            drawn, weight = screen.changed, weight_of_tree(process.pid)
            _prove(screen, key)
            screen.close(window)
            process.wait(PATIENCE_S)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
    return Start(mapped - begun, keys - begun, drawn - begun, weight.pss, weight.rss)


def _prove(screen: Screen, key: str) -> None:
    """Press ``key`` and see the screen change; ``TooLate`` if it never does."""
    for _ in range(PROOFS):
        screen.press(key)
        try:
            screen.wait(screen.is_change, 1.0)
            return
        except TooLate:
            continue
    raise TooLate(f"does not show that {key} was pressed")


def main() -> None:
    """Read display, command, environment and the key that proves as JSON, print a ``Start`` as JSON."""
    order = json.load(sys.stdin)
    try:
        start = watch(Screen(order["display"]), order["command"], order["environment"], order["key"])
    except (TooLate, subprocess.TimeoutExpired) as error:
        sys.exit(f"{order['command'][0]} {error}")
    json.dump(asdict(start), sys.stdout)


if __name__ == "__main__":
    main()
