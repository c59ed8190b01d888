# SPDX-License-Identifier: MIT
"""The leaves of a query in one field: which documents hold them, how often, and where.

Several terms (a beginning, a pattern, close spellings) are one pseudo-term whose frequencies are added up. Terms that
stand next to each other in the lexicon have their postings next to each other: they are one run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from researchdesk.search.forms import STEMMED
from researchdesk.search.tree import Close, Keys, Leaf, Prefix, Wildcard, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from researchdesk.search.segments import Field, Segment
    from researchdesk.search.watch import Watch

DOCUMENT = 32  # bits of a place below the document's number
BISECTED = 16  # times as long as another array: then it is bisected
NO_PLACES = np.empty(0, np.int64)
OTHER = 0.3  # what another form of a word counts, and one that only begins like the one being typed
# Of beginnings of one or two letters, and of leaves with very many postings, it only counts which documents hold them.
LONGEST_START = 2
COUNTED = 300_000
FEW = 32  # runs that are cut out one by one
SPARSE = 40  # postings that are this part of a segment's documents are sorted, more are added up in an array


class Part(NamedTuple):
    """What one segment holds of a leaf: which documents of the index, and how often each holds it.

    Few are named one by one, ascending; of many it is the whole segment, with a count of 0 where it is not held.
    """

    ids: NDArray[np.int64] | slice
    counts: NDArray[np.float32]

    @property
    def held(self) -> int:
        """Give the number of documents that hold the leaf."""
        if isinstance(self.ids, slice):
            return int(np.count_nonzero(self.counts > 0))
        return len(self.ids)

    def put_into(self, mask: NDArray[np.bool_]) -> None:
        """Say in a mask over all documents which of them hold the leaf."""
        if isinstance(self.ids, slice):
            mask[self.ids] |= self.counts > 0
        else:
            mask[self.ids] = True


class Piece(NamedTuple):
    """A segment, and the number of its first document in the whole index."""

    segment: Segment
    offset: int

    def of(self, mask: NDArray[Any]) -> NDArray[Any]:
        """Give a segment's part of something that has a value for each document of the index."""
        return mask[self.offset : self.offset + self.segment.size]


