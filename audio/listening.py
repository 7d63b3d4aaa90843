"""The recorder's thread: from the opened microphone to its closing."""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue

import numpy as np

from audio.errors import AudioError, MachineSlept, MicrophoneLost, NoMicrophone, RecorderFault
from audio.events import Block, Close, EndedBy, Event, Failed, Item, Phase, Start, Status, Stop, StreamEnded, TakeEnded
from audio.level import level_of
from audio.limits import Limits
from audio.microphone import OpenMicrophone
from audio.resampler import Resampler
from audio.sleep import SleepWatch
from audio.take import Take
from audio.wav import RATE_HZ, SAMPLE_BYTES

_LOOKS = 4
"""The patience is spent in so many looks: a process that slept through all of it (suspended, swapped out) has spent one
of them, and finds the blocks in the next."""


class Listening:
    """Takes blocks and commands from ``queue`` until closed, or until the microphone is gone."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it hears, whom it tells, and how time goes by
        self,
        source: OpenMicrophone,
        queue: SimpleQueue[Item],
        emit: Callable[[Event], None],
        publish: Callable[[Status], None],
        limits: Limits,
        sleep: SleepWatch | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self._source = source
        self._queue = queue
        self._emit = emit
        self._publish = publish
        self._limits = limits
        self._sleep = sleep or SleepWatch()
        self._clock = clock
        self._status = Status(Phase.WAKING, source.name)
        self._resampler = Resampler(source.rate_hz)
        self._pre_roll: deque[bytes] = deque()
        self._take: Take | None = None

    def run(self) -> None:
        """Return when the microphone has been let go; a take that ran is then closed."""
        try:
            self._listen()
        except BaseException:
            self._break()
            raise

    def _break(self) -> None:
        """A fault of ours: neither take nor microphone may stay open with it, nor anyone wait for ever.

        What the resampler still holds is left, for the fault may be its own. The microphone is gone for whoever hears.
        """
        take, self._take = self._take, None
        overflows = self._status.overflows
        try:
            if take:
                take.finish(b"")
            self._update(Status())
            if take:
                error = RecorderFault(recording=take.samples > 0)
                lost = overflows - take.overflows_before
                self._emit(TakeEnded(take.path, take.samples, EndedBy.MICROPHONE, lost, error))
            if not take or self._start_is_waiting():
                self._emit(Failed(RecorderFault(recording=False)))
        finally:
            self._let_go()

    def _listen(self) -> None:
        self._update(self._status)
        patience_s = self._limits.first_sound_s
        while True:
            item = self._next(patience_s)
            slept_s = self._sleep.slept_s()
            if slept_s and self._take:
                self._queue.put(item)  # it may be a start, which is answered in any case
                self._lose(self._slept(slept_s))
                return
            if slept_s and not isinstance(item, StreamEnded):
                self._wake()
                patience_s = self._limits.first_sound_s
            match item:
                case Block() if slept_s:
                    pass  # of before the sleep, or of a device that still wakes
                case Block() as block:
                    patience_s = self._limits.watchdog_s
                    self._hear(block)
                case Start(path):
                    self._start(path)
                case Stop():
                    if self._take:
                        self._take.stop_after(round(self._limits.post_roll_s * RATE_HZ))
                case Close():
                    self._end(EndedBy.PERSON, after=Status())
                    self._source.close()
                    return
                case StreamEnded():
                    self._lose()
                    return

    def _slept(self, slept_s: float) -> MachineSlept:
        """What to say of a sleep that has just ended."""
        at = self._clock() - timedelta(seconds=slept_s) if self._clock else None
        spoken = self._take is not None and self._take.samples > 0 and not self._take.stopping
        return MachineSlept(at, recording=spoken)

    def _wake(self) -> None:
        """After a sleep in which nobody spoke: the device may need its time again, and what it gave before is past."""
        self._pre_roll.clear()
        self._resampler = Resampler(self._source.rate_hz)
        self._update(replace(self._status, phase=Phase.WAKING, zero_s=0.0))

    def _next(self, patience_s: float) -> Item:
        for _ in range(_LOOKS):
            with suppress(Empty):
                return self._queue.get(timeout=patience_s / _LOOKS)
        return StreamEnded()

    def _update(self, status: Status) -> None:
        self._status = status
        self._publish(status)

    def _hear(self, block: Block) -> None:
        silent = block.pcm.count(0) == len(block.pcm)
        seconds = len(block.pcm) / SAMPLE_BYTES / self._source.rate_hz
        self._update(
            replace(
                self._status,
                phase=Phase.RECORDING if self._take else Phase.LISTENING,
                # Of the block as it came: the resampler gives nothing for most blocks and much for some.
                level=level_of(np.frombuffer(block.pcm, dtype="<i2")),
                zero_s=self._status.zero_s + seconds if silent else 0.0,
                overflows=self._status.overflows + block.overflow,
            )
        )
        pcm = self._resampler.resample(block.pcm).tobytes()
        if self._take:
            self._append(self._take, pcm)
        else:
            self._remember(pcm)

    def _remember(self, pcm: bytes) -> None:
        """Keep the last ``pre_roll_s`` in memory; it reaches the disk only when a take starts."""
        self._pre_roll.append(pcm)
        spare = sum(map(len, self._pre_roll)) - round(self._limits.pre_roll_s * RATE_HZ) * SAMPLE_BYTES
        while self._pre_roll and spare >= len(self._pre_roll[0]):
            spare -= len(self._pre_roll.popleft())

    def _start(self, path: Path) -> None:
        if self._take and not self._take.stopping:
            return
        self._end(EndedBy.PERSON)
        try:
            self._take = Take(path, self._limits.free_bytes, self._status.overflows, self._emit)
        except AudioError as error:
            self._emit(Failed(error))
            return
        before = b"".join(self._pre_roll)
        self._pre_roll.clear()
        if before:
            self._append(self._take, before)

    def _append(self, take: Take, pcm: bytes) -> None:
        try:
            take.append(pcm)
        except AudioError as error:
            self._end(EndedBy.DISK, error)
            return
        self._update(replace(self._status, phase=Phase.RECORDING, samples=take.samples))
        if take.complete:
            self._end(EndedBy.PERSON)

    def _end(self, by: EndedBy, error: AudioError | None = None, after: Status | None = None) -> bool:
        """Close the running take and say so, with ``after`` as the status then; False when none runs."""
        take, self._take = self._take, None
        if take is None:
            return False
        failure = take.finish(self._resampler.flush().tobytes())
        if failure and not error:
            by, error = EndedBy.DISK, failure
        ended = TakeEnded(take.path, take.samples, by, self._status.overflows - take.overflows_before, error)
        self._update(after or replace(self._status, phase=Phase.LISTENING, samples=0))
        self._emit(ended)
        return True

    def _lose(self, why: AudioError | None = None) -> None:
        """The device is gone, or so it is taken: close the file first, then the stream, which may hang.

        The status is closed before anyone hears of it, so that whoever hears may open again at once.
        """
        waking = self._status.phase is Phase.WAKING
        if self._take and self._take.stopping:
            self._end(EndedBy.PERSON, after=Status())  # the answer was over: what is missing is a part of the silence
        by_microphone = why or (NoMicrophone("it gives no sound") if waking else MicrophoneLost())
        ended = self._end(EndedBy.MICROPHONE, by_microphone, after=Status())
        self._update(Status())
        if not ended or self._start_is_waiting():
            self._emit(Failed(by_microphone if why or waking else MicrophoneLost(recording=False)))
        self._let_go()

    def _let_go(self) -> None:
        """Close the stream of a device that may be gone: that may hang, and is not waited for."""
        closing = threading.Thread(target=self._source.close, name="microphone-close", daemon=True)
        closing.start()
        closing.join(self._limits.letting_go_s)

    def _start_is_waiting(self) -> bool:
        """Whether a take was asked for that can no longer begin: that must be said, or it would be waited for."""
        with suppress(Empty):
            while True:
                if isinstance(self._queue.get_nowait(), Start):
                    return True
        return False
