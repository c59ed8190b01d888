# SPDX-License-Identifier: MIT
"""Dates in a query: a year, a month or a day, and what stands between two of them. Days are ordinals of `date`."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

NAMES = ("date", "year", "after", "before", "since", "until")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_RANGE = re.compile(rf"({_DATE.pattern})?\.\.({_DATE.pattern})?")


class Period(NamedTuple):
    """The first and the last day of a year, a month or a day, both included."""

    first: int
    last: int


def period(text: str) -> Period | None:
    """Read 2024, 2024-05 or 2024-05-17; None when it is no date of the calendar."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        last = first if day else date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    except ValueError:  # calendar.IllegalMonthError is one as well
        return None
    return Period(first.toordinal(), last.toordinal())


def is_range(text: str) -> bool:
    """Say whether this looks like a range of dates: `2023..2024`, `..1999`, `2020-05..`."""
    return text != ".." and _RANGE.fullmatch(text) is not None


def between(text: str) -> tuple[int, int | None, bool] | None:
    """Read a range: its first and last day (1 and None where open), and whether its ends were the wrong way round."""
    before, _, after = text.partition("..")
    low, high = period(before), period(after)
    if (before and low is None) or (after and high is None) or not (low or high):
        return None
    if low and high and low.first > high.last:
        return high.first, low.last, True
    return low.first if low else 1, high.last if high else None, False


def bounds(name: str, whole: Period) -> tuple[int, int | None]:
    """Say which days a date field means: `after:` and `before:` leave the named period out."""
    return {
        "after": (whole.last + 1, None),
        "since": (whole.first, None),
        "before": (1, whole.first - 1),
        "until": (1, whole.last),
    }.get(name, (whole.first, whole.last))