class Runs(NamedTuple):
    """Terms of a field from each `first` up to each `end`, which is not among them; and what they count."""

    firsts: NDArray[np.int64]
    ends: NDArray[np.int64]
    weight: float
    is_counted: bool = True

    @property
    def size(self) -> int:
        """Give the number of terms."""
        return int((self.ends - self.firsts).sum())

    def postings(self, held: Field) -> int:
        """Give the number of postings."""
        begins, ends = self.within(held.starts)
        return int(ends[0] - begins[0]) if len(begins) == 1 else int((ends - begins).sum())

    def within(self, edges: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Say where the runs lie in an array whose stretches for each term have these edges."""
        return edges[self.firsts].astype(np.int64), edges[self.ends].astype(np.int64)


def counted(piece: Piece, leaf: Leaf | Keys, field: str, watch: Watch) -> Part | None:
    """Say which documents of a segment hold a leaf in this field, and how often."""
    held = piece.segment.field(field)
    every = list(runs(held, leaf, field)) if held and not watch.must_stop() else []
    if held is None or not every:
        return None
    if len(every) == 1 and every[0].size == 1:
        ids = _cut(held.ids, *every[0].within(held.starts)).astype(np.int64)
        ids += piece.offset
        return Part(ids, _weighed(held, every[0]))
    postings = sum(one.postings(held) for one in every)
    if postings * SPARSE < piece.segment.size and all(one.is_counted for one in every):
        return _few(piece, held, every)
    return _many(piece, held, every, is_counted=postings <= COUNTED)


def _few(piece: Piece, held: Field, every: Sequence[Runs]) -> Part:
    """Add up postings by sorting them."""
    ids = np.concatenate([_cut(held.ids, *one.within(held.starts)) for one in every])
    order = ids.argsort(kind="stable")  # linear, since documents have 16 bits
    ids = ids[order]
    firsts = np.flatnonzero(np.concatenate(([True], ids[1:] != ids[:-1])))
    counts = np.concatenate([_weighed(held, one) for one in every])[order]
    return Part(ids[firsts].astype(np.int64) + piece.offset, np.add.reduceat(counts, firsts))


def _many(piece: Piece, held: Field, every: Sequence[Runs], *, is_counted: bool) -> Part:
    """Add up postings over the whole segment."""
    size = piece.segment.size
    sums = np.zeros(size, np.float32)
    for one in every:
        ids = _cut(held.ids, *one.within(held.starts))
        if one.is_counted and held.counts is not None and is_counted:
            np.add.at(sums, ids, _weighed(held, one))  # five times as fast as bincount
        elif len(every) == 1:
            sums[ids] = one.weight
        else:
            is_held = np.zeros(size, bool)
            is_held[ids] = True
            sums += is_held * np.float32(one.weight)
    return Part(slice(piece.offset, piece.offset + size), sums)


def runs(held: Field, leaf: Leaf | Keys, field: str) -> Iterator[Runs]:
    """Give the terms that a leaf stands for in a field of a segment."""
    if isinstance(leaf, Keys):
        yield from _of_words(held, leaf.values, 1.0)
    elif isinstance(leaf, Word):
        yield from _of_words(held, [leaf.text], 1.0)
        yield from _of_words(held, _other_forms(leaf, field), OTHER)
        if leaf.is_typed:
            yield from _of_start(held, leaf.text, OTHER)
    elif isinstance(leaf, Prefix):
        yield from _of_start(held, leaf.text, 1.0)
    elif isinstance(leaf, Wildcard):
        yield from _of_numbers(held.lexicon.matching(leaf.pattern), 1.0)
    elif isinstance(leaf, Close):
        near = held.lexicon.nearest(leaf.text, leaf.distance)
        yield from _of_numbers(np.array([number for number, _ in near], np.int64), 1.0)


def occurrences(
    piece: Piece, leaf: Leaf, field: str, docs: NDArray[np.int64], watch: Watch
) -> NDArray[np.int64]:
    """Give every place of a leaf in some of a segment's documents: document << 32 | position, ascending.

    `docs` are numbers in the segment, ascending; those of the answer are numbers in the index.
    """
    held = piece.segment.field(field)
    if held is None or held.places is None or not len(docs) or watch.must_stop():
        return NO_PLACES
    every = list(runs(held, leaf, field))
    found = [_places(held, one, docs) for one in every]
    if not found:
        return NO_PLACES
    keys = found[0] if len(found) == 1 else np.concatenate(found)
    if sum(one.size for one in every) > 1:
        keys.sort()
        keys = keys[np.diff(keys, prepend=-1) > 0]
    keys += piece.offset << DOCUMENT
    return keys


def holding(piece: Piece, leaf: Leaf, field: str, watch: Watch) -> list[NDArray[Any]]:
    """Give the documents that hold a leaf: numbers in the segment, ascending in each array, of which there may be many.

    An empty list when none does.
    """
    held = piece.segment.field(field)
    if held is None or held.places is None or watch.must_stop():
        return []
    return [_cut(held.ids, *one.within(held.starts)) for one in runs(held, leaf, field)]


def _weighed(held: Field, one: Runs) -> NDArray[np.float32]:
    begins, ends = one.within(held.starts)
    if held.counts is None:
        return np.full(int((ends - begins).sum()), one.weight, np.float32)
    counts = _cut(held.counts, begins, ends).astype(np.float32)
    counts *= one.weight
    return counts


def _places(held: Field, one: Runs, docs: NDArray[np.int64]) -> NDArray[np.int64]:
    assert held.counts is not None
    assert held.positions is not None
    assert held.places is not None
    ids = _cut(held.ids, *one.within(held.starts))
    counts = _cut(held.counts, *one.within(held.starts))
    kept = _kept(ids, docs, is_ascending=one.size == 1)
    ends = np.cumsum(counts, dtype=np.int64)[kept]
    ids, counts = ids[kept], counts[kept].astype(np.int64)
    if one.size == 1:  # a slice of the whole: the few are cut out of it
        ends += int(held.places[one.firsts[0]])
        positions = _cut(held.positions, ends - counts, ends)
    else:
        positions = _cut(_cut(held.positions, *one.within(held.places)), ends - counts, ends)
    keys = np.repeat(ids.astype(np.int64) << DOCUMENT, counts)
    keys |= positions
    return keys


def _kept(ids: NDArray[Any], docs: NDArray[np.int64], *, is_ascending: bool) -> NDArray[np.int64]:
    """Say where in `ids` these documents stand: a few are looked for, many are marked."""
    if is_ascending and len(docs) * BISECTED < len(ids):
        wanted = docs.astype(ids.dtype)
        at = np.searchsorted(ids, wanted)
        at[at == len(ids)] = 0
        found: NDArray[np.int64] = at[ids[at] == wanted]
        return found
    is_meant = np.zeros(int(max(docs[-1], ids.max(initial=0))) + 1, bool)
    is_meant[docs] = True
    return np.flatnonzero(is_meant[ids])


def _cut(values: NDArray[Any], begins: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[Any]:
    """Give stretches of an array end to end."""
    if len(begins) == 1:
        return values[begins[0] : ends[0]]
    if len(begins) < FEW:
        pairs = zip(begins.tolist(), ends.tolist(), strict=True)
        return np.concatenate([values[begin:end] for begin, end in pairs] or [values[:0]])
    lengths = ends - begins
    shift = begins - (np.cumsum(lengths) - lengths)
    at = np.repeat(shift, lengths)
    at += np.arange(len(at))
    found: NDArray[Any] = values[at]
    return found


def _other_forms(leaf: Word, field: str) -> list[str]:
    """Give the forms of a word in a field where words have forms, but for those that its beginning finds anyway."""
    if field not in STEMMED:
        return []
    return [form for form in leaf.forms if not (leaf.is_typed and form.startswith(leaf.text))]


def _of_words(held: Field, words: Sequence[str], weight: float) -> Iterator[Runs]:
    numbers = sorted({held.lexicon.find(word) for word in words} - {-1})
    yield from _of_numbers(np.array(numbers, np.int64), weight)


def _of_numbers(numbers: NDArray[np.int64], weight: float) -> Iterator[Runs]:
    if len(numbers):
        yield Runs(numbers, numbers + 1, weight)


def _of_start(held: Field, text: str, weight: float) -> Iterator[Runs]:
    first, end = held.lexicon.starting(text)
    if first < end:
        yield Runs(np.array([first]), np.array([end]), weight, len(text) > LONGEST_START)
