# SPDX-License-Identifier: MIT
"""The shadow of a frame that is drawn anew at every key: Qt's own effect would blur it each time, for 15 ms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPaintEvent

AROUND, BELOW = 22, 6  # px: how far it reaches, how far it is moved
ROUND = 10  # px: the corners of the frame
DARKEST = 26  # of 255, at the edge of the frame


class Shade(QWidget):
    """Lies below a frame of the same parent, a little larger than it."""

    def __init__(self, frame: QWidget) -> None:
        super().__init__(frame.parentWidget())
        self._frame = frame
        self._drawn: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def follow(self) -> None:
        """Lie where the frame lies, below it."""
        place = self._frame.geometry().adjusted(-AROUND, -AROUND, AROUND, AROUND + BELOW)
        self.setGeometry(place)
        self.setVisible(self._frame.isVisible())
        self.stackUnder(self._frame)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shadow, which is made anew when its size changes."""
        ratio = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.size() != self.size() * ratio:
            self._drawn = _drawn(self.size(), ratio)
        QPainter(self).drawPixmap(0, 0, self._drawn)


def _drawn(size: QSize, ratio: float) -> QPixmap:
    """Draw lines around the frame, the fainter the farther out."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(QPointF(), QSizeF(size)).adjusted(AROUND, AROUND + BELOW, -AROUND, -AROUND)
    for far in range(AROUND):
        strength = (1 - far / AROUND) ** 2
        painter.setPen(QPen(QColor(0, 0, 0, round(DARKEST * strength)), 1.6))
        painter.drawRoundedRect(box.adjusted(-far, -far, far, far), ROUND + far, ROUND + far)
    painter.end()
    return picture
