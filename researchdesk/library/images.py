# SPDX-License-Identifier: MIT
"""The images of an article: where each stands in its text, and its bytes where they are kept. Never a request."""

from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING

from researchdesk.clip.figures import Figure, figures_of
from researchdesk.config.settings import Settings
from researchdesk.model.errors import LibraryDamaged
from researchdesk.store import resources

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId, TextVersion

logger = logging.getLogger(__name__)


def are_wanted(asked: bool | None = None) -> bool:
    """Say whether the pictures of what is clipped are kept: as it was asked for, else as the preferences say."""
    return bool(Settings.load().get("pictures.keep")) if asked is None else asked


def of_version(version: TextVersion) -> list[Figure]:
    """Give the images of a text version in the order of the text, kept or not."""
    return list(_figures(version.html))


def body(library: Library, article_id: ArticleId, url: str) -> bytes | None:
    """Give the bytes of an image; None where it is not kept, or no longer whole."""
    try:
        return resources.stored(library.store, article_id, url)
    except LibraryDamaged:
        logger.warning("an image of article %s cannot be read", article_id)
        return None


def kept(library: Library, article_id: ArticleId) -> dict[str, tuple[str, int]]:
    """Give the addresses of the images that are kept, each with its media type and size in bytes."""
    return resources.kept(library.store, article_id)


@functools.lru_cache(maxsize=32)
def _figures(html: str) -> tuple[Figure, ...]:
    return tuple(figures_of(html))
