# SPDX-License-Identifier: MIT
"""Free tags."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TagRow:
    """What a list shows of a tag; `a/b` is nested below `a`."""

    id: int
    name: str
    colour: str | None
    article_count: int
