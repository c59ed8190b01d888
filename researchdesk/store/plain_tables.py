# SPDX-License-Identifier: MIT
"""Every table as records that JSON can hold, and back: a library that left as files comes back row by row.

A record has the columns of its row; bytes are hexadecimal. Bodies are files of their own, named by their hash, and an
older state of a note is text. Numbers of rows stay: the chain of snapshots is about them, and the user knows articles
by them.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from researchdesk.store import attachments, chain
from researchdesk.store.connection import plain
from researchdesk.store.schema import KEPT_BESIDE, WATCHED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from researchdesk.store.operation import Store

    Record = dict[str, Any]

KEPT = (*WATCHED, *KEPT_BESIDE)
"""The tables that go out and come back, one file each."""

REBUILT = {
    "digest": "a checksum of each row, made as the rows come in",
    "outbox": "what the search index still has to learn, noted as the rows come in",
    "_sqlite_migrations": "the steps of the schema, taken when a library is made",
}
"""Tables that are made again from the others."""

LEFT = {
    "meta": "what one library says of itself: its own identity, its count of changes",
    "step": "the undo history, which holds for the library it was made in",
    "step_change": "the old values of the undo history",
}
"""Tables that stay behind."""

PACKED = "note_revision"  # whose body is text outside of the library
FOLDERS = {"snapshot": "snapshots", "resource": "pictures"}
ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "multipart/related": ".mhtml",
    "message/rfc822": ".eml",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/x-webarchive": ".webarchive",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
LARGEST = 1 << 53  # of a number: beyond it other readers of JSON are not exact
_ODD = re.compile("[\x00\ud800-\udfff]")
_KINDS: dict[str, tuple[type, ...]] = {
    "TEXT": (str,),
    "BLOB": (str,),
    "INTEGER": (int,),
    "REAL": (float, int),
}


class Table(Struct, frozen=True):
    """A table as it stands in the library: its columns with their declared types."""

    name: str
    columns: Mapping[str, str]


def tables(store: Store) -> list[Table]:
    """Give the tables that go out and come back, as they stand in this library."""
    found = []
    for name in KEPT:
        rows = plain(store.read()).execute(f"PRAGMA table_info({name})").fetchall()
        found.append(Table(name, {row[1]: row[2] for row in rows}))
    return [one for one in found if one.columns]  # an older library, open to read, has not all


def ids(store: Store, name: str) -> list[int]:
    """Give the numbers of all rows of a table, those in the trash too."""
    return [row[0] for row in plain(store.read()).execute(f"SELECT id FROM {name} ORDER BY id")]


def records(store: Store, table: Table) -> Iterator[Record]:
    """Yield the rows of a table, read one after the other, in the order of their numbers."""
    names = [name for name in table.columns if table.name not in FOLDERS or name != "body"]
    listed = ", ".join(f'"{name}"' for name in names)
    for row in plain(store.read()).execute(f"SELECT {listed} FROM {table.name} ORDER BY id"):
        yield dict(_shown(name, value) for name, value in zip(names, row, strict=True))


def file_of(noun: str, record: Mapping[str, Any] | sqlite3.Row) -> str:
    """Give the place of a body in the folder: by its hash, with an ending that other programs know."""
    name = record["sha256"]
    ending = ENDINGS.get(record["media_type"], ".bin")
    return f"{FOLDERS[noun]}/{name[:2]}/{name}{ending}"


def files_of_article(store: Store, article_id: int) -> Iterator[tuple[str, str]]:
    """Yield noun and place of what was received for an article: its pages, then their pictures."""
    pictures = (
        "SELECT DISTINCT resource.sha256, resource.media_type FROM resource JOIN snapshot_resource "
        "ON resource_id = resource.id JOIN snapshot ON snapshot.id = snapshot_id "
        "WHERE article_id = ? ORDER BY resource.id"
    )
    pages = "SELECT sha256, media_type FROM snapshot WHERE article_id = ? ORDER BY id"
    for noun, question in (("snapshot", pages), ("resource", pictures)):
        for sha256, media_type in plain(store.read()).execute(question, [article_id]).fetchall():
            yield noun, file_of(noun, {"sha256": sha256.hex(), "media_type": media_type})


def numbers(store: Store) -> dict[str, int]:
    """Give the last number of each table: none is given twice, also after what bore it is gone."""
    rows = plain(store.read()).execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
    return {name: seq for name, seq in rows if name in KEPT}


def is_empty(store: Store) -> bool:
    """Say whether there is no row yet in any table that comes back."""
    asked = "SELECT EXISTS (SELECT 1 FROM {})"
    return not any(store.read().execute(asked.format(name)).fetchone()[0] for name in KEPT)


def add(store: Store, table: Table, record: Record, received: bytes | None = None) -> None:
    """Add a row, inside an operation; ValueError says what of it the table cannot hold."""
    held = dict(record)
    if odd := held.keys() - _named(table):
        raise ValueError(f"it has a column {min(odd)!r} that this library does not know")
    held.pop("file", None)
    if table.name == PACKED and isinstance(held.get("body"), str):
        held["body_zlib"] = zlib.compress(held.pop("body").encode()).hex()
    columns = [name for name in table.columns if name in held]
    values = [_value(name, table.columns[name], held[name]) for name in columns]
    if received is not None:
        columns.append("body")
        values.append(attachments.keep(store.folder, received, bytes.fromhex(held["sha256"])))
    _insert(store, table.name, columns, values)


def set_numbers(store: Store, last: Mapping[str, int]) -> None:
    """Let numbers go on where they ended, inside an operation; ValueError where a row has a higher one."""
    conn = store.db.conn
    for name in KEPT:
        number = last.get(name, 0)
        if not isinstance(number, int) or not 0 <= number < LARGEST:
            raise ValueError(f"the last number of {name!r} is none")
        held = conn.execute(f"SELECT coalesce(max(id), 0) FROM {name}").fetchone()[0]
        if held > number:
            raise ValueError(f"{name!r} has a row with a number above the last one")
        if number:
            conn.execute("DELETE FROM sqlite_sequence WHERE name = ?", [name])
            conn.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [name, number])


def faults(store: Store) -> Iterator[tuple[str, str]]:
    """Yield tables, with what is wrong in them, that no single row shows: references, places, texts of others."""
    conn = plain(store.read())
    for name, *_ in conn.execute("PRAGMA foreign_key_check").fetchall():
        yield name, "a row in it leads to one that is not there"
    for name, question in _BETWEEN:
        if conn.execute(question).fetchone():
            yield name, "a place in it is not in the text that it names"


def chain_faults(store: Store) -> list[str]:
    """Give what is wrong with the chain of snapshots; empty where it is whole."""
    return list(chain.verify(store.read()))


_BETWEEN = tuple(
    (name, question + " LIMIT 1")
    for name, question in (
        *(
            (
                name,
                f"SELECT 1 FROM {name} JOIN text_version ON text_version.id = text_version_id "
                f'WHERE {name}.start < 0 OR {name}."end" > length(text)',
            )
            for name in ("target", "mention")
        ),
        (
            "target",
            "SELECT 1 FROM target JOIN annotation ON annotation.id = annotation_id "
            "JOIN text_version ON text_version.id = text_version_id "
            "WHERE text_version.article_id <> annotation.article_id",
        ),
        (
            "mention",
            "SELECT 1 FROM mention JOIN text_version ON text_version.id = text_version_id "
            "WHERE text_version.article_id <> mention.article_id",
        ),
        (
            "article",
            "SELECT 1 FROM article JOIN text_version ON text_version.id = current_version_id "
            "WHERE text_version.article_id <> article.id",
        ),
    )
)


def _named(table: Table) -> set[str]:
    """Give the columns that a record of this table may have."""
    if table.name in FOLDERS:
        return (table.columns.keys() - {"body"}) | {"file"}
    if table.name == PACKED:
        return (table.columns.keys() - {"body_zlib"}) | {"body"}
    return set(table.columns)


def _shown(name: str, value: object) -> tuple[str, object]:
    if name == "body_zlib" and isinstance(value, bytes):
        return "body", zlib.decompress(value).decode()
    return name, value.hex() if isinstance(value, bytes) else value


def _value(name: str, kind: str, value: object) -> object:
    if value is None:
        return None
    if not isinstance(value, _KINDS[kind]) or isinstance(value, bool):
        raise ValueError(f"its {name!r} is no {kind.lower()}")
    if isinstance(value, int) and not -LARGEST < value < LARGEST:
        raise ValueError(f"its {name!r} is too large")
    if name == "id" and value < 1:  # type: ignore[operator]
        raise ValueError("its 'id' is no number of a row")
    if isinstance(value, str) and _ODD.search(value):
        raise ValueError(f"its {name!r} holds signs that no text can have")
    return bytes.fromhex(value) if kind == "BLOB" else value  # type: ignore[arg-type]


def _insert(store: Store, name: str, columns: list[str], values: list[object]) -> None:
    listed = ", ".join(f'"{one}"' for one in columns)
    places = ", ".join("?" * len(columns))
    try:
        store.db.conn.execute(f"INSERT INTO {name} ({listed}) VALUES ({places})", values)
    except sqlite3.IntegrityError as error:
        raise ValueError("it breaks a rule of the library, or stands there twice") from error
