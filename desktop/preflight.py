"""What the system must offer before Qt is imported: Qt itself ends in an abort or a bare ImportError without it."""

import ctypes
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class SharedLibrary:
    """A shared library by the name the loader knows it by, and the Debian package that brings it."""

    name: str
    package: str


@dataclass(frozen=True)
class Needs:
    """The libraries for the window everywhere, for it on X11 or on Wayland, and for the microphone."""

    window: tuple[SharedLibrary, ...]
    x11: tuple[SharedLibrary, ...]
    wayland: tuple[SharedLibrary, ...]
    sound: tuple[SharedLibrary, ...]


@dataclass(frozen=True)
class Missing:
    """One thing the system lacks. The sentence says what, and the line that cures it; fatal: no window without it."""

    sentence: str
    fatal: bool = True


# What libQt6Gui, libQt6DBus, libqxcb and libqwayland of PySide6 6.11 are linked with and do not bring themselves.
NEEDS = Needs(
    window=(
        SharedLibrary("libGL.so.1", "libgl1"),
        SharedLibrary("libEGL.so.1", "libegl1"),
        SharedLibrary("libX11.so.6", "libx11-6"),
        SharedLibrary("libfontconfig.so.1", "libfontconfig1"),
        SharedLibrary("libglib-2.0.so.0", "libglib2.0-0"),
        SharedLibrary("libdbus-1.so.3", "libdbus-1-3"),
        SharedLibrary("libxkbcommon.so.0", "libxkbcommon0"),
    ),
    x11=(
        SharedLibrary("libX11-xcb.so.1", "libx11-xcb1"),
        SharedLibrary("libxcb.so.1", "libxcb1"),
        SharedLibrary("libxcb-cursor.so.0", "libxcb-cursor0"),
        SharedLibrary("libxcb-icccm.so.4", "libxcb-icccm4"),
        SharedLibrary("libxcb-image.so.0", "libxcb-image0"),
        SharedLibrary("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        SharedLibrary("libxcb-randr.so.0", "libxcb-randr0"),
        SharedLibrary("libxcb-render.so.0", "libxcb-render0"),
        SharedLibrary("libxcb-render-util.so.0", "libxcb-render-util0"),
        SharedLibrary("libxcb-shape.so.0", "libxcb-shape0"),
        SharedLibrary("libxcb-shm.so.0", "libxcb-shm0"),
        SharedLibrary("libxcb-sync.so.1", "libxcb-sync1"),
        SharedLibrary("libxcb-util.so.1", "libxcb-util1"),
        SharedLibrary("libxcb-xfixes.so.0", "libxcb-xfixes0"),
        SharedLibrary("libxcb-xkb.so.1", "libxcb-xkb1"),
        SharedLibrary("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ),
    wayland=(
        SharedLibrary("libwayland-client.so.0", "libwayland-client0"),
        SharedLibrary("libwayland-cursor.so.0", "libwayland-cursor0"),
    ),
    sound=(SharedLibrary("libportaudio.so.2", "libportaudio2"),),
)


@dataclass(frozen=True)
class _Way:
    """One way to a display: its variable with the value, the libraries for it, and the question whether it answers."""

    variable: str
    value: str
    libraries: tuple[SharedLibrary, ...]
    answers: Callable[[str, Mapping[str, str]], bool]

    def __str__(self) -> str:
        return f"{self.variable}={self.value}" if self.value else f"{self.variable} is not set"


# Qt's platforms that draw without a display server.
_WITHOUT_DISPLAY = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def missing(
    environment: Mapping[str, str] = os.environ, needs: Needs = NEEDS, system: str = sys.platform
) -> tuple[Missing, ...]:
    """Return the libraries this system lacks for the window and the microphone; () when all are there, or elsewhere.

    They are loaded, not searched for: Qt loads the same ones a moment later, so that a check which finds everything
    costs nearly nothing. They stay loaded. Of two displays the one that answers decides which are needed.
    """
    if system != "linux":
        return ()
    ways = _ways(environment, needs)
    found = (_window(_answering(ways, environment) or ways, needs), _microphone(needs))
    return tuple(item for item in found if item is not None)


def no_display(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> Missing | None:
    """Return the want of a display server, unless one answers or none is needed.

    Connecting to each takes less than a millisecond.
    """
    ways = _ways(environment, NEEDS) if system == "linux" else []
    if not ways or _answering(ways, environment):
        return None
    tried = ", ".join(str(way) for way in ways)
    return Missing(
        f"The window cannot open because no display answers ({tried}); start Viva Voce from a desktop session."
    )


def _window(ways: list[_Way], needs: Needs) -> Missing | None:
    """Return the libraries that no window can do without and that do not load; one way's whole set is enough."""
    absent = _absent(needs.window)
    of_ways = [_absent(way.libraries) for way in ways]
    if of_ways and all(of_ways):
        absent += min(of_ways, key=len)
    if not absent:
        return None
    names = ", ".join(library.name for library in absent)
    return Missing(f"The window cannot open because this system lacks {names}; install with: {_apt(absent)}")


def _ways(environment: Mapping[str, str], needs: Needs) -> list[_Way]:
    """Return the ways to a display that Qt tries, each after the one before has failed; [] where it needs none.

    QT_QPA_PLATFORM chooses, as one name or several with semicolons; without it Qt tries Wayland, if a variable speaks
    of it, then X11.
    """
    platforms = environment.get("QT_QPA_PLATFORM", "").split(";")
    if any(platform.startswith(_WITHOUT_DISPLAY) for platform in platforms) or environment.get("WAYLAND_SOCKET"):
        return []
    on_x11, on_wayland = (any(each.startswith(name) for each in platforms) for name in ("xcb", "wayland"))
    unnamed = "wayland-0" if on_wayland or environment.get("XDG_SESSION_TYPE") == "wayland" else ""
    wayland = _Way("WAYLAND_DISPLAY", environment.get("WAYLAND_DISPLAY") or unnamed, needs.wayland, _wayland_answers)
    x11 = _Way("DISPLAY", environment.get("DISPLAY", ""), needs.x11, _x11_answers)
    if on_x11 or on_wayland:
        return [way for way, chosen in ((wayland, on_wayland), (x11, on_x11)) if chosen]
    return [way for way in (wayland, x11) if way.value] or [wayland, x11]


def _answering(ways: Iterable[_Way], environment: Mapping[str, str]) -> list[_Way]:
    return [way for way in ways if way.answers(way.value, environment)]


def _x11_answers(name: str, _: Mapping[str, str]) -> bool:
    return bool(name) and _x11_takes_connections(name)


@cache
def _x11_takes_connections(name: str) -> bool:
    """Connect by libxcb, for Xlib's first call settles whether threads may use it in this process.

    The connection stays: a server whose last client leaves starts anew (Xvfb, Xephyr), and may refuse Qt meanwhile.
    """
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # cannot be asked: the libraries are what is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(name), None))  # never null, also when it failed
    if xcb.xcb_connection_has_error(connection):
        xcb.xcb_disconnect(connection)
        return False
    return True


def _wayland_answers(name: str, environment: Mapping[str, str]) -> bool:
    """Connect to the socket of that name in the session's folder, or at that absolute path."""
    folder = environment.get("XDG_RUNTIME_DIR", "")
    if not name or not (folder or name.startswith("/")):
        return False
    path = Path(folder, name)  # an absolute name stays as it is
    try:
        wayland = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return True  # cannot be asked: the libraries are what is missing
    wayland.wl_display_connect.restype = ctypes.c_void_p
    display = wayland.wl_display_connect(os.fsencode(path))
    if not display:
        return False
    wayland.wl_display_disconnect(ctypes.c_void_p(display))
    return True


def _microphone(needs: Needs) -> Missing | None:
    """Return the libraries without which the window opens but cannot record."""
    absent = _absent(needs.sound)
    if not absent:
        return None
    names = ", ".join(library.name for library in absent)
    return Missing(
        f"Viva Voce cannot record because this system lacks {names}; install with: {_apt(absent)}", fatal=False
    )


def _absent(libraries: Iterable[SharedLibrary]) -> tuple[SharedLibrary, ...]:
    return tuple(library for library in libraries if not _loads(library.name))


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _apt(libraries: tuple[SharedLibrary, ...]) -> str:
    packages = " ".join(dict.fromkeys(library.package for library in libraries))
    return f"sudo apt-get install {packages}"
