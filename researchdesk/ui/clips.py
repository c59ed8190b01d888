# SPDX-License-Identifier: MIT
"""Clip addresses, files and pasted pages, one after another, and say what became of each.

A source is fetched and read in the pool, saved in the library thread; then its people and countries are recognised in
the pool and kept as suggestions in the library thread. A source that fails says why, with Try again.
"""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal

from researchdesk.model.errors import PasswordWanted, UserError
from researchdesk.ui.incoming import folders_of
from researchdesk.ui.translate import plural, tr
from researchdesk.ui.verbs import articles, previews, repairing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.article import Article, ArticleId
    from researchdesk.model.clipping import Clipped, Clipping, Source
    from researchdesk.model.passage import TargetStatus
    from researchdesk.model.progress import Progress
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.opening import Opening

logger = logging.getLogger(__name__)

HEAP = 12  # files: more of them are imported, with one report


class Clips(QObject):
    """The queue of what is to be clipped."""

    clipped = Signal(object, object)  # Source, Clipped
    arrived = Signal(object)  # ArticleId of what was clipped alone, before it is said
    failed = Signal(object, object)  # Source, UserError
    repair_wanted = Signal(object)  # ArticleId whose passages are to be put right
    password_wanted = Signal(object, object)  # Source, PasswordWanted
    many_given = Signal(
        object
    )  # Sources that are folders, or too many files to speak of each: to be imported
    finished = Signal()  # the queue is empty

    def __init__(self, desk: Desk, opening: Opening, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._opening = opening
        self._waiting: deque[tuple[Source, Clipping | None]] = deque()
        self._is_running = False
        self._done: list[tuple[Source, Clipped]] = []
        self._errors: list[tuple[Source, UserError]] = []
        desk.library_changed.connect(self._on_library_changed)

    @property
    def is_running(self) -> bool:
        """True while something is being clipped."""
        return self._is_running or bool(self._waiting)

    def clip(self, sources: Sequence[Source]) -> None:
        """Clip these; the library is made first where there is none. Folders and heaps of files are imported."""
        many = folders_of(sources)
        files = [one for one in sources if one.kind == "file"]
        if len(files) > HEAP:
            many = files
        self._waiting.extend((one, None) for one in sources if one not in many)
        if many:
            self.many_given.emit(many)
        if self._waiting:
            self._opening.need(self._next)

    def keep(self, source: Source, clipping: Clipping) -> None:
        """Save what was looked at, exactly as it was shown; the library is made first where there is none."""
        self._waiting.append((source, clipping))
        self._opening.need(self._next)

    # -- one after another

    def _next(self) -> None:
        if self._is_running:
            return
        if not self._waiting:
            self._finish()
            return
        self._is_running = True
        source, shown = self._waiting.popleft()
        if shown is not None:
            self._save(source, shown)
            return
        words = tr("Clipping {name}", name=name_of(source))
        if self._waiting:
            words = tr("{words}, {n} more", words=words, n=len(self._waiting))
        logger.info("clip a source of kind %s", source.kind)
        self._desk.run(
            words,
            lambda library, progress: _read(library, source, progress),
            lambda clipping: self._save(source, clipping),
            lambda error: self._on_failed(source, error),
        )

    def _save(self, source: Source, clipping: Clipping) -> None:
        self._desk.change(
            "clip",
            lambda library: _kept(library, source, clipping),
            lambda clipped: self._on_saved(source, clipped),
            lambda error: self._on_failed(source, error),
        )

    def _on_saved(self, source: Source, clipped: Clipped) -> None:
        self._done.append((source, clipped))
        self.clipped.emit(source, clipped)
        recognise_names(self._desk, clipped.article_id)
        self._is_running = False
        self._next()

    def _on_failed(self, source: Source, error: BaseException) -> None:
        self._is_running = False
        if isinstance(error, UserError):
            self._errors.append((source, error))
            self.failed.emit(source, error)
        else:  # cancelled: what waits is not begun either
            self._waiting.clear()
        self._next()

    def _on_library_changed(self) -> None:
        if self._is_running:
            self._is_running = False
            self._waiting.clear()
            self._done.clear()
            self._errors.clear()

    # -- saying

    def _finish(self) -> None:
        done, errors = self._done, self._errors
        self._done, self._errors = [], []
        if len(errors) == 1 and not done:
            source, error = errors[0]
            if isinstance(error, PasswordWanted):
                self.password_wanted.emit(source, error)
                self.finished.emit()
                return
            ways: dict[str, Callable[[], object]] = {"try_again": lambda: self.clip([source])}
            self._desk.fail(error, ways)
        elif errors:
            self._say_some(done, errors)
        elif len(done) == 1:
            self.arrived.emit(done[0][1].article_id)
            self._say_one(done[0][1])
        elif done:
            new = sum(clipped.status == "new" for _, clipped in done)
            words = plural("1 article clipped.", "{n} articles clipped.", new)
            if known := len(done) - new:
                words = (
                    f"{words} {plural('1 was known already.', '{n} were known already.', known)}"
                )
            self._desk.say(words, undo=bool(new))
        self.finished.emit()

    def _say_some(
        self, done: list[tuple[Source, Clipped]], errors: list[tuple[Source, UserError]]
    ) -> None:
        from researchdesk.ui.translate import error_sentence

        words = plural("1 clipped, ", "{n} clipped, ", len(done)) if done else ""
        words += plural("1 not read: ", "{n} not read: ", len(errors))
        words += error_sentence(errors[0][1])
        again = [source for source, _ in errors]
        self._desk.say(words, action=(tr("Try again"), lambda: self.clip(again)))

    def _say_one(self, clipped: Clipped) -> None:
        def work(library: Library) -> tuple[Article, int]:
            article_id = clipped.article_id
            return articles.get(library, article_id), len(repairing.waiting(library, article_id))

        self._desk.ask(work, lambda found: self._say_article(clipped, *found))

    def _say_article(self, clipped: Clipped, article: Article, waiting: int) -> None:
        title = article.title if len(article.title) < 60 else f"{article.title[:57]}…"
        if clipped.was_trashed:
            words = tr("“{title}” is back from the trash.", title=title)
        elif clipped.status == "known":
            words = tr("“{title}” is in the library already.", title=title)
        elif clipped.status == "version" and any(clipped.passages.values()):
            words = again_words(clipped.passages, waiting)
        elif clipped.status == "version":
            words = tr("“{title}” has a new text version.", title=title)
        else:
            words = tr("Clipped “{title}”.", title=title)
        is_change = clipped.status != "known" or clipped.was_trashed
        way: tuple[str, Callable[[], object]] | None = None
        if clipped.status == "version" and waiting:
            way = (tr("Put right"), lambda: self.repair_wanted.emit(clipped.article_id))
        elif self._desk.article_id != clipped.article_id:
            way = (tr("Open"), lambda: self._desk.show_article(clipped.article_id, focus=True))
        self._desk.say(words, undo=is_change, action=way)


def again_words(counts: Mapping[TargetStatus, int], waiting: int) -> str:
    """Say what became of the passages of an article that was clipped again; `waiting` of them are to be repaired."""
    as_they_were = counts.get("same", 0) + counts.get("typography", 0)
    kept = counts.get("unsure", 0) + counts.get("orphan", 0) - waiting
    parts = [
        plural("1 passage as it was", "{n} passages as they were", as_they_were),
        tr("{n} moved", n=counts.get("moved", 0)),
        tr("{n} reworded", n=counts.get("changed", 0)),
        tr("{n} kept on an old version", n=kept),
        tr("{n} to repair", n=waiting),
    ]
    numbers = (as_they_were, counts.get("moved", 0), counts.get("changed", 0), kept, waiting)
    said = [part for part, number in zip(parts, numbers, strict=True) if number > 0]
    return tr("Clipped again: {parts}", parts=", ".join(said))


def recognise_names(desk: Desk, article_id: ArticleId) -> None:
    """Look for people and countries in an article, and keep them as suggestions."""

    def recognise(library: Library, _: Progress) -> object:
        from researchdesk.library import recognising

        return recognising.recognise(library, article_id)

    def store(found: object) -> None:
        def work(library: Library) -> int:
            from researchdesk.library import recognising

            return recognising.store(library, found)  # type: ignore[arg-type]

        desk.change("keep suggestions", work)

    def failed(error: BaseException) -> None:
        logger.warning("no names were recognised: %s", type(error).__name__)

    desk.run(tr("Looking for names"), recognise, store, failed)


def name_of(source: Source) -> str:
    """Give the short name of a source: its host, its file's name, or what it is."""
    if source.kind == "address":
        return urlsplit(source.value).hostname or source.value
    if source.kind == "file":
        return source.value.replace("\\", "/").rsplit("/", 1)[-1]
    return tr("the pasted text")


def _kept(library: Library, source: Source, clipping: Clipping) -> Clipped:
    if clipping.settled is not None:
        return previews.save(library, clipping, as_new=source.as_new)
    return articles.clip(library, clipping, as_new=source.as_new)


def _read(library: Library, source: Source, progress: Progress) -> Clipping:
    return articles.preview(library, source, progress)
