# SPDX-License-Identifier: MIT
"""A short list below a field: the field keeps the focus, the arrows move the list, Enter takes the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from researchdesk.ui.style import Style

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
HEIGHT = 32  # px at 100 %
Row = tuple[str, str, str, str]  # icon, token, words, remark on the right


class ChoiceRows(QAbstractListModel):
    """Rows of icon, words and a remark."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def put(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a row, its words, or what a screen reader says of it."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row[2]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in row[2:] if part)
        return None


class ChoiceDelegate(QStyledItemDelegate):
    """Draw a row."""

    def __init__(self, style: Style, parent: QObject) -> None:
        super().__init__(parent)
        self._style = style

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(self._style.px(80), self._style.px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw icon, words and remark."""
        s, row = self._style, index.data(ROW)
        place = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(s.colour("surface.chosen"))
            painter.drawRoundedRect(place.adjusted(s.px(6), 1, -s.px(6), -1), s.px(6), s.px(6))
        side = s.px(16)
        top = round(place.center().y() - side / 2)
        s.icon(row[0], row[1], 16).paint(painter, round(place.left()) + s.px(14), top, side, side)
        painter.setFont(s.font("small"))
        painter.setPen(s.colour("ink.faint"))
        room = place.adjusted(s.px(40), 0, -s.px(14), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row[3])
        width = room.width() - s.metrics("small").horizontalAdvance(row[3]) - s.px(8)
        painter.setFont(s.font("ui"))
        painter.setPen(s.colour("ink.strong"))
        words = s.metrics("ui").elidedText(row[2], Qt.TextElideMode.ElideRight, width)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class ChoiceList(QListView):
    """The list; it never takes the focus."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self.rows = ChoiceRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(ChoiceDelegate(style, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def put(self, rows: Sequence[Row], most: int = 9) -> None:
        """Show rows, the first chosen, and be as high as they need, at most so many."""
        self.rows.put(rows)
        self.setFixedHeight(self._style.px(HEIGHT) * min(max(1, len(rows)), most) + 2)
        self.setCurrentIndex(self.rows.index(0))

    def step(self, by: int) -> None:
        """Choose the row so many further."""
        row = min(max(0, self.currentIndex().row() + by), self.rows.rowCount() - 1)
        self.setCurrentIndex(self.rows.index(row))
