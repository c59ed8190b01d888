# SPDX-License-Identifier: MIT
"""A SQLite file of the cache, never of the library: it may be deleted at any time, and is made anew when unreadable."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 10  # seconds that one program waits for another


class CacheFile:
    """Opens the file for each use, with its tables."""

    def __init__(self, path: Path, tables: str) -> None:
        self._path = path
        self._tables = tables

    @contextlib.contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """Give a connection for one transaction; raises sqlite3.Error where the file cannot be made."""
        try:
            conn = self._connected()
        except sqlite3.DatabaseError:  # a cache: what cannot be read is made anew
            self._path.unlink(missing_ok=True)
            conn = self._connected()
        with contextlib.closing(conn), conn:
            yield conn

    def _connected(self) -> sqlite3.Connection:
        conn = sqlite3.connect(self._path, timeout=PATIENCE)
        try:
            conn.execute("PRAGMA synchronous = OFF")
            conn.executescript(self._tables)
        except sqlite3.DatabaseError:
            conn.close()
            raise
        return conn
