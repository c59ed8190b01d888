# SPDX-License-Identifier: MIT
"""The list: what a place holds, or what a query finds; its header says how much and how fast.

The newest question wins and the old rows stay until its answer is there. After each change of the library the same
question is asked again; rows keep their place, and where the chosen one is gone the next has the focus.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from researchdesk.model.article import Sort
from researchdesk.ui.models.articles import Results
from researchdesk.ui.panes import asking, empty
from researchdesk.ui.panes.also_as import AlsoAsLine
from researchdesk.ui.panes.asking import Answer, Question
from researchdesk.ui.panes.narrowing import Narrowing
from researchdesk.ui.panes.result_view import ResultView
from researchdesk.ui.translate import number, tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.parts import TARGET, ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from researchdesk.model.changes import Changes
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.models.rows import Key, Row
    from researchdesk.ui.places import Place

LATE = 50  # ms until the field shows that an answer is late
SORTS = {
    Sort.RELEVANCE: "Best match first",
    Sort.CLIPPED: "Newest clipped first",
    Sort.ISSUED: "Newest published first",
    Sort.TITLE: "By title",
    Sort.SITE: "By site",
}
NOUNS = (
    "article", "annotation", "note", "person", "mention", "tag", "article_tag", "person_name", "text_version",
    "target",
)  # fmt: skip


class ResultsPane(QFrame):
    """Header and list."""

    answered = Signal(object)  # Answer
    is_late = Signal()
    is_there = Signal()
    picked = Signal()  # see `view`
    ways_wanted = Signal(object)  # Question that found nothing

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self._desk = desk
        self.question = Question()
        self.total = 0
        self._counted = ("", "")  # what the header says of the number, and the same in short
        self.is_waiting = False  # for the answer to what was asked last
        self._sorts = {True: Sort.RELEVANCE, False: Sort.CLIPPED}  # by whether words are searched
        self._cancel = threading.Event()
        self._wanted_key: Key | None = None
        self._goes_on = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.is_late)
        self.rows = Results(self)
        self.view = ResultView(desk, self.rows, self)
        self._build()
        self.rows.wanted.connect(self._on_wanted)
        self.rows.seen_bare.connect(self._on_seen_bare)
        self.view.picked.connect(self.picked)
        desk.changed.connect(self._on_changed)
        desk.index_moved.connect(self._on_index_moved)
        desk.library_changed.connect(self._on_library_changed)
        desk.style.changed.connect(self._dress)
        desk.style.laid_out.connect(self._set_density)

    # -- asking

    def look(self, place: Place, query: str = "", *, typing: bool = False) -> None:
        """Show what a place holds, or what is found in it."""
        sort = self._sorts[bool(query.strip())]
        self._ask(Question(place, query, sort, typing))

    def refresh(self) -> None:
        """Ask the same question again."""
        self._ask(self.question, is_same=True)

    def go_on(self) -> None:
        """After the next answer, choose the row that follows where the chosen one is gone."""
        self._goes_on = True

    def want(self, key: Key) -> None:
        """Choose this thing, quietly, as soon as the list holds it."""
        at = self.rows.find(key)
        self._wanted_key = None if at is not None else key
        if at is not None:
            self.view.go_to(at, quietly=True)

    def follow(self, key: Key) -> None:
        """Choose this thing, quietly, where the list holds it: it is what the window shows now."""
        at = self.rows.find(key)
        if at is not None and not self.view.selectionModel().isSelected(self.rows.index(at)):
            self.view.go_to(at, quietly=True)

    @property
    def shown(self) -> QWidget:
        """The list, or the sentence that stands in its place."""
        return self.empty if self.view.isHidden() else self.view

    def take_keys(self) -> None:
        """Let what is shown have the focus."""
        self.shown.setFocus()

    def narrow_down(self) -> None:
        """Offer the people, countries, tags, sites and years of what is shown."""
        self.narrowing.ask(self.question)

    def set_sort(self, sort: Sort) -> None:
        """Put the list in another order."""
        self._sorts[self.question.has_words] = sort
        self._ask(replace(self.question, sort=sort))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much of the count as there is room for."""
        super().resizeEvent(event)
        self._fit_count()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc and the letters of the list act where it holds nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.view.escaped.emit()
        elif not self._desk.actions.letter("results", event):
            super().keyPressEvent(event)

    # -- private

    def _build(self) -> None:
        style = self._desk.style
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QHBoxLayout()
        self.title = ElidedLabel(style, "", "heading")
        self.count = dressing.label(style, "", "small", "faint")
        self._narrow = dressing.tool(style, "filter", tr("Narrow down"))
        self._narrow.clicked.connect(self.narrow_down)
        self.narrowing = Narrowing(self._desk, self._narrow)
        self._sort = dressing.tool(style, "sort", tr("Order"))
        self._sort.setMenu(QMenu(self._sort))
        self._sort.setPopupMode(self._sort.ToolButtonPopupMode.InstantPopup)
        self._sort.menu().aboutToShow.connect(self._fill_sorts)
        self._head.addWidget(self.title)
        self._head.addWidget(self.count)
        self._head.addStretch(1)
        self._head.addWidget(self._narrow)
        self._head.addWidget(self._sort)
        column.addLayout(self._head)
        self.also = AlsoAsLine(style)
        column.addWidget(self.also)
        self.empty = empty.Empty(style)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        self._dress()

    def _dress(self) -> None:
        px = self._desk.style.px
        self._head.setContentsMargins(px(22), px(10), px(10), px(8))
        self._head.setSpacing(px(6))
        for button in (self._narrow, self._sort):
            button.setMinimumSize(px(TARGET), px(TARGET))
        dressing.dress(self._desk.style, self)
        self._set_density()
        self.view.fit_rows()

    def _ask(self, question: Question, *, is_same: bool = False) -> None:
        self._cancel.set()
        self._cancel = cancel = threading.Event()
        if not is_same:
            self.question = question
        self.title.set_words(tr("Results") if question.has_words else question.place.list_title)
        asked = self._desk.ask(
            lambda library: asking.answer(library, question, cancel), self._on_answer, key="results"
        )
        if asked is not None:
            self.is_waiting = True
            self._timer.start(LATE)

    def _on_answer(self, answer: Answer) -> None:
        self._timer.stop()
        self.is_waiting = False
        self.is_there.emit()
        before, at = self._key(), self.view.currentIndex().row()
        scroll = self.view.verticalScrollBar().value()
        is_other = answer.question != self.question or self.total == 0
        self.question, self.total = answer.question, answer.total
        self._set_density()
        if self.rows.put(answer.rows, answer.total, answer.bare_from):
            self.view.leave_all()
            self._choose_again(before, at)
            if not is_other:
                self.view.verticalScrollBar().setValue(scroll)
        else:
            self.rows.renew()
        self._draw_head(answer)
        self.answered.emit(answer)

    def _key(self) -> Key | None:
        if self._wanted_key is not None:
            return self._wanted_key
        if self.view.current is not None:
            return self.view.current.key
        shown = self._desk.article_id
        return None if shown is None else ("article", int(shown))

    def _choose_again(self, key: Key | None, at: int) -> None:
        found = self.rows.find(key) if key else None
        if found is not None:
            self._wanted_key = None
            self.view.go_to(found, quietly=True)
        elif self._goes_on and self.total and at >= 0:
            self.view.go_to(min(at, self.total - 1))
        self._goes_on = False

    def _draw_head(self, answer: Answer) -> None:
        words = number(answer.total)
        if answer.question.has_words:
            words = tr("{n} in {ms} ms", n=answer.total, ms=max(1, round(answer.took_ms)))
        self._counted = (words, number(answer.total))
        self._fit_count()
        self._sort.setToolTip(f"{tr('Order')}: {tr(SORTS[answer.question.sort])}")
        self.also.put(answer.also)
        holds_articles = answer.question.place.holds_articles
        self._sort.setVisible(holds_articles)
        self._narrow.setVisible(holds_articles and answer.total > 1)
        self.stack.setCurrentIndex(0 if answer.total else 1)
        if not answer.total:
            question = answer.question
            self.empty.put(empty.sentence(question.place, question.query.strip()))
            self.ways_wanted.emit(question)

    def _fit_count(self) -> None:
        """Leave the time of the search out where the title has no room beside it."""
        whole, short = self._counted
        others = sum(one.sizeHint().width() for one in (self.title, self._narrow, self._sort))
        room = self.width() - others - self._desk.style.px(56)
        has_room = self.count.fontMetrics().horizontalAdvance(whole) <= room
        self.count.setText(whole if has_room else short)

    def _set_density(self) -> None:
        is_short = self.question.place.kind in ("people", "countries")
        compact = is_short or self._desk.settings.get("density") == "compact"
        if compact != self.view.delegate.is_compact:
            self.view.delegate.is_compact = compact
            self.view.fit_rows()

    def _fill_sorts(self) -> None:
        menu = self._sort.menu()
        menu.clear()
        group = QActionGroup(menu)
        for sort, words in SORTS.items():
            if sort is Sort.RELEVANCE and not self.question.has_words:
                continue
            action = QAction(tr(words), menu, checkable=True)
            action.setChecked(sort is self.question.sort)
            action.triggered.connect(lambda _=False, sort=sort: self.set_sort(sort))
            group.addAction(action)
            menu.addAction(action)

    def _on_wanted(self, first: int) -> None:
        question = self.question

        def put(rows: Sequence[Row]) -> None:
            if question == self.question:
                self.rows.put_page(first, rows, is_bare=question.has_words)

        self._desk.ask(lambda library: asking.page(library, question, first), put)

    def _on_seen_bare(self, ats: list[int]) -> None:
        question = self.question
        there = [(at, row) for at in ats if (row := self.rows.row(at))]
        rows = [row for _, row in there]

        def put(found: Sequence[Row]) -> None:
            if question == self.question:
                self.rows.put_lines([at for at, _ in there], found)

        self._desk.ask(lambda library: asking.with_lines(library, question, rows), put)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*NOUNS):
            self.refresh()

    def _on_index_moved(self) -> None:
        if self.question.has_words:
            self.refresh()

    def _on_library_changed(self) -> None:
        self.rows.put([], 0)
        self.total = 0
        if self._desk.library is not None:
            self.look(replace(self.question.place), self.question.query)
