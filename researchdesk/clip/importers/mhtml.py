# SPDX-License-Identifier: MIT
"""Read a page that a browser saved as one file (MHTML): the part that is the page, which pictures may precede."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.clip import mail
from researchdesk.clip.blocks import letters
from researchdesk.clip.draft import Draft, Entry
from researchdesk.clip.importers import html
from researchdesk.model.clipping import Candidate
from researchdesk.model.dates import moment
from researchdesk.model.errors import BadArchive
from researchdesk.model.importing import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from researchdesk.clip.given import Given

SHORT_TITLE = 12  # letters
CUT = "the file ends in the middle of the page"


def recognise(given: Given) -> float:
    """Say how likely this is MHTML: a message of related parts that says where they were."""
    heads = mail.known_heads(given.start)
    start = given.start.lower()
    if not heads or "multipart/related" not in start:
        return 0.0
    is_sure = "snapshot-content-location" in heads or "saved by" in start[:200]
    is_named = given.name.endswith((".mhtml", ".mht"))
    return 0.98 if is_sure or is_named else 0.9 if "\ncontent-location:" in start else 0.0


def read(given: Given) -> Iterator[Entry | Rejected]:
    """Read the page; that the file is cut off is said beside it."""
    message = mail.parse(given.body)
    is_cut = mail.is_cut(message)
    page = _page(message)
    if page is None:
        reason = CUT if is_cut else "it holds no page"
        raise BadArchive(file=given.origin.words, reason=reason)
    text, charset = mail.text(page)
    url = _address(page, message)
    origin = structs.replace(given.origin, url=given.origin.url or url)
    draft = _called(html.read_page(text, origin), mail.head(message, "subject"))
    if is_cut:
        draft = structs.replace(draft, doubt=f"The end is missing: {CUT}")
    sent = mail.sent_on(message)
    yield Entry(draft, url=url, saved_on=moment(sent) if sent else None, charset=charset)
    if is_cut:
        where = f"end of {given.origin.words}"
        yield Rejected(where, f"The end of the page is missing: {CUT}. Save the page once more.")


def _called(draft: Draft, subject: str) -> Draft:
    """List what the browser called the page; it is the title where the page's own heading is a word or two of it."""
    if not subject:
        return draft
    candidates = (*draft.candidates, Candidate("title", subject, "head of the file"))
    own = draft.chosen.get("title", "")
    says_little = len(letters(own)) < SHORT_TITLE and letters(subject).startswith(letters(own))
    title = subject if says_little else own
    return structs.replace(draft, candidates=candidates, chosen=draft.chosen | {"title": title})


def _page(message: Message) -> Message | None:
    """Give the part that is the page: the one that the head names as the start, else the first of its kind."""
    wanted = str(message.get_param("start") or "").strip()
    pages = [
        part
        for part in mail.parts(message)
        if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    named = [part for part in pages if wanted and mail.head(part, "content-id") == wanted]
    return next(iter([*named, *pages]), None)


def _address(page: Message, message: Message) -> str | None:
    found = (mail.head(page, "content-location"), mail.head(message, "snapshot-content-location"))
    return next((one for one in found if one.startswith(("http://", "https://"))), None)
