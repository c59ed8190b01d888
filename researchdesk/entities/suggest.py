# SPDX-License-Identifier: MIT
"""Ask the recognising child for the people and countries of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from researchdesk.config.children import Child
from researchdesk.model.people import KnownForm, PersonId, Proposal

if TYPE_CHECKING:
    from collections.abc import Sequence

RECOGNISER = "people-crf 1"
"""Name and version of the rules, kept on each mention."""
MEMORY = 4 << 30  # bytes of address space
SECONDS = 60.0  # for a whole book
RECYCLE_AFTER = 100_000
TABLE_CONFIDENCE = 0.9


class Recogniser:
    """One child process that recognises; the user's name forms are handed over again only when they changed."""

    def __init__(self) -> None:
        self._child = Child(
            "researchdesk.entities.answers", memory=MEMORY, recycle_after=RECYCLE_AFTER
        )
        self._handed: tuple[int, int | None] | None = None

    def recognise(
        self, text: str, language: str | None, known: Sequence[KnownForm], known_version: int
    ) -> list[Proposal]:
        """Give the people and countries of a text; `known_version` changes whenever `known` does."""
        self._hand_over(known, known_version)
        request = {"verb": "recognise", "text": text, "language": language}
        answer, _ = self._child.ask(request, seconds=SECONDS)
        return [*map(_person, answer["people"]), *map(_country, answer["countries"])]

    def close(self) -> None:
        """End the child process."""
        self._child.close()

    def _hand_over(self, known: Sequence[KnownForm], version: int) -> None:
        if self._handed == (version, self._child.pid):
            return
        forms = [[one.form, one.person_id] for one in known]
        self._child.ask({"verb": "known", "forms": forms}, seconds=SECONDS)
        self._handed = (version, self._child.pid)


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
