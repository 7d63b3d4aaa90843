"""What every test gets: real sound when it asks for it, and rule 10 whether it asks or not."""

import gc
import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import children_of
from tests.support.sound import SoftwareMicrophone, speak

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HF_HUB_OFFLINE"] = "1"

ANSWER = (
    "I would keep the simple model, because with so little data the swing between resamples is larger than the gap. "
    "The cost is some bias, and I accept that here. I would notice that it fails when the prices drift away from the "
    "market, and then I would collect more rows before I change the model."
)
"""What the voice says in the tests: an answer without number words, since those come back as digits."""


@pytest.fixture(autouse=True)
def home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test ever sees the developer's own library."""
    home = tmp_path / "home"
    monkeypatch.setenv("VIVAVOCE_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoftwareMicrophone]:
    """A software microphone that PortAudio in this process and its children hears as the default input."""
    device = SoftwareMicrophone(tmp_path_factory.mktemp("pulse"))
    before = {name: os.environ.get(name) for name in device.environment}
    os.environ.update(device.environment)
    device.start()
    yield device
    device.stop()
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})


@pytest.fixture(scope="session")
def spoken_answer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``ANSWER``, spoken: about fifteen seconds."""
    return speak(ANSWER, tmp_path_factory.mktemp("voice") / "answer.wav")


@pytest.fixture(autouse=True)
def no_warnings_in_the_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Rule 10: a warning that nobody expected fails the test; mark it ``expects_log`` when it is the point."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [record.getMessage() for record in records if record.levelno >= logging.WARNING]
    assert not loud, f"unexpected log: {loud}"


def _active_timers() -> list[str]:
    if "PySide6.QtCore" not in sys.modules:
        return []
    from PySide6.QtCore import QTimer  # noqa: PLC0415
    from shiboken6 import isValid  # noqa: PLC0415

    timers = [thing for thing in gc.get_objects() if isinstance(thing, QTimer) and isValid(thing)]
    return [timer.objectName() or repr(timer.parent()) for timer in timers if timer.isActive()]


def pytest_collection_finish() -> None:
    """What is loaded by now holds no timer; looked through after every test it would take as long as all the rest."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Rule 10: no thread, timer or process outlives its test (checked after the last fixture has gone)."""
    threads, children = set(threading.enumerate()), children_of(os.getpid())
    result = yield
    leaked: list[object] = []
    for thread in set(threading.enumerate()) - threads:
        thread.join(2.0)
        if thread.is_alive() and not isinstance(thread, threading._DummyThread):  # those are a library's own
            leaked.append(thread)
    leaked += children_of(os.getpid()) - children
    leaked += _active_timers()
    if leaked:
        pytest.exit(f"{item.nodeid} left behind: {leaked}", returncode=1)
    return result
