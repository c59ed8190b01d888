# SPDX-License-Identifier: MIT
"""The leaves of a query in one field: which documents hold them, how often, and where.

Several terms (a beginning, a pattern, close spellings) are one pseudo-term whose frequencies are added up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from researchdesk.search.forms import STEMMED
from researchdesk.search.layout import LONGEST_START, STARTED, start_field
from researchdesk.search.tree import Close, Keys, Leaf, Prefix, Wildcard, Word, pattern_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from researchdesk.search.codec import Place
    from researchdesk.search.segments import Segment
    from researchdesk.search.watch import Watch

OTHER = 0.3  # what another form of a word counts, and one that only begins like the one being typed
LOOK_EVERY = 32  # terms between two looks at the clock


class Part(NamedTuple):
    """What one segment holds of a leaf: documents of the index (ascending), and how often in each."""

    ids: NDArray[np.int64]
    counts: NDArray[np.float32]


class Piece(NamedTuple):
    """A segment, and the number of its first document in the whole index."""

    segment: Segment
    offset: int


Weighted = tuple["Place", float]


def counted(piece: Piece, leaf: Leaf | Keys, field: str, watch: Watch) -> Part | None:
    """Say which documents of a segment hold a leaf in this field, and how often."""
    if isinstance(leaf, Prefix) and _has_starts(field, leaf.text):
        places = _weighted(piece.segment, start_field(field), [leaf.text], 1.0)
    elif isinstance(leaf, Word) and leaf.is_typed and _has_starts(field, leaf.text):
        places = _weighted(piece.segment, field, [leaf.text], 1.0)
        places += _weighted(piece.segment, start_field(field), [leaf.text], OTHER)
        places += _weighted(piece.segment, field, _other_forms(leaf, field), OTHER)
    else:
        places = list(terms(piece.segment, leaf, field, watch))
    return _union(piece, places, watch)


def terms(segment: Segment, leaf: Leaf | Keys, field: str, watch: Watch) -> Iterator[Weighted]:
    """Give the terms that a leaf stands for in a segment, each with its weight."""
    if isinstance(leaf, Keys):
        yield from _weighted(segment, field, leaf.values, 1.0)
    elif isinstance(leaf, Word):
        yield from _weighted(segment, field, [leaf.text], 1.0)
        yield from _weighted(segment, field, _other_forms(leaf, field), OTHER)
        if leaf.is_typed:
            yield from ((place, OTHER) for place in _starting(segment, field, leaf.text, watch))
    elif isinstance(leaf, Prefix):
        yield from ((place, 1.0) for place in _starting(segment, field, leaf.text, watch))
    elif isinstance(leaf, Wildcard):
        yield from _weighted(segment, field, matching(segment, field, leaf.pattern), 1.0)
    elif isinstance(leaf, Close):
        found = segment.lexicon(field).nearest(leaf.text, leaf.distance)
        yield from _weighted(segment, field, [term for term, _ in found], 1.0)


def matching(segment: Segment, field: str, pattern: str) -> list[str]:
    """Give the terms of a field that a pattern with * and ? describes."""
    start = re.split(r"[*?]", pattern, maxsplit=1)[0]
    if not start:
        return segment.lexicon(field).matching(pattern)
    whole = re.compile(pattern_of(pattern))
    return [term for term, _ in segment.starting(field, start) if whole.fullmatch(term)]


def occurrences(
    pieces: Sequence[Piece], leaf: Leaf, field: str, only: NDArray[np.bool_], watch: Watch
) -> NDArray[np.int64]:
    """Give every place of a leaf in these documents: document << 32 | position, ascending."""
    found = []
    for piece in pieces:
        for count, (place, _) in enumerate(terms(piece.segment, leaf, field, watch)):
            if count % LOOK_EVERY == 0 and watch.must_stop():
                break
            here = piece.segment.postings(place)
            if here.positions is None:
                continue
            ids = here.ids.astype(np.int64) + piece.offset
            kept = only[ids]
            counts = here.counts.astype(np.int64)
            keys = np.repeat(ids << 32, counts) | here.positions
            found.append(keys if kept.all() else keys[np.repeat(kept, counts)])
    if not found:
        return np.empty(0, np.int64)
    keys = np.concatenate(found)
    keys.sort()
    return keys


def _has_starts(field: str, text: str) -> bool:
    return field in STARTED and len(text) <= LONGEST_START


def _other_forms(leaf: Word, field: str) -> list[str]:
    """Give the forms of a word in a field where words have forms, but for those that its beginning finds anyway."""
    if field not in STEMMED:
        return []
    return [form for form in leaf.forms if not (leaf.is_typed and form.startswith(leaf.text))]


def _weighted(segment: Segment, field: str, words: Sequence[str], weight: float) -> list[Weighted]:
    places = (segment.find(field, word) for word in words)
    return [(place, weight) for place in places if place is not None]


def _starting(segment: Segment, field: str, text: str, watch: Watch) -> Iterator[Place]:
    for count, (_, place) in enumerate(segment.starting(field, text)):
        if count % LOOK_EVERY == 0 and watch.must_stop():
            return
        yield place


def _union(piece: Piece, places: list[Weighted], watch: Watch) -> Part | None:
    ids, counts = [], []
    for count, (place, weight) in enumerate(places):
        if count % LOOK_EVERY == 0 and count and watch.must_stop():
            break
        here = piece.segment.postings(place)
        ids.append(here.ids)
        counts.append(here.counts * np.float32(weight))
    if not ids:
        return None
    if len(ids) == 1:
        return Part(ids[0].astype(np.int64) + piece.offset, counts[0])
    sums = np.bincount(np.concatenate(ids), np.concatenate(counts), piece.segment.size)
    held = np.flatnonzero(sums)
    return Part(held + piece.offset, sums[held].astype(np.float32))
