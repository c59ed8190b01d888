# SPDX-License-Identifier: MIT
"""A map of the world on which each country is the deeper the more it holds; small states are dots.

Wheel, plus and minus change the scale, dragging moves the map, 0 shows all of it again. Left and Right go from country
to country, those with most first, Enter chooses. The outlines lie in resources/map, projected already.
"""

from __future__ import annotations

import functools
import itertools
import json
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from researchdesk.config import paths
from researchdesk.ui.translate import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from researchdesk.ui.style import Style

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
DEPTHS = (0.2, 0.38, 0.58, 0.8, 1.0)  # of the accent, in classes
MOST_ZOOM, STEP = 12.0, 1.3
NEAR = 7.0  # px from a dot that are still the dot


class Outline(Struct, frozen=True):
    """A country on the map, in the map's units."""

    path: QPainterPath
    box: QRectF
    at: QPointF
    is_dot: bool


class Country(Struct, frozen=True):
    """What is shown of a country."""

    code: str
    count: int
    spoken: str


@functools.cache
def outlines() -> tuple[QRectF, QPainterPath, Mapping[str, Outline]]:
    """Read the map: its size, the edge of the globe, the countries by code; first in the pool, since it takes long."""
    text = (paths.resource("map") / "countries.json").read_text(encoding="utf-8")
    held = json.loads(text)
    found = {}
    for code, one in held["countries"].items():
        path = _path(one["rings"])
        found[code] = Outline(path, path.boundingRect(), QPointF(*one["at"]), "dot" in one)
    return QRectF(0, 0, held["width"], held["height"]), _path([held["globe"]]), found


