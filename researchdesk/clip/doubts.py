# SPDX-License-Identifier: MIT
"""When a page may have been read wrongly, or gave less than it has: one sentence for the reader to check by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.clip import walls
from researchdesk.clip.decide import FEW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.clip.blocks import PageBlock
    from researchdesk.clip.decide import Decision

SHORT = 3000  # letters: longer texts may speak of subscriptions and cookies without being cut off by them
LAST = 4  # blocks of the text that are looked at
LEAST_KEPT = 0.9  # share of a wild page's letters that must have been read

TOO_SLOW = (
    "The page took too long to read; it is kept as received, and the text is all that it shows"
)
WALL = "The text may end early: its last lines speak of subscribing, signing in or cookies"
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
    if size < SHORT and (walls.REASON in decision.reasons or _is_behind_a_wall(kept)):
        return WALL
    if size < FEW:
        return f"The text is very short: {size} letters"
    if decision.is_unsure:
        return UNSURE
    return None


def _is_behind_a_wall(kept: Sequence[PageBlock]) -> bool:
    return any(walls.is_wall(block.text) for block in kept[-LAST:])
