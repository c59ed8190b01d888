# SPDX-License-Identifier: MIT
"""The text of an article: read only, with a caret, painted marks, and places counted in canonical code points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QPainter, QTextCursor, QTextDocument, QTextFrameFormat
from PySide6.QtWidgets import QTextEdit

from researchdesk.ui.panes import reader_caret, reader_document, reader_figures
from researchdesk.ui.panes.reader_flash import Flash
from researchdesk.ui.panes.reader_geometry import Geometry
from researchdesk.ui.panes.reader_hover import show_words
from researchdesk.ui.panes.reader_look import Look
from researchdesk.ui.panes.reader_marks import Marks
from researchdesk.ui.panes.reader_paint import Underpaint
from researchdesk.ui.panes.reader_places import Places
from researchdesk.ui.translate import tr
from researchdesk.ui.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from researchdesk.model.passage import Span
    from researchdesk.ui.panes.reader_content import Content
    from researchdesk.ui.style import Style

SAMPLE = "A line of this text is as long as a line of an article ought to be."  # 67 characters
LEAST_SIDE = 28  # px at 100 %: room for the signs in the margin
PASSAGE = "application/x-researchdesk-passage"  # "ARTICLE START END", code points
BEGINNING = (0, 1e6)  # what `top` gives of an article that is not scrolled: no text stands as low
LONG = 100_000  # code points: Qt lays out a longer text little by little
THIRD = 0.34  # of the height: where a passage that was jumped to stands


class ArticleText(QTextEdit):
    """Show one article; offsets are code points of its canonical text, half-open."""

    chosen_by_mouse = Signal()  # the mouse let go of a selection
    offset_clicked = Signal(int, QPoint)  # the text was clicked at this offset, viewport point
    href_clicked = Signal(str, QPoint)  # a name of the head, "Put back" or a link of the text
    text_replaced = Signal()

    def __init__(
        self, style: Style, letters: Callable[[QKeyEvent], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._letters = letters
        self.measure = len(SAMPLE)
        self.has_motion = True
        self.marks = Marks()
        self.source_of: Callable[[Span], str] | None = None  # the words that are dragged out
        self._content: Content | None = None
        self._proposed: Span | None = None
        self._press = QPoint()
        self._is_dragging = False
        self._flash = Flash(self)
        self._writing = Turns(self)
        self._prepare()
        self._look, self._under = Look(style), Underpaint(style)

    def _prepare(self) -> None:
        self.setObjectName("text")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setAccessibleName(tr("Article text"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the column stays
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
        self.setCursorWidth(2)
        self.setUndoRedoEnabled(False)
        self.viewport().setMouseTracking(True)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._on_layout)
        self.places = Places(self.document(), ())
        self.geometry_of_text = Geometry(self, self.places)

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def content(self) -> Content | None:
        """Give what is shown; None when nothing is."""
        return self._content

    def restyle(self) -> None:
        """Take fonts and colours anew after the theme or a size changed; the caller shows the text again."""
        self._look = Look(self._style)
        ringed = self._under.current
        self._under = Underpaint(self._style)
        self._under.current = ringed

    def show_content(
        self,
        content: Content | None,
        *,
        with_removed: bool = False,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Show an article from its beginning; None empties the view.

        A long one is written in several turns, until which nothing is shown; `then` is called when it is there.
        """
        self._writing.begin(self._write(content, then, with_removed=with_removed))

    def _write(
        self, content: Content | None, then: Callable[[], None], *, with_removed: bool
    ) -> Iterator[None]:
        document = self.document()
        self._content, self.places = None, Places(document, ())
        document.clear()
        self._set_margins(document)
        is_long = content is not None and (
            len(content.version.text) > LONG or len(content.blocks) > reader_document.STEP
        )
        document.setLayoutEnabled(not is_long)  # else all of it is laid out before it is shown
        self._new_places()
        if content:
            build = reader_document.build_in_turns
            self.places = yield from build(document, content, self._look, with_removed=with_removed)
            self._content = content
            self._fit_pictures()
        self.set_caret(0)  # before there is a layout: its old place would ask for all of it
        document.setLayoutEnabled(True)
        self._new_places()
        self.text_replaced.emit()
        self.mark()
        then()

    def _new_places(self) -> None:
        self.geometry_of_text = Geometry(self, self.places)
        self._flash.end()
        self.verticalScrollBar().setValue(0)

    def mark(self, content: Content | None = None) -> None:
        """Show the marks of this content, which has the same text; without one sort the marks anew."""
        self._content = content or self._content
        self.marks.annotations = self._content.annotations if self._content else ()
        self.marks.mentions = self._content.mentions if self._content else ()
        self.marks.sort(self.places)
        self.viewport().update()

    def set_hits(self, hits: tuple[Span, ...]) -> None:
        """Outline the hits of a search."""
        self.marks.hits = hits
        self.mark()

    def set_current(self, mention_ids: frozenset[int]) -> None:
        """Ring the mentions under review."""
        self._under.current = mention_ids
        self.viewport().update()

    def set_proposed(self, span: Span | None) -> None:
        """Ring a place that is proposed for a passage, until another is or none."""
        self._proposed = span
        self.viewport().update()

    # -- caret, selection, places -----------------------------------------------------------------

    def span(self) -> Span | None:
        """Give the selection; None when no text is selected."""
        return self.places.span(self.textCursor())

    def caret(self) -> int:
        """Give the offset of the caret."""
        return self.places.offset(self.textCursor().position())

    def set_caret(self, offset: int) -> None:
        """Put the caret somewhere and select nothing."""
        cursor = self.textCursor()
        cursor.setPosition(self.places.position(offset))
        self.setTextCursor(cursor)

    def select(self, span: Span) -> None:
        """Select a span."""
        self.setTextCursor(self.places.select(self.textCursor(), span))

    def select_longer(self) -> bool:
        """Select the sentence at the caret, or one more; say whether there was one."""
        if self._content is None:
            return False
        text, blocks = self._content.version.text, self.places.placed
        return self._choose(reader_caret.longer(text, blocks, self.span(), self.caret()))

    def select_shorter(self) -> bool:
        """Take the last sentence away from the selection; say whether a selection is left."""
        chosen = self.span()
        if self._content is None or chosen is None:
            return False
        found = reader_caret.shorter(self._content.version.text, self.places.placed, chosen)
        if found is None:
            self.set_caret(chosen.start)
        return self._choose(found)

    def _choose(self, span: Span | None) -> bool:
        if span is None:
            return False
        self.select(span)
        return True

    def rects(self, span: Span) -> list[QRectF]:
        """Give the rectangles of a span in the viewport."""
        return self.geometry_of_text.of_span(span)

    def reveal(self, span: Span) -> None:
        """Scroll so that the span begins at a third of the height."""
        rects = self.rects(span)
        if rects:
            self._scroll_by(rects[0].top() - self.viewport().height() * THIRD)

    def is_in_sight(self, span: Span) -> bool:
        """Say whether the first line of a span can be seen whole."""
        rects = self.rects(span)
        height = self.viewport().height()
        return bool(rects) and rects[0].top() >= 0 and rects[0].bottom() <= height

    def flash(self, span: Span) -> None:
        """Ring a passage for a moment; without motion the ring does not fade."""
        self._flash.ring(span, fades=self.has_motion)

    def top(self) -> tuple[int, float]:
        """Give the first offset in sight and how far its line stands below the upper edge, px.

        At the beginning the title stays in sight, however much its head grows: see BEGINNING.
        """
        if not self.verticalScrollBar().value():
            return BEGINNING
        below = self.geometry_of_text.begin().y() - self.geometry_of_text.scroll().y()
        cursor = self.cursorForPosition(QPoint(self.viewport().width() // 2, round(below) + 1))
        offset = self.places.offset(cursor.position())
        cursor.setPosition(self.places.position(offset))  # the head holds no offset of its own
        return offset, float(self.cursorRect(cursor).top())

    def set_top(self, offset: int, below: float) -> None:
        """Scroll so that an offset stands again where `top` found it."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.places.position(offset))
        self._scroll_by(self.cursorRect(cursor).top() - below)

    def _scroll_by(self, way: float) -> None:
        """Scroll, also to where a long text was laid out only now: the bar does not know of it yet."""
        bar = self.verticalScrollBar()
        wanted = round(bar.value() + way)
        if wanted > bar.maximum():
            layout = self.document().documentLayout()
            layout.documentSizeChanged.emit(layout.documentSize())
        bar.setValue(wanted)

    def place_of(self, span: Span | None) -> QRect:
        """Give where a span is seen in the viewport; without one, or out of sight, where the caret is."""
        whole = QRectF()
        for rect in self.rects(span) if span else ():
            whole = whole.united(rect)
        shown = whole.toAlignedRect().intersected(self.viewport().rect())
        return self.cursorRect() if shown.isEmpty() else shown

    def column(self) -> tuple[float, float]:
        """Give the left and right side of the text in the viewport, px."""
        return self._under.column

    def sign_at(self, point: QPointF) -> int | None:
        """Give the id of the annotation whose sign stands under a point of the viewport."""
        return self._under.sign_at(point, self.geometry_of_text, self.marks)

    def _set_margins(self, document: QTextDocument) -> None:
        """Keep the column at the measure and in the middle; never less than the signs need at the sides."""
        s = self._style
        column = s.metrics("reader").horizontalAdvance(SAMPLE) * 1.15 * self.measure / len(SAMPLE)
        side = max(s.px(LEAST_SIDE), (self.viewport().width() - column) / 2)
        self._under.column = (side, self.viewport().width() - side)
        frame = document.rootFrame().frameFormat()
        if abs(frame.leftMargin() - side) > 0.5:
            frame = QTextFrameFormat(frame)
            frame.setLeftMargin(side)
            frame.setRightMargin(side)
            frame.setTopMargin(s.px(30))
            frame.setBottomMargin(s.px(64))
            document.rootFrame().setFrameFormat(frame)

    def _fit_pictures(self) -> None:
        if self._content and self._content.pictures:
            left, right = self._under.column
            reader_figures.fit(self.document(), right - left)

    def _on_layout(self) -> None:
        self.geometry_of_text.forget()

    # -- Qt ---------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column, and the line at the top where it was."""
        offset, below = self.top()
        document = self.document()
        is_laid_out = document.isLayoutEnabled()
        document.setLayoutEnabled(False)  # else it is laid out twice
        self._set_margins(document)
        super().resizeEvent(event)
        document.setLayoutEnabled(is_laid_out)
        self.geometry_of_text.forget()
        self._fit_pictures()
        if event.oldSize().width() != event.size().width() and self._content:
            self.set_top(offset, below)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what became of the passage on which the mouse rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return show_words(self, event) or super().viewportEvent(event)
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks, then the text over them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._under.paint(painter, self.geometry_of_text, self.marks)
        if self._flash.span:
            self._under.ring(painter, self.rects(self._flash.span), self._flash.strength)
        if self._proposed:
            self._under.ring(painter, self.rects(self._proposed), 1.0)
        painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer letters to the reader's actions; the caret's keys are Qt's."""
        if not self._letters(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the button went down, to tell a click from a selection."""
        self._press = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let a dragged passage take its source along; show a hand over what can be clicked."""
        self._is_dragging = bool(event.buttons() & Qt.MouseButton.LeftButton)
        super().mouseMoveEvent(event)
        self._is_dragging = False
        if not event.buttons():
            point = event.position().toPoint()
            is_link = bool(self.anchorAt(point)) or self.sign_at(event.position()) is not None
            shape = Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say what was clicked, or that the mouse has selected something."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        if self.span():
            self.chosen_by_mouse.emit()
        elif (point - self._press).manhattanLength() < 4:
            self._click(point)

    def _click(self, point: QPoint) -> None:
        href = self.anchorAt(point)
        cursor = self.cursorForPosition(point)
        sign = self.sign_at(QPointF(point))
        if sign is not None:
            self.href_clicked.emit(f"annotation:{sign}", point)
        elif href:
            self.href_clicked.emit(href, point)
        elif self.places.numbered(cursor.blockNumber()):
            self.offset_clicked.emit(self.places.offset(cursor.position()), point)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give the selected words from the canonical text, never from the widget."""
        span, mime = self.span(), QMimeData()
        if self._content is None or span is None:
            mime.setText(self.textCursor().selection().toPlainText())
            return mime
        text = self._content.version.text[span.start : span.end]
        if self._is_dragging and self.source_of:
            text = self.source_of(span)
        mime.setText(text)
        place = f"{self._content.article.id} {span.start} {span.end}"
        mime.setData(PASSAGE, place.encode())
        return mime
