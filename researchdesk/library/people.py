# SPDX-License-Identifier: MIT
"""People: find, make, rename, name forms, trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.entities import names
from researchdesk.model.dates import now
from researchdesk.model.errors import BadValue, NoSuchThing
from researchdesk.model.people import FormKind, NameForm, Person, PersonId, PersonRow
from researchdesk.store import mentions, people, public_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId

LONGEST = 200  # code points of a name
SAID = 40  # code points of a name that nobody has
COMMON = 100  # forms that share the key of a given name which is then not looked up alone


def get(library: Library, person_id: PersonId) -> Person:
    """Give one person with all name forms; of one who was merged into another, that other."""
    held = people.get(library.store, person_id)
    return held if held.merged_into_id is None else people.get(library.store, held.merged_into_id)


def rows(library: Library, *, limit: int | None = None) -> list[PersonRow]:
    """Give people: pinned first, then those that most articles bear."""
    return people.rows(library.store, limit=limit)


def articles_of(library: Library, person_id: PersonId) -> list[int]:
    """Give the articles that bear a person, the newest first."""
    return mentions.articles_with(library.store, person_id)


def find(library: Library, words: str, limit: int = 8) -> list[PersonRow]:
    """Find people while a name is typed: by any form in any script, by the beginning of any of its words."""
    wanted = names.full_key(words).split()
    if not wanted:
        return []
    found = people.beginning_with(library.store, wanted)
    return people.rows(library.store, sorted_by_use(library, found)[:limit])


def matching(library: Library, name: str) -> list[PersonId]:
    """Find the people one of whose forms may be this name: exact, by ear, or in another case; the most used first."""
    judged = people.sharing_keys(library.store, telling_keys(library, name))
    return sorted_by_use(
        library,
        [one for one, forms in judged.items() if any(names.match(form, name) for form in forms)],
    )


def telling_keys(library: Library, name: str) -> set[str]:
    """Give the look-up keys of a name, but for those of a given name that many bear: it says nothing alone."""
    keys, words = names.lookup_keys(name), name.split()
    if len(words) > 1:
        given = names.lookup_keys(words[0]) - names.lookup_keys(words[-1])
        keys -= people.common_keys(library.store, keys & given, COMMON)
    return keys


def exactly(library: Library, name: str) -> list[PersonId]:
    """Find the people one of whose forms is this name but for case, accents and script."""
    return people.with_full_key(library.store, names.full_key(name))


def bearers(library: Library, surname: str) -> list[PersonId]:
    """Find the people one of whose forms ends in this lone name; the most used first."""
    key = names.full_key(surname)
    sharing = people.sharing_keys(library.store, names.lookup_keys(surname))
    found = [
        one
        for one, forms in sharing.items()
        if any(names.full_key(form).split()[-1:] == [key] for form in forms)
    ]
    return sorted_by_use(library, found)


def named(library: Library, name: str) -> Person:
    """Give the person of a number or a name, by any form, or by words that begin one person's name alone.

    NoSuchThing when there is none, BadValue when several may be meant.
    """
    if name.isdecimal():
        return get(library, PersonId(int(name)))
    found = exactly(library, name) or [row.id for row in find(library, name)]
    if not found:
        shown = name if len(name) <= SAID else f"{name[:SAID]}…"
        raise NoSuchThing(noun="person", name=shown)
    if len(found) > 1:
        numbers = ", ".join(str(one) for one in found)
        raise BadValue(
            value=name,
            kind="single person",
            expected=f"give the number of the one you mean: {numbers}",
        )
    return get(library, found[0])


def make(library: Library, name: str, article_id: ArticleId | None = None) -> PersonId:
    """Make a person with this preferred name, inside an operation."""
    person_id = make_bare(library, name)
    add_form(library, person_id, checked(name), "preferred", article_id)
    return person_id


def make_bare(library: Library, name: str) -> PersonId:
    """Make a person whose name forms come from elsewhere, inside an operation."""
    return people.insert(library.store, public_ids.new_public_id(), _columns(checked(name)))


def prefer(library: Library, person_id: PersonId, name: str) -> None:
    """Let a person be shown by a name, inside an operation; the old one stays as a variant."""
    people.demote_preferred(library.store, person_id)
    add_form(library, person_id, name, "preferred")
    people.update(library.store, person_id, **_columns(name))


def rename(library: Library, person_id: PersonId, name: str) -> Person:
    """Let a person be shown by another name; the old one stays as a variant."""
    shown = checked(name)
    with library.operation(f"Rename {get(library, person_id).preferred_name}"):
        prefer(library, person_id, shown)
    return get(library, person_id)


def add_variant(library: Library, person_id: PersonId, name: str) -> Person:
    """Let a person be known by one more form."""
    held = get(library, person_id)
    with library.operation(f"Add a name of {held.preferred_name}"):
        add_form(library, person_id, checked(name), "variant")
    return get(library, person_id)


def add_form(
    library: Library,
    person_id: PersonId,
    name: str,
    kind: FormKind,
    article_id: ArticleId | None = None,
) -> None:
    """Store a name form with its look-up keys, inside an operation."""
    form = NameForm(name, kind, names.script_of(name))
    people.add_form(
        library.store, person_id, form, names.full_key(name), names.lookup_keys(name), article_id
    )


def pin(library: Library, person_id: PersonId, *, is_pinned: bool) -> None:
    """Let a person stand first in every list, or no longer."""
    held = get(library, person_id)
    if held.is_pinned != is_pinned:
        words = "Keep {} on top" if is_pinned else "Take {} off the top"
        with library.operation(words.format(held.preferred_name)):
            people.update(library.store, held.id, is_pinned=int(is_pinned))


def trash(library: Library, ids: Sequence[PersonId]) -> None:
    """Put people into the trash; their mentions stay with them and come back with them."""
    _set_trashed(library, ids, now(), "Move {} to the trash")


def restore(library: Library, ids: Sequence[PersonId]) -> None:
    """Take people out of the trash."""
    _set_trashed(library, ids, None, "Restore {}")


def sorted_by_use(library: Library, ids: Sequence[PersonId]) -> list[PersonId]:
    """Order people by the number of articles that bear them."""
    return people.by_use(library.store, ids)


def checked(name: str) -> str:
    """Give a name in one line; BadValue where it is none."""
    shown = " ".join(name.split())
    if len(shown) > LONGEST:
        said = "give a shorter one, of 200 letters at most"
        raise BadValue(value=f"“{shown[:40]}…”", kind="name", expected=said)
    if not names.full_key(shown):
        said = "write it as it should be shown"
        raise BadValue(value=f"“{shown}”", kind="name", expected=said)
    return shown


def _columns(shown: str) -> dict[str, str | None]:
    family, given = names.family_and_given(shown)
    sort_name = names.sort_name(shown)
    return {"preferred_name": shown, "sort_name": sort_name, "family": family, "given": given}


def _set_trashed(
    library: Library, ids: Sequence[PersonId], trashed_on: str | None, label: str
) -> None:
    wanted = people.existing(library.store, ids)
    words = get(library, wanted[0]).preferred_name if len(wanted) == 1 else f"{len(wanted)} people"
    with library.operation(label.format(words)):
        for one in wanted:
            people.update(library.store, one, trashed_on=trashed_on)
