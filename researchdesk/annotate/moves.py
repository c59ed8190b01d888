# SPDX-License-Identifier: MIT
"""Find what stands elsewhere now: runs that left the main chain, and what was edited around them.

A move is believed only where a whole paragraph moved, or words within theirs. Fewer words elsewhere may be a quotation
of a sentence that is gone: they are at most proposed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from researchdesk.annotate.chains import common_runs
from researchdesk.annotate.gaps import Gap, fill
from researchdesk.annotate.pairing import IN_PLACE, STRONG_MOVE, WEAK_MOVE
from researchdesk.annotate.tokens import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.annotate.chains import Run, Stretch
    from researchdesk.annotate.pairing import Pairing
    from researchdesk.annotate.tokens import Side

LEAST = 6  # tokens of a move
GRAM = 3  # tokens of the sequences by which the rest is compared
AROUND = 60  # tokens on each side of a move that may have moved with it
HOME = 0.3  # share of a block that stayed in the other: within these two, words moved at home
BLOCK_LEAST, BLOCK_OLD, BLOCK_NEW = 8, 0.6, 0.8  # tokens; shares of the old and of the new block


def claim(pairing: Pairing, runs: Iterable[Run]) -> None:
    """Pair the free part of each run as moved, the longest run first, grown as far as it goes."""
    for run in sorted(runs, key=lambda one: -one[2]):
        at, there, length = _grown(pairing, _free_part(pairing, run))
        if length >= LEAST:
            pairing.pair_run((at, there, length))
            pairing.moved[at : at + length] = bytes([WEAK_MOVE]) * length


def claim_rest(pairing: Pairing) -> None:
    """Claim moves among all that has no twin yet, where it stands once in the rest of each text."""
    of_old, of_new = _rest(pairing.old), _rest(pairing.new)
    if of_old and of_new:
        claim(pairing, common_runs(pairing.old.keys, pairing.new.keys, of_old, of_new, GRAM))


def fill_around(pairing: Pairing) -> None:
    """Pair what was edited on either side of a move and moved with it."""
    for at, there, length in _moved_runs(pairing):
        end, end_new = at + length, there + length
        _fill(
            pairing,
            (end, _free_until(pairing.old, end)),
            (end_new, _free_until(pairing.new, end_new)),
        )
        _fill(pairing, (_free_from(pairing.old, at), at), (_free_from(pairing.new, there), there))


def believe(pairing: Pairing) -> None:
    """Let two kinds of moves be strong: most of a block went where it is most of a block, or words stayed in theirs."""
    went = [at for at, how in enumerate(pairing.moved) if how != IN_PLACE]
    old, new, twins = _Blocks(pairing.old), _Blocks(pairing.new), pairing.old.twins
    ways = [(old.of(at), new.of(twins[at])) for at in went]
    stayed: dict[
        int, Counter[int]
    ] = {}  # by old block: how many of its tokens stayed in which new one
    strong = set()
    for (before, after), count in Counter(ways).items():
        if count < BLOCK_LEAST:
            continue
        if before not in stayed:
            kept = (at for at in old.tokens(before) if twins[at] != NONE and not pairing.moved[at])
            stayed[before] = Counter(new.of(twins[at]) for at in kept)
        size, size_new = len(old.tokens(before)), len(new.tokens(after))
        is_whole = count >= BLOCK_OLD * size and count >= BLOCK_NEW * size_new
        if is_whole or stayed[before][after] >= HOME * size:
            strong.add((before, after))
    for at, way in zip(went, ways, strict=True):
        if way in strong:
            pairing.moved[at] = STRONG_MOVE


def _free_part(pairing: Pairing, run: Run) -> Run:
    """Give the first part of a run whose tokens have no twins."""
    at, there, length = run
    while length and not pairing.is_free(at, there):
        at, there, length = at + 1, there + 1, length - 1
    size = 0
    while size < length and pairing.is_free(at + size, there + size):
        size += 1
    return at, there, size


def _grown(pairing: Pairing, run: Run) -> Run:
    at, there, length = run
    if not length:
        return run
    old, new = pairing.old.keys, pairing.new.keys

    def fits(one: int, other: int) -> bool:
        return old[one] == new[other] and pairing.is_free(one, other)

    while at and there and fits(at - 1, there - 1):
        at, there, length = at - 1, there - 1, length + 1
    while (
        at + length < len(old) and there + length < len(new) and fits(at + length, there + length)
    ):
        length += 1
    return at, there, length


def _rest(side: Side) -> list[Stretch]:
    """Give the stretches of tokens without twins that hold at least one sequence."""
    return [(start, end) for start, end in side.free_stretches() if end - start >= GRAM]


def _moved_runs(pairing: Pairing) -> list[Run]:
    runs: list[Run] = []
    if not any(pairing.moved):
        return runs
    for at, how in enumerate(pairing.moved):
        if how == IN_PLACE:
            continue
        there = pairing.old.twins[at]
        if runs and (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]) == (at, there):
            runs[-1] = (*runs[-1][:2], runs[-1][2] + 1)
        else:
            runs.append((at, there, 1))
    return runs


def _free_until(side: Side, start: int) -> int:
    end = start
    while end < len(side.twins) and side.twins[end] == NONE and end - start < AROUND:
        end += 1
    return end


def _free_from(side: Side, end: int) -> int:
    start = end
    while start and side.twins[start - 1] == NONE and end - start < AROUND:
        start -= 1
    return start


def _fill(pairing: Pairing, old: Stretch, new: Stretch) -> None:
    for at in fill(pairing, Gap(old, new), 0):
        pairing.moved[at] = WEAK_MOVE


class _Blocks:
    """The blocks of a side by number, with the tokens of each."""

    def __init__(self, side: Side) -> None:
        ends = (found.start() for found in re.finditer("\n", side.text))
        self._firsts = [0, *(bisect_left(side.starts, end) for end in ends)]  # tokens
        self._size = len(side.starts)

    def of(self, token: int) -> int:
        """Give the block of a token."""
        return bisect_right(self._firsts, token) - 1

    def tokens(self, block: int) -> range:
        """Give the tokens of a block."""
        is_last = block + 1 == len(self._firsts)
        return range(self._firsts[block], self._size if is_last else self._firsts[block + 1])
