# SPDX-License-Identifier: MIT
"""Articles, annotations and notes as records that mean the same in any library: public ids in place of numbers.

A record holds every column; people, mentions, pages as received and the history of notes are not in it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from researchdesk.store import tags as tag_rows
from researchdesk.store.articles import IDS, as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from researchdesk.model.article import ArticleId
    from researchdesk.model.note import NoteId
    from researchdesk.model.passage import AnnotationId
    from researchdesk.store.operation import Store
    from researchdesk.store.tags import Bearer

    Record = dict[str, Any]

ARTICLE = (
    *(
        "public_id",
        "item_type",
        "title",
        "container_title",
        "issued",
        "accessed",
        "language",
        "url",
    ),
    *("canonical_url", "csl", "is_read", "is_starred", "filed_on", "doubt", "created_at"),
    *("modified_at", "trashed_on"),
)
VERSION = (
    *("seq", "made_at", "extractor", "extractor_version", "canon_version", "html", "text"),
    "text_sha256",
)
REMOVED = ("n", "place", "html", "text", "reason")
CONTRIBUTOR = ("role", "position", "family", "given", "literal")
ANNOTATION = (
    *("public_id", "motivation", "body", "colour", "exact", "prefix", "suffix", "created_at"),
    *("modified_at", "trashed_on"),
)
TARGET = ("start", "end", "status", "confidence", "why", "aligner", "decided_by", "decided_at")
NOTE = ("public_id", "title", "body", "created_at", "modified_at", "trashed_on")


def article(store: Store, article_id: ArticleId) -> Record:
    """Give an article with its contributors, tags and text versions; `current`: the version that is read."""
    made = _one(store, "article", ARTICLE, article_id)
    versions = _rows(store, "text_version", ("id", *VERSION), "article_id = ?", [article_id], "seq")
    current = store.read().execute(
        "SELECT seq FROM article JOIN text_version ON text_version.id = current_version_id WHERE article.id = ?",
        [article_id],
    )
    for one in versions:
        found = [one.pop("id")]
        one["removed"] = _rows(store, "removed_block", REMOVED, "text_version_id = ?", found, "n")
    return made | {
        "current": next((row[0] for row in current), None),
        "contributors": _rows(
            store, "contributor", CONTRIBUTOR, "article_id = ?", [article_id], "role, position"
        ),
        "tags": _tags(store, "article", article_id),
        "versions": versions,
    }


def annotations_of(store: Store, article_id: ArticleId) -> list[Record]:
    """Give an article's annotations, those in the trash too, with their targets in all versions."""
    found = _rows(store, "annotation", ("id", *ANNOTATION), "article_id = ?", [article_id], "id")
    for one in found:
        row_id = one.pop("id")
        rows = store.read().execute(
            f"""SELECT text_version.seq AS version, {_listed(TARGET, "target.")}, (SELECT older.seq
                FROM target AS source JOIN text_version AS older ON older.id = source.text_version_id
                WHERE source.id = target.carried_from_id) AS carried_from
            FROM target JOIN text_version ON text_version.id = text_version_id
            WHERE annotation_id = ? ORDER BY text_version.seq""",
            [row_id],
        )
        one["targets"] = [dict(row) for row in rows]
        one["tags"] = _tags(store, "annotation", row_id)
    return found


def note(store: Store, note_id: NoteId) -> Record:
    """Give a note with its tags."""
    return _one(store, "note", NOTE, note_id) | {"tags": _tags(store, "note", note_id)}


def aliases(store: Store) -> dict[str, str]:
    """Give the old public ids and what they lead to."""
    return dict(tuple(row) for row in store.read().execute("SELECT old_id, new_id FROM alias"))


def known(store: Store, public_ids: Iterable[str]) -> set[str]:
    """Give those public ids that name something in this library, also by an alias."""
    found: set[str] = set()
    wanted = json.dumps([*public_ids])
    for noun, column in (
        *((noun, "public_id") for noun in ("article", "annotation", "note", "person")),
        ("alias", "old_id"),
    ):
        rows = store.read().execute(
            f"SELECT {column} FROM {noun} WHERE {column} IN (SELECT value FROM json_each(?))",
            [wanted],
        )
        found.update(row[0] for row in rows)
    return found


