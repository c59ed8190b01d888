# SPDX-License-Identifier: MIT
"""The trash: what lies in it, and emptying it for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from researchdesk.model.article import ArticleFilter, Shelf, Sort
from researchdesk.store import article_lists, notes, passages, people, purge

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleRow
    from researchdesk.model.note import NoteRow
    from researchdesk.model.passage import Annotation
    from researchdesk.model.people import PersonRow

AT_ONCE = 50  # articles deleted in one transaction


@dataclass(frozen=True, slots=True)
class Trash:
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
        tuple(passages.trashed(library.store)),
        tuple(people.trashed(library.store)),
    )


def empty(library: Library) -> int:
    """Delete what lies in the trash for ever, with its files; give how many things went.

    This cannot be undone, and the undo history ends here, since its steps may rest on what went.
    """
    count = 0
    for noun in ("annotation", "note", "person", "article"):
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
