# SPDX-License-Identifier: MIT
"""The page of a person or a country, in the place of the text: who it is, where it is named, with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from researchdesk.model.people import PersonId
from researchdesk.ui.panes.name_page_parts import Parts
from researchdesk.ui.panes.name_questions import NameQuestions
from researchdesk.ui.panes.tag_box import TagBox
from researchdesk.ui.translate import tr
from researchdesk.ui.verbs import name_pages, people, resembling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from researchdesk.library.library import Library
    from researchdesk.model.changes import Changes
    from researchdesk.model.name_page import NamePage
    from researchdesk.model.people import Resemblance
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.tagging import Choice
    from researchdesk.ui.places import Place

WIDTH = 700  # px at 100 %
SHOWN = (
    "person",
    "name_form",
    "identifier",
    "mention",
    "article",
    "note",
    "citation",
    "distinct_people",
)
MOST_QUESTIONS = 2


class Held(Struct, frozen=True):
    """What the page shows: the page itself, and who the person may be, too."""

    page: NamePage
    likely: Sequence[Resemblance] = ()


class NamePagePane(QScrollArea):
    """One page; `moved` says that the person is another one by now."""

    moved = Signal(object, str)  # the number and the name of the person that this one is now

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._place: Place | None = None
        self._limit = 0
        self.held: Held | None = None
        self.setObjectName("name_page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Page"))
        self.box = TagBox(desk, self)
        self.questions = NameQuestions(desk, self)
        self.box.chosen.connect(self._on_other)
        desk.changed.connect(self._on_changed)
        desk.style.changed.connect(self._draw)

    @property
    def place(self) -> Place | None:
        """The person or country that is shown; None while the page is closed."""
        return self._place

    def open(self, place: Place) -> None:
        """Show the page of a person or a country."""
        if place != self._place:
            self._limit = name_pages.PART
            self.held = None
            self.setWidget(QWidget())
        self._place = place
        self._ask()

    def close_page(self) -> None:
        """Show nothing; whatever is still asked for comes to nothing."""
        self._place = None

    def take_keys(self) -> None:
        """Let the page have the keys."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_other(self) -> None:
        """Ask which person is the same as this one."""
        corner = QRect(self.viewport().width() // 3, 90, 1, 1)
        person = self.held.page.person if self.held is not None else None
        words = tr("Who is the same person?")
        self.box.open("", corner, people_only=True, title=words, without=str(person and person.id))

    def show_more(self) -> None:
        """Show the next part of the list of articles."""
        self._limit += name_pages.PART
        self._ask()

    # -- private

    def _ask(self) -> None:
        place, limit = self._place, self._limit
        if place is None:
            return

        def work(library: Library) -> Held:
            if place.kind == "country":
                return Held(name_pages.of_country(library, str(place.value), limit))
            page = name_pages.of_person(library, PersonId(int(place.value)), limit)
            likely = resembling.like(library, PersonId(int(place.value)))
            return Held(page, likely[:MOST_QUESTIONS])

        self._desk.ask(work, lambda held: self._on_held(place, held), key="name page")

    def _on_held(self, place: Place, held: Held) -> None:
        if place != self._place:
            return
        self.held = held
        person = held.page.person
        if person is not None and person.id != place.value:
            self.moved.emit(person.id, person.preferred_name)
            return
        self._draw()

    def _draw(self) -> None:
        if self.held is None or self._place is None:
            return
        style, at = self._desk.style, self.verticalScrollBar().value()
        holder = self.window().focusWidget()
        had_keys = holder is not None and self.isAncestorOf(holder)
        name = holder.accessibleName() if holder is not None and had_keys else ""
        sheet = QWidget()
        sheet.setObjectName("name_sheet")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(sheet)
        row.setContentsMargins(style.px(28), style.px(22), style.px(28), style.px(24))
        inner = QWidget()
        inner.setMaximumWidth(style.px(WIDTH))
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(4))
        Parts(self._desk, self, column).build(self.held.page, self.held.likely)
        column.addStretch(1)
        self.setWidget(sheet)
        self.setAccessibleName(tr("Page of {name}", name=self.held.page.name))
        sheet.show()
        self.verticalScrollBar().setValue(at)
        if had_keys:
            same = [
                one for one in sheet.findChildren(QWidget) if name and one.accessibleName() == name
            ]
            (same[0] if same else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_other(self, choice: Choice) -> None:
        if choice.kind == "person" and self.held is not None and self.held.page.person is not None:
            self.questions.merge(self.held.page.person.id, PersonId(int(choice.key)))
        else:
            self._desk.say(tr("Choose a person of the library."))

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*SHOWN):
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say yes or no to the question that stands on top, by one key."""
        likely = self.held.likely if self.held is not None else ()
        can_say = not event.isAutoRepeat() and not event.modifiers() and not self._desk.is_read_only
        if likely and can_say:
            if event.key() == Qt.Key.Key_Y:
                self.questions.say_yes(likely[0])
                return
            if event.key() == Qt.Key.Key_N:
                self.questions.say_no(likely[0])
                return
        super().keyPressEvent(event)

    def pin(self) -> None:
        """Let the person stand first in the navigation, or no longer."""
        person = self.held.page.person if self.held is not None else None
        if person is not None:
            self._desk.change(
                "pin",
                lambda library: people.pin(library, person.id, is_pinned=not person.is_pinned),
            )
