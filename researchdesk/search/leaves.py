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

OTHER = 0.3  # what another form of a word counts, and one that only begins like the one being typed
# Of beginnings of one or two letters, and of leaves with very many postings, it only counts which documents hold them.
LONGEST_START = 2
COUNTED = 300_000
FEW = 32  # runs that are cut out one by one


class Part(NamedTuple):
    """What one segment holds of a leaf: documents of the index (ascending), and how often in each."""

    ids: NDArray[np.int64]
    counts: NDArray[np.float32]


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
    postings = sum(int(np.subtract(*one.within(held.starts)[::-1]).sum()) for one in every)
    sums = np.zeros(piece.segment.size, np.float32)
    for one in every:
        ids = _cut(held.ids, *one.within(held.starts))
        if one.is_counted and held.counts is not None and postings <= COUNTED:
            sums += np.bincount(ids, _weighed(held, one), len(sums))
        elif len(every) == 1:
            sums[ids] = one.weight
        else:
            is_held = np.zeros(len(sums), bool)
            is_held[ids] = True
            sums += is_held * np.float32(one.weight)
    found = np.flatnonzero(sums)
    return Part(found + piece.offset, sums[found])


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
    pieces: Sequence[Piece], leaf: Leaf, field: str, only: NDArray[np.bool_], watch: Watch
) -> NDArray[np.int64]:
    """Give every place of a leaf in these documents: document << 32 | position, ascending."""
    found = []
    is_sorted = True
    for piece in pieces:
        held = piece.segment.field(field)
        if held is None or held.places is None or watch.must_stop():
            continue
        every = list(runs(held, leaf, field))
        is_sorted &= sum(one.size for one in every) < 2
        found += [_places(piece, held, one, only) for one in every]
    if not found:
        return np.empty(0, np.int64)
    keys = np.concatenate(found)
    if not is_sorted:
        keys.sort()
        keys = keys[np.diff(keys, prepend=-1) > 0]
    return keys


def _weighed(held: Field, one: Runs) -> NDArray[np.float32]:
    begins, ends = one.within(held.starts)
    if held.counts is None:
        return np.full(int((ends - begins).sum()), one.weight, np.float32)
    counts = _cut(held.counts, begins, ends).astype(np.float32)
    counts *= one.weight
    return counts


def _places(piece: Piece, held: Field, one: Runs, only: NDArray[np.bool_]) -> NDArray[np.int64]:
    assert held.counts is not None
    assert held.positions is not None
    assert held.places is not None
    ids = _cut(held.ids, *one.within(held.starts))
    counts = _cut(held.counts, *one.within(held.starts)).astype(np.int64)
    positions = _cut(held.positions, *one.within(held.places))
    kept = np.flatnonzero(piece.of(only)[ids])
    if len(kept) < len(ids):
        ends = np.cumsum(counts)
        ids, counts, ends = ids[kept], counts[kept], ends[kept]
        positions = _cut(positions, ends - counts, ends)
    keys = np.repeat(ids.astype(np.int64) + piece.offset << 32, counts)
    keys |= positions
    return keys


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
