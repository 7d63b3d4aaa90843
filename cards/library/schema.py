"""The tables of the library file, and the steps that lead from each released schema to the next.

Steps are only ever appended: a file in the wild has gone through the ones before. A table is created here, and in the
modules of single steps, and nowhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database

from cards.library import sentences
from cards.library.step_3 import next_prompts

APPLICATION_ID = 0x56697661
"""``Viva`` in ASCII, in the header of every library: how a file of another program is told apart."""


@dataclass(frozen=True, slots=True)
class Step:
    """Brings a library to the schema version ``major.minor``, inside a transaction that is already open.

    A new minor is something an older program may ignore; a new major is refused by it.
    """

    major: int
    minor: int
    apply: Callable[[Database], None]

    @property
    def version(self) -> int:
        """As it stands in the file's ``user_version``."""
        return pack(self.major, self.minor)


def pack(major: int, minor: int) -> int:
    """One number for a schema version, so that versions compare as numbers."""
    return major << 16 | minor


def major_of(version: int) -> int:
    """The part of a schema version that an older program must not open."""
    return version >> 16


def spelled(version: int) -> str:
    """``1.0`` for a schema version as it is stored."""
    return f"{version >> 16}.{version & 0xFFFF}"


# Moments are stored as UTC in ISO form, the person's offset in seconds beside it; study days as ISO dates.
# Tables behind a full-text index have an INTEGER PRIMARY KEY: without one VACUUM may renumber their rows.
_FIRST = """
CREATE TABLE prompts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    round TEXT NOT NULL,
    topic TEXT NOT NULL,
    title TEXT NOT NULL,
    decision TEXT NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
) STRICT;

-- A cache of the review log: what a replay of it yields.
CREATE TABLE schedules (
    prompt TEXT PRIMARY KEY REFERENCES prompts (id),
    stability REAL NOT NULL,
    difficulty REAL NOT NULL,
    last_day TEXT NOT NULL,
    due TEXT NOT NULL,
    reviews INTEGER NOT NULL CHECK (reviews >= 0),
    lapses INTEGER NOT NULL CHECK (lapses >= 0)
) STRICT;
CREATE INDEX schedules_due ON schedules (due);

CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    prompt TEXT NOT NULL REFERENCES prompts (id),
    constraint_text TEXT NOT NULL,
    at_utc TEXT NOT NULL,
    utc_offset_s INTEGER NOT NULL,
    study_day TEXT NOT NULL,
    UNIQUE (id, prompt)
) STRICT;
CREATE INDEX attempts_prompt ON attempts (prompt);
CREATE INDEX attempts_at ON attempts (at_utc);

CREATE TABLE takes (
    id INTEGER PRIMARY KEY,
    attempt INTEGER NOT NULL REFERENCES attempts (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    question TEXT NOT NULL,
    sound TEXT NOT NULL UNIQUE CHECK (sound <> ''),
    started_utc TEXT NOT NULL,
    utc_offset_s INTEGER NOT NULL,
    samples INTEGER CHECK (samples >= 0),
    ended TEXT CHECK (ended IN ('person', 'microphone', 'disk', 'crash')),
    sha256 TEXT,
    discarded_utc TEXT,
    discarded_offset_s INTEGER,
    UNIQUE (attempt, position),
    CHECK ((samples IS NULL) = (ended IS NULL)),
    CHECK ((discarded_utc IS NULL) = (discarded_offset_s IS NULL))
) STRICT;

CREATE TABLE transcripts (
    id INTEGER PRIMARY KEY,
    take INTEGER NOT NULL UNIQUE REFERENCES takes (id),
    model TEXT NOT NULL,
    text TEXT NOT NULL,
    words TEXT NOT NULL, -- JSON: [[word, start_s, end_s, probability], ...]
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    at_utc TEXT NOT NULL,
    utc_offset_s INTEGER NOT NULL
) STRICT;

CREATE TABLE ticks (
    attempt INTEGER NOT NULL REFERENCES attempts (id),
    kind TEXT NOT NULL CHECK (kind IN ('key_point', 'statement', 'dimension')),
    key TEXT NOT NULL,
    value TEXT NOT NULL CHECK (value IN ('yes', 'no', 'weak', 'between', 'strong', 'not_shown')),
    PRIMARY KEY (attempt, kind, key)
) STRICT;

-- The review log, in the order of its ids. The truth: schedules, weakness and statistics follow from it.
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    attempt INTEGER NOT NULL UNIQUE,
    prompt TEXT NOT NULL,
    at_utc TEXT NOT NULL,
    utc_offset_s INTEGER NOT NULL,
    study_day TEXT NOT NULL,
    suggested_depth INTEGER CHECK (suggested_depth BETWEEN 1 AND 4),
    depth INTEGER NOT NULL CHECK (depth BETWEEN 1 AND 4),
    rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
    affects_memory INTEGER NOT NULL CHECK (affects_memory IN (0, 1)),
    before_stability REAL,
    before_difficulty REAL,
    before_last_day TEXT,
    before_due TEXT,
    before_reviews INTEGER,
    before_lapses INTEGER,
    after_stability REAL NOT NULL,
    after_difficulty REAL NOT NULL,
    after_last_day TEXT NOT NULL,
    after_due TEXT NOT NULL,
    after_reviews INTEGER NOT NULL,
    after_lapses INTEGER NOT NULL,
    desired_retention REAL NOT NULL,
    FOREIGN KEY (attempt, prompt) REFERENCES attempts (id, prompt)
) STRICT;

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL -- JSON
) STRICT;
"""


# Stems, so that "tradeoffs" finds "tradeoff"; accents do not matter.
_TOKENIZER = "porter unicode61 remove_diacritics 2"


