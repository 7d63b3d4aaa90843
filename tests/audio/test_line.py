"""The riskiest line on real parts: voice, software microphone, PortAudio, growing WAV, worker, weights, words."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

import pytest

from audio.events import EndedBy, Event, Failed, Grown, TakeEnded
from audio.microphone import PortAudioMicrophone
from audio.recorder import Recorder
from audio.soundfiles import archive, convert, read_blocks
from audio.transcription.decoder import WINDOW
from audio.transcription.journal import journal_of, read_journal
from audio.transcription.recogniser import HeardAll, HeardMore, Loaded, RecogniserEvent, WorkerRecogniser
from audio.wav import RATE_HZ, WavWriter, read_pcm, samples_in
from tests.conftest import ANSWER
from tests.support.sound import SoftwareMicrophone, seconds_of, words_kept

T = TypeVar("T")
PATIENCE_S = 60


class Events:
    """Whatever happened, in order; ``wait_for`` takes events out until the wanted kind comes."""

    def __init__(self) -> None:
        self.queue: SimpleQueue[Event | RecogniserEvent] = SimpleQueue()

    def wait_for(self, kind: type[T], each: Callable[[object], None] = lambda _: None) -> T:
        while True:
            event = self.queue.get(timeout=PATIENCE_S)
            each(event)
            if isinstance(event, kind):
                return event


@pytest.fixture
def events() -> Events:
    return Events()


@pytest.fixture
def recorder(microphone: SoftwareMicrophone, events: Events) -> Iterator[Recorder]:
    recorder = Recorder(PortAudioMicrophone(), events.queue.put)
    recorder.open()
    yield recorder
    recorder.close()


@pytest.fixture
def recogniser(events: Events) -> Iterator[WorkerRecogniser]:
    recogniser = WorkerRecogniser("base", events.queue.put)
    yield recogniser
    recogniser.close()


@pytest.mark.slow
def test_a_spoken_answer_becomes_a_file_and_words(
    recorder: Recorder,
    recogniser: WorkerRecogniser,
    events: Events,
    microphone: SoftwareMicrophone,
    spoken_answer: Path,
    tmp_path: Path,
) -> None:
    wav = tmp_path / "take.wav"
    recorder.start(wav)
    events.wait_for(Grown)
    microphone.say(spoken_answer)
    recorder.stop()
    ended = events.wait_for(
        TakeEnded, lambda e: recogniser.follow(7, wav, e.samples, False) if isinstance(e, Grown) else None
    )
    recogniser.follow(7, wav, ended.samples, True)
    events.wait_for(HeardAll)

    assert (ended.by, ended.overflows, ended.error) == (EndedBy.PERSON, 0, None)
    assert ended.samples / RATE_HZ == pytest.approx(seconds_of(spoken_answer) + 1.5, abs=1.5)
    heard = read_journal(journal_of(wav))
    assert heard is not None
    assert heard.samples == ended.samples
    assert words_kept(ANSWER, heard.text) >= 0.9
    flac, _ = archive(wav)
    assert b"".join(read_blocks(flac)) == read_pcm(wav, 0, ended.samples)


@pytest.mark.slow
def test_a_killed_worker_is_started_again_and_goes_on_where_the_journal_ends(
    recogniser: WorkerRecogniser, events: Events, spoken_answer: Path, tmp_path: Path
) -> None:
    wav = tmp_path / "take.wav"
    samples = convert(spoken_answer, wav)
    events.wait_for(Loaded)
    assert recogniser.pid is not None
    recogniser.follow(1, wav, samples, True)
    os.kill(recogniser.pid, signal.SIGKILL)
    events.wait_for(HeardAll)
    heard = read_journal(journal_of(wav))
    assert heard is not None
    assert words_kept(ANSWER, heard.text) >= 0.9


def test_the_microphone_taken_away_ends_the_take_and_keeps_it(
    recorder: Recorder, events: Events, microphone: SoftwareMicrophone, tmp_path: Path
) -> None:
    wav = tmp_path / "take.wav"
    recorder.start(wav)
    events.wait_for(Grown)
    microphone.unplug()
    try:
        ended = events.wait_for(TakeEnded)
    finally:
        microphone.plug()
    assert ended.by is EndedBy.MICROPHONE
    assert "kept" in str(ended.error)
    assert samples_in(wav) == ended.samples >= RATE_HZ // 10


def test_without_a_microphone_there_is_one_sentence(events: Events, microphone: SoftwareMicrophone) -> None:
    microphone.unplug()
    try:
        recorder = Recorder(PortAudioMicrophone(), events.queue.put)
        recorder.open()
        failed = events.wait_for(Failed)
        recorder.close()
    finally:
        microphone.plug()
    assert "No microphone could be opened" in str(failed.error)


@pytest.mark.slow
def test_the_first_window_is_heard_while_the_take_still_grows(
    recogniser: WorkerRecogniser, events: Events, spoken_answer: Path, tmp_path: Path
) -> None:
    once, wav = tmp_path / "once.wav", tmp_path / "take.wav"
    samples = convert(spoken_answer, once)
    with WavWriter(wav) as take:
        while take.samples < WINDOW + RATE_HZ:
            take.append(read_pcm(once, 0, samples))
            recogniser.follow(1, wav, take.samples, False)
        heard = events.wait_for(HeardMore)
        recogniser.follow(1, wav, take.samples, True)
    events.wait_for(HeardAll)
    text = "".join(word.text for word in heard.window.words)
    assert heard.window.end <= WINDOW
    assert words_kept(ANSWER, text) >= 0.9
    journal = read_journal(journal_of(wav))
    assert journal is not None
    assert journal.text.startswith(text.strip())
    assert [window.start for window in journal.windows[1:]] == [window.end for window in journal.windows[:-1]]
