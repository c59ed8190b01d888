# SPDX-License-Identifier: MIT
"""Import folders and files, one after another, and look after the watched folder; what came of it is said at the end.

Files are read in the pool, batch by batch saved in the library thread. A cancel keeps what is saved.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import structs
from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from researchdesk.model.clipping import Source
from researchdesk.model.errors import Cancelled, PasswordWanted, UserError
from researchdesk.ui.translate import plural, tr
from researchdesk.ui.verbs import importing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from researchdesk.library.importing import Wanted
    from researchdesk.library.library import Library
    from researchdesk.model.importing import ImportReport
    from researchdesk.model.progress import Progress
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.opening import Opening

    Saving = Callable[[Callable[[], object]], object]

logger = logging.getLogger(__name__)

T = TypeVar("T")
SETTLED = 2.0  # seconds after which a file that appeared is taken for whole
LOOK_AFTER = 2_500  # ms after a change of the watched folder
MOST_WATCHED = 200  # folders within the watched one


class Imports(QObject):
    """The queue of what is to be imported."""

    reported = Signal(object)  # ImportReport that the user wants to see
    password_wanted = Signal(object, object)  # Source, PasswordWanted
    addresses_given = Signal(object)  # Sources of a report that are addresses: to be clipped
    finished = Signal()

    def __init__(self, desk: Desk, opening: Opening, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._opening = opening
        self._waiting: deque[tuple[Path, tuple[Path, ...] | None, str | None]] = deque()
        self._is_running = False
        self.last: ImportReport | None = None
        desk.library_changed.connect(self._on_library_changed)

    @property
    def is_running(self) -> bool:
        """True while something is being imported."""
        return self._is_running or bool(self._waiting)

    def take(self, sources: Sequence[Source]) -> None:
        """Import folders each by itself, and all files together."""
        files = [Path(one.value) for one in sources if not Path(one.value).is_dir()]
        for one in sources:
            if Path(one.value).is_dir():
                self._waiting.append((Path(one.value), None, one.password))
        if len(files) == 1:
            self._waiting.append((files[0], None, sources[0].password))
        elif files:
            shared = os.path.commonpath([one.parent for one in files])
            self._waiting.append((Path(shared), tuple(files), None))
        if self._waiting:
            self._opening.need(self._next)

    def again(self, report: ImportReport) -> None:
        """Import once more what was refused; addresses are clipped."""
        sources = report.refused
        self.take([one for one in sources if one.kind == "file"])
        if addresses := [one for one in sources if one.kind == "address"]:
            self.addresses_given.emit(addresses)

    def show_last(self) -> None:
        """Show what the last import did, in this session or before it."""
        if self.last is not None:
            self.reported.emit(self.last)
            return

        def show(found: list[ImportReport]) -> None:
            if found:
                self.reported.emit(found[0])
            else:
                self._desk.say(tr("Nothing was imported yet."))

        self._desk.ask(importing.reports, show)

    def run(
        self,
        words: str,
        work: Callable[[Library, Progress, Saving], T],
        then: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Do the work of an import in the pool; it saves through the library thread."""
        jobs = self._desk.jobs

        def in_pool(library: Library, progress: Progress) -> T:
            def saving(one: Callable[[], object]) -> object:
                def unless_closed() -> object:
                    if library.is_closed:
                        raise Cancelled
                    return one()

                return jobs.in_library(unless_closed)

            return work(library, progress, saving)

        self._desk.run(words, in_pool, then, failed)

    def _next(self) -> None:
        if self._is_running:
            return
        if not self._waiting:
            self.finished.emit()
            return
        self._is_running = True
        path, files, password = self._waiting.popleft()
        logger.info("import a %s", "folder" if path.is_dir() else "file")

        def work(library: Library, progress: Progress, saving: Saving) -> ImportReport:
            wanted = _wanted(path, files, password)
            return importing.run(library, wanted, progress, saving=saving)

        source = Source("file", str(path))
        self.run(
            tr("Importing {name}", name=path.name),
            work,
            self._on_done,
            lambda error: self._on_failed(source, error),
        )

    def _on_done(self, report: ImportReport | None) -> None:
        self._is_running = False
        if report is not None:
            self.say(report)
        self._next()

    def _on_failed(self, source: Source, error: BaseException) -> None:
        self._is_running = False
        if isinstance(error, PasswordWanted):
            self.password_wanted.emit(source, error)
        elif isinstance(error, UserError):
            self._desk.fail(error, {"try_again": lambda: self.take([source])})
        else:
            self._waiting.clear()
        self._next()

    def say(self, report: ImportReport) -> None:
        """Say what came of an import, with its report."""
        self.last = report
        way = (tr("Report"), lambda: self.reported.emit(report))
        self._desk.say(sentence(report), undo=bool(report.stored or report.versions), action=way)
        if report.articles or report.changed:
            self._look_for_names(report)

    def _look_for_names(self, report: ImportReport) -> None:
        def work(library: Library, progress: Progress, saving: Saving) -> None:
            importing.look_for_names(library, report, progress, saving=saving)

        self.run(tr("Looking for names"), work, lambda _: None, lambda _: None)

    def _on_library_changed(self) -> None:
        if self._is_running:
            self._is_running = False
            self._waiting.clear()
        self.last = None


