# SPDX-License-Identifier: MIT
"""The lock beside an index: one program writes at a time, and a dead one holds nothing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from whoosh.util.filelock import FileLock, try_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def locked(path: Path, seconds: float) -> Iterator[None]:
    """Hold a lock file; TimeoutError when another program held it all the time."""
    lock = FileLock(str(path))
    if not try_for(lock.acquire, timeout=seconds):
        raise TimeoutError("another program is indexing")
    try:
        yield
    finally:
        lock.release()
