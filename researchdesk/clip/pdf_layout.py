# SPDX-License-Identifier: MIT
"""Where the lines of a page belong: running heads and page numbers aside, columns in their order, notes at the foot.

Columns are found by cutting the page along the widest white: first from top to bottom, where lines of text lie on both
sides of it, else across. What spans the columns, a title or a table, is cut off before the columns are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import zip_longest
from statistics import median
from typing import TYPE_CHECKING

from researchdesk.clip.blocks import letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from researchdesk.clip.pdf_lines import Line

AT_EDGE = 2  # rows at the head and at the foot of a page among which running heads are looked for
APART = 0.6  # heights of white between a running head and the text
SAME_ROW = 2.0  # points
SAME_PLACE = 8.0  # points by which a running head moves from page to page
OFTEN = 3  # pages on which the same words make a running head; both, of two pages
LEAST_LINES = 3  # of a column
LEAST_WIDTH = 0.15  # share of the text's width that a column has
GUTTER = 0.6  # heights of a line between two columns
NOTE_SIZE = 0.92  # share of the body's size below which lines at the foot are notes
DEEPEST = 40  # cuts within cuts

_NUMBER = re.compile(
    r"[\s\-–—|•·\[\]()]{0,5}(?:page|seite|stranica|página|pagina|стр\.?|p\.|s\.)?\s{0,3}(?:\d{1,4}|[ivxl]{1,7})"
    r"(?:\s{0,3}(?:/|of|von|de|di|od|из|\|)\s{0,3}\d{1,4})?[\s\-–—|•·\[\]()]{0,5}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def running(pages: Sequence[Sequence[Line]]) -> dict[int, str]:
    """Say which lines are no text but run along: the id of a line -> "running head" or "page number"."""
    edges = [_edges(lines) for lines in pages]
    places: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for line in (one for edge in edges for rows in edge for row in rows for one in row):
        places[_key(line)].append((line.top, line.page))
    wanted = min(OFTEN, max(2, len(pages)))

    def why(line: Line) -> str | None:
        if _NUMBER.fullmatch(line.text):
            return "page number"
        near = {page for top, page in places[_key(line)] if abs(top - line.top) < SAME_PLACE}
        return "running head" if len(near) >= wanted else None

    found: dict[int, str] = {}
    for rows in (rows for edge in edges for rows in edge):
        held: dict[int, str] = {}
        for row, inner in zip_longest(rows[:AT_EDGE], rows[1 : AT_EDGE + 1]):
            reasons = [
                why(line) for line in row
            ]  # from the edge inwards, as long as all of a row runs along
            if None in reasons:
                break
            held |= {id(line): said for line, said in zip(row, reasons, strict=True) if said}
            if inner is None or _are_apart(row, inner):
                found |= held
    return found


def body_size(lines: Sequence[Line]) -> float:
    """Give the height that most letters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(2 * line.size) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Give the lines of a page in the order they are read in, each with the edges of its column."""
    out: list[Line] = []
    waiting = [(list(lines), 0)] if lines else []
    while waiting:
        part, depth = waiting.pop()
        cut = _columns(part) or (_bands(part) if depth < DEEPEST else None)
        if cut:
            waiting.extend((one, depth + 1) for one in reversed(cut))
            continue
        left, right = min(one.x0 for one in part), max(one.x1 for one in part)
        for one in part:
            one.left, one.right = left, right
        out.extend(sorted(part, key=lambda one: (-round(one.top), one.x0)))
    return out


def notes(lines: Sequence[Line], body: float) -> set[int]:
    """Give the ids of the lines of smaller print that end a page, or its columns: footnotes."""
    found: set[int] = set()
    for column in _by_column(lines):
        for line in reversed(column):
            if line.size >= NOTE_SIZE * body:
                break
            found.add(id(line))
    return found if len(found) < len(lines) else set()


def _by_column(lines: Sequence[Line]) -> Iterator[list[Line]]:
    column: list[Line] = []
    for line in lines:
        if column and line.top > column[-1].top + line.size:  # up again: the next column
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _edges(lines: Sequence[Line]) -> tuple[list[list[Line]], list[list[Line]]]:
    """Give the first and the last rows of a page, each from the edge inwards, and one more."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: -one.bottom):
        if rows and rows[-1][0].bottom - line.bottom <= SAME_ROW:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows[: AT_EDGE + 1], rows[::-1][: AT_EDGE + 1]


def _are_apart(row: Sequence[Line], inner: Sequence[Line]) -> bool:
    """Say whether there is more white between two rows than between lines of one text."""
    white = max(row[0].bottom, inner[0].bottom) - min(row[0].bottom, inner[0].bottom)
    return white - min(row[0].size, inner[0].size) > APART * min(row[0].size, inner[0].size)


def _key(line: Line) -> str:
    return letters(_DIGITS.sub("", line.text))


def _columns(part: Sequence[Line]) -> list[list[Line]] | None:
    """Cut along the widest white from top to bottom that has columns of text on both sides."""
    if len(part) < 2 * LEAST_LINES:
        return None
    height = median(one.size for one in part)
    lines = sorted(part, key=lambda one: one.x0)
    width = max(one.x1 for one in lines) - lines[0].x0
    best: tuple[float, int] | None = None
    reach = lines[0].x1
    for i, line in enumerate(lines[1:], 1):
        white = line.x0 - reach
        is_wide = white > GUTTER * height and (best is None or white > best[0])
        if is_wide and _is_column(lines[:i], width) and _is_column(lines[i:], width):
            best = (white, i)
        reach = max(reach, line.x1)
    return [lines[: best[1]], lines[best[1] :]] if best else None


def _is_column(lines: Sequence[Line], width: float) -> bool:
    """Say whether these lines have the shape of a column: several rows, mostly wide, so no column of a table."""
    if len({round(one.top) for one in lines}) < LEAST_LINES:
        return False
    return median(one.x1 - one.x0 for one in lines) > LEAST_WIDTH * width


def _bands(part: Sequence[Line]) -> list[list[Line]] | None:
    """Cut across the widest white, where there are columns on one side of it."""
    lines = sorted(part, key=lambda one: -one.top)
    reach = lines[0].bottom
    whites: list[tuple[float, int]] = []
    for i, line in enumerate(lines[1:], 1):
        if line.top <= reach + 0.3 * line.size:
            whites.append((reach - line.top, i))
        reach = min(reach, line.bottom)
    for _, i in sorted(whites, reverse=True)[:DEEPEST]:
        above, below = lines[:i], lines[i:]
        if _columns(above) or _columns(below):
            return [above, below]
    return None
