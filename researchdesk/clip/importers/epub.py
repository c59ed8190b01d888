# SPDX-License-Identifier: MIT
"""Read an EPUB: a book is one article, its chapters in the order of reading, the table of contents left out."""

from __future__ import annotations

import functools
import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from researchdesk.clip import bylines, dates
from researchdesk.clip.blocks import letters
from researchdesk.clip.charset import decode
from researchdesk.clip.draft import Draft, Entry, LeftOut
from researchdesk.clip.image_sources import name_of
from researchdesk.clip.limits import MOST_IMAGES
from researchdesk.clip.sorted_blocks import written_whole
from researchdesk.clip.text import blocks_of
from researchdesk.clip.zipped import Zip, is_zip, members
from researchdesk.model.clipping import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.clip.given import Given
    from researchdesk.clip.zipped import Element

CONTAINER = "META-INF/container.xml"
CONTENTS = "table of contents"
ASIDE = "not in the order of reading"

_DRAWN_COVER = re.compile(
    r"<svg\b[^>]{0,500}>\s*<image\b[^>]{0,500}?\s(xlink:)?href=[\"']([^\"'<>]{1,500})[\"'][^>]{0,500}>"
    r"\s*(?:</image>\s*)?</svg>"
)
_FIELDS = {"title": "title", "creator": "authors", "date": "issued", "language": "language"}


def recognise(given: Given) -> float:
    """Say how likely this is an EPUB: a ZIP file that says where its book lies."""
    if not is_zip(given.head):
        return 0.0
    if given.name.endswith(".epub") or b"application/epub+zip" in given.head[:100]:
        return 0.96
    return 0.98 if CONTAINER in members(given.body) else 0.0


def read(given: Given) -> Iterator[Entry]:
    """Read the book; it is one entry."""
    packed = Zip(given.body, given.origin.words)
    package, folder = _package(packed)
    said = list(_said(package))
    chosen = {"item_type": "book"}
    for one in said:
        chosen.setdefault(one.field, one.value)
    chapters = list(_chapters(package, folder))
    if not chapters:
        raise packed.bad("it names no chapter")
    locked = _locked(packed)
    if any(name in locked for name, _ in chapters):
        raise packed.bad("it is protected against copying")
    html, out = _joined(packed, chapters)
    yield Entry(Draft(html, tuple(out), tuple(said), chosen))


def _package(packed: Zip) -> tuple[Element, str]:
    """Give the package document and the folder it lies in."""
    container = packed.xml(CONTAINER)
    places = _named(container, "rootfile") if container is not None else []
    place = places[0].get("full-path") if places else None
    package = packed.xml(place) if place else None
    if place is None or package is None:
        raise packed.bad("it does not say where its text lies")
    return package, posixpath.dirname(place)


def _said(package: Element) -> Iterator[Candidate]:
    for metadata in _named(package, "metadata"):
        names = [_words(one) for one in _named(metadata, "creator") if _is_author(one)]
        if found := bylines.authors([name for name in names if name], is_declared=True):
            yield Candidate("authors", "; ".join(found), "dc:creator")
        for name in ("title", "date", "language"):
            for element in _named(metadata, name):
                value = _words(element)
                value = dates.declared(value) or "" if name == "date" else value
                if value:
                    yield Candidate(_FIELDS[name], value, f"dc:{name}")


def _is_author(element: Element) -> bool:
    role = next(
        (value for key, value in element.attrib.items() if str(key).endswith("role")), "aut"
    )
    return role == "aut"


def _chapters(package: Element, folder: str) -> Iterator[tuple[str, str | None]]:
    """Give the documents of the book in the order of reading, and of each the reason why it is not read, if any."""
    items = {one.get("id"): one for one in _named(package, "item")}
    for reference in _named(package, "itemref"):
        item = items.get(reference.get("idref"))
        href = item.get("href") if item is not None else None
        if item is None or not href or not _is_page(item):
            continue
        why = ASIDE if reference.get("linear") == "no" else None
        if "nav" in (item.get("properties") or "").split():
            why = CONTENTS
        yield posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0]))), why


def _is_page(item: Element) -> bool:
    kind = item.get("media-type") or ""
    return "html" in kind or kind in ("text/x-oeb1-document", "application/xml", "text/xml")


def _joined(packed: Zip, chapters: list[tuple[str, str | None]]) -> tuple[str, list[LeftOut]]:
    """Write chapter after chapter; one that is named but not there costs nothing but itself."""
    parts: list[str] = []
    out: list[LeftOut] = []
    place = 0
    pictures = _Pictures(packed)
    for name, why in chapters:
        raw = packed.read(name)
        if raw is None:
            continue
        page = _DRAWN_COVER.sub(r'<img src="\2"/>', decode(raw)[0])
        html, left_out = written_whole(page, named=functools.partial(pictures.name, name))
        if why:
            held = _as_left_out(html, why)
            out.extend(LeftOut(place, one.text, one.html, one.reason) for one in held)
            continue
        out.extend(LeftOut(place + one.place, one.text, one.html, one.reason) for one in left_out)
        parts.append(html)
        place += len(blocks_of(html))
    return "".join(parts), out


class _Pictures:
    """Names the pictures of a book by their bytes, as many as are kept; the others by where they lie."""

    def __init__(self, packed: Zip) -> None:
        self._packed = packed
        self._known: dict[str, str] = {}
        self._left = MOST_IMAGES

    def name(self, chapter: str, address: str) -> str:
        """Give the name of the picture that a chapter calls so; empty for what lies outside of the book."""
        if not address or "://" in address or address.startswith(("data:", "//")):
            return address if address.startswith("data:") else ""
        path = unquote(address.partition("#")[0])
        place = posixpath.normpath(posixpath.join(posixpath.dirname(chapter), path))
        if place not in self._known:
            body = self._packed.picture(place) if self._left else b""
            self._left -= bool(body)
            self._known[place] = name_of(body or place.encode())
        return self._known[place]


def _as_left_out(html: str, why: str) -> list[LeftOut]:
    from researchdesk.clip.text import text_of

    text = text_of(html)
    return [LeftOut(0, text, html, why)] if letters(text) else []


def _locked(packed: Zip) -> set[str]:
    """Give the members that are encrypted; fonts often are, which harms no text."""
    root = packed.xml("META-INF/encryption.xml")
    found = _named(root, "CipherReference") if root is not None else []
    return {posixpath.normpath(unquote(one.get("URI") or "")) for one in found}


def _named(root: Element, name: str) -> list[Element]:
    """Give the elements of a local name, whatever their namespace is called."""
    return list(root.iter(f"{{*}}{name}"))


def _words(element: Element) -> str:
    return " ".join("".join(str(one) for one in element.itertext()).split())
