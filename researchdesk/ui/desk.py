# SPDX-License-Identifier: MIT
"""The window's shared context: the open library, what is shown, and the ways to ask, change, say and fail.

The panes hear of everything from here and ask for everything here; none of them knows another.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from researchdesk.ui.actions import Actions
from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.config.settings import Settings
    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.model.changes import Changes
    from researchdesk.model.errors import UserError
    from researchdesk.model.insight import Named
    from researchdesk.model.note import NoteId, Place
    from researchdesk.model.passage import Span
    from researchdesk.model.progress import Progress
    from researchdesk.ui.jobs import Job, Jobs
    from researchdesk.ui.style import Style

logger = logging.getLogger(__name__)

T = TypeVar("T")
Face = Literal["note", "annotations", "people", "details"]
WEB = ("http", "https")


class Desk(QObject):
    """The window's shared context, passed in, never fetched."""

    changed = Signal(object)  # Changes, on the GUI thread, after every operation, undo and redo
    library_changed = Signal()  # another library was opened, or none is open
    article_shown = Signal(object)  # ArticleId | None: what the reader shows now
    note_shown = Signal(object)  # NoteId | None
    query_changed = Signal(str)  # the query whose hits the reader should outline
    index_status = Signal(object)  # IndexStatus
    index_moved = Signal()  # the index holds what it did not hold before

    article_asked = Signal(
        object, object, bool
    )  # ArticleId | None, Span | None, focus: for the reader
    note_asked = Signal(object, object, bool)  # NoteId, line | None, focus: for the companion
    repair_asked = Signal(object)  # AnnotationId | None: let this passage be put right, or none
    companion_asked = Signal(str)  # a face
    person_asked = Signal(object)  # PersonId: show what names this person
    country_asked = Signal(str)  # a country's code: show what names it
    insight_asked = Signal(str, object, object)  # a face of Insight, Named | None, query | None
    furnished = Signal(object)  # QWidget: a part of the window that was not there at its start
    leaving = Signal(
        bool
    )  # a jump is about to be made, or only a step along a list: for the history
    flush_asked = Signal()  # save what is typed now: before undo, closing, another library
    said = Signal(str, bool, object)  # sentence, undo, (words, callable) | None: for the toast
    failed = Signal(
        object, object
    )  # UserError, its ways out by name, as far as the asker knows them

    _announced = Signal(object)

    def __init__(
        self, jobs: Jobs, style: Style, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.style = style
        self.settings = settings
        self.actions = Actions(settings, style, self)
        self.actions.is_read_only = lambda: self.is_read_only
        self.library: Library | None = None
        self.article_id: ArticleId | None = None
        self.note_id: NoteId | None = None
        self.query = ""
        jobs.failed.connect(self.fail)
        self._announced.connect(self.changed, Qt.ConnectionType.QueuedConnection)

    # -- the library

    @property
    def is_read_only(self) -> bool:
        """True while a library is open that can only be read."""
        return self.library is not None and self.library.is_read_only

    def use_library(self, library: Library | None) -> None:
        """Let this be the open library; it was made in the library thread."""
        self.jobs.forget_questions()
        self.library = library
        if library is not None:
            library.on_change.append(self._on_change)
        self.article_id = None
        self.note_id = None
        with self.jobs.first("results"):
            self.library_changed.emit()

    def change(
        self,
        label_for_log: str,
        work: Callable[[Library], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> Job | None:
        """Change the library in its own thread; what changed is announced before `then` is called.

        Errors of the user go to `failed`, or to everybody. Nothing happens without a library.
        """
        library = self.library
        if library is None:
            logger.debug("no library for: %s", label_for_log)
            return None
        logger.info("%s", label_for_log)

        def again() -> object:
            return self.change(label_for_log, work, then, failed)

        return self.jobs.change(lambda _: work(library), then, self._only_users(failed, again))

    def ask(
        self,
        work: Callable[[Library], T],
        then: Callable[[T], None],
        *,
        key: str | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> Job | None:
        """Read from the library in the pool; with a key the newest question wins."""
        library = self.library
        if library is None:
            return None
        return self.jobs.ask(lambda _: work(library), then, self._only_users(failed), key=key)

    def run(
        self,
        words: str,
        work: Callable[[Library, Progress], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job | None:
        """Do long work that changes nothing by itself; the status bar shows its words and its cancel."""
        library = self.library
        if library is None:
            return None
        return self.jobs.run(lambda progress: work(library, progress), then, failed, words=words)

    # -- what is shown

    def show_article(
        self,
        article_id: ArticleId | None,
        span: Span | None = None,
        *,
        focus: bool = False,
        is_walk: bool = False,
    ) -> None:
        """Show an article, and the passage in it; a step of the history, unless a list is quickly walked along."""
        self.leave(is_walk=is_walk)
        self.put_article(article_id, span, focus=focus)

    def put_article(
        self, article_id: ArticleId | None, span: Span | None = None, *, focus: bool = False
    ) -> None:
        """Show an article without a step of the history: for the history itself, and for walking a list."""
        is_other = article_id != self.article_id
        self.article_id = article_id
        self.article_asked.emit(article_id, span, focus)
        if is_other:
            self.article_shown.emit(article_id)

    def show_note(self, note_id: NoteId, *, line: int | None = None, focus: bool = True) -> None:
        """Open a note in the companion; this is a step of the history."""
        self.leave()
        self.put_note(note_id, line=line, focus=focus)

    def put_note(self, note_id: NoteId, *, line: int | None = None, focus: bool = True) -> None:
        """Open a note without a step of the history."""
        self.note_id = note_id
        self.note_asked.emit(note_id, line, focus)
        self.note_shown.emit(note_id)

    def close_note(self) -> None:
        """No note is open any more."""
        self.note_id = None
        self.note_shown.emit(None)

    def show_companion(self, face: Face) -> None:
        """Open the companion on one of its faces."""
        self.companion_asked.emit(face)

    def show_person(self, person_id: int) -> None:
        """Show the articles that name a person; this is a step of the history."""
        self.leave()
        self.person_asked.emit(person_id)

    def show_country(self, code: str) -> None:
        """Show the articles that name a country; this is a step of the history."""
        self.leave()
        self.country_asked.emit(code)

    def show_insight(
        self, face: str, named: Named | None = None, *, query: str | None = None
    ) -> None:
        """Show a face of Insight: of somebody, or of what a query finds; this is a step of the history."""
        self.leave()
        self.insight_asked.emit(face, named, query)

    def leave(self, *, is_walk: bool = False) -> None:
        """Say that a jump is about to be made, so that Alt+Left leads back here."""
        self.leaving.emit(is_walk)

    def set_query(self, query: str) -> None:
        """Say which query's hits are to be outlined in the text."""
        if query != self.query:
            self.query = query
            self.query_changed.emit(query)

    def follow(self, url: str) -> None:
        """Go where a link leads: inside the library, or with the browser, whose host is then said."""
        address = QUrl(url)
        if address.scheme() == "rd":
            self._follow_inside(url)
        elif address.scheme() in WEB and address.host():
            self.say(tr("Opened in the browser: {host}", host=address.host()))
            QDesktopServices.openUrl(address)
        else:
            self.say(tr("This link leads nowhere that can be opened."))

    # -- words

    def say(
        self,
        sentence: str,
        *,
        undo: bool = False,
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Say what was done, in the toast and to a screen reader; with Undo, or another way on."""
        self.said.emit(sentence, undo, action)

    def fail(self, error: UserError, ways: dict[str, Callable[[], object]] | None = None) -> None:
        """Say what went wrong; `ways` are ways out that only the asker knows, such as `try_again`."""
        logger.info("failed: %s", type(error).__name__)
        self.failed.emit(error, ways or {})

    def flush(self) -> None:
        """Let every pane save what is typed and not yet saved."""
        self.flush_asked.emit()

    # -- private

    def _only_users(
        self,
        failed: Callable[[UserError], None] | None,
        again: Callable[[], object] | None = None,
    ) -> Callable[[BaseException], None]:
        from researchdesk.model.errors import UserError
        from researchdesk.ui.jobs import is_gone

        def tell(error: BaseException) -> None:
            if not isinstance(error, UserError):
                return
            if failed is None or is_gone(failed):
                self.fail(error, {"try_again": again} if again else None)
            else:
                failed(error)

        return tell

    def _on_change(self, changes: Changes) -> None:
        self._announced.emit(changes)  # called in the library thread; arrives in the GUI thread

    def _follow_inside(self, url: str) -> None:
        def where(library: Library) -> Place:
            from researchdesk.library import notes

            return notes.follow(library, url)

        self.ask(where, self._go, key="follow")

    def _go(self, place: Any) -> None:
        if place.note_id is not None:
            self.show_note(place.note_id)
        elif place.article_id is not None:
            self.show_article(place.article_id, place.span, focus=True)
        elif place.person_id is not None:
            self.show_person(place.person_id)
