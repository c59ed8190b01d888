# SPDX-License-Identifier: MIT
"""The keys of the reader: letters of the table, and those that are no command of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from researchdesk.ui.panes.reader import Reader

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = {Qt.Key.Key_Right: "next_suggestion", Qt.Key.Key_Left: "previous_suggestion"}
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ReaderKeys:
    """Decide what a key means in the reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def take(self, event: QKeyEvent) -> bool:
        """Do what the key means here; False when it means nothing."""
        if self._reader.repair.is_shown and self._in_repair(event):
            return True
        if self._reader.review.isVisible() and self._in_review(event):
            return True
        key, modifiers = event.key(), event.modifiers()
        if key == Qt.Key.Key_Escape:
            return self._reader.deeds.escape()
        if key in ENTER and modifiers in PLAIN:
            return self._reader.deeds.open_card_at_caret()
        if key == Qt.Key.Key_Space and not modifiers & ~Qt.KeyboardModifier.ShiftModifier:
            is_back = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self._reader.desk.actions.trigger("page_up" if is_back else "page_down")
            return True
        return self._reader.desk.actions.letter("reader", event)

    def _in_repair(self, event: QKeyEvent) -> bool:
        actions = self._reader.desk.actions
        key, is_held = event.key(), event.isAutoRepeat()
        if key == Qt.Key.Key_Escape:
            if not self._reader.deeds.escape():
                self._reader.repair.end()
            return True
        if key in ENTER and event.modifiers() in PLAIN and self._reader.repair.current is not None:
            if not is_held:
                actions.trigger("take_place")
            return True
        if actions.letter_name("repair", event) and is_held:
            return True
        return actions.letter("repair", event)

    def _in_review(self, event: QKeyEvent) -> bool:
        actions = self._reader.desk.actions
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._reader.review.end()
            return True
        if key in STEPS and event.modifiers() in PLAIN:
            if not event.isAutoRepeat():
                actions.trigger(STEPS[key])
            return True
        if actions.letter_name("review", event) and event.isAutoRepeat():
            return True
        return actions.letter("review", event)
