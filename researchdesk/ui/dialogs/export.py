# SPDX-License-Identifier: MIT
"""Choose what is exported and in which form; the file is named afterwards, where the system asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from researchdesk.model.exporting import FORMS
from researchdesk.model.file_names import stem_of
from researchdesk.ui.dialogs.foot import foot
from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.model.exporting import Form
    from researchdesk.ui.style import Style

WIDTH = 500  # px at 100 %
REMARKS = {
    "markdown": "A note with its sources below it, or articles with what was marked",
    "html": "The same to read in any browser, without a connection",
    "jsonld": "Passages, articles and notes; comes back by importing it",
    "folder": "Notes and articles to read, and all that comes back by importing it",
    "csl-json": "For Zotero, pandoc and citation programs",
    "ris": "For EndNote, Mendeley and Zotero",
    "bibtex": "For LaTeX and JabRef",
    "wacz": "The pages as they were received, for players of web archives",
    "open": "All there is, to read without this program; comes back as an equal library",
    "followthemoney": "Who is named in which article, for Aleph and its like",
}


class ExportDialog(QDialog):
    """What, in which form, and the way to the place of the file."""

    asked = Signal(str, object, object)  # what, Form, Path

    def __init__(
        self, style: Style, parent: QWidget, choices: Sequence[tuple[str, str, str]]
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._chosen = 0
        self._titles = [title for _, _, title in choices]
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Export"))
        self.setFixedWidth(style.px(WIDTH))
        self.what = QComboBox()
        self.what.setFont(style.font("ui"))
        self.what.setAccessibleName(tr("What to export"))
        for name, words, _ in choices:
            self.what.addItem(words, name)
        self.forms = {one.name: QRadioButton(tr(one.words)) for one in FORMS}
        self.save = dressing.button(style, tr("Choose the place…"), "primary", "ui_strong")
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save)
        self._build()

    @property
    def form(self) -> Form:
        """The form that is chosen."""
        return next(one for one in FORMS if self.forms[one.name].isChecked())

    def _build(self) -> None:
        style, px = self._style, self._style.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(2))
        words = dressing.label(style, tr("What to export"), "ui_medium")
        words.setBuddy(self.what)
        column.addWidget(words)
        column.addWidget(self.what)
        column.addSpacing(px(10))
        for one in FORMS:
            box = self.forms[one.name]
            box.setFont(style.font("ui"))
            remark = dressing.label(style, tr(REMARKS[one.name]), "small", "soft")
            remark.setIndent(px(24))
            remark.setWordWrap(True)
            box.setAccessibleDescription(remark.text())
            column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)  # elsewhere a click does nothing
            column.addWidget(remark)
            column.addSpacing(px(6))
        self.forms["markdown"].setChecked(True)
        self.forms["open"].toggled.connect(self._on_open)
        column.addSpacing(px(8))
        last = foot(self, style, self.save)
        last.setSpacing(px(8))
        column.addLayout(last)
        self.forms["markdown"].setFocus()

    def _on_open(self, is_open: bool) -> None:
        """Show that this form is of all the library; what was chosen comes back with another form."""
        if is_open:
            self._chosen = self.what.currentIndex()
            self.what.setCurrentIndex(self.what.findData("all"))
        else:
            self.what.setCurrentIndex(self._chosen)
        self.what.setEnabled(not is_open)

    def _on_save(self) -> None:
        form = self.form
        title = self._titles[self.what.currentIndex()]
        name = stem_of(title, form.ending, tr("Export"))
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder or Path.home()) / (name + form.ending))
        kinds = f"{tr(form.words)} (*{form.ending})" if form.ending else ""
        found, _ = QFileDialog.getSaveFileName(self, tr("Export"), start, kinds)
        if found:
            place = Path(found)
            has_ending = place.suffix or not form.ending
            made = place if has_ending else place.with_name(place.name + form.ending)
            self.asked.emit(self.what.currentData(), form, made)
            self.accept()
