# SPDX-License-Identifier: MIT
"""Carry passages and accepted mentions from one text version of an article to the next.

A passage is carried directly from the version where the user last saw it, so that small errors do not add up; the way
through the version read so far is a second opinion. What the user decided outranks every later run. An accepted
mention that is not carried for certain is dropped, unless it was the last one of its person or country: the article
keeps that tag as a whole.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.annotate import anchor
from researchdesk.model.passage import Carried, Span
from researchdesk.store import mentions, passages, standing, versions

logger = logging.getLogger(__name__)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from researchdesk.model.article import ArticleId, TextVersion, TextVersionId
    from researchdesk.model.passage import AnnotationId, TargetStatus
    from researchdesk.model.people import MentionStatus
    from researchdesk.store.operation import Store

    Mapping = Callable[[Span], Span | None]

DECIDED: tuple[MentionStatus, ...] = ("accepted", "rejected")
IDENTICAL: tuple[TargetStatus, ...] = ("same", "typography", "moved")
DAMAGED = Carried("orphan", None, 0.0, "the text it was seen in is not as it was saved")
MISPLACED = Carried("orphan", None, 0.0, standing.MISPLACED)
AGREES = 0.9  # share of two places that is common to both, from which they are one


class Passings:
    """The ways into one text version from the others of its article; each pair of texts is aligned once."""

    def __init__(self, store: Store, new_text: str) -> None:
        self._store = store
        self._new_text = new_text
        self._ways: dict[TextVersionId, anchor.Passing | None] = {}

    def from_version(self, version_id: TextVersionId) -> anchor.Passing | None:
        """Give the way from this version; None where its text is not what was saved."""
        if version_id not in self._ways:
            old_text = versions.text_of(self._store, version_id)
            if old_text is None:
                logger.warning("text version %d is not as it was saved", version_id)
            way = None if old_text is None else anchor.Passing(old_text, self._new_text)
            self._ways[version_id] = way
        return self._ways[version_id]


def carry(
    store: Store,
    article_id: ArticleId,
    old: TextVersion | None,
    new_id: TextVersionId,
    new_text: str,
) -> None:
    """Carry everything to a text version; what is known there already stays as it is."""
    if old is None or old.id == new_id:
        return
    ways = Passings(store, new_text)
    for annotation_id in passages.without_target(store, article_id, new_id):
        held = passages.target(store, annotation_id, old.id)
        seen = passages.seen(store, annotation_id) or held
        exact = passages.exact(store, annotation_id)
        passages.add_target(
            store,
            annotation_id,
            new_id,
            _compared(exact, new_text, _carried(ways, exact, seen, held)),
            carried_from=seen["id"] if seen else None,
            decided_by="user" if seen and seen["start"] is None else "program",
        )

    def find(span: Span) -> Span | None:
        way = ways.from_version(old.id)
        found = way.carry(span) if way else DAMAGED
        return found.span if found.status in IDENTICAL else None

    _move_mentions(store, article_id, old, new_id, find)


def candidates(store: Store, annotation_id: AnnotationId, ways: Passings) -> tuple[Span, ...]:
    """Give at most three places where a passage may stand, seen from where the user saw it last."""
    seen = passages.seen_place(store, annotation_id)
    if seen is None:
        return ()
    way = ways.from_version(seen["text_version_id"])
    return way.candidates(Span(seen["start"], seen["end"])) if way else ()


def between(old: str, new: str, spans: Sequence[Span]) -> list[tuple[Carried, tuple[Span, ...]]]:
    """Carry passages from any text to any other; those that are not placed come with candidates."""
    way = anchor.Passing(old, new)
    found = [(span, way.carry(span)) for span in spans]
    return [
        (one, way.candidates(span) if one.status in ("unsure", "orphan") else ())
        for span, one in found
    ]


def shift(store: Store, old: TextVersion, new_id: TextVersionId, at: int, length: int) -> None:
    """Move everything along where `length` code points were put in at `at`."""
    new_text = versions.text_of(store, new_id) or ""
    for row in passages.targets(store, old.id):
        span = _span(row)
        moved = anchor.shift(span, at, length) if span else None
        why = "a removed block was put back" if span else row["why"]
        exact = passages.exact(store, row["annotation_id"])
        carried = Carried(row["status"], moved, row["confidence"], why)
        decided_by = row["decided_by"]
        if span and not standing.stands(row, exact, old.text, is_whole=True):
            carried, decided_by = MISPLACED, "program"
        passages.add_target(
            store,
            row["annotation_id"],
            new_id,
            _compared(exact, new_text, carried),
            carried_from=row["id"],
            decided_by=decided_by,
        )
    _move_mentions(store, old.article_id, old, new_id, lambda span: anchor.shift(span, at, length))


def _compared(exact: str, text: str, carried: Carried) -> Carried:
    """Let what was carried unchanged say so only where it still has the words that were first marked."""
    span = carried.span
    if span is None or carried.status not in IDENTICAL or text[span.start : span.end] == exact:
        return carried
    return structs.replace(carried, status=anchor.compared(exact, text[span.start : span.end]))


def _carried(
    ways: Passings, exact: str, seen: sqlite3.Row | None, held: sqlite3.Row | None
) -> Carried:
    """Carry one passage from where it was seen, and hear what the version read so far says."""
    if seen is None:
        return Carried("orphan", None, 0.0, "no text version is known that holds it")
    span = _span(seen)
    if span is None:  # the user keeps it on an older version
        return Carried("orphan", None, seen["confidence"], seen["why"])
    way = ways.from_version(seen["text_version_id"])
    if way is None:
        return DAMAGED
    if not standing.stands(seen, exact, way.old_text, is_whole=True):
        return MISPLACED
    found = way.carry(span)
    if not held or held["id"] == seen["id"] or not found.span or found.status == "unsure":
        return found
    at_held = _span(held) if held["status"] != "unsure" else None
    second = ways.from_version(held["text_version_id"]) if at_held else None
    other = second.carry(at_held) if second and at_held else None
    if (
        other
        and other.span
        and other.status != "unsure"
        and overlap(found.span, other.span) < AGREES
    ):
        return Carried("unsure", found.span, 0.4, "the versions between lead to another place")
    return found


def _span(row: sqlite3.Row) -> Span | None:
    return None if row["start"] is None else Span(row["start"], row["end"])


def overlap(one: Span, other: Span) -> float:
    """Say which share of two places is common to both."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start))


def _move_mentions(
    store: Store, article_id: ArticleId, old: TextVersion, new_id: TextVersionId, find: Mapping
) -> None:
    held = mentions.of_version(store, old.id, DECIDED)
    lost = []
    kept = {(one.person_id, one.country) for one in mentions.whole_tags(store, article_id)}
    for one in held:
        assert one.start is not None
        assert one.end is not None
        span = find(Span(one.start, one.end))
        if span is None:
            lost.append(one)
        else:
            mentions.move(store, one.id, new_id, span.start, span.end)
            if one.status == "accepted":
                kept.add((one.person_id, one.country))
    for one in lost:
        if one.status == "accepted" and (one.person_id, one.country) not in kept:
            kept.add((one.person_id, one.country))
            mentions.move(store, one.id, None, None, None)
        else:
            mentions.delete(store, [one.id])
