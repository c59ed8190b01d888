# SPDX-License-Identifier: MIT
"""A button with words and, inside it, the cap of its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QPushButton

from researchdesk.ui.widgets.dressing import ROLE

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from researchdesk.ui.style import Style

CAP, AIR = 18, 10  # px at 100 %: height of the cap, room around it


class DecisionButton(QPushButton):
    """The key is part of the button: it is drawn in it and spoken with its name."""

    def __init__(self, style: Style, words: str, key: str, kind: str = "") -> None:
        super().__init__(words)
        self._style = style
        self._key = key
        self._is_primary = kind == "primary"
        self._is_quiet = kind == "quiet"
        self.setProperty(ROLE, "ui_medium")
        if kind:
            self.setProperty(kind, True)  # noqa: FBT003 - a property of the style sheet
        self.setAutoDefault(False)
        self.say(words)
        style.changed.connect(self._dress)
        self._dress()

    def say(self, words: str) -> None:
        """Change the words."""
        self.setText(words)
        self.setAccessibleName(f"{words}, {self._key}")

    def _cap_width(self) -> float:
        return self._style.metrics("tiny").horizontalAdvance(self._key) + self._style.px(AIR)

    def _dress(self) -> None:
        self.setFont(self._style.font("ui_medium"))
        right = round(self._cap_width()) + self._style.px(16)
        self.setStyleSheet(f"QPushButton {{ text-align: left; padding-right: {right}px; }}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cap into the button."""
        super().paintEvent(event)
        width, height = self._cap_width(), self._style.px(CAP)
        place = QRectF(
            self.width() - width - self._style.px(8), (self.height() - height) / 2, width, height
        )
        is_filled = self._is_primary and self.isEnabled()
        ink = QColor(self._style.colour("ink.on_accent" if is_filled else "ink.soft"))
        line = QColor(ink)
        line.setAlphaF(0.45)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(self._style.font("tiny"))
        painter.setPen(ink)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.end()
