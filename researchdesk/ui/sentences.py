# SPDX-License-Identifier: MIT
"""Find the sentences of a paragraph, so that one key can select one."""

from __future__ import annotations

import re

from PySide6.QtCore import QTextBoundaryFinder

from researchdesk.ui.utf16 import Utf16

# A full stop after one of these ends no sentence, whatever letter follows.
_SHORT = re.compile(
    r"(?:^|[\s(\[\"“„«‘])(?:\w|Mr|Mrs|Ms|Mx|Dr|Prof|St|Mt|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|Rev|Hon|Messrs"
    r"|No|Nr|Art|vs|cf|ca|approx|Jr|Inc|Ltd|Co|Corp|e\.g|i\.e|a\.m|p\.m|U\.S|U\.K|U\.N|E\.U|z\.B|d\.h|bzw"
    r"|dr|prof|gosp|sv|br|god|tzv|npr|čl|ул|бр|др|проф|г|гг|стр|рис)\.\s*$"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Give the sentences of a paragraph without the blanks between them; code points, half-open."""
    places = Utf16(text)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Sentence, text)
    found: list[tuple[int, int]] = []
    begin = 0
    while (border := finder.toNextBoundary()) >= 0:
        end = places.points(border)
        if end < len(text) and _SHORT.search(text[begin:end]):
            continue
        _add(found, text, begin, end)
        begin = end
    _add(found, text, begin, len(text))
    return found


def _add(found: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    part = text[begin:end]
    first = begin + len(part) - len(part.lstrip())
    last = begin + len(part.rstrip())
    if first < last:
        found.append((first, last))
