# SPDX-License-Identifier: MIT
"""Backups: when one is made, where it lies, which is the newest good one, and how one takes the library's place.

A library counts its own changes, and each copy holds the number of its moment. So the files themselves say whether a
copy is due, and how much work came after one; no clock is asked, and nothing has to be remembered elsewhere.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from researchdesk.config import paths
from researchdesk.config.settings import Settings
from researchdesk.model.backup import BackupState
from researchdesk.model.dates import local_minute, now
from researchdesk.model.errors import (
    BackupFailed,
    BadValue,
    DiskFailing,
    DiskFull,
    FileUnwritable,
    LibraryAltered,
    LibraryDamaged,
    LibraryMissing,
    LibraryReadOnly,
    LibraryTooNew,
    UserError,
)
from researchdesk.store import backup, copies
from researchdesk.store import restore as restoring
from researchdesk.store.operation import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlite_utils import Database

    from researchdesk.library.library import Library
    from researchdesk.model.backup import Backup, Restored

logger = logging.getLogger(__name__)

SESSION, BY_HAND = "session", "by-hand"
BEFORE_PURGE, BEFORE_RESTORE, BEFORE_UPGRADE = "before-purge", "before-restore", "before-upgrade"
BRIEF_CHANGES = 25  # changes after which a session of one command makes a copy
BRIEF_WAIT = timedelta(days=1)  # after which it makes one for any change
MARK = "library.txt"  # beside the copies: the folder of their library, for when the library cannot say who it is

_NO_COPY = (LibraryMissing, LibraryDamaged, LibraryAltered, LibraryTooNew, BackupFailed)
_EXPECTED = (LibraryDamaged, LibraryReadOnly, DiskFull, DiskFailing, BadValue)


def make(library: Library, place: Path | None = None, reason: str = BY_HAND) -> Backup:
    """Make a verified copy; in the library's thread, outside an operation. BackupFailed says why there is none.

    `place` is another folder than the library's own for backups, or (ending in .db) the file to be written; nothing
    is deleted there. 75 MB with 80,000 rows cost 1.6 s, most of it for the look at each row.
    """
    made = _make(library.store, place, reason)
    if place is None:
        backup.rotate(made)
    return made


def if_due(library: Library, *, is_brief: bool = False) -> Backup | None:
    """Make a copy where the library was changed since the newest one; at a session's end, or 4 h into a long one.

    A brief session, one command of many, waits until there is enough to it. None where nothing had to be done.
    """
    if library.is_read_only or not (changes := int(library.store.meta("changes") or 0)):
        return None
    newest = _newest_standing(_shelf(library.folder, library.uuid), library.folder, library.uuid)
    held = backup.record(newest.path) if newest else None
    if newest and held and held.history == library.store.meta("history"):
        since = changes - held.changes
        age = datetime.now(UTC) - datetime.fromisoformat(newest.made_at)
        if not since or (is_brief and since < BRIEF_CHANGES and age < BRIEF_WAIT):
            return None
    return make(library, reason=SESSION)


def before_upgrade(folder: Path) -> Callable[[Database], None]:
    """Give what makes a copy of an older library before its schema is changed."""

    def place(uuid: str) -> Path:
        shelf = _shelf(folder, uuid)
        _refuse_inside(shelf, folder)
        return copies.next_path(shelf, _label(folder, uuid), BEFORE_UPGRADE)

    copy = backup.before_upgrade(folder, place)

    def copy_or_say(db: Database) -> None:
        with _saying(folder):
            copy(db)

    return copy_or_say


def listed(folder: Path) -> list[Backup]:
    """Give the copies of the library in a folder, the newest first, however damaged the library is, or gone."""
    held = backup.record(folder / "library.db")
    shelves = [copies.listed(shelf) for shelf in _shelves(folder, held.uuid if held else None)]
    # a renamed library has begun a new one; in each the numbers count, not the clock
    shelves.sort(key=lambda found: found[0].made_at if found else "", reverse=True)
    return [one for found in shelves for one in found]


def stands(one: Backup) -> bool:
    """Say whether a copy is still a file of the right length; its rows are looked at by a deep search."""
    return copies.stands(one)


def copy_file(file: Path, target: Path) -> None:
    """Copy a file that the program has put aside to where the user wants it; FileUnwritable says why it could not."""
    try:
        shutil.copyfile(file, target)
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise FileUnwritable(path=target, reason=reason.lower()) from error


def is_good(one: Backup) -> bool:
    """Say whether a copy is as it was written, attachments included; 240 MB a second are read."""
    return copies.stands(one) and backup.is_good(one.path)


def newest_good(folder: Path) -> Backup | None:
    """Give the newest copy of a library in which all is as it was written."""
    return next((one for one in listed(folder) if is_good(one)), None)


def folder_of(library: Library) -> Path:
    """Give the folder of a library's own backups; it need not exist."""
    return _shelf(library.folder, library.uuid)


