"""Which devices there are and what they are called: with tables as PortAudio gives them, and from the real one."""

import sys
from collections.abc import Callable
from queue import SimpleQueue
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import audio.devices
from audio.devices import Device, chosen, inputs, outputs, spoken_name
from audio.errors import NoPortAudio
from audio.events import Block, StreamEnded
from audio.microphone import PortAudioMicrophone
from audio.portaudio import PortAudio
from tests.support.fakes import PATIENCE_S
from tests.support.sound import SoftwareMicrophone

LAPTOP = (
    ("HDA Intel PCH: ALC257 Analog (hw:0,0)", 2, 2),
    ("USB Headset: Audio (hw:1,0)", 1, 2),
    ("USB Headset: Audio (hw:1,1)", 1, 0),
    ("HDMI 0 (hw:0,3)", 0, 8),
    ("surround51", 0, 6),
    ("dmix", 0, 2),
    ("pulse", 32, 32),
    ("default", 32, 32),
)


class FakeSounddevice(ModuleType):
    """Devices by name, inputs and outputs; the second interface repeats them, as Windows' do."""

    class PortAudioError(Exception):
        pass

    def __init__(self, devices: tuple[tuple[str, int, int], ...], default: int, host: str = "ALSA") -> None:
        super().__init__("sounddevice")
        self.devices = devices
        self.host = host
        self.number = default
        self.default = SimpleNamespace(hostapi=0)
        self.starts = 0

    def query_hostapis(self, _: int) -> dict[str, Any]:
        if not self.devices:
            raise self.PortAudioError("Error querying host API")
        return {
            "name": self.host,
            "devices": list(range(len(self.devices))),
            "default_input_device": self.number,
            "default_output_device": self.number,
        }

    def query_devices(self, number: int) -> dict[str, Any]:
        name, ins, outs = (self.devices * 2)[number]
        return {"name": name, "max_input_channels": ins, "max_output_channels": outs}

    def _terminate(self) -> None:
        pass

    def _initialize(self) -> None:
        self.starts += 1


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[..., FakeSounddevice]:
    def use(devices: tuple[tuple[str, int, int], ...], default: int, host: str = "ALSA") -> FakeSounddevice:
        fake = FakeSounddevice(devices, default, host)
        monkeypatch.setitem(sys.modules, "sounddevice", fake)
        monkeypatch.setattr(audio.devices, "PORTAUDIO", PortAudio())
        return fake

    return use


def test_each_device_is_there_once_the_systems_first_and_no_converter_is(use: Callable[..., FakeSounddevice]) -> None:
    use(LAPTOP, 7)
    headset, analog = Device("USB Headset: Audio", False), Device("HDA Intel PCH: ALC257 Analog", False)
    assert inputs() == (Device("System microphone", True), analog, headset)
    assert outputs() == (Device("System loudspeaker", True), analog, headset, Device("HDMI 0", False))


def test_where_the_default_has_a_name_that_is_said(use: Callable[..., FakeSounddevice]) -> None:
    use((("MacBook Pro Microphone", 1, 0), ("MacBook Pro Speakers", 0, 2)), 0, "Core Audio")
    assert inputs() == (Device("MacBook Pro Microphone", True),)
    assert outputs() == (Device("MacBook Pro Speakers", False),)


def test_a_machine_without_sound_has_no_devices(use: Callable[..., FakeSounddevice]) -> None:
    use((), -1)
    assert (inputs(), outputs()) == ((), ())


def test_every_look_is_a_new_one_unless_a_stream_is_open(use: Callable[..., FakeSounddevice]) -> None:
    fake = use(LAPTOP, 7)
    inputs()
    assert fake.starts == 1
    with audio.devices.PORTAUDIO.opening():
        pass
    assert fake.starts == 2
    outputs()
    assert fake.starts == 2
    audio.devices.PORTAUDIO.closed()
    inputs()
    assert fake.starts == 3


@pytest.mark.parametrize(
    ("name", "number", "told"),
    [
        (None, None, ""),
        ("USB Headset: Audio", 1, ""),
        ("Studio", None, "The microphone Studio is not there; the system's is used."),
        ("HDMI 0", None, "The microphone HDMI 0 is not there; the system's is used."),
    ],
)
def test_the_chosen_one_is_found_by_its_name(name: str | None, number: int | None, told: str) -> None:
    said: list[str] = []
    assert chosen(FakeSounddevice(LAPTOP, 7), "input", name, said.append) == number
    assert said == [told]


def test_a_loudspeaker_that_is_gone_is_called_one() -> None:
    said: list[str] = []
    assert chosen(FakeSounddevice(LAPTOP, 7), "output", "Studio", said.append) is None
    assert said == ["The loudspeaker Studio is not there; the system's is used."]


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("pipewire", "System microphone"),
        ("Headset (@drivers#2;%1\r\n;(WH-1000XM3))", "Headset (@drivers#2;%1 ;(WH-1000XM3))"),
        ("Blue\tYeti\0", "Blue Yeti"),
        ("x" * 500, "x" * 200),
    ],
)
def test_a_name_is_one_line_that_a_person_knows(name: str, spoken: str) -> None:
    assert spoken_name(name, "input") == spoken


def test_a_system_without_the_library_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(NoPortAudio):
        inputs()


# Through the real PortAudio


def test_the_software_microphone_is_the_systems(microphone: SoftwareMicrophone) -> None:
    assert inputs()[0] == Device("System microphone", True)
    assert outputs()[0] == Device("System loudspeaker", True)


def test_a_microphone_that_is_gone_is_said_and_the_systems_opened(microphone: SoftwareMicrophone) -> None:
    blocks: SimpleQueue[Block | StreamEnded] = SimpleQueue()
    said: list[str] = []
    choice = ["Studio"]
    source = PortAudioMicrophone(lambda: choice[0], said.append)
    stream = source.open(blocks.put)
    try:
        assert isinstance(blocks.get(timeout=PATIENCE_S), Block)
        assert inputs()[0].name == stream.name == "System microphone"  # a look does no harm to what is open
        assert isinstance(blocks.get(timeout=PATIENCE_S), Block)
    finally:
        stream.close()
    assert said == ["The microphone Studio is not there; the system's is used."]
