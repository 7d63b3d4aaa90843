"""One window for each library: a second start asks the first one to come to the front, and ends.

The only module that knows QtNetwork, for a socket that never leaves the machine. It is loaded when there is somebody
to ask, and after the first frame.
"""

import logging
import os
import re
import stat
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

RAISE, RAISED = b"raise", b"raised\n"
PATIENCE_MS = 1000
"""A window that is busy for longer does not answer; the library then says that it is in use."""
AGAIN_MS = 500
ACTIVATION = "XDG_ACTIVATION_TOKEN"
"""With it Wayland lets one program bring another one's window to the front."""
ACTIVATION_OF = re.compile(rb"[\w.:/-]{1,256}")
LONGEST_LINE = 512
LONGEST_PATH = 90
"""A socket's path has 104 bytes on macOS, and Qt makes it in a folder beside before it has its name."""


def address(root: Path, environment: dict[str, str] | None = None) -> str:
    """Return where the window of the data folder ``root`` listens: a path for this user alone, a pipe on Windows."""
    environment = dict(os.environ) if environment is None else environment
    user = getattr(os, "getuid", lambda: environment.get("USERNAME", ""))()
    name = f"vivavoce-{sha256(f'{user}:{root.resolve()}'.encode()).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    runtime = Path(environment.get("XDG_RUNTIME_DIR") or "/nonexistent")
    fits = len(str(runtime / name)) <= LONGEST_PATH
    return str((runtime if fits and runtime.is_dir() else Path(gettempdir())) / name)


def may_listen(at: str) -> bool:
    """Whether a look tells that somebody may listen there: a socket of this user's. Costs no import."""
    if sys.platform == "win32":
        return True
    try:
        found = Path(at).lstat()
    except OSError:
        return False
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.getuid()


log = logging.getLogger(__name__)


class Knock(QObject):
    """Asks whoever listens to come to the front; ``answered`` comes once, within ``PATIENCE_MS``."""

    answered = Signal(bool)

    def __init__(self, at: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - not before the first frame

        self._over = False
        self._socket = QLocalSocket(self)
        self._socket.connected.connect(self._ask)
        self._socket.readyRead.connect(self._hear)
        self._socket.errorOccurred.connect(lambda _: self._end(False))
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._end(False))
        self._at = at

    def begin(self) -> None:
        """Ask."""
        self._patience.start()
        self._socket.connectToServer(self._at)

    def _ask(self) -> None:
        self._socket.write(RAISE + b" " + os.environ.get(ACTIVATION, "").encode() + b"\n")

    def _hear(self) -> None:
        if self._socket.canReadLine():
            self._end(bytes(self._socket.readLine().data()) == RAISED)

    def _end(self, answered: bool) -> None:
        if self._over:
            return
        self._over = True
        self._patience.stop()
        self._socket.abort()
        self.answered.emit(answered)


def raised_first(at: str) -> bool:
    """Ask the window that listens at this address to come to the front; False when there is none or it is busy.

    Waits for the answer: for the time before there is a window of our own.
    """
    if not may_listen(at):
        return False
    loop = QEventLoop()
    answers: list[bool] = []
    knock = Knock(at)
    knock.answered.connect(answers.append)
    knock.answered.connect(loop.quit)
    knock.begin()
    if not answers:
        loop.exec()
    return answers == [True]


class Knocks(QObject):
    """Knocks, and once more a moment later: the first window may only just be opening. ``answered`` is called once."""

    def __init__(self, at: str, answered: Callable[[bool], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._at = at
        self._answered = answered
        self._left = 2

    def begin(self) -> None:
        """Ask."""
        self._left -= 1
        if not may_listen(self._at):
            self._heard(False)
            return
        knock = Knock(self._at, self)
        knock.answered.connect(self._heard)
        knock.begin()

    def _heard(self, answered: bool) -> None:
        if answered or not self._left:
            self._answered(answered)
        else:
            QTimer.singleShot(AGAIN_MS, self, self.begin)


class FirstInstance(QObject):
    """Listens for later starts. Where another one listens already, or nobody can, nothing is changed."""

    def __init__(self, at: str, come: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._at = at
        self._come = come
        self._server: QLocalServer | None = None
        self._knock: Knock | None = None
        self._closed = False

    def listen(self) -> None:
        """Begin; what a killed process left behind is taken away, once nobody answers there."""
        if not may_listen(self._at):
            self._open()
            return
        self._knock = Knock(self._at, self)
        self._knock.answered.connect(lambda answered: None if answered else self._open())
        self._knock.begin()

    def _open(self) -> None:
        if self._closed:
            return
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - not before the first frame

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        QLocalServer.removeServer(self._at)
        if not self._server.listen(self._at):
            log.info("a second start will not find this window: %s", self._server.errorString())

    def _greet(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            if socket.bytesAvailable():
                self._hear(socket)

    def _hear(self, socket: "QLocalSocket") -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST_LINE:
                socket.abort()
            return
        asked, _, token = bytes(socket.readLine(LONGEST_LINE).data()).strip().partition(b" ")
        if asked == RAISE:
            if ACTIVATION_OF.fullmatch(token):
                os.environ[ACTIVATION] = token.decode("ascii")
            self._come()
            socket.write(RAISED)
        socket.disconnectFromServer()

    def close(self) -> None:
        """Listen no more."""
        self._closed = True
        if self._server is not None:
            self._server.close()
            self._server = None
