# SPDX-License-Identifier: MIT
"""Lists of articles: which, in what order, how many, and what a row shows."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from researchdesk.model.article import (
    ArticleFilter,
    ArticleId,
    ArticleRow,
    LibraryCounts,
    NamedTag,
    Shelf,
    Sort,
)
from researchdesk.store import standing
from researchdesk.store.articles import IDS, as_json, name_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from researchdesk.store.operation import Store

OPENING = 400  # code points of the text that a list may show
ON_SHELF = {
    Shelf.ALL: "trashed_on IS NULL",
    Shelf.INBOX: "trashed_on IS NULL AND filed_on IS NULL",
    Shelf.STARRED: "trashed_on IS NULL AND is_starred",
    Shelf.UNREAD: "trashed_on IS NULL AND NOT is_read",
    Shelf.TRASH: "trashed_on IS NOT NULL",
}
BY_NAME = {Sort.TITLE: "title", Sort.SITE: "container_title"}
BORNE = "id IN (SELECT article_id FROM mention WHERE {} = ? AND status = 'accepted')"
TAGGED = """id IN (SELECT article_id FROM article_tag JOIN tag ON tag.id = tag_id
    WHERE name_key = ? OR substr(name_key, 1, length(?) + 1) = ? || '/')"""


def where(chosen: ArticleFilter) -> tuple[str, list[object]]:
    """Give a filter as an SQL condition on `article` and its values."""
    parts, values = [ON_SHELF[chosen.shelf]], list[object]()
    if chosen.is_starred:
        parts.append("is_starred")
    if chosen.is_unread:
        parts.append("NOT is_read")
    for column, value in (("person_id", chosen.person_id), ("country", chosen.country)):
        if value is not None:
            parts.append(BORNE.format(column))
            values.append(value)
    if chosen.tag is not None:
        parts.append(TAGGED)
        values += [name_key(chosen.tag)] * 3
    return " AND ".join(parts), values


def listed(
    store: Store, chosen: ArticleFilter, sort: Sort, limit: int | None = None, offset: int = 0
) -> list[ArticleId]:
    """Give the ids of a list in its order; undated and untitled last, ties to the newer."""
    condition, values = where(chosen)
    if sort in BY_NAME:
        return _by_name(store, BY_NAME[sort], condition, values)[
            offset : None if limit is None else offset + limit
        ]
    column = "issued" if sort is Sort.ISSUED else "created_at"  # in this order an index has them
    rows = store.read().execute(
        f"SELECT id FROM article WHERE {condition} ORDER BY {column} DESC, id DESC LIMIT ? OFFSET ?",
        [*values, -1 if limit is None else limit, offset],
    )
    return [ArticleId(row[0]) for row in rows]


def _by_name(store: Store, column: str, condition: str, values: list[object]) -> list[ArticleId]:
    rows = store.read().execute(
        f"SELECT id, {column} FROM article WHERE {condition} ORDER BY id DESC", values
    )
    found = [(sorting(row[1] or ""), ArticleId(row[0])) for row in rows]
    found.sort(key=lambda one: (not one[0], one[0]))
    return [one for _, one in found]


def sorting(words: str) -> str:
    """Give what a title is ordered by: without case and accents."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def ids(store: Store, chosen: ArticleFilter) -> list[int]:
    """Give the ids of the articles of a filter."""
    condition, values = where(chosen)
    rows = store.read().execute(f"SELECT id FROM article WHERE {condition}", values)
    return [row[0] for row in rows]


def count(store: Store, chosen: ArticleFilter) -> int:
    """Count the articles of a filter."""
    condition, values = where(chosen)
    found = (
        store.read().execute(f"SELECT count(*) FROM article WHERE {condition}", values).fetchone()
    )
    return int(found[0])


