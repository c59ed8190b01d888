# SPDX-License-Identifier: MIT
"""What is asked and done about a person: is this the same, merge, keep apart, names; each one step to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from researchdesk.ui.translate import tr
from researchdesk.ui.verbs import merging, name_forms

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from researchdesk.model.people import Person, PersonId, Resemblance
    from researchdesk.ui.desk import Desk


class NameQuestions(QObject):
    """The deeds behind the buttons of a page, and of the list of people who may be one.

    What needs a dialog is asked for by signals: a pane knows none.
    """

    merge_asked = Signal(object, object)  # two PersonIds
    split_asked = Signal(object)  # Person
    edit_asked = Signal(object)  # Person
    name_asked = Signal(object)  # Person who is to have one more name

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk

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
        """Ask for two people to be shown side by side."""
        if person_id == other_id:
            self._desk.say(tr("This is the same person already."))
        else:
            self.merge_asked.emit(person_id, other_id)

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
