"""What the settings screen shows, as values, and the words for it. Knows no Qt."""

from dataclasses import dataclass
from typing import Literal

from audio.devices import SYSTEM, Device
from audio.events import FLOOR_DB, Level

SYSTEMS = {"microphone": "The system's microphone", "speaker": "The system's loudspeaker"}
CALLED = {"microphone": "microphone", "speaker": "loudspeaker"}
WITHOUT = {
    "microphone": "No microphone was found. Plug one in; until then, type your answers or load a sound file.",
    "speaker": "No loudspeaker was found, so recordings cannot be heard here. Connect one or headphones.",
}
DeviceSetting = Literal["microphone", "speaker"]

QUIET_DB, CLIPPED_DB = -36.0, -0.5


@dataclass(frozen=True, slots=True)
class Choices:
    """What a device can be chosen from: each setting with its words, which one holds, and what is wrong with it."""

    options: tuple[tuple[str | None, str], ...]
    chosen: str | None = None
    note: str = ""


def choices(kind: DeviceSetting, devices: tuple[Device, ...], chosen: str | None) -> Choices:
    """Return the devices to choose from: the system's own choice first, and the chosen one though it is not there."""
    named = [device for device in devices if device.name not in SYSTEM.values()]
    default = next((f": {device.name}" for device in named if device.is_default), "")
    systems = SYSTEMS[kind] + default
    options: list[tuple[str | None, str]] = [(None, systems), *((device.name, device.name) for device in named)]
    note = "" if devices else WITHOUT[kind]
    if chosen is not None and chosen not in {name for name, _ in options}:
        options.append((chosen, f"{chosen} (not there)"))
        note = note or f"The {CALLED[kind]} {chosen} is not there; the system's is used."
    return Choices(tuple(options), chosen, note)


@dataclass(frozen=True, slots=True)
class TestModel:
    """How the test of the microphone stands."""

    __test__ = False  # pytest takes the name for a test of its own

    sentence: str
    recording: bool = False
    playing: bool = False
    can_play: bool = False


REST = TestModel("Say a sentence and hear yourself as you will be recorded: three seconds, kept nowhere.")
WAKING = TestModel("Getting ready.", recording=True)
PLAYING = TestModel("Playing it back.", playing=True, can_play=True)


def speak_now(seconds: float) -> TestModel:
    """Say that it records, and for how long still."""
    return TestModel(f"Speak now: {max(1, round(seconds + 0.49))} s left.", recording=True)


def verdict(level: Level) -> str:
    """Say what came in, by its loudest moment."""
    if level.peak_db <= FLOOR_DB:
        return "Nothing but silence came: it may be muted, or the system does not let this app use it."
    if level.peak_db < QUIET_DB:
        return "You came in very quiet. Come closer, or raise the input level in the system's sound settings."
    if level.peak_db >= CLIPPED_DB:
        return "You came in so loud that it is clipped. Move back, or lower the input level in the system's settings."
    return f"You came in well, at {_signed(level.peak_db)} dB at the loudest."


def _signed(decibel: float) -> str:
    return f"−{round(-decibel)}" if decibel < 0 else "0"


@dataclass(frozen=True, slots=True)
class Place:
    """Something that takes room on the disk."""

    name: str
    size: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class DataModel:
    """Where the person's data is, and how much of it there is."""

    folder: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class AboutModel:
    """Which program this is."""

    version: str
    crashes: str
    """Where reports are kept, and how many there are."""


UNCHECKED = "Every date is computed again from the reviews and compared with what is stored. Nothing is changed."
SOUND = "It is: every date follows from the reviews, and the file is whole."

LICENCES = (
    "Viva Voce is free software under the MIT licence. It is built with Qt and Qt for Python (PySide6), used under the "
    "GNU Lesser General Public License, version 3: you may replace these libraries by versions of your own. "
    "libsndfile, mpg123, LAME and libsoxr are under the same licence, version 2.1; PortAudio, faster-whisper, "
    "CTranslate2, FSRS and the Whisper models under the MIT licence; NumPy under the BSD licence; SQLite is in the "
    "public domain."
)


def reports(count: int, folder: str) -> str:
    """Say how many crash reports there are and where."""
    if not count:
        return "None so far. Should the app ever fail, a report is kept here and never leaves this machine."
    what = "One report is" if count == 1 else f"{count} reports are"
    return f"{what} kept in {folder}; they never leave this machine."
