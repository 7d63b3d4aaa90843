"""The settings file: read in a few milliseconds before the window is shown, written whole and in one move.

It is a person's file too. Keys that are not ours, comments and the order of things stay as they are; for a value that
cannot be its default is used, and the file left alone; a file that is no TOML is set aside under another name. One app
at a time writes it, since the library is held exclusively.
"""

import os
import tomllib
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.clock import now
from desktop.files import replace_file
from desktop.settings.reading import text_of
from desktop.settings.values import Settings, from_table


class SettingsStore:
    """The settings as they stand. Belongs to the window's thread; ``current`` may be looked at from any."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = now) -> None:
        self._path = path
        self._clock = clock
        self._unwritten: dict[str, Any] = {}
        """What was changed and is not in the file yet."""
        self.listeners: list[Callable[[Settings], object]] = []
        """Called after every change with the new settings."""
        self.problems: tuple[str, ...] = ()
        """What is wrong with the file now, a sentence each; looked at again with every change."""
        text, aside = self._read()
        self.current, complaints = from_table(tomllib.loads(text))
        self.problems = (*aside, *complaints)

    def change(self, **values: Any) -> None:  # noqa: ANN401 - each has the type of its field
        """Set these values and write them at once. Where that cannot be they hold for this run, and a problem says so.

        Raises ValueError for a value out of its bounds and TypeError for a name that is not a setting.
        """
        self.current = replace(self.current, **values)
        self._unwritten |= values
        self.problems = self._write()
        for listener in tuple(self.listeners):
            listener(self.current)

    def _write(self) -> tuple[str, ...]:
        """Put what is unwritten into the file as it stands now; returns what is wrong with it afterwards."""
        import tomlkit  # noqa: PLC0415 - keeps comments and order, and takes 30 ms to load

        text, aside = self._read()
        if aside and os.path.lexists(self._path):
            return aside  # what could not be moved is not ours to overwrite
        document = tomlkit.parse(text)
        for name, value in (({} if text else _chosen(self.current)) | self._unwritten).items():
            if value is None:
                document.pop(name, None)
            else:
                document[name] = value
        text = tomlkit.dumps(document)
        try:
            replace_file(Path(os.path.realpath(self._path)), text)
        except OSError as error:
            return (
                f"{self._path} could not be written ({_reason(error)}); your settings hold until you close the app.",
            )
        self._unwritten = {}
        return (*aside, *from_table(tomllib.loads(text))[1])

    def _read(self) -> tuple[str, tuple[str, ...]]:
        """Return the file's text, which is TOML, and empty where it was not; then with the sentence that says so."""
        try:
            text = text_of(self._path)
            tomllib.loads(text)
        except FileNotFoundError:
            return "", ()
        except (OSError, ValueError, RecursionError) as error:
            return "", (self._set_aside(error),)
        return text, ()

    def _set_aside(self, error: Exception) -> str:
        aside = self._path.with_name(f"{self._path.name}.bad-{self._clock().astimezone(UTC):%Y%m%dT%H%M%S.%fZ}")
        reason = _reason(error)
        try:
            self._path.rename(aside)
        except OSError:
            return (
                f"Your settings in {self._path} could not be read ({reason}), so the defaults are used; the file is as "
                "it was. Move it away to change settings for good."
            )
        return f"Your settings could not be read ({reason}), so the defaults are used; the old file is kept as {aside}."


def _chosen(settings: Settings) -> dict[str, Any]:
    """What differs from the defaults: the whole of a file that is begun anew."""
    defaults = asdict(Settings())
    return {name: value for name, value in asdict(settings).items() if value != defaults[name]}


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else "it is not TOML"
