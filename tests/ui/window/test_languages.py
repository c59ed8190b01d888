# SPDX-License-Identifier: MIT
"""The window in another language: changed while it stands, nothing lost, nothing left in English, nothing clipped."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QTabBar, QWidget

from researchdesk.ui.widgets.parts import ElidedLabel


def clipped_words(window) -> list[str]:
    """Give the words of labels, buttons and tabs that have less room than they need."""
    found = []
    for one in window.findChildren(QWidget):
        if (
            not isinstance(one, QLabel | QAbstractButton | QTabBar)
            or not one.isVisible()
            or isinstance(one, ElidedLabel)
        ):
            continue
        words = one.tabText(0) if isinstance(one, QTabBar) else one.text()
        if not words:
            continue
        if isinstance(one, QLabel) and one.wordWrap():
            is_small = one.heightForWidth(one.width()) > one.height() + 1
        else:
            is_small = one.sizeHint().width() > one.width() + 1
        if is_small or is_cut(one):
            found.append(
                f"{type(one).__name__} {words!r}: {one.width()}x{one.height()} of {one.sizeHint().width()}x{one.sizeHint().height()} cut={is_cut(one)}"
            )
    return found


def is_cut(one: QWidget) -> bool:
    """Say whether a part of a widget lies outside of what holds it."""
    above = one.parentWidget()
    while above is not None and not one.isWindow():
        inside = QRect(one.mapTo(above, QPoint()), one.size())
        if isinstance(above.parentWidget(), QAbstractScrollArea):
            return not (inside.left() >= 0 and inside.right() <= above.width())
        if not above.rect().adjusted(-1, -1, 1, 1).contains(inside):
            return True
        if above.isWindow():
            return False
        above = above.parentWidget()
    return False
