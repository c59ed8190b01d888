# SPDX-License-Identifier: MIT
"""The model of the navigation: sections with their places; on the rail one icon stands for a section."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from researchdesk.ui.models.articles import ARTICLES
from researchdesk.ui.translate import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from researchdesk.ui.places import Place

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
TAKES_ARTICLES = ("person", "country", "tag")
RENAMED = ("person", "tag", "note", "search")
SECTION = 0  # internal id of a section's own row; a place's is its section's number + 1


class NavigationRow(Struct, frozen=True):
    """A place with its icon and the number beside it."""

    place: Place
    icon: str
    count: int | None = None
    depth: int = 0  # of a tag below another: drawn further right, by the last part of its name
    colour: str = ""  # of a tag: drawn as a disc instead of the icon


class Section(Struct, frozen=True):
    """A section: its word, the icon that stands for it on the rail, its places."""

    name: str
    icon: str
    rows: tuple[NavigationRow, ...]
    is_folded_on_rail: bool = True


class NavigationTree(QAbstractItemModel):
    """Two levels: sections and places."""

    dropped = Signal(list, object)  # article numbers, the place they were dropped on
    renamed = Signal(object, str)  # a place and its new name

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sections: list[Section] = []
        self._is_rail = False
        self.is_read_only: Callable[[], bool] = lambda: False  # the library that is open

    @property
    def sections(self) -> list[Section]:
        """What it holds."""
        return list(self._sections)

    @property
    def is_rail(self) -> bool:
        """True while one icon stands for a section."""
        return self._is_rail

    def put(self, sections: Sequence[Section], *, is_rail: bool) -> bool:
        """Hold other sections; True when rows came or went, so that the view must open them again."""
        if is_rail == self._is_rail and _shape(self._sections) == _shape(sections):
            self._sections = list(sections)
            for number, section in enumerate(self._sections):
                top = self.index(number, 0)
                if rows := self._shown(section):
                    first, last = self.index(0, 0, top), self.index(len(rows) - 1, 0, top)
                    self.dataChanged.emit(first, last)
            return False
        self.beginResetModel()
        self._sections, self._is_rail = list(sections), is_rail
        self.endResetModel()
        return True

    def place_of(self, index: Index) -> Place | None:
        """Give the place of a row; None for a section."""
        row = index.data(ROW)
        return row.place if isinstance(row, NavigationRow) else None

    def find(self, place: Place) -> QModelIndex:
        """Give the row of a place; on the rail that of its section; an invalid one when neither is shown."""
        for number, section in enumerate(self._sections):
            top = self.index(number, 0)
            for at, row in enumerate(section.rows):
                if row.place == place:
                    is_folded = self._is_rail and section.is_folded_on_rail
                    return self.index(0 if is_folded else at, 0, top)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Give the index of a section, or of a place in it."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else SECTION)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """Give the section of a place."""
        if not index.isValid() or index.internalId() == SECTION:
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, SECTION)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count sections, or the places of one."""
        if not parent.isValid():
            return len(self._sections)
        if parent.internalId() != SECTION:
            return 0
        return len(self._shown(self._sections[parent.row()]))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """There is one column."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a section or a place: its words, its row, what is spoken."""
        if not index.isValid():
            return None
        if index.internalId() == SECTION:
            section = self._sections[index.row()]
            return section if role == ROW else section.name if role in _WORDS else None
        section = self._sections[int(index.internalId()) - 1]
        row = self._shown(section)[index.row()]
        is_section = self._is_rail and section.is_folded_on_rail
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole and row.count and not is_section:
            return f"{row.place.title}, {plural('1 entry', '{n} entries', row.count)}"
        return (section.name if is_section else row.place.title) if role in _WORDS else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another name of a place."""
        place = self.place_of(index)
        words = str(value).strip()
        if place is None or role != Qt.ItemDataRole.EditRole or not words:
            return False
        if words != place.title:
            self.renamed.emit(place, words)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Name the one column, or a screen reader says "1"."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._sections[0].name if self._sections else ""
        return super().headerData(section, orientation, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let places be chosen, renamed and dropped upon."""
        place = self.place_of(index)
        if place is None:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.is_read_only():
            return flags
        if place.kind in RENAMED and not self._is_rail:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsDropEnabled if _takes(place) else flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Articles stay where they are when they are dropped on a place."""
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction | Qt.DropAction.LinkAction

    def mimeTypes(self) -> list[str]:
        """Name what may be dropped."""
        return [ARTICLES]

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Say which articles were dropped on which place."""
        place = self.place_of(parent)
        if place is None or not data.hasFormat(ARTICLES) or not _takes(place):
            return False
        self.dropped.emit(json.loads(bytes(data.data(ARTICLES).data())), place)
        return True

    def _shown(self, section: Section) -> tuple[NavigationRow, ...]:
        if self._is_rail and section.is_folded_on_rail and section.rows:
            return (NavigationRow(section.rows[0].place, section.icon),)
        return section.rows


_WORDS = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


def _takes(place: Place) -> bool:
    if place.kind in TAKES_ARTICLES:
        return True
    return place.kind == "shelf" and place.value in ("inbox", "starred", "trash")


def _shape(sections: Sequence[Section]) -> list[tuple[str, list[tuple[Place, str]]]]:
    return [
        (section.name, [(row.place, row.place.name) for row in section.rows])
        for section in sections
    ]
