# SPDX-License-Identifier: MIT
"""Delete for ever what lies in the trash, and the files that nothing needs any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.store import attachments
from researchdesk.store.articles import IDS, as_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.store.operation import Store

NOUNS = ("annotation", "note", "person", "article")
"""What can lie in the trash, in the order in which it goes."""

_TRASHED = "WHERE trashed_on IS NOT NULL"


def trashed(store: Store, noun: str, limit: int) -> list[int]:
    """Give some ids of a noun's trashed rows, the oldest first."""
    rows = store.read().execute(
        f"SELECT id FROM {noun} {_TRASHED} ORDER BY trashed_on, id LIMIT ?",
        [limit],
    )
    return [row[0] for row in rows]


def delete(store: Store, noun: str, ids: Sequence[int]) -> None:
    """Delete rows with all that hangs on them, inside an operation."""
    store.db.table(noun).delete_where(f"id IN {IDS}", [as_json(ids)])


def delete_unused_resources(store: Store) -> None:
    """Delete the resources that no snapshot needs any more, inside an operation."""
    store.db.table("resource").delete_where("id NOT IN (SELECT resource_id FROM snapshot_resource)")


def sweep(store: Store) -> int:
    """Delete the attachment files that no row needs, after the purge's commit."""
    return attachments.sweep(store.folder, attachments.needed(store.read()))


def count(store: Store) -> int:
    """Count what lies in the trash."""
    nouns = " UNION ALL ".join(f"SELECT count(*) AS n FROM {noun} {_TRASHED}" for noun in NOUNS)
    return int(store.read().execute(f"SELECT sum(n) FROM ({nouns})").fetchone()[0])
