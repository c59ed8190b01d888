# SPDX-License-Identifier: MIT
"""Where spans of the text stand on the screen: rectangles a line, kept until the layout changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextLine
    from PySide6.QtWidgets import QTextEdit

    from researchdesk.model.passage import Span
    from researchdesk.ui.panes.reader_places import Placed, Places


class Geometry:
    """The rectangles of one document in one view."""

    def __init__(self, view: QTextEdit, places: Places) -> None:
        self._view = view
        self._places = places
        self._kept: dict[tuple[int, int, int], list[QRectF]] = {}

    def forget(self) -> None:
        """Measure anew: the width or the document changed."""
        self._kept.clear()

    def scroll(self) -> QPointF:
        """Give the document's point at the top left of the viewport."""
        return QPointF(
            self._view.horizontalScrollBar().value(), self._view.verticalScrollBar().value()
        )

    def box(self, placed: Placed) -> QRectF:
        """Give the rectangle of a block in the viewport."""
        layout = self._view.document().documentLayout()
        return layout.blockBoundingRect(self._places.block(placed)).translated(-self.scroll())

    def shape(self, placed: Placed) -> QTextBlockFormat:
        """Give the format of a block: its margins."""
        return self._places.block(placed).blockFormat()

    def rects(self, placed: Placed, first: int, last: int) -> list[QRectF]:
        """Give the rectangles of UTF-16 units [first, last) of a block, counted from the block's own corner."""
        key = (placed.number, first, last)
        if key not in self._kept:
            block = self._places.block(placed)
            self._kept[key] = _in_block(block, first, last, is_mixed=placed.is_mixed)
        return self._kept[key]

    def of_span(self, span: Span) -> list[QRectF]:
        """Give the rectangles of a span in the viewport, one a line at least."""
        found = []
        for piece in self._places.pieces(span.start, span.end):
            corner = self.box(piece.placed).topLeft()
            found += [
                rect.translated(corner)
                for rect in self.rects(piece.placed, piece.first, piece.last)
            ]
        return found

    def visible(self) -> Sequence[Placed]:
        """Give the blocks in sight, in the order of the document.

        Each is asked where it stands, from the first one on: at the foot of a long text that is still being laid out,
        Qt finds the last block instead of the one in sight.
        """
        document, height = self._view.document(), self._view.viewport().height()
        top = document.documentLayout().hitTest(self.begin(), Qt.HitTestAccuracy.FuzzyHit)
        first = last = self._row_begin(document.findBlock(max(0, top)).blockNumber())
        for placed in self._places.after(first):
            last = placed.number
            if self.box(placed).top() >= height:
                break
        return self._places.between(first, self._row_end(last))

    def begin(self) -> QPointF:
        """Give the document's point at the top of the viewport, but none above the text.

        While a long text is still being laid out, Qt finds the last block there instead of the first.
        """
        margin = self._view.document().rootFrame().frameFormat().topMargin()
        return QPointF(self.scroll().x(), max(self.scroll().y(), margin + 1))

    def _row_begin(self, number: int) -> int:
        """Give the first block of the table row that this block stands in: cells of a row share their height."""
        placed = self._places.numbered(number)
        while placed and placed.row:
            before = self._places.numbered(number - 1)
            if before is None or before.row != placed.row:
                break
            number, placed = number - 1, before
        return number

    def _row_end(self, number: int) -> int:
        placed = self._places.numbered(number)
        while placed and placed.row:
            after = self._places.numbered(number + 1)
            if after is None or after.row != placed.row:
                break
            number, placed = number + 1, after
        return number + 1


def _in_block(block: QTextBlock, first: int, last: int, *, is_mixed: bool) -> list[QRectF]:
    layout, text, found = block.layout(), block.text(), []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        begin, end = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
        while end > begin and text[end - 1 : end] in (" ", "\u2028"):
            end -= 1
        if begin >= end:
            continue
        height = line.ascent() + line.descent()
        top = line.y() + line.height() - height
        for left, right in _stretches(line, begin, end, is_mixed=is_mixed):
            found.append(QRectF(left, top, right - left, height))
    return found


def _stretches(
    line: QTextLine, begin: int, end: int, *, is_mixed: bool
) -> list[tuple[float, float]]:
    """Give the stretches from left to right that these units take: several where directions mix."""
    if not is_mixed:
        left, right = _x(line, begin), _x(line, end)
        return [(min(left, right), max(left, right))]
    found: list[tuple[float, float]] = []
    for run in line.glyphRuns(begin, end - begin):
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        sides = [
            (place.x(), place.x() + advance.x())
            for place, advance in zip(run.positions(), advances, strict=False)
        ]
        found += [(min(low, high), max(low, high)) for low, high in sides]
    return _joined(sorted(found))


def _joined(found: list[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for left, right in found:
        if joined and left <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def _x(line: QTextLine, units: int) -> float:
    found: Any = line.cursorToX(units)  # the stub knows the number only, Qt gives it with the place
    return float(found[0])
