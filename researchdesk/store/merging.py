# SPDX-License-Identifier: MIT
"""Rows that move when two people become one, or one becomes two; and the pairs that are not the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from researchdesk.model.people import PersonId
from researchdesk.store.articles import IDS, as_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.store.operation import Store

SAME_PLACE = """mine.article_id = theirs.article_id AND mine.text_version_id IS theirs.text_version_id
    AND mine.start IS theirs.start AND mine."end" IS theirs."end" """
WEIGHT = "CASE {}.status WHEN 'accepted' THEN 2 WHEN 'rejected' THEN 1 ELSE 0 END"


def move_all(store: Store, old: PersonId, new: PersonId) -> None:
    """Let everything that hangs on one person hang on another; what the other has already is dropped."""
    _drop_doubles(store, old, new)
    store.db.execute(
        "UPDATE name_form SET kind = 'variant' WHERE person_id = ? AND kind = 'preferred'", [old]
    )
    for table in ("name_form", "identifier", "contributor", "mention", "refusal"):
        store.db.execute(f"UPDATE {table} SET person_id = ? WHERE person_id = ?", [new, old])
    _rewrite_pairs(store, old, new)
    store.db.execute("UPDATE person SET merged_into_id = ? WHERE merged_into_id = ?", [new, old])


def add_alias(store: Store, old_id: str, new_id: str) -> None:
    """Let links to one public id lead to another, and those that led to the first as well."""
    store.db.execute("UPDATE alias SET new_id = ? WHERE new_id = ?", [new_id, old_id])
    store.db.table("alias").insert({"old_id": old_id, "new_id": new_id})


def move_forms(store: Store, old: PersonId, new: PersonId, forms: Iterable[str]) -> None:
    """Let forms belong to another person."""
    store.db.execute(
        f"UPDATE name_form SET person_id = ?, kind = 'variant' WHERE person_id = ? AND form IN {IDS}",
        [new, old, json.dumps(list(forms))],
    )


def mentions_of(store: Store, person_id: PersonId) -> list[tuple[int, int, str]]:
    """Give (id, article, words) of every mention of a person, also those that were refused."""
    found = store.read().execute(
        "SELECT id, article_id, surface FROM mention WHERE person_id = ? ORDER BY id", [person_id]
    )
    return [(row[0], row[1], row[2]) for row in found]


def move_mentions(store: Store, ids: Iterable[int], new: PersonId) -> None:
    """Let mentions be of another person."""
    store.db.execute(f"UPDATE mention SET person_id = ? WHERE id IN {IDS}", [new, as_json(ids)])


def keep_apart(store: Store, one: PersonId, other: PersonId) -> None:
    """Remember that two people are not the same."""
    first, second = sorted((one, other))
    store.db.execute(
        "INSERT OR IGNORE INTO distinct_people (person_id, other_id) VALUES (?, ?)", [first, second]
    )


def apart(store: Store) -> list[tuple[int, PersonId, PersonId]]:
    """Give (id, person, other) of all pairs that are not the same."""
    found = store.read().execute("SELECT id, person_id, other_id FROM distinct_people ORDER BY id")
    return [(row[0], PersonId(row[1]), PersonId(row[2])) for row in found]


def forget_apart(store: Store, number: int) -> None:
    """Forget that two people are not the same."""
    store.db.table("distinct_people").delete(number)


def _drop_doubles(store: Store, old: PersonId, new: PersonId) -> None:
    """Delete what would stand twice: forms, refusals, and of two mentions at one place the one less decided."""
    both = {"old": old, "new": new}
    store.db.execute(
        """DELETE FROM name_form WHERE person_id = :old
            AND form IN (SELECT form FROM name_form WHERE person_id = :new)""",
        both,
    )
    store.db.execute(
        """DELETE FROM refusal WHERE person_id = :old AND EXISTS (SELECT 1 FROM refusal AS held
            WHERE held.person_id = :new AND held.key = refusal.key AND held.kind = refusal.kind
            AND held.article_id IS refusal.article_id)""",
        both,
    )
    pairs = f"""SELECT {{}}.id FROM mention AS mine JOIN mention AS theirs ON {SAME_PLACE}
        WHERE mine.person_id = :old AND theirs.person_id = :new AND {{}}"""
    mine, theirs = WEIGHT.format("mine"), WEIGHT.format("theirs")
    weaker = pairs.format("mine", f"{mine} <= {theirs}")
    store.db.execute(f"DELETE FROM mention WHERE id IN ({weaker})", both)
    weaker = pairs.format("theirs", f"{theirs} < {mine}")
    store.db.execute(f"DELETE FROM mention WHERE id IN ({weaker})", both)


def _rewrite_pairs(store: Store, old: PersonId, new: PersonId) -> None:
    """Let the pairs of one person be pairs of the other; that of the two goes."""
    others = [other if one == old else one for _, one, other in apart(store) if old in (one, other)]
    store.db.table("distinct_people").delete_where("person_id = ?1 OR other_id = ?1", [old])
    for other in others:
        if other != new:
            keep_apart(store, other, new)
