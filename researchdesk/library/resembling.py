# SPDX-License-Identifier: MIT
"""People of the library who may be one: found by what their names share, judged by `match`, never joined here."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from researchdesk.entities import names
from researchdesk.library import people
from researchdesk.model.people import PersonId, Resemblance
from researchdesk.store import merging, name_pages
from researchdesk.store import people as rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.library.library import Library
    from researchdesk.model.people import PersonRow

CROWD = 60  # people who share a key; a key that more share is a common given name and says nothing
COMPANY = 3  # names shown that both are named with

Pair = tuple[PersonId, PersonId]


def pairs(library: Library) -> list[Resemblance]:
    """Give the pairs that may be one and were not said to be two: the same name first, then the best known."""
    sharing = rows_of.sharing_family(library.store, CROWD)
    found = {pair for people_of in sharing for pair in combinations(sorted(people_of), 2)}
    for person_id in rows_of.with_short_name(library.store):
        found |= _around(library, person_id)
    return _judged(library, found)


def like(library: Library, person_id: PersonId) -> list[Resemblance]:
    """Give the pairs that one person is in."""
    return _judged(library, _around(library, people.get(library, person_id).id))


def _around(library: Library, person_id: PersonId) -> set[Pair]:
    """Give the pairs of one person with all who have a form that may be theirs."""
    forms = rows_of.forms(library.store, person_id)
    others = {one for form in forms for one in people.matching(library, form.form)} - {person_id}
    return {(min(person_id, one), max(person_id, one)) for one in others}


def _judged(library: Library, candidates: set[Pair]) -> list[Resemblance]:
    apart = {(one, other) for _, one, other in merging.apart(library.store)}
    wanted = sorted(candidates - apart)
    forms = _forms(library, {one for pair in wanted for one in pair})
    found = [
        (pair, said)
        for pair in wanted
        if (said := _alike(forms[pair[0]], forms[pair[1]])) is not None
        and not _differ_elsewhere(library, pair)
    ]
    ids = sorted({one for pair, _ in found for one in pair})
    known = {row.id: row for row in rows_of.rows(library.store, ids)}
    made = [_resemblance(library, known[one], known[other], said) for (one, other), said in found]
    return sorted(
        made,
        key=lambda two: (
            not two.is_same_key,
            -len(two.shared),
            -(two.one.article_count + two.other.article_count),
            two.one.id,
            two.other.id,
        ),
    )


def _forms(library: Library, ids: set[PersonId]) -> dict[PersonId, list[tuple[str, str]]]:
    held = defaultdict[PersonId, list[tuple[str, str]]](list)
    for person_id, form, key in rows_of.all_forms(library.store) if ids else ():
        if person_id in ids:
            held[person_id].append((form, key))
    return held


def _alike(
    mine: Iterable[tuple[str, str]], theirs: Iterable[tuple[str, str]]
) -> tuple[str, str, bool] | None:
    """Give the two forms that may be one, and whether they are the same but for script and case."""
    heard: tuple[str, str, bool] | None = None
    for form, key in mine:
        for other, other_key in theirs:
            if key == other_key:
                return form, other, True
            if heard is None and names.match(form, other):
                heard = form, other, False
    return heard


def _differ_elsewhere(library: Library, pair: Pair) -> bool:
    """Say whether two people have different numbers in one register: then they are certainly two."""
    one, other = (dict(_numbers(library, person_id)) for person_id in pair)
    return any(one[scheme] != other[scheme] for scheme in one.keys() & other.keys())


def _numbers(library: Library, person_id: PersonId) -> list[tuple[str, str]]:
    return [(one.scheme, one.value) for one in rows_of.identifiers(library.store, person_id)]


def _resemblance(
    library: Library, one: PersonRow, other: PersonRow, said: tuple[str, str, bool]
) -> Resemblance:
    lives = [rows_of.get(library.store, person.id).born or "" for person in (one, other)]
    company = [
        {row.name for row in name_pages.people_beside(library.store, ("person_id", person.id), 50)}
        for person in (one, other)
    ]
    shared = sorted(company[0] & company[1] - {one.preferred_name, other.preferred_name})
    is_same_birth = bool(lives[0]) and lives[0][:4] == lives[1][:4]
    return Resemblance(one, other, said[:2], said[2], tuple(shared[:COMPANY]), is_same_birth)
