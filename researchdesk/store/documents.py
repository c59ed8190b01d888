# SPDX-License-Identifier: MIT
"""Read what the index takes in: articles with their words and tags, and note pages, by a reader of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from researchdesk.model.search import Document
from researchdesk.store.articles import IDS, as_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

AT_ONCE = 200  # documents read in one go

ARTICLES = f"""SELECT article.*, coalesce(text, '') AS text,
    (SELECT group_concat(nullif(body, ''), char(10)) FROM annotation
        WHERE article_id = article.id AND trashed_on IS NULL) AS comments,
    EXISTS (SELECT 1 FROM annotation WHERE article_id = article.id AND trashed_on IS NULL) AS has_annotation,
    (SELECT group_concat(coalesce(literal, ifnull(given || ' ', '') || family), char(10)) FROM contributor
        WHERE article_id = article.id) AS authors
    FROM article LEFT JOIN text_version ON text_version.id = current_version_id
    WHERE article.id IN {IDS}"""
PEOPLE = f"""SELECT DISTINCT article_id, name_form.person_id, form FROM name_form
    JOIN mention ON mention.person_id = name_form.person_id JOIN person ON person.id = name_form.person_id
    WHERE article_id IN {IDS} AND status = 'accepted' AND person.trashed_on IS NULL ORDER BY name_form.id"""
COUNTRIES = f"""SELECT DISTINCT article_id, country FROM mention
    WHERE article_id IN {IDS} AND status = 'accepted' AND country IS NOT NULL"""
TAGS = f"SELECT article_id, tag_id, name FROM article_tag JOIN tag ON tag.id = tag_id WHERE article_id IN {IDS}"
NOTES = f"SELECT * FROM note WHERE id IN {IDS}"
NOTE_TAGS = (
    f"SELECT note_id, tag_id, name FROM note_tag JOIN tag ON tag.id = tag_id WHERE note_id IN {IDS}"
)


def all_ids(conn: sqlite3.Connection) -> tuple[list[int], list[int]]:
    """Give the ids of all articles and all notes, those in the trash too."""
    return tuple(  # type: ignore[return-value]
        [row[0] for row in conn.execute(f"SELECT id FROM {noun} ORDER BY id")]
        for noun in ("article", "note")
    )


def affected(conn: sqlite3.Connection, ids: dict[str, set[int]]) -> tuple[set[int], set[int]]:
    """Turn the outbox's ids by noun into the articles and notes whose documents may have changed."""
    articles, notes = set(ids.get("article", ())), set(ids.get("note", ()))
    people, tags = as_json(ids.get("person", ())), as_json(ids.get("tag", ()))
    for question, wanted, found in (
        (f"SELECT article_id FROM mention WHERE person_id IN {IDS}", people, articles),
        (f"SELECT article_id FROM article_tag WHERE tag_id IN {IDS}", tags, articles),
        (f"SELECT note_id FROM note_tag WHERE tag_id IN {IDS}", tags, notes),
    ):
        found.update(row[0] for row in conn.execute(question, [wanted]))
    return articles, notes


def articles(conn: sqlite3.Connection, ids: Iterable[int]) -> Iterator[Document]:
    """Give the documents of these articles; deleted ones give none."""
    for part in _slices(sorted(ids)):
        yield from _articles(conn, as_json(part))


def notes(conn: sqlite3.Connection, ids: Iterable[int]) -> Iterator[Document]:
    """Give the documents of these notes; deleted ones give none."""
    for part in _slices(sorted(ids)):
        wanted = as_json(part)
        tags = _by_id(conn, NOTE_TAGS, wanted)
        for row in conn.execute(NOTES, [wanted]):
            borne = tags.get(row["id"], [])
            yield Document(
                kind="note",
                id=row["id"],
                title=row["title"],
                body=row["body"],
                tags=tuple(one[2] for one in borne),
                tag_ids=tuple(one[1] for one in borne),
                clipped=row["created_at"],
                is_trashed=row["trashed_on"] is not None,
            )


def _articles(conn: sqlite3.Connection, wanted: str) -> Iterator[Document]:
    people, countries, tags = (
        _by_id(conn, question, wanted) for question in (PEOPLE, COUNTRIES, TAGS)
    )
    for row in conn.execute(ARTICLES, [wanted]):
        forms, codes, words = (found.get(row["id"], []) for found in (people, countries, tags))
        yield Document(
            kind="article",
            id=row["id"],
            title=row["title"],
            body=row["text"],
            note=row["comments"] or "",
            authors=tuple(row["authors"].split("\n")) if row["authors"] else (),
            container_title=row["container_title"] or "",
            site=" ".join(
                part
                for part in (row["container_title"], row["canonical_url"] or row["url"])
                if part
            ),
            tags=tuple(one[2] for one in words),
            people=tuple(one[2] for one in forms),
            countries=tuple(one[1] for one in codes),
            person_ids=tuple(dict.fromkeys(one[1] for one in forms)),
            country_codes=tuple(one[1] for one in codes),
            tag_ids=tuple(one[1] for one in words),
            language=row["language"] or "",
            issued=row["issued"] or "",
            clipped=row["created_at"],
            item_type=row["item_type"],
            has_annotation=bool(row["has_annotation"]),
            is_trashed=row["trashed_on"] is not None,
        )


def _by_id(
    conn: sqlite3.Connection, question: str, wanted: str
) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in conn.execute(question, [wanted]):
        found.setdefault(row[0], []).append(tuple(row))
    return found


def _slices(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
