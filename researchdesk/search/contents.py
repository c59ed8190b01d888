# SPDX-License-Identifier: MIT
"""What a generation of the index consists of: its segments in order, and which of their documents are deleted.

The state file holds it, so that one rename changes all. The deleted documents of a segment are one bit for each of its
documents, compressed: 100,000 need 17 kB at most.
"""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from researchdesk.search.files import DAMAGES, DamagedIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray


class Entry(Struct, frozen=True):
    """A segment: its name, how many documents it holds, and the numbers of the deleted ones, ascending."""

    name: str
    size: int
    dead: NDArray[np.int64]

    @property
    def count(self) -> int:
        """Give the number of documents that are left."""
        return self.size - len(self.dead)


def entries_of(segments: Mapping[str, tuple[int, str]]) -> list[Entry]:
    """Read the segments as the state file has them: number of documents and deleted ones by name."""
    try:
        return [Entry(name, size, _numbers(dead, size)) for name, (size, dead) in segments.items()]
    except (*DAMAGES, zlib.error) as error:
        raise DamagedIndex("its state does not say what is deleted") from error


def said(entries: Iterable[Entry]) -> dict[str, tuple[int, str]]:
    """Say segments as the state file has them."""
    return {one.name: (one.size, _text(one)) for one in entries}


def _numbers(text: str, size: int) -> NDArray[np.int64]:
    if not text:
        return np.empty(0, np.int64)
    unpacking = zlib.decompressobj()
    packed = unpacking.decompress(base64.b64decode(text), size // 8 + 1)
    return np.flatnonzero(np.unpackbits(np.frombuffer(packed, np.uint8), count=size))


def _text(one: Entry) -> str:
    if not len(one.dead):
        return ""
    bits = np.zeros(one.size, bool)
    bits[one.dead] = True
    return base64.b64encode(zlib.compress(np.packbits(bits).tobytes())).decode()
