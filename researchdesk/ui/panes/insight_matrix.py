# SPDX-License-Identifier: MIT
"""Names against articles, months, years or countries: a list is pasted or opened, a number leads to sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QWidget

from researchdesk.model.errors import UserError
from researchdesk.ui.panes.insight_face import InsightFace
from researchdesk.ui.translate import country, day, error_sentence, plural, tr
from researchdesk.ui.verbs import matrix, name_lists
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.figures import Figure, FigureTable

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.library.matrix import TableForm
    from researchdesk.model.insight import Column, Matrix, MatrixRow
    from researchdesk.ui.desk import Desk

LINES = 4  # of the field for names
PASTED_AT_ONCE = 2_500  # lines: 100,000 held the window up for 1.6 s
APART = {"undated": "No date", "vague": "Date less precise", "none": "No country"}
FITS = {
    "by ear": "may be {name}",
    "several": "fits several people",
    "unknown": "fits nobody",
}


class NamesField(QPlainTextEdit):
    """The field for names. What is too long to be laid out at once is not put into it, but handed over to be read."""

    pasted_long = Signal(str)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take in what is pasted or dropped."""
        text = source.text()
        if text.count("\n") > PASTED_AT_ONCE:
            self.pasted_long.emit(text)
        else:
            super().insertFromMimeData(source)


