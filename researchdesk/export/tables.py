# SPDX-License-Identifier: MIT
"""Tables for other programs: CSV in which no cell can act as a formula, and a page to read."""

from __future__ import annotations

import csv
import html
import io
from typing import TYPE_CHECKING

from researchdesk.export import pages

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell = str | int
ACTING = tuple("=+-@\t\r\n＝＋－＠")  # a wide sign acts in some spreadsheets
UNSEEN = (
    " \u00a0\u00ad\u061c\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u3000\ufeff"
)


def as_csv(rows: Sequence[Sequence[Cell]]) -> str:
    """Write rows as RFC 4180 has them; a word that a spreadsheet would work out begins with an apostrophe."""
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(
        [[_tamed(cell) for cell in row] for row in rows]
    )
    return made.getvalue()


def as_page(title: str, rows: Sequence[Sequence[Cell]]) -> str:
    """Write rows as a table in a web page; the first row and the first column are heads."""
    lines = []
    for number, row in enumerate(rows):
        cells = []
        for at, cell in enumerate(row):
            name = "th" if number == 0 or at == 0 else "td"
            cells.append(f"<{name}>{html.escape(str(cell))}</{name}>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return pages.page(title, f"<table>\n{chr(10).join(lines)}\n</table>")


def _tamed(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(UNSEEN).startswith(ACTING) else cell
