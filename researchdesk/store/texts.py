# SPDX-License-Identifier: MIT
"""The texts that are read now, of many articles at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.store.articles import IDS, as_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.store.operation import Store

_CURRENT = "FROM article JOIN text_version ON text_version.id = current_version_id"


def hashes(store: Store) -> dict[int, str]:
    """Give the hash of each article's text that is read now, but of trashed articles."""
    question = f"SELECT article.id, text_sha256 {_CURRENT} WHERE trashed_on IS NULL"
    return dict(store.read().execute(question).fetchall())


def texts(store: Store, ids: Iterable[int]) -> list[tuple[int, str, str]]:
    """Give article, hash and text of those articles that have a text."""
    question = f"SELECT article.id, text_sha256, text {_CURRENT} WHERE article.id IN {IDS}"
    return [tuple(row) for row in store.read().execute(question, [as_json(ids)])]
