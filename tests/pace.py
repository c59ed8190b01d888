# SPDX-License-Identifier: MIT
"""Bounds on time that hold on any machine: in seconds of an ordinary one, told by fixed work done in the same run.

They tell what never ends from what ends, by a wide margin; what is fast and what is not is measured in tests/bench.
"""

from __future__ import annotations

import re
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ORDINARY = 0.020  # seconds of processor time that the fixed work takes on an ordinary machine
TRACED = 4  # times slower is work whose every line is noted down, by coverage
LINES = [f"{n} the ferry left at nine, {n * 7919 % 1000} came back" for n in range(4_000)]
WORD = re.compile(r"\w+")


@contextmanager
def within(seconds: float, clock: Callable[[], float] = time.process_time) -> Iterator[None]:
    """Fail when the work inside takes longer than so many seconds would be on an ordinary machine."""
    before = slowness()
    begun = clock()
    yield
    spent = clock() - begun
    bound = seconds * max(before, slowness()) * (TRACED if sys.gettrace() else 1)
    assert spent < bound, f"{spent:.2f} s, and {bound:.2f} s are enough"


def slowness() -> float:
    """Say how many times slower than an ordinary machine this one is at the moment; 1 at least."""
    begun = time.thread_time()
    counts: dict[str, int] = {}
    for line in LINES:
        for word in WORD.findall(line):
            counts[word] = counts.get(word, 0) + 1
    return max(1.0, (time.thread_time() - begun) / ORDINARY)
