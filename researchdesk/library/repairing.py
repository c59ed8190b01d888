# SPDX-License-Identifier: MIT
"""Put passages right that were not found again for certain: propose places, and keep the user's decision.

A decision is a target of its own in the text that is read now; no later run overwrites it, and passages are carried
on from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.annotate import anchor
from researchdesk.library import articles, carrying, passages
from researchdesk.model.errors import BadValue
from researchdesk.model.passage import Carried, Span
from researchdesk.store import passages as rows_of
from researchdesk.store import versions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.model.passage import Annotation, AnnotationId


def waiting(library: Library, article_id: ArticleId | None = None) -> list[Annotation]:
    """Give the annotations, of an article or of all, that have no certain place and await the user's decision."""
    found = (
        passages.everywhere(library, limit=1_000_000)
        if article_id is None
        else passages.of_article(library, article_id)
    )
    return [one for one in found if one.needs_repair]


def proposals(
    library: Library, found: Iterable[Annotation]
) -> dict[AnnotationId, tuple[Span, ...]]:
    """Give at most three places for each of these annotations, in the text that is read now, the likeliest first."""
    ways: dict[ArticleId, carrying.Passings] = {}
    made = {}
    for one in found:
        if one.article_id not in ways:
            text = articles.text_or_nothing(library, one.article_id)
            ways[one.article_id] = carrying.Passings(library.store, text)
        made[one.id] = carrying.candidates(library.store, one.id, ways[one.article_id])
    return made


def put_right(library: Library, annotation_id: AnnotationId, span: Span) -> Annotation:
    """Let a passage stand at this place of the text that is read now."""
    held = passages.get(library, annotation_id)
    version = articles.text(library, held.article_id)
    span = anchor.trim(version.text, span)
    status = anchor.compared(held.exact, version.text[span.start : span.end])
    with library.operation("Put the passage right"):
        placed = Carried(status, span, 1.0, "put right by hand")
        rows_of.put_target(library.store, annotation_id, version.id, placed)
    return passages.get(library, annotation_id)


def keep(library: Library, annotation_id: AnnotationId) -> Annotation:
    """Let a passage stay on the older version where it was seen last; later versions ask no more."""
    held = passages.get(library, annotation_id)
    version = articles.text(library, held.article_id)
    seen = rows_of.seen_place(library.store, annotation_id)
    if seen is None or seen["text_version_id"] == version.id:
        raise BadValue(
            value=f"Annotation {annotation_id}",
            kind="passage of an older version",
            expected="it stands in the text that is read now",
        )
    seq = next(
        one.seq
        for one in versions.versions(library.store, held.article_id)
        if one.id == seen["text_version_id"]
    )
    with library.operation("Keep the passage on its old version"):
        kept = Carried("orphan", None, 1.0, f"kept on text version {seq}")
        rows_of.put_target(library.store, annotation_id, version.id, kept)
    return passages.get(library, annotation_id)
