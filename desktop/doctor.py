"""``vivavoce doctor``: everything the app needs, each looked at for real."""

import importlib.util
import os
import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from queue import Empty, SimpleQueue

from audio.errors import AudioError, NoMicrophone
from audio.events import Block, StreamEnded
from audio.microphone import PortAudioMicrophone
from cards.errors import CardsError
from cards.library import Library, LibraryInUse, sqlite_version
from desktop.decks import Decks
from desktop.folders import DataFolder
from desktop.models.looking import in_use
from desktop.preflight import missing
from desktop.settings.reading import read_settings
from scheduler.memory import replayed

PACKAGES = ("PySide6-Essentials", "sounddevice", "faster-whisper", "ctranslate2", "sqlite-utils", "fsrs", "numpy")
ROOMS = ("audio", "cards", "desktop", "scheduler")
LISTEN_S = 0.5
PATIENCE_S = 5.0
FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str


def examine(folder: DataFolder) -> tuple[Check, ...]:
    """All checks, in the order a person would want to read them."""
    looks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("versions", _versions),
        ("import roots", _roots),
        ("system libraries", _system),
        ("data folder", lambda: _data_folder(folder)),
        ("microphone", _microphone),
        ("model", lambda: in_use(read_settings(folder.settings).speech_model)),
        ("deck", lambda: _deck(folder)),
        ("library", lambda: _library(folder)),
    )
    return tuple(_look(name, look) for name, look in looks)


class Unwell(Exception):
    """A check found something; its text is the detail."""


def _look(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except (Unwell, AudioError, CardsError) as error:
        return Check(name, False, str(error))
    except OSError as error:
        where = f" at {error.filename}" if error.filename else ""
        reason = error.strerror or str(error)
        return Check(name, False, f"The system refused the look{where} ({reason}); nothing was changed.")


def _versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"vivavoce {version('vivavoce')}, Python {platform.python_version()}, SQLite {sqlite_version()}, {packages}"


def _roots() -> str:
    """All rooms must come from one place: their names are plain enough for another package to shadow one."""
    roots = {}
    for room in ROOMS:
        spec = importlib.util.find_spec(room)
        roots[room] = str(Path(spec.origin).parent.parent) if spec and spec.origin else "nowhere"
    if len(set(roots.values())) > 1:
        raise Unwell(", ".join(f"{room} from {root}" for room, root in roots.items()))
    return f"all rooms from {roots['audio']}"


def _system() -> str:
    """The libraries alone: a shell without a display is no illness."""
    lacking = missing({"DISPLAY": ":0", **os.environ})
    if lacking:
        raise Unwell(" ".join(each.sentence for each in lacking))
    return "window and sound libraries found"


def _data_folder(folder: DataFolder) -> str:
    root = next(place for place in (folder.root, *folder.root.parents) if place.exists())
    if not root.is_dir():
        raise Unwell(f"{root} is a file; move it away or choose another folder with --data-dir.")
    if not os.access(root, os.W_OK):
        raise Unwell(f"{folder.root} cannot be written; make it writable or choose another with --data-dir.")
    free = shutil.disk_usage(root).free
    if free < FREE_BYTES:
        raise Unwell(f"{folder.root} has only {free // 1_000_000} MB free; an hour of answers needs about 200 MB.")
    return f"{folder.root}, {free // 1_000_000_000} GB free"


def _microphone() -> str:
    """Open the default microphone as a take would, and measure half a second of it."""
    from audio.level import level_of  # noqa: PLC0415 - numpy
    from audio.resampler import Resampler  # noqa: PLC0415

    blocks: SimpleQueue[Block | StreamEnded] = SimpleQueue()
    source = PortAudioMicrophone().open(blocks.put)
    pcm = b""
    try:
        while len(pcm) < LISTEN_S * source.rate_hz * 2:
            block = blocks.get(timeout=PATIENCE_S)
            if isinstance(block, StreamEnded):
                raise NoMicrophone("it went away")
            pcm += block.pcm
    except Empty as error:
        raise NoMicrophone("it gives no sound") from error
    finally:
        source.close()
    level = level_of(Resampler(source.rate_hz).resample(pcm))
    quiet = "" if pcm.count(0) < len(pcm) else ", nothing but exact zeros: it may be muted"
    return f"{source.name}, {source.rate_hz} Hz, level {level.rms_db:.0f} dB, peak {level.peak_db:.0f} dB{quiet}"


def _deck(folder: DataFolder) -> str:
    deck = Decks(folder).load()
    if deck.problems:
        raise Unwell(" ".join(str(problem) for problem in deck.problems))
    return f"{len(deck.prompts)} prompts"


def _library(folder: DataFolder) -> str:
    """A look that neither creates a library nor brings one up to date."""
    try:
        library = Library.examine(folder.library)
    except LibraryInUse:
        return "in use by the app"
    if library is None:
        return "none yet"
    with library:
        findings = library.check(replayed)
        if findings:
            raise Unwell(" ".join(f"{finding.what} {finding.cure}" for finding in findings))
        return f"sound, {library.count_reviews()} reviews replay to what is stored"
