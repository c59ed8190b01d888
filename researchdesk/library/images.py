# SPDX-License-Identifier: MIT
"""The images of an article: where each stands in its text, and its bytes where they are kept. Never a request."""

from __future__ import annotations

import base64
import functools
import hashlib
import logging
import re
from typing import TYPE_CHECKING

from researchdesk.clip.figures import Figure, figures_of
from researchdesk.clip.image_kinds import kind_of
from researchdesk.config.settings import Settings
from researchdesk.model.clipping import Image
from researchdesk.model.errors import LibraryDamaged
from researchdesk.store import resources, versions

if TYPE_CHECKING:
    from pathlib import Path

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId, TextVersion

PLACE = re.compile(r"pictures/[0-9a-f]{2}/([0-9a-f]{64})\.\w{1,5}")
OWN = re.compile(r"rd-res:([0-9a-f]{64})")
MOST_BYTES_OF_IMAGE = 25 << 20
LONGEST_ADDRESS = 10_000  # characters

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


def shown(library: Library, article_id: ArticleId) -> dict[str, str]:
    """Give the images of the text that is read now, of those that are kept: where each lies in a folder of files."""
    version = versions.current(library.store, article_id)
    held = resources.places(library.store, article_id) if version else {}
    found = of_version(version) if version else []
    return {one.url: held[one.url] for one in found if one.url in held}


def named(library: Library, body: str) -> dict[str, str]:
    """Give the images that a note names by their SHA-256, of those that are kept: where each lies in a folder."""
    held = {found[0]: resources.place_of(library.store, found[1]) for found in OWN.finditer(body)}
    return {url: place for url, place in held.items() if place is not None}


def as_address(body: bytes) -> str | None:
    """Give an image as an address that holds it; None for what is no image."""
    kind = kind_of(body)
    return kind and f"data:{kind.media_type};base64,{base64.b64encode(body).decode()}"


def from_folder(folder: Path, url: str, place: str) -> Image:
    """Read an image of an exported folder; ValueError or OSError where it is not the one that was written there."""
    name = PLACE.fullmatch(place)
    path = folder / place
    if name is None or path.is_symlink() or path.stat().st_size > MOST_BYTES_OF_IMAGE:
        raise ValueError("no picture of an exported folder")
    body = path.read_bytes()
    kind = kind_of(body)
    if kind is None or hashlib.sha256(body).hexdigest() != name[1] or len(url) > LONGEST_ADDRESS:
        raise ValueError("not the picture that was written")
    return Image(url, kind.media_type, body)


def kept(library: Library, article_id: ArticleId) -> dict[str, tuple[str, int]]:
    """Give the addresses of the images that are kept, each with its media type and size in bytes."""
    return resources.kept(library.store, article_id)


@functools.lru_cache(maxsize=32)
def _figures(html: str) -> tuple[Figure, ...]:
    return tuple(figures_of(html))
