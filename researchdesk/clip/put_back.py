# SPDX-License-Identifier: MIT
"""Put a removed block back at its place in the article, and apply the reader's earlier decisions on blocks.

A block is known again by the SHA-256 of its text. What is put back grows the text by exactly that block: all other
offsets move by one length, so that passages and mentions can follow.
"""

from __future__ import annotations

import hashlib
import html as escaping
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from researchdesk.clip.blocks import PageBlock, every_block
from researchdesk.clip.canon import BETWEEN
from researchdesk.clip.text import text_of
from researchdesk.clip.tree import CAPTIONS, CELLS, UNSEEN, parse
from researchdesk.clip.write import write, write_alone
from researchdesk.model.clipping import RemovedBlock
from researchdesk.model.errors import NoSuchThing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

LEFT_OUT_BY_HAND = "left out by hand"

_LISTS = frozenset({"ul", "ol"})
_BETWEEN_CELLS = frozenset({"table", "thead", "tbody", "tfoot", "tr"})


class PutBack(NamedTuple):
    """An article with a block more: `length` code points were inserted at `at` of the old text, separators included."""

    html: str
    text: str
    removed: tuple[RemovedBlock, ...]
    at: int
    length: int


class Redone(NamedTuple):
    """An article after the reader's decisions on its blocks."""

    html: str
    text: str
    removed: tuple[RemovedBlock, ...]


def put_back(html: str, removed: Sequence[RemovedBlock], n: int) -> PutBack:
    """Put the removed block numbered `n` back; the others keep their numbers. Raises NoSuchThing for no such number."""
    wanted = next((one for one in removed if one.n == n), None)
    if wanted is None:
        raise NoSuchThing(noun="removed block", name=n)
    held = _blocks(html)
    place = min(wanted.place, len(held))
    block = _block_of(wanted)
    written, text = _written_with(held, place, block)
    before = sum(len(one.text) + len(BETWEEN) for one in held[:place])
    at = min(before, max(0, before - len(BETWEEN))) if place == len(held) else before
    left = tuple(
        structs.replace(one, place=one.place + (one.n > n and one.place >= place))
        for one in removed
        if one.n != n
    )
    return PutBack(written, text, left, at, len(text) - len(BETWEEN.join(o.text for o in held)))


def apply_decisions(
    html: str, removed: Sequence[RemovedBlock], decisions: Mapping[str, bool]
) -> Redone:
    """Keep and leave out the blocks on which the reader has decided before; `decisions`: SHA-256 of text -> kept."""
    held = _blocks(html)
    kept: list[PageBlock] = []
    left: list[RemovedBlock] = []
    waiting = list(removed)
    for number in range(len(held) + 1):
        while waiting and (waiting[0].place <= number or number == len(held)):
            one = waiting.pop(0)
            if decisions.get(text_hash(one.text)) is True:
                following = held[number] if number < len(held) else None
                kept.append(_grafted(_block_of(one), kept[-1] if kept else None, following))
            else:
                left.append(structs.replace(one, n=len(left) + 1, place=len(kept)))
        if number == len(held):
            break
        block = held[number]
        if decisions.get(text_hash(block.text)) is False:
            alone = write_alone(block, "")
            left.append(RemovedBlock(len(left) + 1, len(kept), block.text, alone, LEFT_OUT_BY_HAND))
        else:
            kept.append(block)
    written = write(kept, "")
    return Redone(written, text_of(written), tuple(left))


def keep_only(html: str, removed: Sequence[RemovedBlock], start: int, end: int) -> Redone:
    """Keep the blocks of an article that a span of its text touches; the others are left out by hand."""
    held = _blocks(html)
    kept: list[PageBlock] = []
    left: list[RemovedBlock] = []
    waiting = list(removed)
    at = 0
    for number, block in enumerate(held):
        while waiting and waiting[0].place <= number:
            left.append(_moved(waiting.pop(0), left, kept))
        after = at + len(block.text)
        if at < end and start < after:
            kept.append(block)
        else:
            alone = write_alone(block, "")
            left.append(RemovedBlock(len(left) + 1, len(kept), block.text, alone, LEFT_OUT_BY_HAND))
        at = after + len(BETWEEN)
    for one in waiting:
        left.append(_moved(one, left, kept))
    written = write(kept, "")
    return Redone(written, text_of(written), tuple(left))


def _moved(one: RemovedBlock, left: list[RemovedBlock], kept: list[PageBlock]) -> RemovedBlock:
    return structs.replace(one, n=len(left) + 1, place=len(kept))


def text_hash(text: str) -> str:
    """Give the SHA-256 of a block's text in hexadecimal: how a decision on it is remembered."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _blocks(html: str) -> list[PageBlock]:
    return every_block(parse(html), UNSEEN | CAPTIONS)


def _block_of(removed: RemovedBlock) -> PageBlock:
    """Give the block of a removed one; what its HTML no longer gives comes as plain words."""
    found = _blocks(removed.html)
    if len(found) != 1 or found[0].text != removed.text:
        plain = escaping.escape(removed.text, quote=False).replace("\n", "<br>")
        found = _blocks(f"<p>{plain}</p>")
    return found[0]


def _written_with(held: list[PageBlock], place: int, block: PageBlock) -> tuple[str, str]:
    """Write the article with the block at its place: amid the list or quote it stands in, else on its own."""
    before = held[place - 1] if place else None
    after = held[place] if place < len(held) else None
    expected = BETWEEN.join(one.text for one in (*held[:place], block, *held[place:]))
    for candidate in (_grafted(block, before, after), block):
        written = write([*held[:place], candidate, *held[place:]], "")
        text = text_of(written)
        if text == expected:
            break
    return written, text


def _grafted(block: PageBlock, before: PageBlock | None, after: PageBlock | None) -> PageBlock:
    """Let a block lie in what both its neighbours lie in; an item joins the list beside it."""
    own = block.above[0]
    if own.tag == "li" and (list_ := _list_beside(before, after)) is not None:
        return structs.replace(block, above=[own, list_, *list_.iterancestors()])
    if before is None or after is None:
        return block
    shared = set(before.above)
    common = [one for one in after.above if one in shared]
    if common and common[0].tag in _BETWEEN_CELLS:
        cell = next((one for one in before.above if one.tag in CELLS), None)
        if cell is not None:
            common = [cell, *cell.iterancestors()]
    if any(one.tag in ("blockquote", "li", *CELLS) for one in common):
        inner = [one for one in block.above if one.tag not in ("html", "body")]
        return structs.replace(block, above=[*inner, *common])
    return block


def _list_beside(before: PageBlock | None, after: PageBlock | None) -> HtmlElement | None:
    """Find the list that an item between these two belongs to; the inner one where one list lies in the other."""
    first, second = (_list_of(one) for one in (before, after))
    if first is None or second is None:
        return second if first is None else first
    return second if first in second.iterancestors() else first


def _list_of(block: PageBlock | None) -> HtmlElement | None:
    return next((one for one in block.above if one.tag in _LISTS), None) if block else None
