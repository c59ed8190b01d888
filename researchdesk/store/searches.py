# SPDX-License-Identifier: MIT
"""Rows of saved searches, in the order of the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.model.dates import now
from researchdesk.model.search import SavedSearch
from researchdesk.store.articles import name_key

if TYPE_CHECKING:
    from researchdesk.store.operation import Store

SELECT = "SELECT id, name, query FROM saved_search"


def rows(store: Store) -> list[SavedSearch]:
    """Give all saved searches."""
    found = store.read().execute(f"{SELECT} ORDER BY position, id")
    return [SavedSearch(*row) for row in found]


def find(store: Store, name: str) -> SavedSearch | None:
    """Find one by its name, whatever its case."""
    row = store.read().execute(f"{SELECT} WHERE name_key = ?", [name_key(name)]).fetchone()
    return SavedSearch(*row) if row else None


def add(store: Store, name: str, query: str) -> None:
    """Add one at the end."""
    last = store.read().execute("SELECT coalesce(max(position), 0) FROM saved_search").fetchone()[0]
    store.db.table("saved_search").insert(
        {
            "name": name,
            "name_key": name_key(name),
            "query": query,
            "position": last + 1,
            "created_at": now(),
        }
    )


def update(store: Store, search_id: int, name: str, query: str) -> None:
    """Give one another name or query."""
    row = {"name": name, "name_key": name_key(name), "query": query}
    store.db.table("saved_search").update(search_id, row)


def delete(store: Store, search_id: int) -> None:
    """Delete one."""
    store.db.table("saved_search").delete(search_id)
