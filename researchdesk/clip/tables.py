# SPDX-License-Identifier: MIT
"""Rows and columns of table cells, with spans counted in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.clip.tree import CELLS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_SPANNED = 100  # rows or columns of one cell: more are a trap


class Grids:
    """The grids of the tables met so far, numbered from 0 in the order they were asked for."""

    def __init__(self) -> None:
        self._numbers: dict[HtmlElement, int] = {}
        self._places: dict[HtmlElement, tuple[int, int]] = {}

    def place(self, cell: HtmlElement) -> tuple[int, int, int] | None:
        """Give the number of a cell's table, its row and its column; None for a cell outside a table."""
        table = next(cell.iterancestors("table"), None)
        if table is None:
            return None
        if table not in self._numbers:
            self._numbers[table] = len(self._numbers)
            self._lay_out(table)
        row, column = self._places.get(cell, (0, 0))
        return self._numbers[table], row, column

    def _lay_out(self, table: HtmlElement) -> None:
        reserved: dict[int, int] = {}  # column -> first row that is free in it
        rows = (row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table)
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                if cell.tag not in CELLS:
                    continue
                while reserved.get(column, 0) > number:
                    column += 1
                self._places[cell] = (number, column)
                height = span(cell, "rowspan")
                for taken in range(column, column + span(cell, "colspan")):
                    reserved[taken] = number + height
                column += span(cell, "colspan")


def span(cell: HtmlElement, name: str) -> int:
    """Give how many rows or columns a cell spans."""
    value = cell.get(name) or ""
    return min(MOST_SPANNED, max(1, int(value))) if value.isascii() and value.isdigit() else 1
