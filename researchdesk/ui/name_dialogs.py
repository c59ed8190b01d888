# SPDX-License-Identifier: MIT
"""Opens what a page or a list asks for about people: side by side, split, the record, one more name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from researchdesk.ui.translate import plural, tr
from researchdesk.ui.verbs import name_forms

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from researchdesk.model.people import Person, PersonId
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.name_questions import NameQuestions


class NameDialogs(QObject):
    """Serves the questions of one pane or list."""

    def __init__(self, desk: Desk, questions: NameQuestions, over: QWidget) -> None:
        super().__init__(questions)
        self._desk = desk
        self._over = over
        questions.merge_asked.connect(self._merge)
        questions.split_asked.connect(self._split)
        questions.edit_asked.connect(self._edit)
        questions.name_asked.connect(self._add_name)

    def _merge(self, person_id: PersonId, other_id: PersonId) -> None:
        from researchdesk.ui.dialogs.merge import MergeDialog

        MergeDialog(self._desk, person_id, other_id, self._over.window()).open()

    def _split(self, person: Person) -> None:
        from researchdesk.ui.dialogs.split import SplitDialog

        SplitDialog(self._desk, person, self._over.window()).open()

    def _edit(self, person: Person) -> None:
        from researchdesk.ui.dialogs.person_record import PersonRecord

        PersonRecord(self._desk, person, self._over.window()).open()

    def _add_name(self, person: Person) -> None:
        from researchdesk.ui.dialogs.person_record import NewName

        dialog = NewName(self._desk, person, self._over.window())
        dialog.added.connect(self._offer)
        dialog.open()

    def _offer(self, person: Person, form: str) -> None:
        """Say how many articles hold a new name, and offer to propose the person there."""

        def offer(count: int) -> None:
            said = tr("{person} is also known as {name}.", person=person.preferred_name, name=form)
            if not count:
                self._desk.say(said, undo=True)
                return
            words = plural("{n} article contains it.", "{n} articles contain it.", count)
            way = (tr("Suggest it there"), lambda: self._suggest(person, form))
            self._desk.say(f"{said} {words}", undo=True, action=way)

        self._desk.ask(
            lambda library: len(name_forms.holding(library, person.id, form)), offer, key="new name"
        )

    def _suggest(self, person: Person, form: str) -> None:
        def said(count: int) -> None:
            self._desk.say(plural("Suggested in {n} article.", "Suggested in {n} articles.", count))

        self._desk.change(
            "suggest a name", lambda library: name_forms.suggest(library, person.id, form), said
        )
