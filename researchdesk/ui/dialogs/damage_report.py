# SPDX-License-Identifier: MIT
"""What is not as it was written: a line each, with the article it is in; it can be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from researchdesk.ui.translate import from_below, tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.table import WordsTable

if TYPE_CHECKING:
    from researchdesk.model.damage import Verification
    from researchdesk.ui.style import Style

WIDTH, HEIGHT = 640, 400  # px at 100 %


class DamageReport(QDialog):
    """The list, and a way to copy it."""

    def __init__(self, style: Style, found: Verification, parent: QWidget) -> None:
        super().__init__(parent)
        self._found = found
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("What is damaged"))
        px = style.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(10))
        column.addWidget(dressing.label(style, tr("What is damaged"), "heading"))
        columns = (tr("Title"), tr("What is wrong"))
        self.table = WordsTable(style, tr("What is damaged"), columns, (260,))
        self.table.fill([(one.title or one.named, from_below(one.words)) for one in found.damages])
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        copy = dressing.button(style, tr("Copy report"))
        copy.clicked.connect(self._copy)
        row.addWidget(copy)
        row.addStretch(1)
        close = dressing.button(style, tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(px(WIDTH), px(HEIGHT))

    def _copy(self) -> None:
        QApplication.clipboard().setText("\n".join(map(str, self._found.damages)))
