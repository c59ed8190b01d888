# SPDX-License-Identifier: MIT
"""Let a deletion or an insertion begin and end where a sentence or a block does, if it can be read so.

When "The vote is off. " is taken out before "The vote is near.", what went could also be "vote is off. The ": both
give the same text. The idea is the "shifting" of Fraser's diff-match-patch and of git's indent heuristic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.annotate.tokens import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.annotate.chains import Stretch
    from researchdesk.annotate.tokens import Side

FURTHEST = 60  # tokens
SENTENCE_ENDS = ".!?。！？"
BLOCK, SENTENCE, PHRASE, WORD = 3, 2, 1, 0  # how natural a border is


def slide(side: Side, other: Side, fixed: bytes = b"") -> list[Stretch]:
    """Move the stretches of a side that have no twins to natural borders; give all tokens that this touched.

    `fixed`: not 0 for a token whose twin is not to change, by its place on this side.
    """
    touched = []
    for start, end in list(_stretches(side)):
        before, after = side.twins[start - 1], side.twins[end]
        if NONE in (before, after) or after != before + 1:
            continue  # something else stands there now
        if fixed and (fixed[start - 1] or fixed[end]):
            continue
        shift = _best_shift(side, start, end)
        for step in range(shift):
            _hand_over(side, other, end + step, start + step)
        for step in range(-shift):
            _hand_over(side, other, start - 1 - step, end - 1 - step)
        if shift:
            touched.append((start + min(shift, 0), end + max(shift, 0)))
    return touched


def _stretches(side: Side) -> Iterator[Stretch]:
    """Give the stretches without twins that have a neighbour on both sides."""
    return ((start, end) for start, end in side.free_stretches() if start and end < len(side.twins))


def _best_shift(side: Side, start: int, end: int) -> int:
    """Give by how many tokens, to the right if positive, the stretch lies best; the least on equal terms."""
    keys, twins = side.keys, side.twins
    best, shift = _naturalness(side, start) + _naturalness(side, end), 0
    for direction in (1, -1):
        for step in range(1, FURTHEST + 1):
            gone, kept = (
                (start + step - 1, end + step - 1) if direction > 0 else (end - step, start - step)
            )
            if not 0 <= kept < len(keys) or keys[gone] != keys[kept]:
                break
            first = end if direction > 0 else start - 1
            if twins[kept] == NONE or twins[kept] - twins[first] != kept - first:
                break
            moved = direction * step
            found = _naturalness(side, start + moved) + _naturalness(side, end + moved)
            if found > best:
                best, shift = found, moved
    return shift


def _naturalness(side: Side, at: int) -> int:
    """Say how natural a border is before this token."""
    if not 0 < at < len(side.keys) or "\n" in side.text[side.ends[at - 1] : side.starts[at]]:
        return BLOCK
    last = side.text[side.ends[at - 1] - 1]
    return SENTENCE if last in SENTENCE_ENDS else WORD if last.isalnum() else PHRASE


def _hand_over(side: Side, other: Side, giver: int, taker: int) -> None:
    twin = side.twins[giver]
    side.twins[taker], side.twins[giver] = twin, NONE
    other.twins[twin] = taker
