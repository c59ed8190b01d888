# SPDX-License-Identifier: MIT
"""The record of a person: the name shown, dates of life, numbers elsewhere, a remark; and one more name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from researchdesk.model.errors import IdentifierTaken
from researchdesk.ui.dialogs.foot import foot
from researchdesk.ui.translate import error_sentence, tr
from researchdesk.ui.verbs import identifiers, people
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.announce import announce

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.errors import UserError
    from researchdesk.model.people import Person, PersonId
    from researchdesk.ui.desk import Desk

WIDTH = 480  # px at 100 %
NUMBERS = {"wikidata": "Q57434", "viaf": "102333412", "isni": "0000 0001 2103 2683"}


class _Form(QDialog):
    """Fields with a sentence for what is wrong, Save and Cancel."""

    def __init__(self, desk: Desk, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(desk.style.px(WIDTH))
        style, px = desk.style, desk.style.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(24), px(20), px(24), px(16))
        self._column.setSpacing(px(12))
        self._column.addWidget(dressing.label(style, title, "heading"))
        self._fields = QFormLayout()
        self._fields.setVerticalSpacing(px(8))
        self._fields.setHorizontalSpacing(px(16))
        self._column.addLayout(self._fields)
        self.error = dressing.label(style, "", "small", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        self._column.addWidget(self.error)
        self.save = dressing.button(style, tr("Save"), "primary")
        self._foot = foot(self, style, self.save)
        self._column.addLayout(self._foot)

    def _field(self, words: str, value: str, example: str = "") -> QLineEdit:
        made = QLineEdit(value)
        made.setFont(self._desk.style.font("ui"))
        made.setAccessibleName(words)
        made.setPlaceholderText(example)
        self._fields.addRow(dressing.label(self._desk.style, words), made)
        return made

    def _say(self, error: UserError) -> None:
        self.error.setText(error_sentence(error))
        self.error.show()
        announce(self, self.error.text())


class PersonRecord(_Form):
    """All fields of a record; one step to undo."""

    def __init__(self, desk: Desk, person: Person, parent: QWidget) -> None:
        super().__init__(desk, tr("Edit {name}", name=person.preferred_name), parent)
        self._person = person
        held = {one.scheme: one.value for one in person.identifiers}
        self.name = self._field(tr("Name that is shown"), person.preferred_name)
        self.born = self._field(tr("Born"), person.born or "", "1970-03-05")
        self.died = self._field(tr("Died"), person.died or "", "2026")
        self.numbers = {
            scheme: self._field(words, held.get(scheme, ""), NUMBERS[scheme])
            for scheme, words in identifiers.SCHEMES.items()
        }
        self.remark = self._field(tr("Remark"), person.remark)
        self._taken: PersonId | None = None
        self._over = parent
        self.merge = dressing.button(desk.style, tr("Merge with…"), "quiet")
        self.merge.hide()
        self.merge.clicked.connect(self._compare)
        self._foot.insertWidget(0, self.merge)
        self.save.clicked.connect(self._save)

    def _save(self) -> None:
        name, held = self.name.text(), self._person
        numbers = {scheme: field.text() for scheme, field in self.numbers.items()}
        born, died, remark = self.born.text(), self.died.text(), self.remark.text()

        def work(library: Library) -> None:
            with library.operation(f"Change {held.preferred_name}"):
                identifiers.describe(
                    library, held.id, born=born, died=died, remark=remark, numbers=numbers
                )
                if " ".join(name.split()) != held.preferred_name:
                    people.rename(library, held.id, name)

        def done(_: object) -> None:
            self.accept()
            self._desk.say(tr("Saved {name}.", name=" ".join(name.split())), undo=True)

        self.error.hide()
        self.merge.hide()
        self._desk.change("change a person", work, done, self._say)

    def _say(self, error: UserError) -> None:
        super()._say(error)
        if isinstance(error, IdentifierTaken):
            self._taken = error.values["person"]  # type: ignore[assignment]
            self.merge.show()

    def _compare(self) -> None:
        from researchdesk.ui.dialogs.merge import MergeDialog

        if self._taken is not None:
            self.accept()
            MergeDialog(self._desk, self._person.id, self._taken, self._over).open()


class NewName(_Form):
    """One more name; `added` says the person and the name."""

    added = Signal(object, str)

    def __init__(self, desk: Desk, person: Person, parent: QWidget) -> None:
        words = tr("Add a name of {name}", name=person.preferred_name)
        super().__init__(desk, words, parent)
        self._person = person
        self.name = self._field(tr("One more name"), "")
        self.name.setFocus()
        self.save.clicked.connect(self._save)

    def _save(self) -> None:
        name = self.name.text()

        def done(held: Person) -> None:
            self.accept()
            self.added.emit(held, " ".join(name.split()))

        self._desk.change(
            "add a name",
            lambda library: people.add_variant(library, self._person.id, name),
            done,
            self._say,
        )
