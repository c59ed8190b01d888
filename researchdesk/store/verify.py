# SPDX-License-Identifier: MIT
"""Find what in a library file is not as it was written."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from typing import TYPE_CHECKING

from researchdesk.model.damage import Damage, Verification
from researchdesk.model.errors import UserError
from researchdesk.store import attachments, chain, outbox, subjects
from researchdesk.store.connection import plain, reader
from researchdesk.store.digests import columns_of
from researchdesk.store.hashes import of_row
from researchdesk.store.schema import INDEXED_NOUNS, VERSION, WATCHED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from researchdesk.store.connection import Connection


PARTS = ("the schema", "the file", *WATCHED, "the chain", "the outbox", "the attachments")
"""What is looked at, one after the other; a deep search looks at the bodies and the texts as well."""
DEEP = ("the bodies", "the texts")

_OTHER_KINDS = (AttributeError, LookupError, TypeError, ValueError)
"""What comes of a value that STRICT would not have let in: of a page that stands in the place of another."""


def verify(path: Path, folder: Path, *, deep: bool = False) -> Verification:
    """Look at a library file and its attachments; damaged rows are named with their article. Any thread.

    A deep search also unpacks each body and compares it, and each text, with its hash.
    """
    return named(path, list(damages(path, folder, deep=deep)))


def named(path: Path, found: list[Damage]) -> Verification:
    """Make the report of what was found, with the article that each damaged row belongs to; any thread."""
    try:
        with contextlib.closing(_opened(path)) as conn:
            rows = plain(conn).execute("SELECT count(*) FROM digest").fetchone()[0]
            told = tuple(subjects.named(conn, one) for one in found)
            return Verification(rows, len(attachments.needed(conn)), told)
    except (sqlite3.Error, OSError, UserError):
        return Verification(0, 0, tuple(found))


def damages(
    path: Path, folder: Path | None = None, *, deep: bool = False, only: str | None = None
) -> Iterator[Damage]:
    """Yield what is not as it was written: the file, the schema, references, rows, the chain, the outbox; 240 MB/s.

    With the folder of the attachments, also those of their files that are missing or changed. `only` names one of
    PARTS. Any thread.
    """
    try:
        conn = _opened(path)
    except (sqlite3.DatabaseError, OSError, UserError) as error:
        yield Damage(f"the file cannot be read: {_why(error)}")
        return
    with contextlib.closing(conn):
        there = _watched(conn)
        for part in (*PARTS, *(DEEP if deep else ())):
            if only in (None, part) and (part not in WATCHED or part in there):
                yield from _guarded(part, _of_part(conn, part, folder))


def _of_part(conn: Connection, part: str, folder: Path | None) -> Iterator[Damage]:
    if part in WATCHED:
        return _rows(conn, part)
    if part == "the chain":
        return (Damage(words) for words in chain.verify(conn))
    if part == "the attachments":
        return _files(conn, folder) if folder else iter(())
    look = {
        "the schema": _schema,
        "the file": _pages,
        "the outbox": _outbox,
        "the bodies": _bodies,
        "the texts": _texts,
    }
    return look[part](conn)


def _opened(path: Path) -> Connection:
    conn = reader(path)
    # bytes that are no UTF-8 must be named as damage of their row, not end the search
    conn.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    return conn


def _guarded(part: str, found: Iterator[Damage]) -> Iterator[Damage]:
    """Let a part that cannot be read at all be one damage, and go on with the next."""
    try:
        yield from found
    except (sqlite3.DatabaseError, UserError) as error:
        yield Damage(f"{part} cannot be read: {_why(error)}")
    except _OTHER_KINDS:
        yield Damage(f"{part} cannot be read: a value is of another kind than its column")


def _why(error: Exception) -> str:
    reason = error.values.get("reason") if isinstance(error, UserError) else None
    return str(reason or error)


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


def _outbox(conn: sqlite3.Connection) -> Iterator[Damage]:
    """Look for entries that no trigger of ours can have written: the index would pass over them without a word."""
    last = outbox.last(conn)
    for seq, noun in plain(conn).execute("SELECT seq, noun FROM outbox"):
        if noun not in INDEXED_NOUNS or seq > last:
            yield Damage(f"entry {seq} of the outbox is not as it was written")


def _files(conn: sqlite3.Connection, folder: Path) -> Iterator[Damage]:
    for noun in attachments.NOUNS:
        question = f"SELECT id, sha256 FROM {noun} WHERE body IS NULL"
        for row_id, sha256 in plain(conn).execute(question):
            if not attachments.path_of(folder, sha256).is_file():
                yield Damage("its file is missing", noun, row_id)
            elif not attachments.is_whole(folder, sha256):
                yield Damage("its file is not as received", noun, row_id)


def _bodies(conn: sqlite3.Connection) -> Iterator[Damage]:
    for noun in attachments.NOUNS:
        question = f"SELECT id, body, sha256 FROM {noun} WHERE body IS NOT NULL"
        for row_id, body, sha256 in plain(conn).execute(question):
            try:
                is_right = hashlib.sha256(attachments.unpack(body)).digest() == sha256
            except ValueError:
                is_right = False
            if not is_right:
                yield Damage("its body is not as received", noun, row_id)


def _texts(conn: sqlite3.Connection) -> Iterator[Damage]:
    for row_id, text, sha256 in plain(conn).execute(
        "SELECT id, text, text_sha256 FROM text_version"
    ):
        if hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest() != sha256:
            yield Damage("its text is not what its hash says", "text_version", row_id)


def _is_current(conn: sqlite3.Connection) -> bool:
    return bool(plain(conn).execute("PRAGMA user_version").fetchone()[0] == VERSION)


def _watched(conn: sqlite3.Connection) -> list[str]:
    """Name the watched tables; of an older library those that it had already."""
    if _is_current(conn):
        return list(WATCHED)
    there = {row[0] for row in plain(conn).execute("SELECT name FROM sqlite_master")}
    return [noun for noun in WATCHED if noun in there]
