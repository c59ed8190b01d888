# SPDX-License-Identifier: MIT
"""Find articles by the words of their titles: what answers while there is no index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.model.article import ArticleId

if TYPE_CHECKING:
    from researchdesk.store.operation import Store

MOST_WORDS = 20


def articles(store: Store, query: str) -> list[ArticleId]:
    """Give the articles whose title holds every word of the query, the newest first."""
    words = [word for word in query.split() if word.strip("\"'()*-")][:MOST_WORDS]
    condition = "".join(" AND title LIKE ? ESCAPE '\\'" for _ in words)
    values = [
        "%"
        + word.strip("\"'()*-").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        + "%"
        for word in words
    ]
    rows = store.read().execute(
        f"SELECT id FROM article WHERE trashed_on IS NULL{condition} ORDER BY id DESC", values
    )
    return [ArticleId(row[0]) for row in rows]
