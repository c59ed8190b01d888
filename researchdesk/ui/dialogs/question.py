# SPDX-License-Identifier: MIT
"""A sentence with buttons in a dialog of its own: before the library is open, and for what cannot be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from researchdesk.ui.style import Style

    Way = tuple[str, Callable[[], object]]

WIDTH = 460  # px at 100 %


class Question(QDialog):
    """One sentence; the first button is the usual one, Esc is none of them."""

    def __init__(
        self,
        style: Style,
        parent: QWidget,
        sentence: str,
        ways: Sequence[Way],
        *,
        title: str = "ResearchDesk",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.px(24), style.px(20), style.px(20), style.px(16))
        column.setSpacing(style.px(20))
        words = dressing.label(style, sentence)
        words.setWordWrap(True)
        words.setFixedWidth(style.px(WIDTH))
        words.setMinimumHeight(words.heightForWidth(style.px(WIDTH)))
        column.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(style.px(8))
        row.addStretch(1)
        column.addLayout(row)
        self.sentence = sentence
        self.buttons: list[QPushButton] = []
        for number, (text, act) in enumerate(ways):
            button = dressing.button(style, text, "" if number else "primary")
            button.setDefault(number == 0)
            button.clicked.connect(lambda _=False, act=act: self._take(act))
            self.buttons.append(button)
            row.addWidget(button)

    def _take(self, act: Callable[[], object]) -> None:
        self.accept()
        act()
