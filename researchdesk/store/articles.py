# SPDX-License-Identifier: MIT
"""Rows of articles: their data, their lists and counts."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

from researchdesk.model.article import (
    Article,
    ArticleId,
    Contributor,
)
from researchdesk.model.clipping import Candidate
from researchdesk.model.dates import now
from researchdesk.model.errors import NoSuchThing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from researchdesk.model.clipping import Clipping
    from researchdesk.store.operation import Store

IDS = "(SELECT value FROM json_each(?))"


def as_json(ids: Iterable[int]) -> str:
    """Give ids as one SQL parameter for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps([int(one) for one in ids])


def name_key(name: str) -> str:
    """Give the key under which a tag or a saved search is known: NFKC, case-folded."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def insert(
    store: Store, clipping: Clipping, public_id: str, *, canonical_url: str | None
) -> ArticleId:
    """Make an article of a clipping, without its texts."""
    at = now()
    row = {
        "public_id": public_id,
        "item_type": clipping.item_type,
        "title": clipping.title,
        "container_title": clipping.container_title,
        "issued": clipping.issued,
        "accessed": clipping.received.fetched_at,
        "language": clipping.language,
        "url": clipping.url,
        "canonical_url": canonical_url,
        "doubt": clipping.doubt,
        "created_at": at,
        "modified_at": at,
    }
    article_id = ArticleId(int(store.db.table("article").insert(row).last_rowid or 0))
    set_authors(store, article_id, clipping.authors)
    add_candidates(store, article_id, clipping.candidates)
    return article_id


def update(store: Store, article_id: ArticleId, **values: Any) -> None:
    """Change columns of an article; `modified_at` follows."""
    store.db.table("article").update(article_id, values | {"modified_at": now()})


def set_all(store: Store, ids: Sequence[ArticleId], column: str, value: bool | str | None) -> None:
    """Set a mark of many articles, or the moment of one, where it is not set yet; None takes a moment away."""
    is_other = (
        f"{column} <> ?1" if isinstance(value, bool) else f"({column} IS NULL) <> (?1 IS NULL)"
    )
    store.db.execute(
        f"UPDATE article SET {column} = ?1 WHERE id IN (SELECT value FROM json_each(?2)) AND {is_other}",
        [value, as_json(ids)],
    )


def set_authors(store: Store, article_id: ArticleId, authors: Sequence[Contributor]) -> None:
    """Replace an article's authors."""
    table = store.db.table("contributor")
    table.delete_where("article_id = ? AND role = 'author'", [article_id])
    table.insert_all(
        {
            "article_id": article_id,
            "role": author.role,
            "position": position,
            "family": author.family,
            "given": author.given,
            "literal": author.literal,
        }
        for position, author in enumerate(authors)
    )


def add_candidates(store: Store, article_id: ArticleId, found: Iterable[Candidate]) -> None:
    """Keep the values found for an article's fields, with their origins; known ones are left alone."""
    known = {(one.field, one.value, one.origin) for one in candidates(store, article_id)}
    store.db.table("candidate").insert_all(
        {
            "article_id": article_id,
            "field": one.field,
            "value": one.value,
            "origin": one.origin,
            "is_chosen": one.is_chosen,
            "chosen_by": one.chosen_by,
        }
        for one in found
        if (one.field, one.value, one.origin) not in known
    )


def candidates(store: Store, article_id: ArticleId) -> list[Candidate]:
    """Give every value found for this article's fields, in the order of finding."""
    rows = store.read().execute(
        "SELECT field, value, origin, is_chosen, chosen_by FROM candidate WHERE article_id = ? ORDER BY id",
        [article_id],
    )
    return [Candidate(row[0], row[1], row[2], bool(row[3]), row[4]) for row in rows]


def choose_candidate(store: Store, article_id: ArticleId, field: str, value: str) -> None:
    """Note that the user chose this value for a field; a value nobody found is kept as the user's own."""
    table = store.db.table("candidate")
    chosen = {
        (one.value, one.chosen_by) for one in candidates(store, article_id) if one.field == field
    }
    store.db.execute(
        "UPDATE candidate SET is_chosen = value = ?3, chosen_by = CASE WHEN value = ?3 THEN 'user' END "
        "WHERE article_id = ?1 AND field = ?2 AND (is_chosen OR value = ?3)",
        [article_id, field, value],
    )
    if value and all(value != known for known, _ in chosen):
        row = {
            "field": field,
            "value": value,
            "origin": "typed",
            "is_chosen": 1,
            "chosen_by": "user",
        }
        table.insert({"article_id": article_id} | row)


def get(store: Store, article_id: ArticleId) -> Article:
    """Give one article; NoSuchThing when there is none with this number."""
    row = store.read().execute("SELECT * FROM article WHERE id = ?", [article_id]).fetchone()
    if row is None:
        raise NoSuchThing(noun="article", name=article_id)
    names = [name for name in Article.__struct_fields__ if name in row.keys()]  # noqa: SIM118 - sqlite3.Row
    values = {name: row[name] for name in names}
    for flag in ("is_read", "is_starred"):
        values[flag] = bool(values[flag])
    return Article(**values, authors=authors(store, article_id), tags=tags(store, article_id))


def authors(store: Store, article_id: ArticleId) -> tuple[Contributor, ...]:
    """Give an article's authors in their order."""
    rows = store.read().execute(
        "SELECT family, given, literal, role FROM contributor "
        "WHERE article_id = ? AND role = 'author' ORDER BY position",
        [article_id],
    )
    return tuple(Contributor(*row) for row in rows)


def tags(store: Store, article_id: ArticleId) -> tuple[str, ...]:
    """Give the names of an article's free tags, by name."""
    rows = store.read().execute(
        "SELECT name FROM article_tag JOIN tag ON tag.id = tag_id WHERE article_id = ? ORDER BY name_key",
        [article_id],
    )
    return tuple(row[0] for row in rows)


def by_public_id(store: Store, public_id: str) -> ArticleId | None:
    """Find an article by the id that stands in links."""
    row = store.read().execute("SELECT id FROM article WHERE public_id = ?", [public_id]).fetchone()
    return ArticleId(row[0]) if row else None


def by_canonical_url(store: Store, canonical_url: str | None) -> ArticleId | None:
    """Find the article of an address, also a trashed one."""
    if not canonical_url:
        return None
    row = (
        store.read()
        .execute("SELECT id FROM article WHERE canonical_url = ?", [canonical_url])
        .fetchone()
    )
    return ArticleId(row[0]) if row else None


def existing(store: Store, ids: Iterable[int]) -> list[ArticleId]:
    """Give those ids that are articles, in the order given; NoSuchThing names the first that is not."""
    wanted = list(dict.fromkeys(ids))
    rows = store.read().execute(f"SELECT id FROM article WHERE id IN {IDS}", [as_json(wanted)])
    found = {row[0] for row in rows}
    for one in wanted:
        if one not in found:
            raise NoSuchThing(noun="article", name=one)
    return [ArticleId(one) for one in wanted]
