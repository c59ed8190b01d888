# SPDX-License-Identifier: MIT
"""The list view: letters are commands, Enter opens, the menu key has the menu of the thing.

A table of one column, since Qt's list lays out every row anew whenever one of them changes: 100 ms with 100,000.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from researchdesk.ui.models.articles import ROW
from researchdesk.ui.models.rows import Row
from researchdesk.ui.panes.result_delegate import ResultDelegate
from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelection, QModelIndex
    from PySide6.QtGui import QKeyEvent

    from researchdesk.ui.desk import Desk
    from researchdesk.ui.models.articles import Results

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SELECT = QItemSelectionModel.SelectionFlag
CURSOR = QAbstractItemView.CursorAction


class ResultView(QTableView):
    """The list of one answer."""

    opened = Signal(object)  # Row: Enter or a double click
    picked = Signal()  # the selection, or the row with the focus, is another
    escaped = Signal()

    def __init__(self, desk: Desk, model: Results, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_quiet = False
        self.rows = model
        self.setObjectName("results_list")
        self.setAccessibleName(tr("Articles"))
        self.setModel(model)
        self.delegate = ResultDelegate(desk.style, self)
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.fit_rows()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(self._on_double_clicked)

    @property
    def current(self) -> Row | None:
        """The row that has the focus."""
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, Row) else None

    @property
    def selected(self) -> list[Row]:
        """The chosen rows, as far as they are there."""
        return [row for ats in self.selected_ats for row in self.rows.between(ats[0], ats[-1])]

    @property
    def selected_ats(self) -> list[range]:
        """The places of the chosen rows, there or not."""
        found = self.selectionModel().selection()
        parts = [found.at(number) for number in range(found.count())]
        return sorted(
            (range(one.top(), one.bottom() + 1) for one in parts), key=lambda ats: ats.start
        )

    @property
    def selected_count(self) -> int:
        """How many rows are chosen, there or not."""
        return sum(len(ats) for ats in self.selected_ats)

    def fit_rows(self) -> None:
        """Give all rows the height that the delegate needs now."""
        self.verticalHeader().setDefaultSectionSize(self.delegate.height)

    def go_to(self, at: int, *, quietly: bool = False) -> None:
        """Let a row have the focus and be the only one chosen; quietly nobody hears of it."""
        self._is_quiet = quietly
        index = self.rows.index(at)
        self.selectionModel().setCurrentIndex(index, SELECT.ClearAndSelect)
        self.scrollTo(index)
        self._is_quiet = False

    def step(self, by: int) -> bool:
        """Go to the next or the previous row; False at the end."""
        at = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
        if not 0 <= at < self.rows.rowCount():
            return False
        self.go_to(at)
        return True

    def leave_all(self) -> None:
        """Let nothing be chosen."""
        self._is_quiet = True
        self.selectionModel().clear()
        self._is_quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take letters as commands, Enter as open, Esc as the way out; the rest is Qt's."""
        if event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self.current is not None:
                self.opened.emit(self.current)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif not self._desk.actions.letter("results", event):
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Let Home and End be the ends of the list, as in any list."""
        ends = {CURSOR.MoveHome: 0, CURSOR.MoveEnd: self.rows.rowCount() - 1}
        if action in ends:
            return self.rows.index(ends[action])
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, not the beginning of a title."""

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Say that other rows are chosen; the base tells the screen reader."""
        super().selectionChanged(selected, deselected)
        if not self._is_quiet:
            self.picked.emit()

    def _on_double_clicked(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)
