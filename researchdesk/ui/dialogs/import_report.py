# SPDX-License-Identifier: MIT
"""What came of an import: the numbers, and each refusal with its reason; try again, or take the articles back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from researchdesk.ui.translate import from_below, number, plural, tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.table import WordsTable

if TYPE_CHECKING:
    from researchdesk.model.importing import ImportReport
    from researchdesk.ui.style import Style

WIDTH, HEIGHT = 720, 480  # px at 100 %
NAMES = 230  # px of the column of names
MOST_SHOWN = 2000  # refusals


class ImportReportDialog(QDialog):
    """Numbers that add up, and a list of what was refused."""

    again_wanted = Signal(object)  # ImportReport
    trash_wanted = Signal(object)  # ImportReport

    def __init__(self, style: Style, report: ImportReport, parent: QWidget) -> None:
        super().__init__(parent)
        self.deeds: list[QPushButton] = []  # what changes the library
        self._style = style
        self.report = report
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Import report"))
        self.table = self._table()
        self._build()
        self.resize(
            style.px(WIDTH), style.px(HEIGHT) if report.rejected else self.sizeHint().height()
        )

    def _build(self) -> None:
        style, px, report = self._style, self._style.px, self.report
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(10))
        name = report.source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
        heading = dressing.label(style, tr("Import of {name}", name=name), "heading")
        heading.setWordWrap(True)
        column.addWidget(heading)
        column.addLayout(self._numbers())
        if report.was_stopped:
            words = tr("The import was stopped. What was saved is kept; import again for the rest.")
            column.addWidget(dressing.label(style, words, "small", "soft"))
        if report.rejected:
            column.addSpacing(px(6))
            words = plural("What was refused", "What was refused", len(report.rejected))
            column.addWidget(dressing.label(style, words, "ui_medium"))
            column.addWidget(self.table, 1)
            if len(report.rejected) > MOST_SHOWN:
                words = tr("and {n} more", n=len(report.rejected) - MOST_SHOWN)
                column.addWidget(dressing.label(style, words, "small", "soft"))
        else:
            column.addWidget(dressing.label(style, tr("Nothing was refused."), "ui", "soft"))
            column.addStretch(1)
        column.addLayout(self._foot())

    def _numbers(self) -> QGridLayout:
        """Lay the numbers out so that it is seen that they add up."""
        report, style = self.report, self._style
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.px(28))
        grid.setVerticalSpacing(0)
        numbers = (
            (tr("Found"), report.found),
            (tr("New"), report.stored),
            (tr("New text"), report.versions),
            (tr("Known already"), report.known),
            (tr("Refused"), len(report.rejected)),
        )
        for at, (words, n) in enumerate(numbers):
            grid.addWidget(dressing.label(style, number(n), "heading"), 0, at)
            grid.addWidget(dressing.label(style, words, "small", "soft"), 1, at)
        grid.setColumnStretch(len(numbers), 1)
        return grid

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._style.px(8))
        if n := len(self.report.articles):
            words = plural(
                "Move this article to the trash", "Move these {n} articles to the trash", n
            )
            trash = dressing.button(self._style, words, "quiet flush")
            trash.clicked.connect(lambda: self._take(self.trash_wanted))
            row.addWidget(trash)
            self.deeds.append(trash)
        row.addStretch(1)
        if any(one.path for one in self.report.rejected):
            again = dressing.button(self._style, tr("Try again"))
            again.clicked.connect(lambda: self._take(self.again_wanted))
            row.addWidget(again)
            self.deeds.append(again)
        close = dressing.button(self._style, tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        close.setFocus()
        row.addWidget(close)
        return row

    def _table(self) -> WordsTable:
        table = WordsTable(
            self._style, tr("What was refused"), (tr("Entry"), tr("Reason")), (NAMES,)
        )
        table.setWordWrap(True)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.fill(
            [(one.entry, from_below(one.reason)) for one in self.report.rejected[:MOST_SHOWN]]
        )
        return table

    def _take(self, wanted: object) -> None:
        self.accept()
        wanted.emit(self.report)  # type: ignore[attr-defined]
