"""The preflight on this system's real loader, with libraries that exist nowhere and without a display."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace

import pytest

from desktop.preflight import NEEDS, Library, Needs, missing

HERE = NEEDS.sound  # a library that loads on the machine that runs the tests, and brings no display with it
NOWHERE = (Library("libvivavoce-nowhere.so.7", "libvivavoce-nowhere7"),)
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
ON_X11 = {"DISPLAY": ":0"}
ON_WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}
ALL_THERE = Needs(window=HERE, x11=HERE, wayland=HERE, sound=HERE)


@pytest.mark.parametrize("environment", [OFFSCREEN, ON_X11, ON_WAYLAND, ON_X11 | ON_WAYLAND])
def test_silent_where_the_system_packages_are_installed(environment: Mapping[str, str]):
    assert missing(environment) == ()


def test_a_missing_library_of_the_window_is_fatal_and_named_with_its_cure():
    (found,) = missing(OFFSCREEN, replace(ALL_THERE, window=HERE + NOWHERE))
    assert found.fatal
    assert "lacks libvivavoce-nowhere.so.7;" in found.sentence
    assert found.sentence.endswith("sudo apt-get install libvivavoce-nowhere7")


def test_several_missing_libraries_make_one_sentence_and_one_line():
    other = Library("libvivavoce-elsewhere.so.1", "libvivavoce-elsewhere1")
    (found,) = missing(ON_X11, replace(ALL_THERE, window=NOWHERE, x11=(other,)))
    assert found.sentence.count("apt-get") == 1
    assert found.sentence.endswith("libvivavoce-nowhere7 libvivavoce-elsewhere1")


def test_without_portaudio_the_window_may_still_open():
    (found,) = missing(OFFSCREEN, replace(ALL_THERE, sound=NOWHERE))
    assert not found.fatal
    assert "cannot record" in found.sentence
    assert found.sentence.endswith("libvivavoce-nowhere7")


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": "", "WAYLAND_DISPLAY": ""}, {"QT_QPA_PLATFORM": "xcb"}])
def test_no_display_is_said(environment: Mapping[str, str]):
    (found,) = missing(environment, ALL_THERE)
    assert found.fatal
    assert "no display" in found.sentence


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc", "offscreen:configfile=x"])
def test_platforms_that_need_no_display_ask_for_none_and_for_no_libraries_of_it(platform: str):
    assert missing({"QT_QPA_PLATFORM": platform}, replace(ALL_THERE, x11=NOWHERE, wayland=NOWHERE)) == ()


@pytest.mark.parametrize(
    ("environment", "x11", "wayland", "opens"),
    [
        (ON_X11, HERE, NOWHERE, True),
        (ON_X11, NOWHERE, HERE, False),
        (ON_WAYLAND, NOWHERE, HERE, True),
        (ON_WAYLAND, HERE, NOWHERE, False),
        (ON_X11 | ON_WAYLAND, HERE, NOWHERE, True),
        (ON_X11 | ON_WAYLAND, NOWHERE, HERE, True),
        (ON_X11 | ON_WAYLAND, NOWHERE, NOWHERE, False),
        (ON_X11 | ON_WAYLAND | {"QT_QPA_PLATFORM": "xcb"}, NOWHERE, HERE, False),
        (ON_X11 | ON_WAYLAND | {"QT_QPA_PLATFORM": "wayland"}, HERE, NOWHERE, False),
    ],
)
def test_one_way_to_the_display_is_enough_and_a_chosen_one_is_needed(
    environment: Mapping[str, str], x11: tuple[Library, ...], wayland: tuple[Library, ...], opens: bool
):
    assert (missing(environment, replace(ALL_THERE, x11=x11, wayland=wayland)) == ()) is opens


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_are_not_judged(system: str):
    assert missing({}, replace(ALL_THERE, window=NOWHERE), system) == ()


def test_it_loads_neither_qt_nor_anything_else_that_is_heavy():
    code = (
        "import sys, desktop.preflight as preflight; preflight.missing();"
        "print(sorted({'PySide6', 'numpy', 'sounddevice', 'ctypes.util', 'subprocess'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


LOADED_BY_QT = """
import ctypes, importlib.util, pathlib, sys
from desktop.preflight import missing

def loaded():
    return {line.split()[-1] for line in open("/proc/self/maps") if ".so" in line}

assert missing({"DISPLAY": ":0"}) == () == missing({"WAYLAND_DISPLAY": "wayland-0"})
before = loaded()
qt = pathlib.Path(importlib.util.find_spec("PySide6").origin).parent / "Qt"
for file in ("lib/libQt6Widgets.so.6", "plugins/platforms/libqxcb.so", "plugins/platforms/libqwayland.so"):
    ctypes.CDLL(str(qt / file))
print(*(pathlib.Path(file).name for file in loaded() - before if not file.startswith(str(qt))))
"""


def test_qt_loads_nothing_from_the_system_that_was_not_checked():
    done = subprocess.run([sys.executable, "-c", LOADED_BY_QT], capture_output=True, text=True, check=True, timeout=60)
    of_the_base_system = ("libdl.so", "libstdc++.so", "libz.so", "libzstd.so")
    expected = ("libgthread-2.0.so", *of_the_base_system)  # gthread is in glib's own package
    assert [name for name in done.stdout.split() if not name.startswith(expected)] == []
