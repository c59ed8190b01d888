# SPDX-License-Identifier: MIT
"""Lines around a text: the rest stands behind a subscription, a login, cookies; or they are the site's own."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from researchdesk.config.paths import resource

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from researchdesk.clip.blocks import PageBlock

REASON = "subscription or consent line"
OWN_REASON = "the site's own line"
LONGEST = 140  # characters of such a line; a longer one is a paragraph


def is_wall(text: str) -> bool:
    """Say whether a text speaks of subscribing, signing in or cookies."""
    return _WALL.search(text) is not None


def lines_around(
    blocks: Sequence[PageBlock], kept: Sequence[bool], sites: Collection[str]
) -> dict[int, str]:
    """Find the kept lines of these kinds around some other text, with the reason; `sites`: their names in letters."""
    inside = [i for i, is_kept in enumerate(kept) if is_kept]
    head = takewhile(lambda i: blocks[i].letters in sites, inside)
    found = dict.fromkeys(head, OWN_REASON)
    while inside and (why := _why(blocks[inside[-1]].text)):
        found[inside.pop()] = why
    return found if inside else {}


def _why(text: str) -> str | None:
    """Say why a line that ends a text does not belong to it."""
    if len(text) >= LONGEST:
        return None
    if _OWN.match(text):
        return OWN_REASON
    return REASON if is_wall(text) else None


def _read() -> re.Pattern[str]:
    lines = resource("extraction/walls.txt").read_text("utf-8").splitlines()
    phrases = [re.escape(line) for line in lines if line and not line.startswith("#")]
    return re.compile("|".join(phrases), re.IGNORECASE)


_WALL = _read()
_OWN = re.compile(
    r"(?:©|\(c\)\s|copyright\b\W)|https?://\S+$", re.IGNORECASE
)  # rights, the page's address
