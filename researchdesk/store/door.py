# SPDX-License-Identifier: MIT
"""The door of the store: errors of SQLite and of our own file calls leave as errors of the user, or stay bugs."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from typing import TYPE_CHECKING

from researchdesk.model.errors import (
    BadValue,
    DiskFailing,
    DiskFull,
    LibraryDamaged,
    LibraryLocked,
    LibraryMissing,
    LibraryReadOnly,
    UserError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHOWN = 40  # code points of a value
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FAILING = frozenset({errno.EIO, errno.ENXIO, errno.ENODEV, errno.EMFILE, errno.ENFILE})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@contextlib.contextmanager
def translating(path: Path) -> Iterator[None]:
    """Let SQLite's errors about the library at `path` leave as the user's; what is a bug of ours stays as it is."""
    try:
        yield
    except sqlite3.Error as error:
        if said := of_sqlite(error, path):
            raise said from error
        raise


@contextlib.contextmanager
def translating_files(path: Path) -> Iterator[None]:
    """Let errors of our own file calls at `path` leave as the user's. Never around a caller's block."""
    try:
        yield
    except OSError as error:
        if said := of_system(error, path):
            raise said from error
        raise


def of_sqlite(error: Exception, path: Path) -> UserError | None:
    """Give the user's error for one of SQLite's; None where it can only be a mistake in the program."""
    if isinstance(error, UnicodeError) or str(error).startswith("Could not decode"):
        return _of_text(error, path)
    name = getattr(error, "sqlite_errorname", None) or ""
    match name.split("_")[1:2]:
        case ["FULL"]:
            return DiskFull(disk=disk_of(path))
        case ["IOERR"]:
            return DiskFailing()
        case ["CANTOPEN"]:
            return DiskFailing() if path.exists() else LibraryMissing(path=path)
        case ["BUSY"] | ["PROTOCOL"]:
            return LibraryLocked(holder="another program is writing in it")
        case ["READONLY"]:
            return LibraryReadOnly(reason="the disk or this user's rights do not allow it")
        case ["CORRUPT"] | ["NOTADB"]:
            return LibraryDamaged(path=path, reason=str(error))
    return None


def _of_text(error: Exception, path: Path) -> UserError:
    if isinstance(error, UnicodeEncodeError):
        shown = error.object[:SHOWN].encode("utf-8", "replace").decode()
        return BadValue(value=shown, kind="text", expected="a letter in it is cut in half")
    return LibraryDamaged(path=path, reason="a text in it is no text")


def of_system(error: OSError, path: Path) -> UserError | None:
    """Give the user's error for a failed file call of our own; None where it can only be a mistake."""
    if error.errno in _FULL:
        return DiskFull(disk=disk_of(path))
    if error.errno in _FAILING:
        return DiskFailing()
    if error.errno in _READ_ONLY:
        return LibraryReadOnly(reason="the disk or this user's rights do not allow it")
    return None


def disk_of(path: Path) -> str:
    """Name the disk that holds a path, as the user knows it: where it is mounted."""
    place = path.absolute()
    while not place.is_mount() and place != place.parent:
        place = place.parent
    return str(place)
