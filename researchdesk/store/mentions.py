# SPDX-License-Identifier: MIT
"""Rows of mentions and refusals: where articles name people and countries, and what the user said of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from researchdesk.model.dates import now
from researchdesk.model.people import CountryRow, Mention, MentionId, PersonId
from researchdesk.store.articles import IDS, as_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from researchdesk.model.article import ArticleId
    from researchdesk.model.people import MentionStatus
    from researchdesk.store.operation import Store

SELECT = """SELECT mention.*, preferred_name FROM mention LEFT JOIN person ON person.id = mention.person_id
    JOIN article ON article.id = mention.article_id
    WHERE (text_version_id IS NULL OR text_version_id = current_version_id) AND person.trashed_on IS NULL """
COLUMNS = (
    "article_id", "text_version_id", "person_id", "country", "new_name", "start", "end", "surface", "status",
    "confidence", "method", "recogniser", "decided_at",
)  # fmt: skip


class Refusal(Struct, frozen=True):
    """A name that is never a person, never this person, or words that are no country; everywhere or in one article."""

    key: str
    kind: str
    person_id: int | None = None
    country: str | None = None
    article_id: int | None = None


def insert(store: Store, rows: Iterable[dict[str, Any]]) -> list[MentionId]:
    """Add mentions; keys are the table's columns."""
    table = store.db.table("mention")
    return [
        MentionId(int(table.insert(dict.fromkeys(COLUMNS) | row).last_rowid or 0)) for row in rows
    ]


def of_article(
    store: Store, article_id: ArticleId, statuses: Sequence[MentionStatus]
) -> list[Mention]:
    """Give an article's mentions in its current text, and its tags as a whole, in the order of the text."""
    marks = ", ".join("?" * len(statuses))
    found = store.read().execute(
        f"{SELECT} AND article_id = ? AND status IN ({marks}) ORDER BY start, mention.id",
        [article_id, *statuses],
    )
    return [_mention(row) for row in found]


def suggested(store: Store) -> list[Mention]:
    """Give every open suggestion of articles that are not in the trash."""
    found = store.read().execute(
        f"{SELECT} AND status = 'suggested' AND article.trashed_on IS NULL ORDER BY article_id, start"
    )
    return [_mention(row) for row in found]


def get(store: Store, ids: Iterable[int]) -> list[Mention]:
    """Give these mentions in the order of their numbers."""
    found = store.read().execute(
        f"{SELECT} AND mention.id IN {IDS} ORDER BY mention.id", [as_json(ids)]
    )
    return [_mention(row) for row in found]


def of_version(store: Store, version_id: int, statuses: Sequence[MentionStatus]) -> list[Mention]:
    """Give the mentions that stand in one text version."""
    marks = ", ".join("?" * len(statuses))
    found = store.read().execute(
        "SELECT mention.*, preferred_name FROM mention LEFT JOIN person ON person.id = mention.person_id "
        f"WHERE text_version_id = ? AND status IN ({marks}) ORDER BY start",
        [version_id, *statuses],
    )
    return [_mention(row) for row in found]


def whole_tags(store: Store, article_id: ArticleId) -> list[Mention]:
    """Give the accepted tags on an article as a whole."""
    found = store.read().execute(
        f"{SELECT} AND article_id = ? AND status = 'accepted' AND text_version_id IS NULL",
        [article_id],
    )
    return [_mention(row) for row in found]


def decide(store: Store, ids: Iterable[int], status: MentionStatus, **values: Any) -> None:
    """Set the status of mentions, and other columns with it."""
    table = store.db.table("mention")
    for one in ids:
        table.update(one, {"status": status, "decided_at": now()} | values)


def delete(store: Store, ids: Iterable[int]) -> None:
    """Delete mentions."""
    store.db.table("mention").delete_where(f"id IN {IDS}", [as_json(ids)])


def move(
    store: Store, mention_id: int, version_id: int | None, start: int | None, end: int | None
) -> None:
    """Let a mention stand at another place, or for the article as a whole."""
    store.db.table("mention").update(
        mention_id, {"text_version_id": version_id, "start": start, "end": end}
    )


def bearing(
    store: Store, ids: Sequence[int], *, person_id: int | None = None, country: str | None = None
) -> list[MentionId]:
    """Give the accepted mentions of one person or country in these articles."""
    found = store.read().execute(
        f"""SELECT id FROM mention WHERE article_id IN {IDS} AND status = 'accepted'
            AND person_id IS ? AND country IS ?""",
        [as_json(ids), person_id, country],
    )
    return [MentionId(row[0]) for row in found]


def refusals(store: Store, article_id: ArticleId | None = None) -> list[Refusal]:
    """Give the refusals that hold everywhere, and those of one article."""
    found = store.read().execute(
        "SELECT key, kind, person_id, country, article_id FROM refusal WHERE article_id IS NULL OR article_id = ?",
        [article_id],
    )
    return [Refusal(*row) for row in found]


def refuse(store: Store, refusal: Refusal) -> None:
    """Remember a refusal; one that stands already is not written twice."""
    if refusal not in refusals(store, refusal.article_id):  # type: ignore[arg-type]
        row = {name: getattr(refusal, name) for name in Refusal.__struct_fields__}
        store.db.table("refusal").insert(row | {"made_at": now()})


