# SPDX-License-Identifier: MIT
"""Another text of an article that was read wrongly: of the passage that the user says is the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.library import articles, carrying
from researchdesk.model.clipping import MadeText
from researchdesk.model.errors import BadValue
from researchdesk.store import versions

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId, TextVersion


def keep_only(library: Library, article_id: ArticleId, start: int, end: int) -> TextVersion:
    """Let the blocks that a span touches be all of the text: a new version; the others are left out.

    `start` and `end` are code points of the text that is read now, half-open.
    """
    held = articles.text(library, article_id)
    if not 0 <= start < end <= len(held.text) or not held.text[start:end].strip():
        raise BadValue(
            value=f"{start} to {end}",
            kind="passage of the text",
            expected=f"give two places from 0 to {len(held.text)} with words between them",
        )
    left_out = articles.removed(library, article_id)
    html, text, removed = library.worker.keep_only(held.html, left_out, start, end)
    if text == held.text:
        return held
    rules = (held.extractor, held.extractor_version, held.canon_version)
    with library.operation("Keep only the selection"):
        made = MadeText(html, text, *rules, removed)
        version_id = versions.equal_version(library.store, article_id, html, text)
        if version_id is None:
            version_id = versions.add_version(library.store, article_id, made, held.snapshot_id)
        else:
            versions.make_current(library.store, article_id, version_id)
        carrying.carry(library.store, article_id, held, version_id, text)
    return articles.text(library, article_id)
