# SPDX-License-Identifier: MIT
"""Free tags."""

from __future__ import annotations

from msgspec import Struct


class TagRow(Struct, frozen=True):
    """What a list shows of a tag; `a/b` is nested below `a`."""

    id: int
    name: str
    colour: str | None
    article_count: int
