# SPDX-License-Identifier: MIT
"""Controls that would change the library are off while it can only be read, and say why where the mouse rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QToolTip, QWidget

if TYPE_CHECKING:
    from researchdesk.ui.desk import Desk


def guard(desk: Desk, *controls: QWidget | QAction) -> None:
    """Let controls be off in a library that can only be read; a line stays readable, and its words can be copied."""
    for one in controls:
        if isinstance(one, QWidget):
            _Guard(desk, one)
        elif desk.is_read_only:  # of a menu, which is made anew each time
            one.setEnabled(False)
            one.setToolTip(desk.actions.read_only_words)


class _Guard(QObject):
    """Belongs to its control, and goes with it."""

    def __init__(self, desk: Desk, control: QWidget) -> None:
        super().__init__(control)
        self._desk = desk
        self._control = control
        self._is_wanted = control.isEnabled()
        self._is_drawing = False
        self._is_off = False
        control.installEventFilter(self)
        desk.library_changed.connect(self._draw)
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the control off whoever turns it on, and say why."""
        if event.type() == QEvent.Type.EnabledChange and not self._is_drawing:
            self._is_wanted = not self._control.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled)
            self._draw()
        elif event.type() == QEvent.Type.ToolTip and self._is_off:
            assert isinstance(event, QHelpEvent)
            QToolTip.showText(event.globalPos(), self._desk.actions.read_only_words, self._control)
            return True
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        was_off, self._is_off = self._is_off, self._desk.is_read_only
        if not was_off and not self._is_off:
            return
        self._is_drawing = True
        if isinstance(self._control, QLineEdit | QPlainTextEdit | QTextEdit):
            self._control.setReadOnly(self._is_off)
        else:
            self._control.setEnabled(self._is_wanted and not self._is_off)
        self._control.setAccessibleDescription(
            self._desk.actions.read_only_words if self._is_off else ""
        )
        self._is_drawing = False
