# SPDX-License-Identifier: MIT
"""A segment of the index, opened for reading: terms, postings and columns as arrays.

A segment never changes; what is deleted in it is written down beside it. So an opened one is shared by all threads and
all generations that hold it, and what is worked out from it once is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np
from whoosh.columns import VarBytesColumn
from whoosh.index import TOC
from whoosh.util.numeric import byte_to_length

from researchdesk.search.files import DAMAGES, DamagedIndex
from researchdesk.search.layout import INDEX
from researchdesk.search.lexicon import Lexicon
from researchdesk.search.schema import schema
from researchdesk.search.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from researchdesk.search.codec import Place, Postings

T = TypeVar("T")

_LENGTHS = np.array([byte_to_length(number) for number in range(256)], np.float32)


class Groups(NamedTuple):
    """All terms of a field with their documents end to end; those of a term begin at its `starts`."""

    terms: list[str]
    ids: NDArray[np.int64]
    starts: NDArray[np.int64]


class Segment:
    """One segment: `size` documents, deleted ones among them."""

    def __init__(self, storage: Storage, segment: Any) -> None:
        files = segment.open_compound_file(storage)
        codec = segment.codec()
        self.size: int = segment.doc_count_all()
        self._terms = codec.terms_reader(files, segment)
        self._documents = codec.per_document_reader(files, segment)
        self._kept: dict[tuple[str, str], Any] = {}

    def find(self, field: str, term: str) -> Place | None:
        """Look a term up."""
        found: Place | None = self._terms.find(field, term.encode())
        return found

    def starting(self, field: str, prefix: str) -> Iterator[tuple[str, Place]]:
        """Give the terms of a field that begin so, in order."""
        for term, place in self._terms.starting(field, prefix.encode()):
            yield term.decode(), place

    def postings(self, place: Place) -> Postings:
        """Read where a term stands."""
        found: Postings = self._terms.postings(place)
        return found

    def numbers(self, name: str) -> NDArray[np.int64]:
        """Give a column of numbers, one for each document."""
        return self._keep("numbers", name, lambda: self._documents.numbers(name))

    def sort_keys(self, name: str) -> list[bytes]:
        """Give a column of sort keys, one for each document."""

        def read() -> list[bytes]:
            if not self._documents.has_column(name):
                return [b""] * self.size
            return list(self._documents.column_reader(name, VarBytesColumn()))

        return self._keep("keys", name, read)

    def lengths(self, field: str) -> NDArray[np.float32]:
        """Give the lengths of a field's texts in words, as nearly as one byte tells."""
        return self._keep("lengths", field, lambda: _LENGTHS[self._documents.lengths(field)])

    def lexicon(self, field: str) -> Lexicon:
        """Give all words of a field."""
        return self._keep("lexicon", field, lambda: Lexicon(self._terms.words(field)))

    def groups(self, field: str) -> Groups:
        """Give all terms of a field with their documents."""
        return self._keep("groups", field, lambda: self._groups(field))

    def _groups(self, field: str) -> Groups:
        found = list(self.starting(field, ""))
        ids = [self.postings(place).ids for _, place in found]
        lengths = np.fromiter(map(len, ids), np.int64, len(ids))
        joined = np.concatenate(ids).astype(np.int64) if ids else np.empty(0, np.int64)
        return Groups([term for term, _ in found], joined, np.cumsum(lengths) - lengths)

    def _keep(self, kind: str, name: str, read: Callable[[], T]) -> T:
        if (kind, name) not in self._kept:
            self._kept[kind, name] = read()
        found: T = self._kept[kind, name]
        return found


def read_contents(folder: Path, generation: int) -> tuple[Storage, list[Any]]:
    """Read the table of contents of a generation: its storage, and the segments as Whoosh knows them."""
    storage = Storage(folder)
    try:
        return storage, TOC.read(storage, INDEX, generation, schema()).segments
    except DAMAGES as error:
        raise DamagedIndex(f"its table of contents cannot be read ({error})") from error


def numbers(storage: Storage, segment: Any, name: str) -> NDArray[np.int64]:
    """Give a column of numbers of a segment that is not opened for searching."""
    files = segment.open_compound_file(storage)
    found: NDArray[np.int64] = segment.codec().per_document_reader(files, segment).numbers(name)
    return found
