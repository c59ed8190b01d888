# SPDX-License-Identifier: MIT
"""What the first pass's verdicts on the blocks around a block tell of it: the features of the second pass.

Two passes read a sequence nearly as well as a model of sequences does, and in linear time.
"""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.clip.weights import Features

LONG = 60  # letters of a block that shows where the article begins and ends
NEAR = (2, 5, 10)  # blocks to either side whose density is told

_NAMED = {width: f"near {width}" for width in NEAR}
_STEPS = {
    step: f"p {'above' if step < 0 else 'below'} {abs(step)}" for step in (-3, -2, -1, 1, 2, 3)
}


def with_surroundings(
    rows: Sequence[Features], p: Sequence[float], sizes: Sequence[int]
) -> list[Features]:
    """Add to each block's features what the first pass made of it and its neighbours; sizes in letters."""
    count = len(rows)
    long = [i for i in range(count) if p[i] > 0.5 and sizes[i] > LONG]
    first, last = (long[0], long[-1]) if long else (0, -1)
    mass = [0.0, *accumulate(x * size for x, size in zip(p, sizes, strict=True))]
    total = [0, *accumulate(sizes)]
    found: list[Features] = []
    for i, row in enumerate(rows):
        own = p[i] * sizes[i]
        more = _of_neighbours(p, i) | {
            "inside by p": first <= i <= last,
            "before by p": i < first,
            "after by p": i > last,
            "first by p": i == first,
            "last by p": i == last,
            "share above": mass[i] / max(1.0, mass[count]),
            "share below": 1 - (mass[i] + own) / max(1.0, mass[count]),
        }
        for width in NEAR:
            low, high = max(0, i - width), min(count, i + width + 1)
            letters = max(1, total[high] - total[low] - sizes[i])
            more[_NAMED[width]] = (mass[high] - mass[low] - own) / letters
        found.append(row | {name: x for name, x in more.items() if x})
    return found


def _of_neighbours(p: Sequence[float], i: int) -> Features:
    around = {step: p[i + step] if 0 <= i + step < len(p) else 0.0 for step in _STEPS}
    return {_STEPS[step]: x for step, x in around.items()} | {
        "p": p[i],
        "odds": math.log((p[i] + 1e-4) / (1 - p[i] + 1e-4)) / 9,
        "least around": min(around.values()),
        "most beside": max(around[-1], around[1]),
        "both beside": around[-1] * around[1],
        "all three": p[i] * around[-1] * around[1],
    }
