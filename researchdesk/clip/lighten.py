# SPDX-License-Identifier: MIT
"""Spare the witness the small change of giant pages: 60,000 paragraphs would keep it busy for 17 seconds."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from researchdesk.clip.blocks import PageBlock

MOST = 5000  # blocks that the witness is shown

_MARK = "data-researchdesk-shown"
_ALWAYS = frozenset({"html", "head", "body"})


def lightened(root: HtmlElement, blocks: Sequence[PageBlock]) -> HtmlElement:
    """Give the page as the witness gets it: itself, or a copy with its largest blocks only."""
    if len(blocks) <= MOST:
        return root
    largest = sorted(blocks, key=lambda block: len(block.letters), reverse=True)[:MOST]
    marked = {element for block in largest for element in block.above}
    for element in marked:
        element.set(_MARK, "")
    lighter = copy.deepcopy(root)
    for element in marked:
        del element.attrib[_MARK]
    head = lighter.find("head")
    for element in list(lighter.iter("*")):
        parent = element.getparent()
        if _MARK in element.attrib or parent is None or element.tag in _ALWAYS:
            continue
        is_in_head = head is not None and parent is head
        if _MARK in parent.attrib and not is_in_head:
            element.drop_tree()
    return lighter
