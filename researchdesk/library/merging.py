# SPDX-License-Identifier: MIT
"""Two people who are one, and one who is two. Nobody else joins people; each deed is one step to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.entities import names
from researchdesk.library import people
from researchdesk.model.errors import BadValue
from researchdesk.store import mentions, merging
from researchdesk.store import people as rows_of
from researchdesk.store.mentions import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.people import Person, PersonId


def merge(
    library: Library, person_id: PersonId, into_id: PersonId, name: str | None = None
) -> Person:
    """Let one person be the other: forms, mentions, numbers and refusals move, links lead on; `name` is preferred."""
    old, held = people.get(library, person_id), people.get(library, into_id)
    if old.id == held.id:
        raise BadValue(
            value=old.preferred_name, kind="second person", expected="choose another one to merge"
        )
    shown = people.checked(name) if name else held.preferred_name
    with library.operation(f"Merge {old.preferred_name} into {held.preferred_name}"):
        _forgive(library, old, held)
        merging.move_all(library.store, old.id, held.id)
        merging.add_alias(library.store, old.public_id, held.public_id)
        rows_of.update(library.store, old.id, merged_into_id=held.id)
        remark = "\n".join(one for one in dict.fromkeys((held.remark, old.remark)) if one)
        rows_of.update(
            library.store,
            held.id,
            born=held.born or old.born,
            died=held.died or old.died,
            remark=remark,
            is_pinned=held.is_pinned or old.is_pinned,
        )
        if shown != held.preferred_name:
            people.prefer(library, held.id, shown)
    return people.get(library, held.id)


def split(
    library: Library,
    person_id: PersonId,
    forms: Sequence[str],
    article_ids: Collection[int] = (),
    name: str | None = None,
) -> Person:
    """Let forms, and what articles name a person by, belong to a new person; the two are kept apart from then on."""
    held = people.get(library, person_id)
    _check_parting(held, forms, article_ids)
    shown = people.checked(name or (forms[0] if forms else held.preferred_name))
    keys = {names.full_key(form) for form in forms}
    found = merging.mentions_of(library.store, held.id)
    moved = [
        (number, article_id, names.full_key(words))
        for number, article_id, words in found
        if names.full_key(words) in keys or article_id in article_ids
    ]
    with library.operation(f"Split {shown} from {held.preferred_name}"):
        new_id = people.make_bare(library, shown)
        merging.move_forms(library.store, held.id, new_id, forms)
        people.add_form(library, new_id, shown, "preferred")
        if held.preferred_name in forms:
            rest = next(one.form for one in held.forms if one.form not in forms)
            people.prefer(library, held.id, rest)
        merging.move_mentions(library.store, [one[0] for one in moved], new_id)
        for refusal in _refusals(held.id, keys, moved, article_ids):
            mentions.refuse(library.store, refusal)
        merging.keep_apart(library.store, held.id, new_id)
    return people.get(library, new_id)


def keep_apart(library: Library, person_id: PersonId, other_id: PersonId) -> None:
    """Remember that two people are not the same: they are not proposed as one again."""
    one, other = people.get(library, person_id), people.get(library, other_id)
    if one.id == other.id:
        raise BadValue(
            value=one.preferred_name, kind="second person", expected="choose another one"
        )
    with library.operation(f"Keep {one.preferred_name} and {other.preferred_name} apart"):
        merging.keep_apart(library.store, one.id, other.id)


def _check_parting(held: Person, forms: Sequence[str], article_ids: Collection[int]) -> None:
    known = {one.form for one in held.forms}
    wrong = next((form for form in forms if form not in known), None)
    if wrong is not None:
        raise BadValue(
            value=f"“{wrong[:40]}”",
            kind=f"name of {held.preferred_name}",
            expected=f"the names are {', '.join(sorted(known))}",
        )
    if not forms and not article_ids:
        raise BadValue(value="Nothing", kind="part", expected="name at least one form or article")
    if known <= set(forms):
        raise BadValue(
            value="The whole person", kind="part", expected="leave at least one name behind"
        )


def _refusals(
    person_id: PersonId,
    keys: Collection[str],
    moved: Sequence[tuple[int, int, str]],
    article_ids: Collection[int],
) -> list[Refusal]:
    """Say that a form that went is never this person, and that in an article that went nothing names this person."""
    everywhere = [Refusal(key, "not_this_person", person_id) for key in sorted(keys)]
    there = {
        Refusal(key, "not_this_person", person_id, article_id=article_id)
        for _, article_id, key in moved
        if article_id in article_ids and key not in keys
    }
    return everywhere + sorted(there, key=lambda one: (one.article_id or 0, one.key))


def _forgive(library: Library, one: Person, other: Person) -> None:
    """Forget that a form of the one is never the other: the user's newer word says so."""
    for form in (*one.forms, *other.forms):
        for person in (one, other):
            mentions.forgive_person(library.store, names.full_key(form.form), person.id)
