# SPDX-License-Identifier: MIT
"""One field of the Details face: edited in place, its rivals to choose from, its error below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from researchdesk.ui.translate import from_below, in_menu, tr
from researchdesk.ui.widgets.dressing import ROLE, label, tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from researchdesk.model.clipping import Candidate
    from researchdesk.ui.style import Style

LONGEST = 70  # letters of a rival in the menu


class _Line(QLineEdit):
    """A line that takes its words back at Esc."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up at Esc when something was typed."""
        if event.key() == 0x01000000 and self.isModified():  # Qt.Key_Escape
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class DetailField(QWidget):
    """A caption, a line, the menu of values found, and room for a sentence."""

    changed = Signal(str, str)  # field, value
    chosen = Signal(object)  # Candidate

    def __init__(self, style: Style, name: str, caption: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self._style = style
        self._value = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(2))
        row = QHBoxLayout()
        row.setSpacing(style.px(6))
        self.caption = label(style, caption, "ui", "faint")
        row.addWidget(self.caption)
        self.line = _Line(self)
        self.line.setProperty(ROLE, "ui")
        self.line.setAccessibleName(caption)
        self.line.editingFinished.connect(self._on_finished)
        self.line.given_up.connect(lambda: self.put(self._value))
        self.line.setProperty("detail", True)  # noqa: FBT003 - a property of the style sheet
        self.caption.setBuddy(self.line)
        row.addWidget(self.line, 1)
        self.rivals = tool(style, "down", tr("Values found for {field}", field=caption), size=14)
        self.rivals.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.rivals)
        self._menu.setAccessibleName(tr("Values found for {field}", field=caption))
        self.rivals.setMenu(self._menu)
        row.addWidget(self.rivals)
        column.addLayout(row)
        self._error = label(style, "", "small", "error")
        self._error.setWordWrap(True)
        self._error.hide()
        column.addWidget(self._error)

    def set_caption_width(self, width: int) -> None:
        """Let the line begin after so many px, where those of the other fields begin."""
        self.caption.setFixedWidth(width)
        self._error.setContentsMargins(width + self._style.px(6), 0, 0, 0)

    def put(self, value: str) -> None:
        """Show the value that is saved; a line that is being written is left alone."""
        self._value = value
        self.line.setText(value)
        self.line.setCursorPosition(0)
        self.line.setModified(False)
        self.line.setToolTip(value)
        self.say("")

    def refresh(self, value: str) -> None:
        """Show the value that is saved, unless another one is being written."""
        if not self.line.isModified() or not self.line.hasFocus():
            self.put(value)

    def offer(self, candidates: Sequence[Candidate]) -> None:
        """Offer the values found, each with where it was found."""
        self._menu.clear()
        for one in candidates:
            words = one.value if len(one.value) <= LONGEST else f"{one.value[:LONGEST]}…"
            action = self._menu.addAction(in_menu(f"{words}  –  {origin_words(one)}"))
            action.setCheckable(True)
            action.setChecked(one.is_chosen)
            action.triggered.connect(lambda _=False, one=one: self.chosen.emit(one))
        held = next((one for one in candidates if one.is_chosen), None)
        if held is not None:
            self.line.setToolTip(tr("From {origin}", origin=origin_words(held)))
        self.rivals.setEnabled(bool(candidates))

    def say(self, sentence: str) -> None:
        """Say below the line what is wrong with it; nothing when all is well."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)

    @property
    def is_refused(self) -> bool:
        """True while something is said of what stands in the line."""
        return bool(self._error.text())

    def finish(self) -> None:
        """Take in what is being written, as leaving the line does."""
        self._on_finished()

    def _on_finished(self) -> None:
        value = self.line.text().strip()
        if self.line.isModified() and value != self._value:
            self.line.setModified(False)
            self.changed.emit(self.name, value)


def origin_words(candidate: Candidate) -> str:
    """Say where a value was found."""
    return (
        tr("your own")
        if candidate.chosen_by == "user" and candidate.origin == "user"
        else from_below(candidate.origin)
    )
