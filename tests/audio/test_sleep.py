"""A machine that slept: told by two clocks of the system, which the tests set."""

from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue

import pytest

from audio.errors import MachineSlept
from audio.events import Block, Close, EndedBy, Event, Failed, Item, Phase, Start, Status, Stop, TakeEnded, TakeStarted
from audio.limits import Limits
from audio.listening import Listening
from audio.recorder import Recorder
from audio.sleep import LEAST_S, SleepWatch, seconds_asleep
from tests.support.fakes import FakeMicrophone, Inbox, ramp

PATIENT = Limits(watchdog_s=60, first_sound_s=60, letting_go_s=30, free_bytes=0)
BLOCK = Block(ramp(160).tobytes(), False)
HOUR_S = 3600.0


def woken_at() -> datetime:
    return datetime(2026, 11, 21, 19, 4, tzinfo=UTC)


def listen(items: list[Item | float]) -> tuple[list[Status], list[Event], FakeMicrophone]:
    """Work off ``items``; a number in between is a sleep of so many seconds, seen with the item after it."""
    asleep: list[float] = []
    queue: SimpleQueue[Item] = SimpleQueue()
    total = 0.0
    for item in (*items, Close()):
        if isinstance(item, float):
            total += item
        else:
            queue.put(item)
            asleep.append(total)
    looks = iter([0.0, *asleep])
    statuses: list[Status] = []
    events: list[Event] = []
    microphone = FakeMicrophone()
    sleep = SleepWatch(lambda: next(looks))
    Listening(microphone, queue, events.append, statuses.append, PATIENT, sleep, woken_at).run()
    return statuses, events, microphone


def test_the_system_tells_how_long_it_slept() -> None:
    before = seconds_asleep()
    assert before > -1
    assert abs(seconds_asleep() - before) < 1


@pytest.mark.parametrize(("seconds", "said"), [(0.0, 0.0), (LEAST_S - 0.1, 0.0), (LEAST_S, LEAST_S), (HOUR_S, HOUR_S)])
def test_each_sleep_is_told_once(seconds: float, said: float) -> None:
    totals = iter([7.0, 7.0 + seconds, 7.0 + seconds])
    watch = SleepWatch(lambda: next(totals))
    assert (watch.slept_s(), watch.slept_s()) == (said, 0.0)


def test_a_take_ends_with_what_was_said_before_the_sleep(tmp_path: Path) -> None:
    take = tmp_path / "take.wav"
    statuses, events, microphone = listen([Start(take), BLOCK, BLOCK, HOUR_S, BLOCK])
    assert events[0] == TakeStarted(take)
    (ended,) = events[1:]
    assert isinstance(ended, TakeEnded)
    assert (ended.samples, ended.by) == (320, EndedBy.MICROPHONE)
    assert isinstance(ended.error, MachineSlept)
    assert str(ended.error).startswith("The computer slept at 18:04; what you said until then is kept.")
    assert statuses[-1] == Status()
    assert microphone.closed == 1


def test_a_nap_interrupts_nobody(tmp_path: Path) -> None:
    _, events, _ = listen([Start(tmp_path / "take.wav"), BLOCK, LEAST_S - 1, BLOCK])
    assert isinstance(events[-1], TakeEnded)
    assert (events[-1].samples, events[-1].by, events[-1].error) == (320, EndedBy.PERSON, None)


def test_a_take_that_was_over_is_the_persons(tmp_path: Path) -> None:
    _, events, _ = listen([Start(tmp_path / "take.wav"), BLOCK, Stop(), HOUR_S, BLOCK])
    assert isinstance(events[1], TakeEnded)
    assert (events[1].by, events[1].error) == (EndedBy.PERSON, None)
    assert isinstance(events[2], Failed)
    assert "nothing was being recorded" in str(events[2].error)


def test_a_start_pressed_at_the_end_of_the_sleep_is_answered(tmp_path: Path) -> None:
    one, two = tmp_path / "one.wav", tmp_path / "two.wav"
    _, events, _ = listen([Start(one), BLOCK, HOUR_S, Start(two)])
    assert [type(event) for event in events] == [TakeStarted, TakeEnded, Failed]
    assert not two.exists()


def test_while_nobody_speaks_the_microphone_wakes_again(tmp_path: Path) -> None:
    take = tmp_path / "take.wav"
    statuses, events, _ = listen([BLOCK, HOUR_S, BLOCK, Start(take), BLOCK])
    phases = [status.phase for status in statuses]
    assert phases[:3] == [Phase.WAKING, Phase.LISTENING, Phase.WAKING]
    ended = events[-1]
    assert isinstance(ended, TakeEnded)
    assert (ended.samples, ended.error) == (160, None)  # nothing from before the sleep


def test_the_recorder_says_it_and_can_be_opened_again(tmp_path: Path) -> None:
    microphone, inbox, asleep = FakeMicrophone(), Inbox(), [0.0]
    recorder = Recorder(microphone, inbox.put, PATIENT, clock=woken_at, asleep_s=lambda: asleep[0])
    recorder.open()
    recorder.start(tmp_path / "one.wav")
    microphone.say(ramp(800))
    inbox.wait_for(TakeStarted)
    asleep[0] = HOUR_S
    microphone.say(ramp(160))
    assert "18:04" in str(inbox.wait_for(TakeEnded).error)
    recorder.open()
    recorder.start(tmp_path / "two.wav")
    microphone.wait_until_open()
    microphone.say(ramp(800))
    recorder.close()
    assert inbox.wait_for(TakeEnded).error is None
    assert (microphone.opened, microphone.closed) == (2, 2)


def test_without_a_clock_the_moment_is_left_out() -> None:
    assert str(MachineSlept(None)).startswith("The computer slept; what you said until then is kept.")
