# SPDX-License-Identifier: MIT
"""Draw the palette's rows: icon, words with the letters that were meant strong, keys as caps or a remark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from researchdesk.ui.models.palette import ROW, PaletteRow
from researchdesk.ui.utf16 import Utf16

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from researchdesk.ui.style import Style

    Index = QModelIndex | QPersistentModelIndex

WORD, ROW_HEIGHT = 28, 34  # px at 100 %
CAP = 20  # the height of a key's cap
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class PaletteDelegate(QStyledItemDelegate):
    """Draw a group's word or a row."""

    def __init__(self, style: Style, parent: QObject) -> None:
        super().__init__(parent)
        self._style = style

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a row its height."""
        is_row = isinstance(index.data(ROW), PaletteRow)
        return QSize(100, self._style.px(ROW_HEIGHT if is_row else WORD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        s, row, box = self._style, index.data(ROW), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not isinstance(row, PaletteRow):
            painter.setFont(s.font("small"))
            painter.setPen(s.colour("ink.faint"))
            painter.drawText(box.adjusted(s.px(14), s.px(4), 0, 0), LEFT, str(row))
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(s.colour("surface.chosen"))
                painter.drawRoundedRect(box.adjusted(s.px(6), 1, -s.px(6), -1), s.px(6), s.px(6))
            self._row(painter, box, row)
        painter.restore()

    def _row(self, painter: QPainter, box: QRectF, row: PaletteRow) -> None:
        s, side = self._style, self._style.px(17)
        top = round(box.center().y() - side / 2)
        token = "ink.faint" if row.reason else row.token
        s.icon(row.icon, token, 17).paint(painter, round(box.left()) + s.px(17), top, side, side)
        inside = box.adjusted(s.px(45), 0, -s.px(16), 0)
        if row.keys and not row.reason:
            inside.setRight(self._caps(painter, inside, row.keys))
        elif row.remark:
            most = inside.width() * 0.6
            words = s.metrics("small").elidedText(row.remark, Qt.TextElideMode.ElideRight, most)
            painter.setFont(s.font("small"))
            painter.setPen(s.colour("ink.faint"))
            painter.drawText(inside, RIGHT, words)
            inside.setRight(inside.right() - s.metrics("small").horizontalAdvance(words) - s.px(12))
        self._words(painter, inside, row)

    def _caps(self, painter: QPainter, box: QRectF, keys: str) -> float:
        """Draw the keys from the right, each as a cap; give where they begin."""
        s, right = self._style, box.right()
        painter.setFont(s.font("tiny"))
        for key in reversed(parts_of(keys)):
            width = max(s.px(CAP), s.metrics("tiny").horizontalAdvance(key) + s.px(10))
            cap = QRectF(right - width, box.center().y() - s.px(CAP) / 2, width, s.px(CAP))
            painter.setPen(QPen(s.colour("line.hair"), 1))
            painter.setBrush(s.colour("surface.window"))
            painter.drawRoundedRect(cap, s.px(4), s.px(4))
            painter.setPen(s.colour("ink.soft"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
            right -= width + s.px(4)
        return right - s.px(8)

    def _words(self, painter: QPainter, box: QRectF, row: PaletteRow) -> None:
        s, whole = self._style, row.offer.words
        words = s.metrics("ui_strong").elidedText(whole, Qt.TextElideMode.ElideRight, box.width())
        layout = QTextLayout(words, s.font("ui"))
        counted, kept = Utf16(whole), len(words) - (words != whole)
        strong = QTextCharFormat()
        strong.setFont(s.font("ui_strong"))
        strong.setForeground(s.colour("ink.faint" if row.reason else "ink.strong"))
        spans = []
        for start, end in row.marks:
            first, last = counted.units(start), min(counted.units(end), kept)
            if first < last:
                span = QTextLayout.FormatRange()
                span.start, span.length, span.format = first, last - first, strong
                spans.append(span)
        layout.setFormats(spans)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(box.width())
        layout.endLayout()
        painter.setPen(s.colour("ink.faint" if row.reason else "ink.body"))
        layout.draw(painter, QPointF(box.left(), box.center().y() - line.height() / 2))


def parts_of(keys: str) -> list[str]:
    """Take keys as they are written apart: `Ctrl++` is Ctrl and +."""
    *held, last = keys[:-1].split("+")
    return [one for one in (*held, last + keys[-1:]) if one] if keys else []
