# SPDX-License-Identifier: MIT
"""What was received for articles, one after the other with its bytes: pages, and the pictures that came with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.store import attachments
from researchdesk.store.connection import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.model.article import ArticleId
    from researchdesk.store.operation import Store


class Received(Struct, frozen=True):
    """A page as received, or a picture; `is_fetched`: a server sent it, and its own words on it are kept."""

    noun: str
    id: int
    url: str | None
    at: str
    media_type: str
    charset: str | None = None
    is_fetched: bool = False


def of_article(store: Store, article_id: ArticleId) -> Iterator[Received]:
    """Yield the pages of an article, the oldest first, each followed by its pictures."""
    conn = plain(store.read())
    pages = conn.execute(
        "SELECT id, url, fetched_at, media_type, charset, coalesce(headers, '{}') <> '{}' "
        "FROM snapshot WHERE article_id = ? ORDER BY id",
        [article_id],
    ).fetchall()
    for snapshot_id, url, at, media_type, charset, is_fetched in pages:
        yield Received("snapshot", snapshot_id, url, at, media_type, charset, bool(is_fetched))
        pictures = conn.execute(
            "SELECT resource.id, url, media_type FROM snapshot_resource "
            "JOIN resource ON resource.id = resource_id WHERE snapshot_id = ? ORDER BY snapshot_resource.id",
            [snapshot_id],
        ).fetchall()
        for resource_id, address, kind in pictures:
            yield Received("resource", resource_id, address, at, kind)


def body(store: Store, noun: str, row_id: int) -> bytes:
    """Give the bytes of a page or a picture by its number; LibraryDamaged where they are not as received."""
    asked = f"SELECT body, sha256 FROM {noun} WHERE id = ?"
    row = store.read().execute(asked, [row_id]).fetchone()
    return attachments.fetch(store.folder, row["body"], row["sha256"])
