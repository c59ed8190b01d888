# SPDX-License-Identifier: MIT
"""Where the lines of a page belong: running heads and page numbers aside, columns one after the other, notes at the foot.

Columns are found by cutting the page along the widest white: first from top to bottom, where lines of text lie on both
sides of it, else across. What spans the columns, a title or a table, is cut off before the columns are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING

from researchdesk.clip.blocks import letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from researchdesk.clip.pdf_lines import Line

AT_EDGE = 2  # rows at the head and at the foot of a page among which running heads are looked for
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
    found: dict[int, str] = {}
    places: dict[str, list[Line]] = defaultdict(list)
    for lines in pages:
        for line in _edges(lines):
            if _NUMBER.fullmatch(line.text):
                found[id(line)] = "page number"
            elif key := letters(_DIGITS.sub("", line.text)):
                places[key].append(line)
    wanted = min(OFTEN, max(2, len(pages)))
    for lines in places.values():
        for line in lines:
            near = {one.page for one in lines if abs(one.top - line.top) < SAME_PLACE}
            if len(near) >= wanted:
                found[id(line)] = "running head"
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
    waiting = [(list(lines), 0)]
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


def _edges(lines: Sequence[Line]) -> list[Line]:
    """Give the lines of the first and of the last rows of a page."""
    rows = sorted({round(one.bottom) for one in lines})
    merged = [row for i, row in enumerate(rows) if not i or row - rows[i - 1] > 2]
    edge = {*merged[:AT_EDGE], *merged[-AT_EDGE:]}
    return [one for one in lines if any(abs(one.bottom - row) <= 2 for row in edge)]


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
