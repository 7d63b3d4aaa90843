"""What was heard: words with times, window by window. Values only."""

from dataclasses import dataclass, replace
from typing import Any


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

    @property
    def text(self) -> str:
        """The words as they run on from those before."""
        return "".join(word.text for word in self.words)

    def entry(self) -> dict[str, Any]:
        """As JSON carries it: in the journal, and from the recogniser's process."""
        words = [
            [word.text, word.start_s, word.end_s, word.probability, *([word.heard] if word.heard else [])]
            for word in self.words
        ]
        return {
            "from": self.start,
            "to": self.end,
            "words": words,
            "gaps": [[gap.start_s, gap.end_s] for gap in self.gaps],
        }

    @staticmethod
    def from_entry(entry: dict[str, Any]) -> "Window":
        """What ``entry`` made; raises ``KeyError``, ``TypeError``, ``ValueError`` or ``OverflowError`` for others."""
        words = tuple(
            HeardWord(str(text), float(start_s), float(end_s), float(probability), str(*heard))
            for text, start_s, end_s, probability, *heard in entry["words"]
        )
        gaps = tuple(Gap(float(start_s), float(end_s)) for start_s, end_s in entry["gaps"])
        return Window(int(entry["from"]), int(entry["to"]), words, gaps)


@dataclass(frozen=True, slots=True)
class Heard:
    """All that has been heard of a take so far; ``samples`` is its length once all of it has been decoded."""

    model: str
    windows: tuple[Window, ...] = ()
    ahead: Window | None = None
    """What stands after the windows for now: decoded in a pause, before the take went on or ended."""
    samples: int | None = None
    unsure: frozenset[int] | None = None
    """Places among the words of terms that are not heard without hints; None until that has been looked at."""

    @property
    def words(self) -> tuple[HeardWord, ...]:
        """All words in order."""
        words = tuple(word for window in self._so_far for word in window.words)
        if not self.unsure:
            return words
        return tuple(replace(word, unsure=place in self.unsure) for place, word in enumerate(words))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """All gaps in order."""
        return tuple(gap for window in self._so_far for gap in window.gaps)

    @property
    def _so_far(self) -> tuple[Window, ...]:
        return (*self.windows, self.ahead) if self.ahead else self.windows

    @property
    def text(self) -> str:
        """The words as one running text."""
        return "".join(word.text for word in self.words).strip()

    @property
    def end(self) -> int:
        """The sample from which the next window is decoded."""
        return self.windows[-1].end if self.windows else 0
