# SPDX-License-Identifier: MIT
"""Carry passages and accepted mentions from one text version of an article to the next.

A passage whose quote, with its context, stands once in both texts is carried; any other becomes an orphan, which
keeps its quote and its old place. An accepted mention that cannot be carried is dropped, unless it was the last one
of its person or country: the article keeps that tag as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.annotate import anchor
from researchdesk.model.passage import Carried, Selectors, Span
from researchdesk.store import mentions, passages

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.model.article import ArticleId, TextVersion, TextVersionId
    from researchdesk.model.people import MentionStatus
    from researchdesk.store.operation import Store

    Mapping = Callable[[Span], Span | None]

DECIDED: tuple[MentionStatus, ...] = ("accepted", "rejected")


def carry(
    store: Store,
    article_id: ArticleId,
    old: TextVersion | None,
    new_id: TextVersionId,
    new_text: str,
) -> tuple[int, int]:
    """Carry everything from the version read so far; give how many passages found their place and how many did not."""
    if old is None or old.id == new_id:
        return 0, 0
    placed, orphaned = 0, 0
    for row in passages.targets(store, old.id):
        if passages.has_target(store, row["annotation_id"], new_id):
            continue
        if row["start"] is None:
            carried = Carried("orphan", None, 0.0, row["status"])
        else:
            selectors = Selectors(
                row["exact"], row["prefix"], row["suffix"], row["start"], row["end"]
            )
            carried = anchor.carry(old.text, new_text, selectors)
        passages.add_target(store, row["annotation_id"], new_id, carried, carried_from=row["id"])
        placed, orphaned = placed + (carried.span is not None), orphaned + (carried.span is None)

    def find(span: Span) -> Span | None:
        return anchor.carry(old.text, new_text, anchor.describe(old.text, span)).span

    _move_mentions(store, article_id, old, new_id, find)
    return placed, orphaned


def shift(store: Store, old: TextVersion, new_id: TextVersionId, at: int, length: int) -> None:
    """Move everything along where `length` code points were put in at `at`."""
    for row in passages.targets(store, old.id):
        if row["start"] is None:
            moved, status = None, row["status"]
        else:
            moved, status = anchor.shift(Span(row["start"], row["end"]), at, length), row["status"]
        carried = Carried(status, moved, 1.0 if moved else 0.0, "a removed block was put back")
        passages.add_target(store, row["annotation_id"], new_id, carried, carried_from=row["id"])
    _move_mentions(store, old.article_id, old, new_id, lambda span: anchor.shift(span, at, length))


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
