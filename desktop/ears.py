"""Which process listens to which take: one with the model that is set, and another for as long as a take wants it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import NamedTuple

from audio.transcription.recogniser import Recogniser
from audio.transcription.words import Help
from desktop.pace import Pace


class Sound(NamedTuple):
    """What a process is told of a take: the newest state of its sound, and what is known of its words beforehand."""

    file: Path
    samples: int
    final: bool
    help: Help


@dataclass(slots=True)
class _Ear:
    """One process: ``takes`` are those it still owes something."""

    number: int
    model: str
    recogniser: Recogniser
    takes: set[int] = field(default_factory=set)


class Ears:
    """Starts processes when they are needed and ends them when they are not."""

    def __init__(
        self,
        start: Callable[[str, int], Recogniser],
        model: Callable[[], str],
        factor: Callable[[str], float | None] = lambda _: None,
    ) -> None:
        """``start`` begins a process with a model, which says all it says with its number.

        ``model`` is the one that is set, looked at with every new take; ``factor`` what was once measured of a model.
        """
        self._start = start
        self._model = model
        self._factor = factor
        self._set = ""
        """The model that was set when the last take began."""
        self._ears: dict[int, _Ear] = {}
        self._paces: dict[str, Pace] = {}
        self._numbers = count(1)
        self._closed = False

    def warm_up(self) -> None:
        """Load the model that is set now, so that it is there when the first window is."""
        if self._closed:
            return
        self._ear(self._look())
        self._let_go()

    def follow(self, take: int, sound: Sound, model: str = "") -> None:
        """Tell of a take how far it has grown; the first time decides which model listens, the set one without any."""
        if self._closed:  # the recorder tells of its last samples when all else is let go
            return
        ear = self._ear_of(take) or self._ear(model or self._look())
        ear.takes.add(take)
        ear.recogniser.follow(take, *sound)
        self._let_go()

    def forget(self, take: int) -> None:
        """Nothing of this take is wanted any more, from now on."""
        ear = self._ear_of(take)
        if ear is None:
            return
        ear.recogniser.forget(take)
        self.done(take)

    def done(self, take: int) -> None:
        """All there is of this take was said, or nothing will be."""
        ear = self._ear_of(take)
        if ear is not None:
            ear.takes.discard(take)
            self._let_go()

    def cannot(self, number: int) -> tuple[int, ...]:
        """The process cannot use its model: the takes it leaves, in their order. Whoever asks again gets a new one."""
        ear = self._ears.get(number)
        if ear is None:
            return ()
        takes = tuple(sorted(ear.takes))
        ear.takes.clear()
        self._end(ear)
        return takes

    def speaks(self, number: int, take: int) -> bool:
        """Whether what the process says of this take still counts."""
        ear = self._ears.get(number)
        return ear is not None and take in ear.takes

    def model_of(self, take: int) -> str:
        """The model that listens to this take, or would."""
        ear = self._ear_of(take)
        return self.model if ear is None else ear.model

    @property
    def model(self) -> str:
        """The model that listens to whatever begins now, as far as that was looked at."""
        return self._set or self._look()

    def measured(self, take: int, took_s: float, sound_s: float) -> None:
        """So long it took over so much sound of this take."""
        model = self.model_of(take)
        self._paces[model] = self.pace(model).after(took_s, sound_s)

    def pace(self, model: str) -> Pace:
        """How fast this model is here, as far as that is known."""
        if model not in self._paces:
            self._paces[model] = Pace(self._factor(model))
        return self._paces[model]

    def before(self, take: int) -> tuple[int, ...]:
        """The takes whose words come before the last ones of ``take``, itself among them: the newest go first."""
        ear = self._ear_of(take)
        return () if ear is None else tuple(each for each in sorted(ear.takes) if each >= take)

    def close(self) -> None:
        """End all, for good; what was decoded is kept."""
        self._closed = True
        for ear in tuple(self._ears.values()):
            self._end(ear)

    def _ear_of(self, take: int) -> _Ear | None:
        return next((ear for ear in self._ears.values() if take in ear.takes), None)

    def _look(self) -> str:
        self._set = self._model()
        return self._set

    def _ear(self, model: str) -> _Ear:
        found = next((ear for ear in self._ears.values() if ear.model == model), None)
        if found is None:
            number = next(self._numbers)
            found = self._ears[number] = _Ear(number, model, self._start(model, number))
        return found

    def _let_go(self) -> None:
        """End the processes that nobody needs: a model takes hundreds of megabytes."""
        for ear in tuple(self._ears.values()):
            if not ear.takes and ear.model != self._set:
                self._end(ear)

    def _end(self, ear: _Ear) -> None:
        self._ears.pop(ear.number, None)
        ear.recogniser.close()
