# SPDX-License-Identifier: MIT
"""Find words in a text whatever their case and accents; places are code points of the text as it is."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from researchdesk.model.passage import Span

SILENT = "\xad\u200b"  # soft hyphen, zero-width space
MOST = 5000  # hits: more cannot be looked at


def find(text: str, words: str) -> tuple[Span, ...]:
    """Give the places of these words, in order, none overlapping another."""
    wanted = "".join(letter for letter, _ in _folded(" ".join(words.split())))
    if not wanted:
        return ()
    folded, places = _indexed(text)
    found: list[Span] = []
    at = folded.find(wanted)
    while at >= 0 and len(found) < MOST:
        last = at + len(wanted) - 1
        found.append(Span(places[at], places[last] + 1))
        at = folded.find(wanted, last + 1)
    return tuple(found)


@lru_cache(maxsize=2)
def _indexed(text: str) -> tuple[str, list[int]]:
    pairs = _folded(text)
    return "".join(letter for letter, _ in pairs), [place for _, place in pairs]


def _folded(text: str) -> list[tuple[str, int]]:
    """Give each letter without case and accents, with the place it comes from; blanks are all one blank."""
    if text.isascii():
        return [(" " if letter == "\n" else letter, n) for n, letter in enumerate(text.lower())]
    pairs: list[tuple[str, int]] = []
    for place, letter in enumerate(text):
        if letter.isspace():
            pairs.append((" ", place))
            continue
        parts = unicodedata.normalize("NFKD", letter.casefold())
        pairs.extend(
            (part, place)
            for part in parts
            if not unicodedata.combining(part) and part not in SILENT
        )
    return pairs
