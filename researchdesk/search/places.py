# SPDX-License-Identifier: MIT
"""Phrases and nearness: which documents hold words in an order, or near each other.

A place is one number, document << 32 | position, so that one sorted array holds all places of a leaf. Positions stay
far below 2 ** 32, so that adding a distance never leads into another document. Segments are looked at one by one: in
most of them a rare word stands nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from researchdesk.search import leaves
from researchdesk.search.leaves import BISECTED, DOCUMENT, NO_PLACES
from researchdesk.search.tree import Leaf, Near, Phrase, Prefix, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from researchdesk.search.leaves import Piece
    from researchdesk.search.watch import Watch

NO_DOCUMENTS = np.empty(0, np.int64)


class Spans(NamedTuple):
    """Where a leaf stands: the places of its first words and of its last words, both ascending."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]


NOWHERE = Spans(NO_PLACES, NO_PLACES)


class Places:
    """Finds places in one field."""

    def __init__(self, pieces: Sequence[Piece], field: str, watch: Watch) -> None:
        self._pieces = pieces
        self._field = field
        self._watch = watch

    def phrase(self, phrase: Phrase) -> NDArray[np.int64]:
        """Give the documents that hold a phrase, one for each time it stands there."""
        found = [
            self._spans(piece, phrase, self._docs(piece, _words_of(phrase))).last
            for piece in self._pieces
        ]
        return _joined(found) >> DOCUMENT

    def near(self, near: Near) -> NDArray[np.int64]:
        """Give the documents in which two leaves are near each other, one for each place that is."""
        words = [*_words_of(near.first), *_words_of(near.second)]
        found = []
        for piece in self._pieces:
            docs = self._docs(piece, words)
            a, b = self._spans(piece, near.first, docs), self._spans(piece, near.second, docs)
            before = a.last[_followed(a.last, b.first, near.distance)]
            after = a.first[_preceded(a.first, b.last, near.distance)]
            both = np.concatenate((before, after))
            both.sort()
            found.append(both if a.first is not a.last else both[np.diff(both, prepend=-1) > 0])
        return _joined(found) >> DOCUMENT

    def occurrences(self, leaf: Leaf, docs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give every place of a word in these documents of the index, which are ascending."""
        found = []
        for piece in self._pieces:
            edges = np.searchsorted(docs, (piece.offset, piece.offset + piece.segment.size))
            inside = docs[edges[0] : edges[1]] - piece.offset
            found.append(leaves.occurrences(piece, leaf, self._field, inside, self._watch))
        return _joined(found)

    def _docs(self, piece: Piece, words: Sequence[Leaf]) -> NDArray[np.int64]:
        """Give the documents of a segment that hold all of these words; the rarest are looked at first."""
        lists = [leaves.holding(piece, word, self._field, self._watch) for word in words]
        if not all(lists):
            return NO_DOCUMENTS
        lists.sort(key=lambda every: sum(map(len, every)))
        if all(_is_plain(word) for word in words):
            docs = lists[0][0]
            for (ids,) in lists[1:]:
                docs = _common_documents(docs, ids, piece.segment.size)
            return docs.astype(np.int64)
        held = np.ones(piece.segment.size, bool)
        for every in lists:
            held &= _mask(every, piece.segment.size)
        return np.flatnonzero(held)

    def _spans(self, piece: Piece, leaf: Leaf, docs: NDArray[np.int64]) -> Spans:
        if not len(docs):
            return NOWHERE
        if not isinstance(leaf, Phrase):
            found = leaves.occurrences(piece, leaf, self._field, docs, self._watch)
            return Spans(found, found)
        lists = []
        for word in _words_of(leaf):
            lists.append(leaves.occurrences(piece, word, self._field, docs, self._watch))
            if not len(lists[-1]):
                return NOWHERE
        if leaf.slop == 1:
            return _neighbours(lists)
        ends, begins = lists[0], lists[-1]
        for places in lists[1:]:
            ends = places[_preceded(places, ends, leaf.slop)]
        for places in lists[-2::-1]:
            begins = places[_followed(places, begins, leaf.slop)]
        return Spans(begins, ends)


def _words_of(leaf: Leaf) -> list[Leaf]:
    if not isinstance(leaf, Phrase):
        return [leaf]
    found: list[Leaf] = [Word(word, leaf.fields) for word in leaf.words]
    if leaf.is_open:
        found[-1] = Prefix(leaf.words[-1], leaf.fields)
    return found


def _is_plain(word: Leaf) -> bool:
    """Say whether a word is one term of the lexicon: then its documents come in order."""
    return isinstance(word, Word) and not word.is_typed and not word.forms


def _common_documents(few: NDArray[Any], many: NDArray[Any], size: int) -> NDArray[Any]:
    """Give what two ascending arrays of documents have in common: the shorter one is looked for, or both are marked."""
    if len(few) * BISECTED < len(many):
        at = np.searchsorted(many, few)
        at[at == len(many)] = 0
        is_common = many[at] == few
    else:
        is_common = _mask([many], size)[few]
    common: NDArray[Any] = few[is_common]
    return common


def _mask(every: Sequence[NDArray[Any]], size: int) -> NDArray[np.bool_]:
    is_held = np.zeros(size, bool)
    for ids in every:
        is_held[ids] = True
    return is_held


def _neighbours(lists: Sequence[NDArray[np.int64]]) -> Spans:
    """Give where words stand right behind each other."""
    last = lists[0]
    for places in lists[1:]:
        last = _common(last + 1, places)
    return Spans(last - (len(lists) - 1), last)


def _common(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give what two ascending arrays have in common: runs of like length meet in one stable sort, else by bisection."""
    shorter, longer = sorted((one, other), key=len)
    if not len(shorter):
        return shorter
    if len(shorter) * BISECTED < len(longer):
        at = np.minimum(np.searchsorted(longer, shorter), len(longer) - 1)
        met: NDArray[np.int64] = shorter[longer[at] == shorter]
        return met
    both = np.concatenate((one, other))
    both.sort(kind="stable")
    twice: NDArray[np.int64] = both[1:][both[1:] == both[:-1]]
    return twice


def _followed(
    places: NDArray[np.int64], others: NDArray[np.int64], distance: int
) -> NDArray[np.bool_]:
    """Say which places have one of the others at most so many words behind them."""
    if not len(others):
        return np.zeros(len(places), bool)
    at = np.searchsorted(others, places, "right")
    gaps = others[np.minimum(at, len(others) - 1)] - places
    return (gaps > 0) & (gaps <= distance)


def _preceded(
    places: NDArray[np.int64], others: NDArray[np.int64], distance: int
) -> NDArray[np.bool_]:
    """Say which places have one of the others at most so many words before them."""
    if not len(others):
        return np.zeros(len(places), bool)
    at = np.searchsorted(others, places, "left") - 1
    gaps = places - others[np.maximum(at, 0)]
    return (gaps > 0) & (gaps <= distance)


def _joined(found: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate(found) if len(found) > 1 else found[0] if found else NO_PLACES
