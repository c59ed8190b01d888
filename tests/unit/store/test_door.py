# SPDX-License-Identifier: MIT
"""Errors of SQLite and of files leave as the user's; mistakes of the program do not."""

from __future__ import annotations

import errno
import sqlite3
from typing import TYPE_CHECKING

import pytest

from researchdesk.model.errors import (
    DiskFailing,
    DiskFull,
    LibraryDamaged,
    LibraryLocked,
    LibraryMissing,
    LibraryReadOnly,
)
from researchdesk.store import door
from tests.unit.store.rows import clip, dump, labels

if TYPE_CHECKING:
    from pathlib import Path

    from researchdesk.store.operation import Store


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SQLITE_FULL", DiskFull),
        ("SQLITE_IOERR_FSYNC", DiskFailing),
        ("SQLITE_CANTOPEN_ISDIR", LibraryMissing),
        ("SQLITE_BUSY", LibraryLocked),
        ("SQLITE_BUSY_SNAPSHOT", LibraryLocked),
        ("SQLITE_PROTOCOL", LibraryLocked),
        ("SQLITE_READONLY_DBMOVED", LibraryReadOnly),
        ("SQLITE_CORRUPT_INDEX", LibraryDamaged),
        ("SQLITE_NOTADB", LibraryDamaged),
        ("SQLITE_ERROR", None),
        ("SQLITE_CONSTRAINT_UNIQUE", None),
        ("", None),
    ],
)
def test_each_of_sqlites_errors_has_its_word(
    tmp_path: Path, name: str, said: type[Exception] | None
) -> None:
    error = sqlite3.OperationalError("words")
    error.sqlite_errorname = name
    found = door.of_sqlite(error, tmp_path / "library.db")
    assert (type(found) if found else None) is said
    assert not found or str(found)


def test_a_file_that_is_there_but_cannot_be_opened_is_a_failing_disk(store: Store) -> None:
    error = sqlite3.OperationalError("words")
    error.sqlite_errorname = "SQLITE_CANTOPEN"
    assert isinstance(door.of_sqlite(error, store.path), DiskFailing)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EIO, DiskFailing),
        (errno.EROFS, LibraryReadOnly),
        (errno.EACCES, LibraryReadOnly),
        (errno.EEXIST, OSError),
    ],
)
def test_each_failed_file_call_has_its_word(
    tmp_path: Path, number: int, said: type[Exception]
) -> None:
    with pytest.raises(said) as found, door.translating_files(tmp_path):
        raise OSError(number, "words")
    assert isinstance(found.value.__cause__, OSError) or said is OSError


def test_a_callers_own_failed_file_call_is_not_taken_for_the_librarys(store: Store) -> None:
    with pytest.raises(PermissionError), store.operation("Import"):
        raise PermissionError(errno.EACCES, "the archive may not be read")


def test_sqlites_errors_in_an_operation_leave_as_the_users(store: Store) -> None:
    failed = sqlite3.OperationalError("disk I/O error")
    failed.sqlite_errorname = "SQLITE_IOERR_WRITE"
    with pytest.raises(DiskFailing), store.operation("Import"):
        raise failed
    with pytest.raises(sqlite3.OperationalError, match="syntax"), store.operation("Bug"):
        store.db.execute("NO SQL")


def test_a_full_disk_is_named_and_the_library_goes_on(store: Store) -> None:
    clip(store)
    before = dump(store.read())
    store.db.conn.execute("PRAGMA max_page_count=1")  # SQLite answers as on a full disk
    with pytest.raises(DiskFull) as said:
        clip(store, "Large", "text " * 50_000)
    assert said.value.values["disk"]
    assert dump(store.read()) == before
    store.db.conn.execute("PRAGMA max_page_count=1000000")
    clip(store, "Large", "text " * 50_000)
    assert labels(store) == ["Clip article", "Clip article"]
