# SPDX-License-Identifier: MIT
"""Read a PDF: its columns one after the other, paragraphs whole; running heads and page numbers left out by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.clip import bylines, dates
from researchdesk.clip.blocks import letters
from researchdesk.clip.draft import Draft, Entry, LeftOut
from researchdesk.clip.importers.docx import is_telling, left_out
from researchdesk.clip.pdf_layout import body_size, in_order, notes, running
from researchdesk.clip.pdf_paragraphs import Joiner, Paragraph, is_item, without_sign
from researchdesk.clip.pieces import Piece, plain_piece, write_pieces
from researchdesk.model.clipping import Candidate
from researchdesk.model.importing import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from researchdesk.clip.given import Given
    from researchdesk.clip.pdf_lines import Line, Pages

SCANNED = "There is no text yet: the pages of this PDF are pictures, as of a scan"
HEAD = 12  # paragraphs at the start among which title, authors and date are looked for
LARGE = 1.15  # times the body's size that a title has at least
LARGEST = 1.5  # times the body's size of a heading of the second level
TURNED = 4  # characters of a line that is narrower than it is high: it stands upright at the margin

_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")


def recognise(given: Given) -> float:
    """Say how likely this is a PDF: by its signature, which may stand after some bytes of rubbish."""
    return 1.0 if given.head.startswith(b"%PDF-") else 0.9 if b"%PDF-" in given.head[:1024] else 0.0


def read(given: Given) -> Iterator[Entry | Rejected]:
    """Read the text of the pages; pages beyond the limit are named."""
    from researchdesk.clip import pdf_lines

    words = given.origin.words
    pages = pdf_lines.read(given.body, words, given.password)
    draft = _Reading(pages).draft()
    yield Entry(draft)
    if pages.count > len(pages.lines):
        where = f"pages {len(pages.lines) + 1} to {pages.count} of {words}"
        yield Rejected(
            where, f"Only the first {len(pages.lines)} pages of a PDF are read. Divide it."
        )


class _Part(Struct):
    """A paragraph with its words, and why it is left out, if it is."""

    paragraph: Paragraph
    text: str
    reason: str | None = None


class _Reading:
    """Makes an article of the lines of a document."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._running = running(pages.lines)
        self._said: list[Candidate] = []
        self._out: list[tuple[str, str]] = []  # words and reason of what runs along
        texts = [line for page in pages.lines for line in page if id(line) not in self._running]
        self._body = body_size(texts)
        self._parts = self._all_parts()

    def draft(self) -> Draft:
        """Choose the values and write the paragraphs."""
        self._say_inside()
        self._find_head()
        chosen = {"item_type": "document"}
        for one in self._said:
            chosen.setdefault(one.field, one.value)
        kept = [self._piece(one) for one in self._parts if one.reason is None]
        doubt = None
        if not kept:
            doubt = SCANNED
        elif self._pages.count > len(self._pages.lines):
            doubt = f"Only {len(self._pages.lines)} of {self._pages.count} pages were read"
        out = (*self._left_out(), *(left_out(*one, len(kept)) for one in self._out))
        return Draft(write_pieces(kept), out, tuple(self._said), chosen, doubt, may_be_empty=True)

    # -- paragraphs

    def _all_parts(self) -> list[_Part]:
        body: list[Line] = []
        feet: list[
            tuple[int, list[Line]]
        ] = []  # after how many lines of the body, and the notes of a page
        seen: set[tuple[str, str]] = set()
        for page in self._pages.lines:
            lines = in_order([one for one in page if self._stays(one, seen)])
            small = notes(lines, self._body)
            body += [one for one in lines if id(one) not in small]
            if small:
                feet.append((len(body), [one for one in lines if id(one) in small]))
        joiner = Joiner([*body, *(line for _, lines in feet for line in lines)], self._body)
        found: list[_Part] = []
        at = 0
        for paragraph in joiner.paragraphs(body):
            found.append(_Part(paragraph, joiner.text(paragraph)))
            at += len(paragraph.lines)
            while feet and feet[0][0] <= at:
                noted = joiner.paragraphs(feet.pop(0)[1])
                found += [_Part(one, joiner.text(one)) for one in noted]
        for _, lines in feet:
            found += [_Part(one, joiner.text(one)) for one in joiner.paragraphs(lines)]
        return [one for one in found if letters(one.text)]

    def _stays(self, line: Line, seen: set[tuple[str, str]]) -> bool:
        """Say whether a line is text; what runs along is noted once."""
        why = self._running.get(id(line))
        if why is None and line.x1 - line.x0 < line.size and len(line.text) > TURNED:
            why = "upright at the margin"
        if why and (line.text, why) not in seen:
            seen.add((line.text, why))
            self._out.append((line.text, why))
        return why is None

    def _piece(self, part: _Part) -> Piece:
        if part.paragraph.is_heading(self._body):
            is_large = part.paragraph.size >= LARGEST * self._body
            return plain_piece(part.text, "h", 2 if is_large else 3)
        if is_item(part.text) and without_sign(part.text) != part.text:
            return plain_piece(without_sign(part.text), "li", 1)
        return plain_piece(part.text)

    def _left_out(self) -> Iterator[LeftOut]:
        place = 0
        for one in self._parts:
            if one.reason is None:
                place += 1
            else:
                yield left_out(one.text, one.reason, place)

    # -- what is said of it

    def _say_inside(self) -> None:
        """Take what the document says of itself; its title only where it is one."""
        said = {name: " ".join(value.split()) for name, value in self._pages.said.items()}
        if is_telling(said.get("Title", "")):
            self._said.append(Candidate("title", said["Title"], "PDF properties"))
        if names := bylines.authors([said.get("Author", "")]):
            self._said.append(Candidate("authors", "; ".join(names), "PDF properties"))

    def _find_head(self) -> None:
        """Find title, authors and date in the text; what is a field of its own is left out."""
        head = [one for one in self._parts[:HEAD] if one.paragraph.lines[0].page == 0]
        title = _largest(head, self._body)
        printed = Candidate("title", title.text, "largest print") if title else None
        if printed and title:
            shown = letters(title.text)
            is_shown = any(
                letters(one.value) in shown for one in self._said if one.field == "title"
            )
            self._said.insert(1 if is_shown else 0, printed)
            title.reason = "title"
        is_below = False  # of the title, with nothing but names and dates between
        for one in head:
            if one.reason is None:
                self._read_head_line(one, is_below=is_below)
            is_below = one.reason is not None
        created = _DATE.match(self._pages.said.get("CreationDate", ""))
        if created and (day := dates.declared("-".join(one for one in created.groups() if one))):
            self._said.append(Candidate("issued", day, "PDF properties, created"))

    def _read_head_line(self, part: _Part, *, is_below: bool) -> None:
        may_be_names = is_below and not part.paragraph.is_bold
        names = bylines.read_line(part.text) or (
            bylines.lone_names(part.text) if may_be_names else []
        )
        if names and not part.text.endswith("."):
            self._said.append(Candidate("authors", "; ".join(names), "line at the head"))
            part.reason = "byline"
        elif day := dates.line(part.text):
            self._said.append(Candidate("issued", day, "line at the head"))
            part.reason = "date"


def _largest(head: Sequence[_Part], body: float) -> _Part | None:
    """Give the paragraph of the first page in the largest print, where that is clearly larger than the body's."""
    found = [one for one in head if one.paragraph.is_heading(body)]
    best = max(found, key=lambda one: one.paragraph.size, default=None)
    return best if best and best.paragraph.size >= LARGE * body else None
