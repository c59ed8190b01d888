# SPDX-License-Identifier: MIT
"""Frames that float over the text: kept inside what they float over, hidden by Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QWidget
from shiboken6 import isValid

from researchdesk.ui.widgets.dressing import dress

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent

    from researchdesk.ui.style import Style

AIR = 8  # px at 100 % between the frame and what it belongs to


class Raised(QFrame):
    """A small frame with a shadow over its parent; `closed` says that it was hidden."""

    closed = Signal()

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self.style_of_desk = style
        self._before: QWidget | None = None  # what had the keys before the frame took them
        self.setProperty("raised", True)  # noqa: FBT003 - a property of the style sheet
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 5)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        self.hide()

    def show_near(self, place: QRect, *, above: bool = False) -> None:
        """Show the frame above or below a rectangle of the parent, inside the parent in any case."""
        dress(self.style_of_desk, self)
        self.fit()
        self.move(
            placed(self.size().width(), self.size().height(), place, self.room(), above=above)
        )
        self.show()
        self.raise_()

    def fit(self) -> None:
        """Be as high as the contents need at this width: adjustSize forgets lines that wrap."""
        layout = self.layout()
        self.adjustSize()
        if layout is not None:
            layout.activate()
            wanted = layout.sizeHint()
            if layout.hasHeightForWidth():
                wanted.setHeight(layout.totalHeightForWidth(self.width()))
            self.resize(max(self.width(), wanted.width()), wanted.height())

    def room(self) -> QRect:
        """Give what the frame must stay inside."""
        parent = self.parentWidget()
        return parent.rect() if parent else QRect()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hide at Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def setVisible(self, visible: bool) -> None:
        """Give the keys back, when the frame has them at the end, to what had them before."""
        holder = self.window().focusWidget()
        has_keys = holder is not None and self.isAncestorOf(holder)
        if visible and not has_keys:
            self._before = holder
        super().setVisible(visible)
        if not visible and has_keys and self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that the frame is gone."""
        super().hideEvent(event)
        self.closed.emit()


def placed(width: int, height: int, place: QRect, room: QRect, *, above: bool) -> QPoint:
    """Give the corner of a frame beside a rectangle so that it lies inside the room."""
    over, under = place.top() - height - AIR, place.bottom() + AIR
    fits_over, fits_under = over >= room.top(), under + height <= room.bottom()
    top = over if (above and fits_over) or not fits_under else under
    left = min(max(place.left(), room.left() + AIR), room.right() - width - AIR)
    top = min(max(top, room.top() + AIR), max(room.top() + AIR, room.bottom() - height - AIR))
    return QPoint(max(left, room.left()), top)
