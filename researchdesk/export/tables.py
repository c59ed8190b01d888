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
ACTING = ("=", "+", "-", "@", "\t", "\r", "\n")


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
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(ACTING) else cell
