# SPDX-License-Identifier: MIT
"""The Note face of the companion: the open note, its history, or the list of all notes."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QStackedWidget

from researchdesk.model.passage import Span
from researchdesk.ui.panes.between import between
from researchdesk.ui.panes.note_lists import NoteHistory, NoteList
from researchdesk.ui.panes.note_page import NotePage
from researchdesk.ui.translate import in_menu, tr
from researchdesk.ui.verbs import notes, passages, templates

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from researchdesk.library.library import Library
    from researchdesk.model.note import Note, NoteId, NoteRow
    from researchdesk.ui.desk import Desk


class NoteFace(QStackedWidget):
    """What is shown of notes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.list = NoteList(desk, self)
        self.page = NotePage(desk, self)
        self.history = NoteHistory(desk, self)
        for one in (self.list, self.page, self.history):
            self.addWidget(one)
        self.page.list_asked.connect(self.show_list)
        self.page.history_asked.connect(self._show_history)
        self.history.closed.connect(self._show_page)
        self.history.restored.connect(self._restore)
        self.page.editor.passage_dropped.connect(self._on_passage)
        between(desk).cited.connect(self.cite)
        desk.library_changed.connect(self._on_library)
        desk.flush_asked.connect(self.flush)
        desk.actions.attach("new_note", self.new)
        desk.actions.attach("note_from_template", self.from_template)

    def open(self, note_id: NoteId, *, line: int | None = None, focus: bool = True) -> None:
        """Open a note."""
        self._desk.ask(
            lambda library: notes.get(library, note_id),
            lambda note: self._on_note(note, line=line, focus=focus),
            key="open note",
        )

    def new(self) -> None:
        """Begin a note; its title is there to be written over."""
        self._desk.change(
            "new note", lambda library: notes.new(library, tr("New note")), self._on_new
        )

    def from_template(self) -> None:
        """Let a template be chosen, and begin a note from it, filled in from the open article."""
        self._desk.ask(lambda library: templates.rows(library), self._on_templates, key="templates")

    def _on_templates(self, found: list[NoteRow]) -> None:
        if not found:
            words = tr("Tag a note with “template”, and others can begin from it.")
            self._desk.say(words)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in found:
            menu.addAction(in_menu(row.title), functools.partial(self._begin_from, row))
        menu.popup(self.window().mapToGlobal(self.window().rect().center()))

    def _begin_from(self, row: NoteRow) -> None:
        article_id = self._desk.article_id

        def work(library: Library) -> Note:
            template = notes.get(library, row.id)
            return templates.new(library, template, row.title, article_id=article_id)

        self._desk.change("note from template", work, self._on_new)

    def cite(self, link: str, title: str) -> None:
        """Put a citation into the open note; a new note is begun when none is open."""
        self._desk.show_companion("note")
        if self.page.note is not None:
            self._show_page()
            self.page.cite(link)
            return
        name = tr("Notes on {title}", title=title)
        self._desk.change(
            "new note",
            lambda library: notes.new(library, name),
            lambda note: self._begin(note, link),
        )

    def show_list(self) -> None:
        """Leave the note and show all of them."""
        self.page.leave()
        self._desk.close_note()
        self.setCurrentWidget(self.list)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_control(self) -> QWidget:
        """Give what takes the focus when it comes to the face."""
        if self.currentWidget() is self.page:
            return self.page.stack.currentWidget() or self.page.editor
        return self.history.view if self.currentWidget() is self.history else self.list.view

    def flush(self) -> None:
        """Save what is typed now."""
        self.page.flush()

    def _begin(self, note: Note, link: str) -> None:
        self._desk.put_note(note.id, focus=False)
        self._on_note(note, line=None, focus=True)
        self.page.cite(link)

    def _on_new(self, note: Note) -> None:
        self._desk.show_companion("note")
        self._desk.put_note(note.id, focus=False)
        self._on_note(note, line=None, focus=False)
        self.page.name_it()

    def _on_note(self, note: Note, *, line: int | None, focus: bool) -> None:
        self.page.open(note, line=line, focus=focus)
        self._show_page()

    def _show_page(self) -> None:
        self.setCurrentWidget(self.page)

    def _show_history(self, note: Note) -> None:
        self.setCurrentWidget(self.history)
        self.history.open(note)

    def _restore(self, revision: int) -> None:
        note = self.page.note
        if note is not None:
            self._desk.change(
                "restore note",
                lambda library: notes.restore_revision(library, note.id, revision),
                self._on_restored,
            )

    def _on_restored(self, note: Note) -> None:
        self._show_page()
        self.page.take(note)
        self._desk.say(tr("The earlier state is back."), undo=True)

    def _on_passage(self, article: int, start: int, end: int) -> None:
        """Cite a passage that was dropped on the note."""

        def work(library: Library) -> str:
            made = passages.highlight(library, article, Span(start, end))  # type: ignore[arg-type]
            return passages.cite_link(library, made.id)

        self._desk.change("cite", work, self.page.cite)

    def _on_library(self) -> None:
        self.page.saving.drop()
        self.page.leave()
        self.setCurrentWidget(self.list)
