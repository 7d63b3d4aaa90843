"""Statements about the library's copy of the deck, and what a person decided about its prompts.

Each runs inside the caller's transaction.
"""

from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database

from cards.library.rows import Row, read
from cards.prompt import Prompt
from cards.prompt_state import PromptState

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


def states(db: Database) -> dict[str, PromptState]:
    """Prompt id -> its state, for every prompt whose state is not the default."""
    rows = db.query("SELECT * FROM prompt_states ORDER BY prompt")
    return {row["prompt"]: read(_state_of, row, f"the state of {row['prompt']}") for row in rows}


def store_state(db: Database, prompt: str, state: PromptState) -> None:
    """Store the state of a prompt in the place of an earlier one."""
    if state == PromptState():
        db.execute("DELETE FROM prompt_states WHERE prompt = ?", [prompt])
        return
    buried = None if state.buried_until is None else state.buried_until.isoformat()
    db.execute(_STATE, [prompt, state.suspended, buried, state.note])


def _state_of(row: Row) -> PromptState:
    buried = row["buried_until"]
    return PromptState(bool(row["suspended"]), None if buried is None else date.fromisoformat(buried), row["note"])
