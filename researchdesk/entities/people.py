# SPDX-License-Identifier: MIT
"""Propose the people of a text: the tagger, then what the text itself and the user's own people add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.entities.back_references import (
    add_back_references,
    cut_openers,
    cut_what_is_owned,
    drop_firms,
    drop_things_named_for_people,
)
from researchdesk.entities.candidates import candidates
from researchdesk.entities.grouping import Group, Run, grouped, shown_name, span_of
from researchdesk.entities.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.entities.known import KnownForms

LEAST_LONE = 0.5  # P of a lone word that nothing else backs
LEAST_LONE_GERMAN = 0.4  # where every noun has a capital the tagger is shy of lone surnames
KNOWN = 0.95  # confidence of a known form


class FoundPerson(Struct, frozen=True):
    """One person of a text: spans in code points, half-open; whom of the user's people it may be."""

    name: str
    spans: tuple[tuple[int, int], ...]
    confidence: float
    known: frozenset[int]


def people(text: str, language: str, known: KnownForms) -> list[FoundPerson]:
    """Give the people of a text in the order of their first mention."""
    words = tokens(text)
    folded = [fold(token.word).rstrip(".") for token in words]
    found = candidates(words, folded, language)
    _add_known(found, known.places(words, folded, language))
    cut_openers(words, folded, found, language)
    drop_things_named_for_people(folded, found)
    if language == "de":
        cut_what_is_owned(folded, found)
    add_back_references(words, folded, found, language)
    drop_firms(words, found)
    least = LEAST_LONE_GERMAN if language == "de" else LEAST_LONE
    made = []
    for group in grouped(words, folded, found, language):
        confidence = max(found[run] for run in group.runs)
        whom = _whom(group, folded, known, language)
        if len(group.core) > 1 or confidence >= least or whom:
            spans = [span_of(words, run) for run in group.runs]
            name = shown_name(text, words, group, language)
            made.append(FoundPerson(name, tuple(spans), round(confidence, 2), frozenset(whom)))
    return sorted(made, key=lambda one: one.spans[0])


def _add_known(found: dict[Run, float], places: Sequence[Run]) -> None:
    """Let a known form outrank the tagger's shorter runs across it."""
    owner = {number: run for run in found for number in range(*run)}
    for run in places:
        for other in {owner[number] for number in range(*run) if number in owner}:
            if other != run and other[1] - other[0] <= run[1] - run[0]:
                found.pop(other, None)
        if not any(owner.get(number) in found for number in range(*run)):
            found[run] = KNOWN


def _whom(group: Group, folded: Sequence[str], known: KnownForms, language: str) -> set[int]:
    """Give whom of the user's people the longest forms of this group name."""
    found: set[int] = set()
    for first, last in sorted(group.runs, key=lambda run: run[0] - run[1]):
        found = known.whom(folded[first:last], language)
        if found:
            break
    return found
