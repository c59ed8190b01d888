# SPDX-License-Identifier: MIT
"""Amend what the witness is known for: it loses lead paragraphs, lists and headings, and keeps lines of links.

Rules by place and mark-up, each for what stands between or right beside blocks that the witness keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.clip.phrases import is_link_heading, is_link_line, leads_elsewhere
from researchdesk.clip.reasons import is_furniture
from researchdesk.clip.tree import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lxml.html import HtmlElement

    from researchdesk.clip.blocks import PageBlock

PARAGRAPH = 40  # letters: a block of so many shows where the article's text lies
LEAD = 30  # letters of a lead at least
MOSTLY_LINKS = 0.5
NOTHING_BUT_LINKS = 0.9
SHORT_LINE = 60  # characters of a line that only asks the reader to sign up

_LISTS = frozenset({"ul", "ol"})


def link_lines(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the kept blocks that only lead elsewhere: "Read also", links under "Related", sign-up lines."""
    found: set[int] = set()
    is_under_heading = False
    for i, block in enumerate(blocks):
        if not kept[i]:
            continue
        is_linked = block.link_share > MOSTLY_LINKS
        if is_link_heading(block.text):
            found.add(i)
            is_under_heading = True
            continue
        is_under_heading = is_under_heading and is_linked
        is_call = is_link_line(block.text) and (is_linked or len(block.text) < SHORT_LINE)
        if is_under_heading or is_call or (leads_elsewhere(block.text) and is_linked):
            found.add(i)
    return found


def edges_of_links(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the kept blocks before the first and after the last paragraph that are nothing but links, in no list."""
    inside = [i for i, block in enumerate(blocks) if kept[i] and len(block.letters) >= PARAGRAPH]
    if not inside:
        return set()
    return {
        i
        for i, block in enumerate(blocks)
        if kept[i]
        and not inside[0] <= i <= inside[-1]
        and block.link_share > NOTHING_BUT_LINKS
        and "li" not in block.tags
    }


def leads(blocks: Sequence[PageBlock], kept: Sequence[bool], told: Collection[str]) -> set[int]:
    """Find the blocks above the first kept one that the page itself gives as its description; `told`: in letters."""
    first = next((i for i, is_kept in enumerate(kept) if is_kept), 0)
    return {
        i
        for i, block in enumerate(blocks[:first])
        if len(block.letters) >= LEAD
        and not block.is_hidden
        and block.link_share < MOSTLY_LINKS
        and any(one.startswith(block.letters) or block.letters.startswith(one) for one in told)
    }


def lost_lists(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the lists and headings amid the article that lie where its paragraphs lie and are no links."""
    inside = [
        i for i, is_kept in enumerate(kept) if is_kept and len(blocks[i].letters) >= PARAGRAPH
    ]
    if not inside:
        return set()
    holders = {blocks[i].element.getparent() for i in inside}
    lists: dict[HtmlElement, list[int]] = {}
    found: set[int] = set()
    for i in range(inside[0], inside[-1]):
        block = blocks[i]
        if kept[i] or block.is_hidden or is_furniture(block):
            continue
        list_ = next((one for one in reversed(block.above) if one.tag in _LISTS), None)
        if list_ is not None and list_.getparent() in holders:
            lists.setdefault(list_, []).append(i)
        elif block.element.tag in HEADINGS and block.element.getparent() in holders:
            found.add(i)
    for items in lists.values():
        size = sum(len(blocks[i].letters) for i in items)
        linked = sum(blocks[i].link_share * len(blocks[i].letters) for i in items)
        if linked < MOSTLY_LINKS * size:
            found.update(items)
    return found
