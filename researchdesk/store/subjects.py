# SPDX-License-Identifier: MIT
"""What the user calls the thing that a row belongs to: the title of its article or note, the name of its person."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.model.errors import UserError
from researchdesk.store.connection import plain

if TYPE_CHECKING:
    from researchdesk.model.damage import Damage

_WAY = {
    "contributor": "article_id",
    "candidate": "article_id",
    "snapshot": "article_id",
    "text_version": "article_id",
    "block_decision": "article_id",
    "mention": "article_id",
    "article_tag": "article_id",
    "annotation": "article_id",
    "removed_block": "text_version_id",
    "snapshot_resource": "snapshot_id",
    "target": "annotation_id",
    "annotation_tag": "annotation_id",
    "note_revision": "note_id",
    "citation": "note_id",
    "note_tag": "note_id",
    "name_form": "person_id",
    "identifier": "person_id",
    "distinct_people": "person_id",
    "name_key": "name_form_id",
}
"""Table -> its column that leads one step towards what the user knows."""

_TITLE = {
    "article": "title",
    "note": "title",
    "person": "preferred_name",
    "tag": "name",
    "saved_search": "name",
}


def named(conn: sqlite3.Connection, damage: Damage) -> Damage:
    """Add to a damaged row its article and its title, as far as they can still be read."""
    if damage.noun is None or damage.id is None:
        return damage
    try:
        noun, row_id = _subject(conn, damage.noun, damage.id)
        title = _value(conn, noun, _TITLE[noun], row_id) if noun in _TITLE else None
    except (sqlite3.DatabaseError, UserError):
        return damage
    shown = str(title or "").encode("utf-8", "replace").decode()  # lone bytes are no words
    return structs.replace(damage, article=row_id if noun == "article" else None, title=shown)


def _subject(conn: sqlite3.Connection, noun: str, row_id: int) -> tuple[str, int]:
    if noun == "resource":
        question = "SELECT min(snapshot_id) FROM snapshot_resource WHERE resource_id = ?"
        noun, found = "snapshot", plain(conn).execute(question, [row_id]).fetchone()[0]
        row_id = found or 0
    while noun in _WAY:
        column = _WAY[noun]
        found = _value(conn, noun, column, row_id)
        if not isinstance(found, int):
            break
        noun, row_id = column.removesuffix("_id"), found
    return noun, row_id


def _value(conn: sqlite3.Connection, noun: str, column: str, row_id: int) -> object:
    row = plain(conn).execute(f"SELECT {column} FROM {noun} WHERE id = ?", [row_id]).fetchone()
    return row[0] if row else None
