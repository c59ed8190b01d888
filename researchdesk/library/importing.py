# SPDX-License-Identifier: MIT
"""Import a file or a folder: every entry that is found is stored, known or refused by name, and nothing is lost.

Reading may run in any thread; what is read is saved in batches, each a short operation, so that clipping and tagging go
on in between. A cancel, or Ctrl+C, keeps what is saved, and what was read but not saved yet is saved first. Batches
that follow each other quickly are one step of the history.
"""

from __future__ import annotations

import functools
import logging
import time
from typing import TYPE_CHECKING

from msgspec import Struct, field, structs

from researchdesk.clip.worker import Worker
from researchdesk.config.children import ChildDied, ChildTooSlow
from researchdesk.library import (
    annotation_files,
    articles,
    found_files,
    images,
    recognising,
    returning,
)
from researchdesk.model.clipping import Source
from researchdesk.model.errors import Cancelled, NoSuchThing, UserError
from researchdesk.model.importing import ImportReport, Rejected
from researchdesk.store import imports, versions
from researchdesk.store.door import translating_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.model.clipping import Clipped, Clipping
    from researchdesk.model.progress import Progress

    Tell = Callable[[Clipping, Clipped | None], object]
    Saving = Callable[[Callable[[], object]], object]

logger = logging.getLogger(__name__)

BATCH = 50  # entries
BATCH_BYTES = 32 << 20  # of what was received
BATCH_SECONDS = 5.0
IS_MAIL = "message/rfc822"  # what is attached to one may be new where the mail is known


class Wanted(Struct, frozen=True):
    """What is to be imported: a file, or a folder with all in it; and how.

    `files`: only these of the folder. `with_images`: whether pictures are kept; None leaves it to the preferences.
    """

    path: Path
    format: str | None = None
    password: str | None = None
    tags: tuple[str, ...] = ()
    files: tuple[Path, ...] | None = None
    with_images: bool | None = None

    def __repr__(self) -> str:
        """Say what it is, without the password: this goes into logs."""
        return f"Wanted({self.path!r})"


class _Tally(Struct):
    """What came of an import so far."""

    source: str
    run: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(imports.COUNTS, 0))
    rejected: list[Rejected] = field(default_factory=list)
    new: list[ArticleId] = field(default_factory=list)
    changed: list[ArticleId] = field(default_factory=list)
    was_stopped: bool = False

    def count(self, what: str) -> None:
        self.counts[what] += 1
        self.counts["found"] += 1

    def take(self, clipped: Clipped) -> None:
        self.count({"new": "stored", "version": "versions", "known": "known"}[clipped.status])
        if clipped.status != "known":
            (self.new if clipped.status == "new" else self.changed).append(clipped.article_id)

    def report(self) -> ImportReport:
        return ImportReport(
            self.source,
            self.counts["stored"],
            self.counts["versions"],
            self.counts["known"],
            tuple(self.rejected),
            tuple(self.new),
            tuple(self.changed),
            was_stopped=self.was_stopped,
            run=self.run,
        )


def run(
    library: Library,
    wanted: Wanted,
    progress: Progress | None = None,
    *,
    saving: Saving = lambda work: work(),
    tell: Tell | None = None,
) -> ImportReport:
    """Import a file or folder and give the report, which is kept in the library as well.

    `saving` carries work out in the thread that may change the library; `tell` hears of every article that was new or
    has a new text. Raises the user's error where there is one file, and nothing in it can be read.
    """
    if is_library(wanted):
        return returning.run(library, wanted.path, progress, saving)
    if wanted.files is None and annotation_files.is_one(wanted.path, wanted.format):
        return annotation_files.run(library, wanted.path, saving)
    made = _Import(library, wanted, progress, saving, tell)
    made.read()
    return made.tally.report()


def is_library(wanted: Wanted) -> bool:
    """Say whether it is a whole library that left as plain files: it comes in whole, into an empty one."""
    return wanted.files is None and wanted.format is None and returning.is_one(wanted.path)


