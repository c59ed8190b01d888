# SPDX-License-Identifier: MIT
"""The keys of the search field: chips by Left and Backspace, proposals by Down and Tab, the way out by Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from researchdesk.ui.widgets.completion import CompletionList
    from researchdesk.ui.widgets.search_field import SearchField

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HELD = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
TYPED = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class FieldKeys:
    """Says of each key whether the field itself takes it."""

    def __init__(self, field: SearchField) -> None:
        self._field = field
        self._chosen = -1  # the chip that the next Backspace takes away
        self._has_all = False  # Ctrl+A: the next key is meant for all that the field holds
        self.proposals: CompletionList | None = None

    def claims(self, event: QKeyEvent) -> bool:
        """Keep Esc from being a shortcut of the window while the field needs it."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return False

    def press(self, event: QKeyEvent) -> bool:
        """Take a key; True when the line edit must not see it."""
        if event.matches(QKeySequence.StandardKey.SelectAll) and self._field.chips:
            self._choose_all()
            return False
        if self._is_all_chosen() and event.key() not in HELD:
            return self._press_on_all(event)
        if event.matches(QKeySequence.StandardKey.Copy) and not self._field.line.hasSelectedText():
            QApplication.clipboard().setText(self._field.whole_query)
            return True
        return event.modifiers() in PLAIN and self._press_plain(event.key())

    def _press_plain(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if key in ENTER:
            return self._enter()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return self._move(1 if key == Qt.Key.Key_Down else -1)
        if key == Qt.Key.Key_Tab:
            return self._tab()
        if key == Qt.Key.Key_Space:
            return self._field.make_chip()
        return self._edit_chips(key)

    def forget_chosen(self) -> None:
        """Let no chip be chosen."""
        self._has_all = False
        self._choose(-1)

    @property
    def chosen(self) -> int:
        """The number of the chip that is chosen, or -1."""
        return self._chosen

    def _choose(self, at: int) -> None:
        self._chosen = at
        for number, chip in enumerate(self._field.chips):
            chip.set_chosen(number == at)

    def _choose_all(self) -> None:
        self._has_all = True
        for chip in self._field.chips:
            chip.set_chosen(True)

    def _is_all_chosen(self) -> bool:
        line = self._field.line
        return self._has_all and line.selectedText() == line.text()

    def _press_on_all(self, event: QKeyEvent) -> bool:
        """Copy, cut, delete or replace chips and words together; any other key lets them be."""
        is_cut = event.matches(QKeySequence.StandardKey.Cut)
        if is_cut or event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self._field.whole_query)
        is_removed = is_cut or event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        is_replaced = event.text().isprintable() and event.text() and event.modifiers() in TYPED
        is_replaced = is_replaced or event.matches(QKeySequence.StandardKey.Paste)
        if is_removed or is_replaced:
            self._field.clear()
            return is_removed
        if event.matches(QKeySequence.StandardKey.Copy):
            return True
        self.forget_chosen()
        return self.press(event)

    def _is_listing(self) -> bool:
        return self.proposals is not None and self.proposals.isVisible()

    def _escape(self) -> bool:
        if self._is_listing() and self.proposals is not None:
            self.proposals.hide()
        elif self._chosen >= 0:
            self.forget_chosen()
        elif not self._field.is_empty:
            self._field.clear()
        else:
            self._field.left.emit()
        return True

    def _enter(self) -> bool:
        chips = self._field.chips
        if 0 <= self._chosen < len(chips):
            self._field.open_chip(chips[self._chosen])
            return True
        if self._is_listing() and self.proposals is not None:
            taken = self.proposals.current
            self.proposals.hide()
            if taken is not None:
                self._field.take(taken)
                return True
        if not self._field.make_chip():
            self._field.entered.emit()
        return True

    def _move(self, by: int) -> bool:
        if self._is_listing() and self.proposals is not None:
            self.proposals.step(by)
        elif by > 0:
            self._field.left.emit()
        return True

    def _tab(self) -> bool:
        if self._is_listing() and self.proposals is not None:
            first = self.proposals.first
            self.proposals.hide()
            if first is not None:
                self._field.take(first)
                return True
        return self._field.make_chip()

    def _edit_chips(self, key: int) -> bool:
        line, chips = self._field.line, self._field.chips
        at_edge = line.cursorPosition() == 0 and not line.hasSelectedText()
        if self._chosen < 0:
            if at_edge and chips and key in (Qt.Key.Key_Left, Qt.Key.Key_Backspace):
                self._choose(len(chips) - 1)
                return True
            return False
        if key == Qt.Key.Key_Left:
            self._choose(max(0, self._chosen - 1))
            return True
        if key == Qt.Key.Key_Right:
            self._choose(self._chosen + 1 if self._chosen + 1 < len(chips) else -1)
            return True
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._field.remove(chips[self._chosen])
            return True
        self.forget_chosen()
        return False
