# SPDX-License-Identifier: MIT
"""Choose what is imported: a folder with all in it, or a file; what is wrong is said at the field."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from researchdesk.model.clipping import Source
from researchdesk.model.formats import FORMATS
from researchdesk.ui.dialogs.foot import foot
from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.announce import announce

if TYPE_CHECKING:
    from researchdesk.model.errors import PasswordWanted
    from researchdesk.ui.style import Style

WIDTH = 560  # px at 100 %


class _Dialog(QDialog):
    """A title, some words, one field, an error below it, and a button that takes what is written."""

    asked = Signal(object)  # Source

    def __init__(self, style: Style, parent: QWidget, title: str, label: str, act: str) -> None:
        super().__init__(parent)
        self._style = style
        self.setModal(True)
        self.setWindowTitle(title)
        self.field = QLineEdit()
        self.field.setFont(style.font("ui"))
        self.field.setAccessibleName(label)
        self.error = dressing.label(style, "", "small", "error")
        self.error.setWordWrap(True)
        self.take = dressing.button(style, act, "primary", "ui_strong")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*(style.px(n) for n in (24, 20, 24, 16)))
        self.column.setSpacing(style.px(6))
        self.setFixedWidth(style.px(WIDTH))
        words = dressing.label(style, label, "ui_medium")
        words.setBuddy(self.field)
        self.column.addWidget(words)
        self.field.textEdited.connect(self.error.clear)

    def finish(self, *beside: QWidget) -> None:
        """Put the error and the row of buttons at the foot."""
        self.column.addWidget(self.error)
        self.column.addSpacing(self._style.px(6))
        self.column.addLayout(foot(self, self._style, self.take, *beside))
        self.field.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say at the field what is wrong."""
        self.error.setText(sentence)
        announce(self.error, sentence)
        self.adjustSize()


class ImportDialog(_Dialog):
    """One field for the path, two buttons that fill it."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        title = tr("Import an archive")
        super().__init__(style, parent, title, tr("Folder or file"), tr("Import"))
        self.column.addWidget(self.field)
        kinds = ", ".join(tr(one.words) for one in FORMATS)
        words = tr(
            "Everything in a folder is read, and what cannot be read is listed with its reason."
            " Formats: {kinds}.",
            kinds=kinds,
        )
        note = dressing.label(style, words, "small", "soft")
        note.setWordWrap(True)
        self.column.addWidget(note)
        folder = dressing.button(style, tr("Choose a folder…"), "quiet flush")
        file = dressing.button(style, tr("Choose a file…"), "quiet")
        folder.clicked.connect(self._on_folder)
        file.clicked.connect(self._on_file)
        self.take.clicked.connect(self._on_take)
        self.finish(folder, file)

    def _on_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.windowTitle(), self._start())
        if found:
            self.field.setText(found)

    def _on_file(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, self.windowTitle(), self._start())
        if found:
            self.field.setText(found)

    def _start(self) -> str:
        return self.field.text().strip() or str(Path.home())

    def _on_take(self) -> None:
        typed = self.field.text().strip()
        path = Path(typed).expanduser()
        if not typed:
            self.refuse(tr("Choose a folder or a file, or write where it is."))
        elif not path.exists():
            self.refuse(tr("There is no folder and no file {path}.", path=typed))
        else:
            self.accept()
            self.asked.emit(Source("file", str(path)))


class PasswordDialog(_Dialog):
    """Asks for the password of a file that is locked."""

    def __init__(
        self, style: Style, parent: QWidget, source: Source, error: PasswordWanted
    ) -> None:
        label = tr("Password of {name}", name=Path(source.value).name)
        super().__init__(style, parent, tr("A locked file"), label, tr("Open"))
        self._source = source
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.column.addWidget(self.field)
        self.take.clicked.connect(self._on_take)
        self.finish()
        if error.values.get("is_wrong") in (True, "True"):
            self.refuse(tr("This password does not open the file."))

    def _on_take(self) -> None:
        from msgspec import structs

        if not self.field.text():
            self.refuse(tr("Write the password."))
            return
        self.accept()
        self.asked.emit(structs.replace(self._source, password=self.field.text()))
