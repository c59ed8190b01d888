# SPDX-License-Identifier: MIT
"""The trash: what lies in it, and emptying it for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.library import backup, search
from researchdesk.model.article import ArticleFilter, Shelf, Sort
from researchdesk.model.errors import BackupFailed, NotPurged
from researchdesk.store import article_lists, notes, passages, people, purge

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleRow
    from researchdesk.model.note import NoteRow
    from researchdesk.model.passage import Annotation
    from researchdesk.model.people import PersonRow

AT_ONCE = 50  # articles deleted in one transaction
MOST = 500  # articles and notes that a query finds in the trash
MANY = 20  # things that go without a backup


class Trash(Struct, frozen=True):
    """What lies in the trash."""

    articles: tuple[ArticleRow, ...]
    notes: tuple[NoteRow, ...]
    annotations: tuple[Annotation, ...]
    people: tuple[PersonRow, ...]


def contents(library: Library) -> Trash:
    """Give everything in the trash."""
    ids = article_lists.listed(library.store, ArticleFilter(Shelf.TRASH), Sort.CLIPPED)
    return Trash(
        tuple(article_lists.rows(library.store, ids)),
        tuple(notes.rows(library.store, trashed=True)),
        *_without_words(library),
    )


def found(library: Library, query: str, *, typing: bool = False) -> Trash:
    """Give what a query finds in the trash: articles and notes by the index, the others by their words."""
    chosen = ArticleFilter(Shelf.TRASH)
    hits = search.find(library, query, typing=typing, chosen=chosen, limit=MOST).hits
    ids = [hit.article_id for hit in hits if hit.article_id is not None]
    pages = {hit.note_id for hit in hits}
    marked, named = _without_words(library)
    return Trash(
        tuple(article_lists.rows(library.store, ids)),
        tuple(one for one in notes.rows(library.store, trashed=True) if one.id in pages),
        tuple(one for one in marked if search.holds(query, one.exact, one.body)),
        tuple(one for one in named if search.holds(query, one.preferred_name, *one.forms)),
    )


def empty(library: Library) -> int:
    """Delete what lies in the trash for ever, with its files; give how many things went.

    This cannot be undone, and the undo history ends here, since its steps may rest on what went. Before many things
    go a backup is made; NotPurged says why none could be made, and then nothing has gone.
    """
    if purge.count(library.store) > MANY:
        _keep_copy(library)
    count = 0
    for noun in purge.NOUNS:
        while ids := purge.trashed(library.store, noun, AT_ONCE):
            with library.operation("Empty the trash", undoable=False):
                purge.delete(library.store, noun, ids)
                library.store.forget_history()
            count += len(ids)
    if count:
        with library.operation("Empty the trash", undoable=False):
            purge.delete_unused_resources(library.store)
        purge.sweep(library.store)
    return count


def _without_words(library: Library) -> tuple[tuple[Annotation, ...], tuple[PersonRow, ...]]:
    return tuple(passages.trashed(library.store)), tuple(people.trashed(library.store))


def _keep_copy(library: Library) -> None:
    try:
        backup.make(library, reason=backup.BEFORE_PURGE)
    except BackupFailed as error:
        raise NotPurged(reason=error.values["reason"]) from error
