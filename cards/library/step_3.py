"""The step to schema 3.0: what to practise next."""

from sqlite_utils import Database

# A program of 2.x must not open it: a date is made with the shift that stands in the log, a later move of it counts,
# and so does the day of a review that was corrected.
_NEXT = """
-- The follow-up that was shown, answered or not.
ALTER TABLE attempts ADD COLUMN follow_up TEXT NOT NULL DEFAULT '';

-- The study day that counts: that of the review, but where the clock was wrong.
ALTER TABLE reviews ADD COLUMN day TEXT NOT NULL DEFAULT '';
UPDATE reviews SET day = study_day;
ALTER TABLE reviews ADD COLUMN lifted INTEGER NOT NULL DEFAULT 0 CHECK (lifted IN (0, 1));
ALTER TABLE reviews ADD COLUMN shift INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX reviews_prompt ON reviews (prompt, id);
CREATE INDEX reviews_corrected ON reviews (day) WHERE day <> study_day;
-- For the estimates: they read the answers of months, and turn no page of the log for it.
CREATE INDEX reviews_day ON reviews (day, attempt, prompt, depth, affects_memory, before_reviews);
CREATE INDEX ticks_dimension ON ticks (attempt, kind, key, value) WHERE kind = 'dimension';

-- The other half of the log: what a person set about their dates, and the dates that moved with it.
CREATE TABLE rule_changes (
    id INTEGER PRIMARY KEY,
    at_utc TEXT NOT NULL,
    utc_offset_s INTEGER NOT NULL,
    before TEXT NOT NULL CHECK (json_valid(before)),
    after TEXT NOT NULL CHECK (json_valid(after))
) STRICT;

CREATE TABLE moves (
    id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES rule_changes (id),
    after_review INTEGER NOT NULL, -- the one that the date of the prompt comes from: it is moved, and goes with it
    prompt TEXT NOT NULL,
    desired_retention REAL NOT NULL,
    lifted INTEGER NOT NULL CHECK (lifted IN (0, 1)),
    shift INTEGER NOT NULL,
    UNIQUE (change, prompt),
    FOREIGN KEY (after_review, prompt) REFERENCES reviews (id, prompt)
) STRICT;
CREATE INDEX moves_prompt ON moves (prompt, after_review);

CREATE TABLE diagnostics (
    attempt INTEGER PRIMARY KEY REFERENCES attempts (id),
    question TEXT NOT NULL CHECK (question <> ''),
    result TEXT NOT NULL CHECK (result IN ('can', 'partly', 'stuck')),
    at_utc TEXT NOT NULL,
    utc_offset_s INTEGER NOT NULL,
    study_day TEXT NOT NULL
) STRICT;
"""
# Until now a follow-up was only known where it was answered.
_FOLLOW_UPS = """
    UPDATE attempts SET follow_up = (
        SELECT question FROM takes WHERE attempt = attempts.id AND question <> '' ORDER BY position DESC LIMIT 1)
    WHERE id IN (SELECT attempt FROM takes WHERE question <> '')
"""


def next_prompts(db: Database) -> None:
    """Add moves, counted days, the diagnostic and the follow-ups that were shown."""
    db.executescript(_NEXT)
    db.execute(_FOLLOW_UPS)