def last_failure(library: Library) -> str:
    """Give the reason why the last backup failed; empty when it did not."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        return str(json.loads(_failure_file(library.uuid).read_text("utf-8"))["reason"])
    return ""


def failure(library: Library) -> BackupFailed | None:
    """Give the sentence about the last backup, if that failed; every file is read, so not in the window's thread."""
    reason = last_failure(library)
    if not reason:
        return None
    newest = newest_good(library.folder)
    return BackupFailed(reason=reason, when=local_minute(newest.made_at) if newest else None)


def state(library: Library) -> BackupState:
    """Say how the backups of a library stand, without reading them."""
    newest = next((one for one in listed(library.folder) if copies.stands(one)), None)
    chosen = Settings.load().get("backup.folder")
    missing = bool(chosen) and not Path(chosen).expanduser().is_dir()
    return BackupState(newest, last_failure(library), chosen if missing else None)


def with_newest(error: LibraryDamaged, folder: Path) -> LibraryDamaged:
    """Let the error name the newest good copy and the changes since it, as far as they can be told."""
    newest = newest_good(folder)
    if not newest:
        return error
    held, copied = backup.record(folder / "library.db"), backup.record(newest.path)
    values = error.values | {"when": local_minute(newest.made_at), "backup": newest.path}
    if held and copied and held.changes >= copied.changes:
        values["n"] = held.changes - copied.changes
    return LibraryDamaged(**values)


def restore(file: Path, folder: Path) -> Restored:
    """Put a backup in the place of the library in a folder, or make a library of it in a new one.

    A copy of what stands there is made first, where it is whole; the old file stays beside in any case. Raises
    LibraryLocked where somebody has it open, BadValue where the backup is damaged; then nothing was changed.
    """
    if not file.is_file():
        raise LibraryMissing(path=file)
    restoring.check(file)
    made = _copy_of_old(folder)
    done = restoring.restore(file, folder)
    if made:
        backup.rotate(made)  # not before: what is being restored might have gone
    return done


def _copy_of_old(folder: Path) -> Backup | None:
    try:
        upgrade = before_upgrade(folder)
        with contextlib.closing(Store(folder, before_upgrade=upgrade)) as store:
            return None if store.is_read_only else _make(store, None, BEFORE_RESTORE)
    except _NO_COPY as error:  # the old file stays beside in any case
        logger.info("no copy before the restore: %s", error)
        return None


def _make(store: Store, place: Path | None, reason: str) -> Backup:
    uuid = store.meta("uuid") or ""
    with _saying(store.folder, uuid):
        if place is not None and place.suffix == ".db":
            target = place.absolute()
        else:
            shelf = _shelf(store.folder, uuid) if place is None else place.absolute()
            target = copies.next_path(shelf, _label(store.folder, uuid), reason)
        _refuse_inside(target, store.folder)
        backup.make(store.write_copy, store.folder, target)
        if place is None:
            _mark(target.parent, store.folder)
    logger.info("a backup was made: %s", reason)
    return copies.described(target, reason)


