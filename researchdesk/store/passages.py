# SPDX-License-Identifier: MIT
"""Rows of annotations and their targets."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, get_args

from researchdesk.model.dates import now
from researchdesk.model.errors import NoSuchThing
from researchdesk.model.passage import (
    Annotation,
    AnnotationId,
    Colour,
    Selectors,
    TargetStatus,
)
from researchdesk.store import standing
from researchdesk.store.articles import IDS, as_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from researchdesk.model.article import ArticleId, TextVersionId
    from researchdesk.model.passage import Carried
    from researchdesk.store.operation import Store

SELECT = """SELECT annotation.*, article.title AS article_title, target.text_version_id, start, "end",
    coalesce(status, 'orphan') AS status, coalesce(confidence, 0) AS confidence,
    coalesce(why, 'no text') AS why, decided_by,
    (SELECT count(DISTINCT note_id) FROM citation JOIN note ON note.id = note_id
        WHERE cited_id = annotation.public_id AND note.trashed_on IS NULL) AS cited_by,
    (SELECT group_concat(name, char(10)) FROM (SELECT name FROM annotation_tag JOIN tag ON tag.id = tag_id
        WHERE annotation_id = annotation.id ORDER BY name_key)) AS tags
    FROM annotation JOIN article ON article.id = article_id
    LEFT JOIN target ON annotation_id = annotation.id AND target.text_version_id = article.current_version_id """
ALIGNER = "alignment 1"  # name and version of the rules by which a passage is carried


def insert(
    store: Store,
    public_id: str,
    article_id: ArticleId,
    selectors: Selectors,
    colour: Colour,
    body: str,
) -> AnnotationId:
    """Make an annotation of a passage; its target follows with `add_target`."""
    at = now()
    row = {
        "public_id": public_id,
        "article_id": article_id,
        "motivation": "commenting" if body else "highlighting",
        "body": body,
        "colour": str(colour),
        "exact": selectors.exact,
        "prefix": selectors.prefix,
        "suffix": selectors.suffix,
        "created_at": at,
        "modified_at": at,
    }
    return AnnotationId(int(store.db.table("annotation").insert(row).last_rowid or 0))


def add_target(
    store: Store,
    annotation_id: AnnotationId,
    version_id: TextVersionId,
    carried: Carried,
    *,
    decided_by: str = "program",
    carried_from: int | None = None,
) -> None:
    """Say where an annotation stands in a text version."""
    row = {
        "annotation_id": annotation_id,
        "text_version_id": version_id,
        "carried_from_id": carried_from,
        "decided_by": decided_by,
        "decided_at": now(),
    }
    store.db.table("target").insert(row | _said(carried))


def put_target(
    store: Store, annotation_id: AnnotationId, version_id: TextVersionId, carried: Carried
) -> None:
    """Let an annotation stand where the user says in a text version, whatever was said of it there before."""
    held = target(store, annotation_id, version_id)
    if held is None:
        add_target(store, annotation_id, version_id, carried, decided_by="user")
        return
    values = _said(carried) | {"decided_by": "user", "decided_at": now()}
    store.db.table("target").update(held["id"], values)


def target(
    store: Store, annotation_id: AnnotationId, version_id: TextVersionId | None
) -> sqlite3.Row | None:
    """Give what is said of an annotation in a text version; None when nothing is."""
    row: sqlite3.Row | None = (
        store.read()
        .execute(
            "SELECT * FROM target WHERE annotation_id = ? AND text_version_id = ?",
            [annotation_id, version_id],
        )
        .fetchone()
    )
    return row


def targets(store: Store, version_id: TextVersionId | None) -> list[sqlite3.Row]:
    """Give the targets of a text version."""
    return (
        store.read()
        .execute("SELECT * FROM target WHERE text_version_id = ? ORDER BY id", [version_id])
        .fetchall()
    )


def without_target(
    store: Store, article_id: ArticleId, version_id: TextVersionId
) -> list[AnnotationId]:
    """Give an article's annotations of which nothing is known in this version: what is to be carried there."""
    rows = store.read().execute(
        """SELECT id FROM annotation WHERE article_id = ?
            AND id NOT IN (SELECT annotation_id FROM target WHERE text_version_id = ?) ORDER BY id""",
        [article_id, version_id],
    )
    return [AnnotationId(row[0]) for row in rows]


def seen(store: Store, annotation_id: AnnotationId) -> sqlite3.Row | None:
    """Give the target on which the user decided last: where it was marked, or put right."""
    row: sqlite3.Row | None = (
        store.read()
        .execute(
            "SELECT * FROM target WHERE annotation_id = ? AND decided_by = 'user' "
            "ORDER BY decided_at DESC, id DESC LIMIT 1",
            [annotation_id],
        )
        .fetchone()
    )
    return row


