# SPDX-License-Identifier: MIT
"""Verified copies of a library: whole and as written when they get their name, and durable once the call returns.

The attachments of all copies in a folder lie together beside them, each under its hash.
"""

from __future__ import annotations

import contextlib
import glob
import logging
import sqlite3
from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.model.errors import BadValue, LibraryDamaged, UserError
from researchdesk.store import attachments, copies, verify
from researchdesk.store.connection import reader, vacuum_into
from researchdesk.store.door import of_system, translating
from researchdesk.store.files import make_folder, sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlite_utils import Database

    from researchdesk.model.backup import Backup

logger = logging.getLogger(__name__)

UNREADABLE = (sqlite3.Error, OSError, UserError)


class Record(Struct, frozen=True):
    """What a library file says of itself: whose it is, of which history, and how often it was changed."""

    uuid: str
    history: str
    changes: int


def record(path: Path) -> Record | None:
    """Read what a file says of itself, damaged or not; None where that cannot be read."""
    try:
        with contextlib.closing(reader(path)) as conn:
            said = dict(conn.execute("SELECT key, value FROM meta").fetchall())
            return Record(said["uuid"], said["history"], int(said.get("changes", 0)))
    except (*UNREADABLE, KeyError, ValueError):
        return None


def make(write: Callable[[Path], object], library: Path, target: Path) -> None:
    """Let `write` write a copy of the library in a folder, verify it, and only then give it its name.

    Raises LibraryDamaged where a row or a body is not as it was written, DiskFull and the like for the disk of the
    copy, BadValue where no folder can be made. Nothing is left of what failed.
    """
    if target.exists():
        raise BadValue(value=target, kind="place for a backup", expected="a file is there already")
    part = target.with_name(f"{target.name}.part")
    try:
        with _translating_files(target):
            make_folder(target.parent)
            _clear(target)
            with translating(part):
                write(part)
            _check(part, library, target.parent)
            sync_file(part)
            part.rename(target)
            sync_folder(target.parent)
    finally:
        with contextlib.suppress(OSError):
            _clear(target)


def before_upgrade(library: Path, place: Callable[[str], Path]) -> Callable[[Database], None]:
    """Give what `Store` calls before a migration: a copy at the place that `place` gives for the library's uuid."""

    def copy(db: Database) -> None:
        uuid = db.conn.execute("SELECT value FROM meta WHERE key = 'uuid'").fetchone()[0]
        make(lambda part: vacuum_into(db.conn, part), library, place(uuid))

    return copy


def rotate(newest: Backup) -> list[Backup]:
    """Delete the copies beside one just made that may go, and the attachments that none needs; give those that went."""
    folder, label = newest.path.parent, copies.label_of(newest.path)
    standing = [one for one in copies.listed(folder, label) if copies.stands(one)]
    gone = copies.surplus(standing)
    for one in gone:
        one.path.unlink(missing_ok=True)
    if gone:
        sync_folder(folder)
        _sweep(folder)
    return gone


def is_good(path: Path) -> bool:
    """Say whether a copy is as it was written, attachments included."""
    return not any(verify.damages(path, path.parent))


def _check(part: Path, library: Path, folder: Path) -> None:
    with contextlib.closing(reader(part)) as conn:
        bodies = attachments.needed(conn)
    for sha256 in bodies:
        attachments.share(library, folder, sha256)
    for damage in verify.damages(part):
        raise LibraryDamaged(path=library, reason=str(damage))


def _clear(target: Path) -> None:
    """Remove what attempts that were cut off have left of this library's copies."""
    label = copies.label_of(target) or target.name
    for left in target.parent.glob(f"{glob.escape(label)}*.part*"):
        left.unlink()


def _sweep(folder: Path) -> None:
    bodies = set[bytes]()
    for path in folder.glob("*.db"):
        try:
            with contextlib.closing(reader(path)) as conn:
                bodies |= attachments.needed(conn)
        except UNREADABLE:
            logger.info("a copy cannot be read: all attachments stay")
            return
    attachments.sweep(folder, bodies)


@contextlib.contextmanager
def _translating_files(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if said := of_system(error, target):
            raise said from error
        reason = f"it cannot be used ({error.strerror})"
        raise BadValue(value=target.parent, kind="folder for backups", expected=reason) from error
