# SPDX-License-Identifier: MIT
"""The lists beside a note: all notes while none is open, and the saved states of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from researchdesk.ui.guarding import guard
from researchdesk.ui.models.lines import Lines
from researchdesk.ui.models.rows import plain_words
from researchdesk.ui.panes.comparison import ComparedText, count_words
from researchdesk.ui.panes.row_delegate import TwoLines, list_view
from researchdesk.ui.translate import moment_day, plural, tr
from researchdesk.ui.verbs import notes, search
from researchdesk.ui.widgets.dressing import ROLE, button, label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from researchdesk.library.library import Library
    from researchdesk.model.changes import Changes
    from researchdesk.model.note import Note, NoteRevision, NoteRow
    from researchdesk.model.passage import Difference
    from researchdesk.ui.desk import Desk

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteList(QWidget):
    """All notes, the last changed first; a field narrows them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: list[NoteRow] = []
        self.setAccessibleName(tr("Notes"))
        style = desk.style
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.px(12), 0, 0)
        column.setSpacing(style.px(8))
        row = QHBoxLayout()
        row.setContentsMargins(style.px(18), 0, style.px(14), 0)
        self._field = QLineEdit(self)
        self._field.setProperty(ROLE, "ui")
        self._field.setAccessibleName(tr("Find a note"))
        self._field.setPlaceholderText(tr("Find a note"))
        self._field.textChanged.connect(self._show)
        row.addWidget(self._field, 1)
        new = button(style, desk.actions.text("new_note"), "primary")
        new.setToolTip(desk.actions.tip("new_note"))
        new.clicked.connect(lambda: desk.actions.trigger("new_note"))
        guard(desk, new)
        row.addWidget(new, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row)
        words = tr("No note is open. Ctrl+N begins one; C in the text cites a passage in it.")
        self._nothing = label(style, words, "ui", "soft")
        self._nothing.setWordWrap(True)
        self._nothing.setIndent(style.px(18))
        column.addWidget(self._nothing)
        self.view = list_view(tr("Notes"))
        self.model: Lines[NoteRow] = Lines(_spoken, self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(TwoLines(style, self.view, _lines))
        self.view.setUniformItemSizes(True)
        self.view.activated.connect(self._open)
        self.view.clicked.connect(self._open)
        column.addWidget(self.view, 1)
        desk.changed.connect(self._on_changed)
        desk.library_changed.connect(self.reload)
        desk.actions.attach("trash", self._trash, enabled=self._has_chosen, scope=self.view)
        self.reload()

    def reload(self) -> None:
        """Read the notes again."""
        if self._desk.library is None:
            self._on_rows([])
        else:
            self._desk.ask(lambda library: notes.rows(library), self._on_rows, key="note list")

    def _on_rows(self, rows: list[NoteRow]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        words = self._field.text()
        found = [
            one for one in self._rows if search.holds(words, one.title, one.opening, *one.tags)
        ]
        self.model.put(found)
        self._field.setVisible(bool(self._rows))

    def _open(self, index: QModelIndex) -> None:
        row = self.model.thing(index)
        if row is not None:
            self._desk.show_note(row.id)

    def _has_chosen(self) -> bool:
        return self.model.thing(self.view.currentIndex()) is not None

    def _trash(self) -> None:
        row = self.model.thing(self.view.currentIndex())
        if row is not None:
            self._desk.change(
                "trash note",
                lambda library: notes.trash(library, [row.id]),
                lambda _: self._desk.say(tr("Moved the note to the trash."), undo=True),
            )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("note", "note_tag", "tag") and self.isVisible():
            self.reload()

    def showEvent(self, event: object) -> None:
        """Read the notes when the list comes into sight."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.reload()


class NoteHistory(QWidget):
    """The saved states of a note, and one of them to read."""

    closed = Signal()
    restored = Signal(int)  # revision

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._note: Note | None = None
        self.setAccessibleName(tr("History of the note"))
        style = desk.style
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.px(10), 0, style.px(6))
        top = QHBoxLayout()
        top.setContentsMargins(style.px(18), 0, style.px(14), 0)
        back = button(style, tr("Back to the note"), "quiet flush")
        back.clicked.connect(self.closed)
        top.addWidget(back)
        self._said = label(style, "", "small", "soft")
        top.addWidget(self._said, 1)
        self._compare = button(style, tr("Compare with now"))
        self._compare.setCheckable(True)
        self._compare.toggled.connect(self._on_current)
        top.addWidget(self._compare)
        self._restore = button(style, tr("Restore this state"), "primary")
        self._restore.clicked.connect(self._on_restore)
        guard(desk, self._restore)
        top.addWidget(self._restore)
        column.addLayout(top)
        row = QHBoxLayout()
        self.view = list_view(tr("Saved states"))
        self.model: Lines[NoteRevision] = Lines(_spoken_state, self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(TwoLines(style, self.view, _state_lines))
        self.view.setUniformItemSizes(True)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        row.addWidget(self.view, 2)
        self._page = ComparedText(style, tr("The note as it was"), self)
        self._page.setProperty(ROLE, "editor")
        row.addWidget(self._page, 3)
        column.addLayout(row, 1)

    def open(self, note: Note) -> None:
        """Show the states of a note."""
        self._note = note
        self._compare.setChecked(False)
        self._desk.ask(
            lambda library: notes.history(library, note.id), self._on_states, key="note history"
        )

    def _on_states(self, states: list[NoteRevision]) -> None:
        self.model.put(states)
        for one in (self._restore, self._compare):
            one.setEnabled(bool(states))
        if states:
            self.view.setCurrentIndex(self.model.index(0))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._page.show_plain(tr("No earlier state is saved yet."))

    def _on_current(self, *_: object) -> None:
        state, note = self.model.thing(self.view.currentIndex()), self._note
        self._said.setText("")
        if state is None or note is None:
            return
        if not self._compare.isChecked():
            self._page.show_plain(f"{state.title}\n\n{state.body}")
            return

        def work(library: Library) -> tuple[str, list[Difference]]:
            found = notes.difference(library, note.id, state.revision)
            return notes.get(library, note.id).body, found

        self._desk.ask(work, lambda found: self._on_compared(*found), key="note changes")

    def _on_compared(self, body: str, changes: list[Difference]) -> None:
        if self._compare.isChecked():
            self._said.setText(count_words(len(changes)))
            self._page.compare(body, changes)

    def _on_restore(self) -> None:
        state = self.model.thing(self.view.currentIndex())
        if state is not None:
            self.restored.emit(state.revision)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Restore at Enter, go back at Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in ENTER:
            self._on_restore()
        else:
            super().keyPressEvent(event)


def _lines(row: NoteRow) -> tuple[str, str, str]:
    count = (
        plural("{n} citation", "{n} citations", row.citation_count) if row.citation_count else ""
    )
    parts = (count, ", ".join(row.tags), plain_words(row.opening))
    below = " · ".join(part for part in parts if part)
    return row.title, below, moment_day(row.modified_at)


def _spoken(row: NoteRow) -> str:
    return ", ".join(part for part in _lines(row) if part)


def _state_lines(state: NoteRevision) -> tuple[str, str, str]:
    words = " ".join(state.body.split())
    when = f"{moment_day(state.saved_at)} {state.saved_at[11:16]}"
    return when, words[:200], plural("{n} letter", "{n} letters", len(state.body))


def _spoken_state(state: NoteRevision) -> str:
    return ", ".join(part for part in _state_lines(state) if part)
