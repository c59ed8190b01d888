# SPDX-License-Identifier: MIT
"""The history of deeds: the newest first, by days; taken back, or done again, as far as one of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from researchdesk.ui.dialogs.question import Question
from researchdesk.ui.panes.finding import find
from researchdesk.ui.translate import clock, from_below, plural, tr, written
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.table import WordsTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.changes import Changes, HistoryStep
    from researchdesk.model.errors import UserError
    from researchdesk.ui.desk import Desk

WIDTH, HEIGHT, TIMES = 620, 560, 80  # px at 100 %


class DeedsDialog(QDialog):
    """A row a deed; those that were taken back stand above the others, faint."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._steps: list[HistoryStep] = []
        self._rows: list[HistoryStep | None] = []  # None: the head of a day
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("History"))
        self._build()
        self.resize(desk.style.px(WIDTH), desk.style.px(HEIGHT))
        desk.changed.connect(self._ask)
        self._ask()

    def _build(self) -> None:
        style, px = self._desk.style, self._desk.style.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(10))
        column.addWidget(dressing.label(style, tr("History"), "heading"))
        self._lead = dressing.label(style, "", "ui", "soft")
        self._lead.setWordWrap(True)
        column.addWidget(self._lead)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Filter deeds"))
        self.field.setAccessibleName(tr("Filter deeds"))
        self.field.setClearButtonEnabled(True)
        self.field.setProperty(dressing.ROLE, "ui")
        self.field.setFont(style.font("ui"))
        self.field.textChanged.connect(self._show)
        column.addWidget(self.field)
        self.table = WordsTable(style, tr("History"), (tr("Time"), tr("Deed")), (TIMES,))
        self.table.setSelectionMode(WordsTable.SelectionMode.SingleSelection)
        self.table.itemSelectionChanged.connect(self._on_chosen)
        self.table.activated.connect(lambda _: self._ask_whether())
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        self.deed = dressing.button(style, tr("Undo back to here"))
        self.deed.setEnabled(False)
        self.deed.clicked.connect(self._ask_whether)
        row.addWidget(self.deed)
        row.addStretch(1)
        close = dressing.button(style, tr("Close"), "primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)

    # -- what is shown

    def _ask(self, changes: Changes | None = None) -> None:
        if changes is None or changes.ids:
            self._desk.ask(_steps, self._put, key="history of deeds")

    def _put(self, steps: list[HistoryStep]) -> None:
        undone = sorted((one for one in steps if one.is_redo), key=lambda one: one.id)
        self._steps = [*undone, *(one for one in steps if not one.is_redo)]
        words = tr("Choose a deed to take it back together with all that was done after it.")
        self._lead.setText(words if steps else tr("Nothing was done yet that could be undone."))
        self._show()

    def _show(self) -> None:
        wanted = self.field.text().strip()
        found = [one for one in self._steps if not wanted or find(from_below(one.label), wanted)]
        self._rows, cells, day = [], [], None
        for one in found:
            at = datetime.fromtimestamp(one.at).astimezone()
            if at.date() != day:
                day = at.date()
                self._rows.append(None)
                cells.append((written(day, "d MMMM yyyy"), ""))
            self._rows.append(one)
            label = from_below(one.label)
            shown = tr("{deed} (undone)", deed=label) if one.is_redo else label
            cells.append((clock(at), shown))
        self.table.fill(cells)
        for row, step in enumerate(self._rows):
            if step is None:
                self.table.make_head(row)
            elif step.is_redo:
                self.table.make_faint(row)
        self._on_chosen()

    def _on_chosen(self) -> None:
        step = self._chosen()
        self.deed.setEnabled(step is not None and self._can_write())
        if step is None:
            self.deed.setText(tr("Undo back to here"))
            return
        n = len(self._between(step))
        if step.is_redo:
            self.deed.setText(plural("Redo 1 deed", "Redo {n} deeds", n))
        else:
            self.deed.setText(plural("Undo 1 deed", "Undo {n} deeds", n))

    def _can_write(self) -> bool:
        return self._desk.library is not None and not self._desk.library.is_read_only

    def _chosen(self) -> HistoryStep | None:
        chosen = self.table.chosen
        return self._rows[chosen[0]] if chosen else None

    def _between(self, step: HistoryStep) -> Sequence[HistoryStep]:
        """Give the deeds that go with one, that included."""
        return [one for one in self._steps if one.is_redo == step.is_redo and one.id >= step.id]

    # -- what is done

    def _ask_whether(self) -> None:
        step = self._chosen()
        if step is None or not self._can_write():
            return
        n, deed = len(self._between(step)) - 1, from_below(step.label)
        if step.is_redo and n:
            words = plural(
                "Do “{deed}” again, and 1 deed before it?",
                "Do “{deed}” again, and {n} deeds before it?",
                n,
                deed=deed,
            )
        elif step.is_redo:
            words = tr("Do “{deed}” again?", deed=deed)
        elif n:
            words = plural(
                "Take “{deed}” back, and 1 deed after it? Redo brings them again.",
                "Take “{deed}” back, and {n} deeds after it? Redo brings them again.",
                n,
                deed=deed,
            )
        else:
            words = tr("Take “{deed}” back? Redo brings it again.", deed=deed)
        ways = [(self.deed.text(), lambda: self._do(step)), (tr("Cancel"), lambda: None)]
        Question(self._desk.style, self, words, ways).open()

    def _do(self, step: HistoryStep) -> None:
        def work(library: Library) -> list[Changes]:
            return library.redo_to(step.id) if step.is_redo else library.undo_to(step.id)

        self._desk.flush()
        then = self._on_redone if step.is_redo else self._on_undone
        self._desk.change("undo to a step", work, then, self._on_failed)

    def _on_undone(self, done: list[Changes]) -> None:
        words = plural("Undone: 1 deed", "Undone: {n} deeds", len(done))
        again = (tr("Redo"), lambda: self._desk.actions.trigger("redo"))
        self._desk.say(words, action=again)

    def _on_redone(self, done: list[Changes]) -> None:
        words = plural("Done again: 1 deed", "Done again: {n} deeds", len(done))
        self._desk.say(words, undo=True)

    def _on_failed(self, error: UserError) -> None:
        self._ask()
        self._desk.fail(error)


def _steps(library: Library) -> list[HistoryStep]:
    return library.history()
