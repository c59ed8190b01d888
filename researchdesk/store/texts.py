# SPDX-License-Identifier: MIT
"""The texts that are read now, of many articles at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.store.articles import IDS, as_json
from researchdesk.store.connection import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from researchdesk.store.operation import Store

_CURRENT = "FROM article JOIN text_version ON text_version.id = current_version_id"
_HASHES = """SELECT article.id, text_sha256 FROM article CROSS JOIN text_version
    ON article_id = article.id AND +text_version.id = current_version_id"""
"""Read in the index of hashes alone: the rows hold the texts, and are long."""


def hashes(store: Store) -> dict[int, str]:
    """Give the hash of each article's text that is read now, but of trashed articles."""
    return dict(plain(store.read()).execute(f"{_HASHES} WHERE trashed_on IS NULL").fetchall())


def hashes_of(store: Store, ids: Iterable[int]) -> dict[int, str]:
    """Give the hash of the text that is read now of those articles that have one."""
    found = plain(store.read()).execute(f"{_HASHES} WHERE article.id IN {IDS}", [as_json(ids)])
    return dict(found.fetchall())


def out_of_date(store: Store, known: Mapping[int, str]) -> tuple[set[int], list[int]]:
    """Give the articles among these, known with the hash of a text, that are gone; and all whose text is another."""
    wanted = hashes(store)
    return known.keys() - wanted.keys(), [
        number for number, digest in wanted.items() if known.get(number) != digest
    ]


def texts(store: Store, ids: Iterable[int]) -> list[tuple[int, str, str]]:
    """Give article, hash and text of those articles that have a text."""
    question = f"SELECT article.id, text_sha256, text {_CURRENT} WHERE article.id IN {IDS}"
    return plain(store.read()).execute(question, [as_json(ids)]).fetchall()
