# SPDX-License-Identifier: MIT
"""Save a note while it is written: a second after the last key, at least every five seconds, and on leaving.

What is typed counts as unsaved until the library has said that it is saved; a save that failed is tried again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from researchdesk.ui.panes import note_drafts
from researchdesk.ui.translate import error_sentence
from researchdesk.ui.verbs import notes

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.library.library import Library
    from researchdesk.model.errors import UserError
    from researchdesk.model.note import Note, NoteId
    from researchdesk.ui.desk import Desk

AFTER_LAST_KEY = 1000  # ms
AT_LEAST_EVERY = 5000  # ms, while somebody types; also until a failed save is tried again
State = Literal["saved", "typing", "saving", "failed"]


class NoteSaving(QObject):
    """Keeps one note saved; `typed` gives title and body as they stand in the fields."""

    state_changed = Signal(str, str)  # State, the sentence of the error or nothing
    saved = Signal(object, str)  # Note, the body that was sent

    def __init__(self, desk: Desk, typed: Callable[[], tuple[str, str]], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._typed = typed
        self.note: Note | None = None
        self._is_dirty = False
        self._in_flight = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER_LAST_KEY)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(AT_LEAST_EVERY)
        self._soon.timeout.connect(self.save)
        self._late.timeout.connect(self.save)

    @property
    def is_clean(self) -> bool:
        """True when the library holds what is typed."""
        return not self._is_dirty and not self._in_flight

    def open(self, note: Note) -> None:
        """Begin with a note as it is saved."""
        self._stop()
        self.note = note
        self._is_dirty = False
        self.state_changed.emit("saved", "")

    def on_typed(self) -> None:
        """Remember that something is not saved yet."""
        if self.note is None:
            return
        self._is_dirty = True
        self._soon.start()
        if not self._late.isActive():
            self._late.start()
        self.state_changed.emit("typing", "")

    def save(self, *, is_leaving: bool = False) -> None:
        """Save what is typed now."""
        self._stop()
        note = self.note
        if note is None or not (self._is_dirty or is_leaving) or self._desk.is_read_only:
            return
        title, body = self._typed()
        was_dirty, self._is_dirty = self._is_dirty, False
        self._in_flight += 1
        if was_dirty:
            self.state_changed.emit("saving", "")
        uuid = self._uuid()
        job = self._desk.change(
            "save note",
            lambda library: _save(library, note.id, title, body, is_leaving=is_leaving),
            lambda done: self._on_saved(done, body, uuid),
            lambda error: self._on_failed(note.id, (title, body), uuid, error),
        )
        if job is None:
            self._in_flight -= 1
            self._is_dirty = was_dirty

    def leave(self) -> None:
        """Save and add the state to the note's history: another note is opened, or none."""
        self.save(is_leaving=True)
        self.drop()

    def drop(self) -> None:
        """Save nothing more: the note is gone."""
        self._stop()
        self.note = None
        self._is_dirty = False

    def _on_saved(self, done: Note, body: str, uuid: str) -> None:
        self._in_flight -= 1
        note_drafts.drop(uuid, done.id)
        if self.note is not None and self.note.id == done.id:
            self.note = done
            self.saved.emit(done, body)
            if not self._is_dirty and not self._in_flight:
                self.state_changed.emit("saved", "")

    def _on_failed(
        self, note_id: NoteId, typed: tuple[str, str], uuid: str, error: UserError
    ) -> None:
        self._in_flight -= 1
        note_drafts.keep(uuid, note_id, *typed)
        if self.note is not None and self.note.id == note_id:
            self._is_dirty = True
            self._late.start()
            self.state_changed.emit("failed", error_sentence(error))
        else:
            self._desk.fail(error)

    def _uuid(self) -> str:
        return self._desk.library.uuid if self._desk.library is not None else "none"

    def _stop(self) -> None:
        self._soon.stop()
        self._late.stop()


def _save(library: Library, note_id: NoteId, title: str, body: str, *, is_leaving: bool) -> Note:
    """Save; a note whose title was emptied keeps the one it had."""
    done = notes.save(library, note_id, title=title if title.strip() else None, body=body)
    if is_leaving:
        notes.leave(library, note_id)
    return done
