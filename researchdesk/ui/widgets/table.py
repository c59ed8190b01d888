# SPDX-License-Identifier: MIT
"""A table of plain words to choose from: whole rows, no grid, the last column as wide as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.ui.style import Style

ROW = 30  # px at 100 %


class WordsTable(QTableWidget):
    """Rows of words; `widths` are those of all columns but the last, in px at 100 %."""

    def __init__(
        self, style: Style, name: str, columns: Sequence[str], widths: Sequence[int]
    ) -> None:
        super().__init__(0, len(columns))
        self._style = style
        self.setObjectName("words")
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(columns))
        self.setProperty(dressing.ROLE, "ui")
        self.setFont(style.font("ui"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.px(ROW))
        header = self.horizontalHeader()
        header.setFont(style.font("small_strong"))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, style.px(width))

    @property
    def chosen(self) -> list[int]:
        """The numbers of the rows that are chosen, from above."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows, none of them chosen."""
        self.clearSpans()
        self.clearSelection()
        self.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.setItem(row, column, item)

    def make_head(self, row: int) -> None:
        """Let a row be a word over those below it, which cannot be chosen."""
        self.setSpan(row, 0, 1, self.columnCount())
        item = self.item(row, 0)
        if item is not None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setFont(self._style.font("small_strong"))
            item.setForeground(QBrush(self._style.colour("ink.soft")))

    def make_faint(self, row: int) -> None:
        """Let a row stand back."""
        for column in range(self.columnCount()):
            if (item := self.item(row, column)) is not None:
                item.setForeground(QBrush(self._style.colour("ink.faint")))
