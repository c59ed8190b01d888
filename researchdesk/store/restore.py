# SPDX-License-Identifier: MIT
"""Put a backup in a library's place. At every moment a whole library is there, and the old one is never lost.

The order counts. A -wal of the old library beside the new file would corrupt it, so it goes away first.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import uuid
from typing import TYPE_CHECKING

from researchdesk.model.backup import Restored
from researchdesk.model.dates import now
from researchdesk.model.errors import BadValue, LibraryDamaged, LibraryReadOnly
from researchdesk.store import attachments, opening, verify
from researchdesk.store.connection import plain, reader, rows_of, vacuum_into, writer
from researchdesk.store.door import translating, translating_files
from researchdesk.store.files import make_folder, new_file, sync_file, sync_folder
from researchdesk.store.lock import Lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BESIDE = ("-wal", "-shm", "-journal")


def check(backup: Path) -> None:
    """Raise what forbids to restore from this file: it is missing, damaged, too new, or holds code of others."""
    try:
        found = opening.examine(backup)
        if found.objection:
            raise found.objection
        for damage in verify.damages(backup):
            raise LibraryDamaged(path=backup, reason=str(damage))
    except LibraryDamaged as error:
        reason = f"it is damaged ({error.values['reason']}), take an older one"
        raise BadValue(value=backup, kind="good backup", expected=reason) from error


def restore(backup: Path, folder: Path) -> Restored:
    """Make a backup the library of a folder, which is made where there is none; the old file stays beside.

    Raises LibraryLocked where somebody has the library open, and what `check` raises; then nothing was changed. The
    undo history of the new one is empty, and it has a history of its own, so the index is made anew.
    """
    check(backup)
    with translating(folder), translating_files(folder):
        make_folder(folder)
        lock = Lock(folder)
        try:
            _clear(folder)
            part = folder / "library.part"
            missing = _copy(backup, part, folder)
            aside = _replace(part, folder / "library.db")
        finally:
            with contextlib.suppress(OSError):
                _clear(folder)
            lock.release()
    return Restored(folder / "library.db", aside, missing)


def clean_copy(source: Path, folder: Path) -> Restored:
    """Make a library of the rows of another one, without the triggers, views and virtual tables of others.

    Raises BadValue where the folder holds a library, LibraryDamaged where a row is not as it was written.
    """
    return _new(source, folder, _make_clean)


def move(source: Path, folder: Path) -> Restored:
    """Make a library in a new folder of one that nobody has open, undo history and all.

    The old file stays under another name once the new one is whole. Raises LibraryLocked where somebody has it open,
    BadValue where the folder holds a library, LibraryDamaged where a row is not as it was written, LibraryReadOnly
    where the old file could not be put aside.
    """
    if not os.access(source, os.W_OK):
        raise LibraryReadOnly(reason="its folder cannot be written")
    with translating(source), translating_files(source):
        lock = Lock(source)
        try:
            done = _new(source, folder, _nothing)
            path = source / "library.db"
            aside = path.with_name(f"library.moved-{_stamp()}.db")
            for suffix in ("", *_BESIDE):
                if (left := path.with_name(path.name + suffix)).exists():
                    left.rename(aside.with_name(aside.name + suffix))
            sync_folder(source)
        finally:
            lock.release()
    return Restored(done.path, aside, done.missing)


def _new(source: Path, folder: Path, change: Callable[[Path], object]) -> Restored:
    """Copy a library into a folder that holds none, change it there, and look at it before it gets its name."""
    with translating(folder), translating_files(folder):
        make_folder(folder)
        lock = Lock(folder)
        try:
            if (folder / "library.db").exists():
                raise BadValue(
                    value=folder, kind="place for a new library", expected="it holds one already"
                )
            _clear(folder)
            part = folder / "library.part"
            with contextlib.closing(reader(source / "library.db")) as conn:
                conn.execute("PRAGMA query_only=OFF")
                vacuum_into(conn, part)
            change(part)
            for damage in verify.damages(part):
                raise LibraryDamaged(path=source, reason=str(damage))
            missing = _attachments(part, source, folder)
            sync_file(part)
            part.rename(folder / "library.db")
            sync_folder(folder)
        finally:
            with contextlib.suppress(OSError):
                _clear(folder)
            lock.release()
    return Restored(folder / "library.db", None, missing)


def _attachments(part: Path, source: Path, folder: Path) -> tuple[str, ...]:
    with contextlib.closing(reader(part)) as conn:
        bodies = attachments.needed(conn)
    missing = [sha256 for sha256 in bodies if not _fetch(source, folder, sha256)]
    return tuple(sorted(sha256.hex() for sha256 in missing))


def _nothing(_: Path) -> None:
    """Leave the copy as it is."""


def _make_clean(part: Path) -> None:
    from researchdesk.store.migrations import migrate

    with contextlib.closing(writer(part, journal="DELETE")) as conn:
        strange = plain(conn).execute(
            "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') "
            "OR sql LIKE 'CREATE VIRTUAL%'"
        )
        for kind, name in strange.fetchall():
            quoted = name.replace('"', '""')
            conn.execute(f'DROP {kind.upper()} IF EXISTS "{quoted}"')
        migrate(rows_of(conn))
        own = "INSERT OR REPLACE INTO meta (key, value) VALUES ('uuid', ?)"
        conn.execute(own, [str(uuid.uuid4())])  # it is a library of its own


def _clear(folder: Path) -> None:
    for left in folder.glob("library.part*"):
        left.unlink()


def _copy(backup: Path, part: Path, folder: Path) -> tuple[str, ...]:
    """Copy file and attachments beside, durably; give the names of the attachments that are nowhere whole."""
    from researchdesk.store.migrations import migrate

    new_file(part)
    shutil.copyfile(backup, part)
    with contextlib.closing(writer(part, journal="DELETE")) as conn:
        # Ctrl+Z must not take back a deed of another day, nor may a foreign file bring its log or its triggers
        migrate(rows_of(conn))
        bodies = attachments.needed(conn)
    missing = [sha256 for sha256 in bodies if not _fetch(backup.parent, folder, sha256)]
    sync_file(part)
    sync_folder(folder)
    return tuple(sorted(sha256.hex() for sha256 in missing))


def _fetch(source: Path, folder: Path, sha256: bytes) -> bool:
    try:
        attachments.share(source, folder, sha256)
    except LibraryDamaged:
        return False
    return True


def _replace(part: Path, path: Path) -> Path | None:
    """Put the new file in the old one's place; give where the old one is now."""
    aside = path.with_name(f"library.damaged-{_stamp()}.db")
    for suffix in _BESIDE:
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + suffix))
    sync_folder(path.parent)
    is_there = path.exists()
    if is_there:
        _keep(path, aside)
    part.replace(path)
    sync_folder(path.parent)
    return aside if is_there else None


def _stamp() -> str:
    return "".join(char for char in now() if char.isalnum())


def _keep(path: Path, aside: Path) -> None:
    try:
        os.link(path, aside)
    except OSError:  # a disk that knows no links
        new_file(aside)
        shutil.copyfile(path, aside)
        sync_file(aside)
    sync_folder(path.parent)
