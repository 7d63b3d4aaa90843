"""The microphones and loudspeakers there are, by names a person knows, and how the chosen one is found again.

A device is known by its name alone: PortAudio's numbers change whenever one comes or goes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from audio.portaudio import PORTAUDIO

Kind = Literal["input", "output"]

SYSTEM = {"input": "System microphone", "output": "System loudspeaker"}
"""What stands for whatever the system uses, where the system has no name for it."""
_SYSTEMS_CHOICE = frozenset({"default", "pulse", "pipewire", "sysdefault"})
_HARDWARE = re.compile(r"\s*\(hw:\d+,\d+\)$")
"""ALSA's number of a card: it may be another after the next start."""
_CALLED = {"input": "microphone", "output": "loudspeaker"}
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone or a loudspeaker."""

    name: str
    is_default: bool
    """Whether the system uses it when no other is chosen."""


def inputs() -> tuple[Device, ...]:
    """The microphones there are, looked for anew unless a stream is open; raises ``NoPortAudio``."""
    return _look("input")


def outputs() -> tuple[Device, ...]:
    """The loudspeakers there are, looked for anew unless a stream is open; raises ``NoPortAudio``."""
    return _look("output")


def _look(kind: Kind) -> tuple[Device, ...]:
    with PORTAUDIO.looking() as sounddevice:
        return tuple(device for _, device in _numbered(sounddevice, kind))


def chosen(
    sounddevice: Any,  # noqa: ANN401 - a module
    kind: Kind,
    name: str | None,
    tell: Callable[[str], object] = lambda _: None,
) -> int | None:
    """PortAudio's number of the device with this name; None, which is its word for the default, where there is none.

    ``tell`` is given the sentence that says so, and an empty one where nothing is amiss.
    """
    for number, device in _numbered(sounddevice, kind) if name else ():
        if device.name == name:
            tell("")
            return number
    called = _CALLED[kind]
    tell(f"The {called} {name} is not there; the system's is used." if name else "")
    return None


def spoken_name(name: str, kind: Kind) -> str:
    """The name as a person knows it: ALSA's for "whatever the system uses" are none, some drivers' hold line ends."""
    if name in _SYSTEMS_CHOICE:
        return SYSTEM[kind]
    return " ".join(_HARDWARE.sub("", "".join(c if c.isprintable() else " " for c in name)).split())[:_LONGEST_NAME]


def _numbered(sounddevice: Any, kind: Kind) -> list[tuple[int, Device]]:  # noqa: ANN401
    """Every device of the system's own sound interface, once for each name; the others offer the same ones again."""
    try:
        host = sounddevice.query_hostapis(sounddevice.default.hostapi)
    except sounddevice.PortAudioError:  # it did not start
        return []
    default = host[f"default_{kind}_device"]
    found: dict[str, tuple[int, Device]] = {}
    for number in sorted(host["devices"], key=lambda number: number != default):  # the default first
        info = sounddevice.query_devices(number)
        name = spoken_name(info["name"], kind)
        if info[f"max_{kind}_channels"] > 0 and name and not _is_plugin(host["name"], info["name"]):
            found.setdefault(name, (number, Device(name, number == default)))
    return list(found.values())


def _is_plugin(host: str, name: str) -> bool:
    """ALSA lists its converters (``dmix``, ``surround51``) beside the devices."""
    return host == "ALSA" and name not in _SYSTEMS_CHOICE and not _HARDWARE.search(name)
