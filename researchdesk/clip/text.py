# SPDX-License-Identifier: MIT
"""The canonical text of an article's HTML, and the table of its blocks that a reader is built from.

`text_of` is a function: the same HTML gives the same text, whoever asks. Offsets are code points, half-open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from researchdesk.clip.canon import BETWEEN, CANON_VERSION, canonical, is_blank, join
from researchdesk.clip.runs import Slot, inline_runs
from researchdesk.clip.tables import Grids
from researchdesk.clip.tree import BREAKING, CAPTIONS, CELLS, HEADINGS, UNSEEN, above, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

__all__ = ["CANON_VERSION", "Block", "Run", "blocks_of", "canonical", "run_text", "text_of"]

RunKind = Literal["bold", "italic", "code", "link"]

_RUN_KINDS: dict[str, RunKind] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "cite": "italic",
    "var": "italic",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "a": "link",
}
_LISTS = ("ul", "ol")
_STRUCTURE = frozenset({"li", "dd", "blockquote", "pre"}) | HEADINGS


class Run(Struct, frozen=True):
    """A stretch of a text that is set apart; start and end count in the whole text. Runs may lie in each other."""

    start: int
    end: int
    kind: RunKind
    url: str | None = None


class Block(Struct, frozen=True):
    """One block of a text: `text[start:end]`, what it is, and where it stands.

    Kinds: p, h1 to h6, li, quote, pre, cell. `depth` is the nesting of a list item from 1; a further paragraph inside
    an item (kind p) has one more than the item. `number` is that of an item of an ordered list. A cell has the number
    of its table, counted from 0, with its row and column.
    """

    start: int
    end: int
    kind: str
    depth: int = 0
    ordered: bool = False
    number: int | None = None
    table: int | None = None
    row: int = 0
    column: int = 0
    runs: tuple[Run, ...] = ()


def text_of(html: str) -> str:
    """Give the canonical text of stored HTML; captions are not in it."""
    return text_and_count(html)[0]


def text_and_count(html: str) -> tuple[str, int]:
    """Give the canonical text of stored HTML, and of how many blocks it is."""
    texts = [text for text, _, _ in _cut(html)]
    return BETWEEN.join(texts), len(texts)


def blocks_of(html: str) -> list[Block]:
    """Give the blocks of stored HTML in order; their slices are those of `text_of`."""
    blocks: list[Block] = []
    places, at = _Places(), 0
    for text, slots, spans in _cut(html):
        end = at + len(text)
        blocks.append(places.block(at, end, slots[0].owner, _runs(slots, spans, at)))
        at = end + len(BETWEEN)
    return blocks


def run_text(slots: Sequence[Slot]) -> tuple[str, list[tuple[int, int]]]:
    """Give the canonical text of one run of inline text, and each slot's span in it; empty when nothing shows."""
    is_mark_up = bool(slots) and not _is_preformatted(slots[0].owner)  # `pre` parts runs
    text, spans = join((slot.string, is_mark_up and not slot.is_break) for slot in slots)
    return ("", []) if is_blank(text) else (text, spans)


def _cut(html: str) -> Iterator[tuple[str, list[Slot], list[tuple[int, int]]]]:
    for slots in inline_runs(parse(html), UNSEEN | CAPTIONS):
        text, spans = run_text(slots)
        if text:
            yield text, slots, spans


def _is_preformatted(element: HtmlElement) -> bool:
    return element.tag == "pre" or next(element.iterancestors("pre"), None) is not None


def _runs(slots: list[Slot], spans: list[tuple[int, int]], at: int) -> tuple[Run, ...]:
    """Give the runs of a block that begins at `at`; neighbours of one kind, or of one link, are one run."""
    open_: dict[object, Run] = {}
    done: list[Run] = []
    for slot, (start, end) in zip(slots, spans, strict=True):
        if start == end:
            continue
        for key, kind, url in _marks(slot.owner):
            last = open_.get(key)
            if last and last.end == at + start:
                open_[key] = Run(last.start, at + end, kind, url)
                continue
            if last:
                done.append(last)
            open_[key] = Run(at + start, at + end, kind, url)
    found = [*done, *open_.values()]
    return tuple(sorted(found, key=lambda run: (run.start, -run.end, run.kind)))


def _marks(owner: HtmlElement) -> dict[tuple[object, RunKind, str | None], None]:
    """Give what sets a piece of text apart: (key of the run, kind, address), each once."""
    marks: dict[tuple[object, RunKind, str | None], None] = {}
    for element in above(owner):
        if element.tag in BREAKING:
            break
        kind = _RUN_KINDS.get(str(element.tag))
        if kind == "link":
            if url := element.get("href"):
                marks[element, kind, url] = None
        elif kind:
            marks[kind, kind, None] = None
    return marks


class _Places:
    """What each block is, by the elements it lies in; a list item gives its kind to its first block only."""

    def __init__(self) -> None:
        self._begun: set[HtmlElement] = set()
        self._numbers: dict[HtmlElement, int] = {}
        self._grids = Grids()

    def block(self, start: int, end: int, owner: HtmlElement, runs: tuple[Run, ...]) -> Block:
        inside = [one for one in above(owner) if isinstance(one.tag, str)]
        cell = next((one for one in inside if one.tag in CELLS), None)
        if cell is not None and (place := self._grids.place(cell)):
            table, row, column = place
            return Block(start, end, "cell", table=table, row=row, column=column, runs=runs)
        depth = sum(one.tag in _LISTS for one in inside)
        holder = next((one for one in inside if one.tag in _STRUCTURE), None)
        tag = "p" if holder is None else str(holder.tag)
        if holder is not None and tag == "li":
            return self._item(start, end, holder, max(1, depth), runs)
        if tag == "dd":
            return Block(start, end, "p", depth + 2, runs=runs)
        kind = "quote" if tag == "blockquote" else tag
        return Block(start, end, kind, depth + 1 if depth and kind == "p" else 0, runs=runs)

    def _item(
        self, start: int, end: int, item: HtmlElement, depth: int, runs: tuple[Run, ...]
    ) -> Block:
        if item in self._begun:
            return Block(start, end, "p", depth + 1, runs=runs)
        self._begun.add(item)
        holder = item.getparent()
        if holder is None or holder.tag != "ol":
            return Block(start, end, "li", depth, runs=runs)
        if item not in self._numbers:
            self._numbers |= _numbers(holder)
        return Block(start, end, "li", depth, ordered=True, number=self._numbers[item], runs=runs)


def _numbers(holder: HtmlElement) -> dict[HtmlElement, int]:
    """Give the numbers that stand before the items of an ordered list."""
    items = [one for one in holder if one.tag == "li"]
    step, first = (-1, len(items)) if "reversed" in holder.attrib else (1, 1)
    found: dict[HtmlElement, int] = {}
    number = _whole(holder.get("start"), first)
    for item in items:
        number = found[item] = _whole(item.get("value"), number)
        number += step
    return found


def _whole(value: str | None, otherwise: int) -> int:
    try:
        return int(value or "")
    except ValueError:
        return otherwise
