# SPDX-License-Identifier: MIT
"""What the search index still has to learn: rows written by triggers in the same transaction, also by undo."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import sqlite3

LOOKED_AT = 2_000  # entries


def pending(
    conn: sqlite3.Connection, limit: int = 500, after: int = 0
) -> tuple[int, dict[str, set[int]]]:
    """Give the last number of the oldest `limit` entries after one, and their ids by noun; (0, {}) for none."""
    question = "SELECT seq, noun, id FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?"
    seq, ids = 0, defaultdict[str, set[int]](set)
    for seq, noun, row_id in conn.execute(question, [after, limit]):  # noqa: B007 - the last one is wanted
        ids[noun].add(row_id)
    return seq, dict(ids)


def gone(conn: sqlite3.Connection, noun: Literal["article", "note"]) -> list[int]:
    """Give those of the newest entries that lie in the trash or are deleted by now."""
    question = f"""SELECT DISTINCT waiting.id
        FROM (SELECT id FROM outbox WHERE noun = ? ORDER BY seq DESC LIMIT {LOOKED_AT}) AS waiting
        LEFT JOIN {noun} ON {noun}.id = waiting.id WHERE {noun}.id IS NULL OR trashed_on IS NOT NULL"""
    return [row[0] for row in conn.execute(question, [noun])]


def forget(conn: sqlite3.Connection, upto: int) -> None:
    """Drop the entries that the index holds durably; call it inside an operation of the library thread."""
    conn.execute("DELETE FROM outbox WHERE seq <= ?", [upto])


def last(conn: sqlite3.Connection) -> int:
    """Give the highest number ever used: an index that knows a higher one belongs to another history."""
    row = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
    return int(row[0]) if row else 0


def count(conn: sqlite3.Connection, after: int = 0) -> int:
    """Count the entries after one: those that the index has still to take in."""
    return int(conn.execute("SELECT count(*) FROM outbox WHERE seq > ?", [after]).fetchone()[0])
