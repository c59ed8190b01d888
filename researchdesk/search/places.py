# SPDX-License-Identifier: MIT
"""Phrases and nearness: which documents hold words in an order, or near each other.

A place is one number, document << 32 | position, so that one sorted array holds all places of a leaf. Positions stay
far below 2 ** 32, so that adding a distance never leads into another document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from researchdesk.search import leaves
from researchdesk.search.tree import Leaf, Near, Phrase, Prefix, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from researchdesk.search.leaves import Piece
    from researchdesk.search.watch import Watch

DOCUMENT = 32  # bits of a place below the document's number
BISECTED = 16  # times as long as another array: then it is bisected


class Spans(NamedTuple):
    """Where a leaf stands: the places of its first and of its last words, both ascending."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]


class Places:
    """Finds places in one field. `holding(leaf)` says which documents hold a word at all."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        field: str,
        holding: Callable[[Leaf], NDArray[np.bool_]],
        watch: Watch,
    ) -> None:
        self._pieces = pieces
        self._field = field
        self._holding = holding
        self._watch = watch

    def phrase(self, phrase: Phrase) -> NDArray[np.int64]:
        """Give the documents that hold a phrase, one for each time it stands there."""
        return self._spans(phrase, None).last >> DOCUMENT

    def near(self, near: Near) -> NDArray[np.int64]:
        """Give the documents in which two leaves are near each other, one for each place of the first that is."""
        both = self._mask(near.first) & self._mask(near.second)
        a, b = self._spans(near.first, both), self._spans(near.second, both)
        if not len(a.first) or not len(b.first):
            return np.empty(0, np.int64)
        following = np.searchsorted(b.first, a.last, "right")
        is_after = following < len(b.first)
        is_after &= b.first[np.minimum(following, len(b.first) - 1)] <= a.last + near.distance
        leading = np.searchsorted(b.last, a.first, "left") - 1
        is_before = leading >= 0
        is_before &= b.last[np.maximum(leading, 0)] >= a.first - near.distance
        return a.last[is_after | is_before] >> DOCUMENT

    def occurrences(self, leaf: Leaf, only: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Give every place of a word in these documents."""
        return leaves.occurrences(self._pieces, leaf, self._field, only, self._watch)

    def _mask(self, leaf: Leaf) -> NDArray[np.bool_]:
        if not isinstance(leaf, Phrase):
            return self._holding(leaf)
        mask, *others = (self._holding(word) for word in _words_of(leaf))
        for other in others:
            mask = mask & other
        return mask

    def _spans(self, leaf: Leaf, only: NDArray[np.bool_] | None) -> Spans:
        held = self._mask(leaf)
        if only is not None:
            held = held & only
        if not held.any():
            return Spans(np.empty(0, np.int64), np.empty(0, np.int64))
        if not isinstance(leaf, Phrase):
            found = self.occurrences(leaf, held)
            return Spans(found, found)
        first, *others = _words_of(leaf)
        start = self.occurrences(first, held)
        spans = Spans(start, start)
        for word in others:
            places = self.occurrences(word, held)
            spans = _next(spans, places) if leaf.slop == 1 else _followed(spans, places, leaf.slop)
            if not len(spans.last):
                break
        return spans


def _words_of(phrase: Phrase) -> list[Word | Prefix]:
    found: list[Word | Prefix] = [Word(word, phrase.fields) for word in phrase.words]
    if phrase.is_open:
        found[-1] = Prefix(phrase.words[-1], phrase.fields)
    return found


def _next(spans: Spans, places: NDArray[np.int64]) -> Spans:
    """Keep the places that stand right after a span; a span of neighbours is as long as all others."""
    found = _common(spans.last + 1, places)
    length = int(spans.last[0] - spans.first[0]) + 1
    return Spans(found - length, found)


def _common(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give what two ascending arrays have in common: runs of like length meet in one stable sort, else by bisection."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) * BISECTED < len(longer):
        at = np.minimum(np.searchsorted(longer, shorter), len(longer) - 1)
        met: NDArray[np.int64] = shorter[longer[at] == shorter]
        return met
    both = np.concatenate((one, other))
    both.sort(kind="stable")
    twice: NDArray[np.int64] = both[1:][both[1:] == both[:-1]]
    return twice


def _followed(spans: Spans, places: NDArray[np.int64], slop: int) -> Spans:
    """Keep the places that stand at most `slop` words after a span, each with the nearest beginning."""
    if not len(spans.last) or not len(places):
        return Spans(places[:0], places[:0])
    before = np.searchsorted(spans.last, places, "left") - 1
    kept = (before >= 0) & (places - spans.last[np.maximum(before, 0)] <= slop)
    return Spans(spans.first[before[kept]], places[kept])
