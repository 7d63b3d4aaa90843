"""Statements about settings, JSON values under a key. Each runs inside the caller's transaction."""

import json
from typing import Any

from sqlite_utils import Database

_STORE = "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


def text(db: Database, key: str) -> str | None:
    """The JSON text under ``key``; None where there is none."""
    row = db.execute("SELECT value FROM settings WHERE key = ?", [key]).fetchone()
    return None if row is None else str(row[0])


def store(db: Database, key: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Store a JSON value in the place of an earlier one."""
    db.execute(_STORE, [key, json.dumps(value, ensure_ascii=False, allow_nan=False)])
