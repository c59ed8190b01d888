# SPDX-License-Identifier: MIT
"""The line over the list that offers the other forms of a name; a click asks for them, too, never before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from researchdesk.ui.translate import plural, tr
from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.model.search import AlsoAs
    from researchdesk.ui.style import Style

SHOWN = 3  # forms that are named


class AlsoAsLine(QWidget):
    """One button; hidden where there is nothing to offer."""

    chosen = Signal(str)  # the query that asks for all forms

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._query = ""
        self.button = dressing.button(style, "", "quiet flush", "small")
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button.setStyleSheet("text-align: left")
        self.button.clicked.connect(lambda: self.chosen.emit(self._query))
        row = QHBoxLayout(self)
        row.setContentsMargins(style.px(20), 0, style.px(16), style.px(4))
        row.addWidget(self.button)
        self.hide()

    def put(self, found: Sequence[AlsoAs]) -> None:
        """Offer the forms of the first name that has others."""
        self.setVisible(bool(found))
        if not found:
            return
        one = found[0]
        self._query = one.query
        words = tr("Also as: {forms}", forms=", ".join(one.forms[:SHOWN]))
        if (more := len(one.forms) - SHOWN) > 0:
            words = f"{words} ({plural('1 more', '{n} more', more)})"
        self.button.setText(words.replace("&", "&&"))
        self.button.setToolTip(", ".join(one.forms))
