"""Statements about the library's copy of the deck, and what a person decided about its prompts.

Each runs inside the caller's transaction.
"""

import json
from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database

from cards.library.rows import Row, read
from cards.prompt import Prompt
from cards.prompt_state import PromptState, RetiredPrompt
from cards.rounds import Round

# An unchanged prompt is left alone, or every start would write the whole deck and its index again.
_UPSERT = """
    INSERT INTO prompts (id, round, topic, title, decision) VALUES (:id, :round, :topic, :title, :decision)
    ON CONFLICT (id) DO UPDATE SET round = excluded.round, topic = excluded.topic, title = excluded.title,
        decision = excluded.decision, retired = 0
    WHERE (round, topic, title, decision, retired)
        IS NOT (excluded.round, excluded.topic, excluded.title, excluded.decision, 0)
"""
_STATE = """
    INSERT INTO prompt_states (prompt, suspended, buried_until, note) VALUES (?, ?, ?, ?)
    ON CONFLICT (prompt) DO UPDATE SET suspended = excluded.suspended, buried_until = excluded.buried_until,
        note = excluded.note
"""
_MARKS = """
    INSERT INTO prompt_marks (prompt, marked, tags, example) VALUES (?, ?, ?, ?)
    ON CONFLICT (prompt) DO UPDATE SET marked = excluded.marked, tags = excluded.tags, example = excluded.example
"""
_STATES = """
    SELECT id, suspended, buried_until, coalesce(note, '') AS note, marked, coalesce(tags, '[]') AS tags,
        coalesce(example, '') AS example
    FROM prompts LEFT JOIN prompt_states ON prompt_states.prompt = id LEFT JOIN prompt_marks ON prompt_marks.prompt = id
    WHERE suspended IS NOT NULL OR marked IS NOT NULL ORDER BY id
"""
_RETIRED = "SELECT id, round, topic, title, decision FROM prompts WHERE retired ORDER BY round, topic, id"


def sync(db: Database, prompts: Iterable[Prompt], *, complete: bool) -> None:
    """Store ``prompts``; with ``complete`` the others are retired. No row is deleted: attempts refer to them."""
    seen: set[str] = set()
    for prompt in prompts:
        seen.add(prompt.id)
        values = {"id": prompt.id, "round": prompt.round.value, "topic": prompt.topic}
        db.execute(_UPSERT, {**values, "title": prompt.title, "decision": prompt.decision})
    if complete:
        for prompt_id in active(db) - seen:
            db.execute("UPDATE prompts SET retired = 1 WHERE id = ?", [prompt_id])


def active(db: Database) -> set[str]:
    """Ids of the prompts that are not retired."""
    return {prompt_id for (prompt_id,) in db.execute("SELECT id FROM prompts WHERE NOT retired")}


def retired(db: Database) -> tuple[RetiredPrompt, ...]:
    """What is known of the prompts that have left the deck."""
    return tuple(read(_retired_of, row, f"the prompt {row['id']}") for row in db.query(_RETIRED))


def states(db: Database) -> dict[str, PromptState]:
    """Prompt id -> its state, for every prompt whose state is not the default."""
    return {row["id"]: read(_state_of, row, f"the state of {row['id']}") for row in db.query(_STATES)}


def store_state(db: Database, prompt: str, state: PromptState) -> None:
    """Store the state of a prompt in the place of an earlier one."""
    rest = PromptState(state.suspended, state.buried_until, state.note)
    if rest == PromptState():
        db.execute("DELETE FROM prompt_states WHERE prompt = ?", [prompt])
    else:
        buried = None if state.buried_until is None else state.buried_until.isoformat()
        db.execute(_STATE, [prompt, state.suspended, buried, state.note])
    if (state.marked, state.tags, state.example) == (False, (), ""):
        db.execute("DELETE FROM prompt_marks WHERE prompt = ?", [prompt])
    else:
        tags = json.dumps(state.tags, ensure_ascii=False)
        db.execute(_MARKS, [prompt, state.marked, tags, state.example])


def _state_of(row: Row) -> PromptState:
    buried = row["buried_until"]
    return PromptState(
        suspended=bool(row["suspended"]),
        buried_until=None if buried is None else date.fromisoformat(buried),
        note=row["note"],
        marked=bool(row["marked"]),
        tags=_tags_of(row["tags"]),
        example=row["example"],
    )


def _tags_of(column: str) -> tuple[str, ...]:
    tags = json.loads(column)
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise TypeError("tags are a list of texts")
    return tuple(tags)


def _retired_of(row: Row) -> RetiredPrompt:
    return RetiredPrompt(row["id"], Round(row["round"]), row["topic"], row["title"], row["decision"])
