# SPDX-License-Identifier: MIT
"""Read a Word document: headings, lists, tables, footnotes; what stands at the head and foot of pages is left out.

mammoth makes HTML of the styles. Only pictures that lie in the document are taken: no file it names is ever opened.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from researchdesk.clip import bylines, dates
from researchdesk.clip.blocks import blocks, letters
from researchdesk.clip.draft import Draft, Entry, LeftOut
from researchdesk.clip.image_kinds import kind_of
from researchdesk.clip.image_sources import name_of
from researchdesk.clip.limits import MOST_BYTES_OF_IMAGE, MOST_IMAGES
from researchdesk.clip.sorted_blocks import written_whole
from researchdesk.clip.tree import HEADINGS, parse
from researchdesk.clip.zipped import BROKEN, Zip, is_zip, members
from researchdesk.model.clipping import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.clip.given import Given

MAIN = "word/document.xml"
FIRST_HEADING = "first heading"
RUNNING_HEAD = "running head or foot"
STYLES = "p[style-name='Title'] => h1.title:fresh\np[style-name='Subtitle'] => h2.subtitle:fresh"
NEAR = 3  # blocks at the start among which a heading may be the title

_STUMBLES = (
    *BROKEN,
    ArithmeticError,
    AssertionError,
    AttributeError,
    ExpatError,
    LookupError,
    TypeError,
)
"""What mammoth raises on a part that is damaged or no XML, or a link that leads nowhere."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AT_EDGE = re.compile(r"word/(?:header|footer)\d{0,4}\.xml")
_BACK = re.compile(r'\s?<a href="#(?:footnote|endnote)-ref-\d+">↑</a>')
_EMPTY_TITLE = re.compile(
    r"(?:microsoft word\s*-.*|untitled\s*\d*|document\s*\d*|dokument\s*\d*|.*\.(?:docx?|dotx?|odt|rtf|tex|indd|qxd))",
    re.IGNORECASE,
)


def recognise(given: Given) -> float:
    """Say how likely this is a Word document: a ZIP file with the member that holds the text."""
    if not is_zip(given.head):
        return 0.0
    if given.name.endswith((".docx", ".docm")):
        return 0.95
    return 0.97 if MAIN in members(given.body) else 0.0


def read(given: Given) -> Iterator[Entry]:
    """Read the document; it is one entry."""
    packed = Zip(given.body, given.origin.words)
    if packed.read(MAIN) is None:
        raise packed.bad("it is no Word document")
    page = _html(given.body, packed)
    said = [*_said_inside(packed), *_said_in_text(page)]
    chosen: dict[str, str] = {"item_type": "document"}
    for one in said:
        chosen.setdefault(one.field, one.value)
    titles = [one.value for one in said if one.field == "title" and one.origin != FIRST_HEADING]
    html, left_out = written_whole(page, titles=[chosen.get("title", ""), *titles])
    edges = tuple(_edges(packed))
    yield Entry(Draft(html, (*edges, *left_out), tuple(said), chosen))


def is_telling(title: str) -> bool:
    """Say whether a title that a program wrote down is one, and not the name of a file or a template."""
    return bool(letters(title)) and not _EMPTY_TITLE.fullmatch(title.strip())


def _html(body: bytes, packed: Zip) -> str:
    import mammoth

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(body),
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=_Pictures(),
        )
    except _STUMBLES as error:
        raise packed.bad(f"it is damaged ({type(error).__name__})") from None
    return _BACK.sub("", str(made.value))


class _Pictures:
    """Writes the pictures that lie in the document, as many as are kept, under the names of their bytes."""

    def __init__(self) -> None:
        self._left = MOST_IMAGES

    def __call__(self, picture: Any) -> list[Any]:
        import mammoth

        alt = picture.alt_text or ""
        body = _body(picture) if self._left else b""
        self._left -= bool(body)
        if not body and not alt:
            return []
        source = name_of(body or alt.encode())  # where no bytes are kept, its words are shown
        return [mammoth.html.element("img", {"alt": alt, "src": source})]


def _body(picture: Any) -> bytes:
    """Give the bytes of a picture to be kept; none where it lies elsewhere, is not there, or is none of ours."""
    try:
        with picture.open() as opened:
            body = bytes(opened.read(MOST_BYTES_OF_IMAGE + 1))
    except _STUMBLES:
        return b""
    return body if len(body) <= MOST_BYTES_OF_IMAGE and kind_of(body) else b""


def _said_inside(packed: Zip) -> Iterator[Candidate]:
    """Give what the document says of itself in its properties."""
    core = packed.xml("docProps/core.xml")
    values: dict[str, str] = {}
    for element in core if core is not None else ():
        if isinstance(element.tag, str) and (element.text or "").strip():
            values.setdefault(
                element.tag.rpartition("}")[2], " ".join((element.text or "").split())
            )
    if is_telling(values.get("title", "")):
        yield Candidate("title", values["title"], "document properties")
    if names := bylines.authors([values.get("creator", "")]):
        yield Candidate("authors", "; ".join(names), "document properties")
    for name in ("created", "modified"):
        if day := dates.declared(values.get(name, "")):
            yield Candidate("issued", day, f"document properties, {name}")
    if language := values.get("language"):
        yield Candidate("language", language, "document properties")


def _said_in_text(page: str) -> Iterator[Candidate]:
    """Give the title as it stands in the text: in the style for it, else the first heading near the start."""
    found = blocks(parse(page))[:NEAR]
    styled = [one for one in found if "title" in (one.element.get("class") or "").split()]
    headed = [one for one in found if one.tags & HEADINGS]
    for origin, held in (("title style", styled), (FIRST_HEADING, headed)):
        for one in held[:1]:
            yield Candidate("title", " ".join(one.text.split()), origin)


def _edges(packed: Zip) -> Iterator[LeftOut]:
    """Give what stands at the head and foot of the pages, each once."""
    seen: set[str] = set()
    for name in packed.names:
        root = packed.xml(name) if _AT_EDGE.fullmatch(name) else None
        for paragraph in root.iter(f"{_W}p") if root is not None else ():
            words = " ".join("".join(one.text or "" for one in paragraph.iter(f"{_W}t")).split())
            if letters(words) and words not in seen:
                seen.add(words)
                yield left_out(words, RUNNING_HEAD)


def left_out(words: str, reason: str, place: int = 0) -> LeftOut:
    """Give plain words as a block that was left out."""
    from researchdesk.clip.pieces import plain_piece, write_pieces

    return LeftOut(place, words, write_pieces([plain_piece(words)]), reason)
