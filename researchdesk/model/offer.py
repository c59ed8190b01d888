# SPDX-License-Identifier: MIT
"""What is at hand by its name: a command, or a thing of the library."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

OfferKind = Literal["command", "person", "country", "note", "search", "tag", "article"]


class Offer(Struct, frozen=True):
    """One of them. `key` names it for good; `value` is what it is opened by, where that is another thing.

    `forms` are further names it is found by, `group` the word that stands over it while nothing is typed.
    """

    kind: OfferKind
    key: str
    words: str
    value: int | str = ""
    count: int | None = None  # of its articles
    forms: tuple[str, ...] = ()
    group: str = ""

    @property
    def name(self) -> str:
        """What the memory of the used ones keeps."""
        return f"{self.kind}:{self.key}"


class Fit(Struct, frozen=True):
    """An offer that fits the letters typed. The lower the rank, the better; marks are code points, half-open.

    `is_poor` where they only stand somewhere in it, in this order.
    """

    offer: Offer
    rank: int
    marks: tuple[tuple[int, int], ...]
    is_poor: bool = False
