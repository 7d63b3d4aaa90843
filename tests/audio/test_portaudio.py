"""When PortAudio is started anew, with a stand-in that counts."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest

from audio.errors import NoPortAudio
from audio.portaudio import PortAudio, load_portaudio


class FakeSounddevice(ModuleType):
    class PortAudioError(Exception):
        pass

    def __init__(self, fails: bool = False) -> None:
        super().__init__("sounddevice")
        self.starts = 0
        self._fails = fails

    def _terminate(self) -> None:
        if self._fails:
            raise self.PortAudioError

    def _initialize(self) -> None:
        self.starts += 1
        self._terminate()


@contextmanager
def installed(monkeypatch: pytest.MonkeyPatch, module: ModuleType | None) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "sounddevice", module)
        yield


@pytest.mark.parametrize("fails", [False, True])
def test_it_is_started_anew_for_each_stream_but_never_under_one(monkeypatch: pytest.MonkeyPatch, fails: bool) -> None:
    portaudio, sounddevice = PortAudio(), FakeSounddevice(fails)
    with installed(monkeypatch, sounddevice):
        for starts in (1, 1):
            with portaudio.opening():
                pass
            assert sounddevice.starts == starts
        portaudio.closed()
        with portaudio.opening():
            pass
        assert sounddevice.starts == 1
        portaudio.closed()
        portaudio.closed()
        with portaudio.opening():
            pass
        assert sounddevice.starts == 2


def test_a_stream_that_could_not_be_opened_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    portaudio, sounddevice = PortAudio(), FakeSounddevice()
    with installed(monkeypatch, sounddevice):
        for _ in range(2):
            with pytest.raises(ZeroDivisionError), portaudio.opening():
                raise ZeroDivisionError
    assert sounddevice.starts == 2


def test_a_system_without_the_library_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(NoPortAudio, match="apt install libportaudio2"):
        load_portaudio()
