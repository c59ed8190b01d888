# SPDX-License-Identifier: MIT
"""Boxes amid an article that its own mark-up names: calls to action, fact boxes, who the author is.

The witness and the weights take them for text, since they are written like it. What is left out is listed, and one
click puts it back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from researchdesk.clip.blocks import PageBlock

LEVELS = 8  # how far up a box is looked for
MOST = 0.4  # share of the kept letters: more is no box beside the text but the text

_BOX = re.compile(
    r"(?<![a-z])cta(?![a-z])|call-?to-?action|"
    r"fact-?_?box|info-?_?box|fakta-?_?(?:bo[kx]|rut)|fakten-?_?(?:box|kasten)|info-?_?kasten|"
    r"author-?_?(?:bio|box|info|about|desc|card)|about-?_?(?:the-?_?)?author|"
    r"saboxplugin|abh_box|m-a-box|pp-multiple-authors"  # the usual boxes of WordPress
)


def boxed(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> dict[int, str]:
    """Find the kept blocks that lie in a box which is not the text itself, with the word that names the box."""
    boxes = _Boxes()
    members: dict[HtmlElement, list[int]] = {}
    for i, block in enumerate(blocks):
        box = boxes.around(block) if kept[i] else None
        if box is not None:
            members.setdefault(box, []).append(i)
    total = sum(len(block.letters) for block, is_kept in zip(blocks, kept, strict=True) if is_kept)
    return {
        i: boxes.name(box)
        for box, inside in members.items()
        if sum(len(blocks[i].letters) for i in inside) < MOST * total
        for i in inside
    }


class _Boxes:
    """Which elements are boxes, by the word that names them so; each is read once."""

    def __init__(self) -> None:
        self._known: dict[HtmlElement, str] = {}

    def around(self, block: PageBlock) -> HtmlElement | None:
        return next((one for one in block.above[:LEVELS] if self.name(one)), None)

    def name(self, element: HtmlElement) -> str:
        if element not in self._known:
            named = f"{element.tag!s} {element.get('class') or ''} {element.get('id') or ''}"
            found = _BOX.search(named.lower())
            self._known[element] = found.group() if found else ""
        return self._known[element]
