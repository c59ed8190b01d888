# SPDX-License-Identifier: MIT
"""Read plain text: empty lines part paragraphs, signs at the beginning of lines make lists."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from researchdesk.clip.canon import canonical
from researchdesk.clip.draft import Entry
from researchdesk.clip.judge_text import draft, is_heading_like
from researchdesk.clip.pieces import Piece, plain_piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from researchdesk.clip.given import Given

LONG_LINE = 120  # characters: a longer line is a paragraph of its own
WRAPPED_AT = (40, 100)  # characters between which lines are cut by hand or by a mail program

_BULLET = re.compile(r"(\s*)[•‣▪●◦■□○·∙*\-–]\s+(?=\S)")
_NUMBER = re.compile(r"(\s*)\(?(\d{1,3})[.)]\s+(?=\S)")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_ENDS_SENTENCE = tuple('.!?:;…。！？"”»')


def recognise(given: Given) -> float:
    """Say how likely this is plain text: any text may be."""
    if not given.start:
        return 0.0
    return 0.5 if given.name.endswith((".txt", ".text")) else 0.4


def read(given: Given) -> Iterator[Entry]:
    """Read a text; its title may stand anywhere near its start."""
    yield Entry(draft(pieces_of(given.decoded[0]), given.origin))


def pieces_of(text: str) -> list[Piece]:
    """Cut a text into paragraphs and list items."""
    text = _LINE_ENDS.sub("\n", text)
    found: list[Piece] = []
    for chunk in _chunks(text):
        found.extend(_pieces(chunk))
    return [one for one in found if canonical(one.text)]


def _chunks(text: str) -> Iterator[list[str]]:
    """Give the lines between empty lines."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            lines.append(line.rstrip())
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _pieces(lines: list[str]) -> Iterator[Piece]:
    marks = _list_marks(lines)
    first = next((i for i, mark in enumerate(marks) if mark), len(lines))
    yield from _paragraphs(lines[:first])
    depths = _Depths()
    item: list[str] = []
    for line, mark in zip(lines[first:], marks[first:], strict=True):
        if mark and item:
            yield _item(item, depths)
            item = []
        item.append(line)
    if item:
        yield _item(item, depths)


def _list_marks(lines: Sequence[str]) -> list[bool]:
    """Say which lines begin a list item; numbers do so only where the next one counts on."""
    numbers = [int(found[2]) if (found := _NUMBER.match(line)) else None for line in lines]
    given = [number for number in numbers if number is not None]
    counts_on = len(given) > 1 and all(two == one + 1 for one, two in pairwise(given))
    return [
        bool(_BULLET.match(line)) or (counts_on and number is not None)
        for line, number in zip(lines, numbers, strict=True)
    ]


class _Depths:
    """How deep an item is nested, by how far its sign is indented."""

    def __init__(self) -> None:
        self._indents: list[int] = []

    def depth(self, indent: int) -> int:
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or indent > self._indents[-1] + 1:
            self._indents.append(indent)
        return len(self._indents)


def _item(lines: Sequence[str], depths: _Depths) -> Piece:
    mark = _BULLET.match(lines[0]) or _NUMBER.match(lines[0])
    assert mark
    number = int(mark[2]) if mark.re is _NUMBER else None
    text = " ".join([lines[0][mark.end() :], *(line.strip() for line in lines[1:])])
    return plain_piece(text, "li", depths.depth(len(mark[1].expandtabs(4))), number)


def _paragraphs(lines: list[str]) -> Iterator[Piece]:
    if any(len(line) > LONG_LINE for line in lines):
        yield from (plain_piece(line.strip()) for line in lines)
    elif _is_wrapped(lines):
        head = plain_piece(lines[0].strip())
        if is_heading_like(head) and len(lines[0]) < 0.7 * median(map(len, lines[1:])):
            yield head
            lines = lines[1:]
        yield plain_piece(" ".join(line.strip() for line in lines))
    elif lines:
        yield plain_piece("\n".join(line.strip() for line in lines))


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Say whether these lines are one paragraph that was cut at some width."""
    full = lines[:-1]
    if not full:
        return False
    lowest, highest = WRAPPED_AT
    is_even = lowest <= median(map(len, full)) and max(map(len, full)) <= highest
    runs_on = sum(not line.endswith(_ENDS_SENTENCE) for line in full)
    return is_even and runs_on >= 0.5 * len(full)
