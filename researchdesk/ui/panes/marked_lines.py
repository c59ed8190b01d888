# SPDX-License-Identifier: MIT
"""A few lines of text with outlined hits, laid out once and kept for the rows seen last."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from researchdesk.ui.utf16 import Utf16

if TYPE_CHECKING:
    from researchdesk.ui.style import Style

KEPT = 400
NOTHING = "\u200b"  # has no width
Marks = tuple[tuple[int, int], ...]


class Look(NamedTuple):
    """The roles of the text and of a hit in it, the colour's token, and the number of lines."""

    role: str
    hit_role: str
    token: str
    lines: int


class MarkedLines:
    """Lays out and draws texts; a hit is outlined, never filled like a highlight."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._kept: OrderedDict[tuple[object, ...], tuple[QTextLayout, list[QRectF]]] = (
            OrderedDict()
        )
        style.changed.connect(self._kept.clear)

    def draw(
        self, painter: QPainter, at: QPointF, text: str, marks: Marks, width: int, look: Look
    ) -> None:
        """Draw as many lines as the look allows; marks are code points of the text, half-open."""
        layout, boxes = self._laid_out(text, marks, width, look)
        if boxes:
            painter.setPen(QPen(self._style.colour("hit.edge"), 1))
            painter.setBrush(self._style.colour("hit.fill"))
            for box in boxes:
                painter.drawRoundedRect(box.translated(at), 3, 3)
        painter.setPen(self._style.colour(look.token))
        layout.draw(painter, at)

    def _laid_out(
        self, text: str, marks: Marks, width: int, look: Look
    ) -> tuple[QTextLayout, list[QRectF]]:
        key = (text, marks, width, look)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        counted = Utf16(text)
        units = tuple((counted.units(start), counted.units(end)) for start, end in marks)
        layout = self._lines(text, units, width, look)
        if layout.lineCount() > look.lines:
            last = layout.lineAt(look.lines - 1).textStart()
            kept = text[: counted.points(last)]
            metrics = self._style.metrics(look.role)
            end = _in_one_line(text[counted.points(last) :])
            shown = metrics.elidedText(end, Qt.TextElideMode.ElideRight, width - 6)
            layout = self._lines(kept + shown, units, width, look)
            units = tuple(mark for mark in units if mark[1] <= last + len(shown) - 1)
        made = self._kept[key] = (layout, _boxes(layout, units))
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return made

    def _lines(self, text: str, units: Marks, width: int, look: Look) -> QTextLayout:
        s = self._style
        layout = QTextLayout(_in_one_line(text), s.font(look.role))
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeading))
        layout.setFormats([self._hit(start, end, look) for start, end in units])
        layout.beginLayout()
        y, height = 0.0, s.metrics(look.role).lineSpacing()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += height
            if layout.lineCount() > look.lines:
                break
        layout.endLayout()
        return layout

    def _hit(self, start: int, end: int, look: Look) -> QTextLayout.FormatRange:
        span = QTextLayout.FormatRange()
        span.start, span.length = start, end - start
        strong = QTextCharFormat()
        strong.setFont(self._style.font(look.hit_role))
        strong.setForeground(self._style.colour("hit.text"))
        span.format = strong
        return span


def _in_one_line(text: str) -> str:
    """Let a paragraph follow the other after one blank; as many characters as before, so that marks stay right."""
    return text.replace("\n\n", f" {NOTHING}").replace("\n", " ")


def _boxes(layout: QTextLayout, units: Marks) -> list[QRectF]:
    """Give the boxes around hits, one a line at least; UTF-16 units, half-open."""
    found = []
    for start, end in units:
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first = max(start, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first < last:
                x1, x2 = (line.cursorToX(one)[0] for one in (first, last))  # type: ignore[index]
                left, right = min(x1, x2), max(x1, x2)
                found.append(QRectF(left - 1, line.y() + 0.5, right - left + 2, line.height() - 1))
    return found
