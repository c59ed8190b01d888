# SPDX-License-Identifier: MIT
"""What the user said no to, as a list that can be read, and each taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.entities import names
from researchdesk.library import countries, people
from researchdesk.model.errors import NoSuchThing
from researchdesk.model.people import PersonId, RefusalRow
from researchdesk.store import mentions, merging

if TYPE_CHECKING:
    import sqlite3

    from researchdesk.library.library import Library
    from researchdesk.model.people import Mention


def rows(library: Library) -> list[RefusalRow]:
    """Give every refusal, the newest first, and then the pairs of people that are not the same."""
    held, printed = mentions.refusals_held(library.store), _printed(library)
    pairs = [
        RefusalRow(
            f"p{number}",
            "not_same",
            people.get(library, one).preferred_name,
            people.get(library, other).preferred_name,
            None,
            "",
            "",
        )
        for number, one, other in merging.apart(library.store)
    ]
    return [*(_row(one, printed) for one in held), *pairs]


def take_back(library: Library, ref: str) -> int:
    """Take a refusal back; give how many suggestions are open again, in one step to undo."""
    wanted = next((one for one in rows(library) if one.ref == ref.strip().casefold()), None)
    if wanted is None:
        raise NoSuchThing(noun="refusal", name=ref)
    number = int(wanted.ref[1:])
    with library.operation(f"Take back: {wanted.words}"):
        if wanted.kind == "not_same":
            merging.forget_apart(library.store, number)
            return 0
        held = next(one for one in mentions.refusals_held(library.store) if one["id"] == number)
        mentions.delete_refusal(library.store, number)
        back = [
            one.id
            for one in mentions.rejected(library.store, held["article_id"])
            if _is_of(one, held)
        ]
        mentions.decide(library.store, back, "suggested")
    return len(back)


def _row(held: sqlite3.Row, printed: dict[str, str]) -> RefusalRow:
    whom = held["preferred_name"] or ""
    if held["country"]:
        whom = countries.name_of(held["country"])
    return RefusalRow(
        f"r{held['id']}",
        held["kind"],
        printed.get(held["key"], held["key"]),
        whom,
        held["article_id"],
        held["title"] or "",
        held["made_at"],
    )


def _printed(library: Library) -> dict[str, str]:
    """Give the words that were refused as articles print them, by their key."""
    found = mentions.rejected(library.store, None)
    return {names.full_key(words): words for one in found for words in (one.surface, one.name)}


def _is_of(one: Mention, held: sqlite3.Row) -> bool:
    """Say whether a refused mention is what a refusal refused."""
    if held["kind"] == "not_country":
        return (one.country, names.full_key(one.surface)) == (held["country"], held["key"])
    if one.kind != "person" or names.full_key(one.name) != held["key"]:
        return False
    return held["kind"] == "not_person" or one.person_id == PersonId(held["person_id"])
