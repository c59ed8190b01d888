# SPDX-License-Identifier: MIT
"""Tick the names and the articles that are somebody else's: they become a new person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from researchdesk.ui.dialogs.foot import foot
from researchdesk.ui.translate import error_sentence, tr
from researchdesk.ui.verbs import merging, name_pages
from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from researchdesk.model.errors import UserError
    from researchdesk.model.name_page import NamePage
    from researchdesk.model.people import Person
    from researchdesk.ui.desk import Desk

WIDTH, LINES = 560, 150  # px at 100 %: the dialog, each list
MOST = 500  # articles that can be ticked


class SplitDialog(QDialog):
    """Names, articles, the name of the new person."""

    def __init__(self, desk: Desk, person: Person, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person = person
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Split {name}", name=person.preferred_name))
        self.setMinimumWidth(desk.style.px(WIDTH))
        self.forms = self._list(tr("Names of somebody else"))
        self.articles = self._list(tr("Articles that name somebody else"))
        self.name = QLineEdit()
        self._build()
        for form in person.forms:
            _add(self.forms, form.form, form.form)
        self.forms.setCurrentRow(0)
        desk.ask(
            lambda library: name_pages.of_person(library, person.id, MOST), self._put, key="split"
        )

    def _build(self) -> None:
        style, px = self._desk.style, self._desk.style.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(8))
        words = tr("Tick what is somebody else's. It becomes a new person.")
        column.addWidget(dressing.label(style, words, "heading"))
        for made in (self.forms, self.articles):
            column.addWidget(dressing.label(style, made.accessibleName(), "small", "soft"))
            column.addWidget(made)
        title = tr("Name of the new person")
        column.addWidget(dressing.label(style, title, "small", "soft"))
        self.name.setAccessibleName(title)
        self.name.setPlaceholderText(tr("The first name ticked"))
        self.name.setFont(style.font("ui"))
        column.addWidget(self.name)
        self.error = dressing.label(style, "", "small", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        column.addWidget(self.error)
        self.split = dressing.button(style, tr("Make a new person"), "primary")
        self.split.clicked.connect(self._split)
        column.addLayout(foot(self, style, self.split))

    def _list(self, name: str) -> QListWidget:
        made = QListWidget()
        made.setObjectName("ticks")
        made.setAccessibleName(name)
        made.setFont(self._desk.style.font("ui"))
        made.setMinimumHeight(self._desk.style.px(LINES))
        made.setWordWrap(True)
        made.setSpacing(self._desk.style.px(3))
        return made

    def _put(self, page: NamePage) -> None:
        for one in page.articles:
            _add(self.articles, one.title, int(one.article_id))

    def _split(self) -> None:
        forms, numbers = _ticked(self.forms), _ticked(self.articles)
        name, held = self.name.text().strip(), self._person

        def done(new: Person) -> None:
            self.accept()
            self._desk.say(
                tr(
                    "{new} is a person apart from {name}.",
                    new=new.preferred_name,
                    name=held.preferred_name,
                ),
                undo=True,
            )

        self._desk.change(
            "split",
            lambda library: merging.split(library, held.id, forms, numbers, name or None),
            done,
            self._say,
        )

    def _say(self, error: UserError) -> None:
        self.error.setText(error_sentence(error))
        self.error.show()


def _add(made: QListWidget, words: str, value: object) -> None:
    item = QListWidgetItem(words, made)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Unchecked)
    item.setData(Qt.ItemDataRole.UserRole, value)


def _ticked(made: QListWidget) -> list[Any]:
    items = [made.item(at) for at in range(made.count())]
    return [
        one.data(Qt.ItemDataRole.UserRole)
        for one in items
        if one.checkState() is Qt.CheckState.Checked
    ]
