# SPDX-License-Identifier: MIT
"""Rows for the store's tests, and all that counts in a library as plain values."""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from typing import TYPE_CHECKING, Any

from researchdesk.store.connection import plain
from researchdesk.store.public_ids import new_public_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from researchdesk.store.operation import Store

AT = "2026-11-26T09:00:00Z"
DATES = {"created_at": AT, "modified_at": AT}
NOT_COUNTED = ("outbox", "sqlite_sequence", "meta", "step", "step_change", "chain")


def dump(conn: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Give everything that undo must bring back, digests included, as values."""
    ask = plain(conn)
    names = ask.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: ask.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
        for (name,) in names
        if name not in NOT_COUNTED
    }


def insert(store: Store, table: str, **values: Any) -> int:
    """Insert one row, inside an operation."""
    return int(store.db.table(table).insert(values).last_rowid or 0)


def article(store: Store, title: str = "Grain", **values: Any) -> int:
    row = {"public_id": new_public_id(), "title": title, "accessed": AT} | DATES | values
    return insert(store, "article", **row)


def snapshot(store: Store, article_id: int, received: bytes = b"<p>Grain", **values: Any) -> int:
    row = {"article_id": article_id, "fetched_at": AT, "media_type": "text/html", "body": received}
    row |= {"sha256": hashlib.sha256(received).digest(), "body_bytes": len(received)}
    return insert(store, "snapshot", **row | values)


def text_version(store: Store, article_id: int, text: str, seq: int = 1) -> int:
    row = {"article_id": article_id, "seq": seq, "made_at": AT, "extractor": "x"}
    row |= {"extractor_version": "1", "canon_version": 1, "html": f"<p>{text}", "text": text}
    return insert(store, "text_version", text_sha256="0" * 64, **row)


def person(store: Store, name: str = "Ada Lovelace", **values: Any) -> int:
    row = {"public_id": new_public_id(), "preferred_name": name, "sort_name": name} | DATES
    return insert(store, "person", **row | values)


def name_form(store: Store, person_id: int, form: str, kind: str = "variant") -> int:
    row = {"person_id": person_id, "form": form, "full_key": form, "script": "Latn", "kind": kind}
    return insert(store, "name_form", **row)


def mention(store: Store, article_id: int, **values: Any) -> int:
    row = {
        "article_id": article_id,
        "surface": "Ada",
        "status": "accepted",
        "confidence": 0.1 + 0.2,
    }
    return insert(store, "mention", **row | {"method": "user", "recogniser": ""} | values)


def note(store: Store, title: str = "Grain", body: str = "", **values: Any) -> int:
    row = {"public_id": new_public_id(), "title": title, "body": body, "revision": 1} | DATES
    return insert(store, "note", **row | values)


def note_revision(store: Store, note_id: int, revision: int, body: str) -> int:
    row = {"note_id": note_id, "revision": revision, "title": "t", "saved_at": AT}
    return insert(store, "note_revision", body_zlib=zlib.compress(body.encode()), **row)


def citation(note_id: int, position: int) -> dict[str, object]:
    row = {"note_id": note_id, "position": position, "kind": "p", "cited_id": "0" * 10}
    return row | {"line_first": 0, "line_last": 0, "label": ""}


def annotation(store: Store, article_id: int, exact: str = "Grain") -> int:
    row = {"public_id": new_public_id(), "article_id": article_id, "exact": exact} | DATES
    row |= {"motivation": "highlighting", "colour": "yellow", "prefix": "", "suffix": ""}
    return insert(store, "annotation", **row)


def tag(store: Store, name: str = "harvest") -> int:
    return insert(store, "tag", name=name, name_key=name)


def clip(store: Store, title: str = "Grain", text: str = "Rye ‘é’ 𝄞.\n", **values: Any) -> int:
    """Clip an article, as one operation: article, snapshot, text and author."""
    with store.operation("Clip article"):
        article_id = article(store, title, **values)
        snapshot_id = snapshot(store, article_id, b"\x00\xff" * 500 + title.encode())
        version_id = text_version(store, article_id, text)
        store.db.table("text_version").update(version_id, {"snapshot_id": snapshot_id})
        store.db.table("article").update(article_id, {"current_version_id": version_id})
        insert(store, "contributor", article_id=article_id, literal="Ada", position=0)
    return article_id


def new_note(store: Store, **values: Any) -> int:
    with store.operation("New note"):
        return note(store, **values)


def broken(store: Store, work: Callable[[], object], *, undoable: bool = True) -> None:
    """Do work in an operation that fails at its end."""
    with contextlib.suppress(ZeroDivisionError), store.operation("Broken", undoable=undoable):
        work()
        raise ZeroDivisionError


def labels(store: Store, *, is_redo: bool = False) -> list[str]:
    """Give the labels of the steps that can be undone (or redone), oldest first."""
    return [step.label for step in reversed(store.steps()) if step.is_redo is is_redo]
