# SPDX-License-Identifier: MIT
"""Why a block of a page is not part of the article: one reason, in the reader's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.clip import dates
from researchdesk.clip.phrases import is_link_line

if TYPE_CHECKING:
    from researchdesk.clip.blocks import PageBlock

FURNITURE_TAGS = ("nav", "header", "footer", "aside")
FURNITURE_WORDS = re.compile(
    r"comment|related|recommend|newsletter|subscri|promo|advert|\bad[-_s]|sponsor|share|social|sidebar|footer|breadcrumb|"
    r"menu|navbar|cookie|consent|popup|modal|widget|read-?more|read-?also|teaser|trending|popular|tags?\b|"
    r"author-?(?:bio|box|info)|copyright|outbrain|taboola|paywall|sign-?up|login|donate|follow|rating|recirc|latest|"
    r"toolbar|disclaim|embed|toc\b|print|skip|poll"
)
_CAPTION_WORDS = re.compile(r"caption|credit|photo-?(?:by|info)|image-?(?:info|text)")
_BYLINE_WORDS = re.compile(r"byline|\bauthor|autor\b|\bdateline|publish-?(?:ed|date)|timestamp")


def reason(block: PageBlock, *, is_repeated: bool, place: str) -> str:
    """Give the reason for one block; `place` says where it stands to the article, empty when amid it."""
    if block.is_hidden:
        return "hidden on the page"
    names = block.names(3)
    if block.element.tag == "figure" or _CAPTION_WORDS.search(names):
        return "caption"
    if is_link_line(block.text):
        return "link or sign-up line"
    if furniture := _furniture(block, names):
        return f"page furniture ({furniture})"
    if _BYLINE_WORDS.search(names) or dates.line(block.text):
        return "date" if dates.line(block.text) else "byline"
    if is_repeated:
        return "repeated on the page"
    return "links only" if block.link_share > 0.9 else place or "not part of the article"


def is_furniture(block: PageBlock) -> bool:
    """Say whether a block lies in a part of the page, or under a class word, that is not the article's."""
    return bool(_furniture(block, block.names(3)))


def _furniture(block: PageBlock, names: str) -> str:
    """Name the parts of the page, or the class word, that say the block is not the article's own."""
    tags = block.tags
    if places := [tag for tag in FURNITURE_TAGS if tag in tags]:
        return ", ".join(places)
    word = FURNITURE_WORDS.search(names)
    return word.group().strip("-_ ") if word else ""
