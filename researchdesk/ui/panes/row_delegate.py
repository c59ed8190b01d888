# SPDX-License-Identifier: MIT
"""Draw the ground of any row, and rows of two lines in the companion's lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from researchdesk.ui.models.lines import THING
from researchdesk.ui.translate import visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from researchdesk.ui.style import Style

Index = QModelIndex | QPersistentModelIndex
HEIGHT = 52  # px at 100 %


def paint_ground(
    style: Style,
    painter: QPainter,
    body: QRectF,
    state: QStyle.StateFlag,
    view: QWidget,
    radius: int = 6,
) -> None:
    """Paint what lies under a row that is chosen, pointed at or has the focus; the radius in px at 100 %."""
    corner = style.px(radius)
    has_focus, is_chosen = view.hasFocus(), bool(state & QStyle.StateFlag.State_Selected)
    if is_chosen or state & QStyle.StateFlag.State_MouseOver:
        chosen = "surface.chosen" if has_focus else "surface.chosen_idle"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour(chosen if is_chosen else "surface.hover"))
        painter.drawRoundedRect(body, corner, corner)
    if has_focus and state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(style.colour("line.focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), corner, corner)


def inside(style: Style, row: QRectF) -> QRectF:
    """Give the part of a row that its ground covers."""
    return row.adjusted(style.px(8), 1, -style.px(8), -1)


class TwoLines(QStyledItemDelegate):
    """`words` gives title, second line and what stands on the right of a thing."""

    def __init__(
        self, style: Style, view: QListView, words: Callable[[Any], tuple[str, str, str]]
    ) -> None:
        super().__init__(view)
        self._style = style
        self._view = view
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(self._style.px(80), self._style.px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        s = self._style
        title, below, right = self._words(index.data(THING))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRectF(option.rect)
        paint_ground(s, painter, inside(s, row), option.state, self._view)
        room = row.adjusted(s.px(18), s.px(7), -s.px(18), -s.px(7))
        painter.setFont(s.font("small"))
        painter.setPen(s.colour("ink.faint"))
        top = Qt.AlignmentFlag.AlignTop
        painter.drawText(room, top | Qt.AlignmentFlag.AlignRight, right)
        self._line(painter, room, below, "small", Qt.AlignmentFlag.AlignBottom)
        width = s.metrics("small").horizontalAdvance(right) + s.px(10)
        painter.setPen(s.colour("ink.strong"))
        self._line(painter, room.adjusted(0, 0, -width, 0), title, "ui_medium", top)
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        room: QRectF,
        words: str,
        role: str,
        side: Qt.AlignmentFlag,
    ) -> None:
        painter.setFont(self._style.font(role))
        shown = self._style.metrics(role).elidedText(
            visible(words), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, side, shown)


def list_view(name: str) -> QListView:
    """Make a list as the companion has them."""
    view = QListView()
    view.setAccessibleName(name)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
    return view