def seen_place(store: Store, annotation_id: AnnotationId) -> sqlite3.Row | None:
    """Give the last target with a place on which the user decided; else the last with any place."""
    row: sqlite3.Row | None = (
        store.read()
        .execute(
            "SELECT * FROM target WHERE annotation_id = ? AND start IS NOT NULL "
            "ORDER BY decided_by = 'user' DESC, decided_at DESC, id DESC LIMIT 1",
            [annotation_id],
        )
        .fetchone()
    )
    return row


def exact(store: Store, annotation_id: AnnotationId) -> str:
    """Give the words of an annotation as they were first marked."""
    row = store.read().execute("SELECT exact FROM annotation WHERE id = ?", [annotation_id])
    return str(row.fetchone()[0])


def counts(store: Store, article_id: ArticleId) -> dict[TargetStatus, int]:
    """Count an article's annotations by what became of them in the text that is read now."""
    asked = "SELECT id FROM annotation WHERE article_id = ? AND trashed_on IS NULL"
    found = standing.statuses(store, [row[0] for row in store.read().execute(asked, [article_id])])
    return dict.fromkeys(get_args(TargetStatus), 0) | Counter(found.values())


def update(store: Store, annotation_id: AnnotationId, **values: Any) -> None:
    """Change columns of an annotation; `modified_at` follows."""
    store.db.table("annotation").update(annotation_id, values | {"modified_at": now()})


def get(store: Store, annotation_id: AnnotationId) -> Annotation:
    """Give one annotation; NoSuchThing when there is none with this number."""
    found = _annotations(store, f"{SELECT} WHERE annotation.id = ?", annotation_id)
    if not found:
        raise NoSuchThing(noun="annotation", name=annotation_id)
    return found[0]


def by_public_id(store: Store, public_id: str) -> AnnotationId | None:
    """Find an annotation by the id that stands in links."""
    row = (
        store.read()
        .execute("SELECT id FROM annotation WHERE public_id = ?", [public_id])
        .fetchone()
    )
    return AnnotationId(row[0]) if row else None


def existing(store: Store, ids: Iterable[int]) -> list[AnnotationId]:
    """Give those ids that are annotations; NoSuchThing names the first that is not."""
    wanted = list(dict.fromkeys(ids))
    found = {
        row[0]
        for row in store.read().execute(
            f"SELECT id FROM annotation WHERE id IN {IDS}", [as_json(wanted)]
        )
    }
    for one in wanted:
        if one not in found:
            raise NoSuchThing(noun="annotation", name=one)
    return [AnnotationId(one) for one in wanted]


def of_article(store: Store, article_id: ArticleId) -> list[Annotation]:
    """Give an article's annotations by their place; those without one last."""
    return _annotations(
        store,
        f'{SELECT} WHERE article_id = ? AND annotation.trashed_on IS NULL ORDER BY start IS NULL, start, "end"',
        article_id,
    )


def everywhere(store: Store, colour: str | None, limit: int) -> list[Annotation]:
    """Give the annotations of all articles, the newest first."""
    return _annotations(
        store,
        f"{SELECT} WHERE {standing.ALIVE} AND (?1 IS NULL OR colour = ?1) ORDER BY annotation.id DESC LIMIT ?2",
        colour,
        limit,
    )


def waiting(store: Store) -> list[Annotation]:
    """Give the annotations that have no certain place and on which the user has said nothing, article by article."""
    return _annotations(
        store,
        f"{SELECT} WHERE annotation.id IN {IDS} ORDER BY annotation.article_id DESC, annotation.id",
        as_json(standing.waiting(store)),
    )


def trashed(store: Store) -> list[Annotation]:
    """Give the annotations in the trash, the last first."""
    return _annotations(
        store,
        f"{SELECT} WHERE annotation.trashed_on IS NOT NULL ORDER BY annotation.trashed_on DESC",
    )


def _said(carried: Carried) -> dict[str, Any]:
    return {
        "start": carried.span.start if carried.span else None,
        "end": carried.span.end if carried.span else None,
        "status": carried.status,
        "confidence": carried.confidence,
        "why": carried.why,
        "aligner": ALIGNER,
    }


def _annotations(store: Store, question: str, *values: object) -> list[Annotation]:
    rows = store.read().execute(question, values).fetchall()
    return [_annotation(row) for row in standing.told(store, rows)]


def _annotation(row: dict[str, Any]) -> Annotation:
    values: dict[str, Any] = {name: row[name] for name in Annotation.__struct_fields__}
    tags = tuple((row["tags"] or "").splitlines())
    return Annotation(**values | {"colour": Colour(row["colour"]), "tags": tags})
