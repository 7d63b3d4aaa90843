"""The program on a display of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.display import Program, virtual_display
from tests.support.sound import SoftwareMicrophone


@pytest.fixture
def display() -> Iterator[str]:
    with virtual_display() as name:
        yield name


@pytest.fixture
def program(tmp_path: Path, display: str, microphone: SoftwareMicrophone) -> Iterator[Callable[..., Program]]:
    started: list[Program] = []

    def start(data: Path = tmp_path / "data") -> Program:
        started.append(Program(data, {"DISPLAY": display} | microphone.environment))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.kill()
