# SPDX-License-Identifier: MIT
"""Dates as precise as they were printed, in parts: year, month, day."""

from __future__ import annotations

import re

from msgspec import Struct

_PRINTED = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([~?%]?)")


class Parts(Struct, frozen=True):
    """A date of one to three parts; it is about that time where it `is_circa`."""

    numbers: tuple[int, ...]
    is_circa: bool = False


def parts(edtf: str | None) -> tuple[Parts, ...]:
    """Read an EDTF date: one, or the two ends of an interval; nothing where there is none or it is no date."""
    found = [_PRINTED.fullmatch(one) for one in (edtf or "").split("/", 1)]
    return tuple(_parts(one) for one in found if one) if all(found) else ()


def _parts(found: re.Match[str]) -> Parts:
    return Parts(tuple(int(one) for one in found.groups()[:3] if one), bool(found[4]))
