"""The library file: the one place where SQLite is spoken. Everybody else talks to ``Library``."""

from cards.library.errors import (
    LibraryDamaged,
    LibraryError,
    LibraryForeign,
    LibraryFull,
    LibraryInUse,
    LibraryMissing,
    LibraryNewer,
    LibraryReadOnly,
    LibraryUnreachable,
)
from cards.library.finding import Finding
from cards.library.library import Library
from cards.library.opening import set_aside
from cards.library.soundness import sqlite_version

__all__ = [
    "Finding",
    "Library",
    "LibraryDamaged",
    "LibraryError",
    "LibraryForeign",
    "LibraryFull",
    "LibraryInUse",
    "LibraryMissing",
    "LibraryNewer",
    "LibraryReadOnly",
    "LibraryUnreachable",
    "set_aside",
    "sqlite_version",
]
