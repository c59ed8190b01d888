# SPDX-License-Identifier: MIT
"""The child side of the workshop: bytes in, the values of a clipping out. No network here, and no pickles."""

from __future__ import annotations

import html as escaping
import itertools
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from msgspec import to_builtins

from researchdesk.clip import language, wire, witness
from researchdesk.clip.address import canonical_url
from researchdesk.clip.blocks import has_letters
from researchdesk.clip.bylines import contributor
from researchdesk.clip.canon import BETWEEN, CANON_VERSION, canonical
from researchdesk.clip.choice import marked
from researchdesk.clip.doubts import TOO_SLOW
from researchdesk.clip.draft import Draft, Entry, Origin, removed_blocks
from researchdesk.clip.embedded import embedded, kinds, to_wire
from researchdesk.clip.given import Given
from researchdesk.clip.kinds import is_text
from researchdesk.clip.limits import MOST_BYTES, MOST_MB
from researchdesk.clip.put_back import (
    PutBack,
    Redone,
    apply_decisions,
    keep_only,
    put_back,
)
from researchdesk.clip.readers import OF_TEXT, format_of, reader
from researchdesk.clip.sketch import sketches
from researchdesk.clip.taming import texts
from researchdesk.clip.text import text_and_count
from researchdesk.model.clipping import Candidate, Clipping, Received
from researchdesk.model.errors import BadArchive, NoArticleFound, PageTooLarge, UserError
from researchdesk.model.importing import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

OF_PAGES = (*OF_TEXT, "saved_page")
NO_TEXT = "There is no text yet, only what is said of it"
EXTRACTOR = "trafilatura-witness"
EXTRACTOR_VERSION = f"{witness.VERSION}+7"  # the witness's, then ours


def answer(request: wire.Json, payload: bytes) -> wire.Json | tuple[wire.Json, bytes]:
    """Answer one request of `worker`: read (whole: without judging) an entry, put a block back, apply decisions."""
    verb = request["verb"]
    if verb == "read":
        return _entry(request, payload)
    if verb == "whole":
        return wire.to_json(read_whole(_given(request, payload)))
    if verb == "images":
        return to_wire(embedded(_given(request, payload), request["wanted"]))
    if verb == "image_kinds":
        return {"kinds": kinds(payload, request["sizes"])}
    if verb == "sketch":
        return {}, sketches(payload, request["sizes"])
    removed = wire.removed_from_json(request["removed"])
    made: PutBack | Redone
    if verb == "put_back":
        made = put_back(request["html"], removed, request["n"])
    elif verb == "keep_only":
        made = keep_only(request["html"], removed, *request["span"])
    else:
        made = apply_decisions(request["html"], removed, request["decisions"])
    return made._asdict() | {"removed": wire.removed_to_json(made.removed)}


class _Held:
    """The file that is being read, entry by entry: it is sent once, as long as nothing comes between."""

    key = ""
    at = 0
    outcomes: Iterator[Clipping | Rejected] = iter(())


_held = _Held()


def _entry(request: wire.Json, payload: bytes) -> wire.Json | tuple[wire.Json, bytes]:
    """Give the entry number `n` of a file; "lost" where the file must be sent once more."""
    key, n = request["key"], request["n"]
    if not payload and (_held.key, _held.at) != (key, n):
        return {"lost": True}
    if payload:
        _held.outcomes = outcomes(_given(request, payload), request["format"])
        next(itertools.islice(_held.outcomes, n, n), None)
    _held.key, _held.at = key, n + 1
    outcome = next(_held.outcomes, None)
    if outcome is None:
        _held.key = ""
        return {"end": True}
    if isinstance(outcome, Rejected):
        return {"rejected": to_builtins(outcome)}
    return wire.to_json(outcome), outcome.received.body


def _given(request: wire.Json, payload: bytes) -> Given:
    origin = Origin(
        request["url"],
        request["name"],
        request["title"],
        is_pasted=request["is_pasted"],
        way=request["way"],
    )
    return Given(
        payload,
        origin,
        media_type=request["media_type"],
        charset=request["charset"],
        password=request["password"],
    )


