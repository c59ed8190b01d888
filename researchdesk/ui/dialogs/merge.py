# SPDX-License-Identifier: MIT
"""Two people side by side: forms, numbers, articles, notes; choose the name that is shown, and make one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from researchdesk.ui.dialogs.foot import foot
from researchdesk.ui.translate import day, error_sentence, plural, tr
from researchdesk.ui.verbs import identifiers, merging, name_pages
from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.errors import UserError
    from researchdesk.model.name_page import NamePage
    from researchdesk.model.people import Person, PersonId
    from researchdesk.ui.desk import Desk

WIDTH, SIDE = 640, 290  # px at 100 %
TITLES = 5  # articles shown of each


class MergeDialog(QDialog):
    """Keeps the person that more articles name; the other one goes into it."""

    def __init__(
        self, desk: Desk, person_id: PersonId, other_id: PersonId, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ids = (person_id, other_id)
        self._kept: Person | None = None
        self._gone: Person | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Merge two people"))
        self.setMinimumWidth(desk.style.px(WIDTH))
        self._build()
        desk.ask(self._read, self._put, key="merge", failed=self._say)

    def _read(self, library: Library) -> tuple[NamePage, NamePage]:
        one, other = (name_pages.of_person(library, one, TITLES) for one in self._ids)
        return (one, other) if one.total >= other.total else (other, one)

    def _build(self) -> None:
        style, px = self._desk.style, self._desk.style.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(12))
        column.addWidget(dressing.label(style, tr("Are these one person?"), "heading"))
        self._sides = QHBoxLayout()
        self._sides.setSpacing(px(12))
        column.addLayout(self._sides)
        row = QHBoxLayout()
        name = dressing.label(style, tr("Name that is shown"))
        self.names = QComboBox()
        self.names.setFont(style.font("ui"))
        self.names.setAccessibleName(tr("Name that is shown"))
        name.setBuddy(self.names)
        row.addWidget(name)
        row.addWidget(self.names, 1)
        column.addLayout(row)
        self.error = dressing.label(style, "", "small", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        column.addWidget(self.error)
        self.merge = dressing.button(style, tr("Merge"), "primary")
        self.merge.setEnabled(False)
        self.merge.clicked.connect(self._merge)
        column.addLayout(foot(self, style, self.merge))

    def _put(self, pages: tuple[NamePage, NamePage]) -> None:
        self._kept, self._gone = pages[0].person, pages[1].person
        if self._kept is None or self._gone is None:
            return
        for page in pages:
            self._sides.addWidget(self._side(page), 1)
        forms = [form.form for person in (self._kept, self._gone) for form in person.forms]
        self.names.addItems(list(dict.fromkeys([self._kept.preferred_name, *forms])))
        mine, theirs = (
            {one.scheme: one.value for one in who.identifiers} for who in (self._kept, self._gone)
        )
        if any(mine[scheme] != theirs[scheme] for scheme in mine.keys() & theirs.keys()):
            self.error.setText(
                tr("They have different numbers elsewhere, so they may well be two.")
            )
            self.error.show()
        self.merge.setEnabled(True)
        self.merge.setFocus()

    def _side(self, page: NamePage) -> QFrame:
        px, person = self._desk.style.px, page.person
        frame = QFrame()
        frame.setObjectName("card")
        frame.setMinimumWidth(px(SIDE))
        column = QVBoxLayout(frame)
        column.setContentsMargins(px(14), px(12), px(14), px(12))
        column.setSpacing(px(4))
        column.addWidget(self._words(page.name, "heading", ""))
        if person is not None:
            life = (
                f"{day(person.born) or '?'} – {day(person.died)}"
                if person.born or person.died
                else ""
            )
            numbers = (
                f"{identifiers.SCHEMES[one.scheme]} {one.value}" for one in person.identifiers
            )
            others = [form.form for form in person.forms if form.form != person.preferred_name]
            for words in (life, ", ".join(others), " · ".join(numbers), person.remark):
                if words:
                    column.addWidget(self._words(words, "ui", "soft"))
        count = plural("in {n} article", "in {n} articles", page.total)
        column.addWidget(self._words(count, "ui_medium", ""))
        for one in page.articles[:TITLES]:
            column.addWidget(self._words(one.title, "small", "soft"))
        for note in page.notes:
            column.addWidget(self._words(f"{tr('Note')}: {note.title}", "small", "soft"))
        column.addStretch(1)
        return frame

    def _words(self, words: str, role: str, kind: str) -> QLabel:
        made = dressing.label(self._desk.style, words, role, kind)
        made.setWordWrap(True)
        return made

    def _merge(self) -> None:
        kept, gone, name = self._kept, self._gone, self.names.currentText()
        if kept is None or gone is None:
            return
        self.merge.setEnabled(False)
        words = tr("{old} is {name} now.", old=gone.preferred_name, name=name)

        def done(_: object) -> None:
            self.accept()
            self._desk.say(words, undo=True)

        self._desk.change(
            "merge",
            lambda library: merging.merge(library, gone.id, kept.id, name),
            done,
            self._say,
        )

    def _say(self, error: UserError) -> None:
        self.error.setText(error_sentence(error))
        self.error.show()
