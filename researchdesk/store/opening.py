# SPDX-License-Identifier: MIT
"""Look at a library file before it is opened, by a reader: the file is never written to, however it is damaged."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.model.errors import (
    LibraryAltered,
    LibraryDamaged,
    LibraryMissing,
    LibraryReadOnly,
    LibraryTooNew,
    UserError,
)
from researchdesk.store.connection import Connection, plain, reader, roll_back
from researchdesk.store.door import of_sqlite
from researchdesk.store.schema import APPLICATION_ID, TABLES, VERSION, WATCHED, outbox_triggers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Found(Struct, frozen=True):
    """What stands in a library file; `objection` forbids to write in it, not to read it.

    `is_current` says that nothing has to be changed in it before it can be used.
    """

    version: int
    objection: UserError | None
    is_current: bool


def examine(path: Path, *, with_pages: bool = True) -> Found:
    """Look at a file; raise LibraryMissing or LibraryDamaged where there is nothing to read.

    Without its pages only what costs no time is looked at; `check_pages` is then owed before anything is written.
    """
    if not path.is_file():
        raise LibraryMissing(path=path)
    with _reading(path) as conn:
        return _look_inside(conn, path, with_pages=with_pages)


def check_pages(path: Path) -> None:
    """Raise LibraryDamaged where the pages of a file do not fit one another; any thread. 800 MB a second."""
    with _reading(path) as conn:
        if said := _of_pages(conn, path):
            raise said


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[Connection]:
    try:
        with contextlib.closing(_reader(path)) as conn:
            yield conn
    except sqlite3.Error as error:
        said = of_sqlite(error, path)
        if said and not isinstance(said, LibraryReadOnly):
            raise said from error
        raise LibraryDamaged(path=path, reason=str(error)) from error


def why_read_only(path: Path, found: Found, *, is_asked: bool) -> str:
    """Say why this library is opened to read only; empty when it can be written."""
    if not os.access(path.parent, os.W_OK):
        left = path.with_name(f"{path.name}-wal")
        if left.exists() and left.stat().st_size:
            return "its folder cannot be written; the last changes made in it may not show"
        return "its folder cannot be written"
    if not os.access(path, os.W_OK):
        return "its file cannot be written"
    if not is_asked:
        return ""
    reasons: dict[type[UserError | None], str] = {
        LibraryDamaged: "it is damaged",
        LibraryTooNew: "a newer ResearchDesk wrote it",
        LibraryAltered: "it contains program code of others",
    }
    return reasons.get(type(found.objection), "it was opened to read only")


def are_triggers_ours(conn: sqlite3.Connection) -> bool:
    """Say whether the triggers in the file are those that this program makes, word for word."""
    question = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    return dict(plain(conn).execute(question).fetchall()) == outbox_triggers()


def _reader(path: Path) -> Connection:
    """Open for reading; where a change was cut off amid a rollback journal, take it back first."""
    try:
        return reader(path)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":
            raise
        roll_back(path)
        return reader(path)


def _look_inside(conn: Connection, path: Path, *, with_pages: bool) -> Found:
    ask = plain(conn)
    if ask.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise LibraryDamaged(path=path, reason="it is no library of ResearchDesk")
    version = int(ask.execute("PRAGMA user_version").fetchone()[0])
    damage = _of_pages(conn, path) if with_pages else None
    objection = damage or _objection(conn, path, version)
    return Found(version, objection, version == VERSION and are_triggers_ours(conn))


def _of_pages(conn: Connection, path: Path) -> LibraryDamaged | None:
    found = plain(conn).execute("PRAGMA quick_check(1)").fetchone()[0]
    return None if found == "ok" else LibraryDamaged(path=path, reason=found)


def _objection(conn: Connection, path: Path, version: int) -> UserError | None:
    """Find what forbids to write in this file: a newer program, code that is not ours, a missing table."""
    if version > VERSION:
        return LibraryTooNew(version=f"schema {version}")
    strange = plain(conn).execute(
        "SELECT name, type FROM sqlite_master "
        "WHERE type IN ('trigger', 'view') OR sql LIKE 'CREATE VIRTUAL%' ORDER BY name"
    )
    names = [name for name, kind in strange if kind != "trigger" or name not in outbox_triggers()]
    if names:
        return LibraryAltered(names=", ".join(names))
    if version == VERSION and (name := _damaged_table(conn)):
        return LibraryDamaged(path=path, reason=f"table {name} is missing or not as it should be")
    return None


def _damaged_table(conn: Connection) -> str | None:
    """Give a table of ours that is missing, or lacks a column: a bit of its own text was changed. More is no damage."""
    found = dict(plain(conn).execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    said = "".join(str(found.get(name)) for name in WATCHED)
    if hashlib.sha256(said.encode()).hexdigest() == TABLES:
        return None
    from researchdesk.store.migrations import expected_schema

    with contextlib.closing(sqlite3.connect(":memory:")) as fresh:
        for kind, _, _, sql in expected_schema():
            if kind == "table":
                fresh.execute(sql)
        return next(
            (one for one in WATCHED if not _columns(fresh, one) <= _columns(conn, one)), None
        )


def _columns(conn: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in plain(conn).execute(f"PRAGMA table_info({table})")}
