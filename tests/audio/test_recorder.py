"""The recorder with a microphone that does what the test says; time only passes where the limits make it."""

import threading
import wave
from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np
import pytest

import audio.take
from audio.errors import CannotWrite, DiskFull, MicrophoneLost, NoMicrophone, RecorderFault
from audio.events import (
    SILENT,
    Block,
    Close,
    EndedBy,
    Event,
    Failed,
    Grown,
    Item,
    Phase,
    Start,
    Status,
    Stop,
    StreamEnded,
    TakeEnded,
    TakeStarted,
)
from audio.limits import Limits
from audio.listening import Listening
from audio.recorder import Recorder
from audio.wav import RATE_HZ, read_pcm, samples_in
from tests.support.disk import files_end_at
from tests.support.fakes import PATIENCE_S, FakeMicrophone, Inbox, ramp

PATIENT = Limits(watchdog_s=60, first_sound_s=60, letting_go_s=30, free_bytes=0)
HASTY = replace(PATIENT, watchdog_s=0.05, first_sound_s=0.05)
PRE, POST = 4800, 4000


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def open_recorder(inbox: Inbox) -> Iterator[Callable[..., Recorder]]:
    recorders: list[Recorder] = []

    def make(microphone: FakeMicrophone, limits: Limits = PATIENT) -> Recorder:
        recorders.append(Recorder(microphone, inbox.put, limits))
        recorders[-1].open()
        return recorders[-1]

    yield make
    for recorder in recorders:
        recorder.close()


def sound_of(path: Path) -> bytes:
    return read_pcm(path, 0, 10**9)


def listen(items: list[Item], limits: Limits = PATIENT, rate_hz: int = 16_000) -> tuple[list[Status], list[Event]]:
    """Let ``Listening`` work off ``items`` and then close, on this thread; all its statuses and events."""
    queue: SimpleQueue[Item] = SimpleQueue()
    for item in (*items, Close()):
        queue.put(item)
    statuses: list[Status] = []
    events: list[Event] = []
    Listening(FakeMicrophone(rate_hz), queue, events.append, statuses.append, limits).run()
    return statuses, events


def test_a_take_holds_what_came_just_before_start_and_just_after_stop(
    open_recorder: Callable[..., Recorder], inbox: Inbox, tmp_path: Path
) -> None:
    microphone, wav = FakeMicrophone(), tmp_path / "take.wav"
    recorder = open_recorder(microphone)
    microphone.say(ramp(8000))
    recorder.start(wav)
    microphone.say(ramp(1600, 8000))
    recorder.stop()
    microphone.say(ramp(8000, 9600))
    assert inbox.next() == TakeStarted(wav)
    assert inbox.wait_for(TakeEnded) == TakeEnded(wav, PRE + 1600 + POST, EndedBy.PERSON, 0, None)
    assert sound_of(wav) == ramp(PRE + 1600 + POST, 8000 - PRE).tobytes()
    assert inbox.rest() == []


def test_at_another_rate_a_take_is_as_long(
    open_recorder: Callable[..., Recorder], inbox: Inbox, tmp_path: Path
) -> None:
    microphone = FakeMicrophone(48_000)
    recorder = open_recorder(microphone)
    recorder.start(tmp_path / "take.wav")
    microphone.say(np.full(48_000, 1000, np.int16))
    recorder.close()
    assert inbox.wait_for(TakeEnded).samples == pytest.approx(RATE_HZ, abs=2)


def test_a_take_that_starts_before_the_first_sound_starts_with_it(
    open_recorder: Callable[..., Recorder], inbox: Inbox, tmp_path: Path
) -> None:
    microphone, wav = FakeMicrophone(), tmp_path / "take.wav"
    recorder = open_recorder(microphone)
    recorder.start(wav)
    assert recorder.status.phase is Phase.WAKING
    microphone.say(ramp(800))
    assert inbox.next() == TakeStarted(wav)
    recorder.close()
    assert inbox.wait_for(TakeEnded).samples == 800


