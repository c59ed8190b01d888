# SPDX-License-Identifier: MIT
"""Several segments become one: the slices of each term are moved as they lie, and no document is read again.

What is deleted falls out on the way. The memory needed is that of the terms and of one block of postings, however large
the segments are: sizes are known before anything is written.
"""

from __future__ import annotations

from itertools import chain, compress
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from researchdesk.search.arrays import narrow, narrowest, stable_order
from researchdesk.search.inversion import put_keys
from researchdesk.search.lexicon import arrays_of
from researchdesk.search.segments import fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from researchdesk.search.arrays import ArrayWriter
    from researchdesk.search.segments import Field, Segment

    Counts = NDArray[np.int64]

AT_ONCE = 400_000  # places of words in one block
NOTHING = np.empty(0, np.uint8)


class Source(NamedTuple):
    """A segment to be joined, and the new number of each of its documents; -1 of a deleted one."""

    segment: Segment
    numbers: NDArray[np.int64]


class _Part(NamedTuple):
    """A field of one source: where its terms stand among all, and how much of each is left."""

    field: Field
    numbers: NDArray[np.int64]
    ranks: NDArray[np.int64]
    documents: NDArray[np.int64]
    places: NDArray[np.int64]
    is_whole: bool


class _Slices(NamedTuple):
    """Postings of one source in the order of their terms: whose they are, documents, counts, positions."""

    ranks: NDArray[np.uint32]
    ids: NDArray[np.int64]
    counts: NDArray[np.unsignedinteger[Any]]
    positions: NDArray[np.unsignedinteger[Any]]


def sources_of(parts: Sequence[tuple[Segment, NDArray[np.int64]]]) -> list[Source]:
    """Give the documents of segments new numbers, but for the deleted ones."""
    found = []
    size = 0
    for segment, dead in parts:
        is_live = np.ones(segment.size, bool)
        is_live[dead] = False
        numbers = np.where(is_live, np.cumsum(is_live) - 1 + size, -1)
        found.append(Source(segment, numbers))
        size += int(is_live.sum())
    return found


def join(out: ArrayWriter, sources: Sequence[Source]) -> int:
    """Write the segment that all of these become; give its number of documents."""
    segments = [one.segment for one in sources]
    live = [one.numbers >= 0 for one in sources]
    size = sum(int(one.sum()) for one in live)
    for name in fields_of(segments, "poff"):
        _Joint(out, name, sources, size).write()
    for name in fields_of(segments, "len"):
        lengths = [one.lengths(name)[kept] for one, kept in zip(segments, live, strict=True)]
        out.put(f"{name}/len", narrow(np.concatenate(lengths)))
    for name in fields_of(segments, "col"):
        found = [one.numbers(name)[kept] for one, kept in zip(segments, live, strict=True)]
        out.put(f"{name}/col", np.concatenate(found))
    for name in fields_of(segments, "off"):
        keys = [one.sort_keys(name) for one in segments]
        put_keys(out, name, list(compress(chain(*keys), np.concatenate(live).tolist())))
    out.finish(size=size)
    return size


