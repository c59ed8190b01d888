# SPDX-License-Identifier: MIT
"""Put passages right that were not found again for certain: propose places, and keep the user's decision.

A decision is a target of its own in the text that is read now; no later run overwrites it, and passages are carried
on from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.annotate import anchor
from researchdesk.annotate.folding import likeness
from researchdesk.library import articles, carrying, passages
from researchdesk.model.errors import BadValue
from researchdesk.model.passage import Carried, Proposed, Quote, Repair, Span
from researchdesk.store import passages as rows_of
from researchdesk.store import versions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId, TextVersionId
    from researchdesk.model.passage import Annotation, AnnotationId

CONTEXT = 60  # code points that are shown before and after a passage
MOST = 3  # places that are proposed
SAME_PLACE = 0.8  # share of two places that is common to both, from which they are one proposal


def waiting(library: Library, article_id: ArticleId | None = None) -> list[Annotation]:
    """Give the annotations, of an article or of all, that have no certain place and await the user's decision."""
    if article_id is None:
        return rows_of.waiting(library.store)
    return [one for one in passages.of_article(library, article_id) if one.needs_repair]


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


def look(library: Library, annotation_id: AnnotationId) -> Repair:
    """Lay a passage where the user saw it last beside the places where it may stand in the text that is read now."""
    store, held = library.store, passages.get(library, annotation_id)
    text = articles.text_or_nothing(library, held.article_id)
    seen = rows_of.seen_place(store, annotation_id)
    old_text = versions.text_of(store, seen["text_version_id"]) if seen else None
    if seen is None or old_text is None:
        return Repair(held, None, None, Quote(held.exact, held.prefix, held.suffix), ())
    old_span = Span(seen["start"], seen["end"])
    old = _in_context(old_text, old_span)
    spans = list(carrying.candidates(store, annotation_id, carrying.Passings(store, text)))
    own = None
    if held.start is not None and held.end is not None:  # the place of which the program was unsure
        own = Span(held.start, held.end)
        spans = [own, *(one for one in spans if carrying.overlap(one, own) < SAME_PLACE)]
    made = [_proposed(text, span, old.exact) for span in spans[:MOST]]
    if own is not None:
        made[0] = structs.replace(made[0], why=held.why)
    seq = _seq(library, held.article_id, seen["text_version_id"])
    return Repair(held, seq, old_span, old, tuple(made))


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
    seq = _seq(library, held.article_id, seen["text_version_id"])
    with library.operation("Keep the passage on its old version"):
        kept = Carried("orphan", None, 1.0, f"kept on text version {seq}")
        rows_of.put_target(library.store, annotation_id, version.id, kept)
    return passages.get(library, annotation_id)


def _seq(library: Library, article_id: ArticleId, version_id: TextVersionId) -> int:
    found = versions.versions(library.store, article_id)
    return next(one.seq for one in found if one.id == version_id)


def _in_context(text: str, span: Span) -> Quote:
    before = text[max(0, span.start - CONTEXT) : span.start]
    after = text[span.end : span.end + CONTEXT]
    return Quote(text[span.start : span.end], before, after)


def _proposed(text: str, span: Span, exact: str) -> Proposed:
    quote = _in_context(text, span)
    alike = likeness(exact, quote.exact)
    if alike == 1.0:
        why = "the same words stand there"
    elif quote.exact.casefold() in exact.casefold():
        why = "a part of it is left there"
    else:
        why = "like words stand there"
    return Proposed(span, quote, alike, why)
