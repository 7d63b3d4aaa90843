"""How far the words of a take are, as its screens are told. Values only."""

from dataclasses import dataclass, field

from audio.transcription.words import Window
from audio.wav import RATE_HZ
from cards.attempt import Transcript
from desktop.pace import about
from desktop.words import number_word


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the words of a take are. ``why`` says why there will be none for now."""

    text: str = ""
    """What stays."""
    heard_s: float = 0.0
    """So much of it was listened to, what is ``ahead`` included."""
    complete: bool = False
    why: str = ""
    ahead: str = ""
    """What stands after ``text`` for now; more sound may change it."""
    waits: bool = False
    """``why`` is that it waits, for mains power or until it is asked for."""
    more_s: float | None = None
    """About how long the rest still takes; None where that is not known."""
    words: Transcript | None = field(default=None, compare=False)
    """The words as they were stored, with times, gaps and repairs; None until all of them are."""

    @property
    def so_far(self) -> str:
        """All that is known to have been said."""
        return self.text + self.ahead


@dataclass(frozen=True, slots=True)
class Rest:
    """What all takes together still lack."""

    coming: int = 0
    """Takes whose words are on their way."""
    more_s: float | None = 0.0
    """About how long the last of these words take; None where that is not known."""
    waiting: int = 0
    """Takes that wait."""
    why: str = ""
    """What for."""


def text_of(windows: tuple[Window, ...]) -> str:
    """The words of these windows as one text, with the blank that Whisper begins with."""
    return "".join(word.text for window in windows for word in window.words)


def heard(windows: tuple[Window, ...], ahead: Window | None = None) -> Progress:
    """How far a take is of which these windows are decoded, and ``ahead`` of them another for now."""
    last = ahead or (windows[-1] if windows else None)
    heard_s = last.end / RATE_HZ if last else 0.0
    return Progress(text_of(windows), heard_s, ahead=text_of((ahead,)) if ahead else "")


def rest_sentence(rest: Rest) -> str:
    """What is to be said of it; nothing where the words come about as fast as this is read."""
    if rest.waiting:
        has = "recording has" if rest.waiting == 1 else "recordings have"
        return f"{number_word(rest.waiting).capitalize()} {has} no words yet. {rest.why}"
    wait = about(rest.more_s) if rest.coming else ""
    what = "a recording" if rest.coming == 1 else f"{number_word(rest.coming)} recordings"
    return f"The words of {what} are on their way: {wait} more." if wait else ""
