# SPDX-License-Identifier: MIT
"""Rows for the page of a person or a country: where it is named, with whom, and which notes cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.model.name_page import Company, NoteNaming
from researchdesk.store.articles import IDS, as_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from researchdesk.store.operation import Store

Whom = tuple[str, int | str]  # ("person_id", 3) or ("country", "RS")
BEARING = """(SELECT article_id FROM mention WHERE {column} = ? AND status = 'accepted'
    AND article_id NOT IN (SELECT id FROM article WHERE trashed_on IS NOT NULL))"""


def article_ids(store: Store, whom: Whom) -> list[int]:
    """Give the articles that bear a name, the newest published first, then the newest clipped."""
    found = store.read().execute(
        f"""SELECT article.id FROM article WHERE id IN {BEARING.format(column=whom[0])}
            ORDER BY issued IS NULL, issued DESC, id DESC""",
        [whom[1]],
    )
    return [row[0] for row in found]


def articles(store: Store, ids: Sequence[int]) -> list[sqlite3.Row]:
    """Give (id, title, container_title, issued, text) of articles in the order of the ids."""
    found = store.read().execute(
        f"""SELECT article.id, title, container_title, issued, text FROM article
            LEFT JOIN text_version ON text_version.id = current_version_id WHERE article.id IN {IDS}""",
        [as_json(ids)],
    )
    by_id = {row["id"]: row for row in found}
    return [by_id[one] for one in ids if one in by_id]


def spans(store: Store, whom: Whom, ids: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """Give for each article the places of a name in its current text."""
    found = store.read().execute(
        f"""SELECT article_id, start, "end" FROM mention JOIN article ON article.id = article_id
            WHERE {whom[0]} = ? AND status = 'accepted' AND text_version_id = current_version_id
            AND article_id IN {IDS} ORDER BY article_id, start""",
        [whom[1], as_json(ids)],
    )
    made: dict[int, list[tuple[int, int]]] = {}
    for row in found:
        made.setdefault(row[0], []).append((row[1], row[2]))
    return made


def people_beside(store: Store, whom: Whom, limit: int) -> list[Company]:
    """Give the people whom the same articles bear, those in most of them first."""
    found = store.read().execute(
        f"""SELECT person.id, preferred_name, n FROM (SELECT person_id, count(DISTINCT article_id) AS n
            FROM mention WHERE status = 'accepted' AND person_id IS NOT NULL
            AND NOT (mention.{whom[0]} IS ?) AND article_id IN {BEARING.format(column=whom[0])}
            GROUP BY person_id) JOIN person ON person.id = person_id
            WHERE trashed_on IS NULL ORDER BY n DESC, sort_name LIMIT ?""",
        [whom[1], whom[1], limit],
    )
    return [Company(*row) for row in found]


def countries_beside(store: Store, whom: Whom, limit: int) -> list[Company]:
    """Give the countries that the same articles bear; the name is the code here."""
    found = store.read().execute(
        f"""SELECT country, country, count(DISTINCT article_id) AS n FROM mention
            WHERE status = 'accepted' AND country IS NOT NULL
            AND NOT (mention.{whom[0]} IS ?) AND article_id IN {BEARING.format(column=whom[0])}
            GROUP BY country ORDER BY n DESC, country LIMIT ?""",
        [whom[1], whom[1], limit],
    )
    return [Company(*row) for row in found]


def notes(store: Store, whom: Whom, public_id: str) -> list[NoteNaming]:
    """Give the notes that cite a passage with the name in it, or link to the person."""
    found = store.read().execute(
        f"""SELECT DISTINCT note.id, note.title FROM citation JOIN note ON note.id = citation.note_id
            LEFT JOIN alias ON old_id = cited_id
            WHERE note.trashed_on IS NULL AND ((kind = 't' AND coalesce(new_id, cited_id) = ?1)
            OR (kind = 'p' AND EXISTS (SELECT 1 FROM annotation
                JOIN target ON annotation_id = annotation.id
                JOIN mention ON mention.text_version_id = target.text_version_id
                WHERE annotation.public_id = coalesce(new_id, cited_id) AND annotation.trashed_on IS NULL
                AND mention.{whom[0]} = ?2 AND mention.status = 'accepted'
                AND mention.start < target."end" AND target.start < mention."end")))
            ORDER BY note.modified_at DESC""",
        [public_id, whom[1]],
    )
    return [NoteNaming(*row) for row in found]
