# SPDX-License-Identifier: MIT
"""The visible blocks of a page with what can be told of each before anyone judges it.

A block is a maximal run of inline text that shows a letter or digit. What shows neither (`* * *`, an emoji) belongs to
the block before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from researchdesk.clip.runs import Slot, inline_runs
from researchdesk.clip.text import run_text
from researchdesk.clip.tree import UNSEEN, above, container

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAMED_BY = ("class", "id", "itemprop", "data-testid", "data-component", "role")
LEVELS_NAMED = 12  # how far up class words are read

_LETTER = re.compile(r"[^\W_]")


def letters(text: str) -> str:
    """Fold a text to its letters and digits: what two extractors agree on whatever they do with spaces and signs."""
    return "".join(filter(str.isalnum, text.lower()))


def has_letters(text: str) -> bool:
    """Say whether a text has a letter or digit at all; of a long one no more is read than needed."""
    return _LETTER.search(text) is not None


@dataclass(slots=True, eq=False)
class PageBlock:
    """A visible block: its slots in the page, its canonical text, and the innermost element that holds it."""

    slots: list[Slot]
    text: str
    letters: str
    element: HtmlElement
    above: list[HtmlElement]
    is_hidden: bool
    link_share: float
    bold_share: float
    adornments: list[PageBlock] = field(default_factory=list)
    images: list[tuple[HtmlElement, str]] = field(default_factory=list)
    """The images, with their captions where known, that stand before it and after the block before."""
    after: list[tuple[HtmlElement, str]] = field(default_factory=list)
    """The images behind it, where no block follows."""
    tags: frozenset[str] = field(init=False)
    """The names of all elements it lies in."""

    def __post_init__(self) -> None:
        self.tags = frozenset(str(one.tag) for one in self.above)

    def names(self, levels: int = LEVELS_NAMED) -> str:
        """Give the class words, ids and roles of the innermost elements, in lower case."""
        return " ".join(class_words(one) for one in self.above[:levels])


def class_words(element: HtmlElement) -> str:
    """Give the class words, ids and roles of one element, in lower case."""
    return " ".join(word for name in NAMED_BY if (word := element.get(name))).lower()


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
    hidden = _Hidden()
    images: list[tuple[int, HtmlElement]] = []
    found: list[PageBlock] = []
    waiting = 0  # the first image that no block has taken
    for number, slots in enumerate(inline_runs(root, unseen, images)):
        text = "" if all(one.string.isspace() for one in slots) else run_text(slots)[0]
        if not text:
            continue
        block = _block(slots, text, hidden)
        while waiting < len(images) and images[waiting][0] <= number:
            block.images.append((images[waiting][1], ""))
            waiting += 1
        found.append(block)
    if found:
        found[-1].after = [(element, "") for _, element in images[waiting:]]
    return found


def _block(slots: list[Slot], text: str, hidden: _Hidden) -> PageBlock:
    shown = [(slot, len(slot.string.strip())) for slot in slots if not slot.is_break]
    total = sum(size for _, size in shown)
    linked = sum(size for slot, size in shown if _is_inside(slot.owner, ("a",)))
    bold = sum(size for slot, size in shown if _is_inside(slot.owner, ("b", "strong")))
    element = container(slots[0].owner)
    return PageBlock(
        slots=slots,
        text=text,
        letters=letters(text),
        element=element,
        above=list(above(element)),
        is_hidden=all(hidden.is_hidden(slot.owner) for slot, size in shown if size),
        link_share=linked / max(1, total),
        bold_share=bold / max(1, total),
    )


def text_before_link(slots: list[Slot]) -> str:
    """Give the text of a block up to its first link."""
    parts: list[str] = []
    for slot in slots:
        if _is_inside(slot.owner, ("a",)):
            break
        parts.append(slot.string)
    return "".join(parts)


def _is_inside(owner: HtmlElement, tags: tuple[str, ...]) -> bool:
    return owner.tag in tags or next(owner.iterancestors(*tags), None) is not None


class _Hidden:
    """Which elements the page hides by its own mark-up; style sheets are not read."""

    def __init__(self) -> None:
        self._known: dict[HtmlElement, bool] = {}

    def is_hidden(self, element: HtmlElement) -> bool:
        asked: list[HtmlElement] = []
        verdict = False
        for one in above(element):
            if one in self._known:
                verdict = self._known[one]
                break
            asked.append(one)
        for one in reversed(asked):
            verdict = verdict or _hides(one)
            self._known[one] = verdict
        return verdict


def _hides(element: HtmlElement) -> bool:
    if "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    if not style:
        return False
    style = style.replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style
