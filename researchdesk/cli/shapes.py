# SPDX-License-Identifier: MIT
"""The JSON of each noun: stable keys, offsets in code points, dates as stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from researchdesk.cli.session import table
from researchdesk.library import articles, images, mentions, notes, passages, sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId, ArticleRow
    from researchdesk.model.clipping import Candidate, Clipping, RemovedBlock
    from researchdesk.model.note import Citation, Note, NoteRow, NoteSource
    from researchdesk.model.passage import Annotation, Difference, Span
    from researchdesk.model.people import Mention, Person

Shape = dict[str, Any]


def removed(blocks: Iterable[RemovedBlock]) -> list[Shape]:
    """Shape the blocks that were left out."""
    return [{"n": one.n, "text": one.text, "reason": one.reason} for one in blocks]


def metadata(found: Iterable[Candidate]) -> list[Shape]:
    """Shape every value found for a field."""
    return [{"field": one.field, "value": one.value, "origin": one.origin} for one in found]


def differences(found: Sequence[Difference]) -> tuple[list[Shape], str]:
    """Shape what is not the same in two texts, and lay it out for a person."""
    rows = ((one.old_start, f"- {one.old_words}", f"+ {one.new_words}") for one in found)
    return [to_builtins(one) for one in found], table(rows)


def clipping(made: Clipping) -> Shape:
    """Shape what would be stored."""
    return {
        "title": made.title,
        "authors": [one.name for one in made.authors],
        "issued": made.issued,
        "container_title": made.container_title,
        "language": made.language,
        "url": made.canonical_url or made.url,
        "item_type": made.item_type,
        "text": made.text,
        "html": made.html,
        "doubt": made.doubt,
        "removed": removed(made.removed),
        "metadata": metadata(made.candidates),
    }


def article_row(row: ArticleRow) -> Shape:
    """Shape one line of a list."""
    return {
        "article": row.id,
        "title": row.title,
        "container_title": row.container_title,
        "issued": row.issued,
        "accessed": row.accessed,
        "clipped": row.clipped,
        "is_read": row.is_read,
        "is_starred": row.is_starred,
        "is_filed": row.is_filed,
        "people": [one.name for one in row.names if one.person_id],
        "countries": [one.country for one in row.names if one.country],
        "tags": list(row.tags),
        "notes": row.note_count,
        "annotations": row.annotation_count,
        "suggestions": row.suggestion_count,
    }


def _images(library: Library, article_id: ArticleId) -> list[Shape]:
    """Shape the images of the text that is read now; without a size where the bytes are not kept."""
    if articles.get(library, article_id).current_version_id is None:
        return []
    kept = images.kept(library, article_id)
    shaped: list[Shape] = []
    for one in images.of_version(articles.text(library, article_id)):
        media_type, size = kept.get(one.url, (None, None))
        shaped.append(
            {
                "url": one.url,
                "alt": one.alt,
                "caption": one.caption,
                "is_kept": size is not None,
                "media_type": media_type,
                "size": size,
            }
        )
    return shaped


def article(library: Library, article_id: ArticleId) -> Shape:
    """Shape an article with all that hangs on it."""
    held, row = articles.get(library, article_id), articles.row(library, article_id)
    return article_row(row) | {
        "public_id": held.public_id,
        "authors": [one.name for one in held.authors],
        "item_type": held.item_type,
        "language": held.language,
        "url": held.url,
        "canonical_url": held.canonical_url,
        "doubt": held.doubt,
        "is_trashed": held.trashed_on is not None,
        "text": articles.text_or_nothing(library, article_id),
        "removed": removed(articles.removed(library, article_id)),
        "images": _images(library, article_id),
        "people": [
            {"person": one.person_id, "name": one.name, "count": one.count}
            for one in row.names
            if one.person_id
        ],
        "countries": [
            {"code": one.country, "name": one.name, "count": one.count}
            for one in row.names
            if one.country
        ],
        "annotations": [annotation(one) for one in passages.of_article(library, article_id)],
        "notes": [
            {"note": note_id, "title": title}
            for note_id, title in dict.fromkeys(
                (one.note_id, one.note_title) for one in articles.cited_in(library, article_id)
            )
        ],
        "versions": versions(library, article_id),
    }


def versions(library: Library, article_id: ArticleId) -> list[Shape]:
    """Shape an article's text versions, oldest first."""
    current = articles.get(library, article_id).current_version_id
    return [
        {
            "seq": one.seq,
            "made_at": one.made_at,
            "extractor": one.extractor,
            "text_sha256": one.text_sha256,
            "characters": len(one.text),
            "is_current": one.id == current,
        }
        for one in articles.versions_of(library, article_id)
    ]


