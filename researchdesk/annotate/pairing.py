# SPDX-License-Identifier: MIT
"""Which token of the old text became which token of the new one, while it is being found out."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from researchdesk.annotate.tokens import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.annotate.chains import Run, Stretch
    from researchdesk.annotate.tokens import Side

IN_PLACE, WEAK_MOVE, STRONG_MOVE = 0, 1, 2


class Pairing:
    """Two sides of tokens and the twins found so far; `moved` says of each old token how it came to its twin."""

    def __init__(self, old: Side, new: Side, weights: list[float]) -> None:
        self.old = old
        self.new = new
        self.weights = weights  # by key
        self.weight_before = [0.0, *accumulate(map(weights.__getitem__, old.keys))]
        self.moved = bytearray(len(old.keys))

    def pair(self, at: int, there: int) -> None:
        """Let an old and a new token be twins."""
        self.old.twins[at] = there
        self.new.twins[there] = at

    def pair_run(self, run: Run) -> None:
        """Let the tokens of a run be twins, one by one."""
        at, there, length = run
        self.old.twins[at : at + length] = range(there, there + length)
        self.new.twins[there : there + length] = range(at, at + length)

    def is_free(self, at: int, there: int) -> bool:
        """Say whether neither of two tokens has a twin."""
        return self.old.twins[at] == NONE and self.new.twins[there] == NONE

    def weigh(self, tokens: Iterable[int]) -> float:
        """Give the weight of old tokens."""
        keys, weights = self.old.keys, self.weights
        return sum(weights[keys[at]] for at in tokens)


def free(side: Side, stretch: Stretch) -> list[int]:
    """Give the tokens of a stretch that have no twin."""
    twins = side.twins
    return [at for at in range(*stretch) if twins[at] == NONE]
