# SPDX-License-Identifier: MIT
"""Compare the content of two library files: by public id and key, so that numbers of rows do not matter.

The files may be libraries, open ones too, or backups, also of an older schema: columns that only one has are left out.
"""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.model.errors import LibraryDamaged, LibraryMissing
from researchdesk.store import attachments
from researchdesk.store.connection import plain, reader
from researchdesk.store.door import translating
from researchdesk.store.hashes import typed_hash
from researchdesk.store.schema import KEPT_BESIDE, WATCHED

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

_KEYS = {
    "contributor": ("article_id", "position"),
    "candidate": ("article_id", "field", "value", "origin"),
    "snapshot": ("article_id", "fetched_at", "sha256"),
    "resource": ("sha256",),
    "snapshot_resource": ("snapshot_id", "url"),
    "text_version": ("article_id", "seq"),
    "removed_block": ("text_version_id", "n"),
    "block_decision": ("article_id", "text_sha256"),
    "name_form": ("person_id", "form"),
    "name_key": ("name_form_id", "key"),
    "identifier": ("scheme", "value"),
    "mention": (
        *("article_id", "text_version_id", "start", "end"),
        *("person_id", "country", "new_name"),
    ),
    "refusal": ("key", "kind", "person_id", "country", "article_id"),
    "distinct_people": ("person_id", "other_id"),
    "tag": ("name_key",),
    "article_tag": ("article_id", "tag_id"),
    "annotation_tag": ("annotation_id", "tag_id"),
    "note_tag": ("note_id", "tag_id"),
    "saved_search": ("name_key",),
    "target": ("annotation_id", "text_version_id"),
    "note_revision": ("note_id", "revision"),
    "citation": ("note_id", "position"),
    "alias": ("old_id",),
    "chain": ("id",),
    "import_run": ("started_at", "source_name"),
    "import_reject": ("import_run_id", "entry"),
    "import_entry": ("import_run_id", "record"),
    "failed_clip": ("source", "at"),
}
"""What tells the rows of a table apart; of those that are not here, their public id."""

_LEFT_OUT = ("id",)
_READ = {
    **dict.fromkeys((("snapshot", "body"), ("resource", "body")), "received(body, sha256)"),
    ("note_revision", "body_zlib"): "unpacked(body_zlib)",
}
"""Columns whose bytes may differ where what they hold is the same: how well it is packed, and where it lies."""
_LONG = 64  # characters or bytes: a longer value is held as its hash


class Difference(Struct, frozen=True):
    """A record that only one of two libraries has (`where` is "a" or "b"), or whose `columns` differ ("both")."""

    noun: str
    key: str
    where: str
    columns: tuple[str, ...] = ()


def differences(a: Path, b: Path) -> Iterator[Difference]:
    """Yield what differs in the content of two library files, table by table; LibraryMissing where there is none."""
    with _Content.of(a) as first, _Content.of(b) as second:
        for noun in (*WATCHED, *KEPT_BESIDE):
            yield from _compare(noun, first, second)


def _compare(noun: str, a: _Content, b: _Content) -> Iterator[Difference]:
    columns = [name for name in a.columns(noun) if name in b.columns(noun)]
    rows_a, rows_b = (one.rows(noun, columns) for one in (a, b))
    for key in sorted(rows_a.keys() | rows_b.keys()):
        if key not in rows_b:
            yield Difference(noun, key, "a")
        elif key not in rows_a:
            yield Difference(noun, key, "b")
        elif rows_a[key] != rows_b[key]:
            pairs = zip(columns, rows_a[key], rows_b[key], strict=True)
            yield Difference(noun, key, "both", tuple(name for name, x, y in pairs if x != y))


class _Content:
    """One library file, read so that rows are named by what they are, not by their numbers."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._keys: dict[str, dict[int, str]] = {}

    @classmethod
    @contextlib.contextmanager
    def of(cls, path: Path) -> Iterator[_Content]:
        if not path.is_file():
            raise LibraryMissing(path=path)
        with translating(path), contextlib.closing(reader(path)) as conn:
            conn.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
            _teach(conn, path.parent)
            conn.execute("BEGIN")  # one picture of the library, however long this takes
            yield cls(conn)

    def columns(self, noun: str) -> list[str]:
        """Name the columns that are content; none where the table is not there yet."""
        found = plain(self._conn).execute(f"PRAGMA table_info({noun})").fetchall()
        return [row[1] for row in found if row[1] not in _LEFT_OUT]

    def rows(self, noun: str, columns: list[str]) -> dict[str, tuple[object, ...]]:
        """Give the rows of a table by key, references replaced by the keys of what they lead to."""
        return {key: values for _, key, values in self._read(noun, columns)} if columns else {}

    def _keys_of(self, noun: str) -> dict[int, str]:
        if noun not in self._keys:
            self._keys[noun] = {row_id: key for row_id, key, _ in self._read(noun, [])}
        return self._keys[noun]

    def _read(self, noun: str, columns: list[str]) -> Iterator[tuple[int, str, tuple[object, ...]]]:
        named_by = _KEYS.get(noun, ("public_id",))
        wanted = [*named_by, *columns]
        parents = self._parents(noun)
        leads = [self._keys_of(parents[name]) if name in parents else None for name in wanted]
        seen = defaultdict[str, int](int)
        for row_id, *values in self._all(noun, wanted):
            known = [_shown(one, lead) for one, lead in zip(values, leads, strict=True)]
            key = "/".join("" if one is None else str(one) for one in known[: len(named_by)])
            seen[key] += 1
            key += f" ({seen[key]})" if seen[key] > 1 else ""
            yield row_id, key, tuple(known[len(named_by) :])

    def _all(self, noun: str, columns: list[str]) -> sqlite3.Cursor:
        names = ", ".join(_READ.get((noun, name), f'"{name}"') for name in ("id", *columns))
        order = ", ".join(f'"{name}"' for name in sorted(columns))
        return plain(self._conn).execute(f"SELECT {names} FROM {noun} ORDER BY {order}")

    def _parents(self, noun: str) -> dict[str, str]:
        found = plain(self._conn).execute(f"PRAGMA foreign_key_list({noun})")
        return {row[3]: row[2] for row in found}


def _teach(conn: sqlite3.Connection, folder: Path) -> None:
    """Let SQL look into what is packed, or lies in a file beside."""

    def received(body: bytes | None, sha256: bytes) -> str:
        try:
            return hashlib.sha256(attachments.fetch(folder, body, sha256)).hexdigest()
        except LibraryDamaged:
            return "not as received"

    def unpacked(packed: bytes) -> bytes | str:
        try:
            return zlib.decompress(packed)
        except zlib.error:
            return "not as written"

    conn.create_function("received", 2, received)
    conn.create_function("unpacked", 1, unpacked)


def _shown(value: object, lead: dict[int, str] | None) -> object:
    """Give a value as it is compared: a reference as a key, a long value as its hash."""
    if lead is not None and isinstance(value, int):
        return lead.get(value, "nothing")
    if isinstance(value, str | bytes) and len(value) > _LONG:
        return typed_hash([value]).hex()
    return value.hex() if isinstance(value, bytes) else value
