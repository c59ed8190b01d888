# SPDX-License-Identifier: MIT
"""Paint highlights, hits, names, bullets and signs under the text, for the blocks in sight only.

A highlight is filled with an edge below; a hit is outlined; a name is underlined, solid when accepted and dotted when
suggested. Two things, two signs: colour is the kind, line is the state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from researchdesk.ui.panes.reader_look import Look

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPixmap

    from researchdesk.model.passage import Annotation
    from researchdesk.model.people import Mention
    from researchdesk.ui.panes.reader_geometry import Geometry
    from researchdesk.ui.panes.reader_marks import BlockMarks, Marks
    from researchdesk.ui.panes.reader_places import Placed
    from researchdesk.ui.style import Style

SURE = 0.8  # below this confidence a changed wording is shown in amber
SIGN = 14  # px at 100 %
OVERLAP = 0.16  # how much darker each further highlight makes a shared stretch


class Underpaint:
    """The brushes of one style."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._fills: dict[tuple[str, ...], QColor] = {}
        self._pictures: dict[tuple[str, str], QPixmap] = {}
        self._em = Look(style).em
        self.current: frozenset[int] = frozenset()  # ids of the mentions under review
        self.column = (0.0, 0.0)  # left and right side of the text, viewport px

    def paint(self, painter: QPainter, geometry: Geometry, marks: Marks) -> None:
        """Paint everything that belongs to the blocks in sight."""
        for placed in geometry.visible():
            box = geometry.box(placed)
            if placed.kind != "p":
                self._paint_block(painter, placed, box, geometry)
            found = marks.of_block(placed.number)
            if found:
                self._paint_marks(painter, geometry, placed, box.topLeft(), found)

    def ring(self, painter: QPainter, rects: list[QRectF], opacity: float) -> None:
        """Draw the ring around a passage that was jumped to."""
        colour = QColor(self._style.colour("line.focus"))
        colour.setAlphaF(opacity)
        painter.setPen(QPen(colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in rects:
            painter.drawRoundedRect(rect.adjusted(-3, -2, 3, 3), 4, 4)

    def _paint_marks(
        self,
        painter: QPainter,
        geometry: Geometry,
        placed: Placed,
        corner: QPointF,
        marks: BlockMarks,
    ) -> None:
        def rects(first: int, last: int) -> list[QRectF]:
            return [one.translated(corner) for one in geometry.rects(placed, first, last)]

        for first, last, owners in marks.fills:
            self._paint_fill(painter, rects(first, last), owners)
        self._paint_hits(painter, [rect for hit in marks.hits for rect in rects(*hit)])
        for first, last, mention in marks.mentions:
            self._paint_mention(painter, rects(first, last), mention)
        taken: dict[int, int] = {}
        for first, last, annotation in marks.signs:
            for rect in rects(first, last)[:1]:
                step = taken.get(round(rect.top()), 0)
                taken[round(rect.top())] = step + 1
                self._paint_sign(painter, self.sign_box(rect, step), annotation)

    def _paint_hits(self, painter: QPainter, rects: list[QRectF]) -> None:
        painter.setPen(QPen(self._style.colour("hit.edge"), 1.2))
        painter.setBrush(self._style.colour("hit.fill"))
        for rect in rects:
            painter.drawRoundedRect(rect.adjusted(-1, 0, 1, 0), 3, 3)

    def sign_box(self, line: QRectF, step: int = 0) -> QRectF:
        """Give the place of a sign in the margin beside a line; `step` counts signs on that line."""
        side = self._style.px(SIGN)
        left = self.column[0] - self._style.px(22) - step * (side + 2)
        return QRectF(max(2.0, left), line.top() + (line.height() - side) / 2, side, side)

    def sign_at(self, point: QPointF, geometry: Geometry, marks: Marks) -> int | None:
        """Give the id of the annotation whose sign stands under a point of the viewport."""
        for placed in geometry.visible():
            found = marks.of_block(placed.number)
            corner = geometry.box(placed).topLeft()
            taken: dict[int, int] = {}
            for first, last, annotation in found.signs if found else ():
                for rect in geometry.rects(placed, first, last)[:1]:
                    line = rect.translated(corner)
                    step = taken.get(round(line.top()), 0)
                    taken[round(line.top())] = step + 1
                    if self.sign_box(line, step).adjusted(-3, -3, 3, 3).contains(point):
                        return int(annotation.id)
        return None

    def _paint_fill(
        self, painter: QPainter, rects: list[QRectF], owners: tuple[Annotation, ...]
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        fill = self._fill(tuple(sorted(one.colour.value for one in owners)))
        for rect in rects:
            box = rect.adjusted(-1, -1, 1, 1)
            painter.setBrush(fill)
            painter.drawRoundedRect(box, 2, 2)
            for number, owner in enumerate(owners[:3]):
                self._paint_edge(painter, box, owner, number)

    def _paint_edge(self, painter: QPainter, box: QRectF, owner: Annotation, number: int) -> None:
        """Draw the edge below; those of further highlights stand lower."""
        top = box.bottom() - 1.5 + 2.5 * number
        colour = self._style.colour(f"highlight.{owner.colour.value}_edge")
        if owner.status == "changed":
            pen = QPen(colour, 1.5, Qt.PenStyle.DashLine)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(box.left(), top + 0.75), QPointF(box.right(), top + 0.75))
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            painter.setBrush(colour)
            painter.drawRect(QRectF(box.left(), top, box.width(), 1.5))

    def _fill(self, colours: tuple[str, ...]) -> QColor:
        """Blend the fills of the highlights that share a stretch; several are stronger than one."""
        if colours not in self._fills:
            shades = [self._style.colour(f"highlight.{one}") for one in colours]
            fill = _mean(shades)
            edge = _mean([self._style.colour(f"highlight.{one}_edge") for one in colours])
            part = min(0.4, OVERLAP * (len(colours) - 1))
            self._fills[colours] = _mixed(fill, edge, part)
        return self._fills[colours]

    def _paint_mention(self, painter: QPainter, rects: list[QRectF], mention: Mention) -> None:
        colour = self._style.colour(f"entity.{mention.kind}")
        is_accepted = mention.status == "accepted"
        pen = QPen(colour, 1.4 if is_accepted else 1.6)
        pen.setStyle(Qt.PenStyle.SolidLine if is_accepted else Qt.PenStyle.DotLine)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        for rect in rects:
            if mention.id in self.current:
                painter.setPen(QPen(self._style.colour("line.focus"), 2))
                painter.setBrush(self._style.colour(f"entity.{mention.kind}_tint"))
                painter.drawRoundedRect(rect.adjusted(-2, -1, 2, 2), 4, 4)
            painter.setPen(pen)
            y = rect.bottom() - self._style.px(1)
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))

    def _paint_sign(self, painter: QPainter, box: QRectF, annotation: Annotation) -> None:
        name, token = "annotations", f"highlight.{annotation.colour.value}_edge"
        if annotation.status == "changed":
            name = "edit"
            token = "state.warning" if annotation.confidence < SURE else token
        elif annotation.status == "moved" and not annotation.body:
            name = "down"
        if (name, token) not in self._pictures:
            self._pictures[name, token] = self._style.pixmap(name, token, self._style.px(SIGN))
        painter.drawPixmap(box.topLeft(), self._pictures[name, token])

    def _paint_block(
        self, painter: QPainter, placed: Placed, box: QRectF, geometry: Geometry
    ) -> None:
        shape = geometry.shape(placed)
        inner = box.adjusted(shape.leftMargin(), 0, -shape.rightMargin(), 0)
        painter.setPen(Qt.PenStyle.NoPen)
        if placed.kind == "quote":
            gap, width = self._em * 0.7, self._style.px(3)
            is_left = shape.leftMargin() >= shape.rightMargin()
            left = inner.left() - gap if is_left else inner.right() + gap - width
            painter.setBrush(self._style.colour("line.hair"))
            painter.drawRect(QRectF(left, box.top(), width, box.height()))
        elif placed.kind == "pre":
            side = self._em * 0.6
            painter.setBrush(self._style.colour("surface.list"))
            painter.drawRoundedRect(inner.adjusted(-side, -side * 0.5, side, side * 0.5), 6, 6)
        elif placed.marker:
            self._paint_marker(painter, placed, box, geometry)

    def _paint_marker(
        self, painter: QPainter, placed: Placed, box: QRectF, geometry: Geometry
    ) -> None:
        """Write the bullet or number of an item beside its first line."""
        lines = geometry.rects(placed, 0, 1)
        if not lines:
            return
        painter.setFont(self._style.font("reader"))
        painter.setPen(self._style.colour("ink.soft"))
        line = lines[0].translated(box.topLeft())
        gap, room = self._em * 0.5, self._em * 3
        if line.center().x() > box.center().x():
            place = QRectF(line.right() + gap, line.top(), room, line.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, placed.marker)
        else:
            place = QRectF(line.left() - gap - room, line.top(), room, line.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, placed.marker)


def _mean(colours: list[QColor]) -> QColor:
    count = len(colours)
    return QColor(
        sum(one.red() for one in colours) // count,
        sum(one.green() for one in colours) // count,
        sum(one.blue() for one in colours) // count,
    )


def _mixed(first: QColor, second: QColor, part: float) -> QColor:
    """Give the colour that is `part` of the way from the first to the second."""
    rest = 1 - part
    return QColor(
        round(first.red() * rest + second.red() * part),
        round(first.green() * rest + second.green() * part),
        round(first.blue() * rest + second.blue() * part),
    )