def test_while_it_runs_it_reports_ten_times_a_second_and_the_file_is_whole_every_two(
    open_recorder: Callable[..., Recorder], inbox: Inbox, tmp_path: Path
) -> None:
    microphone, wav = FakeMicrophone(), tmp_path / "take.wav"
    open_recorder(microphone).start(wav)
    microphone.say(ramp(2 * RATE_HZ))
    reports = [Grown(wav, samples) for samples in range(RATE_HZ // 10, 2 * RATE_HZ + 1, RATE_HZ // 10)]
    assert [inbox.next() for _ in range(21)] == [TakeStarted(wav), *reports]
    with wave.open(str(wav)) as file:
        assert file.getnframes() == 2 * RATE_HZ


def test_stop_without_a_take_does_nothing(open_recorder: Callable[..., Recorder], inbox: Inbox) -> None:
    microphone = FakeMicrophone()
    recorder = open_recorder(microphone)
    recorder.stop()
    microphone.say(ramp(8000))
    recorder.stop()
    recorder.close()
    assert inbox.rest() == []
    assert microphone.closed == 1


def test_a_start_while_a_take_runs_is_ignored(
    open_recorder: Callable[..., Recorder], inbox: Inbox, tmp_path: Path
) -> None:
    microphone = FakeMicrophone()
    recorder = open_recorder(microphone)
    recorder.start(tmp_path / "one.wav")
    microphone.say(ramp(800))
    recorder.start(tmp_path / "two.wav")
    microphone.say(ramp(800, 800))
    recorder.close()
    assert inbox.wait_for(TakeEnded).samples == 1600
    assert not (tmp_path / "two.wav").exists()


def test_a_second_stop_does_not_prolong_the_take(
    open_recorder: Callable[..., Recorder], inbox: Inbox, tmp_path: Path
) -> None:
    microphone = FakeMicrophone()
    recorder = open_recorder(microphone)
    recorder.start(tmp_path / "take.wav")
    microphone.say(ramp(1600))
    recorder.stop()
    microphone.say(ramp(1600, 1600))
    recorder.stop()
    microphone.say(ramp(8000, 3200))
    assert inbox.wait_for(TakeEnded).samples == 1600 + POST


def test_a_start_right_after_stop_begins_the_next_take(
    open_recorder: Callable[..., Recorder], inbox: Inbox, tmp_path: Path
) -> None:
    microphone, one, two = FakeMicrophone(), tmp_path / "one.wav", tmp_path / "two.wav"
    recorder = open_recorder(microphone)
    recorder.start(one)
    microphone.say(ramp(1600))
    recorder.stop()
    microphone.say(ramp(160, 1600))
    recorder.start(two)
    microphone.say(ramp(1600, 1760))
    recorder.close()
    assert inbox.wait_for(TakeEnded) == TakeEnded(one, 1760, EndedBy.PERSON, 0, None)
    assert inbox.wait_for(TakeEnded) == TakeEnded(two, 1600, EndedBy.PERSON, 0, None)
    assert sound_of(two) == ramp(1600, 1760).tobytes()


def test_a_microphone_that_falls_silent_ends_the_take_and_keeps_it(
    open_recorder: Callable[..., Recorder], inbox: Inbox, tmp_path: Path
) -> None:
    microphone, wav = FakeMicrophone(), tmp_path / "take.wav"
    recorder = open_recorder(microphone, replace(PATIENT, watchdog_s=0.05))
    recorder.start(wav)
    microphone.say(ramp(1600))
    ended = inbox.wait_for(TakeEnded)
    assert (ended.by, ended.samples, str(ended.error)) == (EndedBy.MICROPHONE, 1600, str(MicrophoneLost()))
    assert "what you said until then is kept" in str(ended.error)
    assert samples_in(wav) == 1600
    assert recorder.status == Status()
    recorder.close()
    assert microphone.closed == 1


def test_whoever_hears_that_it_is_gone_may_open_again_at_once(tmp_path: Path) -> None:
    microphone, inbox = FakeMicrophone(), Inbox()

    def hear(event: Event) -> None:
        if isinstance(event, TakeEnded) and event.error:
            recorder.open()
        inbox.put(event)

    recorder = Recorder(microphone, hear, PATIENT)
    recorder.open()
    recorder.start(tmp_path / "one.wav")
    microphone.say(ramp(800))
    microphone.vanish()
    inbox.wait_for(TakeEnded)
    recorder.start(tmp_path / "two.wav")
    microphone.wait_until_open()
    microphone.say(ramp(800))
    recorder.close()
    assert inbox.wait_for(TakeEnded) == TakeEnded(tmp_path / "two.wav", 800, EndedBy.PERSON, 0, None)
    assert (microphone.opened, microphone.closed) == (2, 2)


def test_a_microphone_that_never_delivers_is_none(open_recorder: Callable[..., Recorder], inbox: Inbox) -> None:
    recorder = open_recorder(FakeMicrophone(), HASTY)
    failed = inbox.wait_for(Failed)
    assert isinstance(failed.error, NoMicrophone)
    assert "it gives no sound" in str(failed.error)
    assert recorder.status == Status()


def test_a_take_from_a_microphone_that_never_delivers_ends_empty(tmp_path: Path) -> None:
    _, events = listen([Start(tmp_path / "take.wav"), StreamEnded()])
    assert [(event.samples, event.by) for event in events if isinstance(event, TakeEnded)] == [(0, EndedBy.MICROPHONE)]
    assert "nothing is being recorded" in str(events[0].error)  # type: ignore[union-attr]


def test_gone_while_nothing_was_recorded_does_not_claim_that_something_was_kept(tmp_path: Path) -> None:
    _, events = listen([Block(ramp(160).tobytes(), False), StreamEnded()])
    assert [str(event.error) for event in events if isinstance(event, Failed)] == [str(MicrophoneLost(recording=False))]
    assert "kept" not in str(events[0].error)  # type: ignore[union-attr]


def test_gone_after_stop_the_take_is_the_persons(tmp_path: Path) -> None:
    take = tmp_path / "take.wav"
    _, events = listen([Start(take), Block(ramp(800).tobytes(), False), Stop(), StreamEnded()])
    assert events[1] == TakeEnded(take, 800, EndedBy.PERSON, 0, None)
    assert isinstance(events[2], Failed)


def test_a_start_that_comes_too_late_is_answered(tmp_path: Path) -> None:
    one, two = tmp_path / "one.wav", tmp_path / "two.wav"
    _, events = listen([Start(one), Block(ramp(800).tobytes(), False), StreamEnded(), Start(two)])
    assert [type(event) for event in events] == [TakeStarted, TakeEnded, Failed]
    assert not two.exists()


def test_a_start_while_closed_is_answered(inbox: Inbox, tmp_path: Path) -> None:
    Recorder(FakeMicrophone(), inbox.put).start(tmp_path / "take.wav")
    assert "nothing is being recorded" in str(inbox.wait_for(Failed).error)


def test_a_process_that_slept_does_not_take_the_microphone_for_lost(tmp_path: Path) -> None:
    class Slept:
        """A queue whose first look finds nothing although the blocks are on their way."""

        def __init__(self) -> None:
            self.answers: Iterator[Any] = chain([Block(ramp(160).tobytes(), False), Empty()], repeat(Close()))

        def get(self, timeout: float) -> Item:
            answer = next(self.answers)
            if isinstance(answer, Empty):
                raise answer
            return answer  # type: ignore[no-any-return]

    events: list[Event] = []
    Listening(FakeMicrophone(), Slept(), events.append, lambda _: None, PATIENT).run()  # type: ignore[arg-type]
    assert events == []


def test_overflows_are_counted_for_the_microphone_and_for_the_take(tmp_path: Path) -> None:
    lossy = Block(ramp(160).tobytes(), True)
    statuses, events = listen([lossy, Start(tmp_path / "take.wav"), lossy, lossy, Block(lossy.pcm, False)])
    assert max(status.overflows for status in statuses) == 3
    assert [event.overflows for event in events if isinstance(event, TakeEnded)] == [2]


def test_exact_zeros_are_measured_until_a_sound_comes() -> None:
    zeros, sound = Block(bytes(1600 * 2), False), Block(ramp(1600).tobytes(), False)
    statuses, _ = listen([zeros] * 20 + [sound, zeros])
    seconds = [round(status.zero_s, 3) for status in statuses]
    assert seconds[20] == 2.0
    assert seconds[21:23] == [0.0, 0.1]


def test_the_level_is_that_of_each_block_whatever_the_resampler_holds_back() -> None:
    loud = Block(np.full(480, 16384, "<i2").tobytes(), False)
    statuses, _ = listen([loud] * 30, rate_hz=48_000)
    assert [round(status.level.peak_db) for status in statuses[1:31]] == [-6] * 30


def test_waking_listening_recording_and_back(tmp_path: Path) -> None:
    block = Block(ramp(160).tobytes(), False)
    statuses, _ = listen([block, Start(tmp_path / "take.wav"), block])
    phases = [status.phase for status in statuses]
    assert list(dict.fromkeys(phases)) == [Phase.WAKING, Phase.LISTENING, Phase.RECORDING, Phase.CLOSED]
    assert statuses[0] == Status(Phase.WAKING, "Fake microphone", SILENT)
    assert max(status.samples for status in statuses) == 320


Usage = namedtuple("Usage", "total used free")


def test_without_room_no_take_starts_and_the_level_lives_on(
    open_recorder: Callable[..., Recorder], inbox: Inbox, tmp_path: Path
) -> None:
    microphone = FakeMicrophone()
    recorder = open_recorder(microphone, replace(PATIENT, free_bytes=10**18))
    microphone.say(ramp(160))
    recorder.start(tmp_path / "take.wav")
    error = inbox.wait_for(Failed).error
    assert isinstance(error, DiskFull)
    assert "nothing is being recorded" in str(error)
    assert recorder.status.phase is Phase.LISTENING
    assert not list(tmp_path.glob("*.wav"))


def test_when_room_runs_out_the_take_ends_while_its_file_is_whole(
    open_recorder: Callable[..., Recorder], inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = iter([100, 100, 5])
    monkeypatch.setattr(audio.take, "disk_usage", lambda _: Usage(0, 0, next(room)))
    microphone = FakeMicrophone()
    recorder = open_recorder(microphone, replace(PATIENT, free_bytes=10))
    recorder.start(tmp_path / "take.wav")
    microphone.say(ramp(5 * RATE_HZ))
    ended = inbox.wait_for(TakeEnded)
    assert (ended.by, ended.samples) == (EndedBy.DISK, 4 * RATE_HZ)
    assert "what you said until then is kept" in str(ended.error)
    with wave.open(str(tmp_path / "take.wav")) as file:
        assert file.getnframes() == 4 * RATE_HZ
    assert recorder.status.phase is Phase.LISTENING


def test_a_write_that_fails_ends_the_take_with_all_that_fitted(tmp_path: Path) -> None:
    block = Block(ramp(1600).tobytes(), False)
    with files_end_at(44 + 5001):
        statuses, events = listen([Start(tmp_path / "take.wav"), block, block, block])
    (ended,) = (event for event in events if isinstance(event, TakeEnded))
    assert (ended.by, ended.samples) == (EndedBy.DISK, 2500)
    assert isinstance(ended.error, DiskFull)
    assert sound_of(tmp_path / "take.wav") == (block.pcm * 2)[:5000]
    assert statuses[-1].phase is Phase.LISTENING


def test_a_file_that_exists_is_not_recorded_over(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(b"an earlier take")
    _, events = listen([Start(path)])
    assert [type(event.error) for event in events if isinstance(event, Failed)] == [CannotWrite]
    assert path.read_bytes() == b"an earlier take"


def test_closing_or_releasing_keeps_the_running_take(
    open_recorder: Callable[..., Recorder], inbox: Inbox, tmp_path: Path
) -> None:
    microphone = FakeMicrophone()
    recorder = open_recorder(microphone)
    recorder.start(tmp_path / "one.wav")
    microphone.say(ramp(800))
    recorder.release()
    assert recorder.status == Status()
    recorder.open()
    recorder.start(tmp_path / "two.wav")
    microphone.wait_until_open()
    microphone.say(ramp(400))
    recorder.close()
    ended = [event for event in inbox.rest() if isinstance(event, TakeEnded)]
    assert [(event.samples, event.by, event.error) for event in ended] == [
        (800, EndedBy.PERSON, None),
        (400, EndedBy.PERSON, None),
    ]
    assert microphone.closed == 2


def test_open_while_open_does_nothing_and_close_may_be_repeated(
    open_recorder: Callable[..., Recorder], inbox: Inbox
) -> None:
    microphone = FakeMicrophone()
    recorder = open_recorder(microphone)
    recorder.open()
    microphone.say(ramp(160))
    recorder.close()
    recorder.close()
    assert (microphone.opened, microphone.closed, inbox.rest()) == (1, 1, [])


def test_a_microphone_that_cannot_be_opened_is_one_sentence_and_can_be_tried_again(
    open_recorder: Callable[..., Recorder], inbox: Inbox
) -> None:
    microphone = FakeMicrophone(errors=(NoMicrophone("none"),))
    recorder = open_recorder(microphone)
    assert "No microphone could be opened" in str(inbox.wait_for(Failed).error)
    assert recorder.status == Status()
    recorder.open()
    microphone.say(ramp(160))
    recorder.close()
    assert (microphone.opened, inbox.rest()) == (2, [])


def test_a_device_that_hangs_while_it_is_closed_does_not_hang_the_app(
    open_recorder: Callable[..., Recorder], inbox: Inbox, tmp_path: Path
) -> None:
    microphone = FakeMicrophone(hangs=True)
    recorder = open_recorder(microphone, replace(PATIENT, letting_go_s=0.05))
    recorder.start(tmp_path / "take.wav")
    microphone.say(ramp(160))
    recorder.close()
    assert inbox.wait_for(TakeEnded).samples == 160
    assert microphone.closed == 0
    microphone.let_go.set()
    for thread in threading.enumerate():
        if thread.name == "recorder":
            thread.join(30)
    assert microphone.closed == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("when", ["opening", "recording"])
def test_a_fault_of_ours_leaves_neither_microphone_nor_take_open(when: str, tmp_path: Path) -> None:
    microphone = FakeMicrophone(errors=(RuntimeError("a bug"),) if when == "opening" else ())

    def stumble(_: Event) -> None:
        raise RuntimeError("a bug in whoever listens")

    recorder = Recorder(microphone, stumble, PATIENT)
    recorder.open()
    if when == "recording":
        recorder.start(tmp_path / "take.wav")
        microphone.say(ramp(800))
        assert microphone.let_go.wait(30)
    recorder.close()
    assert recorder.status == Status()
    assert microphone.closed == (when == "recording")
    if when == "recording":
        with wave.open(str(tmp_path / "take.wav")) as file:
            assert file.getnframes() == samples_in(tmp_path / "take.wav") > 0


TORN = Block(b"x", False)
"""Half a sample: no microphone delivers that, so that it is a fault of ours."""


def torn(microphone: FakeMicrophone) -> None:
    if microphone._deliver is None:
        microphone.wait_until_open()
    assert microphone._deliver is not None
    microphone._deliver(TORN)


@pytest.mark.parametrize("stopped", [False, True])
def test_a_fault_of_ours_ends_the_take_for_whoever_waits_for_it_and_is_reported(
    open_recorder: Callable[..., Recorder],
    inbox: Inbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stopped: bool,
) -> None:
    reported: SimpleQueue[Any] = SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", reported.put)
    microphone, wav = FakeMicrophone(), tmp_path / "take.wav"
    recorder = open_recorder(microphone)
    recorder.start(wav)
    microphone.say(ramp(800), overflow=True)
    if stopped:
        recorder.stop()
    torn(microphone)
    ended = inbox.wait_for(TakeEnded)
    assert (ended.samples, ended.overflows, ended.by) == (800, 1, EndedBy.MICROPHONE)
    assert str(ended.error) == str(RecorderFault())
    assert "what you said until then is kept" in str(ended.error)
    assert recorder.status == Status()
    assert reported.get(timeout=PATIENCE_S).exc_type is ValueError
    with wave.open(str(wav)) as file:
        assert file.getnframes() == 800
    recorder.close()
    assert microphone.closed == 1
    assert inbox.rest() == []


@pytest.mark.parametrize("when", ["opening", "listening"])
def test_a_fault_of_ours_without_a_take_is_said_and_reported(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    reported: SimpleQueue[Any] = SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", reported.put)
    microphone = FakeMicrophone(errors=(RuntimeError("a bug"),) if when == "opening" else ())
    recorder = Recorder(microphone, inbox.put, PATIENT)
    recorder.open()
    if when == "listening":
        torn(microphone)
    assert str(inbox.wait_for(Failed).error) == str(RecorderFault(recording=False))
    assert recorder.status == Status()
    assert reported.get(timeout=PATIENCE_S).exc_type in {RuntimeError, ValueError}
    recorder.close()
    assert inbox.rest() == []


def test_a_start_that_comes_after_a_fault_of_ours_is_answered(tmp_path: Path) -> None:
    events: list[Event] = []
    queue: SimpleQueue[Item] = SimpleQueue()
    one, two = tmp_path / "one.wav", tmp_path / "two.wav"
    for item in (Start(one), Block(ramp(800).tobytes(), False), TORN, Start(two)):
        queue.put(item)
    with pytest.raises(ValueError, match="multiple of"):
        Listening(FakeMicrophone(), queue, events.append, lambda _: None, PATIENT).run()
    assert [type(event) for event in events] == [TakeStarted, TakeEnded, Failed]
    assert not two.exists()


def test_its_thread_does_not_keep_a_dying_app_alive(open_recorder: Callable[..., Recorder]) -> None:
    open_recorder(FakeMicrophone())
    assert [thread.daemon for thread in threading.enumerate() if thread.name == "recorder"] == [True]
