# SPDX-License-Identifier: MIT
"""A digest of each watched row: SQLite does not notice a flipped bit in a text; this does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from researchdesk.store.connection import plain
from researchdesk.store.hashes import of_row
from researchdesk.store.schema import WATCHED

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


def column_list(names: Iterable[str]) -> str:
    """Name columns as SQL, id first and the others by name: a later column order does not matter."""
    return ", ".join(f'"{name}"' for name in ["id", *sorted(set(names) - {"id"})])


def stamp(conn: sqlite3.Connection, noun: str, columns: Iterable[str], ids: Iterable[int]) -> None:
    """Bring the digests of these rows in step, inside the operation's transaction."""
    wanted = sorted(ids)
    among = "IN (SELECT value FROM json_each(?))"
    cursor = plain(conn).execute(
        f"SELECT {column_list(columns)} FROM {noun} WHERE id {among}", [json.dumps(wanted)]
    )
    stamps = [(noun, row[0], of_row(row)) for row in cursor]
    if len(stamps) < len(wanted):
        conn.execute(
            f"DELETE FROM digest WHERE noun = ? AND id {among}", [noun, json.dumps(wanted)]
        )
    conn.executemany("INSERT OR REPLACE INTO digest (noun, id, value) VALUES (?, ?, ?)", stamps)


def stamp_all(conn: sqlite3.Connection) -> None:
    """Make every digest anew: after a migration, whose input was verified before."""
    conn.execute("DELETE FROM digest")
    for noun in WATCHED:
        rows = plain(conn).execute(f"SELECT {columns_of(conn, noun)} FROM {noun}")
        conn.executemany(
            "INSERT INTO digest (noun, id, value) VALUES (?, ?, ?)",
            ((noun, row[0], of_row(row)) for row in rows),
        )


def columns_of(conn: sqlite3.Connection, noun: str) -> str:
    """Name the columns of a table as it stands in the file, as SQL."""
    return column_list(row[1] for row in plain(conn).execute(f'PRAGMA table_info("{noun}")'))
