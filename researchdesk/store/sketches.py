# SPDX-License-Identifier: MIT
"""Sketches of texts in a file of the cache, never of the library: it may be deleted at any time and comes back.

A few of each sketch's hashes are indexed, by which likely pairs are found; the whole sketches judge them.
"""

from __future__ import annotations

import itertools
from array import array
from typing import TYPE_CHECKING

from researchdesk.store.articles import IDS, as_json
from researchdesk.store.cache_file import CacheFile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

INDEXED = (
    12  # hashes of a sketch: two texts with half in common share one of them but once in thousands
)
CROWD = 40  # articles with one hash: beyond, each is compared with the next alone

_TABLES = """
CREATE TABLE IF NOT EXISTS sketch (
    article_id INTEGER PRIMARY KEY, text_sha256 TEXT NOT NULL, hashes BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS head (hash INTEGER NOT NULL, article_id INTEGER NOT NULL, PRIMARY KEY (hash, article_id))
    STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS head_article ON head (article_id);
"""
_SIGN = 1 << 63  # SQLite's integers have one


class Sketches:
    """The file of one library's sketches; made again where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._file = CacheFile(path, _TABLES)

    def known(self) -> dict[int, str]:
        """Give the articles that have a sketch, with the hash of the text that it is of."""
        with self._file.open() as conn:
            return dict(conn.execute("SELECT article_id, text_sha256 FROM sketch"))

    def put(self, made: Mapping[int, tuple[str, array[int]]]) -> None:
        """Keep the sketches of articles, each with the hash of its text, in place of older ones."""
        with self._file.open() as conn:
            _forget(conn, made)
            conn.executemany(
                "INSERT INTO sketch VALUES (?, ?, ?)",
                [(number, digest, hashes.tobytes()) for number, (digest, hashes) in made.items()],
            )
            conn.executemany(
                "INSERT INTO head VALUES (?, ?)",
                [
                    (value - _SIGN, number)
                    for number, (_, hashes) in made.items()
                    for value in hashes[:INDEXED]
                ],
            )

    def forget(self, ids: Iterable[int]) -> None:
        """Let go of the sketches of articles."""
        with self._file.open() as conn:
            _forget(conn, ids)

    def of(self, ids: Iterable[int]) -> dict[int, array[int]]:
        """Give the sketches of articles."""
        question = f"SELECT article_id, hashes FROM sketch WHERE article_id IN {IDS}"
        with self._file.open() as conn:
            return {row[0]: array("Q", row[1]) for row in conn.execute(question, [as_json(ids)])}

    def like(self, article_id: int) -> list[int]:
        """Give the articles that may be like this one."""
        question = (
            "SELECT DISTINCT other.article_id FROM head JOIN head AS other ON other.hash = head.hash "
            "WHERE head.article_id = ?1 AND other.article_id <> ?1"
        )
        with self._file.open() as conn:
            return [row[0] for row in conn.execute(question, [article_id])]

    def pairs(self) -> set[tuple[int, int]]:
        """Give the pairs of articles that may be alike, the lower number first."""
        found: set[tuple[int, int]] = set()
        with self._file.open() as conn:
            rows = conn.execute("SELECT hash, article_id FROM head ORDER BY hash, article_id")
            for crowd in _crowds(rows):
                if len(crowd) > CROWD:
                    found.update(itertools.pairwise(crowd))
                else:
                    found.update(
                        (one, two) for at, one in enumerate(crowd) for two in crowd[at + 1 :]
                    )
        return found


def _forget(conn: sqlite3.Connection, ids: Iterable[int]) -> None:
    gone = as_json(ids)
    for table in ("head", "sketch"):
        conn.execute(f"DELETE FROM {table} WHERE article_id IN {IDS}", [gone])


def _crowds(rows: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Give the articles that share a hash, for each hash that several have."""
    crowd: list[int] = []
    last: int | None = None
    for value, number in rows:
        if value != last:
            if len(crowd) > 1:
                yield crowd
            crowd, last = [], value
        crowd.append(number)
    if len(crowd) > 1:
        yield crowd
