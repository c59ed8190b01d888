# SPDX-License-Identifier: MIT
"""Backups as the window makes them: at a session's end, four hours into a long one, and when they are asked for.

One that failed is said until one succeeds, also at the next start.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from researchdesk.model.errors import BackupFailed, UserError
from researchdesk.ui.translate import moment_minute, tr
from researchdesk.ui.verbs import backup, seals

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from researchdesk.library.library import Library
    from researchdesk.model.backup import Backup, BackupState
    from researchdesk.model.seal import Seal
    from researchdesk.ui.desk import Desk

logger = logging.getLogger(__name__)

LONG = 4 * 3600 * 1000  # ms of a session after which a copy is made


class Safekeeping(QObject):
    """Sees to it that there is a copy of what was done."""

    state_changed = Signal(object)  # BackupState

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._timer = QTimer(self)
        self._timer.setInterval(LONG)
        self._timer.timeout.connect(self._on_long)
        desk.library_changed.connect(self._on_library_changed)
        desk.actions.attach("back_up", self.back_up, enabled=self._can_write)
        desk.actions.attach(
            "archive_seal", self.show_seal, enabled=lambda: desk.library is not None
        )

    def back_up(self) -> None:
        """Make a copy now, and say where it lies."""
        self._desk.change("back up", backup.make, self._on_made, self._on_failed)

    def show_seal(self) -> None:
        """Show the number that stands for all pages as they were received; every link of it is looked at first."""
        self._desk.ask(seals.seal, self._show_seal)

    def _show_seal(self, seal: Seal) -> None:
        from researchdesk.ui.dialogs.seal import SealDialog

        SealDialog(self._desk, self._window, seal).open()

    def _can_write(self) -> bool:
        return self._desk.library is not None and not self._desk.library.is_read_only

    def _on_library_changed(self) -> None:
        self._timer.stop()
        if self._desk.library is not None:
            self._timer.start()
            self._desk.ask(backup.failure, self._on_failure)
            self.say_state()

    def say_state(self) -> None:
        """Ask how the backups stand, and let the status bar say it."""
        self._desk.ask(backup.state, self.state_changed.emit, key="state of backups")

    def _on_long(self) -> None:
        self._desk.change("back up", backup.if_due, lambda _: self.say_state(), self._on_failed)

    def _on_made(self, made: Backup) -> None:
        self.say_state()
        self._desk.say(tr("Backup made and checked: {path}", path=made.path))

    def _on_failure(self, error: BackupFailed | None) -> None:
        if error is not None:
            self._on_failed(error)

    def _on_failed(self, error: UserError) -> None:
        self.say_state()
        self._desk.fail(error)


def words_of(state: BackupState) -> str:
    """Say how the backups stand, in a few words."""
    when = moment_minute(state.newest.made_at) if state.newest else ""
    if state.missing_folder:
        return tr("The folder for backups is missing: {folder}", folder=state.missing_folder)
    if state.failure and when:
        return tr("The last backup failed; the newest is from {when}", when=when)
    if state.failure:
        return tr("The last backup failed; there is none yet")
    return tr("Backup of {when}", when=when) if when else tr("No backup yet")


def let_go(library: Library) -> None:
    """Make a copy where one is due, and close the library; in its thread. What failed is said at the next start."""
    try:
        backup.if_due(library)
    except UserError as error:
        logger.info("no backup at the end: %s", type(error).__name__)
    finally:
        library.close()
