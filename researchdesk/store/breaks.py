# SPDX-License-Identifier: MIT
"""Where sentences and paragraphs end in the texts of articles, in a file of the cache: it comes back when deleted."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING, TypeVar

from researchdesk.store.articles import IDS, as_json
from researchdesk.store.cache_file import CacheFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

T = TypeVar("T")

logger = logging.getLogger(__name__)

_TABLES = """
CREATE TABLE IF NOT EXISTS breaks (
    article_id INTEGER PRIMARY KEY, text_sha256 TEXT NOT NULL, places BLOB NOT NULL) STRICT;
"""


class Breaks:
    """The file of one library. Without it all is counted as well, but slower: what fails here is only logged."""

    def __init__(self, path: Path) -> None:
        self._file = CacheFile(path, _TABLES)

    def known(self) -> dict[int, str]:
        """Give the articles that have breaks here, with the hash of the text that they are of."""
        found = self._read("SELECT article_id, text_sha256, NULL FROM breaks")
        return {number: digest for number, digest, _ in found}

    def of(self, ids: Iterable[int]) -> dict[int, tuple[str, bytes]]:
        """Give for articles the hash of a text and its breaks."""
        question = f"SELECT article_id, text_sha256, places FROM breaks WHERE article_id IN {IDS}"
        found = self._read(question, as_json(ids))
        return {number: (digest, places) for number, digest, places in found}

    def put(self, made: Iterable[tuple[int, str, bytes]]) -> None:
        """Keep (article, hash of its text, breaks) in place of older ones."""
        self._try(
            lambda conn: conn.executemany("INSERT OR REPLACE INTO breaks VALUES (?, ?, ?)", made)
        )

    def forget(self, ids: Iterable[int]) -> None:
        """Let go of the breaks of articles."""
        gone = f"DELETE FROM breaks WHERE article_id IN {IDS}"
        self._try(lambda conn: conn.execute(gone, [as_json(ids)]))

    def _read(self, question: str, *values: str) -> list[tuple[int, str, bytes]]:
        return self._try(lambda conn: conn.execute(question, values).fetchall()) or []

    def _try(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        try:
            with self._file.open() as conn:
                return work(conn)
        except (sqlite3.Error, OSError) as error:
            logger.warning("where sentences end was not kept: %s", type(error).__name__)
            return None
