"""What the system must offer before Qt is imported: Qt itself ends in an abort or a bare ImportError without it."""

import ctypes
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Library:
    """A shared library by the name the loader knows it by, and the Debian package that brings it."""

    name: str
    package: str


@dataclass(frozen=True)
class Needs:
    """The libraries for the window everywhere, for it on X11 or on Wayland, and for the microphone."""

    window: tuple[Library, ...]
    x11: tuple[Library, ...]
    wayland: tuple[Library, ...]
    sound: tuple[Library, ...]


@dataclass(frozen=True)
class Missing:
    """One thing the system lacks. The sentence says what, and the line that cures it; fatal: no window without it."""

    sentence: str
    fatal: bool = True


# What libQt6Gui, libQt6DBus, libqxcb and libqwayland of PySide6 6.11 are linked with and do not bring themselves.
NEEDS = Needs(
    window=(
        Library("libGL.so.1", "libgl1"),
        Library("libEGL.so.1", "libegl1"),
        Library("libX11.so.6", "libx11-6"),
        Library("libfontconfig.so.1", "libfontconfig1"),
        Library("libglib-2.0.so.0", "libglib2.0-0"),
        Library("libdbus-1.so.3", "libdbus-1-3"),
        Library("libxkbcommon.so.0", "libxkbcommon0"),
    ),
    x11=(
        Library("libX11-xcb.so.1", "libx11-xcb1"),
        Library("libxcb.so.1", "libxcb1"),
        Library("libxcb-cursor.so.0", "libxcb-cursor0"),
        Library("libxcb-icccm.so.4", "libxcb-icccm4"),
        Library("libxcb-image.so.0", "libxcb-image0"),
        Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        Library("libxcb-randr.so.0", "libxcb-randr0"),
        Library("libxcb-render.so.0", "libxcb-render0"),
        Library("libxcb-render-util.so.0", "libxcb-render-util0"),
        Library("libxcb-shape.so.0", "libxcb-shape0"),
        Library("libxcb-shm.so.0", "libxcb-shm0"),
        Library("libxcb-sync.so.1", "libxcb-sync1"),
        Library("libxcb-util.so.1", "libxcb-util1"),
        Library("libxcb-xfixes.so.0", "libxcb-xfixes0"),
        Library("libxcb-xkb.so.1", "libxcb-xkb1"),
        Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ),
    wayland=(
        Library("libwayland-client.so.0", "libwayland-client0"),
        Library("libwayland-cursor.so.0", "libwayland-cursor0"),
    ),
    sound=(Library("libportaudio.so.2", "libportaudio2"),),
)

# Qt's platforms that draw without a display server.
_WITHOUT_DISPLAY = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def missing(
    environment: Mapping[str, str] = os.environ, needs: Needs = NEEDS, system: str = sys.platform
) -> tuple[Missing, ...]:
    """Return what this system lacks for the window and the microphone; () when all is there, and on other systems.

    The libraries are loaded, not searched for: Qt loads the same ones a moment later, so that a check which finds
    everything costs nearly nothing. They stay loaded.
    """
    if system != "linux":
        return ()
    found = (_window(environment, needs), _display(environment), _microphone(needs))
    return tuple(item for item in found if item is not None)


def _window(environment: Mapping[str, str], needs: Needs) -> Missing | None:
    """Return the libraries that no window can do without and that do not load."""
    absent = _absent(needs.window)
    ways = [_absent(way) for way in _ways(environment, needs)]
    if ways and all(ways):
        absent += min(ways, key=len)
    if not absent:
        return None
    names = ", ".join(library.name for library in absent)
    return Missing(f"The window cannot open because this system lacks {names}; install with: {_apt(absent)}")


def _ways(environment: Mapping[str, str], needs: Needs) -> list[tuple[Library, ...]]:
    """Return the sets of libraries Qt may choose between to reach the display: one whole set is enough."""
    platform = environment.get("QT_QPA_PLATFORM", "")
    if platform.startswith("xcb"):
        return [needs.x11]
    if platform.startswith("wayland"):
        return [needs.wayland]
    if platform.startswith(_WITHOUT_DISPLAY):
        return []
    x11 = [needs.x11] if environment.get("DISPLAY") else []
    wayland = [needs.wayland] if environment.get("WAYLAND_DISPLAY") else []
    return wayland + x11


def _display(environment: Mapping[str, str]) -> Missing | None:
    """Return the want of a display server, unless Qt is told to do without one."""
    if environment.get("QT_QPA_PLATFORM", "").startswith(_WITHOUT_DISPLAY):
        return None
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return None
    return Missing(
        "The window cannot open because there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set);"
        " start Viva Voce from a desktop session."
    )


def _microphone(needs: Needs) -> Missing | None:
    """Return the libraries without which the window opens but cannot record."""
    absent = _absent(needs.sound)
    if not absent:
        return None
    names = ", ".join(library.name for library in absent)
    return Missing(
        f"Viva Voce cannot record because this system lacks {names}; install with: {_apt(absent)}", fatal=False
    )


def _absent(libraries: Iterable[Library]) -> tuple[Library, ...]:
    return tuple(library for library in libraries if not _loads(library.name))


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _apt(libraries: tuple[Library, ...]) -> str:
    packages = " ".join(dict.fromkeys(library.package for library in libraries))
    return f"sudo apt-get install {packages}"
