# SPDX-License-Identifier: MIT
"""What the window does with backups: show them, bring one back or a record of it, and lead out of damage."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from researchdesk.config import paths
from researchdesk.model.errors import LibraryDamaged, LibraryLocked, LibraryReplaced
from researchdesk.ui.dialogs.question import Question
from researchdesk.ui.safekeeping import words_of
from researchdesk.ui.translate import moment_minute, plural, tr
from researchdesk.ui.verbs import backup, cleaning, handover, taking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from researchdesk.model.backup import Backup, BackupState, Kept, Taken
    from researchdesk.model.errors import UserError
    from researchdesk.ui.dialogs.backups import BackupsDialog
    from researchdesk.ui.main_window import MainWindow

    Act = Callable[[], object]


class BackupCommands(QObject):
    """Attaches the commands of backups, and knows the ways out that they are."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._dialog: BackupsDialog | None = None
        window.safekeeping.state_changed.connect(self._on_state)
        window.opening.opened.connect(self._on_opened)
        self._desk.actions.attach(
            "backups", self.show, enabled=lambda: self._desk.library is not None
        )

    def ways(self, error: UserError, folder: Path | None) -> dict[str, Act]:
        """Give the ways out of an error that lead to a backup, or away from this library."""
        found: dict[str, Act] = {
            "back_up": self._window.safekeeping.back_up,
            "choose_folder": self.choose_folder,
            "copy_to": self.copy_to,
        }
        if folder is None:
            return found
        found["open_backup"] = functools.partial(self.show, folder)
        found["clean_copy"] = functools.partial(self.make_clean, folder)
        if isinstance(error, LibraryDamaged) and "backup" in error.values:
            file = Path(str(error.values["backup"]))
            found["restore_backup"] = functools.partial(self._window.opening.restore, file, folder)
        if isinstance(error, LibraryLocked):
            found["show_window"] = functools.partial(self._show_other, folder)
        if isinstance(error, LibraryReplaced):
            found["save_copy"] = functools.partial(self._save_copy, Path(str(error.values["path"])))
        return found

    def ways_from(self, notice: str) -> list[tuple[str, Act]]:
        """Give the buttons of a notice about the open library; none where OK is enough."""
        library = self._desk.library
        if library is None or notice != library.notice_of_service:
            return []
        return [(tr("Move the library…"), self.move), (tr("Keep it here"), lambda: None)]

    # -- the dialog

    def show(self, folder: Path | None = None) -> None:
        """Show the backups of the open library, or of one that cannot be opened."""
        from researchdesk.ui.dialogs.backups import BackupsDialog

        library = self._desk.library
        place = folder or (library.folder if library else paths.default_library())
        self.hide()
        self._dialog = dialog = BackupsDialog(self._desk, place, self._window)
        dialog.restore_wanted.connect(lambda one: self._ask_restore(one, place))
        dialog.take_wanted.connect(self._take)
        dialog.back_up_wanted.connect(self._window.safekeeping.back_up)
        dialog.folder_wanted.connect(self.choose_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def hide(self) -> None:
        """Close the dialog, where it stands."""
        if self._dialog is not None:
            self._dialog.reject()

    def _on_finished(self) -> None:
        self._dialog = None

    def _on_state(self, state: BackupState) -> None:
        self._window.status.backup.set_words(words_of(state))
        if self._dialog is not None:
            self._dialog.refresh()

    def _on_opened(self) -> None:
        self._window.status.backup.set_words("")

    # -- everything, or a record

    def _ask_restore(self, one: Backup, folder: Path) -> None:
        words = tr(
            "Bring the backup of {when} back? A copy of the library as it is now is made first, "
            "and undo begins anew.",
            when=moment_minute(one.made_at),
        )
        ways = [
            (tr("Restore everything"), lambda: self._restore(one, folder)),
            (tr("Cancel"), lambda: None),
        ]
        Question(self._desk.style, self._dialog or self._window, words, ways).open()

    def _restore(self, one: Backup, folder: Path) -> None:
        self.hide()
        self._window.opening.restore(one.path, folder)

    def _take(self, file: Path, wanted: Sequence[tuple[Kept, str]]) -> None:
        self._desk.run(
            tr("Looking at the backup"),
            lambda *_: taking.check(file),
            lambda _: self._take_checked(file, wanted),
            self._fail,
        )

    def _take_checked(self, file: Path, wanted: Sequence[tuple[Kept, str]]) -> None:
        self._desk.flush()
        self._desk.change(
            "take back",
            lambda library: taking.take(library, file, wanted, is_checked=True),
            self._on_taken,
        )

    def _on_taken(self, taken: list[Taken]) -> None:
        self._desk.say(
            plural("1 record was taken back.", "{n} records were taken back.", len(taken)),
            undo=True,
        )
        if self._dialog is not None:
            self._dialog.refresh()

    def _fail(self, error: BaseException) -> None:
        from researchdesk.model.errors import UserError

        if isinstance(error, UserError):
            self._desk.fail(error)

    # -- places

    def choose_folder(self) -> None:
        """Let the folder for backups be chosen; it holds at once."""
        start = self._desk.settings.get("backup.folder") or str(paths.default_backups())
        found = self._folder(tr("Folder for backups"), start)
        if found:
            self._desk.settings.set("backup.folder", str(found))
            self._window.safekeeping.say_state()

    def copy_to(self) -> None:
        """Make a copy of the library in a folder that is chosen, for when its disk is failing."""
        place = self._folder(tr("Copy the library to"), str(Path.home()))
        if place:
            self._desk.change("copy", lambda library: backup.make(library, place), self._on_copied)

    def make_clean(self, folder: Path) -> None:
        """Make a library without what others put into this one, in a folder that is chosen, and open it."""
        words, start = tr("Make a clean copy"), str(folder.with_name(f"{folder.name} clean"))
        found, _ = QFileDialog.getSaveFileName(self._window, words, start, "")
        if found:
            target = Path(found)
            self._desk.jobs.run(
                lambda _: cleaning.copy(folder, target),
                lambda _: self._window.opening.open(target),
                self._fail,
                words=words,
            )

    def move(self) -> None:
        """Move the open library to a folder that is chosen, and open it there."""
        library = self._desk.library
        if library is None:
            return
        start = str(paths.default_library().with_name(library.name))
        found, _ = QFileDialog.getSaveFileName(self._window, tr("Move the library to"), start, "")
        if found:
            self._window.opening.move(library.folder, Path(found))

    def _save_copy(self, kept: Path) -> None:
        words, start = tr("Save a copy"), str(Path.home() / kept.name)
        found, _ = QFileDialog.getSaveFileName(self._window, words, start, "")
        if found:
            target = Path(found)
            self._desk.jobs.run(
                lambda _: backup.copy_file(kept, target),
                lambda _: self._desk.say(tr("Saved: {path}", path=target)),
                self._fail,
                words=words,
            )

    def _on_copied(self, made: Backup) -> None:
        self._desk.say(tr("Backup made and checked: {path}", path=made.path))

    def _show_other(self, folder: Path) -> None:
        door = handover.door_of(folder)
        self._desk.jobs.run(lambda _: door is not None and handover.show(door, []), self._on_shown)

    def _on_shown(self, is_there: bool) -> None:
        if not is_there:
            self._desk.say(tr("That window does not answer. Close it, then try again."))
        elif self._desk.library is None:
            self._window.close()

    def _folder(self, words: str, start: str) -> Path | None:
        found = QFileDialog.getExistingDirectory(self._window, words, start)
        return Path(found) if found else None
