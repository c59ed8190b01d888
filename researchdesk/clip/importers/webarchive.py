# SPDX-License-Identifier: MIT
"""Read a web archive of Safari: a property list with the page, its address and its charset."""

from __future__ import annotations

import plistlib
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from msgspec import structs

from researchdesk.clip.charset import decode
from researchdesk.clip.draft import Entry
from researchdesk.clip.importers import html
from researchdesk.clip.limits import MOST_BYTES, MOST_MB
from researchdesk.model.errors import BadArchive, PageTooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.clip.given import Given


def recognise(given: Given) -> float:
    """Say how likely this is a web archive: a property list that names a main resource, or is called one."""
    is_list = given.head.startswith(b"bplist00") or b"<plist" in given.head[:1000]
    is_named = given.name.endswith(".webarchive")
    if not is_list:
        return 0.9 if is_named else 0.0
    return 0.98 if is_named or b"WebMainResource" in given.body else 0.0


def read(given: Given) -> Iterator[Entry]:
    """Read the page that the archive is of; it is one entry."""
    main = _main(given)
    page, charset = decode(main["WebResourceData"], main.get("WebResourceTextEncodingName"))
    url = main.get("WebResourceURL")
    url = url if isinstance(url, str) and url.startswith(("http://", "https://")) else None
    origin = structs.replace(given.origin, url=given.origin.url or url)
    yield Entry(html.read_page(page, origin), url=url, charset=charset)


def _main(given: Given) -> dict[str, Any]:
    try:
        held = plistlib.loads(given.body)
    except (plistlib.InvalidFileException, ExpatError, ValueError, LookupError, OverflowError):
        raise BadArchive(
            file=given.origin.words, reason="it is damaged, or no web archive"
        ) from None
    main = held.get("WebMainResource") if isinstance(held, dict) else None
    if not isinstance(main, dict) or not isinstance(main.get("WebResourceData"), bytes):
        raise BadArchive(file=given.origin.words, reason="it holds no page")
    if len(main["WebResourceData"]) > MOST_BYTES:
        raise PageTooLarge(source=given.origin.words, n=MOST_MB)
    name = main.get("WebResourceTextEncodingName")
    return main | {"WebResourceTextEncodingName": name if isinstance(name, str) else None}
