import pytest

from audio.devices import Device
from audio.events import Level
from desktop.settings.model import WITHOUT, Choices, choices, reports, speak_now, verdict

SYSTEM, YETI, LAPTOP = Device("System microphone", True), Device("Blue Yeti", False), Device("MacBook Microphone", True)


@pytest.mark.parametrize(
    ("devices", "chosen", "expected"),
    [
        ((SYSTEM,), None, Choices(((None, "The system's microphone"),))),
        (
            (LAPTOP, YETI),
            None,
            Choices(
                (
                    (None, "The system's microphone: MacBook Microphone"),
                    ("MacBook Microphone", "MacBook Microphone"),
                    ("Blue Yeti", "Blue Yeti"),
                )
            ),
        ),
        (
            (SYSTEM, YETI),
            "Blue Yeti",
            Choices(((None, "The system's microphone"), ("Blue Yeti", "Blue Yeti")), "Blue Yeti"),
        ),
        (
            (SYSTEM,),
            "Blue Yeti",
            Choices(
                ((None, "The system's microphone"), ("Blue Yeti", "Blue Yeti (not there)")),
                "Blue Yeti",
                "The microphone Blue Yeti is not there; the system's is used.",
            ),
        ),
        ((), None, Choices(((None, "The system's microphone"),), None, WITHOUT["microphone"])),
    ],
)
def test_microphones_to_choose_from(devices: tuple[Device, ...], chosen: str | None, expected: Choices):
    assert choices("microphone", devices, chosen) == expected


def test_without_a_microphone_the_other_ways_are_named():
    assert "type your answers or load a sound file" in WITHOUT["microphone"]


@pytest.mark.parametrize(
    ("peak_db", "start"),
    [
        (-60.0, "Nothing but silence came"),
        (-40.0, "You came in very quiet"),
        (-12.4, "You came in well, at −12 dB at the loudest."),
        (-0.1, "You came in so loud"),
        (0.0, "You came in so loud"),
    ],
)
def test_what_came_in_is_said_in_words(peak_db: float, start: str):
    assert verdict(Level(-60.0, peak_db)).startswith(start)


@pytest.mark.parametrize(("left_s", "said"), [(3.0, 3), (2.9, 3), (2.0, 2), (0.2, 1), (-0.1, 1)])
def test_the_seconds_left_never_reach_zero(left_s: float, said: int):
    assert speak_now(left_s).sentence == f"Speak now: {said} s left."


@pytest.mark.parametrize(
    ("count", "start"), [(0, "None so far."), (1, "One report is kept in /d"), (3, "3 reports are")]
)
def test_crash_reports_are_counted(count: int, start: str):
    assert reports(count, "/d").startswith(start)
