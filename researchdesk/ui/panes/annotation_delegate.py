# SPDX-License-Identifier: MIT
"""Draw an annotation: its colour, the passage, the comment, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from researchdesk.ui.models.lines import THING
from researchdesk.ui.models.rows import state_of
from researchdesk.ui.panes.row_delegate import inside, paint_ground
from researchdesk.ui.translate import plural, tr
from researchdesk.ui.widgets.selection_bar import colour_name

if TYPE_CHECKING:
    from researchdesk.model.passage import Annotation, AnnotationId
    from researchdesk.ui.style import Style

Index = QModelIndex | QPersistentModelIndex
LONGEST = 420  # letters of a passage that are shown
WRAP = Qt.TextFlag.TextWordWrap


class AnnotationDelegate(QStyledItemDelegate):
    """Rows as high as their words need; heights are measured once a width."""

    def __init__(self, style: Style, view: QListView) -> None:
        super().__init__(view)
        self._style = style
        self._view = view
        self._heights: dict[tuple[object, ...], int] = {}
        self.has_titles = False
        self.now: dict[AnnotationId, str] = {}  # the words that stand where others stood

    def forget(self) -> None:
        """Measure anew: the style or the rows changed."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height that quote, comment and foot need."""
        annotation, width = index.data(THING), self._width()
        key = (
            annotation.id, annotation.modified_at, annotation.cited_by, annotation.status,
            annotation.tags, self.now.get(annotation.id, ""), width, self.has_titles,
        )  # fmt: skip
        if key not in self._heights:
            parts = self._parts(annotation)
            height = sum(self._height(role, words, width) for role, _, words in parts)
            gaps = self._style.px(4) * (len(parts) - 1)
            self._heights[key] = round(height + gaps + self._style.px(20))
        return QSize(self._style.px(80), self._heights[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one annotation."""
        s, annotation = self._style, index.data(THING)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRectF(option.rect)
        paint_ground(s, painter, inside(s, row), option.state, self._view)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(s.colour(f"highlight.{annotation.colour.value}_edge"))
        bar = QRectF(row.left() + s.px(18), row.top() + s.px(10), s.px(3), row.height() - s.px(20))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        width = self._width()
        top = row.top() + s.px(10)
        for role, token, words in self._parts(annotation):
            height = self._height(role, words, width)
            painter.setFont(s.font(role))
            painter.setPen(s.colour(token))
            painter.drawText(QRectF(row.left() + s.px(32), top, width, height + 2), WRAP, words)
            top += height + s.px(4)
        painter.restore()

    def _width(self) -> float:
        return float(max(self._style.px(80), self._view.viewport().width() - self._style.px(52)))

    def _parts(self, annotation: Annotation) -> list[tuple[str, str, str]]:
        """Give role, colour and words of each part."""
        parts = [("quote", "ink.body", _quoted(annotation.exact))]
        if now := self.now.get(annotation.id):
            parts.append(("quote", "ink.soft", now_words(now)))
        if annotation.body:
            parts.append(("ui", "ink.soft", annotation.body))
        foot = foot_words(annotation, has_title=self.has_titles)
        if foot:
            is_doubtful = annotation.status in ("changed", "unsure", "orphan")
            token = "state.warning" if is_doubtful else "ink.faint"
            parts.append(("small", token, foot))
        return parts

    def _height(self, role: str, words: str, width: float) -> float:
        metrics = self._style.metrics(role)
        box = metrics.boundingRect(QRectF(0, 0, width, 10_000), WRAP.value, words)
        return box.height()


def now_words(words: str) -> str:
    """Say what stands in the place of a passage whose wording changed."""
    return tr("Now: {words}", words=_quoted(words))


def _quoted(words: str) -> str:
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"
    return f"“{' '.join(shown.split())}”"


def foot_words(annotation: Annotation, *, has_title: bool) -> str:
    """Say where an annotation stands, what became of it, and how many notes cite it."""
    state = state_of(annotation)
    cited = (
        plural("cited once", "cited {n} times", annotation.cited_by) if annotation.cited_by else ""
    )
    title = annotation.article_title if has_title else ""
    tags = " ".join(f"#{one}" for one in annotation.tags)
    return " · ".join(part for part in (title, state, cited, tags) if part)


def spoken(style: Style, annotation: Annotation, now: str = "") -> str:
    """Say an annotation, the most telling first."""
    kind = tr("{colour} highlight", colour=colour_name(style, annotation.colour.value))
    foot = foot_words(annotation, has_title=True)
    parts = (annotation.exact, now and now_words(now), annotation.body, kind, foot)
    return ", ".join(part for part in parts if part)
