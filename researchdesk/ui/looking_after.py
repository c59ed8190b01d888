# SPDX-License-Identifier: MIT
"""Once a week, in an idle moment, everything is looked at in a child process; what is damaged is named and mended."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from researchdesk.model.damage import MOST
from researchdesk.model.errors import UserError
from researchdesk.ui.translate import from_below, moment_minute, plural, tr
from researchdesk.ui.verbs import backup, verify

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.backup import Backup
    from researchdesk.model.changes import Changes
    from researchdesk.model.damage import Mended, Verification
    from researchdesk.model.progress import Progress
    from researchdesk.ui.main_window import MainWindow

logger = logging.getLogger(__name__)

IDLE = 60_000  # ms without a change after which it is asked whether the look is due


class LookingAfter(QObject):
    """Begins the look, and says what came of it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._is_running = False
        self._found: Verification | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE)
        self._idle.timeout.connect(self._on_idle)
        self._desk.library_changed.connect(self._wait)
        self._desk.changed.connect(self._on_changed)
        self._desk.actions.attach(
            "look_after", self.look, enabled=lambda: self._desk.library is not None
        )

    def look(self) -> None:
        """Look at everything now, and say also that all is well."""
        self._begin(is_asked=True)

    def _on_changed(self, _: Changes) -> None:
        self._wait()

    def _wait(self) -> None:
        self._idle.start()

    def _on_idle(self) -> None:
        if self._desk.library is not None:
            self._desk.ask(verify.is_due, self._on_due, key="look after")

    def _on_due(self, is_due: bool) -> None:
        if is_due and not self._is_running:
            self._begin(is_asked=False)

    def _begin(self, *, is_asked: bool) -> None:
        if self._is_running:
            return
        self._is_running = True

        def work(library: Library, progress: Progress) -> tuple[Verification, Backup | None]:
            found = verify.weekly(library, progress)
            return found, backup.newest_good(library.folder) if found.damages else None

        def done(result: tuple[Verification, Backup | None]) -> None:
            self._is_running = False
            self._on_found(*result, is_asked=is_asked)

        words = tr("Checking whether everything is as it was written")
        self._desk.run(words, work, done, self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        self._is_running = False
        if isinstance(error, UserError):
            self._desk.fail(error)

    def _on_found(self, found: Verification, newest: Backup | None, *, is_asked: bool) -> None:
        self._found = found
        if not found.damages:
            if is_asked:
                self._desk.say(tr("Everything is as it was written."))
            return
        ways = [(tr("Show report"), self._show_report), (tr("Later"), lambda: None)]
        if newest is not None:
            when = moment_minute(newest.made_at)
            if found.of_the_file:
                folder = self._window.desk.library.folder if self._window.desk.library else None
                ways.insert(0, (tr("Choose a backup…"), lambda: self._window.backups.show(folder)))
            else:
                ways.insert(0, (tr("Take them from the backup of {when}", when=when), self._mend))
        self._window.strips.put(sentence(found), ways, "warning")

    def _mend(self) -> None:
        found = self._found
        if found is not None:
            self._desk.change("mend", lambda library: verify.mend(library, found), self._on_mended)

    def _on_mended(self, done: Mended) -> None:
        words = plural("1 record was mended.", "{n} records were mended.", done.mended)
        if done.left:
            left = plural(
                "1 is newer than the backup and is left as it is.",
                "{n} are newer than the backup and are left as they are.",
                done.left,
            )
            words = f"{words} {left}"
        self._desk.say(words)

    def _show_report(self) -> None:
        from researchdesk.ui.dialogs.damage_report import DamageReport

        if self._found is not None:
            DamageReport(self._desk.style, self._found, self._window).open()


def sentence(found: Verification) -> str:
    """Say what is damaged: the records by their titles, or the file."""
    rows = {(one.noun, one.id): one for one in found.damages if one.id is not None}
    if found.of_the_file:
        return tr(
            "The library is damaged: {what}. Bring a backup back.",
            what=from_below(found.of_the_file[0]),
        )
    titles = list(dict.fromkeys(one.title or f"{one.noun} {one.id}" for one in rows.values()))
    named = ", ".join(titles[:MOST])
    if len(titles) > MOST:
        named = f"{named} {tr('and {n} more', n=len(titles) - MOST)}"
    return plural(
        "1 record is not as it was written: {titles}. The rest of the library is whole.",
        "{n} records are not as they were written: {titles}. The rest of the library is whole.",
        len(rows),
        titles=named,
    )
