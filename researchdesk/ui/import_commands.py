# SPDX-License-Identifier: MIT
"""The commands and dialogs of importing: what to import, the password of a locked file, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from researchdesk.ui.guarding import guard
from researchdesk.ui.translate import plural
from researchdesk.ui.verbs import articles

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.model.clipping import Source
    from researchdesk.model.errors import PasswordWanted
    from researchdesk.model.importing import ImportReport
    from researchdesk.ui.dialogs.import_archive import ImportDialog, PasswordDialog
    from researchdesk.ui.main_window import MainWindow


class ImportCommands(QObject):
    """Attaches the commands of importing, and asks and shows what they need."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        imports = window.imports
        self._desk.actions.attach("import_archive", self.import_archive)
        self._desk.actions.attach(
            "last_import", imports.show_last, enabled=lambda: self._desk.library is not None
        )
        window.clips.password_wanted.connect(self.ask_password)
        imports.password_wanted.connect(self.ask_password)
        imports.reported.connect(self.show_report)
        imports.addresses_given.connect(window.clips.clip)

    def import_archive(self) -> None:
        """Let a folder or a file be chosen, and import it."""
        from researchdesk.ui.dialogs.import_archive import ImportDialog

        self._ask(ImportDialog(self._desk.style, self._window), self._window.imports.take)

    def ask_password(self, source: Source, error: PasswordWanted) -> None:
        """Ask for the password of a file that is locked, and clip it."""
        from researchdesk.ui.dialogs.import_archive import PasswordDialog

        dialog = PasswordDialog(self._desk.style, self._window, source, error)
        self._ask(dialog, self._window.clips.clip)

    def _ask(
        self, dialog: ImportDialog | PasswordDialog, take: Callable[[list[Source]], object]
    ) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.asked.connect(lambda source: take([source]))
        dialog.open()

    def show_report(self, report: ImportReport) -> None:
        """Show what came of an import."""
        from researchdesk.ui.dialogs.import_report import ImportReportDialog

        dialog = ImportReportDialog(self._desk.style, report, self._window)
        guard(self._desk, *dialog.deeds)
        dialog.again_wanted.connect(self._window.imports.again)
        dialog.trash_wanted.connect(self._trash_import)
        dialog.open()

    def _trash_import(self, report: ImportReport) -> None:
        n = len(report.articles)
        words = plural("1 article moved to the trash.", "{n} articles moved to the trash.", n)
        self._desk.change(
            "trash an import",
            lambda library: articles.trash(library, report.articles),
            lambda _: self._desk.say(words, undo=True),
        )
