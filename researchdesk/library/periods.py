# SPDX-License-Identifier: MIT
"""Which day, month or year a date belongs to, as precise as it was printed; a coarser one is never made finer."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from researchdesk.model.dates import day_of
from researchdesk.model.insight import UNDATED, VAGUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from researchdesk.model.insight import Scale

LENGTH: dict[Scale, int] = {"year": 4, "month": 7, "day": 10}
MOST = 4_000  # periods without a gap; more of them are given with gaps
_END = re.compile(r"[~?%]$")


def period_of(issued: str | None, scale: Scale) -> str:
    """Give the period of an EDTF date: 2024, 2024-05 or 2024-05-17; VAGUE where it is coarser, UNDATED without one.

    An interval belongs to a period where both of its ends do.
    """
    if not issued or day_of(issued) is None:
        return UNDATED
    length = LENGTH[scale]
    ends = {_END.sub("", end)[:length] for end in issued.split("/", 1)}
    found = ends.pop()
    return VAGUE if ends or len(found) < length else found


def is_within(issued: str | None, period: str, scale: Scale) -> bool:
    """Say whether a date belongs to a period, however coarse: 2024 holds 2024-05-17, not the other way round."""
    if period in (UNDATED, VAGUE):
        return period_of(issued, scale) == period
    known = {length: name for name, length in LENGTH.items()}
    return len(period) in known and period_of(issued, known[len(period)]) == period


def filled(counts: Mapping[str, int], scale: Scale) -> Iterator[tuple[str, int]]:
    """Give periods in their order with those between them that hold nothing."""
    if not counts:
        return
    first, last = _number(min(counts), scale), _number(max(counts), scale)
    if last - first >= MOST:
        yield from sorted(counts.items())
        return
    for number in range(first, last + 1):
        period = _written(number, scale)
        yield period, counts.get(period, 0)


def _number(period: str, scale: Scale) -> int:
    found = day_of(period)
    assert found is not None
    if scale == "day":
        return found.toordinal()
    return found.year if scale == "year" else found.year * 12 + found.month - 1


def _written(number: int, scale: Scale) -> str:
    if scale == "day":
        return (date.min + timedelta(days=number - 1)).isoformat()
    return f"{number:04}" if scale == "year" else f"{number // 12:04}-{number % 12 + 1:02}"
