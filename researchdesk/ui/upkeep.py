# SPDX-License-Identifier: MIT
"""What the window does by itself after each change: the index is kept up, what is read is marked as read.

The index's child process takes in what waits, then the library thread drops it from the outbox. One take-in runs at a
time; what changes meanwhile is taken in by the next.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from researchdesk.model.errors import UserError
from researchdesk.ui.translate import tr
from researchdesk.ui.verbs import articles, search, tending

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.model.changes import Changes
    from researchdesk.model.progress import Progress
    from researchdesk.model.search import IndexStatus
    from researchdesk.ui.desk import Desk

logger = logging.getLogger(__name__)

TOGETHER = 60  # ms: changes that follow each other this quickly are taken in together
READ_AFTER = 2_500  # ms that an article is shown until it counts as read
LOOK = 700  # ms between two looks at a rebuild
TIDY_AFTER = 5_000  # ms without a change after which the index is tended
AGAIN = 5_000  # ms after which what failed is tried again, each time twice as long
LONGEST = 300_000
UPKEEP = "Upkeep"  # label of operations that the user did not ask for


class Upkeep(QObject):
    """Keeps index and reading marks up to what the user does."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_running = False
        self._is_wanted = False
        self._said: type[UserError] | None = None
        self._begin = _timer(self, TOGETHER, self._on_begin)
        self._read = _timer(self, READ_AFTER, self._on_read)
        self._tidy = _timer(self, TIDY_AFTER, self._on_tidy)
        self._again = _timer(self, AGAIN, self._on_begin)
        self._failures = 0
        self._look = QTimer(self)
        self._look.setInterval(LOOK)
        self._look.timeout.connect(self.say_status)
        desk.changed.connect(self._on_changed)
        desk.library_changed.connect(self._on_library_changed)
        desk.article_shown.connect(self._on_article_shown)

    @property
    def is_settled(self) -> bool:
        """True when nothing runs and nothing waits to be taken in."""
        return not (self._is_running or self._is_wanted or self._begin.isActive())

    def stop(self) -> None:
        """Begin nothing new."""
        for timer in (self._begin, self._again, self._read, self._look, self._tidy):
            timer.stop()
        self._is_wanted = False

    def say_status(self) -> None:
        """Ask how the index stands, and let the status bar say it."""
        self._desk.ask(search.status, self._desk.index_status.emit, key="index status")

    def _on_library_changed(self) -> None:
        self.stop()
        self._is_running = False
        if self._desk.library is not None:
            self._begin.start()

    def _on_changed(self, changes: Changes) -> None:
        if changes.ids:
            self._begin.start()

    def _on_begin(self) -> None:
        if self._is_running:
            self._is_wanted = True
            return
        if self._desk.library is None:
            return
        self._is_wanted = False
        self._work(_take_in, self._on_taken)

    def _on_tidy(self) -> None:
        if not self._is_running and self._desk.library is not None:
            self._work(tending.tend, self._on_taken)

    def _work(
        self, work: Callable[[Library, Progress], object], then: Callable[[Any], None]
    ) -> None:
        library = self._desk.library
        self._is_running = True
        self._look.start()

        def done(result: Any) -> None:
            if library is self._desk.library:
                then(result)

        self._desk.run(tr("Bringing the search index up to date"), work, done, self._on_failed)

    def _on_taken(self, taken: int | None) -> None:
        self._said = None
        self._failures = 0
        if taken is None:
            self._done()
            return
        self._desk.change(
            "settle the index", lambda library: search.settle(library, taken), self._on_settled
        )

    def _on_settled(self, _: None) -> None:
        self._desk.index_moved.emit()
        self._tidy.start()
        self._done()

    def _on_failed(self, error: BaseException) -> None:
        logger.warning("the index could not be brought up to date: %s", type(error).__name__)
        if isinstance(error, UserError) and type(error) is not self._said:
            self._said = type(error)  # once: the next change would only meet it again
            self._desk.fail(error)
        self._again.start(min(AGAIN << self._failures, LONGEST))
        self._failures += 1
        self._done()

    def _done(self, _: object = None) -> None:
        self._is_running = False
        self._look.stop()
        self.say_status()
        if self._is_wanted:
            self._is_wanted = False
            self._begin.start()

    def _on_article_shown(self, article_id: ArticleId | None) -> None:
        self._read.stop()
        if article_id is not None:
            self._read.start()

    def _on_read(self) -> None:
        article_id, library = self._desk.article_id, self._desk.library
        if article_id is None or library is None or library.is_read_only:
            return
        self._desk.change("read", lambda library: _mark_read(library, article_id))


def _timer(parent: Upkeep, ms: int, then: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    timer.timeout.connect(then)
    return timer


def _take_in(library: Library, progress: Progress) -> int | None:
    """Bring the index up; None when there was nothing to do, 0 when it only had to be opened."""
    was_open = library.index.state == "current"
    if not was_open:
        search.open_index(library)
    if library.index.state == "current" and not search.is_behind(library):
        return None if was_open else 0
    return search.take_in(library, progress)


def _mark_read(library: Library, article_id: ArticleId) -> None:
    if not articles.get(library, article_id).is_read:
        with library.operation(UPKEEP, undoable=False):
            articles.mark(library, [article_id], is_read=True)


def words_of(status: IndexStatus) -> str:
    """Say how the index stands."""
    if status.state == "current":
        return tr("Index up to date")
    if status.state == "behind":
        return tr("Indexing {n} changes", n=status.total) if status.total else tr("Indexing")
    if status.state == "rebuilding":
        return tr(
            "The search index is being rebuilt ({n} of {m}). Results may be incomplete until then.",
            n=status.done,
            m=status.total,
        )
    return tr("The search index is being built. Until then only titles are searched.")
