# SPDX-License-Identifier: MIT
"""The lines of a PDF's pages with their places: the one door to pypdfium2.

PDFium gives the characters in the order they were written, a place for each, and U+FFFE where a line ends in a hyphen.
A place costs a call; so only those of the ends of lines, and of the blanks in them, are asked for.
"""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING

import pypdfium2
from msgspec import Struct
from pypdfium2 import raw

from researchdesk.model.errors import BadArchive, PasswordWanted

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 2000
HYPHEN = "\ufffe"
GAP = 1.6  # heights of the line: a wider blank parts two columns that were written as one line
BOLD = 600  # weight of a font

_LINE = re.compile("[^\r\n\ufffe]*(?:\ufffe|\r\n?|\n|$)")
_BLANK = re.compile(r"(?<=\S)[ \t\xa0]+(?=\S)")
_PARTED = re.compile(r"[^\W\d_][-\u2010\xad]$")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x02": "-"}
)


class Line(Struct):
    """A line, or what of it lies in one column. Points from the left and the foot of the page.

    `left` and `right` are the edges of its column, once that is known.
    """

    page: int
    text: str
    x0: float
    x1: float
    bottom: float
    top: float
    is_bold: bool
    is_hyphened: bool
    left: float = 0.0
    right: float = 0.0

    @property
    def size(self) -> float:
        """The height of the line, which goes with the size of its font."""
        return self.top - self.bottom


class Pages(Struct):
    """The lines of a document, page by page, and what it says of itself. `count` is of all pages, read or not."""

    lines: list[list[Line]]
    heights: list[float]
    said: dict[str, str]
    count: int


def read(body: bytes, words: str, password: str | None) -> Pages:
    """Read the lines of at most MOST_PAGES pages.

    Raises PasswordWanted for a locked file, BadArchive for a damaged one.
    """
    try:
        document = pypdfium2.PdfDocument(body, password=password)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise PasswordWanted(file=words, is_wrong=password is not None) from None
        raise BadArchive(file=words, reason="it is cut off or damaged") from None
    with document:
        pages: list[list[Line]] = []
        heights: list[float] = []
        for number in range(min(len(document), MOST_PAGES)):
            lines, height = _page(document, number)
            pages.append(lines)
            heights.append(height)
        return Pages(pages, heights, document.get_metadata_dict(), len(document))


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[list[Line], float]:
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return [], 0.0  # a page that is damaged costs itself alone
    lines = list(_Reader(number, text).lines())
    height = page.get_height()
    text.close()
    page.close()
    return lines, height


class _Reader:
    """Cuts the characters of one page into lines."""

    def __init__(self, number: int, page: pypdfium2.PdfTextPage) -> None:
        self._number = number
        self._page = page.raw
        count = page.count_chars()
        self._text = page.get_text_range()
        if len(self._text) != count:  # halves of characters: a place a unit, so each is asked for
            codes = (raw.FPDFText_GetUnicode(self._page, i) for i in range(count))
            self._text = "".join(map(chr, codes))

    def lines(self) -> Iterator[Line]:
        for found in _LINE.finditer(self._text):
            start, end = found.span()
            is_hyphened = found.group().endswith(HYPHEN)
            end -= len(found.group()) - len(found.group().rstrip("\r\n\ufffe \t"))
            start += len(found.group()) - len(found.group().lstrip())
            if start < end:
                yield from self._line(start, end, is_hyphened=is_hyphened)

    def _line(self, start: int, end: int, *, is_hyphened: bool) -> Iterator[Line]:
        """Give a line, in pieces where a blank in it is too wide to be one."""
        height = self._box(start)[3] - self._box(start)[1]
        for blank in _BLANK.finditer(self._text, start, end):
            before, after = self._box(blank.start() - 1), self._box(blank.end())
            if after[0] - before[2] > GAP * max(height, 1.0):
                yield self._piece(start, blank.start(), is_hyphened=False)
                start = blank.end()
        yield self._piece(start, end, is_hyphened=is_hyphened)

    def _piece(self, start: int, end: int, *, is_hyphened: bool) -> Line:
        first, last = self._box(start), self._box(end - 1)
        weight = raw.FPDFText_GetFontWeight(self._page, start)
        text = self._text[start:end].translate(_LIGATURES)
        if _PARTED.search(text):
            text, is_hyphened = text[:-1], True
        x0, x1 = min(first[0], last[0]), max(first[2], last[2])
        bottom, top = min(first[1], last[1]), max(first[3], last[3])
        return Line(
            self._number, text, x0, x1, bottom, top, weight >= BOLD, is_hyphened=is_hyphened
        )

    def _box(self, at: int) -> tuple[float, float, float, float]:
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self._page, at, ctypes.byref(box))
        return box.left, box.bottom, box.right, box.top
