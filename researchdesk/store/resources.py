# SPDX-License-Identifier: MIT
"""Images of pages: each kept once by its bytes, and named by the snapshots that need it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from researchdesk.store import attachments, plain_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.model.article import ArticleId
    from researchdesk.model.clipping import Image
    from researchdesk.store.operation import Store


def add(store: Store, snapshot_id: int, images: Sequence[Image]) -> None:
    """Keep the images of a snapshot; one that it has already under this address stays."""
    known = {
        row[0]
        for row in store.read().execute(
            "SELECT url FROM snapshot_resource WHERE snapshot_id = ?", [snapshot_id]
        )
    }
    rows = (
        {"snapshot_id": snapshot_id, "resource_id": _resource(store, one), "url": one.url}
        for one in images
        if one.url not in known
    )
    store.db.table("snapshot_resource").insert_all(rows)


def stored(store: Store, article_id: ArticleId, url: str) -> bytes | None:
    """Give the bytes of an image of an article, as it was received last; None where it is not kept."""
    row = (
        store.read()
        .execute(
            "SELECT resource.body, resource.sha256 FROM resource "
            "JOIN snapshot_resource ON resource_id = resource.id JOIN snapshot ON snapshot.id = snapshot_id "
            "WHERE article_id = ? AND snapshot_resource.url = ? ORDER BY snapshot.id DESC LIMIT 1",
            [article_id, url],
        )
        .fetchone()
    )
    return attachments.fetch(store.folder, row[0], row[1]) if row else None


def kept(store: Store, article_id: ArticleId) -> dict[str, tuple[str, int]]:
    """Give the addresses of an article's images that are kept: media type and size in bytes."""
    rows = store.read().execute(
        "SELECT snapshot_resource.url, resource.media_type, resource.size FROM resource "
        "JOIN snapshot_resource ON resource_id = resource.id JOIN snapshot ON snapshot.id = snapshot_id "
        "WHERE article_id = ? ORDER BY snapshot.id",
        [article_id],
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def places(store: Store, article_id: ArticleId) -> dict[str, str]:
    """Give the addresses of an article's images that are kept: where each lies in a folder of plain files."""
    rows = store.read().execute(
        "SELECT snapshot_resource.url, lower(hex(resource.sha256)) AS sha256, resource.media_type FROM resource "
        "JOIN snapshot_resource ON resource_id = resource.id JOIN snapshot ON snapshot.id = snapshot_id "
        "WHERE article_id = ? ORDER BY snapshot.id",
        [article_id],
    )
    return {row["url"]: plain_tables.file_of("resource", row) for row in rows}


def place_of(store: Store, sha256: str) -> str | None:
    """Give where the image with these bytes lies in such a folder; None where it is not kept."""
    row = (
        store.read()
        .execute(
            "SELECT lower(hex(sha256)) AS sha256, media_type FROM resource WHERE sha256 = ?",
            [bytes.fromhex(sha256)],
        )
        .fetchone()
    )
    return plain_tables.file_of("resource", row) if row else None


def _resource(store: Store, image: Image) -> int:
    sha256 = hashlib.sha256(image.body).digest()
    found = store.read().execute("SELECT id FROM resource WHERE sha256 = ?", [sha256]).fetchone()
    if found:
        return int(found[0])
    row = {
        "sha256": sha256,
        "media_type": image.media_type,
        "size": len(image.body),
        "body": attachments.keep(store.folder, image.body, sha256),
    }
    return int(store.db.table("resource").insert(row).last_rowid or 0)
