# SPDX-License-Identifier: MIT
"""Cut overlapping spans into disjoint segments, each with all the spans that cover it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence


class Segment(Struct, frozen=True):
    """A stretch that the same spans cover throughout; `owners` are their numbers, the shortest span first."""

    start: int
    end: int
    owners: tuple[int, ...]


def segments(spans: Sequence[tuple[int, int]]) -> list[Segment]:
    """Sweep over half-open spans and give the covered stretches in order; empty spans cover nothing."""
    borders: dict[int, tuple[list[int], list[int]]] = {}
    for owner, (start, end) in enumerate(spans):
        if start < end:
            borders.setdefault(start, ([], []))[0].append(owner)
            borders.setdefault(end, ([], []))[1].append(owner)
    found: list[Segment] = []
    open_now: set[int] = set()
    before = 0
    for place in sorted(borders):
        if open_now and before < place:
            owners = sorted(open_now, key=lambda one: (spans[one][1] - spans[one][0], one))
            found.append(Segment(before, place, tuple(owners)))
        opened, closed = borders[place]
        open_now.difference_update(closed)
        open_now.update(opened)
        before = place
    return found


def at(spans: Sequence[tuple[int, int]], place: int) -> list[int]:
    """Give the numbers of the spans that hold a place, the shortest first."""
    held = [number for number, (start, end) in enumerate(spans) if start <= place < end]
    return sorted(held, key=lambda one: (spans[one][1] - spans[one][0], one))
