# SPDX-License-Identifier: MIT
"""The box of N: words about the selected passage; Ctrl+Enter saves them and makes the highlight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from researchdesk.ui.translate import tr
from researchdesk.ui.widgets.comment_field import CommentField
from researchdesk.ui.widgets.dressing import button, label
from researchdesk.ui.widgets.raised import Raised

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from researchdesk.model.passage import Span
    from researchdesk.ui.style import Style

WIDTH = 340  # px at 100 %, at least


class CommentBox(Raised):
    """Ask for a comment; `submitted` carries the span and the words."""

    submitted = Signal(object, str)

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(style, parent)
        self._span: Span | None = None
        self.setMinimumWidth(style.px(WIDTH))
        column = QVBoxLayout(self)
        gap = style.px(10)
        column.setContentsMargins(gap, gap, gap, gap)
        self.field = CommentField(style, self)
        self.field.submitted.connect(self._submit)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.addWidget(label(style, tr("Ctrl+Enter saves, Esc leaves"), "small", "faint"), 1)
        save = button(style, tr("Save"), "primary")
        save.clicked.connect(self._submit)
        row.addWidget(save)
        column.addLayout(row)

    def open(self, span: Span, near: QRect) -> None:
        """Ask for words about a passage; words that were left are offered again at the same passage."""
        if span != self._span:
            self.field.clear()
        self._span = span
        self.show_near(near)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def saved(self) -> None:
        """Forget the words: they stand in the library now."""
        self.field.clear()
        self._span = None

    def _submit(self) -> None:
        if self._span is not None and self.field.words():
            self.hide()
            self.submitted.emit(self._span, self.field.words())
