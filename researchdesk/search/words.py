# SPDX-License-Identifier: MIT
"""The words of the library themselves: how a word may go on, and which one may have been meant."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from researchdesk.search.analysis import fold
from researchdesk.search.atoms import FIELDS
from researchdesk.search.evaluator import Question
from researchdesk.search.tree import Word
from researchdesk.search.watch import Watch

if TYPE_CHECKING:
    from researchdesk.search.evaluator import Snapshot

MEANT_IN = ("title", "body", "names")
SHORTEST = 3  # letters of a word for which another may have been meant
LOOKED_AT = 40  # close words that are counted


def complete(snapshot: Snapshot, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
    """Give the words of a field that begin so, those of most documents first, with the numbers of documents."""
    name = FIELDS.get(field, field)
    found: Counter[str] = Counter()
    for piece in snapshot.pieces:
        if held := piece.segment.field(name):
            first, end = held.lexicon.starting(fold(prefix))
            counts = np.diff(held.starts[first : end + 1]).tolist()
            found.update(dict(zip(held.lexicon.texts(range(first, end)), counts, strict=True)))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]


def did_you_mean(snapshot: Snapshot, word: str) -> str | None:
    """Give the word of the library that is spelt most like this one, if this one stands nowhere.

    Among equally close ones, that of most documents. It has hits.
    """
    folded = fold(word)
    if len(folded) < SHORTEST or _documents(snapshot, folded):
        return None
    for steps in (1, 2) if len(folded) > SHORTEST + 1 else (1,):
        close = _close(snapshot, folded, steps)
        counted = [(_documents(snapshot, term), term) for term in close]
        best = max(counted, key=lambda one: (one[0], one[1]), default=(0, ""))
        if best[0]:
            return best[1]
    return None


def _close(snapshot: Snapshot, word: str, steps: int) -> list[str]:
    found: dict[str, int] = {}
    for field in MEANT_IN:
        for piece in snapshot.pieces:
            if held := piece.segment.field(field):
                near = held.lexicon.nearest(word, steps)
                terms = held.lexicon.texts(number for number, _ in near)
                for term, (_, distance) in zip(terms, near, strict=True):
                    if not term.isdecimal():
                        found.setdefault(term, distance)
    return sorted(found, key=lambda term: (found[term], term))[:LOOKED_AT]


def _documents(snapshot: Snapshot, word: str) -> int:
    """Count the documents that a word finds."""
    question = Question(snapshot, Watch(), is_scored=False)
    return int((question.match(Word(word, MEANT_IN)).mask & snapshot.out_of_trash).sum())
