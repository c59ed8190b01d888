# SPDX-License-Identifier: MIT
"""The structural elements a block is written in, so that what is written is valid and parses to the same blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from researchdesk.clip.tree import CELLS, HEADINGS, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from researchdesk.clip.blocks import PageBlock

DEEPEST = 50  # elements that a block may lie in

_FRAMES = HEADINGS | words("ul ol li blockquote table thead tbody tfoot tr td th dl dt dd p pre")
_TABLE_PARTS = words("table thead tbody tfoot tr td th")
_CLOSED = HEADINGS | {"p", "pre", "dt"}  # hold one block each, and no other frame
_HOLD_TEXT = frozenset({"li", "td", "th", "dd"})  # their first block may stand bare in them
_MAY_LIE_IN = {
    "li": frozenset({"ul", "ol"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "tr": frozenset({"table", "thead", "tbody", "tfoot"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
}
_ONLY_HOLD = {
    "ul": "li",
    "ol": "li",
    "dl": "dd",
}  # what a block that stands bare in one of these is wrapped in


class Frame(NamedTuple):
    """An element to be written; `number` parts those that the page writes as one."""

    tag: str
    element: HtmlElement
    number: int = 0


class Frames:
    """Gives the frames of each block of one article, in order; knows which tables only lay out the page."""

    def __init__(self, blocks: Sequence[PageBlock], *, with_tables: bool = True) -> None:
        self._without = _layout_tables(blocks) if with_tables else None
        self._begun: set[Frame] = set()
        self._count = 0

    def chain(self, block: PageBlock) -> list[Frame]:
        """Give the frames of one block, outermost first; the innermost holds this block alone."""
        self._count += 1
        found = [
            one for one in reversed(block.above) if one.tag in _FRAMES and self._is_wanted(one)
        ]
        chain = _valid(_cut_at_closed([Frame(str(one.tag), one) for one in found[-DEEPEST:]]))
        last = chain[-1] if chain else None
        if last and last.tag in _CLOSED:
            chain[-1] = last._replace(number=self._count)
        elif last and last.tag in _ONLY_HOLD:
            chain.append(Frame(_ONLY_HOLD[last.tag], block.element, self._count))
        elif last is None or last.tag not in _HOLD_TEXT or last in self._begun:
            chain.append(Frame("p", block.element, self._count))
        self._begun.update(chain)
        return chain

    def _is_wanted(self, element: HtmlElement) -> bool:
        if element.tag not in _TABLE_PARTS:
            return True
        if self._without is None:
            return False
        table = element if element.tag == "table" else next(element.iterancestors("table"), None)
        return table is not None and table not in self._without


def _cut_at_closed(chain: list[Frame]) -> list[Frame]:
    """Let a heading, `pre` or `dt` be the innermost frame; a paragraph gives way to what lies in it."""
    for number, frame in enumerate(chain[:-1]):
        if frame.tag in _CLOSED and frame.tag != "p":
            return [one for one in chain[: number + 1] if one.tag != "p"]
    return [one for one in chain[:-1] if one.tag != "p"] + chain[-1:]


def _valid(chain: list[Frame]) -> list[Frame]:
    """Drop frames that do not lie where they must; an item outside a list gets one."""
    found: list[Frame] = []
    for frame in chain:
        inside = found[-1].tag if found else ""
        if inside in _ONLY_HOLD and frame.tag not in ("li", "dt", "dd"):
            found.append(Frame(_ONLY_HOLD[inside], frame.element))
        elif inside in _TABLE_PARTS - CELLS and inside not in _MAY_LIE_IN.get(frame.tag, ()):
            found = [one for one in found if one.tag not in _TABLE_PARTS]
        needed = _MAY_LIE_IN.get(frame.tag)
        inside = found[-1].tag if found else ""
        if needed is None or inside in needed:
            found.append(frame)
        elif frame.tag == "li":
            holder = frame.element.getparent()
            found += [Frame("ul", frame.element if holder is None else holder), frame]
    while found and found[-1].tag in _TABLE_PARTS - CELLS:
        found.pop()
    return found


def _layout_tables(blocks: Sequence[PageBlock]) -> set[HtmlElement]:
    """Find the tables that hold other tables, say they are for lay-out, or have text in one cell only."""
    cells: dict[HtmlElement, set[HtmlElement]] = {}
    layout: set[HtmlElement] = set()
    for block in blocks:
        inner: HtmlElement | None = None
        for element in block.above:
            if element.tag in CELLS:
                inner = element
            elif element.tag == "table":
                if inner is not None:
                    cells.setdefault(element, set()).add(inner)
                if element.get("role") in ("presentation", "none"):
                    layout.add(element)
                layout.update(element.iterancestors("table"))
                inner = None
    return layout | {table for table, found in cells.items() if len(found) < 2}
