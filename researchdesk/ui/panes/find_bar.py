# SPDX-License-Identifier: MIT
"""The bar of Ctrl+F over the text: a field, how many places it found, and the way through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from researchdesk.ui.translate import tr
from researchdesk.ui.widgets.dressing import ROLE, label, tool

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from researchdesk.ui.style import Style

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QFrame):
    """Ask what to find in the text."""

    asked = Signal(str)
    stepped = Signal(int)  # 1 or -1
    closed = Signal()

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reader_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.px(20), style.px(4), style.px(10), style.px(4))
        row.setSpacing(style.px(6))
        self.field = QLineEdit(self)
        self.field.setProperty(ROLE, "ui")
        self.field.setAccessibleName(tr("Find in this text"))
        self.field.setPlaceholderText(tr("Find in this text"))
        self.field.textChanged.connect(self.asked)
        row.addWidget(self.field, 1)
        self.count = label(style, "", "small", "soft")
        row.addWidget(self.count)
        for icon, name, keys, by in (
            ("back", tr("Previous place found"), "Shift+F3", -1),
            ("forward", tr("Next place found"), "F3", 1),
        ):
            step = tool(style, icon, name, keys, size=16)
            step.clicked.connect(lambda _=False, by=by: self.stepped.emit(by))
            row.addWidget(step)
        close = tool(style, "close", tr("Close"), "Esc", size=14)
        close.clicked.connect(self.close_bar)
        row.addWidget(close)
        self.hide()

    def open(self, words: str = "") -> None:
        """Show the bar with the caret in it."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.asked.emit(self.field.text())

    def say(self, current: int, total: int) -> None:
        """Say which of how many places is shown; counts from 1, 0 for none."""
        if not self.field.text().strip():
            self.count.setText("")
        elif not total:
            self.count.setText(tr("Not found"))
        else:
            self.count.setText(tr("{n} of {total}", n=current, total=total))

    def close_bar(self) -> None:
        """Hide the bar and take its marks away."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on at Enter, hide at Esc."""
        if event.key() in ENTER:
            is_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if is_back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
