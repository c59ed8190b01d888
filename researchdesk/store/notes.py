# SPDX-License-Identifier: MIT
"""Rows of notes, their revisions and citations, and the aliases of public ids."""

from __future__ import annotations

import json
import zlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import structs

from researchdesk.model.dates import now
from researchdesk.model.errors import NoSuchThing
from researchdesk.model.note import Citation, Note, NoteId, NoteRevision, NoteRow
from researchdesk.store import standing
from researchdesk.store.articles import IDS, as_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from researchdesk.model.note import ParsedCitation
    from researchdesk.model.passage import TargetStatus
    from researchdesk.store.operation import Store

REVISION_EVERY = 300  # seconds of editing that one revision may cover
TAGS = """(SELECT group_concat(name, char(10)) FROM (SELECT name FROM note_tag JOIN tag ON tag.id = tag_id
    WHERE note_id = {} ORDER BY name_key))"""
CITATIONS = """SELECT citation.*, note.title AS note_title,
    a.id AS article_id, a.title AS article_title, annotation.id AS annotation_id, annotation.exact,
    annotation.id IS NULL AND citing.id IS NULL AND cited_note.id IS NULL AND person.id IS NULL AS is_broken
    FROM citation JOIN note ON note.id = citation.note_id
    LEFT JOIN alias ON old_id = cited_id
    LEFT JOIN annotation ON kind = 'p' AND annotation.public_id = coalesce(new_id, cited_id)
    LEFT JOIN article AS citing ON kind = 'a' AND citing.public_id = coalesce(new_id, cited_id)
    LEFT JOIN note AS cited_note ON kind = 'n' AND cited_note.public_id = coalesce(new_id, cited_id)
    LEFT JOIN person ON kind = 't' AND person.public_id = coalesce(new_id, cited_id)
    LEFT JOIN article AS a ON a.id = coalesce(annotation.article_id, citing.id) """


def insert(store: Store, public_id: str, title: str, body: str) -> NoteId:
    """Make a note with its first revision."""
    at = now()
    row = {
        "public_id": public_id,
        "title": title,
        "body": body,
        "revision": 1,
        "created_at": at,
        "modified_at": at,
    }
    note_id = NoteId(int(store.db.table("note").insert(row).last_rowid or 0))
    _add_revision(store, note_id, 1, title, body)
    return note_id


def save(store: Store, note: Note, title: str, body: str) -> Note:
    """Write a note's new state, and a revision of it when the last one is five minutes old."""
    values = {"title": title, "body": body, "modified_at": now()}
    store.db.table("note").update(note.id, values)
    saved = get(store, note.id)
    last = (
        store.read()
        .execute(
            "SELECT saved_at FROM note_revision WHERE note_id = ? ORDER BY revision DESC", [note.id]
        )
        .fetchone()
    )
    if last is None or _age(last[0]) >= REVISION_EVERY:
        keep_revision(store, saved)
    return saved


def keep_revision(store: Store, note: Note) -> None:
    """Add the note's present state to its history, unless it stands there as the newest already."""
    last = (
        store.read()
        .execute(
            "SELECT title, body_zlib, revision FROM note_revision WHERE note_id = ? ORDER BY revision DESC",
            [note.id],
        )
        .fetchone()
    )
    if last and (last[0], zlib.decompress(last[1]).decode()) == (note.title, note.body):
        return
    number = 1 + (last[2] if last else 0)  # never note.revision + 1: an undo sets that back
    _add_revision(store, note.id, number, note.title, note.body)
    store.db.table("note").update(note.id, {"revision": number})


def get(store: Store, note_id: NoteId) -> Note:
    """Give one note; NoSuchThing when there is none with this number."""
    row = store.read().execute("SELECT * FROM note WHERE id = ?", [note_id]).fetchone()
    if row is None:
        raise NoSuchThing(noun="note", name=note_id)
    names = store.read().execute(f"SELECT {TAGS.format('?')}", [note_id]).fetchone()[0]
    return Note(**row, tags=_tags(names))


def by_public_id(store: Store, public_id: str) -> NoteId | None:
    """Find a note by the id that stands in links."""
    row = store.read().execute("SELECT id FROM note WHERE public_id = ?", [public_id]).fetchone()
    return NoteId(row[0]) if row else None


