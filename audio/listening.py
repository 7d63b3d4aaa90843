"""The recorder's thread: from the opened microphone to its closing."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue

from audio.errors import AudioError, MicrophoneLost, NoMicrophone
from audio.events import Block, Close, EndedBy, Event, Failed, Item, Phase, Start, Status, Stop, StreamEnded, TakeEnded
from audio.level import level_of
from audio.microphone import OpenMicrophone
from audio.resampler import Resampler
from audio.take import Take
from audio.wav import RATE_HZ, SAMPLE_BYTES

PRE_ROLL_S = 0.3
"""Sound from before the key was pressed: people begin to speak while they press it."""
POST_ROLL_S = 0.25
"""Sound taken in after stop: it was spoken before the key and is still on its way through the system."""
WATCHDOG_S = 1.0
"""This long without a block, after the first, means that the microphone is gone."""
FIRST_SOUND_S = 10.0
"""A Bluetooth or software microphone may need seconds to wake; after this long it will not."""


class Listening:
    """Takes blocks and commands from ``queue`` until closed, or until the microphone is gone."""

    def __init__(
        self,
        source: OpenMicrophone,
        queue: SimpleQueue[Item],
        emit: Callable[[Event], None],
        publish: Callable[[Status], None],
        free_bytes: int,
    ) -> None:
        self._source = source
        self._queue = queue
        self._emit = emit
        self._publish = publish
        self._free_bytes = free_bytes
        self._status = Status(Phase.WAKING, source.name)
        self._resampler = Resampler(source.rate_hz)
        self._pre_roll: deque[bytes] = deque()
        self._take: Take | None = None

    def run(self) -> None:
        """Return when the microphone has been let go; a take that ran is then closed."""
        self._update(self._status)
        patience_s = FIRST_SOUND_S
        while True:
            match self._next(patience_s):
                case Block() as block:
                    patience_s = WATCHDOG_S
                    self._hear(block)
                case Start(path):
                    self._start(path)
                case Stop():
                    if self._take:
                        self._take.stop_after(round(POST_ROLL_S * RATE_HZ))
                case Close():
                    self._end(EndedBy.PERSON)
                    self._source.close()
                    return
                case StreamEnded():
                    self._lose()
                    return

    def _next(self, patience_s: float) -> Item:
        try:
            return self._queue.get(timeout=patience_s)
        except Empty:
            return StreamEnded()

    def _update(self, status: Status) -> None:
        self._status = status
        self._publish(status)

    def _hear(self, block: Block) -> None:
        silent = block.pcm.count(0) == len(block.pcm)
        seconds = len(block.pcm) / SAMPLE_BYTES / self._source.rate_hz
        pcm = self._resampler.resample(block.pcm)
        self._update(
            replace(
                self._status,
                phase=Phase.RECORDING if self._take else Phase.LISTENING,
                level=level_of(pcm),
                zero_s=self._status.zero_s + seconds if silent else 0.0,
                overflows=self._status.overflows + block.overflow,
            )
        )
        if self._take:
            self._append(self._take, pcm.tobytes())
        else:
            self._remember(pcm.tobytes())

    def _remember(self, pcm: bytes) -> None:
        """Keep the last ``PRE_ROLL_S`` in memory; it reaches the disk only when a take starts."""
        self._pre_roll.append(pcm)
        spare = sum(map(len, self._pre_roll)) - round(PRE_ROLL_S * RATE_HZ) * SAMPLE_BYTES
        while self._pre_roll and spare >= len(self._pre_roll[0]):
            spare -= len(self._pre_roll.popleft())

    def _start(self, path: Path) -> None:
        if self._take:
            return
        try:
            self._take = Take(path, self._free_bytes, self._status.overflows, self._emit)
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

    def _end(self, by: EndedBy, error: AudioError | None = None) -> bool:
        """Close the running take and say so; False when none runs."""
        take, self._take = self._take, None
        if take is None:
            return False
        failure = take.finish(self._resampler.flush().tobytes())
        if failure and not error:
            by, error = EndedBy.DISK, failure
        self._update(replace(self._status, phase=Phase.LISTENING, samples=0))
        self._emit(TakeEnded(take.path, take.samples, by, self._status.overflows - take.overflows_before, error))
        return True

    def _lose(self) -> None:
        """The device is gone: close the file first, then the stream, which may hang and is not waited for."""
        waking = self._status.phase is Phase.WAKING
        error = NoMicrophone("it gives no sound") if waking else MicrophoneLost()
        if not self._end(EndedBy.MICROPHONE, error):
            self._emit(Failed(error))
        closing = threading.Thread(target=self._source.close, name="microphone-close", daemon=True)
        closing.start()
        closing.join(2.0)
