# SPDX-License-Identifier: MIT
"""A field of several lines for a comment: Ctrl+Enter saves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QTextEdit

from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from researchdesk.ui.style import Style

LINES = 4
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CommentField(QTextEdit):
    """Plain words of several lines."""

    submitted = Signal()  # Ctrl+Enter
    left = Signal()  # the focus went elsewhere

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Comment"))
        self.setPlaceholderText(tr("Comment"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._style = style
        style.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        style = self._style
        self.setFont(style.font("ui"))
        self.setFixedHeight(round(style.metrics("ui").lineSpacing() * LINES) + style.px(16))
        edge, focus = style.colour("line.edge").name(), style.colour("line.focus").name()
        field, radius = style.colour("surface.field").name(), style.px(6)
        self.setStyleSheet(
            f"QTextEdit {{ background: {field}; border: 1px solid {edge}; border-radius: {radius}px; padding: 3px; }}"
            f"QTextEdit:focus {{ border: 2px solid {focus}; padding: 2px; }}"
        )

    def words(self) -> str:
        """Give what is typed, line by line."""
        block, lines = self.document().begin(), []
        while block.isValid():
            lines.append(block.text().replace("\u2028", "\n"))
            block = block.next()
        return "\n".join(lines).strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save at Ctrl+Enter."""
        is_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in ENTER and is_control:
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter for the comment although the window has a command on it."""
        if event.type() == QEvent.Type.ShortcutOverride:
            key = event.key()  # type: ignore[attr-defined]
            if key in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:  # type: ignore[attr-defined]
                event.accept()
                return True
            if key == Qt.Key.Key_Z and not self.document().isUndoAvailable():
                return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