def existing(store: Store, ids: Iterable[int]) -> list[NoteId]:
    """Give those ids that are notes; NoSuchThing names the first that is not."""
    wanted = list(dict.fromkeys(ids))
    found = {
        row[0]
        for row in store.read().execute(f"SELECT id FROM note WHERE id IN {IDS}", [as_json(wanted)])
    }
    for one in wanted:
        if one not in found:
            raise NoSuchThing(noun="note", name=one)
    return [NoteId(one) for one in wanted]


def rows(
    store: Store,
    *,
    trashed: bool = False,
    limit: int | None = None,
    ids: Sequence[int] | None = None,
) -> list[NoteRow]:
    """Give what a list shows of notes, the last changed first."""
    found = store.read().execute(
        f"""SELECT id, public_id, title, modified_at, substr(body, 1, 400),
            (SELECT count(*) FROM citation WHERE note_id = note.id), {TAGS.format("note.id")} FROM note
            WHERE (trashed_on IS NOT NULL) = ? AND (? OR id IN {IDS}) ORDER BY modified_at DESC, id DESC LIMIT ?""",
        [trashed, ids is None, as_json(ids or ()), -1 if limit is None else limit],
    )
    return [structs.replace(NoteRow(*row[:6]), tags=_tags(row[6])) for row in found]


def trash(store: Store, ids: Iterable[int], trashed_on: str | None) -> None:
    """Put notes into the trash, or take them out with None."""
    table = store.db.table("note")
    for one in ids:
        table.update(one, {"trashed_on": trashed_on})


def history(store: Store, note_id: NoteId) -> list[NoteRevision]:
    """Give the saved states of a note, the newest first."""
    found = store.read().execute(
        "SELECT revision, title, body_zlib, saved_at FROM note_revision WHERE note_id = ? ORDER BY revision DESC",
        [note_id],
    )
    return [NoteRevision(row[0], row[1], zlib.decompress(row[2]).decode(), row[3]) for row in found]


def set_citations(store: Store, note_id: NoteId, found: Sequence[ParsedCitation]) -> None:
    """Let the citation table follow the text; only the difference is written, so that saves log little."""
    known = {
        row["position"]: row
        for row in store.read().execute(
            "SELECT * FROM citation WHERE note_id = ? ORDER BY position", [note_id]
        )
    }
    table = store.db.table("citation")
    for position, one in enumerate(found):
        values: dict[str, Any] = {name: getattr(one, name) for name in type(one).__struct_fields__}
        row = known.pop(position, None)
        if row is None:
            table.insert({"note_id": note_id, "position": position} | values)
        elif changed := {name: value for name, value in values.items() if row[name] != value}:
            table.update(row["id"], changed)
    for row in known.values():
        table.delete(row["id"])


def citations(store: Store, condition: str, values: Sequence[object]) -> list[Citation]:
    """Give citations with what they lead to, in the order of note and place."""
    found = (
        store.read()
        .execute(f"{CITATIONS} WHERE {condition} ORDER BY note.id, position", [*values])
        .fetchall()
    )
    cited = {row["annotation_id"] for row in found} - {None}
    statuses = standing.statuses(store, cited)
    return [_citation(row, statuses.get(row["annotation_id"])) for row in found]


def resolve(store: Store, public_id: str) -> str:
    """Give the id that an old one leads to now."""
    row = store.read().execute("SELECT new_id FROM alias WHERE old_id = ?", [public_id]).fetchone()
    return str(row[0]) if row else public_id


def aliases(store: Store, public_ids: Iterable[str]) -> dict[str, str]:
    """Give those of some ids that lead to another one now, and which."""
    found = store.read().execute(
        "SELECT old_id, new_id FROM alias WHERE old_id IN (SELECT value FROM json_each(?))",
        [json.dumps([*public_ids])],
    )
    return dict(tuple(row) for row in found)


def _add_revision(store: Store, note_id: NoteId, number: int, title: str, body: str) -> None:
    row = {
        "revision": number,
        "title": title,
        "body_zlib": zlib.compress(body.encode()),
        "saved_at": now(),
    }
    store.db.table("note_revision").insert({"note_id": note_id} | row)


def _tags(names: str | None) -> tuple[str, ...]:
    return tuple((names or "").splitlines())


def _age(moment: str) -> float:
    return (datetime.fromisoformat(now()) - datetime.fromisoformat(moment)).total_seconds()


def _citation(row: sqlite3.Row, status: TargetStatus | None) -> Citation:
    names = set(Citation.__struct_fields__) - {"status", "is_broken"}
    values = {name: row[name] for name in names}
    return Citation(**values, status=status, is_broken=bool(row["is_broken"]))
