"""The real worker, killed while it decodes real speech: its words are those of one that nobody killed."""

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic

import psutil
import pytest

from audio.transcription.journal import journal_of, read_journal
from audio.transcription.models import DEFAULT
from audio.transcription.recogniser import (
    Checked,
    HeardAhead,
    HeardAll,
    HeardMore,
    Loaded,
    RecogniserEvent,
    TakeFailed,
    Unavailable,
    WorkerRecogniser,
)
from audio.transcription.words import Heard
from audio.wav import RATE_HZ
from tests.support.fakes import PATIENCE_S
from tests.support.speaking import Samples, written

pytestmark = pytest.mark.slow


class Ear:
    """A recogniser with its real process, and what it has told so far."""

    def __init__(self) -> None:
        self._inbox: SimpleQueue[RecogniserEvent] = SimpleQueue()
        self.events: list[RecogniserEvent] = []
        self.recogniser = WorkerRecogniser(DEFAULT, self._inbox.put)

    def listen_until(self, kind: type[object], patience_s: float = 4 * PATIENCE_S) -> bool:
        """Whether an event of ``kind`` came in time."""
        end = monotonic() + patience_s
        with suppress(Empty):
            while True:
                self.events.append(self._inbox.get(timeout=max(0.0, end - monotonic())))
                assert not isinstance(self.events[-1], TakeFailed | Unavailable)
                if isinstance(self.events[-1], kind):
                    return True
        return False

    def kill(self) -> None:
        """Kill its process, as the system does when memory runs out."""
        pid = self.recogniser.pid
        if pid is not None:
            with suppress(psutil.NoSuchProcess):
                psutil.Process(pid).kill()


@pytest.fixture
def ear() -> Iterator[Ear]:
    ear = Ear()
    yield ear
    ear.recogniser.close()


def test_killed_at_any_moment_it_hears_the_same_and_loses_no_window(
    ear: Ear, technical: Samples, technical_heard: Heard, tmp_path: Path
) -> None:
    """First it is killed at random moments of the first windows, while the take grows; then the take ends."""
    chance = random.Random(1)
    sound = written(tmp_path / "take.wav", technical)
    ear.recogniser.follow(1, sound, 35 * RATE_HZ, final=False)
    known: tuple[object, ...] = ()
    for samples, final in ((50 * RATE_HZ, False), (len(technical), True)):
        assert ear.listen_until(Loaded)
        ear.listen_until(Checked, patience_s=chance.uniform(0.0, 4.0))
        ear.kill()
        windows = heard_in(sound)
        assert windows[: len(known)] == known
        known = windows
        ear.recogniser.follow(1, sound, samples, final)
    assert ear.listen_until(Checked)
    heard = read_journal(journal_of(sound))
    assert heard == technical_heard
    told = [event.window for event in ear.events if isinstance(event, HeardMore)]
    assert set(told) <= set(heard.windows)
    assert [type(event) for event in ear.events if not isinstance(event, HeardMore | HeardAhead | Loaded)] == [
        HeardAll,
        Checked,
    ]


def heard_in(sound: Path) -> tuple[object, ...]:
    heard = read_journal(journal_of(sound))
    return heard.windows if heard else ()
