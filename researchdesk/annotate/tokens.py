# SPDX-License-Identifier: MIT
"""Cut a text into the tokens that are compared: words, single characters of scripts without blanks, marks.

White space is no token. Each token has a key; equal keys are equal words whatever their case and shape. A passage's
tokens also have a weight, since a full stop that stayed says less than a name that stayed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

import regex
from msgspec import Struct

from researchdesk.annotate.folding import fold_word

if TYPE_CHECKING:
    from collections.abc import Iterable

NONE = -1  # no token
WITHOUT_BLANKS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
CARRIED_ALONG = r"\p{M}\u200c\u200d\u00ad"  # marks and joiners belong to the letter before them
SIMPLE = re.compile(r"(\w+|[^\w\s])")
FULL = regex.compile(
    rf"([{WITHOUT_BLANKS}][{CARRIED_ALONG}]*|(?:[^\W{WITHOUT_BLANKS}][{CARRIED_ALONG}]*)+|[^\w\s])"
)
# Where such characters lie, roughly: what holds none of these is cut in the simple form, ten times as fast.
NEEDS_FULL = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0590-\u10ff\u1200-\u1dff\u200c\u200d\u20d0-\u20ff\u2de0-\uabff"
    "\uf900-\ufe2f\U00010a00-\U0001cfff\U0001e000-\U0001efff\U00020000-\U000e01ef]"
)
WORD, SHORT_WORD, MARK = 1.0, 0.45, 0.12  # weights
LONG = 4  # letters of a word that counts in full
WORD_LENGTH = 8  # code points that weigh as much as a word, blanks, short words and marks included
IDEOGRAPHS = 0x2E80  # from here on one character is a word


class Vocabulary(dict[str, int]):
    """The key of each word of both texts, in lower case, and the weight of each key."""

    def __init__(self) -> None:
        super().__init__()
        self.weights: list[float] = []
        self._folded: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        folded = fold_word(word) or word
        key = self._folded.get(folded, NONE)
        if key == NONE:
            key = self._folded[folded] = self.new_key(_weight(folded))
        self[word] = key
        return key

    def new_key(self, weight: float) -> int:
        """Give a key that no word has."""
        self.weights.append(weight)
        return len(self.weights) - 1


class Side(Struct):
    """The tokens of one of two texts: where each begins and ends (code points, half-open), its key, and its twin.

    The twin is the token of the other text that it became, or NONE.
    """

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[int]
    twins: list[int]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Give the first and the last token that a span touches; the first is the greater when it touches none."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end) - 1

    def free_stretches(self) -> list[tuple[int, int]]:
        """Give the stretches of tokens without twins: first token, and the one after the last."""
        found = []
        twins = [*self.twins, NONE]  # so that the search below ends
        size = len(self.twins)
        start = twins.index(NONE)
        while start < size:
            end = start
            while end < size and twins[end] == NONE:
                end += 1
            found.append((start, end))
            start = twins.index(NONE, end)
        return found


def cut(
    text: str, part: tuple[int, int], vocabulary: Vocabulary, wholes: Iterable[tuple[int, int, int]]
) -> Side:
    """Cut a part of a text into tokens; places count in the whole text.

    `wholes`: start, length and key of stretches that are one token each; they stand in order.
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = text  # a letter changed its length; the vocabulary folds each word anyway
    split = (FULL if not text.isascii() and NEEDS_FULL.search(text) else SIMPLE).split
    key_of = vocabulary.__getitem__
    side = Side(text, [], [], [], [])
    start = part[0]
    for at, length, key in [*wholes, (part[1], 0, NONE)]:
        parts: list[str] = split(lower[start:at])  # blank, token, blank, ..., blank
        borders = list(accumulate(map(len, parts), initial=start))
        side.starts += borders[1:-1:2]
        side.ends += borders[2::2]
        side.keys += map(key_of, parts[1::2])
        if length:
            side.starts.append(at)
            side.ends.append(at + length)
            side.keys.append(key)
        start = at + length
    side.twins = [NONE] * len(side.keys)
    return side


def _weight(folded: str) -> float:
    if len(folded) >= LONG or folded[0].isdigit() or ord(folded[0]) > IDEOGRAPHS:
        return WORD
    return SHORT_WORD if folded[0].isalnum() else MARK