def look_for_names(
    library: Library,
    report: ImportReport,
    progress: Progress | None = None,
    *,
    saving: Saving = lambda work: work(),
) -> None:
    """Propose people and countries for what an import brought; a cancel leaves the rest without."""
    ids = [*report.articles, *report.changed]
    for number, article_id in enumerate(ids):
        try:
            if progress:
                progress.step(number, len(ids), "Looking for names")
            found = recognising.recognise(library, article_id)
        except Cancelled:
            return
        except (ChildTooSlow, ChildDied, NoSuchThing) as error:
            logger.warning("no names were recognised: %s", type(error).__name__)
        else:
            saving(functools.partial(recognising.store, library, found))


def look(
    wanted: Wanted, progress: Progress | None = None, tell: Tell | None = None
) -> ImportReport:
    """Read as an import does, and save nothing."""
    if is_library(wanted):
        return returning.look(wanted.path, progress)
    if wanted.files is None and annotation_files.is_one(wanted.path, wanted.format):
        annotation_files.refuse_trial(wanted.path)
    wanted = structs.replace(wanted, with_images=False)
    worker, tally = Worker(), _Tally(str(wanted.path))
    seen: set[bytes] = set()
    try:
        for file, outcome in _outcomes(
            worker, wanted, _files(wanted, None), progress, tally, _never
        ):
            if isinstance(outcome, Rejected):
                tally.rejected.append(_named(outcome, file, wanted))
                continue
            digest = versions.digest(outcome.received.body)
            tally.count("known" if digest in seen else "stored")
            if digest not in seen and tell:
                tell(outcome, None)
            seen.add(digest)
    finally:
        worker.close()
    return tally.report()


def reports(library: Library) -> list[ImportReport]:
    """Give what all imports did, the newest first."""
    found = (imports.report(library.store, run) for run in imports.runs(library.store))
    return [one for one in found if one]


def report(library: Library, number: int) -> ImportReport:
    """Give what one import did; its articles are those that are still there."""
    found = imports.report(library.store, number)
    if found is None:
        raise NoSuchThing(noun="import", name=number)
    return found


def appeared(
    library: Library,
    folder: Path,
    progress: Progress | None = None,
    *,
    saving: Saving = lambda work: work(),
    tell: Tell | None = None,
    settled_after: float = 0.0,
) -> ImportReport | None:
    """Import what has come into a watched folder since it was looked at last; None where there is nothing new.

    What was refused is not tried again until it changes, and what lies in the trash stays there. A file that changed
    within the last `settled_after` seconds may still be written, and is left for the next look.
    """
    seen = found_files.Seen(library.uuid, folder)
    new = tuple(seen.new(_files(Wanted(folder), library), settled_after))
    if not new:
        return None
    made = run(library, Wanted(folder, files=new), progress, saving=saving, tell=tell)
    if not made.was_stopped:
        seen.note(new)
    return made


