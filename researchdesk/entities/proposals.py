# SPDX-License-Identifier: MIT
"""Proposals as the recognising child sends them: JSON values, offsets in code points, half-open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from researchdesk.model.people import PersonId, Proposal

if TYPE_CHECKING:
    from researchdesk.entities.people import FoundPerson

TABLE_CONFIDENCE = 0.9  # of every country: a table knows no degrees


def person_as_json(found: FoundPerson) -> dict[str, Any]:
    """Give one person of a text as JSON values; `known` are the numbers of whom of the user's people it may be."""
    return {
        "name": found.name,
        "mentions": [list(span) for span in found.spans],
        "confidence": found.confidence,
        "known": sorted(found.known),
    }


def proposals(answer: dict[str, Any]) -> list[Proposal]:
    """Give the proposals of an answer, people first."""
    return [*map(_person, answer["people"]), *map(_country, answer["countries"])]


def _person(found: dict[str, Any]) -> Proposal:
    """Take a person that one known form names; namesakes are left to the user."""
    known = found["known"]
    return Proposal(
        kind="person",
        name=found["name"],
        spans=tuple((start, end) for start, end in found["mentions"]),
        confidence=found["confidence"],
        method="known" if known else "tagger",
        known_id=PersonId(known[0]) if len(known) == 1 else None,
    )


def _country(found: dict[str, Any]) -> Proposal:
    return Proposal(
        kind="country",
        name=found["code"],
        spans=tuple((start, end) for start, end in found["mentions"]),
        confidence=TABLE_CONFIDENCE,
        method="table",
        country=found["code"],
    )
