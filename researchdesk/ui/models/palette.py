# SPDX-License-Identifier: MIT
"""The rows of the palette: words of groups, and what can be called below each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from researchdesk.ui.translate import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from researchdesk.model.offer import Offer

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class PaletteRow(NamedTuple):
    """One thing that can be called. `reason` says why it cannot be now; marks are code points of the words."""

    offer: Offer
    icon: str
    token: str
    marks: tuple[tuple[int, int], ...] = ()
    keys: str = ""
    reason: str = ""
    is_poor: bool = False  # only its letters fit, scattered over it

    @property
    def remark(self) -> str:
        """What stands at the right in words."""
        if self.reason or self.offer.count is None:
            return self.reason
        return number(self.offer.count)


class PaletteRows(QAbstractListModel):
    """Rows and the words over them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | PaletteRow] = []

    def put(self, rows: Sequence[str | PaletteRow]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, at: int) -> PaletteRow | None:
        """Give the row of a number; None for a word over others."""
        one = self._rows[at] if 0 <= at < len(self._rows) else None
        return one if isinstance(one, PaletteRow) else None

    def find(self, offer: Offer) -> int:
        """Give the number of the row of an offer; -1 where there is none."""
        found = (
            n for n, one in enumerate(self._rows) if not isinstance(one, str) and one.offer == offer
        )
        return next(found, -1)

    def next(self, at: int, by: int) -> int:
        """Give the number of the next row that can be chosen, at the end the last one; -1 where there is none."""
        rows = [n for n, one in enumerate(self._rows) if isinstance(one, PaletteRow)]
        if not rows:
            return -1
        step = 1 if by > 0 else -1
        ahead = [n for n in rows[::step] if (n - at) * step > 0]
        return ahead[min(abs(by), len(ahead)) - 1] if ahead else max(at, rows[0])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let words over others not be chosen."""
        return super().flags(index) if self.row(index.row()) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a row, its words, or what a screen reader says of it."""
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == ROW:
            return one
        if isinstance(one, str):
            is_words = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return one if is_words else None
        if role == Qt.ItemDataRole.DisplayRole:
            return one.offer.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (one.offer.words, one.keys, one.remark) if part)
        return None