class WorldMap(QWidget):
    """The map; `chosen` carries a country's code."""

    chosen = Signal(str)
    passed = Signal(str)

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._shown: dict[str, Country] = {}
        self._bounds: list[int] = []  # the least count of each class
        self._zoom = 1.0
        self._middle = QPointF()
        self._is_filled = False  # until then the outlines need not have been read
        self._under = ""
        self._dragged_from: QPointF | None = None
        self._is_dragged = False
        self.current = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(style.px(150))

    def put(self, found: Sequence[Country]) -> None:
        """Show these, those with most first."""
        if not self._is_filled:
            self._is_filled = True
            self._keep_inside()
        self._shown = {one.code: one for one in found if one.code in outlines()[2]}
        self._bounds = _bounds([one.count for one in found])
        self.go_to(next(iter(self._shown), ""), quietly=True)

    def go_to(self, code: str, *, quietly: bool = False) -> None:
        """Let a country have the ring."""
        self.current = code if code in self._shown else ""
        if self.current:
            self.setAccessibleDescription(self._shown[code].spoken)
            if not quietly:
                self.passed.emit(code)
        self.update()

    def place_of(self, code: str) -> QPointF:
        """Give where in the widget the middle of a country is."""
        return self._laid().map(outlines()[2][code].at)

    def sizeHint(self) -> QSize:
        """Want the shape of the map."""
        return QSize(self._style.px(560), self._style.px(290))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the globe, the countries, the dots, what the colours mean."""
        if not self._is_filled:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style, laid = self._style, self._laid()
        _, globe, countries = outlines()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("surface.list"))
        painter.drawPath(laid.map(globe))
        painter.setPen(QPen(style.colour("surface.paper"), 0.7))
        for code, one in countries.items():
            painter.setBrush(self._colour(code))
            painter.drawPath(laid.map(one.path))
        painter.setPen(QPen(style.colour("surface.paper"), 1))
        for code, one in countries.items():
            if one.is_dot and code in self._shown:
                painter.setBrush(self._colour(code))
                painter.drawEllipse(laid.map(one.at), style.px(4), style.px(4))
        self._paint_rings(painter, laid)
        self._paint_legend(painter)

    def _paint_rings(self, painter: QPainter, laid: QTransform) -> None:
        style, countries = self._style, outlines()[2]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        marked = [(self._under, "ink.strong", 1.4)]
        marked += [(self.current, "line.focus", 2.2)] if self.hasFocus() else []
        for code, token, wide in marked:
            if code:
                painter.setPen(QPen(style.colour(token), wide))
                one = countries[code]
                painter.drawPath(laid.map(one.path))
                if one.is_dot:
                    painter.drawEllipse(laid.map(one.at), style.px(6), style.px(6))

    def _paint_legend(self, painter: QPainter) -> None:
        style = self._style
        painter.setFont(style.font("tiny"))
        metrics, side = style.metrics("tiny"), style.px(12)
        x, y = float(style.px(4)), self.height() - style.px(20)
        ends = [low - 1 for low in self._bounds[1:]] + [None] * bool(self._bounds)
        for at, (low, high) in enumerate(zip(self._bounds, ends, strict=True)):
            words = (
                number(low)
                if high == low
                else f"{number(low)}–{number(high)}"
                if high
                else f"{number(low)}+"
            )
            painter.setPen(QPen(style.colour("line.hair"), 1))
            painter.setBrush(self._depth(at))
            painter.drawRoundedRect(QRectF(x, y, side, side), 2, 2)
            painter.setPen(style.colour("ink.soft"))
            said = metrics.horizontalAdvance(words)
            box = QRectF(x + side + style.px(4), y - style.px(2), said + 4, style.px(16))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            x += side + said + style.px(16)

    def _colour(self, code: str) -> QColor:
        held = self._shown.get(code)
        if held is None:
            return self._style.colour("surface.pressed")
        return self._depth(sum(low <= held.count for low in self._bounds) - 1)

    def _depth(self, at: int) -> QColor:
        part = DEPTHS[len(DEPTHS) - len(self._bounds) + at]
        ground, accent = self._style.colour("surface.paper"), self._style.colour("accent.base")
        return QColor(
            round(ground.red() + (accent.red() - ground.red()) * part),
            round(ground.green() + (accent.green() - ground.green()) * part),
            round(ground.blue() + (accent.blue() - ground.blue()) * part),
        )

    def _laid(self) -> QTransform:
        """Give the way from the map's units to the widget."""
        size = outlines()[0]
        room = self.height() - self._style.px(24)
        scale = min(self.width() / size.width(), room / size.height()) * self._zoom
        laid = QTransform()
        laid.translate(self.width() / 2, room / 2)
        laid.scale(scale, scale)
        laid.translate(-self._middle.x(), -self._middle.y())
        return laid

    def _code_at(self, place: QPointF) -> str:
        laid = self._laid()
        countries = outlines()[2]
        for code in self._shown:
            if countries[code].is_dot:
                away = laid.map(countries[code].at) - place
                if away.manhattanLength() <= NEAR:
                    return code
        back, _ = laid.inverted()
        at = back.map(place)
        return next(
            (
                code
                for code, one in countries.items()
                if one.box.contains(at) and one.path.contains(at)
            ),
            "",
        )

    def _scale_by(self, factor: float, around: QPointF | None = None) -> None:
        before = self._laid().inverted()[0].map(around) if around else None
        self._zoom = min(MOST_ZOOM, max(1.0, self._zoom * factor))
        if around is not None and before is not None:
            after = self._laid().inverted()[0].map(around)
            self._middle += before - after
        self._keep_inside()

    def _keep_inside(self) -> None:
        size = outlines()[0]
        if self._zoom == 1.0:
            self._middle = size.center()
        self._middle = QPointF(
            min(size.right(), max(size.left(), self._middle.x())),
            min(size.bottom(), max(size.top(), self._middle.y())),
        )
        self.update()

    # -- Qt

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the scale around the mouse."""
        self._scale_by(STEP if event.angleDelta().y() > 0 else 1 / STEP, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, perhaps."""
        self._dragged_from, self._is_dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the map, or mark the country under the mouse."""
        if self._dragged_from is not None and event.buttons() & Qt.MouseButton.LeftButton:
            way = event.position() - self._dragged_from
            if self._is_dragged or way.manhattanLength() > 4:
                self._is_dragged = True
                scale = self._laid().m11()
                self._middle -= way / scale
                self._dragged_from = event.position()
                self._keep_inside()
            return
        code = self._code_at(event.position())
        if code != self._under:
            self._under = code
            is_hand = code in self._shown
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if is_hand else Qt.CursorShape.ArrowCursor
            )
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the country under the mouse, unless the map was moved."""
        was_dragged, self._dragged_from, self._is_dragged = self._is_dragged, None, False
        code = self._code_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and not was_dragged and code in self._shown:
            self.go_to(code)
            self.chosen.emit(code)

    def leaveEvent(self, event: QEvent) -> None:
        """Mark none."""
        self._under = ""
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from country to country, choose one, change the scale."""
        key, codes = event.key(), list(self._shown)
        at = codes.index(self.current) if self.current else 0
        steps = {Qt.Key.Key_Left: at - 1, Qt.Key.Key_Right: at + 1, Qt.Key.Key_Home: 0,
                 Qt.Key.Key_End: len(codes) - 1}  # fmt: skip
        if key in ENTER and self.current:
            if not event.isAutoRepeat():
                self.chosen.emit(self.current)
        elif Qt.Key(key) in steps and codes:
            self.go_to(codes[min(len(codes) - 1, max(0, steps[Qt.Key(key)]))])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._scale_by(STEP, self.place_of(self.current) if self.current else None)
        elif key == Qt.Key.Key_Minus:
            self._scale_by(1 / STEP)
        elif key == Qt.Key.Key_0:
            self._scale_by(1 / MOST_ZOOM)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say which country is under the mouse, and what it holds."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            held = self._shown.get(self._code_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), held.spoken if held else "", self)
            return True
        return super().event(event)


def _path(rings: Sequence[Sequence[int]]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in rings:
        places = list(_places(ring))
        path.moveTo(places[0])
        for place in places[1:]:
            path.lineTo(place)
        path.closeSubpath()
    return path


def _places(ring: Sequence[int]) -> Iterator[QPointF]:
    ways = zip(ring[::2], ring[1::2], strict=True)
    for x, y in itertools.accumulate(ways, lambda one, way: (one[0] + way[0], one[1] + way[1])):
        yield QPointF(x, y)


def _bounds(counts: Sequence[int]) -> list[int]:
    """Give the least count of each class: at most five, each some times the one before, none empty of meaning."""
    most = max(counts, default=0)
    if not most:
        return []
    found = [1]
    factor = max(2.0, most ** (1 / len(DEPTHS)))
    while len(found) < len(DEPTHS) and round(found[-1] * factor) <= most:
        found.append(max(found[-1] + 1, round(found[-1] * factor)))
    return found
