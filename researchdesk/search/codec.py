# SPDX-License-Identifier: MIT
"""How postings lie in the index: as arrays, in Whoosh's segments, where its own codec writes compressed pickles.

A posting list is read in one piece and becomes three arrays, so that a query costs the same whether it is asked by
Whoosh (merges do) or by the evaluator.
"""

from __future__ import annotations

import struct
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from whoosh.codec.whoosh3 import (
    W3Codec,
    W3PerDocReader,
    W3PostingsWriter,
    W3TermInfo,
    W3TermsReader,
)
from whoosh.matching import ListMatcher

from researchdesk.search.files import DamagedIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_HEAD = struct.Struct(
    "<IBB"
)  # documents, bytes of a frequency (0: all are one), bytes of a position (0: none)
_ENTRY = struct.Struct(
    "!BfIBBfIIqi"
)  # a term's entry as Whoosh writes it, with the place of its postings
_KINDS: dict[int, type[np.unsignedinteger[Any]]] = {1: np.uint8, 2: np.uint16, 4: np.uint32}


class Postings(NamedTuple):
    """Where one term stands: documents (ascending), how often in each, and all positions end to end."""

    ids: NDArray[np.uint32]
    counts: NDArray[np.unsignedinteger[Any]]
    positions: NDArray[np.unsignedinteger[Any]] | None


class Place(NamedTuple):
    """Where a term's postings lie, and how many documents they are."""

    documents: int
    offset: int
    length: int


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's own codec, but for the postings."""

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> _PostingsWriter:
        """Give a writer of array postings."""
        return _PostingsWriter(dbfile)

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        """Open the terms of a segment."""
        name = segment.make_filename(self.TERMS_EXT)
        postings = segment.open_file(storage, self.POSTS_EXT)
        return TermsReader(self, storage.open_file(name), storage.file_length(name), postings)

    def per_document_reader(self, storage: Any, segment: Any) -> DocumentReader:
        """Open the columns of a segment."""
        return DocumentReader(storage, segment)


class TermsReader(W3TermsReader):  # type: ignore[misc]
    """The terms of a segment, for Whoosh and for the evaluator."""

    def find(self, field: str, term: bytes) -> Place | None:
        """Look a term up."""
        for at, length in self._tindex.ranges_for_key(self._keycoder(field, term)):
            return _place(self._dbfile.get(at, length))
        return None

    def starting(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, Place]]:
        """Give the terms of a field that begin so, in order."""
        start = self._keycoder(field, prefix)
        skip = len(start) - len(prefix)
        for key, entry in self._tindex.items_from(start):
            if not key.startswith(start):
                return
            yield key[skip:], _place(entry)

    def words(self, field: str) -> list[str]:
        """Give all terms of a field, in order."""
        start = self._keycoder(field, b"")
        found = []
        for key in self._tindex.keys_from(start):
            if not key.startswith(start):
                break
            found.append(key[len(start) :].decode())
        return found

    def postings(self, place: Place) -> Postings:
        """Read the postings of a term."""
        return read_postings(self._postfile.get(place.offset, place.length))

    def matcher(
        self, fieldname: str, tbytes: bytes, format_: Any, scorer: Any = None
    ) -> ListMatcher:
        """Give a term's postings as Whoosh walks them when it joins segments."""
        info = self.term_info(fieldname, tbytes)
        place = self.find(fieldname, tbytes)
        assert place  # or term_info had raised
        found = self.postings(place)
        counts = found.counts.tolist()
        values = [b""] * len(counts)
        if found.positions is not None:
            every = found.positions.astype(np.uint32).tobytes()
            edges = np.concatenate(([0], np.cumsum(counts, dtype=np.int64) * 4)).tolist()
            values = [every[a:b] for a, b in pairwise(edges)]
        return ListMatcher(
            found.ids.tolist(),
            [float(count) for count in counts],
            values,
            format_,
            scorer=scorer,
            term=(fieldname, tbytes),
            terminfo=info,
        )

    def term_info(self, fieldname: str, tbytes: bytes) -> W3TermInfo:
        """Give Whoosh a term's entry; a crafted one could hold a pickle."""
        for at, length in self._tindex.ranges_for_key(self._keycoder(fieldname, tbytes)):
            _place(self._dbfile.get(at, length))
        return super().term_info(fieldname, tbytes)


class DocumentReader(W3PerDocReader):  # type: ignore[misc]
    """The columns of a segment, for Whoosh and for the evaluator."""

    def numbers(self, column: str) -> NDArray[np.int64]:
        """Read a column of numbers of 64 bits; documents at the end may have none, which is 0."""
        return self._read(column, ">i8").astype(np.int64)

    def lengths(self, field: str) -> NDArray[np.uint8]:
        """Read how long the texts of a field are, as Whoosh writes it in one byte."""
        return self._read(f"_{field}_len", "u1").astype(np.uint8)

    def _read(self, column: str, kind: str) -> NDArray[Any]:
        found = np.empty(0, kind)
        if self.has_column(column):
            file, at, length = self._get_column_file(column)
            found = np.frombuffer(file.get(at, length), kind)
        return np.pad(found, (0, self.doc_count_all() - len(found)))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Say that nothing is stored; Whoosh would unpickle here."""
        return {}


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]
    """Writes all postings of a term as one block of arrays."""

    def __init__(self, postfile: Any) -> None:
        super().__init__(postfile, blocklimit=sys.maxsize, inlinelimit=0)

    def _write_block(self, last: bool = False) -> None:
        self._terminfo.add_block(self)
        counts = np.asarray(self._weights, np.float32).astype(np.uint32)
        positions = np.frombuffer(b"".join(self._values), np.uint32)
        size = 0 if (counts == 1).all() else _narrowest(counts)
        width = _narrowest(positions) if len(positions) else 0
        pieces = [
            _HEAD.pack(len(counts), size, width),
            np.asarray(self._ids, np.uint32).tobytes(),
            counts.astype(_KINDS[size]).tobytes() if size else b"",
            positions.astype(_KINDS[width]).tobytes() if width else b"",
        ]
        self._postfile.write(b"".join(pieces))
        self._blockcount += 1
        self._new_block()


def read_postings(block: bytes) -> Postings:
    """Read one posting list as `_PostingsWriter` wrote it."""
    number, size, width = _HEAD.unpack_from(block)
    at = _HEAD.size
    ids = np.frombuffer(block, np.uint32, number, at)
    at += number * 4
    counts: NDArray[np.unsignedinteger[Any]] = np.ones(number, np.uint8)
    if size:
        counts = np.frombuffer(block, _KINDS[size], number, at)
        at += number * size
    positions = np.frombuffer(block, _KINDS[width], -1, at) if width else None
    return Postings(ids, counts, positions)


def _place(entry: bytes) -> Place:
    found = _ENTRY.unpack(entry) if len(entry) == _ENTRY.size else (True,)
    if found[0]:
        raise DamagedIndex("a term's entry is not ours")
    return Place(found[2], found[8], found[9])


def _narrowest(values: NDArray[np.uint32]) -> int:
    top = int(values.max())
    return 1 if top < 256 else 2 if top < 65536 else 4
