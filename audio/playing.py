"""The player's thread: it keeps the loudspeaker filled, and says what is heard."""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from queue import Empty, SimpleQueue
from time import perf_counter
from typing import TYPE_CHECKING

from audio.errors import AudioError, NoLoudspeaker, NoPortAudio, NotSound
from audio.heard import Ended, Heard, Loop, Place, PlayerEvent, PlayFailed, still
from audio.loudspeaker import BLOCKS_A_SECOND, Line, Lost, Loudspeaker, Opened, Piece, Shape, Taken
from audio.portaudio import load_portaudio

if TYPE_CHECKING:
    from audio.passage import Passage

AHEAD = 8
"""Pieces that wait for the loudspeaker: 160 ms during which this thread may be kept from running."""
LINGER_S = 5
"""A loudspeaker that has nothing to say stays open for so long: the next click is heard at once."""
PATIENCE_S = 4.0
"""A loudspeaker that neither opens nor takes anything for so long is left to itself."""
_STARTING = 50
"""Blocks: some devices take the first ones and lose them; while it starts, what was lost is played again."""
SHORTEST_LOOP_S = 0.1
_LOOKS = 4
"""As in ``audio.listening``: a process that slept through the patience has spent one look of it."""
_STEADY_S = 0.05
"""The moments that the system names wander a little; those farther off than this are true."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do on the player's thread; without ``act`` it ends."""

    number: int
    act: Callable[["Playing"], None] | None


Item = Command | Opened | Taken | Lost


@dataclass(slots=True)
class _Output:
    """An open loudspeaker, or one that is just being opened and has no ``shape`` yet."""

    line: Line
    shape: Shape | None = None
    taken: int = 0
    """Blocks, since it was opened."""
    silent: int = 0
    """Blocks of silence that it has taken since the last piece."""
    due: float = -inf
    """When what it takes next will be heard."""
    given: Piece | None = None
    """The newest piece that was put there."""

    def moment(self, at: float) -> float:
        """``at``, the moment when a block just taken is heard, freed from most of its wandering."""
        off_s = at - self.due
        steady = self.due + off_s / 10 if abs(off_s) < _STEADY_S else at
        self.due = steady + 1 / BLOCKS_A_SECOND
        return steady


