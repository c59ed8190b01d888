# SPDX-License-Identifier: MIT
"""Write articles as a web archive: the pages as they were received, with their pictures, and nothing made up.

A page counts that was received from an address, or saved from one by a browser. Text that was pasted, or a file without
an address, is no capture of anything on the web: it is left out and named.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from researchdesk import __version__
from researchdesk.export import files, wacz
from researchdesk.model.errors import BadValue, LibraryDamaged
from researchdesk.model.exporting import Exported, LeftOut
from researchdesk.store import articles as article_rows
from researchdesk.store import captures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from researchdesk.library.library import Library
    from researchdesk.model.article import Article, ArticleId
    from researchdesk.store.captures import Received

    Step = Callable[[int, int, str], object]

PASTED = "its text was pasted or comes from a file, so no page was received"
NO_ADDRESS = "it was received without an address"
EMBEDDED = "a picture came inside its page, and stays there"
DAMAGED = "what was received is damaged"
NOTHING = "nothing was received for it"
WHOLE_PAGE = re.compile(rb"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
HEAD = 65536  # bytes in which a page says that it is one


def write(library: Library, ids: Sequence[ArticleId], place: Path, step: Step) -> Exported:
    """Write an archive of articles' pages, and name what is left out; BadValue where nothing is left. Any thread."""
    choosing = _Choosing(library, step)
    with library.store.one_picture(), files.new_file(place) as file:
        wacz.write(file, choosing.captures(ids), f"ResearchDesk {__version__}", place.stem)
        if not choosing.count:
            raise BadValue(
                value=place.name,
                kind="archive with a page in it",
                expected="choose articles that were clipped from an address",
            )
    return Exported((place,), tuple(choosing.left_out))


class _Choosing:
    """Goes through articles, and says what of them was really captured."""

    def __init__(self, library: Library, step: Step) -> None:
        self._store, self._step = library.store, step
        self._seen: set[tuple[str, str, bytes]] = set()
        self.count = 0
        self.left_out: list[LeftOut] = []

    def captures(self, ids: Sequence[ArticleId]) -> Iterator[wacz.Capture]:
        """Yield what was captured, one after the other."""
        for number, article_id in enumerate(ids):
            held = article_rows.get(self._store, article_id)
            self._step(number, len(ids), held.title)
            yield from self._of_article(held)

    def _of_article(self, held: Article) -> Iterator[wacz.Capture]:
        reasons = [NOTHING]
        for received in captures.of_article(self._store, held.id):
            if received.noun == "snapshot":
                reasons = [one for one in reasons if one != NOTHING]
            try:
                body = captures.body(self._store, received.noun, received.id)
                if reason := _objection(received, body):
                    reasons.append(reason)
                else:
                    yield from self._once(held, received, body)
            except LibraryDamaged:
                reasons.append(DAMAGED)
        for reason in dict.fromkeys(reasons):
            self.left_out.append(LeftOut(held.id, held.title, reason))

    def _once(self, held: Article, received: Received, body: bytes) -> Iterator[wacz.Capture]:
        """Yield a capture, unless the same bytes of this moment and address stand in the archive already."""
        url = received.url or ""
        key = (url, received.at, hashlib.sha256(body).digest())
        if key in self._seen:
            return
        self._seen.add(key)
        is_page = received.noun == "snapshot"
        self.count += is_page
        has_charset = received.charset and received.media_type.startswith("text/")
        kind = received.media_type + (f"; charset={received.charset}" if has_charset else "")
        yield wacz.Capture(url, received.at, kind, body, held.title if is_page else None)


def _objection(received: Received, body: bytes) -> str:
    """Say why this is no capture of what stood at an address; empty where it is one."""
    has_address = re.match(r"https?://[^/?#]", received.url or "", re.IGNORECASE)
    if received.noun == "resource":
        return "" if has_address else EMBEDDED
    if received.is_fetched:
        return "" if has_address else NO_ADDRESS
    is_text = received.media_type in ("text/plain", "text/markdown")
    is_piece = received.media_type == "text/html" and not WHOLE_PAGE.search(body[:HEAD])
    if is_text or is_piece:
        return PASTED
    return "" if has_address else NO_ADDRESS