def counts(store: Store) -> LibraryCounts:
    """Give the numbers of the navigation."""
    row = (
        store.read()
        .execute(
            """SELECT count(*) FILTER (WHERE trashed_on IS NULL),
            count(*) FILTER (WHERE trashed_on IS NULL AND filed_on IS NULL),
            count(*) FILTER (WHERE trashed_on IS NULL AND is_starred),
            (SELECT count(*) FROM annotation JOIN article AS a ON a.id = article_id
                WHERE annotation.trashed_on IS NULL AND a.trashed_on IS NULL),
            count(*) FILTER (WHERE trashed_on IS NOT NULL)
                + (SELECT count(*) FROM note WHERE trashed_on IS NOT NULL)
                + (SELECT count(*) FROM annotation WHERE trashed_on IS NOT NULL)
                + (SELECT count(*) FROM person WHERE trashed_on IS NOT NULL),
            (SELECT count(*) FROM note WHERE trashed_on IS NULL),
            (SELECT count(*) FROM person WHERE trashed_on IS NULL AND merged_into_id IS NULL),
            (SELECT count(DISTINCT country) FROM mention WHERE status = 'accepted' AND country IS NOT NULL)
            FROM article"""
        )
        .fetchone()
    )
    return LibraryCounts(*(*row, len(standing.waiting(store))))


def rows(store: Store, ids: Sequence[int]) -> list[ArticleRow]:
    """Give what a list shows of these articles, in the order given; unknown ids are left out."""
    conn, wanted = store.read(), as_json(ids)
    names, words = _names(conn, wanted), _words(conn, wanted)
    found = conn.execute(
        f"""SELECT article.*, coalesce(substr(text, 1, {OPENING}), '') AS opening,
            (SELECT count(*) FROM annotation WHERE annotation.article_id = article.id
                AND annotation.trashed_on IS NULL) AS annotation_count,
            (SELECT count(DISTINCT note_id) FROM citation JOIN note ON note.id = note_id WHERE note.trashed_on IS NULL
                AND (cited_id = article.public_id OR cited_id IN
                    (SELECT a.public_id FROM annotation AS a WHERE a.article_id = article.id))) AS note_count,
            (SELECT count(*) FROM mention WHERE mention.article_id = article.id AND status = 'suggested') AS suggestions
            FROM article LEFT JOIN text_version ON text_version.id = current_version_id
            WHERE article.id IN {IDS}""",
        [wanted],
    )
    known = {row["id"]: _row(row, names, words) for row in found}
    return [known[one] for one in ids if one in known]


def _row(
    row: sqlite3.Row, names: dict[int, list[NamedTag]], words: dict[int, list[str]]
) -> ArticleRow:
    return ArticleRow(
        id=row["id"],
        public_id=row["public_id"],
        title=row["title"],
        container_title=row["container_title"],
        issued=row["issued"],
        accessed=row["accessed"],
        clipped=row["created_at"],
        is_read=bool(row["is_read"]),
        is_starred=bool(row["is_starred"]),
        is_filed=row["filed_on"] is not None,
        is_trashed=row["trashed_on"] is not None,
        opening=row["opening"],
        names=tuple(names.get(row["id"], ())),
        tags=tuple(words.get(row["id"], ())),
        note_count=row["note_count"],
        annotation_count=row["annotation_count"],
        suggestion_count=row["suggestions"],
    )


def _names(conn: sqlite3.Connection, wanted: str) -> dict[int, list[NamedTag]]:
    """Give people and countries by article, most mentioned first; a country's name is its code here."""
    found: dict[int, list[NamedTag]] = {}
    rows = conn.execute(
        f"""SELECT article_id, coalesce(preferred_name, country), count(*), person_id, country
            FROM mention LEFT JOIN person ON person.id = person_id
            WHERE article_id IN {IDS} AND status = 'accepted' AND person.trashed_on IS NULL
            GROUP BY article_id, person_id, country ORDER BY article_id, count(*) DESC, min(start)""",
        [wanted],
    )
    for row in rows:
        found.setdefault(row[0], []).append(NamedTag(row[1], row[2], row[3], row[4]))
    return found


def _words(conn: sqlite3.Connection, wanted: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = conn.execute(
        f"""SELECT article_id, name FROM article_tag JOIN tag ON tag.id = tag_id
            WHERE article_id IN {IDS} ORDER BY name_key""",
        [wanted],
    )
    for row in rows:
        found.setdefault(row[0], []).append(row[1])
    return found
