# SPDX-License-Identifier: MIT
"""Plain rows for the lists of the companion: a thing, its words, and what a screen reader says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
THING = Qt.ItemDataRole.UserRole


class Lines(QAbstractListModel, Generic[T]):
    """Rows pushed in as they are; `spoken` gives the words of one, the most telling first."""

    def __init__(self, spoken: Callable[[T], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spoken = spoken
        self._things: list[T] = []

    @property
    def things(self) -> Sequence[T]:
        """Give all rows."""
        return self._things

    def put(self, things: Sequence[T]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._things = list(things)
        self.endResetModel()

    def thing(self, index: Index) -> T | None:
        """Give the thing of a row; None beyond the rows."""
        return self._things[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count the rows."""
        return 0 if parent.isValid() else len(self._things)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the thing, or its words."""
        if not index.isValid():
            return None
        thing = self._things[index.row()]
        if role == THING:
            return thing
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(thing)
        return None
