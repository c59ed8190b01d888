# SPDX-License-Identifier: MIT
"""What stands before and behind a text without being of it: its section, links to other pages, readers' comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.clip.address import registrable
from researchdesk.clip.amend import MOSTLY_LINKS, NOTHING_BUT_LINKS, PARAGRAPH
from researchdesk.clip.links import absolute
from researchdesk.clip.phrases import is_comments_heading
from researchdesk.clip.tree import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from researchdesk.clip.blocks import PageBlock
    from researchdesk.clip.decide import Head

LONGEST_KICKER = 30  # letters
FEWEST_LINKS = 3  # items of a list that leads on
MOST_COMMENTS = 0.7  # share of the kept letters: more is no talk about the text but the text

_LISTS = frozenset({"ul", "ol"})


def kickers(blocks: Sequence[PageBlock], kept: Sequence[bool], head: Head) -> set[int]:
    """Find the short lines above the title, such as "Transport"; a sentence is none, nor the site's name."""
    first = next(
        (i for i, one in enumerate(blocks) if kept[i] and len(one.letters) >= PARAGRAPH), 0
    )
    at = next(
        (
            i
            for i, one in enumerate(blocks[:first])
            if one.letters in head.titles and one.element.tag in HEADINGS and not one.is_hidden
        ),
        0,
    )
    return {
        i
        for i in range(at)
        if kept[i]
        and len(blocks[i].letters) <= LONGEST_KICKER
        and blocks[i].letters not in head.sites
    }


def lists_of_links(blocks: Sequence[PageBlock], kept: Sequence[bool], url: str) -> set[int]:
    """Find the lists behind the last paragraph that lead to other pages of the site, with the headings above them.

    Sources lead to other sites, and the notes of a text to places in it: those stay.
    """
    lists: dict[HtmlElement, list[int]] = {}
    for i, block in enumerate(blocks):
        list_ = next((one for one in block.above if one.tag in _LISTS), None) if kept[i] else None
        if list_ is not None:
            lists.setdefault(list_, []).append(i)
    leading = [items for items in lists.values() if _leads_on(blocks, items, url)]
    of_lists = {i for items in leading for i in items}
    last = max(
        (
            i
            for i, one in enumerate(blocks)
            if kept[i] and i not in of_lists and len(one.letters) >= PARAGRAPH
        ),
        default=len(blocks),
    )
    found: set[int] = set()
    for items in leading:
        if items[0] > last:
            found.update(items)
            above = next((i for i in reversed(range(items[0])) if kept[i]), last)
            if above > last and blocks[above].element.tag in HEADINGS:
                found.add(above)
    return found


def _leads_on(blocks: Sequence[PageBlock], items: Sequence[int], url: str) -> bool:
    links = [i for i in items if blocks[i].link_share > NOTHING_BUT_LINKS]
    size = sum(len(blocks[i].letters) for i in items)
    linked = sum(len(blocks[i].letters) for i in links)
    is_of_links = len(links) >= FEWEST_LINKS and linked > MOSTLY_LINKS * size
    return is_of_links and all(_is_on_site(blocks[i], url) for i in links)


def _is_on_site(block: PageBlock, url: str) -> bool:
    """Say whether the links of a block lead to other pages of its own site."""
    own = registrable(_host(url))
    links = [one for slot in block.slots for one in _links(slot.owner)]
    return bool(links) and all(
        not one.startswith("#") and registrable(_host(absolute(one, url))) == own for one in links
    )


def _links(owner: HtmlElement) -> list[str]:
    link = owner if owner.tag == "a" else next(owner.iterancestors("a"), None)
    return [link.get("href") or ""] if link is not None else []


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]


def comments(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find what readers wrote below a text: all behind a heading such as "3 comments", to the end of its element.

    A text that goes on behind it with another heading as high has a chapter of that name.
    """
    total = sum(len(one.letters) for i, one in enumerate(blocks) if kept[i])
    for i, block in enumerate(blocks):
        tag = block.element.tag
        if tag not in HEADINGS or block.is_hidden or not is_comments_heading(block.text):
            continue
        before = [j for j in range(i) if kept[j] and len(blocks[j].letters) >= PARAGRAPH]
        holder = block.element.getparent()
        behind = [j for j in range(i, len(blocks)) if kept[j] and holder in blocks[j].above]
        goes_on = any(blocks[j].element.tag == tag for j in behind if j > i)
        size = sum(len(blocks[j].letters) for j in behind)
        if before and not goes_on and size <= MOST_COMMENTS * total:
            return set(behind)
    return set()
