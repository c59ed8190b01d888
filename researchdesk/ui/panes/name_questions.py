# SPDX-License-Identifier: MIT
"""What is asked and done about a person: is this the same, merge, split, edit, names; each one step to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from researchdesk.ui.translate import plural, tr
from researchdesk.ui.verbs import merging, name_forms

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from researchdesk.model.people import Person, PersonId, Resemblance
    from researchdesk.ui.desk import Desk


class NameQuestions(QObject):
    """The deeds behind the buttons of a page, and of the list of people who may be one."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over

    def say_yes(self, two: Resemblance) -> None:
        """Make one of two people: the one that fewer articles name goes into the other."""
        into, old = two.one, two.other
        if old.article_count > into.article_count:
            into, old = old, into
        self._desk.change(
            "merge",
            lambda library: merging.merge(library, old.id, into.id),
            lambda held: self._desk.say(
                tr("{old} is {name} now.", old=old.preferred_name, name=held.preferred_name),
                undo=True,
            ),
        )

    def say_no(self, two: Resemblance) -> None:
        """Remember that two people are not the same."""
        words = tr(
            "{name} and {other} are kept apart.",
            name=two.one.preferred_name,
            other=two.other.preferred_name,
        )
        self._desk.change(
            "keep apart",
            lambda library: merging.keep_apart(library, two.one.id, two.other.id),
            lambda _: self._desk.say(words, undo=True),
        )

    def merge(self, person_id: PersonId, other_id: PersonId) -> None:
        """Show two people side by side, to be made one."""
        from researchdesk.ui.dialogs.merge import MergeDialog

        if person_id == other_id:
            self._desk.say(tr("This is the same person already."))
        else:
            MergeDialog(self._desk, person_id, other_id, self._over.window()).open()

    def split(self, person: Person) -> None:
        """Let names and articles be ticked that belong to somebody else."""
        from researchdesk.ui.dialogs.split import SplitDialog

        SplitDialog(self._desk, person, self._over.window()).open()

    def edit(self, person: Person) -> None:
        """Let the record be written."""
        from researchdesk.ui.dialogs.person_record import PersonRecord

        PersonRecord(self._desk, person, self._over.window()).open()

    def add_name(self, person: Person) -> None:
        """Ask for one more name of a person."""
        from researchdesk.ui.dialogs.person_record import NewName

        dialog = NewName(self._desk, person, self._over.window())
        dialog.added.connect(self._offer)
        dialog.open()

    def take_name(self, person: Person, form: str) -> None:
        """Let a person no longer be known by a name."""
        words = tr(
            "{name} is no name of {person} any more.", name=form, person=person.preferred_name
        )
        self._desk.change(
            "take a name away",
            lambda library: name_forms.take_away(library, person.id, form),
            lambda _: self._desk.say(words, undo=True),
        )

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


def reason_of(two: Resemblance) -> str:
    """Say why two people may be one."""
    mine, theirs = two.forms
    if two.is_same_key:
        parts = [tr("The same name: {name} and {other}.", name=mine, other=theirs)]
    else:
        parts = [tr("{name} and {other} may be one name.", name=mine, other=theirs)]
    if two.is_same_birth:
        parts.append(tr("Born in the same year."))
    if two.shared:
        parts.append(tr("Both are named with {names}.", names=", ".join(two.shared)))
    return " ".join(parts)
