# SPDX-License-Identifier: MIT
"""What the navigation holds, read from the library in the pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.model.article import LibraryCounts, Shelf
from researchdesk.ui.models.navigation import NavigationRow, Section
from researchdesk.ui.places import INSIGHT, LISTS, SHELVES, Place
from researchdesk.ui.translate import country, tr
from researchdesk.ui.verbs import articles, countries, notes, people, searches, tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.note import NoteRow
    from researchdesk.model.people import CountryRow, PersonRow
    from researchdesk.model.search import SavedSearch
    from researchdesk.model.tag import TagRow

NOTES, NAMES, TAGS, SEARCHES = 3, 4, 30, 30  # how many stand in the navigation itself


class Held(Struct, frozen=True):
    """The numbers and the first names of everything."""

    counts: LibraryCounts
    notes: Sequence[NoteRow]
    people: Sequence[PersonRow]
    countries: Sequence[CountryRow]
    tags: Sequence[TagRow]
    searches: Sequence[tuple[SavedSearch, int]] = ()


NOTHING = Held(LibraryCounts(0, 0, 0, 0, 0, 0, 0, 0, 0), (), (), (), ())


def read(library: Library) -> Held:
    """Read what the navigation shows; any thread."""
    return Held(
        articles.counts(library),
        notes.rows(library, NOTES),
        people.rows(library, limit=NAMES),
        countries.rows(library)[:NAMES],
        _of_articles(tags.rows(library))[:TAGS],
        [(one, searches.total(library, one)) for one in searches.rows(library)[:SEARCHES]],
    )


def _of_articles(rows: list[TagRow]) -> list[TagRow]:
    """Give the tags that articles bear, the most used first; those of passages alone stand with the annotations."""
    return sorted((row for row in rows if row.article_count), key=lambda row: -row.article_count)


def sections(held: Held) -> list[Section]:
    """Put places into their sections; a section without any is left out."""
    made = [
        Section(tr("Library"), "articles", _library(held.counts), is_folded_on_rail=False),
        Section(tr("Notes"), "note", _notes(held)),
        Section(tr("Saved searches"), "saved-search", _searches(held)),
        Section(tr("People"), "people", _people(held)),
        Section(tr("Countries"), "country", _countries(held)),
        Section(tr("Tags"), "tag", _tags(held)),
    ]
    return [section for section in made if section.rows]


def _library(counts: LibraryCounts) -> tuple[NavigationRow, ...]:
    numbers = {
        Shelf.ALL: counts.articles,
        Shelf.INBOX: counts.inbox,
        Shelf.STARRED: counts.starred,
        Shelf.TRASH: counts.trash,
    }
    rows = [
        NavigationRow(Place("shelf", shelf.value), SHELVES[shelf][0], count)
        for shelf, count in numbers.items()
    ]
    rows.insert(3, _all("annotations", counts.annotations))
    rows.insert(4, NavigationRow(INSIGHT, LISTS["insight"][0]))
    if counts.to_repair:
        rows.insert(4, _all("repair", counts.to_repair))
    return tuple(rows)


def _all(kind: str, count: int) -> NavigationRow:
    return NavigationRow(Place(kind, ""), LISTS[kind][0], count)  # type: ignore[arg-type]


def _searches(held: Held) -> tuple[NavigationRow, ...]:
    return tuple(
        NavigationRow(Place("search", one.query, one.name), "saved-search", total)
        for one, total in held.searches
    )


def _notes(held: Held) -> tuple[NavigationRow, ...]:
    rows = [NavigationRow(Place("note", one.id, one.title), "note") for one in held.notes]
    return (*rows, _all("notes", held.counts.notes)) if rows else ()


def _people(held: Held) -> tuple[NavigationRow, ...]:
    rows = [
        NavigationRow(Place("person", one.id, one.preferred_name), "person", one.article_count)
        for one in held.people
    ]
    return (*rows, _all("people", held.counts.people)) if rows else ()


def _countries(held: Held) -> tuple[NavigationRow, ...]:
    rows = [
        NavigationRow(
            Place("country", one.code, country(one.code, one.name)), "country", one.article_count
        )
        for one in held.countries
    ]
    return (*rows, _all("countries", held.counts.countries)) if rows else ()


def _tags(held: Held) -> tuple[NavigationRow, ...]:
    """Give the tags as a tree: below a tag those whose names go on with a stroke, each part once."""
    by_key = {one.name.casefold(): one for one in held.tags}
    rows: dict[str, NavigationRow] = {}
    for one in held.tags:
        root = f"{one.name.split('/')[0].casefold()}/"
        family = [other for key, other in by_key.items() if f"{key}/".startswith(root)]
        for member in sorted(family, key=lambda other: other.name.casefold()):
            parts = member.name.split("/")
            for depth in range(len(parts)):
                name = "/".join(parts[: depth + 1])
                held_one = by_key.get(name.casefold())
                shown = held_one.name if held_one else name
                count = held_one.article_count if held_one else None
                colour = (held_one.colour or "") if held_one else ""
                row = NavigationRow(Place("tag", shown, shown), "tag", count, depth, colour)
                rows.setdefault(name.casefold(), row)
    return tuple(rows.values())
