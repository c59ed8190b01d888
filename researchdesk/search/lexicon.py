# SPDX-License-Identifier: MIT
"""All words of one field in one segment: by pattern, and by nearness of spelling."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from researchdesk.search.tree import pattern_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Lexicon:
    """The terms of a field, in order; immutable, so what is worked out from it is kept."""

    def __init__(self, terms: list[str]) -> None:
        self.terms = terms

    def matching(self, pattern: str) -> list[str]:
        """Give the terms that a pattern with * and ? describes."""
        if not self.terms:
            return []
        found: list[str] = re.findall(f"^{pattern_of(pattern)}$", self._lines, re.MULTILINE)
        return found

    def nearest(self, word: str, limit: int) -> list[tuple[str, int]]:
        """Give the terms at most `limit` steps away, with their distances.

        Two steps away, the first letter must be the same: else everything is close to a short word.
        """
        if not self.terms:
            return []
        fits = np.abs(self._lengths - len(word)) <= limit
        wide = 1 if word.isascii() else 2
        fits &= np.bitwise_count(self._letters ^ _letter_bits(word)) <= 2 * limit * wide
        found = [self.terms[number] for number in np.flatnonzero(fits).tolist()]
        if limit > 1:
            found = [term for term in found if term[0] == word[0]]
        steps = distances(word, found)
        return [(term, step) for term, step in zip(found, steps, strict=True) if step <= limit]

    @cached_property
    def _lines(self) -> str:
        return "\n".join(self.terms)

    @cached_property
    def _lengths(self) -> NDArray[np.int64]:
        return np.fromiter(map(len, self.terms), np.int64, len(self.terms))

    @cached_property
    def _letters(self) -> NDArray[np.uint64]:
        """Give for each term the set of its letters, as bits."""
        starts = np.cumsum(self._lengths) - self._lengths
        return np.bitwise_or.reduceat(_bits("".join(self.terms)), starts)


def distances(word: str, others: list[str]) -> list[int]:
    """Count the steps from a word to each of the others at once: optimal string alignment.

    A letter too many, too few, another, or two neighbours that changed places: each is one step.
    """
    if not others:
        return []
    width = max(map(len, others))
    padded = "".join(other.ljust(width, "\0") for other in others)
    table = _codes(padded).reshape(len(others), width).T
    codes = _codes(word)
    before: NDArray[np.int16] | None = None
    last = np.repeat(np.arange(width + 1, dtype=np.int16)[:, None], len(others), 1)
    for i in range(1, len(word) + 1):
        row = np.empty_like(last)
        row[0] = i
        best = np.minimum(last[1:] + 1, last[:-1] + (table != codes[i - 1]))
        if before is not None and width > 1:
            swapped = (table[1:] == codes[i - 2]) & (table[:-1] == codes[i - 1])
            best[1:] = np.where(swapped, np.minimum(best[1:], before[:-2] + 1), best[1:])
        for j in range(1, width + 1):
            row[j] = np.minimum(best[j - 1], row[j - 1] + 1)
        before, last = last, row
    ends = np.fromiter(map(len, others), np.int64, len(others))
    found: list[int] = last[ends, np.arange(len(others))].tolist()
    return found


def _letter_bits(word: str) -> np.uint64:
    return np.uint64(np.bitwise_or.reduce(_bits(word)))


def _bits(text: str) -> NDArray[np.uint64]:
    return np.uint64(1) << (_codes(text) & 63).astype(np.uint64)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
