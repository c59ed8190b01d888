# SPDX-License-Identifier: MIT
"""A segment of the index, opened for reading: terms, postings and columns as arrays.

A segment never changes; what is deleted in it is written down beside it. So an opened one is shared by
all threads and all generations that hold it, and what is worked out from it once is kept. A field's arrays are looked
up when it is first asked for: a clip is found in a few milliseconds since most are not.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from researchdesk.search.arrays import ArrayFile
from researchdesk.search.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray


HEAD = 8  # bytes of a sort key that are compared as one number


class Field:
    """The terms of one field with their postings.

    The documents of term n are `ids[starts[n]:starts[n + 1]]`, ascending, with as many `counts` (None: all are one).
    Its positions, document after document, are `positions[places[n]:places[n + 1]]` (None: the field has none).
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name
        self.is_text = f"{name}/pos" in file  # else it holds ids or codes

    @cached_property
    def lexicon(self) -> Lexicon:
        """Give the terms themselves."""
        return Lexicon(self)

    @cached_property
    def starts(self) -> NDArray[np.uint32]:
        """Say where the documents of each term begin."""
        return self["poff"]

    @cached_property
    def ids(self) -> NDArray[np.unsignedinteger[Any]]:
        """Give the documents of all terms."""
        return self["ids"]

    @cached_property
    def counts(self) -> NDArray[np.unsignedinteger[Any]] | None:
        """Say how often a document of `ids` holds the term."""
        return self["tf"] if self.is_text else None

    @cached_property
    def places(self) -> NDArray[np.uint32] | None:
        """Say where the positions of each term begin."""
        return self["ooff"] if self.is_text else None

    @cached_property
    def positions(self) -> NDArray[np.unsignedinteger[Any]] | None:
        """Give the positions of all terms."""
        return self["pos"] if self.is_text else None

    def __getitem__(self, part: str) -> NDArray[Any]:
        """Give one of the field's arrays."""
        return self._file[f"{self._name}/{part}"]


class Segment:
    """One segment: `size` documents, deleted ones among them."""

    def __init__(self, path: Path) -> None:
        self._file = ArrayFile(path)
        self.size: int = self._file.said["size"]
        self.names: frozenset[str] = frozenset(self._file)
        self._fields: dict[str, Field | None] = {}
        self._sums: dict[str, tuple[int, int]] = {}
        self._heads: dict[str, NDArray[np.uint64]] = {}

    def field(self, name: str) -> Field | None:
        """Give a field; None when no document has anything in it."""
        if name not in self._fields:
            is_there = f"{name}/poff" in self._file
            self._fields[name] = Field(self._file, name) if is_there else None
        return self._fields[name]

    def numbers(self, name: str) -> NDArray[np.int64]:
        """Give a column of numbers, one for each document."""
        return self._file[f"{name}/col"]

    def lengths(self, name: str) -> NDArray[np.unsignedinteger[Any]]:
        """Give the lengths of a field's texts in words, one for each document."""
        if f"{name}/len" not in self._file:
            return np.zeros(self.size, np.uint8)
        return self._file[f"{name}/len"]

    def length_sums(self, name: str) -> tuple[int, int]:
        """Count the words of a field, and the documents that have any."""
        if name not in self._sums:
            lengths = self.lengths(name)
            self._sums[name] = int(lengths.sum(dtype=np.int64)), int(np.count_nonzero(lengths))
        return self._sums[name]

    def sort_keys(self, name: str) -> list[bytes]:
        """Give a column of sort keys, one for each document."""
        edges = self._file[f"{name}/off"].tolist()
        whole = self._file[f"{name}/blob"].tobytes()
        return [whole[a:b] for a, b in pairwise(edges)]

    def sort_key(self, name: str, number: int) -> bytes:
        """Give the sort key of one document."""
        begin, end = self._file[f"{name}/off"][number : number + 2].tolist()
        return self._file[f"{name}/blob"][begin:end].tobytes()

    def sort_heads(self, name: str) -> NDArray[np.uint64]:
        """Give the first eight letters of each sort key as a number, in the same order; the highest where none is."""
        if name not in self._heads:
            edges, blob = self._file[f"{name}/off"].astype(np.int64), self._file[f"{name}/blob"]
            padded = np.concatenate((blob, np.zeros(HEAD, np.uint8)))
            heads = np.zeros(self.size, np.uint64)
            for at in range(HEAD):
                letters = np.where(edges[:-1] + at < edges[1:], padded[edges[:-1] + at], 0)
                heads = heads << np.uint64(8) | letters.astype(np.uint64)
            heads[edges[:-1] == edges[1:]] = np.iinfo(np.uint64).max
            self._heads[name] = heads
        return self._heads[name]


def fields_of(segments: Iterable[Segment], part: str) -> list[str]:
    """Name what any of these segments has of one kind: fields by "poff", lengths "len", columns "col" and "off"."""
    found = {
        name.partition("/")[0]
        for one in segments
        for name in one.names
        if name.endswith(f"/{part}")
    }
    return sorted(found)
