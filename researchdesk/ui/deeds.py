# SPDX-License-Identifier: MIT
"""What can be done to the chosen rows of the list, or to the article that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import QObject, QRect, QSize

from researchdesk.model.article import ArticleId
from researchdesk.model.note import NoteId
from researchdesk.model.passage import AnnotationId
from researchdesk.model.people import PersonId
from researchdesk.ui.panes import asking, tagging
from researchdesk.ui.panes.tag_box import TagBox
from researchdesk.ui.translate import plural, tr
from researchdesk.ui.verbs import articles, notes, passages, people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from researchdesk.library.library import Library
    from researchdesk.model.article import Article
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.models.rows import Key, Row, RowKind
    from researchdesk.ui.panes.results import ResultsPane

T = TypeVar("T")
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

    def _with_chosen(self, then: Callable[[list[Key]], None]) -> None:
        """Do something with all that is chosen, also with rows that were never looked at."""
        view = self._results.view
        keys = [row.key for row in view.selected]
        if len(keys) == view.selected_count:
            then(keys)
            return
        question, places = self._results.question, view.selected_ats
        self._desk.ask(lambda library: asking.keys(library, question, places), then)

    def with_articles(self, then: Callable[[list[ArticleId]], None]) -> None:
        """Do something with the chosen articles, or the one that is open; none is an empty list."""

        def go(keys: list[Key]) -> None:
            found = [ArticleId(int(id_)) for kind, id_ in keys if kind == "article"]
            then(found if len(found) > 1 else self.articles)

        self._with_chosen(go)

    # -- the deeds

    def star(self) -> None:
        """Star the articles; take the star off where all have one."""

        def say(is_starred: bool, n: int) -> str:
            if is_starred:
                return plural("Starred the article.", "Starred {n} articles.", n)
            return plural("Took the star off the article.", "Took the star off {n} articles.", n)

        self.with_articles(lambda ids: self._turn(ids, "is_starred", say))

    def read_unread(self) -> None:
        """Mark the articles as unread; as read where none is read."""

        def say(is_read: bool, n: int) -> str:
            if is_read:
                return plural("Marked the article as read.", "Marked {n} articles as read.", n)
            return plural("Marked the article as unread.", "Marked {n} articles as unread.", n)

        self.with_articles(lambda ids: self._turn(ids, "is_read", say, unless=any))

    def file_away(self) -> None:
        """File the articles away, and go on to the next; back into the inbox where all are filed."""

        def say(is_filed: bool, n: int) -> str:
            if is_filed:
                return plural("Filed the article away.", "Filed {n} articles away.", n)
            return plural(
                "The article is back in the inbox.", "{n} articles are back in the inbox.", n
            )

        rows = self.rows
        self.with_articles(lambda ids: self._turn(ids, "is_filed", say))
        if self._results.question.place.value == "inbox":
            self._results.go_on()
        elif len(rows) == 1 and not rows[0].is_filed:
            self._results.view.step(1)

    def _turn(
        self,
        ids: Sequence[ArticleId],
        mark: Literal["is_starred", "is_read", "is_filed"],
        words: Callable[[bool, int], str],
        unless: Callable[[Iterable[bool]], bool] = all,
    ) -> None:
        """Set a mark of the articles, unless all (or any) have it: then take it off."""

        def work(library: Library) -> bool:
            is_on = not unless(getattr(articles.get(library, one), mark) for one in ids)
            articles.mark(library, ids, **{mark: is_on})
            return is_on

        self._do(mark, work, lambda is_on: words(is_on, len(ids)))

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

        def ask(ids: list[ArticleId]) -> None:
            self._tagged = ids
            view = self._results.view
            corner = view.mapTo(self._over, view.rect().topLeft())
            words = plural("Tag 1 article", "Tag {n} articles", len(ids))
            self.box.open("", QRect(corner, QSize(1, 1)), title=words)

        self.with_articles(ask)

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
            self._trash([("article", int(shown))])

    def trash(self) -> None:
        """Move the chosen things to the trash; in the trash, say how they come back."""
        rows = self.rows
        if not rows:
            self.trash_shown()
        elif all(row.is_trashed for row in rows):
            self._desk.say(
                tr("This is in the trash already."),
                action=(tr("Take it out"), self.restore),
            )
        else:
            self._results.go_on()
            self._with_chosen(self._trash)

    def _trash(self, keys: Sequence[Key]) -> None:
        keys = [key for key in keys if key[0] in MOVED]
        kinds = {kind for kind, _ in keys}

        def words(_: object) -> str:
            if len(kinds) == 1:
                return plural(*MOVED[keys[0][0]], len(keys))
            return tr("Moved {n} things to the trash.", n=len(keys))

        def work(library: Library) -> None:
            if len(kinds) == 1:
                _move(library, keys)
                return
            with library.operation(f"Move {len(keys)} things to the trash"):
                _move(library, keys)

        self._do("trash", work, words)

    def restore(self) -> None:
        """Take the chosen things out of the trash."""
        keys = [row.key for row in self.rows if row.is_trashed]

        def words(_: object) -> str:
            return plural(
                "Took 1 thing out of the trash.", "Took {n} things out of the trash.", len(keys)
            )

        def work(library: Library) -> None:
            with library.operation("Take out of the trash"):
                articles.restore(library, [ArticleId(one) for one in _of("article", keys)])
                notes.restore(library, [NoteId(one) for one in _of("note", keys)])
                passages.restore(library, [AnnotationId(one) for one in _of("annotation", keys)])
                people.restore(library, [PersonId(one) for one in _of("person", keys)])

        self._results.go_on()
        self._do("restore", work, words)

    def _do(self, label: str, work: Callable[[Library], T], words: Callable[[T], str]) -> None:
        self._desk.change(label, work, lambda done: self._desk.say(words(done), undo=True))


def _move(library: Library, keys: Sequence[Key]) -> None:
    if found := _of("article", keys):
        articles.trash(library, [ArticleId(one) for one in found])
    if found := _of("note", keys):
        notes.trash(library, [NoteId(one) for one in found])
    if found := _of("annotation", keys):
        passages.trash(library, [AnnotationId(one) for one in found])
    if found := _of("person", keys):
        people.trash(library, [PersonId(one) for one in found])


def _of(kind: RowKind, keys: Sequence[Key]) -> list[int]:
    return [int(id_) for one, id_ in keys if one == kind]
