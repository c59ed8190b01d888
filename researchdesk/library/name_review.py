# SPDX-License-Identifier: MIT
"""The open suggestions of the whole library, one row a name, so that many are decided at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.library import mentions, people
from researchdesk.model.people import SuggestedName
from researchdesk.store import people as rows_of

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.people import Mention, PersonRow

MOST = 500  # names given at once; the rest comes when these are decided
LIKELY = 3  # people of the library shown beside a name


def rows(library: Library, limit: int = MOST) -> list[SuggestedName]:
    """Give the names that are suggested anywhere, those in most articles first; any thread."""
    found: dict[tuple[object, ...], list[Mention]] = {}
    for one in mentions.suggestions(library):
        found.setdefault((one.kind, one.person_id, one.country, one.name), []).append(one)
    made = sorted(
        found.values(),
        key=lambda held: (-len({one.article_id for one in held}), -len(held), held[0].name),
    )
    return [_row(library, held) for held in made[:limit]]


def _row(library: Library, held: list[Mention]) -> SuggestedName:
    first = held[0]
    return SuggestedName(
        kind=first.kind,
        name=first.name,
        mentions=tuple(one.id for one in held),
        article_count=len({one.article_id for one in held}),
        is_known=first.person_id is not None or first.country is not None,
        likely=_likely(library, first),
        country=first.country,
    )


def _likely(library: Library, one: Mention) -> tuple[PersonRow, ...]:
    if one.kind == "country" or one.person_id is not None:
        return ()
    found = people.matching(library, one.name)[:LIKELY]
    return tuple(rows_of.rows(library.store, found))
