# SPDX-License-Identifier: MIT
"""What the reader shows of one article, read at once in the pool, and the words of its head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from researchdesk.model.article import Article, ArticleId, TextVersion, TextVersionId
from researchdesk.model.dates import day_of
from researchdesk.ui.panes import reader_figures
from researchdesk.ui.panes.missing_fonts import scripts_of
from researchdesk.ui.translate import country, sorting, tr, written
from researchdesk.ui.verbs import articles, images, mentions, passages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.clipping import Clipping, RemovedBlock
    from researchdesk.model.passage import Annotation
    from researchdesk.model.people import Mention
    from researchdesk.ui.panes.reader_figures import Picture

WORDS_A_MINUTE = 230
NOT_SAVED = ArticleId(0)


class HeadName(Struct, frozen=True):
    """A person or country named in the head of an article, most mentioned first."""

    kind: str
    name: str
    key: str
    count: int


class Content(Struct, frozen=True):
    """One article as it is read: `is_current` is False for an older text, which shows no marks.

    Without `has_head` the text begins at once: where title, authors and date are shown beside it.
    """

    article: Article
    version: TextVersion
    blocks: Sequence[Any]
    annotations: tuple[Annotation, ...]
    mentions: tuple[Mention, ...]
    removed: tuple[RemovedBlock, ...]
    is_current: bool = True
    scripts: tuple[tuple[str, str], ...] = ()  # see missing_fonts
    pictures: tuple[Picture, ...] = ()
    has_head: bool = True


def load(library: Library, article_id: ArticleId, seq: int | None = None) -> Content:
    """Read everything that the reader shows of an article; any thread but the window's."""
    article = articles.get(library, article_id)
    version = articles.text(library, article_id, seq)
    is_current = version.id == article.current_version_id
    return Content(
        article,
        version,
        articles.layout(version),
        tuple(passages.of_article(library, article_id)) if is_current else (),
        tuple(mentions.of_article(library, article_id)) if is_current else (),
        tuple(articles.removed(library, article_id)) if is_current else (),
        is_current,
        scripts_of(article.title + version.text),
        reader_figures.load(version, lambda url: images.body(library, article_id, url)),
    )


def of_clipping(clipping: Clipping) -> Content:
    """Give what the reader would show of what is not saved, without its head; any thread but the window's."""
    at = clipping.received.fetched_at
    version = TextVersion(
        TextVersionId(0),
        NOT_SAVED,
        1,
        at,
        clipping.extractor,
        clipping.extractor_version,
        clipping.canon_version,
        clipping.html,
        clipping.text,
        "",
        None,
    )
    article = Article(
        id=NOT_SAVED,
        public_id="",
        item_type=clipping.item_type,
        title=clipping.title,
        container_title=clipping.container_title,
        issued=clipping.issued,
        accessed=at,
        language=clipping.language,
        url=clipping.url,
        canonical_url=clipping.canonical_url,
        current_version_id=version.id,
        is_read=False,
        is_starred=False,
        filed_on=None,
        doubt=clipping.doubt,
        created_at=at,
        modified_at=at,
        trashed_on=None,
        authors=clipping.authors,
        tags=(),
    )
    bodies = {one.url: one.body for one in clipping.images}
    return Content(
        article,
        version,
        articles.layout(version),
        (),
        (),
        clipping.removed,
        pictures=reader_figures.load(version, bodies.get),
        has_head=False,
    )


def head_names(found: Sequence[Mention]) -> list[HeadName]:
    """Give the accepted people, then countries, the most mentioned first."""
    counts: dict[tuple[str, str, str], int] = {}
    for mention in found:
        if mention.status == "accepted":
            key = str(mention.person_id or mention.country)
            name = country(mention.country, mention.name)
            counts[mention.kind, name, key] = counts.get((mention.kind, name, key), 0) + 1
    by_name = sorting()
    order = sorted(counts, key=lambda one: (one[0] != "person", -counts[one], by_name(one[1])))
    return [HeadName(kind, name, key, counts[kind, name, key]) for kind, name, key in order]


def is_alike(before: Content | None, content: Content, with_removed: bool) -> bool:
    """Say whether under the same text only marks changed: no words of the head, nor what is shown as left out."""
    return (
        before is not None
        and _head_of(before) == _head_of(content)
        and not (with_removed and before.removed != content.removed)
    )


def _head_of(content: Content) -> tuple[object, ...]:
    article = content.article
    return (
        article.title,
        byline(article, content.version.text),
        tuple(head_names(content.mentions)),
        article.tags,
        article.doubt,
        len(content.removed),
    )


def byline(article: Article, text: str) -> str:
    """Give the line below the title: authors, site, date, minutes."""
    authors = ", ".join(one.name for one in article.authors)
    parts = (authors, article.container_title, date_words(article.issued), minutes(text))
    return " · ".join(part for part in parts if part)


def minutes(text: str) -> str:
    """Say how long the text takes to read."""
    count = max(1, round(text.count(" ") / WORDS_A_MINUTE))
    return tr("{n} min", n=count)


def date_words(issued: str | None) -> str:
    """Say a date in the language of the window, as precise as it was printed."""
    day = day_of(issued)
    if day is None or not issued:
        return issued or ""
    if "/" in issued:
        return " – ".join(date_words(part) for part in issued.split("/", 1))
    printed = issued.rstrip("~?%")
    size = len(printed)
    words = written(day, "yyyy" if size == 4 else "MMMM yyyy" if size == 7 else "d MMMM yyyy")
    return words if printed == issued else tr("about {date}", date=words)
