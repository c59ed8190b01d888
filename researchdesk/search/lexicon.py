# SPDX-License-Identifier: MIT
"""All words of one field in one segment, in order: found by beginnings, ends, patterns, and nearness of spelling.

A word is a number here. The arrays are: `toff tblob`, the words as UTF-8 end to end; `rev`, their numbers in the order
of the words read backwards, so that an end is found like a beginning; `sig` and `tlen`, sets of letters and lengths,
which leave some hundred words to be measured of a hundred thousand.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from researchdesk.search.arrays import narrow
from researchdesk.search.spelling import distances, letters, letters_of_all
from researchdesk.search.tree import pattern_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

Arrays = dict[str, "NDArray[Any]"]


class Named(Protocol):
    """What gives arrays by name."""

    def __getitem__(self, name: str, /) -> NDArray[Any]:
        """Give an array."""


class Lexicon:
    """The words of a field; immutable. Ranges are half-open."""

    def __init__(self, arrays: Named) -> None:
        self._arrays = arrays
        self._offsets = arrays["toff"].data
        self._letters = arrays["tblob"].data
        self._found: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def term(self, number: int) -> bytes:
        """Give a word as UTF-8."""
        return self._letters[self._offsets[number] : self._offsets[number + 1]].tobytes()

    def terms(self, first: int = 0, end: int | None = None) -> list[bytes]:
        """Give the words of a range as UTF-8."""
        edges = self._arrays["toff"][first : None if end is None else end + 1].tolist()
        whole = self._letters[edges[0] : edges[-1]].tobytes()
        begin = edges[0]
        return [whole[a - begin : b - begin] for a, b in pairwise(edges)]

    def texts(self, numbers: Iterable[int]) -> list[str]:
        """Give words."""
        return [self.term(number).decode("utf-8", "surrogatepass") for number in numbers]

    def find(self, text: str) -> int:
        """Give the number of a word; -1 when there is none."""
        wanted = encoded(text)
        at = self._first(wanted)
        return at if at < len(self) and self.term(at) == wanted else -1

    def starting(self, text: str) -> tuple[int, int]:
        """Give the range of the words that begin so."""
        if not text:
            return 0, len(self)
        wanted = encoded(text)
        return self._first(wanted), self._first(_following(wanted))

    def matching(self, pattern: str) -> NDArray[np.int64]:
        """Give the numbers of the words that a pattern with * and ? describes, in order."""
        bits = re.split(r"[*?]+", pattern)
        if bits[0]:
            chosen = np.arange(*self.starting(bits[0]))
        elif bits[-1]:
            chosen = self._ending(bits[-1])
        elif longest := max(bits, key=len):
            chosen = self._holding(longest)
        else:
            chosen = np.arange(len(self))
        if "?" not in pattern and sum(map(bool, bits)) == 1 and len(bits) == 2:
            return chosen  # one star, at one end
        whole = re.compile(pattern_of(pattern), re.DOTALL)
        numbers = chosen.tolist()
        fits = zip(numbers, map(whole.fullmatch, self.texts(numbers)), strict=True)
        return np.array([number for number, is_fit in fits if is_fit], np.int64)

    def nearest(self, word: str, limit: int) -> list[tuple[int, int]]:
        """Give the numbers of the words at most `limit` steps away, with their distances.

        Two steps away, the first letter must be the same: else everything is close to a short word.
        """
        first, end = self.starting(word[0]) if limit > 1 else (0, len(self))
        lengths = self._arrays["tlen"][first:end].astype(np.int16)
        fits = np.abs(lengths - np.int16(len(word))) <= limit
        fits &= np.bitwise_count(self._arrays["sig"][first:end] ^ letters(word)) <= 2 * limit
        found = (np.flatnonzero(fits) + first).tolist()
        steps = distances(word, self.texts(found))
        return [(number, step) for number, step in zip(found, steps, strict=True) if step <= limit]

    def _first(self, wanted: bytes) -> int:
        """Give the number of the first word that is not less."""
        at = self._found.get(wanted)
        if at is None:
            at = _bisect(len(self), lambda number: self.term(number) < wanted)
            if len(self._found) > 20_000:
                self._found.clear()
            self._found[wanted] = at
        return at

    def _ending(self, text: str) -> NDArray[np.int64]:
        order = self._arrays["rev"].data
        wanted = encoded(text)[::-1]
        after = _following(wanted)
        first = _bisect(len(self), lambda at: self.term(order[at])[::-1] < wanted)
        end = _bisect(len(self), lambda at: self.term(order[at])[::-1] < after)
        return np.sort(self._arrays["rev"][first:end]).astype(np.int64)

    def _holding(self, text: str) -> NDArray[np.int64]:
        """Give the numbers of the words that hold some letters anywhere."""
        wanted = encoded(text)
        looked = re.compile(b"(?=" + re.escape(wanted) + b")")
        places = np.fromiter((hit.start() for hit in looked.finditer(self._letters)), np.int64)
        edges = self._arrays["toff"]
        numbers = np.searchsorted(edges, places, "right") - 1
        return np.unique(numbers[places + len(wanted) <= edges[numbers + 1]])


def encoded(text: str) -> bytes:
    """Give a word as it stands in a lexicon; a query may hold half a character."""
    return text.encode("utf-8", "surrogatepass")


def arrays_of(terms: Sequence[bytes], *, is_text: bool) -> Arrays:
    """Make the arrays of a lexicon from its words in order; those of ids and codes need no nearness and no ends."""
    edges = np.zeros(len(terms) + 1, np.uint32)
    np.cumsum(np.fromiter(map(len, terms), np.int64, len(terms)), out=edges[1:])
    found: Arrays = {"toff": edges, "tblob": np.frombuffer(b"".join(terms), np.uint8)}
    if is_text:
        backwards = [term[::-1] for term in terms]
        order = sorted(range(len(terms)), key=backwards.__getitem__)
        found["rev"] = narrow(np.array(order, np.int64), at_least=1 << 16)
        texts = [term.decode("utf-8", "surrogatepass") for term in terms]
        found["sig"], found["tlen"] = letters_of_all(texts)
    return found


def _bisect(size: int, is_before: Callable[[int], bool]) -> int:
    low, high = 0, size
    while low < high:
        middle = (low + high) >> 1
        if is_before(middle):
            low = middle + 1
        else:
            high = middle
    return low


def _following(wanted: bytes) -> bytes:
    """Give what comes right after everything that begins so; no byte of UTF-8 is the last one."""
    return wanted[:-1] + bytes([wanted[-1] + 1])
