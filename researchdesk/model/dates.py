# SPDX-License-Identifier: MIT
"""Moments in UTC, and dates as precise as they were printed (EDTF)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_PRINTED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?")
MINUTE = "%Y-%m-%d %H:%M"  # a moment to the minute, as it stands in sentences of the command line


def now() -> str:
    """Give this moment as the library writes it: UTC, ISO 8601 to the microsecond, Z."""
    return moment(datetime.now(UTC))


def moment(at: datetime) -> str:
    """Write a moment as the library does; one without a zone is taken for UTC."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def local_minute(moment: str) -> str:
    """Write a moment in UTC as this computer's clock had it, to the minute: 2026-11-26 09:00."""
    return datetime.fromisoformat(moment).astimezone().strftime(MINUTE)


def is_edtf(text: str) -> bool:
    """Say whether this is a year, a month or a day (EDTF level 0, or marked uncertain), or an interval of two."""
    return all(_is_date(part) for part in text.split("/", 1))


def day_of(issued: str | None) -> date | None:
    """Give the first day that a date of any precision names; None when it names none."""
    found = _PRINTED.match(issued or "")
    if not found or not _is_date(found.group()):
        return None
    return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))


def _is_date(text: str) -> bool:
    found = _PRINTED.fullmatch(text)
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True
