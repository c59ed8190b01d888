# SPDX-License-Identifier: MIT
"""Open, make and close libraries: always in the library thread, whose own the open library is."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from researchdesk.config import paths
from researchdesk.model.errors import LibraryMissing, UserError
from researchdesk.ui.safekeeping import let_go
from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.config.settings import Settings
    from researchdesk.library.library import Library
    from researchdesk.model.progress import Progress
    from researchdesk.ui.desk import Desk

logger = logging.getLogger(__name__)

SAMPLE = "Sample library"
CHECK_AFTER = 400  # ms: the first list comes first


def wanted(settings: Settings, named: Path | None = None) -> Path | None:
    """Give the library to begin with: the one that is named, or was open last, or the default one; None without any."""
    last = settings.get("last.library")
    if named or last:
        return named or Path(last)
    folder = paths.default_library()
    return folder if (folder / "library.db").is_file() else None


class Opening(QObject):
    """The one place where a library is opened or made."""

    began = Signal()
    opened = Signal(object)  # Library
    failed = Signal(object, object)  # UserError, the folder

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_busy = False
        self._waiting: list[Callable[[], object]] = []
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(CHECK_AFTER)
        self._check.timeout.connect(self._on_check)

    @property
    def is_busy(self) -> bool:
        """True while a library is on its way."""
        return self._is_busy

    def open_last(self, named: Path | None = None) -> None:
        """Open the library that is named, or that was open last, or the default one where there is one."""
        folder = wanted(self._desk.settings, named)
        if folder is not None:
            self.open(folder)

    def open(self, folder: Path, *, read_only: bool = False) -> None:
        """Open the library of a folder instead of the one that is open."""
        held = self._desk.library
        if held is not None and held.folder.absolute() == folder.absolute():
            self._desk.say(tr("This library is open already."))
            return

        def work(_: Progress) -> Library:
            from researchdesk.library.library import Library

            return Library.open(folder, read_only=read_only, checks_later=not read_only)

        self._begin(work, folder)

    def reopen(self, *, read_only: bool = False) -> None:
        """Let go of the open library, and open it anew."""
        library = self._desk.library
        if library is not None:
            self.close()
            self.open(library.folder, read_only=read_only)

    def restore(self, file: Path, folder: Path) -> None:
        """Put a backup in the place of the library in a folder, and open it; what stands there stays beside it."""

        def work(_: Progress) -> Library:
            from researchdesk.library import backup
            from researchdesk.library.library import Library

            backup.restore(file, folder)
            return Library.open(folder)

        self._begin_closed(work, folder, tr("Bringing the backup back"))

    def move(self, folder: Path, target: Path) -> None:
        """Move a library to another folder, and open it there."""

        def work(_: Progress) -> Library:
            from researchdesk.library import cleaning
            from researchdesk.library.library import Library

            cleaning.move(folder, target)
            return Library.open(target)

        self._begin_closed(work, folder, tr("Moving the library"))

    def _begin_closed(self, work: Callable[[Progress], Library], folder: Path, words: str) -> None:
        """Do what needs the library closed; it is opened again where that fails."""
        held = self._desk.library
        was_open = held is not None and held.folder.absolute() == folder.absolute()
        if was_open:
            self._desk.flush()
            self.close()

        def failed(error: BaseException) -> None:
            self._on_failed(error, folder)
            if was_open:
                self.open(folder)

        self._begin(work, folder, words, failed)

    def create(self, folder: Path) -> None:
        """Make a library in a folder that holds none, and open it."""

        def work(_: Progress) -> Library:
            from researchdesk.library.library import Library

            return Library.create(folder)

        self._begin(work, folder)

    def sample(self) -> None:
        """Open the user's copy of the sample library; make it first where there is none."""
        folder = paths.default_library().parent / SAMPLE
        if self._desk.library is not None and self._desk.library.folder == folder:
            self._desk.say(tr("This library is open already."))
            return

        def work(progress: Progress) -> Library:
            from researchdesk.library import welcome
            from researchdesk.library.library import Library

            if Library.is_library(folder):
                return Library.open(folder)
            return welcome.open_sample(folder, progress)

        self._begin(work, folder, tr("Making the sample library"))

    def need(self, then: Callable[[], object]) -> None:
        """Do something that needs a library; the default one is made when none is open."""
        if self._desk.library is not None:
            then()
            return
        self._waiting.append(then)
        if not self._is_busy:
            folder = paths.default_library()
            is_there = (folder / "library.db").is_file()
            (self.open if is_there else self.create)(folder)

    def close(self) -> None:
        """Let go of the open library."""
        library = self._desk.library
        if library is not None:
            self._desk.use_library(None)
            self._desk.jobs.change(lambda _: let_go(library))

    def _begin(
        self,
        work: Callable[[Progress], Library],
        folder: Path,
        words: str = "",
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        self._is_busy = True
        self.began.emit()
        self._desk.flush()
        words = words or tr("Opening the library")
        self._desk.jobs.change(
            work,
            self._on_opened,
            failed or (lambda error: self._on_failed(error, folder)),
            words=words,
        )

    def _on_opened(self, library: Library) -> None:
        self._is_busy = False
        before = self._desk.library
        self._desk.use_library(library)
        if before is not None:
            self._desk.jobs.change(lambda _: let_go(before))
        self._desk.settings.set("last.library", str(library.folder.absolute()))
        logger.info("library opened")
        self.opened.emit(library)
        self._check.start()
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _on_check(self) -> None:
        """Look at the pages of the file now that the first list is there; the first change would wait for it."""
        library = self._desk.library
        if library is not None:
            self._desk.run("", lambda library, _: library.check(), self._on_whole, self._on_damaged)

    def _on_whole(self, _: None) -> None:
        library = self._desk.library
        if library is not None and not library.is_read_only:
            self._desk.change("prepare", lambda library: library.prepare())

    def _on_damaged(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._desk.fail(error)

    def _on_failed(self, error: BaseException, folder: Path) -> None:
        self._is_busy = False
        self._waiting.clear()
        if isinstance(error, LibraryMissing) and not folder.exists():
            logger.info("the library that was open last is gone")
        if isinstance(error, UserError):
            self.failed.emit(error, folder)
