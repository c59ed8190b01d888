# SPDX-License-Identifier: MIT
"""A note for paper: its citations as numbers, and under each number the quote with its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.annotate import markdown
from researchdesk.library import passages
from researchdesk.model.errors import NoSuchThing
from researchdesk.model.note import Footnote
from researchdesk.store import articles, notes

if TYPE_CHECKING:
    from researchdesk.library.library import Library

LINK = re.compile(r'<a href="rd:([pant])/([0-9A-Z]+)[^>]*>(.*?)</a>', re.DOTALL)  # as we render it
BACK = re.compile(r' ?<a href="#fnref[^>]*class="footnote-backref">.*?</a>', re.DOTALL)
NUMBERED = "pa"  # passages and articles; links to notes and people are words on paper


def numbered(library: Library, body: str) -> tuple[str, tuple[Footnote, ...]]:
    """Give a note as safe HTML with raised numbers, and what they stand for; the same source has one number."""
    found: dict[tuple[str, str], Footnote] = {}

    def written(link: re.Match[str]) -> str:
        kind, public_id, words = link.groups()
        if kind not in NUMBERED:
            return words
        key = (kind, notes.resolve(library.store, public_id))
        if key not in found:
            found[key] = _footnote(library, *key)
        return f"{words}<sup>{[*found].index(key) + 1}</sup>"

    html = LINK.sub(written, BACK.sub("", markdown.render(body)))
    return html, tuple(found.values())


def _footnote(library: Library, kind: str, public_id: str) -> Footnote:
    try:
        if kind == "p":
            held = passages.by_public_id(library, public_id)
            source = passages.quote_with_source(library, held.article_id)
            return Footnote(" ".join(held.exact.split()), source)
        article_id = articles.by_public_id(library.store, public_id)
        return Footnote("", passages.quote_with_source(library, article_id) if article_id else "")
    except NoSuchThing:
        return Footnote("", "")
