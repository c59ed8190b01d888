# SPDX-License-Identifier: MIT
"""The sentences behind a number: article by article, each sentence leads to its place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from researchdesk.model.passage import Span
from researchdesk.ui.translate import day, plural, tr, visible
from researchdesk.ui.verbs import insight
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.parts import TARGET
from researchdesk.ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QPushButton

    from researchdesk.model.article import ArticleId
    from researchdesk.model.insight import Opened, Opening
    from researchdesk.model.name_page import NamedIn
    from researchdesk.ui.desk import Desk

PART = 20  # articles that are added at a time
SENTENCES = 4  # of one article


class InsightSentences(QFrame):
    """What stands behind a number; `left` asks for the numbers again."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._opening: Opening | None = None
        self._token = "entity.person"
        self._limit = PART
        style, px = desk.style, desk.style.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(8), px(16), px(4))
        head.setSpacing(px(8))
        self.back = dressing.tool(style, "back", tr("Back to the numbers"), "Esc")
        self.back.setMinimumSize(px(TARGET), px(TARGET))
        self.back.clicked.connect(self.left)
        self._title = dressing.label(style, "", "heading")
        self._title.setWordWrap(True)
        self._count = dressing.label(style, "", "small", "faint")
        head.addWidget(self.back)
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        column.addLayout(head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("Sentences"))
        column.addWidget(self._area, 1)

    def open(self, title: str, opening: Opening, token: str) -> None:
        """Show what stands behind a number, under a title, marked in a colour."""
        self._opening, self._token, self._limit = opening, token, PART
        self._title.setText(visible(title))
        self._count.setText("")
        self._area.setWidget(QWidget())
        self.refresh()

    def refresh(self) -> None:
        """Ask for the sentences, again perhaps."""
        opening, limit = self._opening, self._limit
        if opening is None:
            return

        def put(found: Opened) -> None:
            if opening == self._opening:
                self._put(found)

        self._desk.ask(
            lambda library: insight.sentences(library, opening, limit), put, key="insight sentences"
        )

    def take_keys(self) -> None:
        """Let the first sentence have the keys, or the way back."""
        sheet = self._area.widget()
        first = sheet.findChildren(Sentence) if sheet is not None else []
        (first[0] if first else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the numbers with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _put(self, found: Opened) -> None:
        style, px = self._desk.style, self._desk.style.px
        holder = self.window().focusWidget()
        had_keys = holder is None or self.isAncestorOf(holder) or holder is self
        at = self._area.verticalScrollBar().value()
        self._count.setText(plural("1 article", "{n} articles", found.total))
        sheet = QWidget()
        sheet.setObjectName("name_sheet")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(px(24), px(4), px(24), px(20))
        column.setSpacing(px(4))
        if not found.total:
            words = tr("No text says so: they are tagged on the article as a whole.")
            column.addWidget(dressing.label(style, words, "ui", "soft"))
        for one in found.articles:
            self._add(column, one)
        left = found.total - len(found.articles)
        if left > 0:
            words = plural("Show 1 more", "Show more of {n}", left)
            column.addWidget(self._button(words, self._show_more, ""))
        column.addStretch(1)
        self._area.setWidget(sheet)
        sheet.show()
        self._area.verticalScrollBar().setValue(at)
        if had_keys and self.isVisible():
            self.take_keys()

    def _add(self, column: QVBoxLayout, one: NamedIn) -> None:
        style = self._desk.style
        column.addSpacing(style.px(8))
        title = self._button(one.title, lambda: self._show(one.article_id), "quiet flush")
        title.setProperty("named", True)  # noqa: FBT003 - a property of the style sheet
        column.addWidget(title)
        meta = " · ".join(part for part in (one.container_title, day(one.issued)) if part)
        if meta:
            column.addWidget(dressing.label(style, meta, "small", "faint"))
        for naming in one.sentences[:SENTENCES]:
            made = Sentence(style, naming.text, naming.marks, self._token)
            first = naming.marks[0] if naming.marks else (0, len(naming.text))
            span = Span(naming.start + first[0], naming.start + first[1])
            made.chosen.connect(lambda span=span: self._show(one.article_id, span))
            column.addWidget(made)
        if (more := len(one.sentences) - SENTENCES) > 0:
            words = plural("and 1 more sentence", "and {n} more sentences", more)
            column.addWidget(dressing.label(style, words, "small", "faint"))

    def _button(self, words: str, act: Callable[[], object], kind: str) -> QPushButton:
        made = dressing.button(self._desk.style, words.replace("&", "&&"), kind, "ui_strong")
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.setMaximumWidth(made.sizeHint().width())
        made.setStyleSheet("text-align: left")
        made.clicked.connect(lambda: act())
        return made

    def _show(self, article_id: ArticleId, span: Span | None = None) -> None:
        self._desk.show_article(article_id, span, focus=True)

    def _show_more(self) -> None:
        self._limit += PART
        self.refresh()
