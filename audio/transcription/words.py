"""What was heard: words with times, window by window. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeardWord:
    """One word as Whisper wrote it, its leading space and punctuation included; times in seconds of the take."""

    text: str
    start_s: float
    end_s: float
    probability: float
    heard: str = ""
    """What was heard, where ``text`` is a repair of it."""
    unsure: bool = False
    """A term of a key point that is not heard when nothing hints at it."""


@dataclass(frozen=True, slots=True)
class Help:
    """What is known beforehand of the words of a take."""

    hints: tuple[str, ...] = ()
    """Terms of its topic, likely and unlikely ones, as they are written: at most 30."""
    credit: tuple[str, ...] = ()
    """Spoken forms of the key points: a term of them that was heard is listened for again without hints."""


NO_HELP = Help()


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch with a voice in which no words could be made out, in seconds of the take."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Window:
    """One decoded stretch of a take, in samples at 16 kHz: the next window starts at ``end``."""

    start: int
    end: int
    words: tuple[HeardWord, ...]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """All that has been heard of a take so far; ``samples`` is its length once all of it has been decoded."""

    model: str
    windows: tuple[Window, ...] = ()
    samples: int | None = None

    @property
    def words(self) -> tuple[HeardWord, ...]:
        """All words in order."""
        return tuple(word for window in self.windows for word in window.words)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """All gaps in order."""
        return tuple(gap for window in self.windows for gap in window.gaps)

    @property
    def text(self) -> str:
        """The words as one running text."""
        return "".join(word.text for word in self.words).strip()

    @property
    def end(self) -> int:
        """The sample from which the next window is decoded."""
        return self.windows[-1].end if self.windows else 0
