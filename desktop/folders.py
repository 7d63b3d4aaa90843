"""Where things lie: the person's data in one visible folder, models in the cache."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from audio.errors import writing_error


class NoSuchFolder(ValueError):
    """The data folder that was asked for has no name or begins with the home of somebody unknown."""


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The person's data: the library, the recordings, the prompts they wrote, reports of crashes."""

    root: Path

    @staticmethod
    def chosen(option: str | None) -> "DataFolder":
        """``--data-dir``, else ``VIVAVOCE_HOME``, else where the system keeps data of applications.

        Raises NoSuchFolder: an option that names nothing must not lead to the person's real library.
        """
        if option is not None and not option.strip():
            raise NoSuchFolder("--data-dir names no folder; leave it out or give it one")
        given = option or os.environ.get("VIVAVOCE_HOME")
        if given:
            try:
                return DataFolder(Path(given).expanduser().absolute())
            except RuntimeError as error:
                raise NoSuchFolder(f"the data folder {given} begins with a home that does not exist") from error
        import platformdirs  # noqa: PLC0415 - only needed without a choice

        return DataFolder(Path(platformdirs.user_data_dir("vivavoce", appauthor=False)))

    @property
    def library(self) -> Path:
        """The SQLite file."""
        return self.root / "library.sqlite3"

    @property
    def settings(self) -> Path:
        """What the person chose, as TOML."""
        return self.root / "settings.toml"

    @property
    def decks(self) -> Path:
        """The person's own prompts, one TOML file a topic; not there before the first of them."""
        return self.root / "decks"

    @property
    def recordings(self) -> Path:
        """WAV while a take runs, FLAC once it is transcribed."""
        return self.root / "recordings"

    @property
    def discarded(self) -> Path:
        """Recordings a person did not want: out of the way, not yet out of the world."""
        return self.recordings / "discarded"

    @property
    def crashes(self) -> Path:
        """Reports of our own errors; they never leave the machine."""
        return self.root / "crashes"

    def create(self) -> None:
        """Make the folders, readable by their owner alone; raises OSError."""
        for folder in (self.root, self.recordings):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def new_recording(self, prompt: str, at: datetime) -> Path:
        """A file name nobody has used, that tells the moment (UTC) and the prompt without the app.

        The library remembers the names of takes whose files are gone, so a look at the folder alone would not do.
        """
        return self.recordings / f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{prompt}-{token_hex(4)}.wav"

    def discard(self, sound: Path) -> None:
        """Move a recording and its journal out of the way; raises an ``AudioError`` where they have to stay."""
        from audio.transcription.journal import journal_of  # noqa: PLC0415 - not before the window

        try:
            self.discarded.mkdir(parents=True, exist_ok=True, mode=0o700)
            for file in (sound, journal_of(sound)):
                if file.exists():
                    file.replace(self.discarded / file.name)
        except OSError as error:
            raise writing_error(self.discarded / sound.name, error, "it stays where it is") from error
