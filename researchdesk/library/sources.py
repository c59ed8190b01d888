# SPDX-License-Identifier: MIT
"""What a note rests on, to read beside it: each citation with its context, and the highlights it has not used yet."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from researchdesk.annotate import citations
from researchdesk.library import articles, notes, passages
from researchdesk.model.article import ArticleId
from researchdesk.model.note import NoteSource
from researchdesk.model.passage import AnnotationId, Quote

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.note import NoteId
    from researchdesk.model.passage import Annotation

CONTEXT = 240  # code points on either side of a passage


def of_note(library: Library, note_id: NoteId) -> list[NoteSource]:
    """Give the passages and articles that a note cites, in its order, then the unused highlights of these articles."""
    found: list[NoteSource] = []
    look_up = functools.cache(lambda number: passages.get(library, number))
    for one in notes.citations(library, note_id):
        if one.kind not in "pa":
            continue
        number = one.annotation_id
        held = None if number is None else look_up(AnnotationId(number))
        article_id = None if one.article_id is None else ArticleId(one.article_id)
        found.append(
            NoteSource(one.label, one.article_title or "", article_id, held, one.line_first)
        )
    used = {one.annotation.id for one in found if one.annotation}
    for article_id in dict.fromkeys(one.article_id for one in found):
        if article_id is not None:
            found += [
                NoteSource(" ".join(one.exact.split()), one.article_title, article_id, one, None)
                for one in passages.of_article(library, article_id)
                if one.id not in used
            ]
    return found


def context(library: Library, held: Annotation) -> Quote:
    """Give a passage with what stands around it now; where it has no certain place, as it was marked."""
    place = held.place
    if place is None:
        return Quote(held.exact, held.prefix, held.suffix)
    text = articles.text(library, held.article_id).text
    before, after = text[: place.start], text[place.end : place.end + CONTEXT]
    return Quote(text[place.start : place.end], before[-CONTEXT:], after)


def quotation(library: Library, held: Annotation) -> str:
    """Write a passage as a block quote that says, with a link, where it stands."""
    article = articles.get(library, held.article_id)
    named = [article.container_title or article.title, article.issued or ""]
    words = ", ".join(part for part in named if part)
    lines = [line.strip() for line in held.exact.split("\n")]
    quoted = "\n".join(f"> {citations.meant(line)}".rstrip() for line in lines)
    return f"{quoted}\n>\n> — {citations.link('p', held.public_id, words)}"
