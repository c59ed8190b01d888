# SPDX-License-Identifier: MIT
"""What can be done to the chosen rows of the list, or to the article that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QSize

from researchdesk.model.article import ArticleId
from researchdesk.model.note import NoteId
from researchdesk.model.passage import AnnotationId
from researchdesk.model.people import PersonId
from researchdesk.ui.panes import tagging
from researchdesk.ui.panes.tag_box import TagBox
from researchdesk.ui.translate import plural, tr
from researchdesk.ui.verbs import articles, notes, passages, people

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from researchdesk.library.library import Library
    from researchdesk.model.article import Article
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.models.rows import Row, RowKind
    from researchdesk.ui.panes.results import ResultsPane

MOVED = {
    "article": ("Moved the article to the trash.", "Moved {n} articles to the trash."),
    "note": ("Moved the note to the trash.", "Moved {n} notes to the trash."),
    "annotation": ("Moved the annotation to the trash.", "Moved {n} annotations to the trash."),
    "person": ("Moved the person to the trash.", "Moved {n} people to the trash."),
}


class Deeds(QObject):
    """Attaches the commands on articles to list and reader."""

    def __init__(self, desk: Desk, results: ResultsPane, reader: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._results = results
        self._over = parent  # what the tag box floats over
        self._tagged: list[ArticleId] = []
        self.box = TagBox(desk, parent)
        self.box.chosen.connect(self._on_tag_chosen)
        attach = desk.actions.attach
        for name, act in (
            ("star", self.star),
            ("read_unread", self.read_unread),
            ("file_away", self.file_away),
            ("open_original", self.open_original),
        ):
            attach(name, act, enabled=self._has_articles)
        attach("tag", self.tag, enabled=self._has_articles)
        attach("trash", self.trash_shown, enabled=self._has_shown, scope=reader)
        attach("trash", self.trash, enabled=self._has_rows)
        attach("restore", self.restore, enabled=self._has_trashed)
        attach("next_article", lambda: results.view.step(1), enabled=self._has_list)
        attach("previous_article", lambda: results.view.step(-1), enabled=self._has_list)

    # -- whom it concerns

    @property
    def rows(self) -> list[Row]:
        """The chosen rows; none while the reader shows an article that is not among them."""
        return self._results.view.selected

    @property
    def articles(self) -> list[ArticleId]:
        """The chosen articles, or the one that is open."""
        found = [ArticleId(int(row.id)) for row in self.rows if row.kind == "article"]
        shown = self._desk.article_id
        if shown is not None and shown not in found and len(found) < 2:
            return [shown]
        return found

    def _has_articles(self) -> bool:
        return bool(self.articles)

    def _has_rows(self) -> bool:
        return bool(self.rows or self.articles)

    def _has_shown(self) -> bool:
        return self._desk.article_id is not None

    def _has_list(self) -> bool:
        return self._results.total > 0

    def _has_trashed(self) -> bool:
        return any(row.is_trashed for row in self.rows)

    def _row_of(self, article_id: ArticleId) -> Row | None:
        at = self._results.rows.find(("article", int(article_id)))
        return self._results.rows.row(at) if at is not None else None

    # -- the deeds

    def star(self) -> None:
        """Star the articles; take the star off where all have one."""
        ids = self.articles
        known = [self._row_of(one) for one in ids]
        if None in known:
            self._desk.ask(
                lambda library: _all_starred(library, ids), lambda all_: self._star(ids, not all_)
            )
        else:
            self._star(ids, not all(row.is_starred for row in known if row))

    def _star(self, ids: Sequence[ArticleId], is_starred: bool) -> None:
        words = (
            plural("Starred the article.", "Starred {n} articles.", len(ids))
            if is_starred
            else plural(
                "Took the star off the article.", "Took the star off {n} articles.", len(ids)
            )
        )
        self._do("star", lambda library: articles.mark(library, ids, is_starred=is_starred), words)

    def read_unread(self) -> None:
        """Mark the articles as unread; as read where all are unread."""
        ids = self.articles
        rows = [row for one in ids if (row := self._row_of(one))]
        is_read = bool(rows) and all(row.is_unread for row in rows)
        words = (
            plural("Marked the article as read.", "Marked {n} articles as read.", len(ids))
            if is_read
            else plural("Marked the article as unread.", "Marked {n} articles as unread.", len(ids))
        )
        self._do("read", lambda library: articles.mark(library, ids, is_read=is_read), words)

    def file_away(self) -> None:
        """File the articles away, and go on to the next; back into the inbox where all are filed."""
        ids = self.articles
        rows = [row for one in ids if (row := self._row_of(one))]
        is_filed = not rows or not all(row.is_filed for row in rows)
        words = (
            plural("Filed the article away.", "Filed {n} articles away.", len(ids))
            if is_filed
            else plural(
                "The article is back in the inbox.", "{n} articles are back in the inbox.", len(ids)
            )
        )
        at = self._results.view.currentIndex().row()
        is_list_of_inbox = self._results.question.place.value == "inbox"
        if is_filed and is_list_of_inbox:
            self._results.go_on()
        elif is_filed and len(ids) == 1 and at >= 0:
            self._results.view.step(1)
        self._do("file", lambda library: articles.mark(library, ids, is_filed=is_filed), words)

    def open_original(self) -> None:
        """Open the page where the article was clipped, in the browser."""
        article_id = self.articles[0]

        def go(article: Article) -> None:
            if article.url:
                self._desk.follow(article.url)
            else:
                self._desk.say(tr("This article has no address."))

        self._desk.ask(lambda library: articles.get(library, article_id), go)

    def tag(self) -> None:
        """Ask whom or what to tag the articles with."""
        self._tagged = self.articles
        view = self._results.view
        corner = view.mapTo(self._over, view.rect().topLeft())
        words = plural("Tag 1 article", "Tag {n} articles", len(self._tagged))
        self.box.open("", QRect(corner, QSize(1, 1)), title=words)

    def _on_tag_chosen(self, choice: tagging.Choice) -> None:
        ids = self._tagged

        def say(name: str) -> None:
            words = plural("Tagged: {name}", "Tagged {n} articles: {name}", len(ids), name=name)
            self._desk.say(words, undo=True)

        self._desk.change("tag", lambda library: tagging.put(library, ids, choice), say)

    def trash_shown(self) -> None:
        """Move the article that is open to the trash; the list goes on to the next."""
        shown = self._desk.article_id
        if shown is not None:
            self._results.go_on()
            self._trash("article", [shown])

    def trash(self) -> None:
        """Move the chosen things to the trash; in the trash, say how they come back."""
        rows = self.rows
        if not rows:
            self.trash_shown()
            return
        if all(row.is_trashed for row in rows):
            self._desk.say(
                tr("This is in the trash already."),
                action=(tr("Take it out"), self.restore),
            )
            return
        self._results.go_on()
        for kind in MOVED:
            ids = [int(row.id) for row in rows if row.kind == kind and not row.is_trashed]
            if ids:
                self._trash(kind, ids)

    def _trash(self, kind: str, ids: Sequence[int]) -> None:
        works: dict[str, Callable[[Library], object]] = {
            "article": lambda lib: articles.trash(lib, [ArticleId(one) for one in ids]),
            "note": lambda lib: notes.trash(lib, [NoteId(one) for one in ids]),
            "annotation": lambda lib: passages.trash(lib, [AnnotationId(one) for one in ids]),
            "person": lambda lib: people.trash(lib, [PersonId(one) for one in ids]),
        }
        self._do("trash", works[kind], plural(*MOVED[kind], len(ids)))

    def restore(self) -> None:
        """Take the chosen things out of the trash."""
        rows = [row for row in self.rows if row.is_trashed]

        def ids(kind: RowKind) -> list[int]:
            return [int(row.id) for row in rows if row.kind == kind]

        def work(library: Library) -> None:
            with library.operation("Take out of the trash"):
                articles.restore(library, [ArticleId(one) for one in ids("article")])
                notes.restore(library, [NoteId(one) for one in ids("note")])
                passages.restore(library, [AnnotationId(one) for one in ids("annotation")])
                people.restore(library, [PersonId(one) for one in ids("person")])

        self._results.go_on()
        words = plural(
            "Took 1 thing out of the trash.", "Took {n} things out of the trash.", len(rows)
        )
        self._do("restore", work, words)

    def _do(self, label: str, work: Callable[[Library], object], words: str) -> None:
        self._desk.change(label, work, lambda _: self._desk.say(words, undo=True))


def _all_starred(library: Library, ids: Sequence[ArticleId]) -> bool:
    return all(articles.get(library, one).is_starred for one in ids)