def mention(one: Mention) -> Shape:
    """Shape a mention."""
    return {
        "mention": one.id,
        "article": one.article_id,
        "kind": one.kind,
        "name": one.name,
        "person": one.person_id,
        "code": one.country,
        "start": one.start,
        "end": one.end,
        "text": one.surface,
        "status": one.status,
    }


def suggestion_counts(library: Library, article_id: ArticleId) -> Shape:
    """Count the people and countries that are suggested in an article."""
    found = mentions.groups(library, article_id)
    people = sum(one.kind == "person" for one in found)
    return {"people": people, "countries": len(found) - people}


def person(one: Person) -> Shape:
    """Shape a person with name forms."""
    return {
        "person": one.id,
        "id": one.public_id,
        "name": one.preferred_name,
        "sort_name": one.sort_name,
        "born": one.born,
        "died": one.died,
        "forms": [
            {"form": form.form, "kind": form.kind, "script": form.script} for form in one.forms
        ],
        "identifiers": [
            {"scheme": number.scheme, "value": number.value} for number in one.identifiers
        ],
        "remark": one.remark,
        "articles": one.article_count,
    }


def annotation(one: Annotation) -> Shape:
    """Shape an annotation with its place."""
    return {
        "annotation": one.id,
        "id": one.public_id,
        "article": one.article_id,
        "start": one.start,
        "end": one.end,
        "exact": one.exact,
        "colour": str(one.colour),
        "body": one.body,
        "tags": list(one.tags),
        "status": one.status,
        "confidence": one.confidence,
        "why": one.why,
        "cited_by": one.cited_by,
    }


def spans(found: Iterable[Span]) -> list[list[int]]:
    """Shape places in a text."""
    return [[one.start, one.end] for one in found]


def citation(one: Citation) -> Shape:
    """Shape a citation with what it leads to."""
    return {
        "note": one.note_id,
        "kind": one.kind,
        "id": one.cited_id,
        "label": one.label,
        "line": one.line_first,
        "heading": one.heading,
        "annotation": one.annotation_id,
        "article": one.article_id,
        "exact": one.exact,
        "status": one.status,
        "is_broken": one.is_broken,
    }


def source(library: Library, one: NoteSource) -> Shape:
    """Shape what a note cites or might: its context, and the block quote that says where it stands."""
    held = one.annotation
    return {
        "line": one.line,
        "words": one.words,
        "article": one.article_id,
        "title": one.article_title,
        "annotation": held.id if held else None,
        "status": held.status if held else None,
        "context": to_builtins(sources.context(library, held)) if held else None,
        "quotation": sources.quotation(library, held) if held else None,
    }


def note_row(row: NoteRow) -> Shape:
    """Shape one line of a list of notes."""
    return {
        "note": row.id,
        "id": row.public_id,
        "title": row.title,
        "modified": row.modified_at,
        "citations": row.citation_count,
        "tags": list(row.tags),
    }


def note(held: Note, citations: Iterable[Citation]) -> Shape:
    """Shape a note with its citations."""
    return {
        "note": held.id,
        "id": held.public_id,
        "title": held.title,
        "body": held.body,
        "revision": held.revision,
        "created": held.created_at,
        "modified": held.modified_at,
        "is_trashed": held.trashed_on is not None,
        "tags": list(held.tags),
        "words": notes.count_words(held.body),
        "citations": [citation(one) for one in citations],
    }
