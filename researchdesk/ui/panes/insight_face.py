# SPDX-License-Identifier: MIT
"""What the faces of Insight have in common: a row of controls, what they ask for, where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.ui.desk import Desk


class InsightFace(QWidget):
    """One face: controls above, numbers below."""

    chosen_anew = Signal()  # a box has another choice
    opened = Signal(str, object, str)  # title, Opening, token: the sentences behind a number
    searched = Signal(str)  # a query: its articles in the list
    is_of_search = False  # whether it counts what is searched

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.query = ""
        self.is_stale = True
        px = desk.style.px
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(24), px(12), px(24), px(12))
        self.column.setSpacing(px(10))
        self.controls = QHBoxLayout()
        self.controls.setSpacing(px(8))
        self.column.addLayout(self.controls)

    def set_query(self, query: str) -> None:
        """Count what a query finds, empty for all, where the face is of that."""
        if self.is_of_search and query != self.query:
            self.query = query
            self.is_stale = True

    def forget(self) -> None:
        """Count anew: another library is open."""
        self.is_stale = True

    def restyle(self) -> None:
        """Take the look as it is now."""
        dressing.dress(self.desk.style, self)

    def choice(self, name: str, rows: Iterable[tuple[str, str]]) -> QComboBox:
        """Make a box of choices: a word, and what is shown for it."""
        made = QComboBox()
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setProperty(dressing.ROLE, "ui")
        made.setFont(self.desk.style.font("ui"))
        for value, words in rows:
            made.addItem(words, value)
        made.currentIndexChanged.connect(self.chosen_anew)
        return made
