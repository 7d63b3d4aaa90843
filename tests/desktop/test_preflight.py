"""The preflight on this system's real loader and on real displays, with libraries that exist nowhere."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.preflight import NEEDS, Needs, SharedLibrary, missing, no_display
from tests.support.display import virtual_display

HERE = NEEDS.sound  # a library that loads on the machine that runs the tests, and brings no display with it
NOWHERE = (SharedLibrary("libvivavoce-nowhere.so.7", "libvivavoce-nowhere7"),)
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
DEAD_X11 = {"DISPLAY": ":4242"}
DEAD_WAYLAND = {"WAYLAND_DISPLAY": "wayland-4242", "XDG_RUNTIME_DIR": "/nowhere"}
ALL_THERE = Needs(window=HERE, x11=HERE, wayland=HERE, sound=HERE)


@pytest.fixture
def x11() -> Iterator[dict[str, str]]:
    """The variable of a display on X11 that answers."""
    with virtual_display() as name:
        yield {"DISPLAY": name}


@pytest.fixture
def wayland(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The variables of a socket that takes connections, which is all that the preflight asks of Wayland."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "wayland-7"))
        listening.listen()
        yield {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}


def test_silent_where_the_system_packages_are_installed(x11: dict[str, str], wayland: dict[str, str]):
    for environment in (OFFSCREEN, x11, wayland, x11 | wayland):
        assert (missing(environment), no_display(environment)) == ((), None)


def test_a_missing_library_of_the_window_is_fatal_and_named_with_its_cure():
    (found,) = missing(OFFSCREEN, replace(ALL_THERE, window=HERE + NOWHERE))
    assert found.fatal
    assert "lacks libvivavoce-nowhere.so.7;" in found.sentence
    assert found.sentence.endswith("sudo apt-get install libvivavoce-nowhere7")


def test_several_missing_libraries_make_one_sentence_and_one_line():
    other = SharedLibrary("libvivavoce-elsewhere.so.1", "libvivavoce-elsewhere1")
    (found,) = missing(DEAD_X11, replace(ALL_THERE, window=NOWHERE, x11=(other,)))
    assert found.sentence.count("apt-get") == 1
    assert found.sentence.endswith("libvivavoce-nowhere7 libvivavoce-elsewhere1")


def test_without_portaudio_the_window_may_still_open():
    (found,) = missing(OFFSCREEN, replace(ALL_THERE, sound=NOWHERE))
    assert not found.fatal
    assert "cannot record" in found.sentence
    assert found.sentence.endswith("libvivavoce-nowhere7")


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": "", "WAYLAND_DISPLAY": ""},
        {"QT_QPA_PLATFORM": "xcb"},
        {"QT_QPA_PLATFORM": "wayland"},
        {"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"},
        DEAD_X11,
        DEAD_WAYLAND,
        {"WAYLAND_DISPLAY": "/nowhere/wayland-0"},
        {"WAYLAND_DISPLAY": "wayland-0"},
        DEAD_X11 | DEAD_WAYLAND,
    ],
)
def test_a_display_that_is_not_there_or_does_not_answer_is_one_fatal_sentence(environment: Mapping[str, str]):
    found = no_display(environment)
    assert found is not None
    assert found.fatal
    assert "no display answers" in found.sentence


def test_a_server_that_starts_anew_without_clients_is_still_there_for_qt(x11: dict[str, str]):
    """Xvfb does, and refuses whoever comes while it does."""
    code = (
        "import ctypes, os; from desktop.preflight import missing, no_display;"
        "assert (missing(), no_display()) == ((), None); xlib = ctypes.CDLL('libX11.so.6');"
        "xlib.XOpenDisplay.restype = ctypes.c_void_p; assert xlib.XOpenDisplay(None)"
    )
    kept = {key: value for key, value in os.environ.items() if key not in {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}}
    subprocess.run([sys.executable, "-c", code], env=kept | x11, check=True, timeout=60)


def test_the_display_that_does_not_answer_is_named():
    assert "(WAYLAND_DISPLAY=wayland-4242, DISPLAY=:4242)" in str(no_display(DEAD_X11 | DEAD_WAYLAND))
    assert "(DISPLAY is not set)" in str(no_display({"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"}))


def test_one_display_that_answers_is_enough_since_qt_tries_both(x11: dict[str, str], wayland: dict[str, str]):
    assert no_display(x11 | DEAD_WAYLAND) is None
    assert no_display(wayland | DEAD_X11) is None
    assert no_display(x11 | {"QT_QPA_PLATFORM": "wayland;xcb"}) is None
    assert no_display(x11 | {"QT_QPA_PLATFORM": "wayland"}) is not None


def test_a_wayland_display_without_a_name_is_tried_only_where_qt_tries_it(wayland: dict[str, str]):
    folder = Path(wayland["XDG_RUNTIME_DIR"])
    (folder / "wayland-7").rename(folder / "wayland-0")
    unnamed = {"XDG_RUNTIME_DIR": str(folder)}
    assert no_display(unnamed) is not None
    assert no_display(unnamed | {"XDG_SESSION_TYPE": "wayland"}) is None
    assert no_display(unnamed | {"QT_QPA_PLATFORM": "wayland"}) is None


def test_the_libraries_of_the_display_that_answers_are_the_ones_that_count(wayland: dict[str, str]):
    (found,) = missing(wayland | DEAD_X11, replace(ALL_THERE, wayland=NOWHERE))
    assert found.sentence.endswith("libvivavoce-nowhere7")


def test_a_wayland_connection_that_was_handed_over_is_left_to_qt():
    """wl_display_connect would take the descriptor, and Qt could not have it any more."""
    assert no_display({"WAYLAND_SOCKET": "77"}) is None


def test_the_program_says_it_instead_of_aborting(tmp_path: Path):
    kept = {key: value for key, value in os.environ.items() if key not in {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--data-dir", str(tmp_path / "data")],
        env=kept | DEAD_X11,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("vivavoce: The window cannot open because no display answers (DISPLAY=:4242);")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc", "offscreen:configfile=x"])
def test_platforms_that_need_no_display_ask_for_none_and_for_no_libraries_of_it(platform: str):
    assert missing({"QT_QPA_PLATFORM": platform}, replace(ALL_THERE, x11=NOWHERE, wayland=NOWHERE)) == ()
    assert no_display({"QT_QPA_PLATFORM": platform}) is None


@pytest.mark.parametrize(
    ("environment", "x11", "wayland", "opens"),
    [
        (DEAD_X11, HERE, NOWHERE, True),
        (DEAD_X11, NOWHERE, HERE, False),
        (DEAD_WAYLAND, NOWHERE, HERE, True),
        (DEAD_WAYLAND, HERE, NOWHERE, False),
        (DEAD_X11 | DEAD_WAYLAND, HERE, NOWHERE, True),
        (DEAD_X11 | DEAD_WAYLAND, NOWHERE, HERE, True),
        (DEAD_X11 | DEAD_WAYLAND, NOWHERE, NOWHERE, False),
        (DEAD_X11 | DEAD_WAYLAND | {"QT_QPA_PLATFORM": "xcb"}, NOWHERE, HERE, False),
        (DEAD_X11 | DEAD_WAYLAND | {"QT_QPA_PLATFORM": "wayland"}, HERE, NOWHERE, False),
    ],
)
def test_one_way_to_the_display_is_enough_and_a_chosen_one_is_needed(
    environment: Mapping[str, str], x11: tuple[SharedLibrary, ...], wayland: tuple[SharedLibrary, ...], opens: bool
):
    assert (missing(environment, replace(ALL_THERE, x11=x11, wayland=wayland)) == ()) is opens


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_are_not_judged(system: str):
    assert missing({}, replace(ALL_THERE, window=NOWHERE), system) == ()
    assert no_display({}, system) is None


def test_it_loads_neither_qt_nor_anything_else_that_is_heavy():
    code = (
        "import sys, desktop.preflight as preflight; preflight.missing(); preflight.no_display();"
        "print(sorted({'PySide6', 'numpy', 'sounddevice', 'ctypes.util', 'subprocess'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


LOADED_BY_QT = """
import ctypes, importlib.util, pathlib, sys
from desktop.preflight import missing

def loaded():
    return {line.split()[-1] for line in open("/proc/self/maps") if ".so" in line}

assert missing({"DISPLAY": ":4242"}) == () == missing({"WAYLAND_DISPLAY": "wayland-4242"})
before = loaded()
qt = pathlib.Path(importlib.util.find_spec("PySide6").origin).resolve().parent / "Qt"
for file in ("lib/libQt6Widgets.so.6", "plugins/platforms/libqxcb.so", "plugins/platforms/libqwayland.so"):
    ctypes.CDLL(str(qt / file))
print(*(pathlib.Path(file).name for file in loaded() - before if not file.startswith(str(qt))))
"""


def test_qt_loads_nothing_from_the_system_that_was_not_checked():
    done = subprocess.run([sys.executable, "-c", LOADED_BY_QT], capture_output=True, text=True, check=True, timeout=60)
    of_the_base_system = ("libdl.so", "libstdc++.so", "libz.so", "libzstd.so")
    expected = ("libgthread-2.0.so", *of_the_base_system)  # gthread is in glib's own package
    assert [name for name in done.stdout.split() if not name.startswith(expected)] == []
