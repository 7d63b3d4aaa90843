"""Ctrl+C in the terminal and a session that ends close the window, as its own button does."""

import os
import signal
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Endings(QObject):
    """Calls ``end`` on the window's thread when the system asks the process to end.

    Python runs a handler only between two of its own instructions, and Qt's loop may not come to one for a long time.
    So the signal wakes the loop through a pipe.
    """

    def __init__(self, end: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)
        self._before = [(number, signal.signal(number, lambda *_: None)) for number in SIGNALS]
        self._wakeup = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._end = end

    def _woken(self) -> None:
        os.read(self._read, 64)
        self._end()

    def give_back(self) -> None:
        """Handle signals as before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before:
            signal.signal(number, handler)
        os.close(self._read)
        os.close(self._write)
