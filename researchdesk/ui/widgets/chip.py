# SPDX-License-Identifier: MIT
"""A chip: one part of the query in a box, with its own way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.parts import repolish

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from researchdesk.ui.style import Style


class Chip(QFrame):
    """One filter of the query. `token` is its text in the query."""

    removed = Signal()
    opened = Signal()  # double-clicked: it is to be edited as text

    def __init__(self, style: Style, token: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.token = token
        self.words = words
        self.setProperty("chip", True)  # noqa: FBT003 - a property of the style sheet
        self.setAccessibleName(tr("Filter {words}", words=words))
        row = QHBoxLayout(self)
        row.setContentsMargins(style.px(7), 0, style.px(3), 0)
        row.setSpacing(style.px(2))
        label = dressing.label(style, words, "small")
        remove = dressing.tool(
            style, "close", tr("Remove the filter {words}", words=words), size=10
        )
        dressing.set_icon(style, remove, "close", "accent.text")
        remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Backspace in the field removes it
        remove.clicked.connect(self.removed)
        row.addWidget(label)
        row.addWidget(remove)
        self.setFixedHeight(style.px(26))

    def set_chosen(self, chosen: bool) -> None:
        """Show that the next Backspace takes it away."""
        self.setProperty("chosen", chosen)
        repolish(self)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open it as text."""
        event.accept()
        self.opened.emit()
