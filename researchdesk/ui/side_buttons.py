# SPDX-License-Identifier: MIT
"""Back and forward by the mouse's own buttons, wherever in the window it stands; and whether somebody types.

Lists take every button for a choice of the row below it, so their presses are looked at before they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

if TYPE_CHECKING:
    from researchdesk.ui.history import History

BACK, FORWARD = Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton


class SideButtons(QObject):
    """Leads through the history."""

    def __init__(self, window: QMainWindow, history: History) -> None:
        super().__init__(window)
        self._history = history
        window.installEventFilter(self)
        self.watch(window)

    def watch(self, part: QWidget) -> None:
        """Look at the presses on the lists of a part of the window, too."""
        for view in part.findChildren(QAbstractItemView):
            view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the side buttons, leave everything else."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            if event.button() == BACK:
                self._history.back()
                return True
            if event.button() == FORWARD:
                self._history.forward()
                return True
        return super().eventFilter(watched, event)


def is_typing(inside: QWidget) -> bool:
    """Say whether the caret stands in a field below a widget that takes what is typed."""
    focus = QApplication.focusWidget()
    if focus is None or not inside.isAncestorOf(focus):
        return False
    if isinstance(focus, (QTextEdit, QPlainTextEdit, QLineEdit)):
        return not focus.isReadOnly()
    return False
