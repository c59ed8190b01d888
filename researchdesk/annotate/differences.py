# SPDX-License-Identifier: MIT
"""Say what is not the same in two texts: by words, in the order of the text. What moved went and came."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from researchdesk.annotate.alignment import Alignment
from researchdesk.annotate.pairing import IN_PLACE
from researchdesk.annotate.tokens import NONE
from researchdesk.model.passage import Difference

if TYPE_CHECKING:
    from researchdesk.annotate.tokens import Side


def between(old: str, new: str) -> list[Difference]:
    """Give the stretches between words that both texts have; white space alone makes no difference."""
    if old == new:
        return []
    alignment = Alignment(old, new)
    in_place = [
        (at, twin)
        for at, twin in enumerate(alignment.old.twins)
        if twin != NONE and alignment.moved[at] == IN_PLACE
    ]
    ends = (len(alignment.old.keys), len(alignment.new.keys))
    found = []
    for (at, there), (next_at, next_there) in pairwise([(-1, -1), *in_place, ends]):
        old_start, old_end = _between(alignment.old, at, next_at)
        new_start, new_end = _between(alignment.new, there, next_there)
        words = old[old_start:old_end], new[new_start:new_end]
        if words != ("", ""):
            found.append(Difference(old_start, old_end, new_start, new_end, *words))
    return found


def _between(side: Side, at: int, next_at: int) -> tuple[int, int]:
    """Give where the tokens between two others begin and end: an empty place when there is none."""
    if next_at - at > 1:
        return side.starts[at + 1], side.ends[next_at - 1]
    place = side.ends[at] if at >= 0 else side.starts[0] if side.starts else 0
    return place, place
