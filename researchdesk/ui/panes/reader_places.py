# SPDX-License-Identifier: MIT
"""Where the canonical text stands in the reader's document: offsets to positions and back.

Blocks of the document that hold no canonical text (title, names, what was left out) have no place; an offset asked for
there is the next one that has.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from PySide6.QtGui import QTextCursor

from researchdesk.model.passage import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextBlock, QTextDocument

    from researchdesk.ui.utf16 import Utf16


class Placed(Struct, frozen=True):
    """A block of canonical text, code points [start, end), and the number of its block in the document.

    `marker` is painted before a list item; `row` is (table, row) of a cell; `is_mixed` when letters of both directions
    can stand in one line.
    """

    start: int
    end: int
    number: int
    utf16: Utf16
    kind: str = "p"
    marker: str = ""
    row: tuple[int, int] | None = None
    is_mixed: bool = False


class Piece(Struct, frozen=True):
    """The part of a span that stands in one block: UTF-16 units of that block, half-open."""

    placed: Placed
    first: int
    last: int


class Places:
    """The blocks of one text in the order of the document."""

    def __init__(self, document: QTextDocument, placed: Sequence[Placed]) -> None:
        self._document = document
        self.placed = placed
        self._starts = [one.start for one in placed]
        self._numbers = [one.number for one in placed]

    def block(self, placed: Placed) -> QTextBlock:
        """Give the document's block."""
        return self._document.findBlockByNumber(placed.number)

    def holding(self, offset: int) -> Placed | None:
        """Give the block that an offset belongs to; None where there is no text."""
        if not self.placed:
            return None
        return self.placed[max(0, bisect_right(self._starts, offset) - 1)]

    def numbered(self, number: int) -> Placed | None:
        """Give the block with this number in the document, if it holds canonical text."""
        at = bisect_left(self._numbers, number)
        found = at < len(self._numbers) and self._numbers[at] == number
        return self.placed[at] if found else None

    def after(self, number: int) -> Iterator[Placed]:
        """Give the blocks from this number on."""
        return itertools.islice(self.placed, bisect_left(self._numbers, number), None)

    def between(self, first: int, last: int) -> Sequence[Placed]:
        """Give the blocks with numbers from first to last, both inclusive."""
        return self.placed[bisect_left(self._numbers, first) : bisect_right(self._numbers, last)]

    def position(self, offset: int) -> int:
        """Give the document position of an offset; between two blocks that is the end of the first."""
        placed = self.holding(offset)
        if placed is None:
            return 0
        inside = min(max(offset, placed.start), placed.end) - placed.start
        return self.block(placed).position() + placed.utf16.units(inside)

    def offset(self, position: int) -> int:
        """Give the offset of a document position, in code points."""
        block = self._document.findBlock(position)
        at = bisect_left(self._numbers, block.blockNumber())
        if at == len(self.placed):
            return self.placed[-1].end if self.placed else 0
        placed = self.placed[at]
        if placed.number != block.blockNumber():
            return placed.start
        return placed.start + placed.utf16.points(position - block.position())

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Give the parts of a span block by block; code points, half-open."""
        at = max(0, bisect_right(self._starts, start) - 1)
        for number in range(at, len(self.placed)):
            placed = self.placed[number]
            if placed.start >= end:
                return
            first, last = max(start, placed.start), min(end, placed.end)
            if first < last:
                yield Piece(
                    placed,
                    placed.utf16.units(first - placed.start),
                    placed.utf16.units(last - placed.start),
                )

    def span(self, cursor: QTextCursor) -> Span | None:
        """Give the selection as a span; None when it holds no text."""
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        if cursor.hasComplexSelection():
            first, last = _whole_cells(cursor)
        start, end = self.offset(first), self.offset(last)
        return Span(start, end) if start < end else None

    def select(self, cursor: QTextCursor, span: Span) -> QTextCursor:
        """Let a cursor select a span."""
        cursor.setPosition(self.position(span.start))
        cursor.setPosition(self.position(span.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _whole_cells(cursor: QTextCursor) -> tuple[int, int]:
    """Give the first and last position of the cells that are selected: Qt ends such a selection before the last."""
    cells: Any = cursor.selectedTableCells()  # the stub says None, Qt gives four numbers
    row, rows, column, columns = cells
    table = cursor.currentTable()
    last = table.cellAt(row + rows - 1, column + columns - 1)
    return table.cellAt(row, column).firstPosition(), last.lastPosition()
