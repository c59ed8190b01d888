# SPDX-License-Identifier: MIT
"""Join the lines of a PDF to paragraphs: over columns and pages, with words that were parted at the end of a line."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from msgspec import Struct, field

from researchdesk.clip.blocks import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.clip.pdf_lines import Line

SHORT_OF_EDGE = 0.12  # share of the column's width by which a line is short
VERY_SHORT = 0.4
INDENT = 0.7  # heights of a line
OTHER_SIZE = 0.1  # share by which the print is of another size
WIDER = 1.3  # times the usual distance of lines
LARGE = 1.12  # times the body's size that makes a heading
OF_TITLE = 1.3
MOST_HEADING_LINES = 3
LONGEST_HEADING = 200  # characters

_BULLET = re.compile(r"[•‣▪●◦■□○∙·–-]\s+(?=\S)|(?:\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_SIGN = re.compile(r"[•‣▪●◦■□○∙·–-]\s+")
_END = re.compile("[.!?:;…。！？][\"'”’»)\\]]*\\s*$")
_WORD = re.compile(r"\w+(?:-\w+)+")


class Paragraph(Struct):
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)

    @property
    def size(self) -> float:
        """The height of its print."""
        return median(one.size for one in self.lines)

    @property
    def is_bold(self) -> bool:
        """True when every line of it is in bold print."""
        return all(one.is_bold for one in self.lines)

    def is_heading(self, body: float) -> bool:
        """Say whether it has the shape of a heading in a text of that size."""
        words = " ".join(one.text for one in self.lines)
        if (
            len(self.lines) > MOST_HEADING_LINES
            or len(words) > LONGEST_HEADING
            or not letters(words)
        ):
            return False
        if self.size >= LARGE * body:
            return True
        return self.is_bold and not _END.search(words) and self.size > (1 - OTHER_SIZE) * body


class Joiner:
    """Joins lines; it knows how far apart lines are, and which words have a hyphen of their own."""

    def __init__(self, lines: Sequence[Line], body: float) -> None:
        self._body = body
        self._hyphened = {
            found.lower()
            for line in lines
            if "-" in line.text
            for found in _WORD.findall(line.text)
        }
        self._leading = _leading(lines)

    def paragraphs(self, lines: Sequence[Line]) -> list[Paragraph]:
        """Give the paragraphs of lines in the order of reading."""
        found: list[Paragraph] = []
        for line in lines:
            if found and self._continues(found[-1], line):
                found[-1].lines.append(line)
            else:
                found.append(Paragraph([line]))
        return found

    def text(self, paragraph: Paragraph) -> str:
        """Give the words of a paragraph on one line."""
        out = ""
        is_parted = False
        for line in paragraph.lines:
            words = line.text.strip()
            out = self._joined(out, words) if is_parted else f"{out} {words}".strip()
            is_parted = line.is_hyphened
        return out + ("-" if is_parted else "")

    def _joined(self, before: str, after: str) -> str:
        """Join the halves of a word; the hyphen stays where the word has it elsewhere, or goes on in capitals."""
        halves = before.rpartition(" ")[2], after.partition(" ")[0]
        whole = "-".join(re.sub(r"^\W+|\W+$", "", half) for half in halves).lower()
        keeps = whole in self._hyphened or not after[:1].islower()
        return f"{before}-{after}" if keeps else before + after

    def _continues(self, paragraph: Paragraph, line: Line) -> bool:
        last = paragraph.lines[-1]
        if last.is_hyphened:
            return True
        if abs(last.size - line.size) > OTHER_SIZE * max(last.size, line.size):
            return _is_same_row(last, line) and last.page == line.page
        if last.is_bold != line.is_bold and (last.is_bold or len(paragraph.lines) > 1):
            return False
        if _BULLET.match(line.text):
            return False
        is_below = last.page == line.page and last.top - line.top >= 0
        if is_below and last.left == line.left:
            return self._goes_on_below(paragraph, line)
        return not _is_indented(line) and _is_open(last, line)

    def _goes_on_below(self, paragraph: Paragraph, line: Line) -> bool:
        last = paragraph.lines[-1]
        if _is_same_row(last, line):
            return True
        leading = self._leading.get(round(line.size), 1.2 * line.size)
        if last.top - line.top > WIDER * leading:
            return False
        is_centred = abs((line.x0 - line.left) - (line.right - line.x1)) < INDENT * line.size
        if _is_indented(line) and not _is_indented(last) and not is_centred:
            return bool(_BULLET.match(paragraph.lines[0].text)) and not _END.search(last.text)
        short = (last.right - last.x1) / max(1.0, last.right - last.left)
        is_item = bool(_BULLET.match(paragraph.lines[0].text)) and line.x0 <= paragraph.lines[0].x0
        if short > VERY_SHORT / 2 and is_centred:
            return (
                line.size >= OF_TITLE * self._body
            )  # a title goes on; names and dates below it do not
        if is_item or short > VERY_SHORT:
            return False
        return not (short > SHORT_OF_EDGE and _END.search(last.text))


def is_item(text: str) -> bool:
    """Say whether a paragraph begins with the sign, or the number, of a list."""
    return bool(_BULLET.match(text))


def without_sign(text: str) -> str:
    """Give the words of an item without its sign; numbers stay."""
    return _SIGN.sub("", text, count=1) if _SIGN.match(text) else text


def _is_open(last: Line, line: Line) -> bool:
    """Say whether a paragraph goes on in the next column or on the next page."""
    if line.text[:1].islower():
        return True
    short = (last.right - last.x1) / max(1.0, last.right - last.left)
    return short <= SHORT_OF_EDGE and not _END.search(last.text)


def _is_indented(line: Line) -> bool:
    return line.x0 - line.left > INDENT * line.size


def _is_same_row(last: Line, line: Line) -> bool:
    return abs(last.bottom - line.bottom) < 0.35 * max(last.size, line.size) and line.x0 >= last.x0


def _leading(lines: Sequence[Line]) -> dict[int, float]:
    """Give the usual distance from line to line for each size of print."""
    gaps: dict[int, list[float]] = {}
    for last, line in pairwise(lines):
        gap = last.top - line.top
        if (
            last.page == line.page
            and last.left == line.left
            and 0.5 * line.size < gap < 3 * line.size
        ):
            gaps.setdefault(round(line.size), []).append(gap)
    return {size: sorted(found)[len(found) // 4] for size, found in gaps.items()}
