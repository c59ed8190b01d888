# SPDX-License-Identifier: MIT
"""What the list asks of the library, in the pool: the first page of an answer, a later page, the lines of a hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from researchdesk.model.article import ArticleId, Sort
from researchdesk.model.note import NoteId
from researchdesk.model.search import AlsoAs, Found, Hint, Hit
from researchdesk.ui.models import rows as made
from researchdesk.ui.models.articles import PAGE
from researchdesk.ui.places import EVERYTHING, Place
from researchdesk.ui.verbs import (
    articles,
    countries,
    notes,
    passages,
    people,
    queries,
    repairing,
    search,
)

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence

    from researchdesk.library.library import Library
    from researchdesk.ui.models.rows import Key, Row

AT_ONCE = 14  # rows whose lines come with the first page: what a window shows
MOST = 500  # rows of a list that is not paged


class Question(Struct, frozen=True):
    """What the list is to show."""

    place: Place = EVERYTHING
    query: str = ""
    sort: Sort = Sort.CLIPPED
    is_typing: bool = False

    @property
    def has_words(self) -> bool:
        """True when words were searched."""
        return bool(self.query.strip())


class Answer(Struct, frozen=True):
    """The first page of an answer; the lines of the rows from `bare_from` on are still to be found."""

    question: Question
    rows: list[Row]
    total: int
    bare_from: int
    hints: tuple[Hint, ...] = ()
    took_ms: float = 0.0
    hits: list[Hit] = field(default_factory=list)
    also: tuple[AlsoAs, ...] = ()  # other forms of a name that was typed as plain words


def answer(library: Library, question: Question, cancel: threading.Event | None = None) -> Answer:
    """Answer a question; any thread."""
    ask = _trash if question.place.is_trash else _LISTS.get(question.place.kind)
    if ask is not None:
        rows = ask(library, question)
        return Answer(question, rows, len(rows), len(rows))
    found = _find(library, question, 0, cancel)
    hits = list(found.hits)
    rows = _of_hits(library, hits)
    bare_from = len(rows)
    if question.has_words and hits:
        bare_from = min(AT_ONCE, len(rows))
        rows[:bare_from] = with_lines(library, question, rows[:bare_from])
    also = tuple(queries.also_as(library, question.query)) if question.has_words else ()
    return Answer(question, rows, found.total, bare_from, found.hints, found.took_ms, hits, also)


def page(library: Library, question: Question, first: int) -> list[Row]:
    """Give a later page of the same answer; any thread."""
    return _of_hits(library, _find(library, question, first, None).hits)


def keys(library: Library, question: Question, places: Sequence[range]) -> list[Key]:
    """Name what stands at these places of the same answer; any thread."""
    found = search.find(
        library,
        question.query,
        typing=question.is_typing,
        sort=question.sort,
        limit=max(ats.stop for ats in places),
        chosen=question.place.chosen,
    )
    return [_key(hit) for ats in places for hit in found.hits[ats.start : ats.stop]]


def with_lines(library: Library, question: Question, rows: Sequence[Row]) -> list[Row]:
    """Let rows show where the words of the query stand; any thread."""
    hits = [_hit(row) for row in rows]
    found = search.snippets(library, question.query, hits, typing=question.is_typing)
    titles = [row.title for row in rows]
    marks = search.title_marks(library, question.query, titles, typing=question.is_typing)
    return [
        row.found_by(snippet, tuple(marked))
        for row, snippet, marked in zip(rows, found, marks, strict=True)
    ]


def count(library: Library, place: Place, query: str) -> int:
    """Count what a query finds in a place; any thread."""
    return search.find(library, query, limit=1, chosen=place.chosen).total


def _find(
    library: Library, question: Question, first: int, cancel: threading.Event | None
) -> Found:
    return search.find(
        library,
        question.query,
        typing=question.is_typing,
        sort=question.sort,
        limit=PAGE,
        offset=first,
        cancel=cancel,
        chosen=question.place.chosen,
    )


def _key(hit: Hit) -> Key:
    if hit.note_id is not None:
        return "note", int(hit.note_id)
    return "article", int(hit.article_id or 0)


def _hit(row: Row) -> Hit:
    if row.kind == "note":
        return Hit(0.0, note_id=NoteId(int(row.id)))
    return Hit(0.0, article_id=ArticleId(int(row.id)))


def _of_hits(library: Library, hits: Sequence[Hit]) -> list[Row]:
    """Make the rows of hits in their order; what is no longer in the library is left out."""
    ids = [hit.article_id for hit in hits if hit.article_id is not None]
    found = {row.id: made.of_article(row) for row in articles.rows(library, ids)}
    rows = []
    for hit in hits:
        if hit.note_id is not None:
            rows.append(_of_note(library, hit.note_id))
        elif hit.article_id in found:
            rows.append(found[hit.article_id])
    return rows


def _of_note(library: Library, note_id: NoteId) -> Row:
    note = notes.get(library, note_id)
    row = made.note_row(note)
    return replace(row, lines=made.plain_words(note.body[:300]))


def _annotations(library: Library, question: Question) -> list[Row]:
    found = passages.everywhere(library, words=question.query, limit=MOST)
    return [made.of_annotation(one) for one in found]


def _repair(library: Library, question: Question) -> list[Row]:
    return [
        made.of_annotation(one)
        for one in repairing.waiting(library)
        if search.holds(question.query, one.exact, one.body)
    ]


def _notes(library: Library, question: Question) -> list[Row]:
    if not question.has_words:
        return [made.of_note(one) for one in notes.rows(library)]
    found = search.find(library, question.query, typing=question.is_typing, limit=MOST)
    hits = [hit for hit in found.hits if hit.note_id is not None]
    return with_lines(library, question, _of_hits(library, hits)) if hits else []


def _people(library: Library, question: Question) -> list[Row]:
    if question.has_words:
        return [made.of_person(one) for one in people.find(library, question.query, MOST)]
    return [made.of_person(one) for one in people.rows(library)]


def _countries(library: Library, question: Question) -> list[Row]:
    return [
        made.of_country(one)
        for one in countries.rows(library)
        if search.holds(question.query, one.name, one.code)
    ]


def _trash(library: Library, question: Question) -> list[Row]:
    from researchdesk.library import trash

    held = trash.contents(library)
    if question.has_words:
        held = trash.found(library, question.query, typing=question.is_typing)
    texts = [
        *(made.of_article(one) for one in held.articles),
        *(made.of_note(one, is_trashed=True) for one in held.notes),
    ]
    return [
        *(with_lines(library, question, texts) if question.has_words else texts),
        *(made.of_annotation(one) for one in held.annotations),
        *(made.of_person(one, is_trashed=True) for one in held.people),
    ]


_LISTS: dict[str, Callable[[Library, Question], list[Row]]] = {
    "annotations": _annotations,
    "repair": _repair,
    "notes": _notes,
    "people": _people,
    "countries": _countries,
}
