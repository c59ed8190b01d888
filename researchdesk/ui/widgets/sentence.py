# SPDX-License-Identifier: MIT
"""A sentence with its names marked, that leads to its place by a click or Enter."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from researchdesk.ui.style import Style

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
LONGEST = 600  # code points shown of one sentence


class Sentence(QLabel):
    """Wrapped words; `marks` are code points, half-open, underlined in the colour of a token."""

    chosen = Signal()

    def __init__(
        self, style: Style, words: str, marks: Sequence[tuple[int, int]], token: str
    ) -> None:
        super().__init__()
        self._style, self._words, self._marks, self._token = style, words, marks, token
        self.setProperty("sentence", True)  # noqa: FBT003 - a property of the style sheet
        self.setProperty(dressing.ROLE, "quote")
        self.setFont(style.font("quote"))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        self.draw()

    def draw(self) -> None:
        """Write the words in the colours of the style as it is now."""
        colour, made, at = self._style.colour(self._token).name(), "", 0
        for start, end in self._marks:
            if start >= LONGEST:
                break
            made += html.escape(self._words[at:start])
            marked = html.escape(self._words[start:end])
            made += f'<span style="color:{colour};text-decoration:underline">{marked}</span>'
            at = end
        rest = self._words[at:]
        made += html.escape(rest if len(self._words) <= LONGEST else rest[: LONGEST - at] + "…")
        self.setText(made.replace("\n", " "))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the place at Enter."""
        if event.key() in ENTER and not event.isAutoRepeat():
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the place at a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.chosen.emit()
