# SPDX-License-Identifier: MIT
"""The box of T: a field that finds people by any form, countries and tags; Enter takes the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from researchdesk.ui.panes import tagging
from researchdesk.ui.translate import tr
from researchdesk.ui.widgets.choice_list import ChoiceList, Row
from researchdesk.ui.widgets.raised import Raised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from researchdesk.library.library import Library
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.tagging import Choice

WIDTH = 340  # px at 100 %
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TagBox(Raised):
    """Ask who or what is meant; `chosen` carries the Choice. What is in the box is made when it is first opened."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.style, parent)
        self._desk = desk
        self._choices: list[Choice] = []
        self._people_only = False
        self._tags_only = False
        self._without = ""  # the key of the one who asks
        self._is_waiting = False  # Enter came before the answer

    def _build(self) -> None:
        style = self._desk.style
        self.setFixedWidth(style.px(WIDTH))
        column = QVBoxLayout(self)
        gap = style.px(8)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(style.px(6))
        self.field = QLineEdit(self)
        self.field.textChanged.connect(self._ask)
        self.field.installEventFilter(self)
        column.addWidget(self.field)
        self.list = ChoiceList(style, self)
        self.list.setAccessibleName(tr("Names found"))
        self.list.clicked.connect(self._take)
        column.addWidget(self.list)
        self._desk.furnished.emit(self)

    def ask_tag(self, near: QRect, held: Sequence[str]) -> None:
        """Show the box for free tags alone; `held` are those that are on already."""
        words = tr("Tag, or take off: {tags}", tags=", ".join(held)) if held else tr("Tag")
        self.open("", near, tags_only=True, title=words)

    def open(
        self,
        words: str,
        near: QRect,
        *,
        people_only: bool = False,
        tags_only: bool = False,
        title: str = "",
        without: str = "",
    ) -> None:
        """Show the box near a place of its parent, with words to begin from; `without` is left out."""
        if self.layout() is None:
            self._build()
        self._people_only, self._tags_only = people_only, tags_only
        self._without, self._is_waiting = without, False
        name = title or (
            tr("Who is it?") if people_only else tr("Tag with a person, country or word")
        )
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(name)
        self.field.setFont(self._desk.style.font("ui"))
        self._choices = []
        self.list.put([])
        self.field.setText(words)
        self.field.selectAll()
        self.show_near(near)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._ask()

    def _ask(self) -> None:
        words, people_only = self.field.text(), self._people_only
        tags_only = self._tags_only

        def work(library: Library) -> list[Choice]:
            if tags_only:
                return tagging.tag_choices(library, words)
            return tagging.choices(library, words, people_only=people_only)

        self._desk.ask(work, self._on_choices, key="tag box")

    def _on_choices(self, found: list[Choice]) -> None:
        found = [one for one in found if not self._without or one.key != self._without]
        self._choices = found
        self.list.put([_row(one) for one in found])
        if found and found[0].kind == "new_tag" and len(found) > 1:
            self.list.step(
                len(found)
            )  # nothing is known by this name: most likely it is somebody new
        place = self.geometry()
        self.fit()
        self.move(place.left(), max(0, min(place.top(), self.room().bottom() - self.height())))
        if self._is_waiting:
            self._take()

    def _take(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._choices):
            choice = self._choices[row]
            self.hide()
            self.chosen.emit(choice)
        else:
            self._is_waiting = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows and Enter of the field work in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in STEPS:
                self.list.step(STEPS[key])
                return True
            if key in ENTER:
                self._take()
                return True
        if event.type() == QEvent.Type.FocusOut and watched is self.field and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)


def _row(choice: Choice) -> Row:
    token = {"person": "entity.person", "country": "entity.country"}.get(choice.kind, "ink.soft")
    return choice.icon, token, choice.words, tagging.count_words(choice)