class Watch(QObject):
    """Clips what comes into the watched folder, while a library is open."""

    def __init__(self, desk: Desk, imports: Imports, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._imports = imports
        self._files = QFileSystemWatcher(self)
        self._files.directoryChanged.connect(self._on_changed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER)
        self._timer.timeout.connect(self._look)
        self._is_looking = False
        desk.library_changed.connect(self.follow)

    @property
    def folder(self) -> Path | None:
        """The watched folder; None where there is none."""
        chosen = self._desk.settings.get("watch.folder")
        folder = Path(chosen).expanduser() if chosen else None
        return folder if folder and folder.is_dir() else None

    def follow(self) -> None:
        """Watch the folder that is chosen now, and look into it at once."""
        if held := self._files.directories():
            self._files.removePaths(held)
        self._is_looking = False
        self._timer.stop()
        if self.folder and self._desk.library and not self._desk.library.is_read_only:
            self._files.addPaths(_folders(self.folder))
            self._timer.start()

    def stop(self) -> None:
        """Begin nothing new."""
        self._timer.stop()

    def _on_changed(self) -> None:
        self._timer.start()

    def _look(self) -> None:
        folder = self.folder
        if folder is None or self._is_looking or self._imports.is_running:
            if folder is not None:
                self._timer.start()
            return
        self._is_looking = True

        def work(library: Library, progress: Progress, saving: Saving) -> ImportReport | None:
            return importing.appeared(
                library, folder, progress, saving=saving, settled_after=SETTLED
            )

        self._imports.run(tr("Looking into the watched folder"), work, self._done, self._failed)

    def _done(self, report: ImportReport | None) -> None:
        self._is_looking = False
        folder = self.folder
        if folder and (new := set(_folders(folder)) - set(self._files.directories())):
            self._files.addPaths(sorted(new))
        if report is not None:
            self._imports.say(report)
            self._timer.start()  # what was still being written is whole by then

    def _failed(self, error: BaseException) -> None:
        self._is_looking = False
        if isinstance(error, UserError):
            self._desk.fail(error)


def sentence(report: ImportReport) -> str:
    """Say in a line what came of an import."""
    parts = [plural("1 article imported", "{n} articles imported", report.stored)]
    if report.is_of_marks:
        parts = [plural("1 entry imported", "{n} entries imported", report.stored)]
    if report.versions:
        parts.append(plural("1 has a new text", "{n} have a new text", report.versions))
    if report.known:
        parts.append(plural("1 was known already", "{n} were known already", report.known))
    if report.rejected:
        parts.append(plural("1 refused", "{n} refused", len(report.rejected)))
    words = ", ".join(parts)
    if report.was_stopped:
        return tr("Stopped, and what was saved is kept: {words}.", words=words)
    return f"{words}."


def _wanted(path: Path, files: tuple[Path, ...] | None, password: str | None) -> Wanted:
    from researchdesk.library.importing import Wanted

    return structs.replace(Wanted(path, password=password), files=files)


def _folders(folder: Path) -> list[str]:
    """Give a folder and those in it, as many as can be watched."""
    found = [str(folder)]
    for here, names, _ in os.walk(folder):
        names[:] = [one for one in names if not one.startswith(".")]
        found += [str(Path(here) / one) for one in names]
        if len(found) > MOST_WATCHED:
            break
    return found[:MOST_WATCHED]