def refusals_held(store: Store) -> list[sqlite3.Row]:
    """Give every refusal with its number, its moment, the person's name and the article's title; the newest first."""
    return (
        store.read()
        .execute(
            """SELECT refusal.*, preferred_name, title FROM refusal
            LEFT JOIN person ON person.id = person_id LEFT JOIN article ON article.id = article_id
            ORDER BY refusal.id DESC"""
        )
        .fetchall()
    )


def delete_refusal(store: Store, number: int) -> None:
    """Forget one refusal."""
    store.db.table("refusal").delete(number)


def rejected(store: Store, article_id: int | None) -> list[Mention]:
    """Give the refused mentions of one article, or of all."""
    found = store.read().execute(
        f"{SELECT} AND status = 'rejected' AND (?1 IS NULL OR article_id = ?1)", [article_id]
    )
    return [_mention(row) for row in found]


def forgive(store: Store, key: str, kinds: Sequence[str], article_id: int | None) -> None:
    """Take back refusals that the user's newer word contradicts, everywhere and in this article."""
    marks = ", ".join("?" * len(kinds))
    store.db.table("refusal").delete_where(
        f"key = ? AND kind IN ({marks}) AND (article_id IS NULL OR article_id = ?)",
        [key, *kinds, article_id],
    )


def texts_with(store: Store, words: str) -> list[tuple[ArticleId, int, str]]:
    """Give (article, version, text) of the current texts that hold these very words, of articles not in the trash."""
    found = store.read().execute(
        """SELECT article.id, text_version.id, text FROM article
            JOIN text_version ON text_version.id = current_version_id
            WHERE trashed_on IS NULL AND instr(text, ?) ORDER BY article.id""",
        [words],
    )
    return [(row[0], row[1], row[2]) for row in found]


def forgive_person(store: Store, key: str, person_id: PersonId) -> None:
    """Forget that a name is never this person; what was said of single articles stays."""
    store.db.table("refusal").delete_where(
        "key = ? AND kind = 'not_this_person' AND person_id = ? AND article_id IS NULL",
        [key, person_id],
    )


def countries(store: Store, codes: Iterable[str] | None = None) -> list[CountryRow]:
    """Give the countries that articles bear, all or of these, the most borne first; the name is the code here."""
    chosen = "" if codes is None else f"AND country IN {IDS}"
    found = store.read().execute(
        f"""SELECT country, country, count(*) AS n FROM (SELECT DISTINCT country, article_id FROM mention
            WHERE country IS NOT NULL {chosen} AND status = 'accepted'
            AND article_id NOT IN (SELECT id FROM article WHERE trashed_on IS NOT NULL))
            GROUP BY country ORDER BY n DESC, country""",
        [] if codes is None else [json.dumps(list(codes))],
    )
    return [CountryRow(*row) for row in found]


def country_codes(store: Store) -> list[str]:
    """Give the codes of all countries that are or were named, by one look into the index for each."""
    found = store.read().execute(
        """WITH RECURSIVE one (code) AS (SELECT min(country) FROM mention UNION ALL
            SELECT (SELECT min(country) FROM mention WHERE country > code) FROM one WHERE code IS NOT NULL)
            SELECT code FROM one WHERE code IS NOT NULL"""
    )
    return [row[0] for row in found]


def articles_with(store: Store, person_id: PersonId) -> list[int]:
    """Give the articles that bear a person, the newest first."""
    found = store.read().execute(
        """SELECT DISTINCT article.id FROM mention JOIN article ON article.id = article_id
            WHERE person_id = ? AND status = 'accepted' AND article.trashed_on IS NULL ORDER BY article.id DESC""",
        [person_id],
    )
    return [row[0] for row in found]


def named_in(store: Store, ids: Iterable[ArticleId]) -> list[tuple[ArticleId, PersonId, list[str]]]:
    """Give (article, person, words by which it names them) of accepted mentions in these articles."""
    found = store.read().execute(
        f"""SELECT article_id, person_id, json_group_array(DISTINCT surface) FROM mention
            JOIN person ON person.id = person_id WHERE article_id IN {IDS} AND status = 'accepted'
            AND person.trashed_on IS NULL GROUP BY article_id, person_id ORDER BY article_id, person_id""",
        [as_json(ids)],
    )
    return [(row[0], row[1], json.loads(row[2])) for row in found]


def surnames_in(store: Store, article_id: ArticleId) -> dict[PersonId, str]:
    """Give the people an article bears with their sort names."""
    found = store.read().execute(
        """SELECT DISTINCT person_id, sort_name FROM mention JOIN person ON person.id = person_id
            WHERE article_id = ? AND status = 'accepted'""",
        [article_id],
    )
    return {PersonId(row[0]): row[1] for row in found}


def _mention(row: sqlite3.Row) -> Mention:
    return Mention(
        id=MentionId(row["id"]),
        article_id=row["article_id"],
        kind="country" if row["country"] else "person",
        name=row["country"] or row["preferred_name"] or row["new_name"],
        person_id=row["person_id"],
        country=row["country"],
        start=row["start"],
        end=row["end"],
        surface=row["surface"],
        status=row["status"],
        confidence=row["confidence"],
        method=row["method"],
    )
