# SPDX-License-Identifier: MIT
"""What the open note rests on, beside it: a row leads to its words in their context without leaving the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from researchdesk.ui.models.lines import Lines
from researchdesk.ui.models.rows import state_of
from researchdesk.ui.panes.row_delegate import TwoLines, list_view
from researchdesk.ui.translate import plural, tr
from researchdesk.ui.verbs import sources
from researchdesk.ui.widgets.dressing import ROLE, label, tool

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from researchdesk.model.note import NoteId, NoteSource
    from researchdesk.model.passage import Quote
    from researchdesk.ui.desk import Desk


LEAST = 32  # code points that are kept of what stood on either side of a passage


class NoteSources(QWidget):
    """The citations in the order of the note, then the highlights of the same articles that it does not use yet."""

    quoted = Signal(str)  # Markdown for the note
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._note: NoteId | None = None
        self.setAccessibleName(tr("Sources of the note"))
        style = desk.style
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(4))
        self.said = label(style, "", "small", "soft")
        self.said.setIndent(style.px(10))
        self.insert = tool(style, "cite", tr("Insert the quote"))
        self.insert.clicked.connect(self._quote)
        self.show_it = tool(style, "original", tr("Show in the text"))
        self.show_it.clicked.connect(self._show)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(self.insert)
        row.addWidget(self.show_it)
        column.addLayout(row)
        self.view = list_view(tr("Sources of the note"))
        self.model: Lines[NoteSource] = Lines(_spoken, self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(TwoLines(style, self.view, _lines))
        self.view.setUniformItemSizes(True)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.activated.connect(self._quote)
        column.addWidget(self.view, 4)
        self.page = QTextBrowser(self)
        self.page.setAccessibleName(tr("The source in its context"))
        self.page.setProperty(ROLE, "editor")
        self.page.setFont(style.font("editor"))
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(style.px(10))
        column.addWidget(self.page, 5)
        style.changed.connect(self._on_current)
        self._on_current()

    @property
    def chosen(self) -> NoteSource | None:
        """The source whose context is shown."""
        return self.model.thing(self.view.currentIndex())

    def read(self, note_id: NoteId) -> None:
        """Show what this note rests on now; the chosen row stays where it was."""
        is_other, self._note = self._note != note_id, note_id
        at = 0 if is_other else max(0, self.view.currentIndex().row())

        def show(found: list[NoteSource]) -> None:
            self.model.put(found)
            unused = sum(one.line is None for one in found)
            cited = plural("{n} citation", "{n} citations", len(found) - unused)
            more = plural("1 highlight not used yet", "{n} highlights not used yet", unused)
            self.said.setText(f"{cited} · {more}" if unused else cited)
            self.view.setCurrentIndex(self.model.index(min(at, max(0, len(found) - 1))))
            self._on_current()

        self._desk.ask(lambda library: sources.of_note(library, note_id), show, key="note sources")

    def _on_current(self, *_: object) -> None:
        one = self.chosen
        held = one.annotation if one else None
        self.insert.setEnabled(held is not None)
        self.show_it.setEnabled(one is not None and one.article_id is not None)
        if held is None:
            empty = tr(
                "The note cites nothing yet. C in a text cites the passage that is selected."
            )
            self.page.setPlainText(one.article_title if one else empty)
            return
        self._desk.ask(
            lambda library: sources.context(library, held),
            lambda found: self._on_context(found, LEAST if held.place is None else sources.CONTEXT),
            key="note source",
        )

    def _on_context(self, found: Quote, longest: int) -> None:
        """Show the passage marked amid what stands around it; the words go in as they are, never as mark-up."""
        plain, marked = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(self._desk.style.colour("ink.soft"))
        marked.setForeground(self._desk.style.colour("ink.strong"))
        marked.setBackground(self._desk.style.colour("highlight.yellow"))
        self.page.clear()
        cursor = QTextCursor(self.page.document())
        start = 0
        before, after = _whole_words(found, longest)
        for words, form in ((before, plain), (found.exact, marked), (after, plain)):
            start = cursor.position() if form is marked else start
            cursor.insertText(words.replace("\n\n", "\n"), form)
        cursor.setPosition(start)
        self.page.setTextCursor(cursor)
        bar, room = self.page.verticalScrollBar(), self._desk.style.px(24)
        bar.setValue(bar.value() + self.page.cursorRect().top() - room)

    def _quote(self) -> None:
        one = self.chosen
        held = one.annotation if one else None
        if held is not None:
            self._desk.ask(
                lambda library: sources.quotation(library, held), self.quoted.emit, key="quotation"
            )

    def _show(self) -> None:
        one = self.chosen
        if one is None or one.article_id is None:
            return
        if one.annotation is not None:
            self._desk.follow(f"rd:p/{one.annotation.public_id}")
        else:
            self._desk.show_article(one.article_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the note at Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _whole_words(found: Quote, longest: int) -> tuple[str, str]:
    """Give what stands before and after a passage without the words that were cut."""
    before, after = found.prefix, found.suffix
    if len(before) >= longest:
        before = f"…{before.partition(' ')[2]}"
    if len(after) >= longest:
        after = f"{after.rpartition(' ')[0]}…"
    return before, after


def _lines(one: NoteSource) -> tuple[str, str, str]:
    where = tr("not used yet") if one.line is None else tr("line {n}", n=one.line + 1)
    title = one.article_title or tr("This source is no longer in the library.")
    held = one.annotation
    state = state_of(held) if held else ""
    return one.words, " · ".join(part for part in (state, title) if part), where


def _spoken(one: NoteSource) -> str:
    return ", ".join(part for part in _lines(one) if part)
