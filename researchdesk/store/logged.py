# SPDX-License-Identifier: MIT
"""How old values stand in the undo log: values by column, never SQL, and read back only as the schema allows.

A JSON object by column name. TEXT and INTEGER by json_quote (NUL safe, 64 bits exact); REAL as text by quote(), since
JSON would give 0.3 for 0.1 + 0.2; BLOB as its length, the bytes of all blobs end to end beside it.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, TypeVar

from researchdesk.model.errors import LibraryAltered
from researchdesk.store.connection import plain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

Row = tuple[str, int, str, str | None, bytes | None]
"""One logged change: noun, id, deed, values before, blobs before."""

Columns = dict[str, str]
"""The columns of one table: name -> declared type."""

_T = TypeVar("_T")
_KINDS = ("INTEGER", "TEXT", "REAL", "BLOB")
_ROW_COST = 40  # bytes that a logged change takes beside its values


def columns_of(conn: sqlite3.Connection, tables: Iterable[str]) -> dict[str, Columns]:
    """Read the watched tables' columns; LibraryAltered where a name or type could not stand in our SQL."""
    found = {}
    for table in tables:
        rows = plain(conn).execute(f'PRAGMA main.table_info("{table}")').fetchall()
        columns = found[table] = {row[1]: row[2] for row in rows}
        are_plain = all(n.isidentifier() and kind in _KINDS for n, kind in columns.items())
        if "id" not in columns or not are_plain:
            raise LibraryAltered(names=f"the columns of {table}")
    return found


def unique_columns(conn: sqlite3.Connection, tables: dict[str, Columns]) -> list[str]:
    """Name the columns (`noun.column`) whose values must differ between rows: their order of change matters."""
    found = []
    for table, columns in tables.items():
        names = {"id"}
        for index in plain(conn).execute(f'PRAGMA main.index_list("{table}")').fetchall():
            if index[2]:  # unique
                parts = plain(conn).execute(f'PRAGMA main.index_info("{index[1]}")').fetchall()
                indexed = {part[2] for part in parts}
                names |= set(columns) if None in indexed else indexed  # None: an expression
        found += [f"{table}.{name}" for name in sorted(names)]
    return found


def before_changed(columns: Columns) -> str:
    """Give the SQL for the old values of the columns that an UPDATE changed."""
    # BINARY: in a NOCASE column a change of case alone would be lost
    return _before(columns, 'OLD."{0}" IS NOT NEW."{0}" COLLATE BINARY')


def before_all(columns: Columns) -> str:
    """Give the SQL for the old values of all columns of a row."""
    return _before(columns, "1")


def values(columns: Columns, before: str | None, blobs: bytes | None) -> dict[str, object]:
    """Read logged values back; ValueError, TypeError or KeyError on what these columns cannot have held."""
    found: dict[str, object] = json.loads(before or "")
    at, rest = 0, blobs or b""
    for name, value in found.items():
        kind = columns[name]
        if value is None:
            continue
        if kind == "BLOB":
            length = _typed(value, int)
            found[name], at = rest[at : at + length], at + length
        elif kind == "REAL":
            found[name] = float(_typed(value, str))
        else:
            _typed(value, int if kind == "INTEGER" else str)
    if at != len(rest):
        raise ValueError("blobs of another length")
    return found


def size(rows: Iterable[Row]) -> int:
    """Give the bytes that these changes take."""
    return sum(_ROW_COST + len(row[3] or "") + len(row[4] or b"") for row in rows)


def seal(rows: list[Row]) -> bytes:
    """Hash a step's changes: a flipped bit in the log must not be restored and then digested as right."""
    return hashlib.sha256(ascii(rows).encode()).digest()[:16]


def _typed(value: object, kind: type[_T]) -> _T:
    if type(value) is not kind:  # exact: True is an int
        raise TypeError(kind.__name__)
    return value


def _before(columns: Columns, wanted: str) -> str:
    """Give two SQL expressions: the wanted columns' old values as a JSON object, and their blobs end to end."""
    members, blobs = [], []
    for name, kind in columns.items():
        old, is_wanted = f'OLD."{name}"', wanted.format(name)
        members.append(
            f"CASE WHEN {is_wanted} THEN ',\"{name}\":' || {_as_json(old, kind)} ELSE '' END"
        )
        if kind == "BLOB":
            blobs.append(f"CASE WHEN {is_wanted} THEN coalesce({old}, x'') ELSE x'' END")
    together = f"CAST({' || '.join(blobs)} AS BLOB)" if blobs else "NULL"
    return f"'{{' || substr({' || '.join(members)}, 2) || '}}', {together}"


def _as_json(old: str, kind: str) -> str:
    if kind == "BLOB":
        return f"coalesce(length({old}), 'null')"
    if kind == "REAL":
        return f"CASE WHEN {old} IS NULL THEN 'null' ELSE '\"' || quote({old}) || '\"' END"
    return f"json_quote({old})"
