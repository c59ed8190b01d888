# SPDX-License-Identifier: MIT
"""Find words in a text whatever their case and accents; places are code points of the text as it is."""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache
from typing import TYPE_CHECKING

from researchdesk.model.passage import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

SILENT = "\xad\u200b"  # soft hyphen, zero-width space
MOST = 5000  # hits: more cannot be looked at


def find(text: str, words: str) -> tuple[Span, ...]:
    """Give the places of these words, in order, none overlapping another."""
    wanted = "".join(_folded(letter) for letter in " ".join(words.split()))
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
def _indexed(text: str) -> tuple[str, Sequence[int]]:
    """Give the text without case and accents, and the place that each of its letters comes from."""
    folds = {letter: _folded(letter) for letter in set(text)}
    folded = text.translate({ord(letter): fold for letter, fold in folds.items()})
    odd = "".join(letter for letter, fold in folds.items() if len(fold) != 1)
    if not odd:
        return folded, range(len(text))
    places, at = array("q"), 0
    for found in re.finditer(f"[{re.escape(odd)}]", text):
        places.extend(range(at, found.start()))
        places.extend([found.start()] * len(folds[found.group()]))
        at = found.end()
    places.extend(range(at, len(text)))
    return folded, places


def _folded(letter: str) -> str:
    """Give a letter without case and accents: blanks are all one blank, some letters become two or none."""
    if letter.isspace():
        return " "
    parts = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part) and part not in SILENT)
