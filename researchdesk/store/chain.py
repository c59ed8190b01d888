# SPDX-License-Identifier: MIT
"""The chain of snapshots: a link for each one received, withdrawn (undone), returned (redone) or purged.

Append only, and filled at the end of the operation itself. Each link's hash covers its other columns, the hash of the
link before among them: a link that was changed, taken out or put in later shows.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from researchdesk.model.dates import now
from researchdesk.store.connection import plain
from researchdesk.store.hashes import typed_hash

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

BEGINNING = bytes(32)
"""What the first link has as the hash before it."""

_COLUMNS = "id, made_at, snapshot_id, deed, address, sha256, previous"
_KEPT = ("received", "returned")


def extend(conn: sqlite3.Connection, ids: Iterable[int], *, is_undo: bool) -> None:
    """Add a link for each of these touched snapshots that came or went in this operation, before its COMMIT."""
    wanted = [json.dumps(sorted(ids))]
    there = {
        row[0]: row
        for row in plain(conn).execute(
            "SELECT id, url, sha256 FROM snapshot WHERE id IN (SELECT value FROM json_each(?))",
            wanted,
        )
    }
    known = {
        row[0]: row
        for row in plain(conn).execute(
            "SELECT snapshot_id, address, sha256, deed, max(id) FROM chain "
            "WHERE snapshot_id IN (SELECT value FROM json_each(?)) GROUP BY snapshot_id",
            wanted,
        )
    }
    for one in sorted(there.keys() | known.keys()):
        last = known[one][3] if one in known else None
        if one in there and last not in _KEPT:
            _add(conn, there[one], "returned" if last else "received")
        elif one not in there and last in _KEPT:
            _add(conn, known[one][:3], "withdrawn" if is_undo else "purged")


def verify(conn: sqlite3.Connection) -> Iterator[str]:
    """Yield one line for each link that is not as it was written, and each snapshot that is not as its link says."""
    previous, count = BEGINNING, 0
    kept: dict[int, bytes] = {}
    for *link, found in plain(conn).execute(f"SELECT {_COLUMNS}, hash FROM chain ORDER BY id"):
        number, _, snapshot_id, deed, _, sha256, before = link
        count += 1
        if before != previous or found != typed_hash(link):
            yield f"link {number} of the chain of snapshots is not as it was written"
        previous, count = found, number
        if deed in _KEPT:
            kept[snapshot_id] = sha256
        else:
            kept.pop(snapshot_id, None)
    if count != _last_number(conn):
        yield "the end of the chain of snapshots is missing"
    there = dict(plain(conn).execute("SELECT id, sha256 FROM snapshot").fetchall())
    for one in sorted(k for k in there.keys() | kept.keys() if there.get(k) != kept.get(k)):
        yield f"snapshot {one} is not as the chain of snapshots says"


def last(conn: sqlite3.Connection) -> tuple[int, str, bytes] | None:
    """Give number, moment and hash of the last link; None where there is none."""
    found = plain(conn).execute("SELECT id, made_at, hash FROM chain ORDER BY id DESC LIMIT 1")
    row: tuple[int, str, bytes] | None = found.fetchone()
    return row


def number_of(conn: sqlite3.Connection, found: bytes) -> int | None:
    """Give the number of the link with this hash; None where there is none."""
    row = plain(conn).execute("SELECT id FROM chain WHERE hash = ?", [found]).fetchone()
    return int(row[0]) if row else None


def _add(conn: sqlite3.Connection, snapshot: tuple[int, str | None, bytes], deed: str) -> None:
    row = last(conn)
    previous = row[2] if row else BEGINNING
    snapshot_id, address, sha256 = snapshot
    link = [1 + _last_number(conn), now(), snapshot_id, deed, address, sha256, previous]
    conn.execute(
        f"INSERT INTO chain ({_COLUMNS}, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [*link, typed_hash(link)],
    )


def _last_number(conn: sqlite3.Connection) -> int:
    row = plain(conn).execute("SELECT seq FROM sqlite_sequence WHERE name = 'chain'").fetchone()
    return int(row[0]) if row else 0
