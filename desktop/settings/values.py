"""What a person can set, each with its default and its bounds. Knows neither Qt nor files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from audio.transcription.catalogue import CATALOGUE
from audio.transcription.models import is_own_folder

Appearance = Literal["system", "light", "dark"]
Transcribe = Literal["while_speaking", "on_mains", "when_asked"]

TRANSCRIBE: tuple[Transcribe, ...] = ("while_speaking", "on_mains", "when_asked")
APPEARANCES: tuple[Appearance, ...] = ("system", "light", "dark")
SESSION_MINUTES = range(5, 121)
THINKING_S = range(301)
SLOWEST, FASTEST = 0.75, 2.0
LONGEST_NAME = 200
"""Characters of a device's name; a longer one is no device's."""
LONGEST_PATH = 4096
LONGEST_WORD = 40
"""Signs of a word or term of one's own."""
MOST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set. ValueError for a value out of its bounds."""

    session_minutes: int = 25
    thinking_s: int = 0
    """Time to think before the clock of an answer starts; 0 starts at once."""
    microphone: str | None = None
    """The device's name as PortAudio gives it; None is whatever the system uses."""
    speaker: str | None = None
    live_words: bool = True
    """Whether words are shown while they are spoken."""
    transcribe: Transcribe = "while_speaking"
    """When words are listened for: at once, at once but not on a battery, or only when the person asks."""
    speech_model: str = ""
    """A name of the catalogue, or the full path of a folder of one's own; empty is the best that keeps up here."""
    show_fillers: bool = True
    """Whether "um" and "uh" are shown in what was said, or left out."""
    words: tuple[str, ...] = ()
    """Names and terms of the person's own, which a speech model is told to expect."""
    playback_speed: float = 1.0
    appearance: Appearance = "system"

    def __post_init__(self) -> None:
        for field in fields(self):
            if not _RULES[field.name].accepts(getattr(self, field.name)):
                raise ValueError(f"{field.name} is not {_RULES[field.name].words}")


@dataclass(frozen=True, slots=True)
class _Rule:
    accepts: Callable[[object], bool]
    words: str
    """What the value has to be, as the end of a sentence."""


def _whole(bounds: range) -> _Rule:
    return _Rule(
        lambda value: type(value) is int and value in bounds,  # True is no number of minutes
        f"a whole number from {bounds[0]} to {bounds[-1]}",
    )


def _one_of(*values: str) -> _Rule:
    *others, last = (f'"{value}"' for value in values)
    return _Rule(lambda value: isinstance(value, str) and value in values, f"{', '.join(others)} or {last}")


def _is_model(value: object) -> bool:
    if not isinstance(value, str) or len(value) > LONGEST_PATH or not value.isprintable():
        return False
    return not value or value in CATALOGUE or is_own_folder(value)


def _is_word(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_WORD and value.isprintable() and value == value.strip()


_WORDS = _Rule(
    lambda value: (
        isinstance(value, list | tuple) and len(value) <= MOST_WORDS and all(_is_word(each) for each in value)
    ),
    f"a list of at most {MOST_WORDS} words of 1 to {LONGEST_WORD} signs",
)
_NAME = _Rule(
    lambda value: value is None or (isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.isprintable()),
    "the name of a device",
)
_SWITCH = _Rule(lambda value: isinstance(value, bool), "true or false")
_SPEED = _Rule(
    lambda value: type(value) in {int, float} and SLOWEST <= value <= FASTEST,  # type: ignore[operator]
    f"a number from {SLOWEST} to {FASTEST}",
)
_RULES = {
    "session_minutes": _whole(SESSION_MINUTES),
    "thinking_s": _whole(THINKING_S),
    "microphone": _NAME,
    "speaker": _NAME,
    "live_words": _SWITCH,
    "transcribe": _one_of(*TRANSCRIBE),
    "speech_model": _Rule(_is_model, "the name of a speech model, or the full path of a folder"),
    "show_fillers": _SWITCH,
    "words": _WORDS,
    "playback_speed": _SPEED,
    "appearance": _one_of(*APPEARANCES),
}


def from_table(table: Mapping[str, Any]) -> tuple[Settings, tuple[str, ...]]:
    """Return what ``table`` sets, and a sentence for each value that is not used. What is not known here is left."""
    settings = Settings()
    problems: list[str] = []
    for name, rule in _RULES.items():
        if name not in table:
            continue
        if rule.accepts(table[name]):
            value: Any = table[name]
            chosen: Any = tuple(value) if isinstance(value, list) else value
            settings = replace(settings, **{name: chosen})
        else:
            problems.append(
                f"{name} in your settings is not {rule.words}, so {_said(getattr(settings, name))} is used."
            )
    return settings, tuple(problems)


def _said(value: object) -> str:
    if value == "":
        return "the best for this machine"
    if value == ():
        return "none"
    return "the system's" if value is None else str(value).lower()
