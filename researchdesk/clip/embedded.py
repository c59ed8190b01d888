# SPDX-License-Identifier: MIT
"""Find the images that came with a page: in its own text, or as parts of the file that it was saved in.

Runs in the child process; what is handed out are bytes that are images by their content.
"""

from __future__ import annotations

import plistlib
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from researchdesk.clip import mail
from researchdesk.clip.image_kinds import kind_of
from researchdesk.clip.image_sources import IN_TEXT, OWN_SCHEME, data_of, name_of
from researchdesk.clip.limits import MOST_BYTES_OF_IMAGE, MOST_BYTES_OF_IMAGES
from researchdesk.clip.readers import format_of
from researchdesk.clip.zipped import Zip
from researchdesk.model.clipping import Image

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from researchdesk.clip.given import Given
    from researchdesk.clip.wire import Json


def embedded(given: Given, wanted: Collection[str]) -> list[Image]:
    """Give those of the wanted images that came with a file, up to what is kept of one article."""
    left = set(wanted)
    room = MOST_BYTES_OF_IMAGES
    found: list[Image] = []
    for url, body in _all(given, left):
        if not left:
            break
        is_small = len(body) <= min(room, MOST_BYTES_OF_IMAGE)
        kind = kind_of(body) if url in left and is_small else None
        if kind is not None:
            left.discard(url)
            room -= len(body)
            found.append(Image(url, kind.media_type, body))
    return found


def kinds(payload: bytes, sizes: Sequence[int]) -> list[str | None]:
    """Give the media type of each of several bodies that follow each other; None for what is no image to keep."""
    found: list[str | None] = []
    at = 0
    for size in sizes:
        kind = kind_of(payload[at : at + size])
        found.append(kind.media_type if kind else None)
        at += size
    return found


def to_wire(images: Sequence[Image]) -> tuple[Json, bytes]:
    """Give images as a frame: what they are, and their bytes one after the other."""
    heads = [
        {"url": one.url, "media_type": one.media_type, "size": len(one.body)} for one in images
    ]
    return {"images": heads}, b"".join(one.body for one in images)


def _all(given: Given, wanted: Collection[str]) -> Iterator[tuple[str, bytes]]:
    name = format_of(given, None).name
    if name == "mhtml":
        yield from _parts(given)
    elif name == "webarchive":
        yield from _resources(given)
    elif name in ("docx", "epub"):
        yield from Zip(given.body, given.origin.words).pictures()
    elif any(one.startswith(OWN_SCHEME) for one in wanted):
        for found in IN_TEXT.finditer(given.decoded[0]):
            body = data_of(found[0])
            if body is not None:
                yield name_of(body), body


def _parts(given: Given) -> Iterator[tuple[str, bytes]]:
    for part in mail.parts(mail.parse(given.body)):
        if part.get_content_maintype() == "image":
            yield mail.head(part, "content-location"), mail.content(part)


def _resources(given: Given) -> Iterator[tuple[str, bytes]]:
    try:
        held: Any = plistlib.loads(given.body)
    except (plistlib.InvalidFileException, ExpatError, ValueError, LookupError, OverflowError):
        return
    beside = held.get("WebSubresources") if isinstance(held, dict) else None
    for one in beside if isinstance(beside, list) else ():
        if isinstance(one, dict) and isinstance(one.get("WebResourceData"), bytes):
            yield str(one.get("WebResourceURL")), one["WebResourceData"]