def _first(db: Database) -> None:
    db.executescript(_FIRST)
    db.table("prompts").enable_fts(["title", "decision"], create_triggers=True, tokenize=_TOKENIZER)
    db.table("transcripts").enable_fts(["text"], create_triggers=True, tokenize=_TOKENIZER)


# 2.0: the daily app. A program of 1.0 must not open it: an answer that was typed has no sound, an attempt in the trash
# would be shown, and the search is another.
_DAILY = """
ALTER TABLE attempts ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN marked INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1));
ALTER TABLE attempts ADD COLUMN deleted_utc TEXT;
ALTER TABLE attempts ADD COLUMN deleted_offset_s INTEGER CHECK ((deleted_utc IS NULL) = (deleted_offset_s IS NULL));
-- What was said, ticked and noted is gone for good; the row stays for its review.
ALTER TABLE attempts ADD COLUMN purged INTEGER NOT NULL DEFAULT 0
    CHECK (purged IN (0, 1) AND (purged = 0 OR deleted_utc IS NOT NULL));
CREATE INDEX attempts_deleted ON attempts (deleted_utc) WHERE deleted_utc IS NOT NULL;

CREATE TABLE prompt_states (
    prompt TEXT PRIMARY KEY REFERENCES prompts (id),
    suspended INTEGER NOT NULL CHECK (suspended IN (0, 1)),
    buried_until TEXT,
    note TEXT NOT NULL
) STRICT;

-- SQLite drops no NOT NULL: takes, and transcripts which refer to them, are made again.
CREATE TABLE new_takes (
    -- No number is given twice: whoever still works with a take that was purged must not find another one there.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    attempt INTEGER NOT NULL REFERENCES attempts (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    question TEXT NOT NULL,
    sound TEXT UNIQUE CHECK (sound <> ''), -- NULL for an answer that was typed
    started_utc TEXT NOT NULL,
    utc_offset_s INTEGER NOT NULL,
    samples INTEGER CHECK (samples >= 0),
    ended TEXT CHECK (ended IN ('person', 'microphone', 'disk', 'crash')),
    sha256 TEXT,
    discarded_utc TEXT,
    discarded_offset_s INTEGER,
    UNIQUE (attempt, position),
    CHECK ((samples IS NULL) = (ended IS NULL)),
    CHECK ((discarded_utc IS NULL) = (discarded_offset_s IS NULL))
) STRICT;
INSERT INTO new_takes SELECT * FROM takes;

CREATE TABLE new_transcripts (
    id INTEGER PRIMARY KEY,
    take INTEGER NOT NULL UNIQUE REFERENCES new_takes (id),
    model TEXT NOT NULL,
    text TEXT NOT NULL,
    words TEXT NOT NULL, -- JSON: [[word, start_s, end_s, probability], ...]
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    at_utc TEXT NOT NULL,
    utc_offset_s INTEGER NOT NULL
) STRICT;
INSERT INTO new_transcripts SELECT * FROM transcripts;

DROP TABLE transcripts;
DROP TABLE takes;
ALTER TABLE new_takes RENAME TO takes;
ALTER TABLE new_transcripts RENAME TO transcripts;

-- For lists: they ask how far the words are, and must not read them to know.
CREATE INDEX transcripts_complete ON transcripts (take, complete);
CREATE INDEX reviews_depth ON reviews (attempt, depth);
CREATE INDEX takes_kept ON takes (attempt, position, samples, sound) WHERE discarded_utc IS NULL;
CREATE INDEX takes_discarded ON takes (discarded_utc) WHERE discarded_utc IS NOT NULL;

-- What the search finds: the sentences of the transcripts, made from them. A sentence's id is its take's number shifted
-- left by 20 bits, and its place; so the hits of a word lead to their takes without a look at any row.
CREATE TABLE sentences (
    id INTEGER PRIMARY KEY,
    start_s REAL,
    text TEXT NOT NULL
) STRICT;
"""


def _daily(db: Database) -> None:
    db.table("transcripts").disable_fts()
    db.executescript(_DAILY)
    db.table("sentences").enable_fts(["text"], create_triggers=True, tokenize=_TOKENIZER)
    sentences.index_all(db)


# 2.1: what was repaired in a transcript, what of it is in doubt and where words are missing. A program of 2.0 writes
# words and knows nothing of it: then the trigger takes away what was said of the words before. Whoever knows writes
# ``remarks`` after the words.
_REMARKS = (
    "ALTER TABLE transcripts ADD COLUMN remarks TEXT NOT NULL DEFAULT '{}'",
    """CREATE TRIGGER transcripts_remarks AFTER UPDATE OF words ON transcripts WHEN new.remarks <> '{}' BEGIN
           UPDATE transcripts SET remarks = '{}' WHERE id = new.id;
       END""",
)


def _remarks(db: Database) -> None:
    for statement in _REMARKS:
        db.execute(statement)


# 2.2: what a person finds a prompt by, and their own example of it. A table of its own: a program of 2.1 deletes the
# row of a state in which nothing rests and nothing is noted, and would take away with it what it does not know.
_MARKS = """
    CREATE TABLE prompt_marks (
        prompt TEXT PRIMARY KEY REFERENCES prompts (id),
        marked INTEGER NOT NULL CHECK (marked IN (0, 1)),
        tags TEXT NOT NULL, -- JSON: ["tag", ...]
        example TEXT NOT NULL
    ) STRICT
"""


def _marks(db: Database) -> None:
    db.execute(_MARKS)


STEPS: tuple[Step, ...] = (
    Step(1, 0, _first),
    Step(2, 0, _daily),
    Step(2, 1, _remarks),
    Step(2, 2, _marks),
    Step(3, 0, next_prompts),
)
