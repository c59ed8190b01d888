# SPDX-License-Identifier: MIT
"""When a page may have been read wrongly, or gave less than it has: one sentence for the reader to check by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.clip.decide import FEW
from researchdesk.config.paths import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.clip.blocks import PageBlock
    from researchdesk.clip.decide import Decision

SHORT = 3000  # letters: longer texts may speak of subscriptions and cookies without being cut off by them
LEAST_KEPT = 0.9  # share of a wild page's letters that must have been read

TOO_SLOW = (
    "The page took too long to read; it is kept as received, and the text is all that it shows"
)
UNSURE = "What is text and what surrounds it is hard to tell on this page: see what was left out"
WHOLE_PAGE = (
    "The article could not be told from what surrounds it, so all that the page shows was kept"
)


def doubt(kept: Sequence[PageBlock], decision: Decision, *, share_read: float = 1.0) -> str | None:
    """Give the sentence for a page, None when nothing speaks against the text."""
    if share_read < LEAST_KEPT:
        return f"Only {share_read:.0%} of the page could be read: it is nested too deeply"
    if decision.is_whole_page:
        return WHOLE_PAGE
    size = sum(len(block.letters) for block in kept)
    if size < FEW:
        return f"The text is very short: {size} letters"
    if decision.is_unsure:
        return UNSURE
    if size < SHORT:
        return _behind_a_wall("\n".join(block.text for block in kept[-4:]))
    return None


def _behind_a_wall(end: str) -> str | None:
    if _WALL.search(end):
        return "The text may end early: its last lines speak of subscribing, signing in or cookies"
    return None


def _read() -> re.Pattern[str]:
    lines = resource("extraction/walls.txt").read_text("utf-8").splitlines()
    phrases = [re.escape(line) for line in lines if line and not line.startswith("#")]
    return re.compile("|".join(phrases), re.IGNORECASE)


_WALL = _read()
