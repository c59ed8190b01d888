# SPDX-License-Identifier: MIT
"""One note or article written out: as Markdown with its sources, as a web page, as a bibliography lists it."""

from __future__ import annotations

import functools
from types import MappingProxyType
from typing import TYPE_CHECKING

from researchdesk.annotate import footnoting
from researchdesk.annotate import markdown as rendering
from researchdesk.export import markdown, pages
from researchdesk.library import articles, images, notes, passages
from researchdesk.model.article import Contributor
from researchdesk.model.errors import NoSuchThing
from researchdesk.model.exporting import Work
from researchdesk.store import articles as article_rows
from researchdesk.store import notes as note_rows
from researchdesk.store import portable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from researchdesk.annotate.safe_links import RdLink
    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.model.note import NoteId

LOST = "This source is no longer in the library."


def work(library: Library, article_id: ArticleId) -> Work:
    """Give an article as a bibliography lists it."""
    held = articles.get(library, article_id)
    everybody = [
        Contributor(one["family"], one["given"], one["literal"], one["role"])
        for one in portable.contributors(library.store, article_id)
    ]
    return Work(
        public_id=held.public_id,
        item_type=held.item_type,
        title=held.title,
        container_title=held.container_title,
        issued=held.issued,
        accessed=held.accessed,
        language=held.language,
        url=held.url or held.canonical_url,
        contributors=tuple(everybody),
        csl=portable.csl(library.store, [article_id])[article_id],
        tags=held.tags,
    )


def note_markdown(library: Library, title: str, body: str) -> str:
    """Write a note, also one that is not saved yet, with its sources as footnotes."""
    text = footnoted(library, body)
    return f"# {markdown.escaped(title)}\n\n{text}"


def footnoted(
    library: Library, body: str, beside: Callable[[ArticleId], str] = lambda _: ""
) -> str:
    """Write a note's citations as footnotes; each source is looked up once. `beside` is put after one of an article."""
    return footnoting.footnoted(
        body, functools.cache(lambda link: _footnote(library, link, beside))
    )


def _footnote(library: Library, link: RdLink, beside: Callable[[ArticleId], str]) -> str | None:
    """Say what a citation rests on; notes and people are words on the page."""
    if link.kind not in "pa":
        return None
    try:
        if link.kind == "p":
            held = passages.by_public_id(library, link.public_id)
            at = markdown.fragment(held.exact) if held.place else ""
            said = markdown.source(work(library, held.article_id), held.exact, at=at)
            return said + beside(held.article_id)
        public_id = note_rows.resolve(library.store, link.public_id)
        article_id = article_rows.by_public_id(library.store, public_id)
        if article_id:
            return markdown.source(work(library, article_id)) + beside(article_id)
    except NoSuchThing:
        pass
    return LOST


def note_as_markdown(library: Library, note_id: NoteId) -> str:
    """Write a note with its sources as footnotes."""
    held = notes.get(library, note_id)
    return note_markdown(library, held.title, held.body)


def note_as_page(
    library: Library, note_id: NoteId, pictures: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Write a note with its sources as a web page; `pictures` as for an article."""
    held = notes.get(library, note_id)
    text = rendering.render(footnoted(library, held.body))
    return pages.page(held.title, text, pictures=pictures)


def article_as_markdown(
    library: Library, article_id: ArticleId, pictures: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Write an article: its text, and what was marked in it; `pictures` gives for an image's address its file."""
    held = articles.get(library, article_id)
    pieces: list[markdown.Piece] = []
    if held.current_version_id is not None:
        version = articles.text(library, article_id)
        pieces = [
            markdown.Piece(version.text[one.start : one.end], one.kind, one.depth, one.number)
            for one in articles.layout(version)
        ]
        figures = [one for one in images.of_version(version) if one.url in pictures]
        for one in reversed(figures):
            words = one.caption or one.alt
            pieces.insert(one.place, markdown.Piece(words, "figure", address=pictures[one.url]))
    marked = passages.of_article(library, article_id)
    return markdown.article(work(library, article_id), pieces, marked)


def article_as_page(
    library: Library, article_id: ArticleId, pictures: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Write an article as a web page; `pictures` gives for an image's address a `data:` or its file."""
    held = articles.get(library, article_id)
    has_text = held.current_version_id is not None
    text = articles.text(library, article_id).html if has_text else ""
    marked = "\n\n".join(
        f"> {markdown.escaped(one.exact)}\n\n{one.body}"
        for one in passages.of_article(library, article_id)
    )
    line = rendering.render(markdown.source(work(library, article_id), with_title=False))
    below = f"<hr>{rendering.render(marked)}" if marked else ""
    line = line.removeprefix("<p>").removesuffix("</p>\n")
    return pages.page(
        held.title, text + below, language=held.language, line=line, pictures=pictures
    )
