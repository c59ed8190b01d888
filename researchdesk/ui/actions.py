# SPDX-License-Identifier: MIT
"""The commands of the window: the rows of the table, with what each pane does for them.

A pane attaches what it can do; the same command may be attached by several panes, each for its own widget. The one
whose widget has the focus is meant, else the one attached for the whole window, else the last one attached.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from researchdesk.ui.action_table import ACTIONS, BY_ID, CHANGES, NOTE, READ_ONLY, Action
from researchdesk.ui.letters import letter_of
from researchdesk.ui.style import COLOURS
from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.config.settings import Settings
    from researchdesk.ui.style import Style

COLOURED = {f"colour_{number}": colour for number, colour in enumerate(COLOURS, 1)}

logger = logging.getLogger(__name__)


class Attached(Struct, frozen=True):
    """What one pane does for a command; `enabled` says whether it can now."""

    handler: Callable[[], object]
    enabled: Callable[[], bool] | None
    scope: QWidget | None
    checked: Callable[[], bool] | None = None


class Actions(QObject):
    """The table with its handlers."""

    triggered = Signal(str)  # the id of a command that was given
    refused = Signal(str)  # the id of one that cannot be given now

    def __init__(self, settings: Settings, style: Style, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_read_only: Callable[[], bool] = lambda: False  # the library that is open
        self._settings = settings
        self._style = style
        self._attached: dict[str, list[Attached]] = {}
        self._made: dict[str, QAction] = {}
        style.changed.connect(self._on_style_changed)

    def attach(
        self,
        name: str,
        handler: Callable[[], object],
        *,
        enabled: Callable[[], bool] | None = None,
        scope: QWidget | None = None,
        checked: Callable[[], bool] | None = None,
    ) -> None:
        """Let a handler do the command: while `scope` has the focus, or for the whole window.

        `checked` says whether what the command turns on is on now.
        """
        BY_ID[name]  # a misspelt id fails here
        self._attached.setdefault(name, []).append(Attached(handler, enabled, scope, checked))

    def detach(self, scope: QWidget) -> None:
        """Take away whatever was attached for a widget that goes."""
        for name, found in self._attached.items():
            self._attached[name] = [one for one in found if one.scope is not scope]

    def can(self, name: str) -> bool:
        """Say whether the command can be given now."""
        meant = self._meant(name)
        if meant is None or (name in CHANGES and self.is_read_only()):
            return False
        return meant.enabled is None or meant.enabled()

    @property
    def read_only_words(self) -> str:
        """Say why nothing can be changed in a library that can only be read."""
        return tr(READ_ONLY)

    def why_not(self, name: str) -> str:
        """Say in a sentence why the command cannot be given now; empty when it can."""
        if self.can(name):
            return ""
        if name in CHANGES and self.is_read_only():
            return self.read_only_words
        return tr(BY_ID[name].needs or "This cannot be done here.")

    def trigger(self, name: str) -> bool:
        """Give the command; False when it cannot be given now."""
        meant = self._meant(name)
        if meant is None or not self.can(name):
            logger.debug("command %s cannot be given now", name)
            self.refused.emit(name)
            return False
        logger.debug("command %s", name)
        meant.handler()
        self._check(name)
        self.triggered.emit(name)
        return True

    def letter(self, context: str, event: QKeyEvent) -> bool:
        """Give the command that a letter means in a place; False when it means none. For `keyPressEvent`."""
        if not self._settings.get("single_letters"):
            return False
        name = self.letter_name(context, event)
        if not name:
            return False
        if event.isAutoRepeat() and context == "review":
            return True  # a held key must not decide a whole list
        self.trigger(name)
        return True

    def letter_name(self, context: str, event: QKeyEvent) -> str:
        """Give the id of the command that a letter means in a place; empty for none."""
        letter = letter_of(event)
        if not letter:
            return ""
        found = (one.id for one in ACTIONS if one.letter == letter and context in one.contexts)
        return next(found, "")

    def action(self, name: str) -> QAction:
        """Give the QAction of a command, for menus and buttons."""
        if name not in self._made:
            self._made[name] = self._make(BY_ID[name])
        return self._made[name]

    def row(self, name: str) -> Action:
        """Give the row of a command."""
        return BY_ID[name]

    def text(self, name: str) -> str:
        """Give the words of a command; of a highlight colour with the user's name for it."""
        words = tr(BY_ID[name].text)
        own = self._style.own_name(COLOURED[name]) if name in COLOURED else ""
        return f"{words} ({own})" if own else words

    def keys(self, name: str) -> str:
        """Give the keys of a command as the system writes them; its letter when it has no other."""
        row = BY_ID[name]
        if row.shortcut:
            return QKeySequence(row.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        return row.letter

    def tip(self, name: str) -> str:
        """Give the words and the keys, for a tool tip."""
        keys = self.keys(name)
        letter = BY_ID[name].letter
        if letter and self._settings.get("single_letters"):
            keys = letter
        return f"{self.text(name)}  {keys}" if keys else self.text(name)

    def install(self, window: QWidget) -> None:
        """Give the window the shortcuts of all commands that have one; those of the note belong to the note."""
        for row in ACTIONS:
            if row.contexts != NOTE:
                window.addAction(self.action(row.id))

    def follow(self, menu: QMenu) -> None:
        """Let a menu show what can be done whenever it opens."""
        menu.aboutToShow.connect(self.refresh)
        menu.aboutToHide.connect(self.release)

    def refresh(self) -> None:
        """Let the QActions show what can be done now; called before a menu opens."""
        for name, made in self._made.items():
            reason = self.why_not(name)
            made.setEnabled(not reason)
            made.setToolTip(reason or self.tip(name))
            self._check(name)

    def release(self) -> None:
        """Let every shortcut come through again, so that it can say why it cannot; called after a menu closed."""
        for made in self._made.values():
            made.setEnabled(True)

    def _meant(self, name: str) -> Attached | None:
        found = self._attached.get(name, [])
        focus = QApplication.focusWidget()
        for one in reversed(found):
            if one.scope is not None and focus is not None and _holds(one.scope, focus):
                return one
        for one in reversed(found):
            if one.scope is None:
                return one
        return found[-1] if found else None

    def _check(self, name: str) -> None:
        meant, made = self._meant(name), self._made.get(name)
        if made is not None and meant is not None and meant.checked is not None:
            made.setChecked(meant.checked())

    def _make(self, row: Action) -> QAction:
        made = QAction(self.text(row.id), self)
        made.setObjectName(row.id)
        made.setCheckable(row.is_checkable)
        if row.shortcut:
            made.setShortcuts([QKeySequence(keys) for keys in (row.shortcut, *row.others)])
        made.setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
            if row.contexts == NOTE
            else Qt.ShortcutContext.WindowShortcut
        )
        made.triggered.connect(lambda _=False, name=row.id: self.trigger(name))
        return made

    def _on_style_changed(self) -> None:
        for name, made in self._made.items():
            if name in COLOURED:
                made.setText(self.text(name))


def _holds(scope: QWidget, focus: QWidget) -> bool:
    return scope is focus or scope.isAncestorOf(focus)
