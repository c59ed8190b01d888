# SPDX-License-Identifier: MIT
"""The model of the list: a number of rows, of which the pages that are looked at are there.

Rows are pushed from outside. A row that is painted and not yet there is asked for by the signal `wanted`, a page at a
time, so that 100,000 articles cost no more than the dozen on the screen.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.ui.models.rows import Key, Row

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
PAGE = 50
ARTICLES = "application/x-researchdesk-articles"  # a JSON list of article numbers


class Results(QAbstractListModel):
    """The rows of one answer."""

    wanted = Signal(int)  # the first row of a page that is looked at and not there
    seen_bare = Signal(list)  # rows that are looked at and whose lines are still to be found

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[int, Row] = {}
        self._total = 0
        self._asked: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_time)
        self._missing: set[int] = set()
        self._bare: set[int] = set()
        self._seen: set[int] = set()

    @property
    def pages(self) -> list[int]:
        """The first rows of the pages that are there."""
        return sorted({at - at % PAGE for at in self._rows})

    def put(self, rows: Sequence[Row], total: int, bare_from: int = PAGE) -> bool:
        """Show another answer, its first page; say whether the rows are other things than before."""
        self._bare = set(range(bare_from, len(rows)))
        self._seen.clear()
        same = total == self._total and all(
            at in self._rows and self._rows[at].key == row.key for at, row in enumerate(rows)
        )
        if same:
            self._rows = {at: row for at, row in self._rows.items() if at >= len(rows)}
            self._missing.clear()
            self.put_page(0, rows)
            return False
        self.beginResetModel()
        self._rows = dict(enumerate(rows))
        self._total = total
        self._asked, self._missing = {0}, set()
        self.endResetModel()
        return True

    def put_page(self, first: int, rows: Sequence[Row], *, is_bare: bool = False) -> None:
        """Let these rows be there, from the row `first` on."""
        for at, row in enumerate(rows, first):
            if at < self._total:
                self._rows[at] = row
        if is_bare:
            self._bare.update(range(first, first + len(rows)))
        if rows:
            last = min(first + len(rows), self._total) - 1
            self.dataChanged.emit(self.index(first), self.index(last))

    def put_lines(self, ats: Sequence[int], rows: Sequence[Row]) -> None:
        """Show rows again, now with the lines in which the words stand; other things stay as they are."""
        for at, row in zip(ats, rows, strict=True):
            held = self._rows.get(at)
            if held is not None and held.key == row.key:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at), self.index(at))

    def renew(self) -> None:
        """Ask again for every page but the first when it is looked at next."""
        self._asked = {0}

    def row(self, at: int) -> Row | None:
        """Give a row if it is there."""
        return self._rows.get(at)

    def between(self, first: int, last: int) -> list[Row]:
        """Give those rows from `first` to `last` that are there."""
        ats = range(first, last + 1)
        there = ats if len(ats) < len(self._rows) else sorted(at for at in self._rows if at in ats)
        return [self._rows[at] for at in there if at in self._rows]

    def find(self, key: Key) -> int | None:
        """Give the place of a thing among the rows that are there."""
        return next((at for at, row in self._rows.items() if row.key == key), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count all rows, there or not."""
        return 0 if parent.isValid() else self._total

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a row, its title, or what a screen reader says of it."""
        if not index.isValid():
            return None
        row = self._rows.get(index.row())
        if row is None:
            self._miss(index.row())
            return tr("…") if role == Qt.ItemDataRole.DisplayRole else None
        if role == ROW:
            if index.row() in self._bare:
                self._bare.discard(index.row())
                self._seen.add(index.row())
                self._timer.start()
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be chosen and articles be dragged."""
        row = self._rows.get(index.row())
        flags = super().flags(index)
        is_movable = row is not None and row.kind in ("article", "annotation", "note")
        return flags | Qt.ItemFlag.ItemIsDragEnabled if is_movable else flags

    def mimeTypes(self) -> list[str]:
        """Name what a dragged row carries."""
        return [ARTICLES, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Let dragged rows carry their numbers, and links for a note."""
        rows = [row for index in indexes if (row := self._rows.get(index.row()))]
        carried = QMimeData()
        ids = [row.id for row in rows if row.kind == "article"]
        if ids:
            carried.setData(ARTICLES, json.dumps(ids).encode())
        carried.setText("\n".join(_link(row) for row in rows if row.public_id))
        return carried

    def _miss(self, at: int) -> None:
        first = at - at % PAGE
        if first not in self._asked:
            self._missing.add(first)
            self._timer.start()

    def _on_time(self) -> None:
        missing, self._missing = self._missing, set()
        for first in sorted(missing - self._asked):
            self._asked.add(first)
            self.wanted.emit(first)
        if self._seen:
            seen, self._seen = sorted(self._seen), set()
            self.seen_bare.emit(seen)


def _link(row: Row) -> str:
    kind = {"article": "a", "note": "n", "annotation": "p", "person": "t"}[row.kind]
    label = row.title.replace("[", "(").replace("]", ")")
    return f"[{label}](rd:{kind}/{row.public_id})"
