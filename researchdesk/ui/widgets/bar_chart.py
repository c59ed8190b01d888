# SPDX-License-Identifier: MIT
"""Bars side by side over a scale: a click, or Left, Right and Enter, chooses one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from researchdesk.ui.translate import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from researchdesk.ui.style import Style

HEIGHT = 200  # px at 100 %
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
LINES = 4  # of the scale, at most


class Bar(Struct, frozen=True):
    """One bar: what stands below it where there is room, what is said of it, how much it is."""

    label: str
    spoken: str
    count: int


class BarChart(QWidget):
    """The chart; `chosen` carries the number of a bar."""

    chosen = Signal(int)
    passed = Signal(int)

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._bars: Sequence[Bar] = ()
        self._under = -1  # the mouse
        self.current = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(style.px(120))

    def put(self, bars: Sequence[Bar]) -> None:
        """Show these."""
        self._bars, self._under = bars, -1
        self.go_to(0 if bars else -1, quietly=True)
        self.update()

    def go_to(self, at: int, *, quietly: bool = False) -> None:
        """Let a bar have the ring; unless `quietly`, say so."""
        self.current = at
        if 0 <= at < len(self._bars):
            self.setAccessibleDescription(self._bars[at].spoken)
            if not quietly:
                self.passed.emit(at)
        self.update()

    def bar_box(self, at: int) -> QRectF:
        """Give where a bar stands, from the top of the scale down: what a click on it may hit."""
        plot = self._plot()
        wide = plot.width() / max(1, len(self._bars))
        return QRectF(plot.left() + at * wide, plot.top(), wide, plot.height())

    def sizeHint(self) -> QSize:
        """Want the whole width and a calm height."""
        return QSize(self._style.px(400), self._style.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the scale, the bars, the words below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot, top = self._plot(), self._top()
        self._paint_scale(painter, plot, top)
        wide = plot.width() / max(1, len(self._bars))
        gap = min(self._style.px(6), wide * 0.2) if wide > 3 else 0
        painter.setPen(Qt.PenStyle.NoPen)
        for at, bar in enumerate(self._bars):
            if not bar.count:
                continue
            tall = max(2.0, plot.height() * bar.count / top)
            is_marked = at in (self._under, self.current)
            painter.setBrush(self._style.colour("accent.hover" if is_marked else "accent.base"))
            left = plot.left() + at * wide + gap / 2
            box = QRectF(left, plot.bottom() - tall, max(1.0, wide - gap), tall)
            painter.drawRoundedRect(box, min(2.0, gap), min(2.0, gap))
        self._paint_labels(painter, plot, wide)
        if self.hasFocus() and 0 <= self.current < len(self._bars):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._style.colour("line.focus"), 2))
            ring = self.bar_box(self.current).adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(ring, 3, 3)

    def _paint_scale(self, painter: QPainter, plot: QRectF, top: int) -> None:
        style = self._style
        painter.setFont(style.font("tiny"))
        step = _step(top)
        for value in range(0, top + 1, step):
            y = plot.bottom() - plot.height() * value / top
            painter.setPen(QPen(style.colour("line.edge" if value == 0 else "line.hair"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(style.colour("ink.faint"))
            box = QRectF(0, y - style.px(8), plot.left() - style.px(6), style.px(16))
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, side, number(value))

    def _paint_labels(self, painter: QPainter, plot: QRectF, wide: float) -> None:
        style = self._style
        painter.setFont(style.font("tiny"))
        painter.setPen(style.colour("ink.soft"))
        metrics, free_from = style.metrics("tiny"), -1e9
        for at, bar in enumerate(self._bars):
            if not bar.label:
                continue
            said = metrics.horizontalAdvance(bar.label)
            middle = plot.left() + (at + 0.5) * wide
            left = min(max(plot.left() - style.px(4), middle - said / 2), self.width() - said)
            if left < free_from:
                continue
            box = QRectF(left, plot.bottom() + style.px(4), said + 2, style.px(16))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, bar.label)
            free_from = left + said + style.px(12)

    def _plot(self) -> QRectF:
        px = self._style.px
        said = self._style.metrics("tiny").horizontalAdvance(number(self._top()))
        left = said + px(12)
        return QRectF(left, px(10), self.width() - left - px(4), self.height() - px(34))

    def _top(self) -> int:
        """Give the height of the scale: the first whole step above the highest bar."""
        most = max((bar.count for bar in self._bars), default=1) or 1
        step = _step(most)
        return step * math.ceil(most / step)

    def _at(self, place: QPointF) -> int:
        plot = self._plot()
        if not self._bars or not plot.adjusted(0, -4, 0, 24).contains(place):
            return -1
        return min(
            len(self._bars) - 1, int((place.x() - plot.left()) / plot.width() * len(self._bars))
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the bar under the mouse."""
        at = self._at(event.position())
        if at != self._under:
            self._under = at
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor
            )
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Mark none."""
        self._under = -1
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the bar under the mouse."""
        at = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self.go_to(at)
            self.chosen.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the bars, and choose one."""
        last = len(self._bars) - 1
        steps = {
            Qt.Key.Key_Left: max(0, self.current - 1),
            Qt.Key.Key_Right: min(last, self.current + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if event.key() in ENTER and self.current >= 0:
            if not event.isAutoRepeat():
                self.chosen.emit(self.current)
        elif Qt.Key(event.key()) in steps and last >= 0:
            self.go_to(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say what the bar under the mouse stands for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._bars[at].spoken if at >= 0 else "", self)
            return True
        return super().event(event)


def _step(most: int) -> int:
    """Give the step of a scale: 1, 2 or 5 of some power of ten, so that there are few lines."""
    rough = max(1.0, most / LINES)
    power = 10 ** int(math.log10(rough))
    return next(int(power * part) for part in (1, 2, 5, 10) if power * part >= rough)