def extract_here(source: Path | bytes, url: str | None = None, name: str | None = None) -> Clipping:
    """Read a file or bytes in this process: for the child, for tests and for measuring; never in threads."""
    body = source if isinstance(source, bytes) else source.read_bytes()
    name = name or (source.name if isinstance(source, Path) else None)
    return read_one(Given(body, Origin(url, name)))


def read_one(given: Given) -> Clipping:
    """Read bytes of any format we know; raise NoArticleFound when no letter is in them, BadValue when no text is."""
    first = next(outcomes(given))
    if isinstance(first, Rejected):
        raise BadArchive(file=given.origin.words, reason=first.reason)
    return first


def outcomes(given: Given, wanted: str | None = None) -> Iterator[Clipping | Rejected]:
    """Give what is in a file, entry by entry; `wanted` names its format where the user knows better."""
    found = format_of(given, wanted)
    if found.name in OF_PAGES and len(given.body) > MOST_BYTES:
        raise PageTooLarge(source=given.origin.words, n=MOST_MB)
    for outcome in reader(found.name).read(given):
        if isinstance(outcome, Rejected):
            yield outcome
            continue
        try:
            yield _finished(outcome, given, found.media_type)
        except UserError as error:
            if not outcome.name:
                raise
            yield Rejected(outcome.name, str(error))


def read_whole(given: Given) -> Clipping:
    """Read all text between the tags, without judging and without a parser: for pages that take too long."""
    if format_of(given).name not in OF_PAGES:
        raise BadArchive(file=given.origin.words, reason="it took too long to read")
    pieces = (
        one if one == BETWEEN else " ".join(one.split("\n")) for one in texts(given.decoded[0])
    )
    paragraphs = canonical(escaping.unescape("".join(pieces))).split(BETWEEN)
    # not cleaned: nothing but our own `p` is in it, and nh3 is quadratic in the entities of one text
    written = "".join(f"<p>{escaping.escape(one, quote=False)}</p>" for one in paragraphs)
    return _finished(Entry(Draft(written, doubt=TOO_SLOW)), given, "text/html")


def _received(entry: Entry, given: Given, media_type: str) -> Received:
    """Give what is to be kept of an entry: its own bytes, none where it is the whole file."""
    kind = entry.media_type or given.media_type or media_type
    charset = entry.charset
    if entry.body is None and is_text(given.body):
        charset = given.decoded[1]
    return Received(entry.body or b"", kind, entry.saved_on or "", entry.url, charset)


def _finished(entry: Entry, given: Given, media_type: str) -> Clipping:
    """Add what is the same for all formats: title of last resort, language, addresses, the canonical text."""
    draft, origin = entry.draft, given.origin
    url = origin.url or entry.url
    text, count = text_and_count(draft.html)
    if not has_letters(text) and not draft.may_be_empty:
        raise NoArticleFound(source=entry.name or origin.words)
    chosen = dict(draft.chosen)
    candidates = [*_given_title(origin), *draft.candidates]
    if origin.title:
        chosen["title"] = origin.title
    name = PurePath(entry.name or origin.name or "").stem
    chosen.setdefault("title", url or name or _first_words(text))
    declared = next((one.value for one in candidates if one.field == "language"), None)
    found_language = language.language_of(text, declared)
    hints = [one.value for one in candidates if one.field == "url" and one.value != url]
    names = chosen.get("authors", "").split("; ")
    return Clipping(
        title=chosen["title"],
        html=draft.html,
        text=text,
        received=_received(entry, given, media_type),
        extractor=EXTRACTOR,
        extractor_version=EXTRACTOR_VERSION,
        canon_version=CANON_VERSION,
        authors=tuple(contributor(name) for name in names if name),
        issued=chosen.get("issued"),
        container_title=chosen.get("container_title"),
        language=found_language,
        item_type=chosen.get("item_type", "webpage"),
        url=url,
        canonical_url=canonical_url(url, hints),
        removed=removed_blocks(count, draft.left_out),
        candidates=marked(candidates, chosen),
        doubt=draft.doubt or (None if has_letters(text) else NO_TEXT),
    )


def _given_title(origin: Origin) -> Iterator[Candidate]:
    if origin.title:
        yield Candidate("title", origin.title, "given")


def _first_words(text: str) -> str:
    line = " ".join(text[:200].split())
    return line if len(line) <= 80 else line[:80].rsplit(" ", 1)[0] + "…"