@contextlib.contextmanager
def _saying(folder: Path, uuid: str | None = None) -> Iterator[None]:
    """Turn what can go wrong into the one sentence, and remember it until a copy succeeds."""
    try:
        yield
    except _EXPECTED as error:
        reason = _words(error)
        if uuid:
            _remember(uuid, reason)
        newest = newest_good(folder)
        when = local_minute(newest.made_at) if newest else None
        raise BackupFailed(reason=reason, when=when) from error
    if uuid:
        with contextlib.suppress(OSError):
            _failure_file(uuid).unlink(missing_ok=True)


def _words(error: UserError) -> str:
    match error:
        case DiskFull():
            return f"there is no room on {error.values['disk']}"
        case DiskFailing():
            return "the disk reported an error"
        case LibraryReadOnly():
            return "the folder for backups cannot be written"
        case LibraryDamaged():
            return f"in the library, {error.values['reason']}"
    return str(error).removesuffix(".")


def _remember(uuid: str, reason: str) -> None:
    said = json.dumps({"reason": reason, "at": now()}, ensure_ascii=False)
    try:
        _failure_file(uuid).write_text(said, "utf-8")
    except OSError:
        logger.info("the failure of a backup could not be written down")


def _failure_file(uuid: str) -> Path:
    return paths.cache_of(uuid) / "backup-failed.json"


def _root() -> Path:
    chosen = Settings.load().get("backup.folder")
    return Path(chosen).expanduser().absolute() if chosen else paths.default_backups()


def _label(folder: Path, uuid: str) -> str:
    return copies.label(folder.resolve().name, uuid)


def _shelf(folder: Path, uuid: str) -> Path:
    """Give the folder of one library's copies; never that of a twin, which has the same uuid and may have its name."""
    label = _label(folder, uuid)
    names = itertools.chain([label], (f"{label}-{n}" for n in itertools.count(2)))
    return next(_root() / name for name in names if not _is_twins(_root() / name, folder))


def _refuse_inside(place: Path, folder: Path) -> None:
    """Refuse a place for copies that would be lost together with the library."""
    if place.resolve().is_relative_to(folder.resolve()):
        raise BadValue(
            value=place,
            kind="place for backups",
            expected="it lies in the library's own folder; choose another",
        )


def _shelves(folder: Path, uuid: str | None) -> list[Path]:
    """Find the folders that hold copies of this library, also those from before it was moved or renamed.

    The uuid in their names tells; where the library cannot say its own any more, the mark beside the copies.
    """
    named = re.compile(rf".*-{copies.label('', uuid).rpartition('-')[2]}(-\d+)?") if uuid else None
    return [
        shelf
        for shelf in sorted(_root().glob("*"))
        if shelf.is_dir()
        and (named.fullmatch(shelf.name) if named else _marked(shelf) == folder.resolve())
        and not _is_twins(shelf, folder)
    ]


def _is_twins(shelf: Path, folder: Path) -> bool:
    """Say whether the copies are of another library that is still there."""
    marked = _marked(shelf)
    return marked is not None and marked != folder.resolve() and (marked / "library.db").is_file()


def _mark(shelf: Path, folder: Path) -> None:
    with contextlib.suppress(OSError):
        (shelf / MARK).write_text(f"{folder.resolve()}\n", "utf-8")


def _marked(shelf: Path) -> Path | None:
    try:
        return Path((shelf / MARK).read_text("utf-8").removesuffix("\n"))
    except (OSError, UnicodeDecodeError):
        return None


def _newest_standing(shelf: Path, folder: Path, uuid: str) -> Backup | None:
    found = copies.listed(shelf, _label(folder, uuid))
    return next((one for one in found if copies.stands(one)), None)
