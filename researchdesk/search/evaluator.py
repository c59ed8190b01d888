# SPDX-License-Identifier: MIT
"""One generation of the index, and the answers to queries over it.

A Snapshot is immutable but for what it keeps to save work, so any number of threads may ask the same one. A commit of
the child makes a new one; who still asks the old one gets the old answers.
"""

from __future__ import annotations

import heapq
import threading
from collections import Counter, OrderedDict
from datetime import date
from functools import cached_property, partial, reduce
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from researchdesk.model.article import Sort
from researchdesk.search import leaves, ranking
from researchdesk.search.layout import FACETS, SCORED, file_of, key_of
from researchdesk.search.leaves import Piece
from researchdesk.search.places import Places
from researchdesk.search.segments import Segment
from researchdesk.search.tree import (
    TRASH,
    And,
    Articles,
    Close,
    Days,
    Everything,
    Filled,
    Keys,
    Leaf,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
    holds,
    without,
)
from researchdesk.search.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from researchdesk.search.contents import Entry
    from researchdesk.search.forms import Forms
    from researchdesk.search.leaves import Part

KEPT = 64  # answers to single leaves
EPOCH = date(1970, 1, 1).toordinal()
_KEYS = {Sort.TITLE: "title_key", Sort.SITE: "site_key"}


class Match(NamedTuple):
    """Which documents a part of a query finds, and their scores where words were asked for."""

    mask: NDArray[np.bool_]
    scores: NDArray[np.float32] | None = None


class Ordered(NamedTuple):
    """The first documents in the order asked for, with their scores; and how many there are in all."""

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    total: int


