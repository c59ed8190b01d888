# SPDX-License-Identifier: MIT
"""The page of a person or a country: who or what it is, where it is named, with whom, and in which notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.entities import words
from researchdesk.library import countries, people
from researchdesk.model.article import ArticleId
from researchdesk.model.name_page import Company, NamedIn, NamePage, Naming
from researchdesk.model.people import CountryRow
from researchdesk.store import name_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.people import PersonId
    from researchdesk.store.name_pages import Whom

PART = 20  # articles of one part of the list
BESIDE = 24  # names that are shown beside


def of_person(library: Library, person_id: PersonId, limit: int = PART) -> NamePage:
    """Give a person's page, with the first articles of its list; any thread."""
    held = people.get(library, person_id)
    made = _page(library, ("person_id", held.id), held.public_id, limit)
    return structs.replace(made, person=held)


def of_country(library: Library, code: str, limit: int = PART) -> NamePage:
    """Give a country's page, with the first articles of its list; any thread."""
    made = _page(library, ("country", code), "", limit)
    return structs.replace(made, country=CountryRow(code, countries.name_of(code), made.total))


def sentences(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Naming, ...]:
    """Give the sentences of a text that hold a place, each once, with the marks inside it."""
    made = []
    for start, end in words.sentences(text) if spans else ():
        marks = tuple(
            (first - start, min(last, end) - start) for first, last in spans if start <= first < end
        )
        if marks:
            made.append(Naming(text[start:end], start, end, marks))
    return tuple(made)


def _page(library: Library, whom: Whom, public_id: str, limit: int) -> NamePage:
    store = library.store
    ids = name_pages.article_ids(store, whom)
    rows = name_pages.articles(store, ids[:limit])
    spans = name_pages.spans(store, whom, ids[:limit])
    named_in = tuple(
        NamedIn(
            ArticleId(row["id"]),
            row["title"],
            row["container_title"] or "",
            row["issued"],
            sentences(row["text"] or "", spans.get(row["id"], [])),
        )
        for row in rows
    )
    beside = name_pages.countries_beside(store, whom, BESIDE)
    return NamePage(
        person=None,
        country=None,
        articles=named_in,
        total=len(ids),
        people=tuple(name_pages.people_beside(store, whom, BESIDE)),
        countries=tuple(
            Company(one.key, countries.name_of(str(one.key)), one.article_count) for one in beside
        ),
        notes=tuple(name_pages.notes(store, whom, public_id)),
    )
