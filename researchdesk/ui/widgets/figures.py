# SPDX-License-Identifier: MIT
"""A table of numbers: a name before each row, bars or shades behind the numbers, all of it by keys as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from researchdesk.ui.translate import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from researchdesk.ui.style import Style

Index = QModelIndex | QPersistentModelIndex
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
FIGURE = Qt.ItemDataRole.UserRole
ROW_HEIGHT, NUMBER_WIDTH = 30, 124  # px at 100 %
PALEST, DEEPEST = 0.06, 0.34  # of the accent behind a number


class Figure(Struct, frozen=True):
    """One row: the name, what stands behind it, its numbers or words, and the colour of its bars."""

    name: str
    cells: tuple[int | str, ...]
    token: str = "accent.tint"
    remark: str = ""


class Figures(QAbstractTableModel):
    """Rows of numbers; the first column holds the names."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads: tuple[str, ...] = ()
        self.rows: Sequence[Figure] = ()
        self._most: list[int] = []

    def put(self, heads: Sequence[str], rows: Sequence[Figure]) -> None:
        """Show these."""
        self.beginResetModel()
        self.heads, self.rows = tuple(heads), rows
        self._most = [
            max((cell for row in rows if isinstance(cell := row.cells[at], int)), default=0)
            for at in range(len(self.heads) - 1)
        ]
        self.endResetModel()

    def share(self, index: Index) -> float:
        """Give the part that a number is of the greatest of its column; of a word 0."""
        cell = self.cell(index)
        most = self._most[index.column() - 1] if index.column() else 0
        return cell / most if isinstance(cell, int) and most else 0.0

    def deepest(self) -> int:
        """Give the greatest number behind the first, which sums the others up."""
        return max(self._most[1:], default=0)

    def cell(self, index: Index) -> int | str:
        """Give a number or a word."""
        row = self.rows[index.row()]
        return row.cells[index.column() - 1] if index.column() else row.name

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count the columns, that of the names too."""
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell: what is shown, and what is said of it with its row and column."""
        if not index.isValid():
            return None
        row, cell = self.rows[index.row()], self.cell(index)
        words = number(cell) if isinstance(cell, int) else cell
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == FIGURE:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            name = f"{row.name}, {row.remark}" if row.remark else row.name
            return f"{name}, {self.heads[index.column()]}: {words}" if index.column() else name
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Name the columns."""
        if orientation == Qt.Orientation.Horizontal and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return self.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return super().headerData(section, orientation, role)


class FigureDelegate(QStyledItemDelegate):
    """Draws a name, or a number over its bar; where there are shades, over one that is the deeper the more it is."""

    def __init__(self, style: Style, model: Figures, *, has_shades: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._style, self._model, self._has_shades = style, model, has_shades

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style, box = self._style, QRectF(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        has_keys = option.widget is not None and option.widget.hasFocus()
        if is_chosen:
            token = "surface.chosen" if has_keys else "surface.chosen_idle"
            painter.fillRect(box, style.colour(token))
        cell = self._model.cell(index)
        if isinstance(cell, int) and cell:
            self._ground(painter, box, index, cell)
        inset = style.px(8)
        inner = box.adjusted(inset, 0, -inset, 0)
        ink = "ink.faint" if cell == 0 else "ink.strong" if is_chosen else "ink.body"
        self._words(painter, inner, index, ink)
        if option.state & QStyle.StateFlag.State_HasFocus and has_keys:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(style.colour("line.focus"), 2))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRectF, index: Index, cell: int) -> None:
        style = self._style
        if self._has_shades and index.column() < 2:
            return
        if self._has_shades:
            colour = QColor(style.colour("accent.base"))
            part = cell / max(1, self._model.deepest())
            colour.setAlphaF(PALEST + (DEEPEST - PALEST) * part)
            painter.fillRect(box.adjusted(1, 1, -1, -1), colour)
            return
        row = self._model.rows[index.row()]
        wide = max(style.px(3), (box.width() - style.px(8)) * self._model.share(index))
        tall = box.height() - style.px(8)
        bar = QRectF(box.right() - style.px(4) - wide, box.top() + style.px(4), wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour(row.token))
        painter.drawRoundedRect(bar, style.px(3), style.px(3))

    def _words(self, painter: QPainter, inner: QRectF, index: Index, ink: str) -> None:
        style, row = self._style, self._model.rows[index.row()]
        painter.setFont(style.font("ui"))
        painter.setPen(style.colour(ink))
        cell = self._model.cell(index)
        words = str(index.data())
        metrics = style.metrics("ui")
        is_left = index.column() == 0 or isinstance(cell, str)
        side = Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, shown)
        left = inner.width() - metrics.horizontalAdvance(shown) - style.px(10)
        if index.column() == 0 and row.remark and left > style.px(40):
            painter.setFont(style.font("small"))
            painter.setPen(style.colour("ink.faint"))
            small = style.metrics("small")
            remark = small.elidedText(row.remark, Qt.TextElideMode.ElideRight, left)
            at = inner.adjusted(inner.width() - left, 0, 0, 0)
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, remark)


class FigureTable(QTableView):
    """The table; `opened` carries the row and the column that Enter or a click asks for."""

    opened = Signal(int, int)
    passed = Signal(int)  # the row that has the keys

    def __init__(
        self, style: Style, name: str, *, has_shades: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._style, self._has_shades = style, has_shades
        self.figures = Figures(self)
        self.setModel(self.figures)
        self.setObjectName("figures")
        self.setAccessibleName(name)
        self.setItemDelegate(
            FigureDelegate(style, self.figures, has_shades=has_shades, parent=self)
        )
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        how = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(how.SelectItems if has_shades else how.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.clicked.connect(lambda index: self.opened.emit(index.row(), index.column()))
        self.restyle()

    def put(self, heads: Sequence[str], rows: Sequence[Figure]) -> None:
        """Show these; the first cell has the keys."""
        self.figures.put(heads, rows)
        self._fit()
        if rows:
            self.setCurrentIndex(self.figures.index(0, 0))

    def restyle(self) -> None:
        """Take the fonts and sizes of the style as it is now."""
        self.setFont(self._style.font("ui"))
        self.horizontalHeader().setFont(self._style.font("small_strong"))
        self.verticalHeader().setDefaultSectionSize(self._style.px(ROW_HEIGHT))
        self._fit()
        self.viewport().update()

    def _fit(self) -> None:
        header, px = self.horizontalHeader(), self._style.px
        count = self.figures.columnCount()
        modes = QHeaderView.ResizeMode
        for column in range(count):
            is_name = column == 0
            mode = modes.Stretch if is_name and not self._has_shades else modes.Interactive
            header.setSectionResizeMode(column, mode)
            if not is_name or self._has_shades:
                words = self.figures.heads[column]
                said = round(self._style.metrics("small_strong").horizontalAdvance(words))
                wide = px(190) if is_name else min(px(150), max(px(64), said + px(24)))
                self.setColumnWidth(
                    column, wide if self._has_shades else max(px(NUMBER_WIDTH), wide)
                )

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which row has the keys."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.passed.emit(current.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let a cell have the keys."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.figures.rowCount():
            self.setCurrentIndex(self.figures.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the cell at Enter."""
        index = self.currentIndex()
        if event.key() in ENTER and index.isValid():
            if not event.isAutoRepeat():
                self.opened.emit(index.row(), index.column())
        else:
            super().keyPressEvent(event)
