# SPDX-License-Identifier: MIT
"""Read a query with what the library knows: whom a field means, what a saved search asks, how else one is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from researchdesk.entities import countries as country_tables
from researchdesk.entities import names
from researchdesk.library import people
from researchdesk.model.article import ArticleFilter, Shelf
from researchdesk.model.errors import NoSuchThing
from researchdesk.model.people import PersonId
from researchdesk.model.search import AlsoAs
from researchdesk.search import query as queries
from researchdesk.search import snippets
from researchdesk.search.atoms import asked_words
from researchdesk.search.layout import KINDS
from researchdesk.search.tree import TRASH, And, Articles, Not, Nothing, Phrase, any_of
from researchdesk.search.tree import holds as names_part
from researchdesk.store import article_lists, outbox, searches, tags
from researchdesk.store import people as person_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from researchdesk.library.library import Library
    from researchdesk.search.query import Parsed
    from researchdesk.search.tree import Node

EXACT = re.compile(r"#(\d+)\b")
NOBODY = PersonId(0)
LONGEST_NAME, MOST_ASKED = 4, 12  # words that are looked up


def parse(library: Library, query: str, *, typing: bool = False) -> Parsed:
    """Read a query; its words find their other forms, its fields whom and what the library knows by them."""

    def expand(field: str, words: str) -> list[int | str] | None:
        if field == "person":
            return list(_meant(library, words)) or None
        if field == "country":
            code = country_tables.code_of(words)
            return [code] if code else None
        if field == "tag":
            return list(tags.below(library.store, words)) or None
        return [*article_lists.ids(library.store, ArticleFilter(Shelf(words)))]

    def saved(name: str) -> str | None:
        held = searches.find(library.store, name)
        return held.query if held else None

    parsed = queries.parse(query, typing=typing, expand=expand, saved=saved)
    return replace(parsed, tree=library.index.with_forms(parsed.tree))


def without_gone(library: Library, tree: Node) -> Node:
    """Leave out what was put into the trash, or deleted, and the index does not know it yet."""
    if names_part(tree, TRASH):
        return tree
    conn = library.store.read()
    waiting = (Articles(tuple(outbox.gone(conn, kind)), kind) for kind in KINDS)
    gone = tuple(Not(one) for one in waiting if one.ids)
    return And((tree, *gone)) if gone else tree


def article_ids(library: Library, query: str) -> set[int]:
    """Give all articles that a query finds; none while there is no index. Any thread."""
    found = library.index.articles(without_gone(library, parse(library, query).tree))
    return set() if found is None else set(found.tolist())


def countries_of(library: Library, query: str) -> list[tuple[str, int]]:
    """Count all articles that a query finds by the countries that they bear. Any thread."""
    return library.index.countries(without_gone(library, parse(library, query).tree))


def holding(library: Library, forms: Iterable[str]) -> NDArray[np.int64] | None:
    """Give the articles in whose title or text one of these forms of a name stands; None without an index."""
    tree = _phrases(forms) or Nothing()
    return library.index.articles(without_gone(library, tree))


def places(text: str, forms: Iterable[str]) -> list[tuple[int, int]]:
    """Give where in a text one of these forms of a name stands: code points, half-open."""
    tree = _phrases(forms)
    return [] if tree is None else snippets.find_marks(text, snippets.marks_of(tree))


def exact(library: Library, person_id: PersonId, name: str) -> str:
    """Write the part of a query that means this person: by the name where it is nobody else's, else by the number."""
    shown = name.replace('"', " ")
    alone = person_rows.with_full_key(library.store, names.full_key(name)) == [person_id]
    return f'person:"{shown}"' if alone and " " in shown else f'person:"#{person_id} {shown}"'


def also_as(library: Library, query: str) -> list[AlsoAs]:
    """Give for plain words that are a known form of a name the other forms, and the query that asks for them too.

    Forms in other spellings of the same letters (Вучић for vucic) are found anyway and are not named. Any thread.
    """
    asked = parse(library, query).words[:MOST_ASKED]
    made, taken = list[AlsoAs](), set[int]()
    for length in range(LONGEST_NAME, 0, -1):
        for at in range(len(asked) - length + 1):
            run = asked[at : at + length]
            if taken.isdisjoint(range(at, at + length)):
                others = _other_forms(library, " ".join(run))
                widened = _widened(query, run, others) if others else ""
                if widened:
                    made.append(AlsoAs(" ".join(run), tuple(others), widened))
                    taken.update(range(at, at + length))
    return made


def _other_forms(library: Library, key: str) -> list[str]:
    """Give the forms of whoever is known by a key that are written in other letters, one of each spelling."""
    found: dict[str, str] = {}
    for person_id in person_rows.with_full_key(library.store, key):
        for form in person_rows.forms(library.store, person_id):
            other = " ".join(asked_words(form.form))
            if other and other != key and f" {key} " not in f" {other} ":
                found.setdefault(other, form.form)
    return list(found.values())


def _widened(query: str, run: Sequence[str], others: Sequence[str]) -> str:
    """Put an OR of all forms in the place of the words, as they stand in the query; empty where they stand apart."""
    found = [
        (start, end)
        for start, end in _windows(query, len(run))
        if asked_words(query[start:end]) == list(run)
    ]
    if not found:
        return ""
    start, end = found[0]
    said = query[start:end]
    quoted = [f'"{one.replace(chr(34), " ")}"' for one in others]
    mine = f"({said})" if len(run) > 1 else said
    return f"{query[:start]}({' OR '.join([mine, *quoted])}){query[end:]}"


def _windows(query: str, count: int) -> list[tuple[int, int]]:
    words = [found.span() for found in re.finditer(r"[^\s()\"]+", query)]
    return [(words[at][0], words[at + count - 1][1]) for at in range(len(words) - count + 1)]


def _meant(library: Library, words: str) -> list[PersonId]:
    """Give whom `person:` means: a number behind #, several words the person of this very name, else who may be it."""
    if number := EXACT.match(words):
        try:
            return [people.get(library, PersonId(int(number[1]))).id]
        except NoSuchThing:
            return [NOBODY]
    known = people.exactly(library, words) if " " in words else []
    return known or people.matching(library, words)


def _phrases(forms: Iterable[str]) -> Node | None:
    asked = (tuple(asked_words(form)) for form in forms)
    fields = ("title", "body")
    return any_of([Phrase(one, fields) for one in dict.fromkeys(asked) if one])
