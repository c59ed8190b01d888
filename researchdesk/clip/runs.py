# SPDX-License-Identifier: MIT
"""Cut a tree into maximal runs of inline text: the blocks of a page, before anyone judges them.

The page as received and the article as stored are cut by this same walk, so that a block of the one is a block of the
other. It walks without recursion: a page may nest as deep as it likes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from researchdesk.clip.tree import BREAKING, UNSEEN

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    _Step = tuple[str, HtmlElement, HtmlElement | None]  # what to do, a node, what it lies in

_IMAGES = frozenset({"img", "noscript"})


class Slot(NamedTuple):
    """A piece of text and the element it lies in; a line break (`<br>`) is a slot of its own."""

    owner: HtmlElement
    string: str
    is_break: bool = False


def inline_runs(
    root: HtmlElement,
    unseen: frozenset[str] = UNSEEN,
    images: list[tuple[int, HtmlElement]] | None = None,
) -> list[list[Slot]]:
    """Give the maximal runs of inline text in document order; two line breaks in a row end a run.

    `images` is filled with the images, each with the number of the run that it stands before; one amid a run stands
    before the next.
    """
    gathered = _Gathered()
    todo: list[_Step] = [("open", root, None)]
    while todo:
        step, node, parent = todo.pop()
        if step == "close":
            gathered.end()
            continue
        if step == "tail":
            gathered.take(parent, node.tail)
            continue
        if parent is not None and node.tail:
            todo.append(("tail", node, parent))
        tag = node.tag
        if images is not None and tag in _IMAGES:
            images.append((gathered.number_after, node))
        if tag == "br":
            gathered.break_line(node)
        elif tag not in unseen and isinstance(tag, str):
            _open(gathered, todo, node, parent)
    gathered.end()
    return gathered.runs


def _open(
    gathered: _Gathered, todo: list[_Step], node: HtmlElement, parent: HtmlElement | None
) -> None:
    if node.tag in BREAKING:
        gathered.end()
        todo.append(("close", node, parent))
    gathered.take(node, node.text)
    todo.extend(("open", child, node) for child in node.iterchildren(reversed=True))


class _Gathered:
    def __init__(self) -> None:
        self.runs: list[list[Slot]] = []
        self._slots: list[Slot] = []
        self._is_after_break = False

    @property
    def number_after(self) -> int:
        """The number of the run that begins after what is gathered now."""
        return len(self.runs) + any(not one.string.isspace() for one in self._slots)

    def take(self, owner: HtmlElement | None, string: str | None) -> None:
        if string and owner is not None:
            self._slots.append(Slot(owner, string))
            if self._is_after_break and not string.isspace():
                self._is_after_break = False

    def break_line(self, node: HtmlElement) -> None:
        owner = node.getparent()
        assert owner is not None
        is_in_pre = owner.tag == "pre" or next(owner.iterancestors("pre"), None) is not None
        if self._is_after_break and not is_in_pre:
            self.end()
        elif self._slots:
            self._slots.append(Slot(owner, "\n", is_break=True))
            self._is_after_break = True

    def end(self) -> None:
        if self._slots:
            self.runs.append(self._slots)
            self._slots = []
        self._is_after_break = False
