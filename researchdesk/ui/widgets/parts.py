# SPDX-License-Identifier: MIT
"""Small parts of the window: a label that gives way, the button of a command, a hair line, a way to repolish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QWidget

from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from researchdesk.ui.actions import Actions
    from researchdesk.ui.style import Style

LEAST = 24  # px that an elided label keeps
TARGET = 30  # px at 100 %: the least side of what is clicked


class ElidedLabel(QLabel):
    """One line that gives way: its end is left out where there is no room, and stands in the tool tip then."""

    def __init__(self, style: Style, text: str = "", role: str = "ui", kind: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty(dressing.ROLE, role)
        self.setFont(style.font(role))
        if kind:
            self.setProperty(kind, True)  # noqa: FBT003 - a property of the style sheet
        self.set_words(text)

    @property
    def words(self) -> str:
        """The whole text, shown or not."""
        return self._whole

    def set_words(self, text: str) -> None:
        """Show another text, as much of it as there is room for."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Wish for the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, self._height())

    def minimumSizeHint(self) -> QSize:
        """Give way down to a few letters."""
        return QSize(min(LEAST, self.sizeHint().width()), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self._fit()

    def _height(self) -> int:
        return self.fontMetrics().height() + 2

    def _fit(self) -> None:
        end = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._whole, end, max(self.width(), LEAST))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


def action_button(style: Style, actions: Actions, name: str, *, size: int = 18) -> QToolButton:
    """Make the icon button of a command of the table."""
    made = dressing.tool(style, actions.row(name).icon, actions.text(name), size=size)
    made.setObjectName(f"button_{name}")
    made.setToolTip(actions.tip(name))
    made.setMinimumSize(style.px(TARGET), style.px(TARGET))
    made.clicked.connect(lambda: actions.trigger(name))
    return made


def rule(parent: QWidget | None = None) -> QFrame:
    """Make a hair line."""
    line = QFrame(parent)
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    look = widget.style()
    look.unpolish(widget)
    look.polish(widget)
