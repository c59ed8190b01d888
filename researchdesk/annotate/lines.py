# SPDX-License-Identifier: MIT
"""Find the long lines that stand unchanged, once, in each of two texts: their middles need not be compared by words.

Most of an article is as it was. Such a line is its own proof, so that its middle can be one token; its ends stay
words, because what stands beside a passage is judged by words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LEAST = 160  # code points of a line
LEFT_AS_WORDS = 60  # code points, about, at each end of a line
LONGEST_WORD = 20  # code points, about
BORDER = re.compile(r"(?<=[\s。、！？，])")


class Middle(NamedTuple):
    """What two texts share: where it begins in the old and in the new one, and its length, in code points."""

    old: int
    new: int
    length: int


def common_middles(
    old: str, new: str, of_old: tuple[int, int], of_new: tuple[int, int]
) -> list[Middle]:
    """Give the middles of the lines that stand once in these parts of both texts, in the order of the old one."""
    places = _lone_lines(new, *of_new)
    found = []
    for line, at in _lone_lines(old, *of_old).items():
        there = places.get(line, -1)
        if at < 0 or there < 0:
            continue
        first = BORDER.search(line, LEFT_AS_WORDS)
        last = BORDER.search(line, len(line) - LEFT_AS_WORDS - LONGEST_WORD)
        if first and last and first.start() < last.start() < len(line):
            skipped = first.start()
            found.append(Middle(at + skipped, there + skipped, last.start() - skipped))
    return found


def _lone_lines(text: str, start: int, end: int) -> dict[str, int]:
    """Give the place of each long line; -1 for one that stands there more than once."""
    places: dict[str, int] = {}
    at = start
    for line in text[start:end].split("\n"):
        if len(line) >= LEAST:
            places[line] = -1 if line in places else at
        at += len(line) + 1
    return places
