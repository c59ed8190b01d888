# SPDX-License-Identifier: MIT
"""What the program does with each table: which are watched by undo and digested, which rows the index must hear of."""

from __future__ import annotations

APPLICATION_ID = 0x5244534B  # "RDSK"
VERSION = 1  # number of migrations: the user_version of a file that this program writes
TABLES = "a66ba8a4e4a36ae7edf432b09a81ea150e49f96989ccc273e546f436a2f38c5e"
"""SHA-256 of what SQLite keeps of the texts of all watched tables of that version, one behind the other."""

WATCHED = (
    "article", "contributor", "candidate",
    "snapshot", "resource", "snapshot_resource", "text_version", "removed_block", "block_decision",
    "person", "name_form", "name_key", "identifier", "mention", "refusal", "distinct_people",
    "tag", "article_tag", "annotation_tag", "note_tag", "saved_search",
    "annotation", "target", "note", "note_revision", "citation", "alias",
)  # fmt: skip

KEPT_BESIDE = ("chain", "import_run", "import_reject", "import_entry", "failed_clip")
"""Not watched by undo, and content all the same: compared, and part of an export of everything."""

APPEND_ONLY = ("note_revision", "resource")
"""Undo takes no insert in these back; a row that goes by cascade comes back with its parent."""

_INDEXED = {
    "article": ("article", "id"),
    "contributor": ("article", "article_id"),
    "text_version": ("article", "article_id"),
    "mention": ("article", "article_id"),
    "article_tag": ("article", "article_id"),
    "annotation": ("article", "article_id"),
    "note": ("note", "id"),
    "tag": ("tag", "id"),
    "person": ("person", "id"),
    "name_form": ("person", "person_id"),
}
"""Table -> the noun that the index knows, and the column that holds its id."""

_INDEXED_BY_PARENT = {
    "annotation_tag": "SELECT 'article', article_id FROM annotation WHERE id = {row}.annotation_id",
    "note_tag": "SELECT 'note', id FROM note WHERE id = {row}.note_id",
}
"""Table -> its noun by way of its parent; a SELECT, which writes nothing when a cascade has taken the parent."""

INDEXED_NOUNS = frozenset(noun for noun, _ in _INDEXED.values())
"""What an entry of the outbox can name."""


def outbox_triggers() -> dict[str, str]:
    """Give the permanent triggers that fill the outbox: name -> the text as it must stand in the file."""
    triggers = {}
    for table in (*_INDEXED, *_INDEXED_BY_PARENT):
        for event, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"])):
            name = f"outbox_{table}_{event.lower()}"
            body = " ".join(f"INSERT INTO outbox (noun, id) {_entry(table, row)};" for row in rows)
            triggers[name] = f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {body} END"
    return triggers


def _entry(table: str, row: str) -> str:
    if table in _INDEXED_BY_PARENT:
        return _INDEXED_BY_PARENT[table].format(row=row)
    noun, column = _INDEXED[table]
    return f"VALUES ('{noun}', {row}.{column})"