class _Joint:
    """One field of the new segment."""

    def __init__(self, out: ArrayWriter, name: str, sources: Sequence[Source], size: int) -> None:
        self._out, self._name = out, name
        held = [(field, one.numbers) for one in sources if (field := one.segment.field(name))]
        lists = [field.lexicon.terms() for field, _ in held]
        self._terms = sorted(set().union(*lists))
        rank = {term: at for at, term in enumerate(self._terms)}
        self._parts = [
            _part(field, numbers, np.fromiter(map(rank.__getitem__, terms), np.int64, len(terms)))
            for (field, numbers), terms in zip(held, lists, strict=True)
        ]
        fields = [field for field, _ in held]
        self._is_text = fields[0].is_text
        self._kinds: dict[str, Any] = {"ids": narrowest(size - 1)}
        if self._is_text:
            self._kinds["tf"] = max(one.counts.dtype for one in fields if one.counts is not None)
            self._kinds["pos"] = max(
                one.positions.dtype for one in fields if one.positions is not None
            )

    def write(self) -> None:
        """Write the terms, then their postings block by block."""
        documents, places = self._edges("documents"), self._edges("places")
        kept = np.flatnonzero(np.diff(documents))  # a term may have lost all its documents
        if not len(kept):
            return
        terms = [self._terms[at] for at in kept.tolist()]
        for part, values in arrays_of(terms, is_text=self._is_text).items():
            self._put(part, values)
        self._put("poff", documents[np.append(kept, -1)].astype(np.uint32))
        if self._is_text:
            self._put("ooff", places[np.append(kept, -1)].astype(np.uint32))
        for part, kind in self._kinds.items():
            size = places[-1] if part == "pos" else documents[-1]
            self._out.reserve(f"{self._name}/{part}", kind, size)
        first = 0
        while first < len(self._terms):
            room = places[first] + AT_ONCE
            end = max(first + 1, int(np.searchsorted(places, room, "right")) - 1)
            self._block(first, end)
            first = end

    def _block(self, first: int, end: int) -> None:
        """Gather the postings of some terms from all sources, those of each term in the order of the sources."""
        found = [_slices(part, first, end) for part in self._parts]
        ranks = np.concatenate([one.ranks for one in found])
        order = stable_order(ranks)
        self._append("ids", np.concatenate([one.ids for one in found])[order])
        if self._is_text:
            counts = np.concatenate([one.counts for one in found])
            self._append("tf", counts[order])
            order = stable_order(np.repeat(ranks, counts))
            self._append("pos", np.concatenate([one.positions for one in found])[order])

    def _edges(self, what: str) -> Counts:
        """Say where each of all terms begins in the new arrays of documents or of places, and where the last ends."""
        sums = np.zeros(len(self._terms) + 1, np.int64)
        for part in self._parts:
            sums[part.ranks + 1] += getattr(part, what)
        return np.cumsum(sums)

    def _append(self, part: str, values: NDArray[Any]) -> None:
        self._out.append(f"{self._name}/{part}", values)

    def _put(self, part: str, values: NDArray[Any]) -> None:
        self._out.put(f"{self._name}/{part}", values)


def _part(field: Field, numbers: Counts, ranks: Counts) -> _Part:
    is_live = numbers >= 0
    if is_live.all():
        documents = np.diff(field.starts).astype(np.int64)
        places = documents if field.places is None else np.diff(field.places).astype(np.int64)
        return _Part(field, numbers, ranks, documents, places, is_whole=True)
    is_kept = is_live[field.ids]
    begins = field.starts[:-1]
    held = is_kept if field.counts is None else field.counts * is_kept
    documents = np.add.reduceat(is_kept, begins, dtype=np.int64)
    places = np.add.reduceat(held, begins, dtype=np.int64)
    return _Part(field, numbers, ranks, documents, places, is_whole=False)


def _slices(part: _Part, first: int, end: int) -> _Slices:
    """Give the postings of a range of all terms as a source has them, without what is deleted."""
    field = part.field
    low, high = np.searchsorted(part.ranks, (first, end)).tolist()
    begin, stop = int(field.starts[low]), int(field.starts[high])
    ids = part.numbers[field.ids[begin:stop]]
    ranks = np.repeat((part.ranks[low:high] - first).astype(np.uint32), part.documents[low:high])
    if field.counts is None or field.positions is None or field.places is None:
        return _Slices(ranks, ids if part.is_whole else ids[ids >= 0], NOTHING, NOTHING)
    counts = field.counts[begin:stop]
    positions = field.positions[int(field.places[low]) : int(field.places[high])]
    if part.is_whole:
        return _Slices(ranks, ids, counts, positions)
    is_kept = ids >= 0
    return _Slices(ranks, ids[is_kept], counts[is_kept], positions[np.repeat(is_kept, counts)])
