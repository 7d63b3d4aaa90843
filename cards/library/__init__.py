"""The library file: the one place where SQLite is spoken. Everybody else talks to ``Library``."""

from cards.library.depths import Former
from cards.library.errors import (
    LibraryDamaged,
    LibraryError,
    LibraryForeign,
    LibraryFull,
    LibraryInUse,
    LibraryMisplaced,
    LibraryMissing,
    LibraryNewer,
    LibraryReadOnly,
    LibraryUnreachable,
)
from cards.library.finding import Finding
from cards.library.library import Library
from cards.library.opening import set_aside
from cards.library.replaying import Replay
from cards.library.review_log import RULES
from cards.library.soundness import sqlite_version

__all__ = [
    "RULES",
    "Finding",
    "Former",
    "Library",
    "LibraryDamaged",
    "LibraryError",
    "LibraryForeign",
    "LibraryFull",
    "LibraryInUse",
    "LibraryMisplaced",
    "LibraryMissing",
    "LibraryNewer",
    "LibraryReadOnly",
    "LibraryUnreachable",
    "Replay",
    "set_aside",
    "sqlite_version",
]
