# SPDX-License-Identifier: MIT
"""Rows of free tags and of what bears them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from researchdesk.model.tag import TagRow
from researchdesk.store.articles import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.store.operation import Store

Bearer = Literal["article", "annotation", "note"]


def find(store: Store, name: str) -> int | None:
    """Find a tag by its name, whatever its case."""
    row = store.read().execute("SELECT id FROM tag WHERE name_key = ?", [name_key(name)]).fetchone()
    return int(row[0]) if row else None


def below(store: Store, name: str) -> list[int]:
    """Give the ids of a tag and of those nested below it (`work`, `work/court`)."""
    key = name_key(name)
    rows = store.read().execute(
        "SELECT id FROM tag WHERE name_key = ?1 OR substr(name_key, 1, length(?1) + 1) = ?1 || '/'",
        [key],
    )
    return [int(row[0]) for row in rows]


def ensure(store: Store, name: str) -> int:
    """Give the id of a tag, made if need be."""
    found = find(store, name)
    if found is None:
        row = {"name": name.strip(), "name_key": name_key(name)}
        found = int(store.db.table("tag").insert(row).last_rowid or 0)
    return found


def attach(store: Store, ids: Sequence[int], tag_id: int, bearer: Bearer = "article") -> None:
    """Put a tag on articles, annotations or notes; those that bear it already are left alone."""
    table, column = f"{bearer}_tag", f"{bearer}_id"
    rows = store.read().execute(f"SELECT {column} FROM {table} WHERE tag_id = ?", [tag_id])
    bearing = {row[0] for row in rows}
    store.db.table(table).insert_all(
        {column: one, "tag_id": tag_id} for one in ids if one not in bearing
    )


def detach(store: Store, ids: Sequence[int], tag_id: int, bearer: Bearer = "article") -> None:
    """Take a tag off articles, annotations or notes; a tag that nothing bears any more goes."""
    table, column = f"{bearer}_tag", f"{bearer}_id"
    for one in ids:
        store.db.table(table).delete_where(f"{column} = ? AND tag_id = ?", [one, tag_id])
    store.db.table("tag").delete_where(
        "id = ? AND NOT EXISTS (SELECT 1 FROM article_tag WHERE tag_id = tag.id) "
        "AND NOT EXISTS (SELECT 1 FROM annotation_tag WHERE tag_id = tag.id) "
        "AND NOT EXISTS (SELECT 1 FROM note_tag WHERE tag_id = tag.id)",
        [tag_id],
    )


def rename(store: Store, tag_id: int, name: str) -> None:
    """Give a tag another name."""
    store.db.table("tag").update(tag_id, {"name": name.strip(), "name_key": name_key(name)})


def set_colour(store: Store, tag_id: int, colour: str | None) -> None:
    """Give a tag a colour, or take it away."""
    store.db.table("tag").update(tag_id, {"colour": colour})


def merge(store: Store, tag_id: int, into_id: int) -> None:
    """Let everything that bears one tag bear another instead, and delete the first."""
    for table, column in (
        ("article_tag", "article_id"),
        ("annotation_tag", "annotation_id"),
        ("note_tag", "note_id"),
    ):
        store.db.execute(
            f"UPDATE {table} SET tag_id = ?1 WHERE tag_id = ?2 AND {column} NOT IN "
            f"(SELECT {column} FROM {table} WHERE tag_id = ?1)",
            [into_id, tag_id],
        )
    delete(store, tag_id)


def delete(store: Store, tag_id: int) -> None:
    """Delete a tag and take it off everything."""
    store.db.table("tag").delete(tag_id)


def rows(store: Store) -> list[TagRow]:
    """Give all tags with the number of articles that bear them, by name."""
    found = store.read().execute(
        """SELECT tag.id, name, colour, count(article.id) FROM tag LEFT JOIN article_tag ON tag_id = tag.id
            LEFT JOIN article ON article.id = article_id AND trashed_on IS NULL
            GROUP BY tag.id ORDER BY name_key"""
    )
    return [TagRow(*row) for row in found]
