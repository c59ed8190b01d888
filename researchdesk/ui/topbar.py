# SPDX-License-Identifier: MIT
"""The bar at the top: navigation, back and forward, the search field, clip, new note, menu."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from researchdesk.ui.action_table import CHANGES
from researchdesk.ui.guarding import guard
from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.parts import action_button
from researchdesk.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from researchdesk.ui.desk import Desk

HEIGHT, WIDEST = 50, 620  # px at 100 %


class TopBar(QFrame):
    """Buttons on both sides, the field in the middle."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setAccessibleName(tr("Top bar"))
        self._desk = desk
        self._row = QHBoxLayout(self)
        self.buttons: dict[str, QToolButton] = {}
        self.search = SearchField(desk.style, desk.actions.keys("find"), self)
        for name in ("fold_navigation", "back", "forward"):
            self._button(name)
        self._row.addStretch(1)
        self._row.addWidget(self.search, 10)
        self._row.addStretch(1)
        for name in ("clip_address", "new_note", "menu"):
            self._button(name)
        before = (self.buttons[name] for name in ("fold_navigation", "back", "forward"))
        for first, second in pairwise((*before, self.search.line, self.buttons["clip_address"])):
            QWidget.setTabOrder(first, second)
        desk.style.changed.connect(self._dress)
        self._dress()

    def _button(self, name: str) -> None:
        self.buttons[name] = action_button(self._desk.style, self._desk.actions, name)
        self._row.addWidget(self.buttons[name])
        if name in CHANGES:
            guard(self._desk, self.buttons[name])

    def _dress(self) -> None:
        px = self._desk.style.px
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(10), px(8), px(10), px(8))
        self._row.setSpacing(px(5))
        self.search.setMaximumWidth(px(WIDEST))
        for button in self.buttons.values():
            button.setMinimumSize(px(30), px(30))
        dressing.dress(self._desk.style, self)
