# SPDX-License-Identifier: MIT
"""Read a page that a browser, or SingleFile, saved: a comment at its head says which address it is of, and when."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.clip.draft import Entry
from researchdesk.clip.importers import html
from researchdesk.model.dates import moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.clip.given import Given

_SINGLE_FILE = re.compile(
    r"<!--\s{0,20}Page saved with SingleFile\s{1,20}url:\s{0,20}(\S{1,2000})"
    r"(?:\s{1,20}saved date:\s{0,20}([^\n(]{10,60}))?"
)
_SAVED_FROM = re.compile(r"<!--\s{0,20}saved from url=\(\d{1,8}\)\s{0,5}(\S{1,2000})")
_JAVASCRIPT_DATE = "%a %b %d %Y %H:%M:%S GMT%z"


def recognise(given: Given) -> float:
    """Say how likely this is a saved page: by its comment."""
    return 0.97 if _mark(given.start) else 0.0


def read(given: Given) -> Iterator[Entry]:
    """Read the page as one of the address that it was saved from."""
    found = _mark(given.start)
    url = found[1] if found and found[1].startswith(("http://", "https://")) else None
    origin = structs.replace(given.origin, url=given.origin.url or url)
    day = found[2] if found and found.re is _SINGLE_FILE else None
    draft = html.read_page(given.decoded[0], origin)
    yield Entry(draft, url=url, saved_on=_saved_on(day or ""))


def _mark(start: str) -> re.Match[str] | None:
    return _SINGLE_FILE.search(start) or _SAVED_FROM.search(start)


def _saved_on(words: str) -> str | None:
    try:
        return moment(datetime.strptime(words.strip(), _JAVASCRIPT_DATE))  # noqa: DTZ007 - %z is in it
    except ValueError:
        return None
