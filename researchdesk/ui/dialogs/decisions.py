# SPDX-License-Identifier: MIT
"""A list in which every row waits for a word: one key decides the rows that are chosen, the next one is chosen then."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from researchdesk.ui.guarding import guard
from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.table import WordsTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from researchdesk.library.library import Library
    from researchdesk.model.changes import Changes
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.style import Style

WIDTH, HEIGHT, NAMES = 800, 480, 190  # px at 100 %: the list, its first columns


class Line(Struct, frozen=True):
    """One row: its words by column, and what it stands for."""

    cells: tuple[str, ...]
    value: Any


class Decision(Struct, frozen=True):
    """A word that can be said: its button, its key, and what it does with the rows that are chosen."""

    words: str
    key: Qt.Key
    act: Callable[[list[Any]], object]
    is_first: bool = False


class Matter(Struct, frozen=True):
    """What a list is about."""

    title: str
    lead: str
    nothing: str
    columns: tuple[str, ...]
    read: Callable[[Library], Sequence[Line]]
    decisions: tuple[Decision, ...]
    nouns: tuple[str, ...]  # what may change the rows


class KeyedTable(WordsTable):
    """A table whose letters are decisions; a held key decides nothing."""

    def __init__(self, style: Style, name: str, columns: Sequence[str]) -> None:
        super().__init__(style, name, columns, [NAMES] * (len(columns) - 1))
        self.keys: dict[int, Callable[[], object]] = {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by one key."""
        act = self.keys.get(event.key())
        if act is None or event.modifiers():
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            act()


class Decisions(QDialog):
    """Rows, buttons with their keys, and nothing else."""

    def __init__(self, desk: Desk, matter: Matter, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._matter = matter
        self._lines: list[Line] = []
        self.buttons: list[QPushButton] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(matter.title)
        self.table = KeyedTable(desk.style, matter.title, matter.columns)
        self._build()
        self.resize(desk.style.px(WIDTH), desk.style.px(HEIGHT))
        desk.changed.connect(self._on_changed)
        self._ask()

    def _build(self) -> None:
        style, px = self._desk.style, self._desk.style.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(10))
        column.addWidget(dressing.label(style, self._matter.title, "heading"))
        lead = dressing.label(style, self._matter.lead, "ui", "soft")
        lead.setWordWrap(True)
        column.addWidget(lead)
        column.addWidget(self.table, 1)
        self.nothing = dressing.label(style, self._matter.nothing, "lead", "soft")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        column.addWidget(self.nothing, 1)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        for one in self._matter.decisions:
            key = Qt.Key(one.key).name.removeprefix("Key_")
            made = dressing.button(style, f"{one.words}  {key}", "primary" if one.is_first else "")
            made.setAccessibleName(one.words)
            made.clicked.connect(lambda _=False, one=one: self._decide(one))
            self.table.keys[int(one.key)] = functools.partial(self._decide, one)
            foot.addWidget(made)
            guard(self._desk, made)
            self.buttons.append(made)
        foot.addStretch(1)
        close = dressing.button(style, tr("Close"))
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        column.addLayout(foot)

    def _ask(self) -> None:
        self._desk.ask(self._matter.read, self._put, key=f"decisions {self._matter.title}")

    def _put(self, found: Sequence[Line]) -> None:
        at = max(0, self.table.currentRow())
        had_keys = self.focusWidget() in (None, self.table) or not self._lines
        self._lines = list(found)
        self.table.fill([line.cells for line in found])
        self.table.setVisible(bool(found))
        self.nothing.setVisible(not found)
        for made in self.buttons:
            made.setEnabled(bool(found))
        if found:
            flags = QItemSelectionModel.SelectionFlag
            index = self.table.model().index(min(at, len(found) - 1), 0)
            how = flags.ClearAndSelect | flags.Rows
            self.table.selectionModel().setCurrentIndex(index, how)
            if had_keys:
                self.table.setFocus()

    def _decide(self, one: Decision) -> None:
        if self._desk.is_read_only:
            self._desk.say(self._desk.actions.read_only_words)
            return
        rows = self.table.chosen
        if rows:
            one.act([self._lines[row].value for row in rows])

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*self._matter.nouns):
            self._ask()
