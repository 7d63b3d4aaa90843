"""The speech model base and a voice for it, once for all tests that listen to real speech."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import psutil
import pytest

from audio.soundfiles import convert
from audio.transcription.journal import journal_of, read_journal
from audio.transcription.models import DEFAULT, located
from audio.transcription.protocol import TakeState
from audio.transcription.words import NO_HELP, Heard, Help
from audio.transcription.worker import Say, Worker
from audio.wav import read_pcm
from tests.support.sound import speak
from tests.support.speaking import Samples, written

if TYPE_CHECKING:
    from audio.transcription.whisper import Whisper

TECHNICAL = """
I would start from the numbers, because they decide almost everything that follows. We have about ninety million
documents, each of them changes once or twice a month, and the readers expect an answer within half a second. That is
small enough for one cluster, and too large for one machine, so I split the index by customer and not by time. The
price of that choice is uneven load, since the biggest customer is larger than the next hundred together, and I would
move that one to machines of its own. Writes go to a log first, and a background process builds the index from that
log, so when the index is broken we can throw it away and build it again without losing anything. Reads go to the
nearest replica, which may be some seconds behind, and for most questions nobody will notice. Where somebody has just
written and looks for it at once, I send the read to the leader, and I accept that this is slower. The embedding model
runs beside the index, and I batch the requests, because the card is idle most of the time otherwise. When the model
changes every vector has to be computed again, which takes about a week, so both versions have to live beside each
other, and the planner decides which one is asked. I would watch the share of questions without any answer, and the
time of the slowest percent, and I would page somebody only when both of them move together. If the budget were cut in
half I would give up the replicas in the second region before I gave up the log, since a slow answer is better than a
wrong one.
"""
"""More than seventy seconds of it, hardly a pause: windows end in mid-sentence."""

Listen = Callable[..., Heard]


@pytest.fixture(scope="session")
def whisper() -> "Whisper":
    from audio.transcription.whisper import Whisper  # noqa: PLC0415 - seconds

    return Whisper(located(DEFAULT), threads=psutil.cpu_count(logical=False) or 1)


@pytest.fixture(scope="session")
def listen(whisper: "Whisper", tmp_path_factory: pytest.TempPathFactory) -> Listen:
    """All that the worker hears in a sound."""

    def heard_in(sound: Samples, known: Help = NO_HELP) -> Heard:
        path = written(tmp_path_factory.mktemp("listen") / "take.wav", sound)
        worker = Worker(whisper, DEFAULT, Say(io.StringIO()))
        worker.hear(json.loads(json.dumps(TakeState(1, path, len(sound), True, known).message())))
        while worker.work():
            pass
        found = read_journal(journal_of(path))
        assert found is not None
        assert found.samples == len(sound)
        return found

    return heard_in


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Samples]:
    """A text, spoken, as a take: 16 kHz."""

    def say(text: str) -> Samples:
        folder = tmp_path_factory.mktemp("spoken")
        return taken_over(speak(" ".join(text.split()), folder / "spoken.wav"), folder)

    return say


def taken_over(sound: Path, folder: Path) -> Samples:
    """The samples of ``sound`` as the app takes it over."""
    take = folder / "take.wav"
    samples = convert(sound, take)
    return np.frombuffer(read_pcm(take, 0, samples), "<i2")


@pytest.fixture(scope="session")
def answer(tmp_path_factory: pytest.TempPathFactory, spoken_answer: Path) -> Samples:
    """``ANSWER``, spoken."""
    return taken_over(spoken_answer, tmp_path_factory.mktemp("answer"))


@pytest.fixture(scope="session")
def technical(spoken: Callable[[str], Samples]) -> Samples:
    """``TECHNICAL``, spoken."""
    return spoken(TECHNICAL)


@pytest.fixture(scope="session")
def technical_heard(listen: Listen, technical: Samples) -> Heard:
    """What is heard in ``technical`` when nothing disturbs it."""
    return listen(technical)
