# SPDX-License-Identifier: MIT
"""How near words are spelt to each other, for many words at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def distances(word: str, others: Sequence[str]) -> list[int]:
    """Count the steps from a word to each of the others at once: optimal string alignment.

    A letter too many, too few, another, or two neighbours that changed places: each is one step. The rows of the usual
    table are those of all words side by side; what a row takes from its own left is a running minimum.
    """
    if not others:
        return []
    width = max(map(len, others))
    padded = "".join(other.ljust(width, "\0") for other in others)
    table = np.ascontiguousarray(codes(padded).reshape(len(others), width).T)
    asked = codes(word)
    steps = np.arange(width + 1, dtype=np.int16)[:, None]
    before: NDArray[np.int16] | None = None
    last = np.repeat(steps, len(others), 1)
    for i in range(1, len(word) + 1):
        row = np.empty_like(last)
        row[0] = i
        np.minimum(last[1:] + np.int16(1), last[:-1] + (table != asked[i - 1]), out=row[1:])
        if before is not None and width > 1:
            swapped = (table[1:] == asked[i - 2]) & (table[:-1] == asked[i - 1])
            row[2:] = np.where(swapped, np.minimum(row[2:], before[:-2] + np.int16(1)), row[2:])
        row -= steps
        np.minimum.accumulate(row, axis=0, out=row)
        row += steps
        before, last = last, row
    ends = np.fromiter(map(len, others), np.int64, len(others))
    found: list[int] = last[ends, np.arange(len(others))].tolist()
    return found


def letters(word: str) -> np.uint64:
    """Give the set of a word's letters as 64 bits: one step changes two of them at most."""
    return np.uint64(np.bitwise_or.reduce(_bits(codes(word))))


def letters_of_all(terms: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
    """Give the sets of letters of many words, and their lengths in code points; none may be empty."""
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    if not len(lengths):
        return np.empty(0, np.uint64), np.empty(0, np.uint8)
    starts = np.cumsum(lengths) - lengths
    sets = np.bitwise_or.reduceat(_bits(codes("".join(terms))), starts)
    return sets, np.minimum(lengths, 255).astype(np.uint8)


def codes(text: str) -> NDArray[np.uint32]:
    """Give the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _bits(points: NDArray[np.uint32]) -> NDArray[np.uint64]:
    return np.uint64(1) << (points & 63).astype(np.uint64)