def csl(store: Store, ids: Sequence[ArticleId]) -> dict[int, dict[str, Any]]:
    """Give the further CSL variables of articles."""
    rows = store.read().execute(f"SELECT id, csl FROM article WHERE id IN {IDS}", [as_json(ids)])
    return {row[0]: json.loads(row[1]) for row in rows}


def contributors(store: Store, article_id: ArticleId) -> list[Record]:
    """Give everybody who had a part in an article, authors first."""
    return _rows(
        store,
        "contributor",
        CONTRIBUTOR,
        "article_id = ?",
        [article_id],
        "role <> 'author', role, position",
    )


def add_article(store: Store, record: Record) -> ArticleId:
    """Make an article of a record, inside an operation."""
    table = store.db.table("article")
    article_id: Any = int(table.insert(_columns(record, ARTICLE)).last_rowid or 0)
    store.db.table("contributor").insert_all(
        {"article_id": article_id, **_columns(one, CONTRIBUTOR)} for one in record["contributors"]
    )
    for one in record["versions"]:
        row = {"article_id": article_id, **_columns(one, VERSION)}
        version_id = int(store.db.table("text_version").insert(row).last_rowid or 0)
        store.db.table("removed_block").insert_all(
            {"text_version_id": version_id, **_columns(block, REMOVED)} for block in one["removed"]
        )
        if one["seq"] == record["current"]:
            table.update(article_id, {"current_version_id": version_id})
    _attach(store, "article", article_id, record["tags"])
    return article_id  # type: ignore[no-any-return]


def add_annotation(store: Store, article_id: ArticleId, record: Record) -> AnnotationId:
    """Make an annotation of a record, with its targets in the versions that the article has."""
    row = {"article_id": article_id, **_columns(record, ANNOTATION)}
    made: Any = int(store.db.table("annotation").insert(row).last_rowid or 0)
    versions = dict(
        tuple(row)
        for row in store.read().execute(
            "SELECT seq, id FROM text_version WHERE article_id = ?", [article_id]
        )
    )
    targets: dict[int, int] = {}
    for one in record["targets"]:
        values = {
            "annotation_id": made,
            "text_version_id": versions[one["version"]],
            **_columns(one, TARGET),
        }
        targets[one["version"]] = int(store.db.table("target").insert(values).last_rowid or 0)
    for one in record["targets"]:
        if one["carried_from"] in targets:
            source = {"carried_from_id": targets[one["carried_from"]]}
            store.db.table("target").update(targets[one["version"]], source)
    _attach(store, "annotation", made, record["tags"])
    return made  # type: ignore[no-any-return]


def put_note(store: Store, note_id: NoteId, record: Record) -> None:
    """Let a note that was made just now have the moments and tags of its record."""
    moments = {name: record[name] for name in ("created_at", "modified_at", "trashed_on")}
    store.db.table("note").update(note_id, moments)
    _attach(store, "note", note_id, record["tags"])


def add_alias(store: Store, old_id: str, new_id: str) -> None:
    """Let an old public id lead to another."""
    store.db.table("alias").insert({"old_id": old_id, "new_id": new_id})


def _columns(record: Record, names: Sequence[str]) -> Record:
    return {name: record[name] for name in names}


def _listed(names: Iterable[str], of: str = "") -> str:
    return ", ".join(f'{of}"{name}"' for name in names)


def _one(store: Store, noun: str, names: Sequence[str], row_id: int) -> Record:
    (found,) = _rows(store, noun, names, "id = ?", [row_id], "id")
    return found


def _rows(
    store: Store, noun: str, names: Sequence[str], where: str, values: Sequence[object], order: str
) -> list[Record]:
    asked = f"SELECT {_listed(names)} FROM {noun} WHERE {where} ORDER BY {order}"
    return [dict(row) for row in store.read().execute(asked, values)]


def _tags(store: Store, bearer: str, row_id: int) -> list[str]:
    rows = store.read().execute(
        f"SELECT name FROM {bearer}_tag JOIN tag ON tag.id = tag_id WHERE {bearer}_id = ? ORDER BY name_key",
        [row_id],
    )
    return [row[0] for row in rows]


def _attach(store: Store, bearer: Bearer, row_id: int, names: Iterable[str]) -> None:
    for name in names:
        tag_rows.attach(store, [row_id], tag_rows.ensure(store, name), bearer)
