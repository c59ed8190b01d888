# SPDX-License-Identifier: MIT
"""The child side of the workshop: bytes in, the values of a clipping out. No network here, and no pickles."""

from __future__ import annotations

import dataclasses
import html as escaping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from researchdesk.clip import language, wire, witness
from researchdesk.clip.address import canonical_url
from researchdesk.clip.blocks import letters
from researchdesk.clip.bylines import contributor
from researchdesk.clip.canon import BETWEEN, CANON_VERSION, canonical
from researchdesk.clip.charset import decode
from researchdesk.clip.choice import marked
from researchdesk.clip.doubts import TOO_SLOW
from researchdesk.clip.draft import Draft, Origin, removed_blocks
from researchdesk.clip.importers import html, markdown, plain_text
from researchdesk.clip.kinds import refuse_other_files
from researchdesk.clip.put_back import apply_decisions, put_back
from researchdesk.clip.taming import texts
from researchdesk.clip.text import text_of
from researchdesk.model.clipping import Candidate, Clipping, Received
from researchdesk.model.dates import now
from researchdesk.model.errors import NoArticleFound

if TYPE_CHECKING:
    from collections.abc import Iterator

EXTRACTOR = "trafilatura-witness"
EXTRACTOR_VERSION = f"{witness.VERSION}+2"  # the witness's, then ours
HEAD = 8192  # characters by which the format is recognised

_IMPORTERS = (html, markdown, plain_text)


def answer(request: dict[str, Any], payload: bytes) -> dict[str, Any]:
    """Answer one request of `worker`: read, read without judging (whole), put a block back, apply decisions."""
    verb = request["verb"]
    if verb in ("read", "whole"):
        origin = Origin(
            request["url"],
            request["name"],
            request["title"],
            is_pasted=request["is_pasted"],
            way=request["way"],
        )
        received = Received(payload, request["media_type"], "", charset=request["charset"])
        read = read_received if verb == "read" else read_whole
        return wire.to_json(read(received, origin))
    removed = wire.removed_from_json(request["removed"])
    made = (
        put_back(request["html"], removed, request["n"])
        if verb == "put_back"
        else apply_decisions(request["html"], removed, request["decisions"])
    )
    return made._asdict() | {"removed": wire.removed_to_json(made.removed)}


def extract_here(source: Path | bytes, url: str | None = None, name: str | None = None) -> Clipping:
    """Read a file or bytes in this process: for the child, for tests and for measuring; never in threads."""
    body = source if isinstance(source, bytes) else source.read_bytes()
    name = name or (source.name if isinstance(source, Path) else None)
    return read_received(Received(body, "", now(), url=url), Origin(url, name))


def read_received(received: Received, origin: Origin) -> Clipping:
    """Read bytes of any format we know; raise NoArticleFound when no letter is in them, BadValue when no text is."""
    if not origin.is_pasted:
        refuse_other_files(received.body, origin.words)
    page, charset = decode(received.body, received.charset)
    best = max(_IMPORTERS, key=lambda one: one.recognise(page[:HEAD], _hint(received, origin)))
    kind = received.media_type or best.MEDIA_TYPE
    received = dataclasses.replace(received, media_type=kind, charset=charset)
    return _finished(best.read(page, origin), origin, received)


def read_whole(received: Received, origin: Origin) -> Clipping:
    """Read all text between the tags, without judging and without a parser: for pages that take too long."""
    page, charset = decode(received.body, received.charset)
    pieces = (one if one == BETWEEN else " ".join(one.split("\n")) for one in texts(page))
    paragraphs = canonical(escaping.unescape("".join(pieces))).split(BETWEEN)
    # not cleaned: nothing but our own `p` is in it, and nh3 is quadratic in the entities of one text
    written = "".join(f"<p>{escaping.escape(one, quote=False)}</p>" for one in paragraphs)
    kind = received.media_type or html.MEDIA_TYPE
    received = dataclasses.replace(received, media_type=kind, charset=charset)
    return _finished(Draft(written, doubt=TOO_SLOW), origin, received)


def _hint(received: Received, origin: Origin) -> str:
    """Give the name that hints at the format; what was sent as HTML is named so."""
    if "html" in received.media_type:
        return "sent as.html"
    return origin.name or urlsplit(origin.url or "").path


def _finished(draft: Draft, origin: Origin, received: Received) -> Clipping:
    """Add what is the same for all formats: title of last resort, language, addresses, the canonical text."""
    text = text_of(draft.html)
    if not letters(text):
        raise NoArticleFound(source=origin.words)
    chosen = dict(draft.chosen)
    candidates = [*_given(origin), *draft.candidates]
    if origin.title:
        chosen["title"] = origin.title
    name = PurePath(origin.name or "").stem
    chosen.setdefault("title", origin.url or name or _first_words(text))
    declared = next((one.value for one in candidates if one.field == "language"), None)
    found_language = language.language_of(text, declared)
    hints = [one.value for one in candidates if one.field == "url" and one.value != origin.url]
    names = chosen.get("authors", "").split("; ")
    return Clipping(
        title=chosen["title"],
        html=draft.html,
        text=text,
        received=received,
        extractor=EXTRACTOR,
        extractor_version=EXTRACTOR_VERSION,
        canon_version=CANON_VERSION,
        authors=tuple(contributor(name) for name in names if name),
        issued=chosen.get("issued"),
        container_title=chosen.get("container_title"),
        language=found_language,
        item_type=chosen.get("item_type", "webpage"),
        url=origin.url,
        canonical_url=canonical_url(origin.url, hints),
        removed=removed_blocks(draft.html, draft.left_out),
        candidates=marked(candidates, chosen),
        doubt=draft.doubt,
    )


def _given(origin: Origin) -> Iterator[Candidate]:
    if origin.title:
        yield Candidate("title", origin.title, "given")


def _first_words(text: str) -> str:
    line = " ".join(text[:200].split())
    return line if len(line) <= 80 else line[:80].rsplit(" ", 1)[0] + "…"
