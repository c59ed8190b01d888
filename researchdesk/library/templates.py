# SPDX-License-Identifier: MIT
"""Notes begun from others: a note that bears the tag "template" is one. It is filled in once and never again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.annotate import citations
from researchdesk.library import articles, notes, passages

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.model.note import Note, NoteRow
    from researchdesk.model.passage import Annotation

TAG = "template"
PLACE = re.compile(r"\{\{ ?(quote|cite|title|outlet|date|link|tags) ?\}\}")


def rows(library: Library) -> list[NoteRow]:
    """Give the notes that are templates, by title."""
    found = [one for one in notes.rows(library) if TAG in map(str.casefold, one.tags)]
    return sorted(found, key=lambda one: one.title.casefold())


def new(
    library: Library,
    template: Note,
    title: str,
    *,
    article_id: ArticleId | None = None,
    annotation: Annotation | None = None,
) -> Note:
    """Begin a note from a template, filled in from an article or a passage; what is not known stays empty."""
    values = _values(library, annotation.article_id if annotation else article_id, annotation)
    body = PLACE.sub(lambda found: values.get(found[1], ""), template.body)
    return notes.new(library, title, body)


def _values(
    library: Library, article_id: ArticleId | None, annotation: Annotation | None
) -> dict[str, str]:
    if article_id is None:
        return {}
    held = articles.get(library, article_id)
    values = {
        "title": citations.meant(held.title),
        "outlet": citations.meant(held.container_title or ""),
        "date": held.issued or "",
        "link": citations.link("a", held.public_id, held.title),
        "tags": citations.meant(", ".join(held.tags)),
    }
    if annotation is not None:
        values["quote"] = citations.meant(annotation.exact)
        values["cite"] = passages.cite_link(library, annotation.id)
    return values
