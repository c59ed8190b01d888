# SPDX-License-Identifier: MIT
"""The visible blocks of a page with what can be told of each before anyone judges it.

A block is a maximal run of inline text that shows a letter or digit. What shows neither (`* * *`, an emoji) belongs to
the block before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field

from researchdesk.clip.elements import Elements
from researchdesk.clip.runs import Slot, inline_runs
from researchdesk.clip.text import run_text
from researchdesk.clip.tree import UNSEEN

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LEVELS_NAMED = 12  # how far up class words are read

_LETTER = re.compile(r"[^\W_]")
_NO_LETTERS = re.compile(r"[\W_]+")
_ASCII_SIGNS = bytes(i for i in range(128) if not chr(i).isalnum())


def letters(text: str) -> str:
    """Fold a text to its letters and digits: what two extractors agree on whatever they do with spaces and signs."""
    if text.isascii():
        return text.lower().encode("ascii").translate(None, _ASCII_SIGNS).decode("ascii")
    return _NO_LETTERS.sub("", text.lower())


def has_letters(text: str) -> bool:
    """Say whether a text has a letter or digit at all; of a long one no more is read than needed."""
    return _LETTER.search(text) is not None


class PageBlock(Struct, eq=False):
    """A visible block: its slots in the page, its canonical text, and the innermost element that holds it."""

    slots: list[Slot]
    text: str
    letters: str
    element: HtmlElement
    above: list[HtmlElement]
    is_hidden: bool
    link_share: float
    bold_share: float
    elements: Elements
    adornments: list[PageBlock] = field(default_factory=list)
    images: list[tuple[HtmlElement, str]] = field(default_factory=list)
    """The images, with their captions where known, that stand before it and after the block before."""
    after: list[tuple[HtmlElement, str]] = field(default_factory=list)
    """The images behind it, where no block follows."""

    @property
    def tags(self) -> frozenset[str]:
        """The names of all elements it lies in."""
        return self.elements.place(self.element).tags

    def named(self, levels: int = LEVELS_NAMED) -> list[str]:
        """Give the class words, ids and roles of each of the innermost elements, in lower case."""
        return [self.elements.place(one).words for one in self.above[:levels]]

    def names(self, levels: int = LEVELS_NAMED) -> str:
        """Give the class words, ids and roles of the innermost elements in one line."""
        return " ".join(self.named(levels))


def blocks(root: HtmlElement) -> list[PageBlock]:
    """Give the blocks of a page in document order; what shows no letter hangs on the block before it."""
    found: list[PageBlock] = []
    waiting: list[tuple[HtmlElement, str]] = []
    for block in every_block(root):
        if block.letters:
            block.images = [*waiting, *block.images]
            waiting = []
            found.append(block)
        else:
            waiting += [*block.images, *block.after]
            block.images, block.after = [], []
            if found:
                found[-1].adornments.append(block)
    if found:
        found[-1].after = [*waiting, *found[-1].after]
    return found


def every_block(root: HtmlElement, unseen: frozenset[str] = UNSEEN) -> list[PageBlock]:
    """Give all runs of inline text that show something, also those without a letter."""
    elements = Elements()
    images: list[tuple[int, HtmlElement]] = []
    found: list[PageBlock] = []
    waiting = 0  # the first image that no block has taken
    for number, slots in enumerate(inline_runs(root, unseen, images)):
        text = "" if all(one.string.isspace() for one in slots) else run_text(slots)[0]
        if not text:
            continue
        block = _block(slots, text, elements)
        while waiting < len(images) and images[waiting][0] <= number:
            block.images.append((images[waiting][1], ""))
            waiting += 1
        found.append(block)
    if found:
        found[-1].after = [(element, "") for _, element in images[waiting:]]
    return found


def _block(slots: list[Slot], text: str, elements: Elements) -> PageBlock:
    total = linked = bold = 0
    is_hidden = True
    for slot in slots:
        size = 0 if slot.is_break else len(slot.string.strip())
        if not size:
            continue
        place = elements.place(slot.owner)
        total += size
        linked += size * place.is_linked
        bold += size * place.is_bold
        is_hidden = is_hidden and place.is_hidden
    holder = elements.place(slots[0].owner).holder
    element = slots[0].owner if holder is None else holder
    return PageBlock(
        slots=slots,
        text=text,
        letters=letters(text),
        element=element,
        above=elements.above(element),
        is_hidden=is_hidden,
        link_share=linked / max(1, total),
        bold_share=bold / max(1, total),
        elements=elements,
    )


def text_before_link(block: PageBlock) -> str:
    """Give the text of a block up to its first link."""
    parts: list[str] = []
    for slot in block.slots:
        if block.elements.place(slot.owner).is_linked:
            break
        parts.append(slot.string)
    return "".join(parts)
