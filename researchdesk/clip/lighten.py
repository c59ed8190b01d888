# SPDX-License-Identifier: MIT
"""Spare the witnesses what they need not see: scripts and their like, and the small change of giant pages.

60,000 paragraphs would keep one of them busy for 17 seconds.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lxml.html import HtmlElement

    from researchdesk.clip.blocks import PageBlock

MOST = 5000  # blocks that the witness is shown

_MARK = "data-researchdesk-shown"
_UNSEEN = (
    "script",
    "style",
    "svg",
    "noscript",
    "template",
    "iframe",
    "select",
    "canvas",
    "video",
    "audio",
)
_ALWAYS = frozenset({"html", "head", "body"})


def shown_blocks(blocks: Sequence[PageBlock]) -> set[int]:
    """Give the numbers of the blocks that the witness is shown: all, or the largest."""
    if len(blocks) <= MOST:
        return set(range(len(blocks)))
    ranked = sorted(range(len(blocks)), key=lambda i: len(blocks[i].letters), reverse=True)
    return set(ranked[:MOST])


def filled_in(
    blocks: Sequence[PageBlock], said: Sequence[bool], shown: Collection[int]
) -> list[bool]:
    """Decide on the blocks that the witness was not shown: as on both shown neighbours, where text like them lies."""
    holders = {blocks[i].element.getparent() for i in shown if said[i]}
    filled = list(said)
    is_kept_before = [False] * len(blocks)
    last = True
    for i in range(len(blocks)):
        last = said[i] if i in shown else last
        is_kept_before[i] = last
    following = True
    for i in reversed(range(len(blocks))):
        if i in shown:
            following = said[i]
        else:
            lies_there = blocks[i].element.getparent() in holders and not blocks[i].is_hidden
            filled[i] = following and is_kept_before[i] and lies_there
    return filled


def lightened(root: HtmlElement, blocks: Sequence[PageBlock]) -> HtmlElement:
    """Give the page as the witnesses get it: a copy of what is seen; of a giant one its largest blocks only."""
    is_giant = len(blocks) > MOST
    marked = {element for i in shown_blocks(blocks) for element in blocks[i].above}
    if is_giant:
        for element in marked:
            element.set(_MARK, "")
    lighter = copy.deepcopy(root)
    if is_giant:
        for element in marked:
            del element.attrib[_MARK]
        _drop_small_change(lighter)
    for element in list(lighter.iter(*_UNSEEN)):
        if "ld+json" not in (element.get("type") or ""):  # a last resort of the witness
            element.drop_tree()
    return lighter


def _drop_small_change(lighter: HtmlElement) -> None:
    head = lighter.find("head")
    for element in list(lighter.iter("*")):
        parent = element.getparent()
        if _MARK in element.attrib or parent is None or element.tag in _ALWAYS:
            continue
        is_in_head = head is not None and parent is head
        if _MARK in parent.attrib and not is_in_head:
            element.drop_tree()
