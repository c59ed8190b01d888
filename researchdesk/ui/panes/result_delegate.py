# SPDX-License-Identifier: MIT
"""Draws one row of the list: title, source and date, two lines with outlined hits, names, number of annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from researchdesk.ui.models.articles import ROW
from researchdesk.ui.models.rows import Row
from researchdesk.ui.panes.marked_lines import Look, MarkedLines
from researchdesk.ui.panes.row_delegate import paint_ground
from researchdesk.ui.translate import number, visible

if TYPE_CHECKING:
    from researchdesk.ui.style import Style

Index = QModelIndex | QPersistentModelIndex
COMFORTABLE, COMPACT = 105, 53  # px at 100 %; all rows of a list have one height
MIDDLE = Qt.AlignmentFlag.AlignVCenter
KIND_ICONS = {
    "note": ("note", "ink.soft"),
    "person": ("person", "entity.person"),
    "country": ("country", "entity.country"),
}
READ = Look("title_read", "title", "ink.strong", 1)
UNREAD = Look("title", "title", "ink.strong", 1)
LINES = Look("snippet", "snippet_hit", "ink.soft", 2)


class ResultDelegate(QStyledItemDelegate):
    """Draws rows; `is_compact` leaves out the lines and the names."""

    def __init__(self, style: Style, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._style = style
        self._view = view
        self._lines = MarkedLines(style)
        self.is_compact = False

    @property
    def height(self) -> int:
        """The height of every row in px."""
        s = self._style
        height = s.metrics("title").height() + s.metrics("small").height() + s.px(20)
        if not self.is_compact:
            height += 2 * s.metrics("snippet").lineSpacing() + s.metrics("tiny").height() + s.px(10)
        least = s.px(COMPACT if self.is_compact else COMFORTABLE)
        return max(least, round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row; a row that is not there yet stays blank."""
        s, row = self._style, index.data(ROW)
        box = QRectF(option.rect).adjusted(s.px(6), 1, -s.px(6), -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, box, option.state)
        if isinstance(row, Row):
            self._row(painter, box, row)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        s = self._style
        if not state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(QPen(s.colour("line.hair"), 1))
            y = box.bottom() + 0.5
            painter.drawLine(QPointF(box.left() + s.px(14), y), QPointF(box.right() - s.px(8), y))
        paint_ground(s, painter, box, state, self._view, radius=8)

    def _row(self, painter: QPainter, box: QRectF, row: Row) -> None:
        s = self._style
        inside = box.adjusted(s.px(16), s.px(9), -s.px(12), -s.px(8))
        painter.setPen(Qt.PenStyle.NoPen)
        if row.is_unread:
            painter.setBrush(s.colour("accent.base"))
            middle = inside.top() + s.metrics("title").height() / 2
            painter.drawEllipse(QPointF(box.left() + s.px(8), middle), s.px(3.4), s.px(3.4))
        if row.colour:
            painter.setBrush(s.colour(f"highlight.{row.colour}_edge"))
            bar = QRectF(box.left() + s.px(6), inside.top(), s.px(4), inside.height())
            painter.drawRoundedRect(bar, 2, 2)
        y = self._title(painter, inside, row)
        y = self._source(painter, inside, y + s.px(2), row)
        if not self.is_compact:
            y += s.px(4)
            at, width = QPointF(inside.left(), y), round(inside.width())
            self._lines.draw(painter, at, row.lines, row.marks, width, LINES)
            self._names(painter, inside, y + 2 * s.metrics("snippet").lineSpacing() + s.px(4), row)

    def _title(self, painter: QPainter, box: QRectF, row: Row) -> float:
        s, room = self._style, box.width()
        height = s.metrics("title").height()
        if row.is_starred:
            side = s.px(13)
            room -= s.px(18)
            star, top = s.icon("starred", "state.warning", 13), round(box.top()) + s.px(2)
            star.paint(painter, round(box.right()) - side, top, side, side)
        look = UNREAD if row.is_unread else READ
        self._lines.draw(
            painter, box.topLeft(), visible(row.title), row.title_marks, round(room), look
        )
        return box.top() + height

    def _source(self, painter: QPainter, box: QRectF, top: float, row: Row) -> float:
        s, metrics = self._style, self._style.metrics("small")
        line = QRectF(box.left(), top, box.width(), metrics.height())
        painter.setFont(s.font("small"))
        painter.setPen(s.colour("ink.soft"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, row.date)
        if row.kind in KIND_ICONS:
            icon, token = KIND_ICONS[row.kind]
            side = s.px(13)
            where = round(line.left()), round(line.top()) + s.px(1)
            s.icon(icon, token, 13).paint(painter, *where, side, side)
            line.setLeft(line.left() + s.px(18))
        room = line.width() - metrics.horizontalAdvance(row.date) - s.px(12)
        words = metrics.elidedText(visible(row.source), Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, words)
        return top + metrics.height()

    def _names(self, painter: QPainter, box: QRectF, top: float, row: Row) -> None:
        s, metrics = self._style, self._style.metrics("tiny")
        right = box.right() - s.px(6)
        painter.setFont(s.font("tiny"))
        if row.annotations:
            right = self._count(painter, right, top, row.annotations)
        x = box.left()
        for at, (token, name) in enumerate(row.names):
            left = len(row.names) - at
            more = metrics.horizontalAdvance(f"+{number(left - 1)}") + s.px(10) if left > 1 else 0
            width = metrics.horizontalAdvance(name)
            fits = width <= right - x - more
            words = name if fits else f"+{number(left)}"
            painter.setPen(s.colour(token if fits else "ink.soft"))
            line = QRectF(x, top, metrics.horizontalAdvance(words) + 2, metrics.height())
            painter.drawText(line, MIDDLE, words)
            if not fits:
                break
            x += width + s.px(10)

    def _count(self, painter: QPainter, right: float, top: float, count: int) -> float:
        s, metrics, words = self._style, self._style.metrics("tiny"), number(count)
        left = right - metrics.horizontalAdvance(words) - s.px(20)
        side = s.px(13)
        where = round(left) + s.px(4), round(top)
        s.icon("annotations", "ink.soft", 13).paint(painter, *where, side, side)
        painter.setPen(s.colour("ink.soft"))
        line = QRectF(left + s.px(20), top, s.px(40), metrics.height())
        painter.drawText(line, MIDDLE, words)
        return left
