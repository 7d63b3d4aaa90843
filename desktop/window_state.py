"""What the window remembers of itself: where it stood, how large the text was, where a person drew a divider."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter


class WindowState:
    """A small file of Qt's in the data folder. A file of garbage, or none, is a window as it comes.

    Nothing is written before ``allow``: a folder whose library is not ours is left as it is.
    """

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)
        self._changed: dict[str, object] = {}
        self._allowed = False

    @property
    def zoom(self) -> float:
        """How much larger than the system's the text was, 1 if nobody said."""
        try:
            return float(str(self._settings.value("zoom", 1.0)))
        except ValueError:
            return 1.0

    @property
    def reports_seen(self) -> str:
        """What ``keep_reports_seen`` was given, or an empty text."""
        return str(self._settings.value("reports", ""))

    def restore(self, window: QMainWindow) -> None:
        """Put ``window`` where it stood. Qt moves it back to a screen that is there."""
        geometry = self._bytes("geometry")
        if not geometry.isEmpty():
            window.restoreGeometry(geometry)

    def keep(self, window: QMainWindow) -> None:
        """Remember where ``window`` stands."""
        self._keep("geometry", window.saveGeometry())

    def keep_zoom(self, zoom: float) -> None:
        """Remember how large the text is."""
        self._keep("zoom", zoom)

    def keep_reports_seen(self, seen: str) -> None:
        """Remember which reports of crashes a person was told of."""
        self._keep("reports", seen)

    def keep_splitter(self, name: str, splitter: QSplitter) -> None:
        """Restore a divider, and remember where it is moved."""
        kept = self._bytes(f"splitter-{name}")
        if not kept.isEmpty():
            splitter.restoreState(kept)
        splitter.splitterMoved.connect(lambda: self._keep(f"splitter-{name}", splitter.saveState()))

    def allow(self) -> None:
        """The folder is ours: write from now on, and what was kept until now."""
        self._allowed = True
        for name, value in self._changed.items():
            self._settings.setValue(name, value)
        self._changed = {}

    def sync(self) -> None:
        """Write now; Qt would a little later."""
        if self._allowed:
            self._settings.sync()

    def _keep(self, name: str, value: object) -> None:
        if self._allowed:
            self._settings.setValue(name, value)
        else:
            self._changed[name] = value

    def _bytes(self, name: str) -> QByteArray:
        value = self._settings.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()
