"""Statements about the library's copy of the deck. Each runs inside the caller's transaction."""

from collections.abc import Iterable

from sqlite_utils import Database

from cards.prompt import Prompt

# An unchanged prompt is left alone, or every start would write the whole deck and its index again.
_UPSERT = """
    INSERT INTO prompts (id, round, topic, title, decision) VALUES (:id, :round, :topic, :title, :decision)
    ON CONFLICT (id) DO UPDATE SET round = excluded.round, topic = excluded.topic, title = excluded.title,
        decision = excluded.decision, retired = 0
    WHERE (round, topic, title, decision, retired)
        IS NOT (excluded.round, excluded.topic, excluded.title, excluded.decision, 0)
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
