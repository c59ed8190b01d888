# SPDX-License-Identifier: MIT
"""Lines that show that the rest of a text stands behind a subscription, a login or a question about cookies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.config.paths import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.clip.blocks import PageBlock

REASON = "subscription or consent line"
LONGEST = 140  # characters of such a line; a longer one is a paragraph


def is_wall(text: str) -> bool:
    """Say whether a text speaks of subscribing, signing in or cookies."""
    return _WALL.search(text) is not None


def lines_at_end(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the kept lines of this kind with which a text ends, behind some other text."""
    inside = [i for i, is_kept in enumerate(kept) if is_kept]
    found: set[int] = set()
    while inside and len(blocks[inside[-1]].text) < LONGEST and is_wall(blocks[inside[-1]].text):
        found.add(inside.pop())
    return found if inside else set()


def _read() -> re.Pattern[str]:
    lines = resource("extraction/walls.txt").read_text("utf-8").splitlines()
    phrases = [re.escape(line) for line in lines if line and not line.startswith("#")]
    return re.compile("|".join(phrases), re.IGNORECASE)


_WALL = _read()
