# SPDX-License-Identifier: MIT
"""Undo and redo in the window's fields: their own typing first, then the window's deeds.

A line edit keeps both keys for itself even where it has nothing to take back, so that they would do nothing there.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

UNDO, REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class OwnUndo(QObject):
    """Watches the fields of a window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.watch(window)

    def watch(self, part: QWidget) -> None:
        """Watch the fields of a part of the window, too."""
        for line in part.findChildren(QLineEdit):
            line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the keys to the window where the field has nothing of its own to take back."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
        ):
            return (event.matches(UNDO) and not watched.isUndoAvailable()) or (
                event.matches(REDO) and not watched.isRedoAvailable()
            )
        return super().eventFilter(watched, event)
