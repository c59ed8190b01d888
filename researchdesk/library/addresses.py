# SPDX-License-Identifier: MIT
"""Whether a page is to be believed about its address: some sites give one canonical address to all their articles."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import structs

from researchdesk.clip.address import canonical_url
from researchdesk.clip.canon import BETWEEN
from researchdesk.store import articles as rows
from researchdesk.store import versions

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.clipping import Clipping

ALIKE = 0.3  # share of the shorter text's characters, in paragraphs that both have, of one page at two addresses


def believed(library: Library, clipping: Clipping) -> Clipping:
    """Give a clipping its own address where the one that it claims is that of another article.

    So it is where the article came from another path and hardly a paragraph of it is in both: a print view is alike.
    """
    own = canonical_url(clipping.url)
    if own is None or own == clipping.canonical_url:
        return clipping
    found = rows.by_canonical_url(library.store, clipping.canonical_url)
    if (
        found is None
        or urlsplit(rows.get(library.store, found).url or "").path == urlsplit(own).path
    ):
        return clipping
    held = versions.current(library.store, found)
    if held is None or _share(held.text, clipping.text) >= ALIKE:
        return clipping
    return structs.replace(clipping, canonical_url=own)


def _share(one: str, other: str) -> float:
    """Give the share that the paragraphs of both have of the shorter text; 1 where there is no text to compare."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return 1.0
    there = set(longer.split(BETWEEN))
    return sum(len(part) for part in shorter.split(BETWEEN) if part in there) / len(shorter)
