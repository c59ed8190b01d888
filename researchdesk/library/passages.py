# SPDX-License-Identifier: MIT
"""Annotations: highlight a passage, say something of it, find it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.annotate import anchor, citations
from researchdesk.library import articles, search
from researchdesk.model.dates import now
from researchdesk.model.errors import AmbiguousQuote, BadValue, NoSuchThing
from researchdesk.model.passage import Annotation, AnnotationId, Carried, Colour, Span
from researchdesk.store import notes, passages, public_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.model.note import Citation
    from researchdesk.model.passage import Quote

LABEL = 80  # code points of a citation's words when nobody chose them
LONGEST = 1_000_000  # code points of a comment


def highlight(
    library: Library,
    article_id: ArticleId,
    span: Span,
    *,
    colour: str = Colour.YELLOW,
    body: str = "",
) -> Annotation:
    """Mark a span of the text that is read now; BadValue for a span without letters, outside the text or too long."""
    version = articles.text(library, article_id)
    span = anchor.trim(version.text, span)
    selectors = anchor.describe(version.text, span)
    with library.operation("Comment" if body else "Highlight"):
        annotation_id = passages.insert(
            library.store,
            public_ids.new_public_id(),
            article_id,
            selectors,
            checked_colour(colour),
            _checked(body),
        )
        placed = Carried("same", span, 1.0, "marked here")
        passages.add_target(library.store, annotation_id, version.id, placed, decided_by="user")
    return get(library, annotation_id)


def highlight_quote(
    library: Library,
    article_id: ArticleId,
    quote: Quote,
    *,
    colour: str = Colour.YELLOW,
    body: str = "",
) -> Annotation:
    """Mark a passage by its words; AmbiguousQuote when they stand there several times, or not at all."""
    text = articles.text(library, article_id).text
    found = anchor.find_quote(text, quote.exact, quote.prefix, quote.suffix)
    if len(found) != 1:
        raise AmbiguousQuote(n=len(found), article=article_id)
    return highlight(library, article_id, found[0], colour=colour, body=body)


def get(library: Library, annotation_id: AnnotationId) -> Annotation:
    """Give one annotation with its place in the text that is read now."""
    return passages.get(library.store, annotation_id)


def by_public_id(library: Library, public_id: str) -> Annotation:
    """Give the annotation that a link names, also by an older id of it."""
    found = passages.by_public_id(library.store, notes.resolve(library.store, public_id))
    if found is None:
        raise NoSuchThing(noun="passage", name=public_id)
    return get(library, found)


def named(library: Library, name: str) -> Annotation:
    """Give the annotation of a number or a public id."""
    return (
        get(library, AnnotationId(int(name)))
        if name.isdecimal() and len(name) < 10
        else by_public_id(library, name)
    )


def of_article(library: Library, article_id: ArticleId) -> list[Annotation]:
    """Give an article's annotations by their place; those without one last."""
    return passages.of_article(library.store, article_id)


def everywhere(
    library: Library,
    *,
    colour: str | None = None,
    words: str = "",
    tag: str = "",
    limit: int = 500,
) -> list[Annotation]:
    """Give the annotations of all articles, the newest first: of one colour, with these words or this tag."""
    found = passages.everywhere(library.store, colour, -1 if words or tag else limit)
    return chosen(found, words=words, tag=tag)[:limit]


def chosen(found: Sequence[Annotation], *, words: str = "", tag: str = "") -> list[Annotation]:
    """Give those of some annotations that have these words in quote, comment or tags, and bear this tag."""
    return [
        one
        for one in found
        if search.holds(words, one.exact, one.body, *one.tags)
        and (not tag or tag.casefold() in (held.casefold() for held in one.tags))
    ]


def reworded(library: Library, found: Sequence[Annotation]) -> dict[AnnotationId, str]:
    """Give the words that stand now where those of a passage stood, for each of these whose wording changed."""
    texts: dict[ArticleId, str] = {}
    now = {}
    for one in found:
        place = one.place if one.status == "changed" else None
        if place is not None:
            if one.article_id not in texts:
                texts[one.article_id] = articles.text_or_nothing(library, one.article_id)
            now[one.id] = texts[one.article_id][place.start : place.end]
    return now


def edit(
    library: Library,
    annotation_id: AnnotationId,
    *,
    colour: str | None = None,
    body: str | None = None,
) -> Annotation:
    """Change the colour or the comment of an annotation."""
    held = get(library, annotation_id)
    changed: dict[str, str] = {}
    if colour is not None and checked_colour(colour) != held.colour:
        changed["colour"] = colour
    if body is not None and _checked(body) != held.body:
        changed |= {"body": body, "motivation": "commenting" if body else "highlighting"}
    with library.operation("Edit the comment" if "body" in changed else "Colour the highlight"):
        if changed:
            passages.update(library.store, annotation_id, **changed)
    return get(library, annotation_id)


def trash(library: Library, ids: Sequence[AnnotationId]) -> None:
    """Put annotations into the trash."""
    _set_trashed(library, ids, now(), "Delete {}")


def restore(library: Library, ids: Sequence[AnnotationId]) -> None:
    """Take annotations out of the trash."""
    _set_trashed(library, ids, None, "Restore {}")


def citing(library: Library, annotation_id: AnnotationId) -> list[Citation]:
    """Give the citations in notes that rest on this passage."""
    public_id = get(library, annotation_id).public_id
    return notes.citations(
        library.store, "coalesce(new_id, cited_id) = ? AND note.trashed_on IS NULL", [public_id]
    )


def cite_link(library: Library, annotation_id: AnnotationId, label: str = "") -> str:
    """Give the Markdown link that cites this passage in a note."""
    held = get(library, annotation_id)
    words = label or shortened(" ".join(held.exact.split()), LABEL)
    return citations.link("p", held.public_id, words)


def quote_with_source(library: Library, article_id: ArticleId, span: Span | None = None) -> str:
    """Give a passage, or the article alone, with author, title, site, date and address: for copying."""
    held = articles.get(library, article_id)
    parts = [
        ", ".join(author.name for author in held.authors),
        f"“{held.title}”",
        held.container_title or "",
        held.issued or "",
        held.url or "",
    ]
    source = ", ".join(part for part in parts if part)
    if span is None:
        return source
    text = articles.text(library, article_id).text
    return f"“{text[span.start : span.end].strip()}”\n— {source}"


def shortened(words: str, longest: int) -> str:
    """Cut words at a word's end, with an ellipsis where something was cut."""
    if len(words) <= longest:
        return words
    return (
        words[:longest].rpartition(" ")[0].rstrip(" ,;:.") + "…"
        if " " in words[:longest]
        else words[:longest] + "…"
    )


def checked_colour(colour: str) -> Colour:
    """Give a highlight colour; BadValue where it is none."""
    try:
        return Colour(colour)
    except ValueError as error:
        raise BadValue(
            value=colour, kind="colour", expected=f"write one of {', '.join(Colour)}"
        ) from error


def _checked(body: str) -> str:
    if len(body) > LONGEST or "\0" in body:
        raise BadValue(
            value="This text",
            kind="comment",
            expected="write at most a million characters of plain text",
        )
    return body


def _set_trashed(
    library: Library, ids: Sequence[AnnotationId], trashed_on: str | None, label: str
) -> None:
    wanted = passages.existing(library.store, ids)
    words = "the highlight" if len(wanted) == 1 else f"{len(wanted)} highlights"
    with library.operation(label.format(words)):
        for one in wanted:
            passages.update(library.store, one, trashed_on=trashed_on)
