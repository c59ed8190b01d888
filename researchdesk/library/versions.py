# SPDX-License-Identifier: MIT
"""Text versions of an article: clip it anew, and compare two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.annotate import differences
from researchdesk.clip.address import canonical_url
from researchdesk.library import articles
from researchdesk.model.clipping import Source
from researchdesk.model.errors import BadValue
from researchdesk.store import articles as rows_of

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.article import Article, ArticleId
    from researchdesk.model.clipping import Clipped
    from researchdesk.model.passage import Difference
    from researchdesk.model.progress import Progress


def at_address(library: Library, address: str) -> Article | None:
    """Give the article that has this address, whatever form of it; None where the library has none, also no trashed."""
    found = rows_of.by_canonical_url(library.store, canonical_url(address))
    held = articles.get(library, found) if found is not None else None
    return held if held and held.trashed_on is None else None


def reclip(
    library: Library,
    article_id: ArticleId,
    source: Source | None = None,
    progress: Progress | None = None,
) -> Clipped:
    """Read an article's page again, or another source of it, and save what is new as a text version.

    The source belongs to this article whatever address it has; the address of another article stays that one's.
    """
    held = articles.get(library, article_id)
    if source is None and not held.url:
        raise BadValue(
            value=f"Article {article_id}",
            kind="article with an address",
            expected="name the file or the address to clip it from",
        )
    clipping = articles.preview(library, source or Source("address", held.url or ""), progress)
    owner = rows_of.by_canonical_url(library.store, clipping.canonical_url)
    if owner not in (None, article_id):
        clipping = structs.replace(clipping, canonical_url=None)
    return articles.update(library, article_id, clipping)


def difference(library: Library, article_id: ArticleId, old: int, new: int) -> list[Difference]:
    """Give what is not the same in two text versions, by their numbers, in the order of the text."""
    before, after = (articles.text(library, article_id, seq).text for seq in (old, new))
    return differences.between(before, after)