class Snapshot:
    """One generation of the index by its table of contents; `known` segments are open already, by name."""

    def __init__(
        self,
        folder: Path,
        contents: Sequence[Entry],
        forms: Forms,
        known: Mapping[str, Segment],
    ) -> None:
        self.forms = forms
        self.segments: dict[str, Segment] = {}
        self.pieces: list[Piece] = []
        size = 0
        dead: list[NDArray[np.int64]] = []
        for one in contents:
            opened = known.get(one.name) or Segment(folder / file_of(one.name))
            self.segments[one.name] = opened
            self.pieces.append(Piece(opened, size))
            dead.append(one.dead + size)
            size += opened.size
        self.size = size
        self.live = np.ones(size, bool)
        for numbers in dead:
            self.live[numbers] = False
        self.count = int(self.live.sum())
        self._columns: dict[str, NDArray[np.int64]] = {}
        self._lengths: dict[str, ranking.Lengths] = {}
        self._answers: OrderedDict[Hashable, Match] = OrderedDict()
        self._lock = threading.Lock()

    @cached_property
    def out_of_trash(self) -> NDArray[np.bool_]:
        """Say which live documents do not lie in the trash."""
        hidden = np.zeros(self.size, bool)
        trashed = Keys("filled", (TRASH.field,))
        for piece in self.pieces:
            if part := leaves.counted(piece, trashed, trashed.field, Watch()):
                part.put_into(hidden)
        return self.live & ~hidden

    def numbers(self, name: str) -> NDArray[np.int64]:
        """Give a column of numbers over all documents."""
        if name not in self._columns:
            found = [piece.segment.numbers(name) for piece in self.pieces]
            self._columns[name] = np.concatenate(found) if found else np.empty(0, np.int64)
        return self._columns[name]

    def lengths(self, field: str) -> ranking.Lengths | None:
        """Give the weights of a field's lengths; None where lengths do not count."""
        if field not in SCORED:
            return None
        if field not in self._lengths:
            self._lengths[field] = ranking.Lengths(self.pieces, field)
        return self._lengths[field]

    def sort_key(self, name: str, number: int) -> bytes:
        """Give the sort key of one document."""
        for piece in reversed(self.pieces):
            if number >= piece.offset:
                return piece.segment.sort_key(name, number - piece.offset)
        return b""

    def sort_heads(self, name: str) -> NDArray[np.uint64]:
        """Give the beginnings of the sort keys of all documents as numbers; without a key the highest."""
        found = [piece.segment.sort_heads(name) for piece in self.pieces]
        return np.concatenate(found) if found else np.empty(0, np.uint64)

    def kept(self, key: Hashable, make: Callable[[], Match], watch: Watch) -> Match:
        """Give a leaf's answer again, or work it out; one that was stopped early is not kept."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        found = make()
        if not watch.is_over:
            with self._lock:
                self._answers[key] = found
                if len(self._answers) > KEPT:
                    self._answers.popitem(last=False)
        return found


class Question:
    """One query over one snapshot."""

    def __init__(self, snapshot: Snapshot, watch: Watch, *, is_scored: bool = True) -> None:
        self._snapshot = snapshot
        self._watch = watch
        self._is_scored = is_scored
        self._readers: dict[type, Callable[..., Match]] = {
            **dict.fromkeys((Word, Prefix, Wildcard, Close, Phrase), self._leaf),
            Near: self._near,
            Keys: self._keys,
            Filled: self._filled,
            Articles: self._articles,
            Days: self._days,
            And: self._and,
            Or: self._or,
            Not: self._not,
            Everything: self._everything,
            Nothing: self._nothing,
        }

    def answer(self, tree: Node, sort: Sort, most: int) -> Ordered:
        """Give the first live documents that a query finds, in order; of equal ones the newer comes first.

        What lies in the trash is found only by a query that names the trash.
        """
        found = self.match(tree)
        ids = np.flatnonzero(found.mask & self._seen(tree))
        scores = np.zeros(len(ids), np.float32) if found.scores is None else found.scores[ids]
        if sort in _KEYS:
            order = self._by_text(ids, _KEYS[sort], most)
        elif sort is Sort.RELEVANCE and found.scores is not None:
            scores = self._near_first(tree, ids, scores)
            order = self._by_number(ids, scores, most)
        else:  # filters alone have nothing to be relevant to: the newest come first
            name = "day" if sort is Sort.ISSUED else "clipped"
            order = self._by_number(ids, self._snapshot.numbers(name)[ids], most)
        return Ordered(ids[order[:most]], scores[order[:most]], len(ids))

    def facets(self, tree: Node, limit: int) -> dict[str, list[tuple[str, int]]]:
        """Count the hits by person, country, tag, site and year, the most first; each without its own filter."""
        found = {
            name: _most(self.counts(field, without(tree, (), field)), limit)
            for name, field in FACETS.items()
        }
        days = self._snapshot.numbers("day")[self._mask(without(tree, (Days,)))]
        dated = days[days > 0] - EPOCH
        years, counts = np.unique(
            dated.astype("datetime64[D]").astype("datetime64[Y]"), return_counts=True
        )
        by_year = dict(zip(years.astype(str).tolist(), counts.tolist(), strict=True))
        return found | {"year": _most(by_year, limit)}

    def keys(self, tree: Node) -> NDArray[np.int64]:
        """Give the keys of all documents that a query finds, in no order."""
        found: NDArray[np.int64] = self._snapshot.numbers("id")[self._mask(tree)]
        return found

    def counts(self, field: str, tree: Node) -> dict[str, int]:
        """Count the hits of a query by the terms of a field, such as a country's code."""
        mask = self._mask(tree)
        found: Counter[str] = Counter()
        for piece in self._snapshot.pieces:
            held = piece.segment.field(field)
            if held:
                hits = piece.of(mask)[held.ids]
                sums = np.add.reduceat(hits, held.starts[:-1], dtype=np.int64)
                some = np.flatnonzero(sums)
                terms = held.lexicon.texts(some.tolist())
                found.update(dict(zip(terms, sums[some].tolist(), strict=True)))
        return found

    def _mask(self, tree: Node) -> NDArray[np.bool_]:
        mask: NDArray[np.bool_] = self.match(tree).mask & self._seen(tree)
        return mask

    def _seen(self, tree: Node) -> NDArray[np.bool_]:
        """Say which documents a query may find: those in the trash only where it names the trash."""
        return self._snapshot.live if holds(tree, TRASH) else self._snapshot.out_of_trash

    def match(self, node: Node) -> Match:
        """Say which documents a part of the tree finds."""
        self._watch.must_stop()
        return self._readers[type(node)](node)

    def _leaf(self, leaf: Leaf) -> Match:
        key = (leaf, self._is_scored)
        return self._snapshot.kept(key, lambda: self._fields(leaf), self._watch)

    def _fields(self, leaf: Leaf) -> Match:
        return self._sum((field, self._parts(leaf, field)) for field in leaf.fields)

    def _near(self, near: Near) -> Match:
        def work() -> Match:
            fields = near.first.fields
            return self._sum((f, _counted(self._places(f).near(near))) for f in fields)

        return self._snapshot.kept((near, self._is_scored), work, self._watch)

    def _sum(self, found: Iterable[tuple[str, list[Part]]]) -> Match:
        """Make one match of what a leaf's fields hold; a document that is held has a score above 0."""
        snapshot = self._snapshot
        filled = [(field, parts) for field, parts in found if parts]
        if self._is_scored and filled:
            scores = np.zeros(snapshot.size, np.float32)
            for field, parts in filled:
                ranking.add_scores(scores, field, parts, snapshot.lengths(field))
            return Match(scores > 0, scores)
        mask = self._none()
        for _, parts in filled:
            for part in parts:
                part.put_into(mask)
        return Match(mask)

    def _parts(self, leaf: Leaf | Keys, field: str) -> list[Part]:
        if isinstance(leaf, Phrase):
            return _counted(self._places(field).phrase(leaf))
        pieces = self._snapshot.pieces
        found = (leaves.counted(piece, leaf, field, self._watch) for piece in pieces)
        return [part for part in found if part is not None]

    def _keys(self, keys: Keys) -> Match:
        mask = self._none()
        for part in self._parts(keys, keys.field):
            part.put_into(mask)
        return Match(mask)

    def _filled(self, filled: Filled) -> Match:
        return self._keys(Keys("filled", (filled.field,)))

    def _articles(self, articles: Articles) -> Match:
        keys = [key_of(articles.kind, number) for number in articles.ids]
        return Match(np.isin(self._snapshot.numbers("id"), np.array(keys, np.int64)))

    def _days(self, days: Days) -> Match:
        held = self._snapshot.numbers("day")
        mask = held >= max(days.first, 1)
        return Match(mask if days.last is None else mask & (held <= days.last))

    def _and(self, node: And) -> Match:
        return reduce(partial(_combined, np.logical_and), map(self.match, node.parts))

    def _or(self, node: Or) -> Match:
        return reduce(partial(_combined, np.logical_or), map(self.match, node.parts))

    def _not(self, node: Not) -> Match:
        return Match(~self.match(node.part).mask)

    def _everything(self, _node: Everything) -> Match:
        return Match(~self._none())

    def _nothing(self, _node: Nothing) -> Match:
        return Match(self._none())

    def _none(self) -> NDArray[np.bool_]:
        return np.zeros(self._snapshot.size, bool)

    def _places(self, field: str) -> Places:
        return Places(self._snapshot.pieces, field, self._watch)

    def _near_first(
        self, tree: Node, ids: NDArray[np.int64], scores: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        if not isinstance(tree, And) or self._watch.is_over:
            return scores
        words = [part for part in tree.parts if isinstance(part, Word) and _is_telling(part)]
        places = [self._places(field) for field in ranking.TITLES_AND_TEXTS]
        return ranking.raised_by_nearness(ids, scores, words, places)

    def _by_number(self, ids: NDArray[np.int64], keys: NDArray[Any], most: int) -> NDArray[np.intp]:
        """Put the highest first; only those that can be among the first `most` are sorted."""
        kept = np.arange(len(ids))
        if 0 < most < len(ids):
            kept = np.flatnonzero(keys >= np.partition(keys, -most)[-most])
        newest = self._snapshot.numbers("id")[ids[kept]]
        order: NDArray[np.intp] = kept[np.lexsort((-newest, -keys[kept]))]
        return order

    def _by_text(self, ids: NDArray[np.int64], name: str, most: int) -> NDArray[np.intp]:
        """Put the first in order; only those whose first letters can be among the first `most` are compared."""
        kept = np.arange(len(ids))
        if 0 < most < len(ids):
            heads = self._snapshot.sort_heads(name)[ids]
            kept = np.flatnonzero(heads <= np.partition(heads, most - 1)[most - 1])
        keys = {at: self._snapshot.sort_key(name, int(ids[at])) for at in kept.tolist()}
        newest = -self._snapshot.numbers("id")[ids]
        order = sorted(keys, key=lambda at: (not keys[at], keys[at], newest[at]))
        return np.array(order, np.intp)


def _combined(join: np.ufunc, one: Match, other: Match) -> Match:
    """Join two matches; their scores are added up."""
    mask = join(one.mask, other.mask)
    if one.scores is None or other.scores is None:
        return Match(mask, other.scores if one.scores is None else one.scores)
    return Match(mask, one.scores + other.scores)


def _counted(hits: NDArray[np.int64]) -> list[Part]:
    """Make a part of documents, ascending, that are named once for each time they are hit."""
    if not len(hits):
        return []
    firsts = np.flatnonzero(np.diff(hits, prepend=-1))
    counts = np.diff(firsts, append=len(hits)).astype(np.float32)
    return [leaves.Part(hits[firsts], counts)]


def _most(counts: Mapping[str, int], limit: int) -> list[tuple[str, int]]:
    return heapq.nsmallest(limit, counts.items(), key=lambda one: (-one[1], one[0]))


def _is_telling(word: Word) -> bool:
    """Say whether a word's places are worth reading: those of one or two typed letters are half the library."""
    return "body" in word.fields and (not word.is_typed or len(word.text) > 2)
