# SPDX-License-Identifier: MIT
"""The open note: title, editor or preview, what links here, and the foot that says how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from researchdesk.ui.guarding import guard
from researchdesk.ui.panes import note_drafts
from researchdesk.ui.panes.note_completion import NoteCompletion
from researchdesk.ui.panes.note_editor import NoteEditor
from researchdesk.ui.panes.note_preview import NotePreview
from researchdesk.ui.panes.note_saving import NoteSaving
from researchdesk.ui.panes.note_sources import NoteSources
from researchdesk.ui.panes.tag_box import TagBox
from researchdesk.ui.panes.tagging import turn_in
from researchdesk.ui.translate import plural, tr
from researchdesk.ui.verbs import notes
from researchdesk.ui.widgets.dressing import button, label
from researchdesk.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from researchdesk.library.library import Library
    from researchdesk.model.changes import Changes
    from researchdesk.model.note import Citation, Note, NoteId
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.tagging import Choice

SIDE_BY_SIDE = 640  # px at 100 %
TOLD = (
    "citation",
    "annotation",
    "target",
    "article",
    "text_version",
    "note_tag",
    "tag",
)  # besides the note
NOTE_ACTIONS = ("bold", "italic", "link", "task", "line_up", "line_down", "follow_link")


class NotePage(QWidget):
    """One note; its words are saved by themselves."""

    history_asked = Signal(object)  # Note
    list_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._citations = self._words = 0
        self._line: int | None = None
        self._is_new = False
        self.setAccessibleName(tr("Note"))
        self._build()
        self.saving = NoteSaving(desk, self._typed, self)
        self.saving.state_changed.connect(self._on_state)
        self.saving.saved.connect(self._on_saved)
        self.title.textEdited.connect(self.saving.on_typed)
        self.title.returnPressed.connect(self.editor.setFocus)
        self.editor.textChanged.connect(self._on_text)
        self.box = TagBox(desk, self)
        self.box.chosen.connect(self._on_tag)
        self.sources.quoted.connect(self._quote)
        self.sources.left.connect(self.editor.setFocus)
        self.editor.left.connect(lambda: desk.actions.trigger("focus_reader"))
        desk.changed.connect(self._on_changed)
        desk.style.changed.connect(self.restyle)
        self.restyle()
        self._attach()

    def _build(self) -> None:
        style = self._desk.style
        column = QVBoxLayout(self)
        column.setContentsMargins(style.px(18), style.px(14), style.px(6), style.px(6))
        column.setSpacing(style.px(6))
        self.title = QLineEdit(self)
        self.title.setProperty("bare", True)  # noqa: FBT003 - a property of the style sheet
        self.title.setAccessibleName(tr("Title of the note"))
        self.title.setPlaceholderText(tr("Title"))
        self.title.setTextMargins(-2, 0, 0, 0)
        self.title.setFont(style.font("editor_title"))
        column.addWidget(self.title)
        self.stack = QStackedWidget(self)
        self.editor = NoteEditor(style, self)
        self.completion = NoteCompletion(self._desk, self.editor)
        self.preview = NotePreview(self._desk, self)
        self.stack.addWidget(self.editor)
        self.stack.addWidget(self.preview)
        column.addLayout(self._beside(), 1)
        self._back = FlowLayout(style.px(4))
        column.addLayout(self._back)
        foot = QHBoxLayout()
        self._foot = label(style, "", "small", "faint")
        foot.addWidget(self._foot, 1)
        self._again = button(style, tr("Try again"), "quiet", "small")
        self._again.clicked.connect(lambda: self.saving.save())
        self._again.hide()
        history = button(style, tr("History"), "quiet", "small")
        history.clicked.connect(self._ask_history)
        every = button(style, tr("All notes"), "quiet", "small")
        every.clicked.connect(self.list_asked)
        self.beside = button(style, tr("Sources"), "quiet", "small")
        self.beside.setCheckable(True)
        self.beside.toggled.connect(self._show_sources)
        self._tag = button(style, tr("Tag"), "quiet", "small")
        self._tag.clicked.connect(self._ask_tag)
        guard(self._desk, self.title, self._tag)
        for one in (self._again, self.beside, self._tag, history, every):
            foot.addWidget(one)
        column.addLayout(foot)

    def _beside(self) -> QBoxLayout:
        """Lay out the words and, where they are asked for, the sources beside them."""
        self.sources = NoteSources(self._desk, self)
        self.sources.hide()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(self._desk.style.px(12))
        self._sides.addWidget(self.stack, 5)
        self._sides.addWidget(self.sources, 4)
        return self._sides

    def _attach(self) -> None:
        actions = self._desk.actions
        for name in NOTE_ACTIONS:
            self.addAction(actions.action(name))
        is_typing = self._is_typing
        actions.attach("save", self.saving.save, enabled=self._is_open, scope=self)
        actions.attach("bold", self.editor.strong, enabled=is_typing)
        actions.attach("italic", self.editor.emphasis, enabled=is_typing)
        actions.attach("link", self.editor.make_link, enabled=is_typing)
        actions.attach("task", self.editor.task, enabled=is_typing)
        actions.attach("line_up", lambda: self.editor.move_line(-1), enabled=is_typing)
        actions.attach("line_down", lambda: self.editor.move_line(1), enabled=is_typing)
        actions.attach("follow_link", self._follow, enabled=self._has_link)
        actions.attach("preview_note", self.toggle_preview, enabled=self._is_open)
        actions.attach("rename", self._rename, enabled=self._is_open, scope=self)
        actions.attach("tag", self._ask_tag, enabled=self._is_open, scope=self)

    # -- opening and leaving ----------------------------------------------------------------------

    @property
    def note(self) -> Note | None:
        """Give the open note as it was saved last."""
        return self.saving.note

    def open(self, note: Note, *, line: int | None = None, focus: bool = True) -> None:
        """Show a note; words that could not be saved the last time are put back and saved again."""
        if self.note is None or self.note.id != note.id:
            self.saving.leave()
            self.show_preview(is_shown=False)
            self.preview.forget()
            self.title.setText(note.title)
            self.editor.set_body(note.body)
            self.editor.setReadOnly(self._desk.is_read_only)
            self.editor.setTabChangesFocus(not self._desk.settings.get("tab_indents"))
            self.saving.open(note)
            self._take_draft(note)
            self._ask_about(note.id)
        if line is not None:
            self.editor.go_to_line(line)
        if focus:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def name_it(self) -> None:
        """Put the caret into the title and select it: the note is new."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    def leave(self) -> None:
        """Save the note and show none."""
        self.saving.leave()
        self.title.clear()
        self.editor.set_body("")

    def take(self, note: Note) -> None:
        """Show another state of the open note: an earlier one was restored."""
        self.saving.open(note)
        self.title.setText(note.title)
        self.editor.change_body(note.body)

    def flush(self) -> None:
        """Save what is typed now."""
        self.saving.save()

    def restyle(self) -> None:
        """Take fonts and colours from the style anew."""
        self.title.setFont(self._desk.style.font("editor_title"))
        self.editor.restyle()
        self.preview.outdate()
        if self.stack.currentWidget() is self.preview:
            self.show_preview(is_shown=True)

    def cite(self, link: str) -> None:
        """Put a citation at the caret and go on writing there."""
        self.show_preview(is_shown=False)
        self.editor.insert_link(link)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- preview ----------------------------------------------------------------------------------

    def toggle_preview(self) -> None:
        """Show the note as a page, or the editor again."""
        self.show_preview(is_shown=self.stack.currentWidget() is self.editor)

    def show_preview(self, *, is_shown: bool) -> None:
        """Show the note as a page or not."""
        self._desk.actions.action("preview_note").setChecked(is_shown)
        if not is_shown:
            had_focus = self.preview.hasFocus()
            self.stack.setCurrentWidget(self.editor)
            if had_focus:
                self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        body = self.editor.body()
        self._desk.ask(lambda _: notes.render_parts(body), self._on_parts, key="preview")

    def _on_parts(self, parts: list[str]) -> None:
        self.preview.show_parts(parts)
        self.stack.setCurrentWidget(self.preview)
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- private ----------------------------------------------------------------------------------

    def _show_sources(self, is_shown: bool) -> None:
        self.sources.setVisible(is_shown)
        if is_shown and self.note is not None:
            self.saving.save()
            self.sources.read(self.note.id)
            self.sources.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_tag(self) -> None:
        """Ask for a tag of the note; one that it bears is taken off."""
        if self.note is not None:
            self.saving.save()
            self.box.ask_tag(self._tag.geometry(), self.note.tags)

    def _on_tag(self, choice: Choice) -> None:
        if self.note is not None:
            turn_in(self._desk, self.note, choice.name)

    def _quote(self, words: str) -> None:
        self.show_preview(is_shown=False)
        self.editor.insert_block(words)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the sources stand beside the note, or below it where there is no room."""
        super().resizeEvent(event)
        has_room = self.width() >= self._desk.style.px(SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if has_room else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(way)

    def _typed(self) -> tuple[str, str]:
        return self.title.text(), self.editor.body()

    def _is_open(self) -> bool:
        return self.note is not None

    def _is_typing(self) -> bool:
        return self._is_open() and self.stack.currentWidget() is self.editor

    def _has_link(self) -> bool:
        return self._is_typing() and bool(self.editor.link_at_caret())

    def _follow(self) -> None:
        self._desk.follow(self.editor.link_at_caret())

    def _rename(self) -> None:
        self.name_it()

    def _ask_history(self) -> None:
        if self.note is not None:
            self.saving.save()
            self.history_asked.emit(self.note)

    def _take_draft(self, note: Note) -> None:
        library = self._desk.library
        draft = note_drafts.find(library.uuid, note.id) if library is not None else None
        if draft is not None and draft != (note.title, note.body):
            self.title.setText(draft[0])
            self.editor.change_body(draft[1])
            self.saving.on_typed()
            self._desk.say(tr("Words that could not be saved before are back in the note."))

    def _on_text(self) -> None:
        if not self.editor.is_loading:
            self.saving.on_typed()

    def _on_saved(self, note: Note, sent: str) -> None:
        if note.body != sent and self.editor.body() == sent:
            self.editor.change_body(note.body)  # sugar was written out, or an alias followed

    def _on_changed(self, changes: Changes) -> None:
        note = self.note
        if note is None:
            return
        if note.id in changes.of("note") or changes.touches(*TOLD):
            self._ask_about(note.id)

    def _ask_about(self, note_id: NoteId) -> None:
        self._desk.ask(
            lambda library: _about(library, note_id),
            self._on_about,
            key="note",
            failed=lambda _: self._on_lost(note_id),
        )

    def _on_lost(self, note_id: NoteId) -> None:
        """Let go of a note that is no longer in the library: its making was undone."""
        if self.note is not None and self.note.id == note_id:
            self.saving.drop()
            self.list_asked.emit()

    def _on_about(self, found: tuple[Note, int, int, list[Citation]]) -> None:
        note, count, words, links = found
        held = self.note
        if held is None or held.id != note.id:
            return
        if note.trashed_on is not None:
            self._on_lost(note.id)
            return
        self._citations, self._words = count, words
        if self.sources.isVisible():
            self.sources.read(note.id)
        if self.saving.is_clean:
            self.saving.note = note
            if self.title.text() != note.title:
                self.title.setText(note.title)
            self.editor.change_body(note.body)
            self._on_state("saved", "")
        self._show_links(links)

    def _show_links(self, links: list[Citation]) -> None:
        self._back.clear()
        titles = {one.note_id: one for one in links}
        for one in list(titles.values())[:8]:
            words = tr("Linked from {note}", note=one.note_title)
            made = button(self._desk.style, words, "quiet flush", "small")
            made.clicked.connect(
                lambda _=False, one=one: self._desk.show_note(one.note_id, line=one.line_first)
            )
            self._back.addWidget(made)

    def _on_state(self, state: str, sentence: str) -> None:
        words = {
            "saved": tr("saved"),
            "typing": tr("not saved yet"),
            "saving": tr("saving"),
            "failed": tr("not saved: {reason}", reason=sentence),
        }[state]
        count = plural("{n} citation", "{n} citations", self._citations)
        size = plural("{n} word", "{n} words", self._words)
        tags = self.note.tags if self.note is not None else ()
        self._foot.setText(" · ".join([size, count, words, *tags]))
        self._again.setVisible(state == "failed")


def _about(library: Library, note_id: NoteId) -> tuple[Note, int, int, list[Citation]]:
    note = notes.get(library, note_id)
    size = notes.count_words(note.body)
    cited = len(notes.citations(library, note_id))
    return note, cited, size, notes.backlinks(library, note_id)
