"""Where the power comes from, and what that means for words."""

import sys
from types import SimpleNamespace

import pytest

from desktop.power import FOR_POWER, TO_BE_ASKED, Patience, SystemPower
from desktop.settings.values import Transcribe


class Socket:
    def __init__(self, battery: bool) -> None:
        self.battery = battery
        self.asked = 0

    def on_battery(self) -> bool:
        self.asked += 1
        return self.battery


@pytest.mark.parametrize(
    ("chosen", "battery", "why"),
    [
        ("while_speaking", True, ""),
        ("while_speaking", False, ""),
        ("on_mains", False, ""),
        ("on_mains", True, FOR_POWER),
        ("when_asked", False, TO_BE_ASKED),
    ],
)
def test_why_words_wait(chosen: Transcribe, battery: bool, why: str):
    assert Patience(lambda: chosen, Socket(battery))() == why


def test_nobody_is_asked_for_power_whose_words_do_not_wait_for_it():
    socket = Socket(battery=True)
    Patience(lambda: "while_speaking", socket)()
    assert socket.asked == 0


@pytest.mark.parametrize(("plugged", "on_battery"), [(True, False), (False, True), (None, False)])
def test_what_the_system_says(monkeypatch: pytest.MonkeyPatch, plugged: bool | None, on_battery: bool):
    found = SimpleNamespace(sensors_battery=lambda: SimpleNamespace(power_plugged=plugged))
    monkeypatch.setitem(sys.modules, "psutil", found)
    assert SystemPower().on_battery() is on_battery


def unreadable() -> None:
    raise PermissionError


@pytest.mark.parametrize(
    "found",
    [
        None,
        SimpleNamespace(),
        SimpleNamespace(sensors_battery=lambda: None),
        SimpleNamespace(sensors_battery=unreadable),
    ],
)
def test_a_machine_that_does_not_tell_is_on_mains_power(monkeypatch: pytest.MonkeyPatch, found: object):
    monkeypatch.setitem(sys.modules, "psutil", found)
    assert not SystemPower().on_battery()


def test_this_machine_can_be_asked():
    assert isinstance(SystemPower().on_battery(), bool)
