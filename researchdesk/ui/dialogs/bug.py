# SPDX-License-Identifier: MIT
"""The one dialog for a bug: what happened, what is safe, and the report to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from researchdesk.ui.style import Style

SENTENCE = (
    "Something went wrong that should not. Your library is safe; the last change was not saved."
)
WIDTH, HEIGHT = 560, 340  # px at 100 %


class BugDialog(QDialog):
    """The report holds versions and places in the program, nothing of the library."""

    def __init__(self, style: Style, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Something went wrong"))
        self.report = report
        column = QVBoxLayout(self)
        column.setContentsMargins(*(style.px(n) for n in (24, 20, 24, 16)))
        column.setSpacing(style.px(12))
        words = dressing.label(style, tr(SENTENCE))
        words.setWordWrap(True)
        column.addWidget(words)
        text = QPlainTextEdit(report)
        text.setObjectName("pasted")
        text.setReadOnly(True)
        text.setFont(style.font("code"))
        text.setAccessibleName(tr("Report"))
        text.setTabChangesFocus(True)
        column.addWidget(text, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.copy = dressing.button(style, tr("Copy report"))
        self.copy.clicked.connect(self._on_copy)
        go_on = dressing.button(style, tr("Continue"), "primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        row.addWidget(self.copy)
        row.addWidget(go_on)
        column.addLayout(row)
        self.resize(style.px(WIDTH), style.px(HEIGHT))

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.report)
        self.copy.setText(tr("Copied"))
