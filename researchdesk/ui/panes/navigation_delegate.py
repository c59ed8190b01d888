# SPDX-License-Identifier: MIT
"""Draws the navigation: the words of sections, places with icon and count; on the rail the icons alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from researchdesk.ui.models.navigation import ROW, NavigationRow
from researchdesk.ui.panes.row_delegate import inside, paint_ground
from researchdesk.ui.translate import number

if TYPE_CHECKING:
    from researchdesk.ui.style import Style

Index = QModelIndex | QPersistentModelIndex
HEIGHT, GAP = 30, 10  # px at 100 %: a row, and the gap that is left of a section's word on the rail
ICON, INDENT = 17, 14
TOKENS = {"person": "entity.person", "people": "entity.person", "country": "entity.country"}
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class NavigationDelegate(QStyledItemDelegate):
    """Draws one row of the navigation."""

    def __init__(self, style: Style, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._style = style
        self._view = view
        self.is_rail = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a row its height."""
        is_section = not isinstance(index.data(ROW), NavigationRow)
        is_gap = is_section and self.is_rail
        height = GAP if is_gap and index.row() else 4 if is_gap else HEIGHT
        return QSize(self._style.px(40), self._style.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row over the whole width of the view."""
        row, box = index.data(ROW), QRectF(option.rect)
        box.setLeft(0)
        box.setWidth(self._view.viewport().width())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, NavigationRow):
            self._row(painter, box, index.data(), row, option.state)
        elif not self.is_rail:
            s = self._style
            painter.setFont(s.font("tiny"))
            painter.setPen(s.colour("ink.faint"))
            painter.drawText(box.adjusted(s.px(16), s.px(10), 0, 0), LEFT, index.data())
        painter.restore()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Let the field for a new name stand where the name stood."""
        box = option.rect
        box.setLeft(self._style.px(34))
        box.setRight(self._view.viewport().width() - self._style.px(8))
        editor.setGeometry(box)
        editor.setFont(self._style.font("ui"))

    def _row(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        row: NavigationRow,
        state: QStyle.StateFlag,
    ) -> None:
        s = self._style
        body = inside(s, box)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        paint_ground(s, painter, body, state, self._view)
        side = s.px(ICON)
        left = body.left() + ((body.width() - side) / 2 if self.is_rail else s.px(8))
        top = round(body.center().y() - side / 2)
        indent = 0 if self.is_rail else s.px(INDENT) * row.depth
        icon = s.icon(row.icon, TOKENS.get(row.icon, "ink.soft"), ICON)
        if row.colour and not self.is_rail:
            icon = s.swatch(row.colour, ICON)
        icon.paint(painter, round(left) + indent, top, side, side)
        if self.is_rail:
            return
        count = number(row.count) if row.count else ""
        painter.setFont(s.font("small"))
        painter.setPen(s.colour("ink.soft" if is_chosen else "ink.faint"))
        painter.drawText(body.adjusted(0, 0, -s.px(8), 0), RIGHT, count)
        role = "ui_medium" if is_chosen else "ui"
        painter.setFont(s.font(role))
        painter.setPen(s.colour("ink.strong" if is_chosen else "ink.body"))
        words = words.rpartition("/")[2] if row.depth else words
        room = body.width() - s.px(46) - indent - s.metrics("small").horizontalAdvance(count)
        shown = s.metrics(role).elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(body.adjusted(s.px(34) + indent, 0, 0, 0), LEFT, shown)