@dataclass(slots=True)
class Playing:
    """Carries out commands from ``items`` and fills the loudspeaker until the command without an act comes."""

    items: SimpleQueue[Item]
    emit: Callable[[PlayerEvent], None]
    publish: Callable[[Heard], None]
    loudspeaker: Loudspeaker
    clock: Callable[[], float] = perf_counter
    _sound: Path | None = None
    _length: float = inf
    _position: float = 0.0
    """Where it goes on; while it plays, where it began."""
    _speed: float = 1.0
    _loop: Loop | None = None
    _playing: bool = False
    _output: _Output | None = None
    _passage: "Passage | None" = None
    _number: int = 0
    """Of the passage that is heard, for what an earlier one had left in the loudspeaker is no longer of interest."""
    _out: bool = False
    """All of the passage is with the loudspeaker."""
    _error: AudioError | None = None
    """Why the passage is out before the end of the recording."""
    _places: deque[Place] = field(default_factory=lambda: deque(still(0.0)))
    _done: int = 0

    def run(self) -> None:
        """Return when told to; the loudspeaker has then been let go."""
        try:
            while self.step(self._next()):
                pass
        finally:
            self._playing = False
            self._close_passage()
            self._let_go()
            self._tell()

    def _next(self) -> Item | None:
        if self._output is None:
            return self.items.get()
        for _ in range(_LOOKS):
            with suppress(Empty):
                return self.items.get(timeout=PATIENCE_S / _LOOKS)
        return None

    def step(self, item: Item | None) -> bool:
        """Do what ``item`` asks for, None being that the patience is spent; False when it was the last."""
        going_on = self._handle(item)
        self._fill()
        self._tell()
        return going_on

    def _handle(self, item: Item | None) -> bool:
        match item:
            case Command(number, act):
                self._done = number
                if act is None:
                    return False
                act(self)
            case None:
                self._lose(NoLoudspeaker("it does not answer"))
            case Opened(line, shape) if self._output and line is self._output.line:
                self._output.shape = shape
                self._start_passage()
            case Taken(line, piece, at, dry) if self._output and line is self._output.line:
                self._take(self._output, piece, at)
                if dry and self._playing and self._output.taken < _STARTING:
                    self._begin(self._position)
            case Lost(line, error) if self._output and line is self._output.line:
                self._lose(error)
        return True

    def _tell(self) -> None:
        now = self.clock()
        while len(self._places) > 1 and self._places[1].at <= now:
            self._places.popleft()
        self.publish(Heard(self._done, self._playing, tuple(self._places)))

    # Commands

    def load(self, sound: Path) -> None:
        """Make ``sound`` the recording; what is wrong with it or with PortAudio is said when it is to be played."""
        from audio.passage import length_of  # noqa: PLC0415 - numpy and soundfile, and only on this thread

        self._rest(0.0)
        self._sound, self._loop, self._length = sound, None, inf
        with suppress(NotSound):
            self._length = length_of(sound)
        with suppress(NoPortAudio):
            load_portaudio()

    def play(self) -> None:
        """Go on; from the beginning when the end was reached."""
        if not self._playing:
            self._begin(0.0 if self._position >= self._length else self._position)

    def pause(self) -> None:
        """Fall silent and stay at this place."""
        if self._playing:
            self._position = self._cut()
            self._playing = False

    def stop(self) -> None:
        """Let the loudspeaker go at once; back to the beginning."""
        self._rest(0.0)
        self._let_go()

    def seek(self, position: float) -> None:
        """Go to ``position``, playing or not."""
        position = min(max(position, 0.0), self._length)
        if self._playing:
            self._begin(position)
        else:
            self._rest(position)

    def set_speed(self, speed: float) -> None:
        """Play what is not yet with the loudspeaker at ``speed``."""
        self._speed = speed
        if self._passage:
            self._passage.speed = speed

    def set_loop(self, loop: Loop | None) -> None:
        """Stay within ``loop`` from now on: at once, when it plays."""
        if loop == self._loop:
            return
        self._loop = loop
        if self._playing and loop:
            self._begin(self._cut())
        elif self._passage:
            self._passage.loop = None

    # How they are carried out

    def _begin(self, position: float) -> None:
        """Play from ``position``, opening the loudspeaker where need be."""
        from audio.passage import length_of  # noqa: PLC0415

        if self._sound is None:
            return
        try:
            self._length = length_of(self._sound)
        except NotSound as error:
            self._fail(error)
            return
        loop = self._range()
        self._rest(loop[0] if loop and not loop[0] <= position < loop[1] else position)
        self._playing = True
        if self._output is None:
            self._output = _Output(self.loudspeaker(self.items.put))
        else:
            self._start_passage()

    def _range(self) -> Loop | None:
        """The loop as far as this recording has it; None where too little of it is left to be heard as one."""
        if self._loop is None:
            return None
        start, end = max(0.0, self._loop[0]), min(self._loop[1], self._length)
        return (start, end) if end - start >= SHORTEST_LOOP_S else None

    def _start_passage(self) -> None:
        from audio.passage import Passage  # noqa: PLC0415

        if not (self._playing and self._sound and self._output and self._output.shape):
            return
        try:
            self._passage = Passage(self._sound, self._position, self._output.shape, self._speed, self._range())
        except NotSound as error:
            self._fail(error)
            return
        self._number = self._passage.number

    def _fill(self) -> None:
        """Give the loudspeaker as much as it should have waiting."""
        while self._output and self._passage and len(self._output.line.pieces) < AHEAD:
            try:
                piece = self._passage.next()
            except NotSound as error:
                piece, self._error = None, error
            if piece is None:
                self._close_passage()
                self._out = True
            else:
                self._output.given = piece
                self._output.line.pieces.append(piece)

    def _take(self, output: _Output, piece: Piece | None, at: float) -> None:
        at = output.moment(at)
        output.taken += 1
        if piece is None:
            output.silent += 1
            if self._playing and self._out and self._places[-1].at + 1 / BLOCKS_A_SECOND <= self.clock():
                self._finish()
            elif not self._playing and output.silent > LINGER_S * BLOCKS_A_SECOND:
                self._let_go()
            return
        output.silent = 0
        if piece.passage == self._number:
            self._places.append(Place(at, piece.position, piece.until, 1 / BLOCKS_A_SECOND))

    def _finish(self) -> None:
        """The last of it has been heard."""
        if self._error:
            self._fail(self._error)
        else:
            self._rest(self._length)
            self._tell()
            self.emit(Ended())

    def _lose(self, error: AudioError) -> None:
        self._let_go()
        if self._playing:
            self._fail(error)

    def _fail(self, error: AudioError) -> None:
        """It goes no further than what is heard now."""
        self._rest(Heard(places=tuple(self._places)).position(self.clock()))
        self._tell()
        self.emit(PlayFailed(error))

    def _rest(self, position: float) -> None:
        """Not playing, at ``position``."""
        self._cut()
        self._playing, self._out, self._error, self._number = False, False, None, 0
        self._position = position
        self._places = deque(still(position))

    def _cut(self) -> float:
        """Take back what the loudspeaker has not taken, but for a piece in which it fades; returns where that ends."""
        self._close_passage()
        if self._output is None:
            return self._position
        waiting: list[Piece] = []
        with suppress(IndexError):
            while True:
                waiting.append(self._output.line.pieces.popleft())
        if waiting and self._output.shape:
            from audio.passage import fading  # noqa: PLC0415

            self._output.given = fading(waiting[0], self._output.shape.channels)
            self._output.line.pieces.append(self._output.given)
        given = self._output.given
        return given.until if given and given.passage == self._number else self._position

    def _close_passage(self) -> None:
        if self._passage:
            self._passage.close()
            self._passage = None

    def _let_go(self) -> None:
        if self._output:
            self._output.line.close()
            self._output = None
