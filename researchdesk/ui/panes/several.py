# SPDX-License-Identifier: MIT
"""What stands in the place of the text while several articles are chosen: how many, and what can be done to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from researchdesk.ui.action_table import CHANGES
from researchdesk.ui.guarding import guard
from researchdesk.ui.translate import plural
from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from researchdesk.ui.desk import Desk

DEEDS = ("star", "read_unread", "file_away", "tag", "trash")


class Several(QFrame):
    """A number and a row of buttons."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._style, actions = desk.style, desk.actions
        style = self._style
        column = QVBoxLayout(self)
        column.addStretch(2)
        self.words = dressing.label(style, "", "display")
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        column.addSpacing(style.px(16))
        row = QHBoxLayout()
        row.setSpacing(style.px(8))
        row.addStretch(1)
        self.buttons = {}
        for name in DEEDS:
            button = dressing.button(style, actions.text(name))
            button.setToolTip(actions.tip(name))
            button.clicked.connect(lambda _=False, name=name: actions.trigger(name))
            row.addWidget(button)
            self.buttons[name] = button
            if name in CHANGES:
                guard(desk, button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        style.changed.connect(self._dress)

    def put(self, count: int) -> None:
        """Say how many are chosen."""
        self.words.setText(plural("1 article", "{n} articles", count))

    def _dress(self) -> None:
        dressing.dress(self._style, self)
