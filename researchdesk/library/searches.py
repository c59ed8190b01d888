# SPDX-License-Identifier: MIT
"""Saved searches: a query under a name, which finds anew each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.library import search
from researchdesk.model.errors import BadValue, NoSuchThing
from researchdesk.store import searches

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.search import SavedSearch

LONGEST_NAME, LONGEST_QUERY = 200, 1000  # code points


def rows(library: Library) -> list[SavedSearch]:
    """Give all saved searches in the user's order."""
    return searches.rows(library.store)


def named(library: Library, name: str) -> SavedSearch:
    """Give one by its name, whatever its case; NoSuchThing where there is none."""
    found = searches.find(library.store, name)
    if found is None:
        raise NoSuchThing(noun="saved search", name=name)
    return found


def total(library: Library, one: SavedSearch) -> int:
    """Count what a saved search finds now; any thread."""
    return search.find(library, one.query, limit=1).total


def save(library: Library, name: str, query: str) -> SavedSearch:
    """Save a query under a name; one of this name gets the new query."""
    shown, words = _checked(name), query.strip()
    if not words or len(words) > LONGEST_QUERY:
        expected = f"a saved search holds 1 to {LONGEST_QUERY} characters"
        raise BadValue(value=f"“{query[:40]}”", kind="query to save", expected=expected)
    held = searches.find(library.store, shown)
    with library.operation(f"Save search {shown}"):
        if held is None:
            searches.add(library.store, shown, words)
        else:
            searches.update(library.store, held.id, held.name, words)
    return named(library, shown)


def rename(library: Library, name: str, new: str) -> SavedSearch:
    """Give a saved search another name; BadValue when another one has it."""
    held, shown = named(library, name), _checked(new)
    other = searches.find(library.store, shown)
    if other is not None and other.id != held.id:
        raise BadValue(value=new, kind="free name", expected="another saved search has it")
    with library.operation(f"Rename search {held.name}"):
        searches.update(library.store, held.id, shown, held.query)
    return named(library, shown)


def delete(library: Library, name: str) -> None:
    """Delete a saved search; what it finds stays where it is."""
    held = named(library, name)
    with library.operation(f"Delete search {held.name}"):
        searches.delete(library.store, held.id)


def _checked(name: str) -> str:
    shown = " ".join(name.split())
    if not 0 < len(shown) <= LONGEST_NAME:
        expected = f"a name has 1 to {LONGEST_NAME} characters"
        raise BadValue(value=f"“{name[:40]}”", kind="name", expected=expected)
    return shown
