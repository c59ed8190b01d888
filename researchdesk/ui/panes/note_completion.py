# SPDX-License-Identifier: MIT
"""Complete `[[` with notes, people and articles and `@` with people, while a note is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout

from researchdesk.ui.translate import plural, tr
from researchdesk.ui.verbs import articles, notes, people, search
from researchdesk.ui.widgets.choice_list import ChoiceList, Row
from researchdesk.ui.widgets.raised import Raised

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.note_editor import NoteEditor

WIDTH = 380  # px at 100 %
EACH = 4  # rows of a kind at most
BEGUN = re.compile(r"(\[\[)([^\[\]\n]{0,60})$|(?<![\w@.])(@)([^\W\d_][^@\n]{0,40}|)$")
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Proposed(Struct, frozen=True):
    """One thing that a link can lead to."""

    icon: str
    title: str
    kind: str
    public_id: str
    remark: str = ""

    @property
    def link(self) -> str:
        """Give the link to be written."""
        label = re.sub(r"([\\\[\]])", r"\\\1", " ".join(self.title.split()))
        return f"[{label}](rd:{self.kind}/{self.public_id})"


def propose(library: Library, words: str, *, people_only: bool) -> list[Proposed]:
    """Find what these words begin; in the pool."""
    rows = people.find(library, words, EACH) if words else people.rows(library, limit=EACH)
    persons = [
        Proposed(
            "person",
            one.preferred_name,
            "t",
            one.public_id,
            plural("in {n} article", "in {n} articles", one.article_count),
        )
        for one in rows
    ]
    if people_only:
        return persons
    titles = [
        Proposed("note", one.title, "n", one.public_id)
        for one in notes.rows(library)
        if search.holds(words, one.title)
    ]
    return [*titles[:EACH], *persons, *_articles(library, words)]


def _articles(library: Library, words: str) -> list[Proposed]:
    if len(words) < 3:
        return []
    found = search.find(library, words, typing=True, limit=EACH * 3)
    ids = [one.article_id for one in found.hits if one.article_id is not None]
    return [
        Proposed("articles", one.title, "a", one.public_id, one.container_title or "")
        for one in articles.rows(library, ids)
    ][:EACH]


class NoteCompletion(Raised):
    """The list below the caret; the editor keeps the focus."""

    def __init__(self, desk: Desk, editor: NoteEditor) -> None:
        super().__init__(desk.style, editor)
        self._desk = desk
        self._editor = editor
        self._found: list[Proposed] = []
        self._left = -1  # the position at which Esc closed the list: it stays closed for this word
        self.setFixedWidth(desk.style.px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(*[desk.style.px(5)] * 4)
        self.list = ChoiceList(desk.style, self)
        self.list.setAccessibleName(tr("Links proposed"))
        self.list.clicked.connect(self._take)
        column.addWidget(self.list)
        editor.textChanged.connect(self._look)
        editor.cursorPositionChanged.connect(self._on_caret)
        editor.installEventFilter(self)

    def _begun(self) -> tuple[int, str, bool] | None:
        """Give where the word begins in the line, the word, and whether only people are meant."""
        cursor = self._editor.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = BEGUN.search(before)
        if found is None or cursor.hasSelection():
            return None
        return found.start(), (found[2] or found[4] or "").strip(), bool(found[3])

    def _look(self) -> None:
        begun = self._begun()
        if begun is None or self._editor.is_loading or not self._editor.hasFocus():
            self.hide()
            return
        place = self._editor.textCursor().block().position() + begun[0]
        if place == self._left:
            return
        self._left = -1
        _, words, people_only = begun
        self._desk.ask(
            lambda library: propose(library, words, people_only=people_only),
            self._on_found,
            key="note completion",
        )

    def _on_found(self, found: list[Proposed]) -> None:
        self._found = found
        if not found or self._begun() is None or not self._editor.hasFocus():
            self.hide()
            return
        self.list.put([_row(one) for one in found])
        self.show_near(self._editor.cursorRect())

    def _on_caret(self) -> None:
        if self.isVisible() and self._begun() is None:
            self.hide()

    def _take(self) -> None:
        begun, row = self._begun(), self.list.currentIndex().row()
        self.hide()
        if begun is None or not 0 <= row < len(self._found):
            return
        cursor = self._editor.textCursor()
        end = cursor.position()
        cursor.setPosition(cursor.block().position() + begun[0])
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(self._found[row].link)
        self._editor.setTextCursor(cursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows, Enter, Tab and Esc work in the list while it is shown."""
        if not self.isVisible():
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        if key in STEPS:
            self.list.step(STEPS[key])
        elif key in TAKES:
            self._take()
        elif key == Qt.Key.Key_Escape:
            begun = self._begun()
            self._left = self._editor.textCursor().block().position() + begun[0] if begun else -1
            self.hide()
        else:
            return False
        return True


def _row(one: Proposed) -> Row:
    token = "entity.person" if one.icon == "person" else "ink.soft"
    return one.icon, token, one.title, one.remark
