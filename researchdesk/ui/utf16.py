# SPDX-License-Identifier: MIT
"""Convert places between Python's code points and Qt's UTF-16 units, one block of text at a time."""

from __future__ import annotations

import re
from bisect import bisect_left

LAST_OF_BMP = "\uffff"
_BEYOND_BMP = re.compile(r"[\U00010000-\U0010ffff]")


class Utf16:
    """The two ways of counting in one text; nothing is stored where both are the same."""

    __slots__ = ("_points", "_units", "length")

    def __init__(self, text: str) -> None:
        wide: list[int] = []
        if text and max(text) > LAST_OF_BMP:
            wide = [found.start() for found in _BEYOND_BMP.finditer(text)]
        self._points = wide
        self._units = [point + number for number, point in enumerate(wide)]
        self.length = len(text) + len(wide)

    def units(self, points: int) -> int:
        """Give the UTF-16 place of a code-point place."""
        return points + bisect_left(self._points, points) if self._points else points

    def points(self, units: int) -> int:
        """Give the code-point place of a UTF-16 place; inside a surrogate pair, that before the character."""
        return units - bisect_left(self._units, units) if self._units else units