class InsightMatrix(InsightFace):
    """The face Matrix."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.chosen_anew.connect(self.refresh)
        self._matrix: Matrix | None = None
        self._file: Path | None = None
        style, px = desk.style, desk.style.px
        self.names = NamesField()
        self.names.pasted_long.connect(self._read_pasted)
        self.names.setObjectName("pasted")
        self.names.setAccessibleName(tr("Names, one a line"))
        self.names.setPlaceholderText(
            tr("Paste names here: one a line, “Surname, Name” too, or a column of a table")
        )
        self.names.setTabChangesFocus(True)
        self.names.setProperty(dressing.ROLE, "ui")
        self.names.setFont(style.font("ui"))
        self.names.setFixedHeight(round(style.metrics("ui").lineSpacing() * LINES) + px(16))
        self.column.insertWidget(0, self.names)
        self.by = self.choice(
            tr("Columns"),
            (
                ("month", tr("By month")),
                ("year", tr("By year")),
                ("country", tr("By country")),
                ("article", tr("By article")),
            ),
        )
        self.counts = self.choice(
            tr("What is counted"), (("tags", tr("Tags")), ("text", tr("Words in the text")))
        )
        self.count = dressing.button(style, tr("Count"), "primary")
        self.count.clicked.connect(self._count)
        self.open_file = dressing.button(style, tr("Open a list…"))
        self.open_file.clicked.connect(self._open_list)
        self.save = dressing.button(style, tr("Save the table…"))
        self.save.clicked.connect(self._save)
        self.save.setEnabled(False)
        for one in (self.count, self.open_file, self.by, self.counts):
            self.controls.addWidget(one)
        self.controls.addStretch(1)
        self.said = dressing.label(style, "", "ui", "soft")
        self.said.setWordWrap(True)
        below = QHBoxLayout()
        below.addWidget(self.said, 1)
        below.addWidget(self.save)
        self.column.addLayout(below)
        self.table = FigureTable(style, tr("Names in articles"), has_shades=True)
        self.table.opened.connect(self._on_opened)
        self.column.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Count again what is in the field, where anything was counted."""
        if self._matrix is not None:
            self._ask()

    def restyle(self) -> None:
        """Take the look as it is now."""
        super().restyle()
        self.table.restyle()

    def take_keys(self) -> None:
        """Let the field for names have the keys."""
        self.names.setFocus()

    def _count(self) -> None:
        if not self.names.toPlainText().strip():
            self._refuse(tr("Paste some names first, one a line."))
            return
        self._ask()

    def _ask(self) -> None:
        text, by = self.names.toPlainText(), self.by.currentData()

        def work(library: Library) -> Matrix:
            return matrix.make(library, name_lists.read(text), by)

        self.desk.ask(work, self._put, key="insight matrix", failed=self._on_failed)

    def _on_failed(self, error: UserError) -> None:
        self._refuse(error_sentence(error))

    def _refuse(self, words: str) -> None:
        self._matrix = None
        self.table.put([], [])
        self.save.setEnabled(False)
        self.said.setText(words)
        self.names.setFocus()

    def _put(self, made: Matrix) -> None:
        had_keys = self.count.hasFocus()
        self._matrix = made
        counts = self.counts.currentData()
        known = sum(row.fit != "unknown" for row in made.rows)
        words = plural("1 name", "{n} names", len(made.rows))
        self.said.setText(f"{words} · {tr('{n} known', n=known)}")
        if counts == "text" and any(row.text is None for row in made.rows):
            self.said.setText(tr("The search index is being built. Count again in a moment."))
        heads = (tr("Name"), tr("All"), *(_head(made, one) for one in made.columns))
        self.table.put(heads, [_row(made, row, counts) for row in made.rows])
        self.save.setEnabled(True)
        if had_keys:
            self.table.setFocus()

    def _on_opened(self, row: int, column: int) -> None:
        made, counts = self._matrix, self.counts.currentData()
        if made is None or not self.table.figures.cell(
            self.table.figures.index(row, max(1, column))
        ):
            return
        key = made.columns[column - 2].key if column > 1 else ""
        title = made.rows[row].name
        if column > 1:
            title = f"{title} · {self.table.figures.heads[column]}"
        self.opened.emit(title, matrix.opening(made, row, key, counts), "entity.person")

    def _open_list(self) -> None:
        kinds = f"{tr('Lists of names')} (*.txt *.csv *.tsv);;{tr('All files')} (*)"
        found, _ = QFileDialog.getOpenFileName(self, tr("Open a list…"), "", kinds)
        if found:
            self.desk.jobs.ask(
                lambda _: name_lists.read_file(Path(found)), self._put_names, self._on_file_failed
            )

    def _read_pasted(self, text: str) -> None:
        self.desk.jobs.ask(lambda _: name_lists.read(text), self._put_names, self._on_file_failed)

    def _put_names(self, found: list[str]) -> None:
        self.names.setPlainText("\n".join(found))
        self._ask()

    def _on_file_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._on_failed(error)

    def _save(self) -> None:
        made, counts = self._matrix, self.counts.currentData()
        if made is None:
            return
        kinds = f"{tr('Table (CSV)')} (*.csv);;{tr('Web page')} (*.html)"
        found, kind = QFileDialog.getSaveFileName(self, tr("Save the table…"), "names.csv", kinds)
        if not found:
            return
        place = Path(found)
        form: TableForm = "html" if place.suffix.lower() == ".html" or "(*.html)" in kind else "csv"
        place = place if place.suffix else place.with_suffix(f".{form}")
        self.desk.ask(
            lambda _: matrix.write(made, counts, place, form),
            lambda written: self.desk.say(tr("Saved as {name}.", name=written.name)),
        )


def _head(made: Matrix, column: Column) -> str:
    if column.key in APART:
        return tr(APART[column.key])
    if made.by == "country":
        return country(column.key, column.label)
    return column.label if made.by == "article" else day(column.key)


def _row(made: Matrix, row: MatrixRow, counts: str) -> Figure:
    cells = (row.tags if counts == "tags" else row.text) or {}
    total = row.tags_total if counts == "tags" else row.text_total
    remark = ""
    if row.fit in FITS:
        name = row.people[0].name if row.people else ""
        remark = tr(FITS[row.fit], name=name)
    return Figure(
        row.name, (total, *(cells.get(one.key, 0) for one in made.columns)), "accent.tint", remark
    )
