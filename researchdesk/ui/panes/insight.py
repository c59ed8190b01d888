# SPDX-License-Identifier: MIT
"""Insight, in the place of the text: who appears with whom, a matrix of names, a timeline, a map; and sentences."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.parts import rule

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from researchdesk.model.changes import Changes
    from researchdesk.model.insight import Named, Opening
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.insight_map import InsightMap
    from researchdesk.ui.panes.insight_matrix import InsightMatrix
    from researchdesk.ui.panes.insight_sentences import InsightSentences
    from researchdesk.ui.panes.insight_timeline import InsightTimeline
    from researchdesk.ui.panes.insight_with import InsightWith

    Face = InsightWith | InsightMatrix | InsightTimeline | InsightMap

F = TypeVar("F", bound="Face")
FACES = ("with", "matrix", "timeline", "map")
COUNTED = ("article", "mention", "person", "name_form", "text_version")


class InsightPane(QFrame):
    """Four faces and the sentences behind a number; each is made when it is first shown."""

    searched = Signal(str)  # a query: its articles in the list
    left = Signal()  # Esc

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_open = False
        self._query = ""
        self._made: list[Face] = []
        self.setObjectName("name_page")
        self.setAccessibleName(tr("Insight"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        desk.changed.connect(self._on_changed)
        desk.index_moved.connect(self._on_index_moved)
        desk.library_changed.connect(self._on_library_changed)
        desk.style.changed.connect(self._restyle)

    # -- what it shows

    def open(self, query: str) -> None:
        """Show the numbers of what a query finds, on the face that was shown last."""
        self._make()
        self._is_open = True
        self.set_query(query)
        self._show_face()

    def close_pane(self) -> None:
        """Count nothing any more."""
        self._is_open = False

    def set_query(self, query: str) -> None:
        """Let timeline and map be those of what is searched."""
        self._query = query
        for face in self._made:
            face.set_query(query)
        if self._is_open:
            self._renew()

    def show_face(self, name: str, named: Named | None = None) -> None:
        """Show a face; With shows this person or country."""
        self._make()
        self.stack.setCurrentIndex(0)
        if named is not None:
            self.company.show_who(named)
        self.tabs.setCurrentIndex(FACES.index(name))

    def take_keys(self) -> None:
        """Let the face that is shown have the keys."""
        self._make()
        if self.stack.currentIndex():
            self.sentences.take_keys()
        else:
            self.face.take_keys()

    @property
    def face(self) -> Face:
        """The face that is shown."""
        match self.tabs.currentIndex():
            case 0:
                return self.company
            case 1:
                return self.matrix
            case 2:
                return self.timeline
            case _:
                return self.map

    @cached_property
    def company(self) -> InsightWith:
        """Who appears with whom."""
        from researchdesk.ui.panes.insight_with import InsightWith

        return self._placed(InsightWith(self._desk))

    @cached_property
    def matrix(self) -> InsightMatrix:
        """Names against countries, people or months."""
        from researchdesk.ui.panes.insight_matrix import InsightMatrix

        return self._placed(InsightMatrix(self._desk))

    @cached_property
    def timeline(self) -> InsightTimeline:
        """Articles over time."""
        from researchdesk.ui.panes.insight_timeline import InsightTimeline

        return self._placed(InsightTimeline(self._desk))

    @cached_property
    def map(self) -> InsightMap:
        """Articles by country."""
        from researchdesk.ui.panes.insight_map import InsightMap

        return self._placed(InsightMap(self._desk))

    @cached_property
    def sentences(self) -> InsightSentences:
        """What stands behind a number."""
        from researchdesk.ui.panes.insight_sentences import InsightSentences

        made = InsightSentences(self._desk)
        made.left.connect(self._on_left)
        dressing.dress(self._desk.style, made)
        self.stack.addWidget(made)
        self._desk.furnished.emit(made)
        return made

    # -- private

    def _make(self) -> None:
        """Make what the faces stand in, once."""
        if self.layout() is not None:
            return
        px = self._desk.style.px
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(tr("Faces of Insight"))
        for words in (tr("With"), tr("Matrix"), tr("Timeline"), tr("Map")):
            self.tabs.addTab(words)
        bar = QHBoxLayout()
        bar.setContentsMargins(px(18), px(2), px(8), 0)
        bar.addWidget(self.tabs)
        bar.addStretch(1)
        numbers = QWidget()
        column = QVBoxLayout(numbers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(rule(self))
        self._shown = QStackedWidget()
        column.addWidget(self._shown, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(numbers)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.tabs.currentChanged.connect(self._show_face)
        self._restyle()

    def _placed(self, face: F) -> F:
        """Give a new face its place and what it has to know."""
        face.opened.connect(self._on_opened)
        face.searched.connect(self.searched)
        face.set_query(self._query)
        face.restyle()
        self._made.append(face)
        self._shown.addWidget(face)
        self._desk.furnished.emit(face)
        return face

    def _show_face(self) -> None:
        self._shown.setCurrentWidget(self.face)
        if self._is_open:
            self._renew()

    def _renew(self) -> None:
        """Ask the face that is shown for its numbers where they may be others now."""
        face = self.face
        if face.is_stale:
            face.is_stale = False
            face.refresh()

    def _on_opened(self, title: str, opening: Opening, token: str) -> None:
        self.stack.setCurrentWidget(self.sentences)
        self.sentences.open(title, opening, token)
        self.sentences.back.setFocus()

    def _on_left(self) -> None:
        self.stack.setCurrentIndex(0)
        self.face.take_keys()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*COUNTED):
            self._go_stale()

    def _on_index_moved(self) -> None:
        self._go_stale()

    def _go_stale(self) -> None:
        for face in self._made:
            face.is_stale = True
        if self._is_open:
            self._renew()
            if self.stack.currentIndex():
                self.sentences.refresh()

    def _on_library_changed(self) -> None:
        self._is_open = False
        for face in self._made:
            face.forget()
        if self._made:
            self.stack.setCurrentIndex(0)

    def _restyle(self) -> None:
        if self.layout() is None:
            return
        style = self._desk.style
        self.tabs.setFont(style.font("ui_medium"))
        self.tabs.setStyleSheet(dressing.tab_sheet(style))
        for face in self._made:
            face.restyle()
        if self.stack.count() > 1:
            dressing.dress(style, self.sentences)
            self.sentences.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keys on to what is shown."""
        super().focusInEvent(event)
        self.take_keys()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave for the list with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