class _Import:
    """One import at work."""

    def __init__(
        self,
        library: Library,
        wanted: Wanted,
        progress: Progress | None,
        saving: Saving,
        tell: Tell | None,
    ) -> None:
        self._library, self._wanted, self._progress = library, wanted, progress
        self._saving, self._tell = saving, tell
        self._batch: list[tuple[Path, Clipping]] = []
        self._begun = time.monotonic()
        self._told = 0  # rejects that are noted in the library
        self._noted = dict.fromkeys(imports.COUNTS, 0)
        self.tally = _Tally(str(wanted.path))

    def read(self) -> None:
        """Read entry by entry, and save whenever a batch is full; also at the end, whatever the end was."""
        files = _files(self._wanted, self._library)
        found = _outcomes(
            self._library.worker, self._wanted, files, self._progress, self.tally, self._is_known
        )
        try:
            for file, outcome in found:
                if isinstance(outcome, Rejected):
                    self._reject(_named(outcome, file, self._wanted))
                else:
                    self._batch.append((file, outcome))
                if self._is_full():
                    self._save()
        finally:
            self._save()

    def _is_known(self, file: Path) -> bool:
        """Say whether the library holds exactly this file, so that it need not be read."""
        held = versions.media_type_of(self._library.store, found_files.digest(file))
        return held is not None and held != IS_MAIL

    def _is_full(self) -> bool:
        size = sum(_size(clipping) for _, clipping in self._batch)
        is_late = time.monotonic() - self._begun > BATCH_SECONDS
        return len(self._batch) >= BATCH or size > BATCH_BYTES or (bool(self._batch) and is_late)

    def _reject(self, rejected: Rejected) -> None:
        self.tally.rejected.append(rejected)
        self.tally.counts["found"] += 1

    def _save(self) -> None:
        batch, self._batch = self._batch, []
        if batch or self.tally.counts != self._noted:
            self._saving(lambda: self._save_batch(batch))
        self._begun = time.monotonic()

    def _save_batch(self, batch: list[tuple[Path, Clipping]]) -> None:
        """Save a batch in one operation; what cannot be saved alone is a reject."""
        library, tally = self._library, self.tally
        if not tally.run:
            with library.operation("Import", undoable=False):
                tally.run = imports.begin(
                    library.store, self._wanted.path.name, self._wanted.format or ""
                )
        done: list[tuple[Clipping, Clipped]] = []
        with library.operation("Import articles", merge_key=["import", tally.run]):
            for file, clipping in batch:
                if clipped := self._clip(file, clipping):
                    done.append((clipping, clipped))
            imports.mark(
                library.store, tally.run, [one.article_id for _, one in done if one.status == "new"]
            )
        for clipping, clipped in done:
            self._count(clipping, clipped)
        with library.operation("Import", undoable=False):
            more = {name: tally.counts[name] - self._noted[name] for name in imports.COUNTS}
            imports.note(library.store, tally.run, more, tally.rejected[self._told :])
        self._noted, self._told = dict(tally.counts), len(tally.rejected)

    def _clip(self, file: Path, clipping: Clipping) -> Clipped | None:
        """Save one entry inside the batch; one that cannot be saved costs no other."""
        try:
            return articles.clip(self._library, clipping, tags_of=self._wanted.tags)
        except UserError:
            raise
        except Exception as error:
            logger.exception("an entry could not be saved: %s", type(error).__name__)
            reason = "It could not be saved; the log says more. The others are not affected."
            self._reject(Rejected(_entry(file, self._wanted), reason, str(file)))
            return None

    def _count(self, clipping: Clipping, clipped: Clipped) -> None:
        self.tally.take(clipped)
        if self._tell and clipped.status != "known":
            self._tell(clipping, clipped)


def _outcomes(
    worker: Worker,
    wanted: Wanted,
    files: Sequence[Path],
    progress: Progress | None,
    tally: _Tally,
    is_known: Callable[[Path], bool],
) -> Iterator[tuple[Path, Clipping | Rejected]]:
    """Read file after file; a file that cannot be read is a reject, unless it is all that was asked for."""
    with_images = images.are_wanted(wanted.with_images)
    for number, file in enumerate(files):
        try:
            if progress:
                progress.step(number, len(files), file.name)
        except Cancelled:
            tally.was_stopped = True
            return
        if is_known(file):
            tally.count("known")
            continue
        source = Source("file", str(file), format=wanted.format, password=wanted.password)
        try:
            for outcome in worker.entries(source, with_images=with_images):
                yield file, outcome
        except UserError as error:
            if file == wanted.path:
                raise
            yield file, Rejected("", str(error), str(file))


def _size(clipping: Clipping) -> int:
    return len(clipping.received.body) + sum(len(one.body) for one in clipping.images)


def _files(wanted: Wanted, library: Library | None) -> list[Path]:
    if wanted.files is not None:
        return list(wanted.files)
    with translating_files(wanted.path):
        return found_files.within(wanted.path, library.folder if library else None)


def _named(rejected: Rejected, file: Path, wanted: Wanted) -> Rejected:
    return Rejected(
        rejected.entry or _entry(file, wanted), rejected.reason, rejected.path or str(file)
    )


def _entry(file: Path, wanted: Wanted) -> str:
    """Give what a report calls a file: its place in the folder that is imported."""
    if file == wanted.path or not file.is_relative_to(wanted.path):
        return file.name
    return file.relative_to(wanted.path).as_posix()


def _never(_: Path) -> bool:
    return False
