# SPDX-License-Identifier: MIT
"""Open a library file: one writer, made in the library thread; read-only readers. Imports sqlite3 alone.

sqlite_utils is imported when the first writer is made, so that a reader on the GUI's way to its window does not wait
for it (65 ms).
"""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from researchdesk.model.errors import Cancelled, LibraryLocked, LibraryReadOnly
from researchdesk.store.door import of_sqlite
from researchdesk.store.files import new_file, sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database

logger = logging.getLogger(__name__)

OLDEST = (3, 40)  # SQLite
SAFE = (
    "trusted_schema=OFF",  # a foreign file's schema may name functions
    "cell_size_check=ON",
    "mmap_size=0",  # with it, damage in memory reaches the file
    "temp_store=MEMORY",
    "foreign_keys=ON",
    "busy_timeout=10000",  # milliseconds
)
DURABLE = (
    "synchronous=FULL",  # NORMAL lost acknowledged work in half of all power cuts tried
    "secure_delete=ON",
    "recursive_triggers=ON",  # or the delete inside a REPLACE is not logged
    "journal_size_limit=67108864",  # bytes
)


_ODD = (sqlite3.DatabaseError, UnicodeError)  # of text, and of SQLite's own words about text


class Cursor(sqlite3.Cursor):
    """A cursor that says damage, or a failing disk, as the user's error; Cancelled once its connection was ended."""

    connection: Connection

    def execute(self, *args: Any) -> Cursor:
        """Run a statement; its first row is read here."""
        self._call(super().execute, *args)
        return self

    def executemany(self, *args: Any) -> Cursor:
        """Run a statement for each row of parameters."""
        self._call(super().executemany, *args)
        return self

    def fetchone(self) -> Any:
        """Give the next row, or None."""
        return next(self, None)

    def fetchall(self) -> list[Any]:
        """Give the rows that are left."""
        return cast("list[Any]", self._call(super().fetchall))

    def __next__(self) -> Any:
        return self._call(super().__next__)

    def _call(self, call: Callable[..., Any], *args: Any) -> Any:
        conn = self.connection
        with conn.in_use:
            if conn.is_ended:
                raise Cancelled
            try:
                return call(*args)
            except _ODD as error:
                meant = conn.meant_by(error)
                if isinstance(meant, Cancelled):
                    self.close()  # its statement would hold the file open
                if meant:
                    raise meant from error
                raise


class Connection(sqlite3.Connection):
    """A connection that can be kept track of weakly, and is closed when nobody holds it any more."""

    path = Path()
    is_ended = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.in_use = threading.RLock()  # held by the thread that is inside SQLite
        super().__init__(*args, **kwargs)

    def cursor(self, *_: Any) -> Cursor:  # type: ignore[override]
        """Give a cursor of ours."""
        with self.in_use:
            if self.is_ended:
                raise Cancelled
            return super().cursor(Cursor)

    def execute(self, *args: Any) -> Cursor:
        """Run a statement on a new cursor; sqlite3's own shortcut would not ask `cursor` for one."""
        return self.cursor().execute(*args)

    def executemany(self, *args: Any) -> Cursor:
        """Run a statement on a new cursor for each row of parameters."""
        return self.cursor().executemany(*args)

    def meant_by(self, error: Exception) -> Exception | None:
        """Say what an error means: the end of this connection, or the user's error; None for a bug of ours."""
        if self.is_ended:
            return Cancelled()
        said = of_sqlite(error, self.path)
        return None if isinstance(said, LibraryReadOnly) else said  # a write outside an operation

    def rollback(self) -> None:
        """Take a transaction back; nothing, where it ended with the connection."""
        with self.in_use:
            if not self.is_ended:
                super().rollback()

    def end(self) -> None:
        """Close, also while another thread reads: closed amid its statement, the process would crash."""
        if self.is_ended:
            return
        self.is_ended = True
        self.interrupt()
        with self.in_use:
            self.close()

    def __del__(self) -> None:
        # it was never opened, or is a writer that was let go in another thread
        with contextlib.suppress(sqlite3.ProgrammingError):
            self.close()


def reader(path: Path) -> Connection:
    """Open for reading only. Each thread has its own; only `Store.close` ends it from another thread."""
    conn = _connect(path, "mode=ro", check_same_thread=False)
    try:
        _look(conn)
    except sqlite3.OperationalError:
        conn.close()
        if os.access(path.parent, os.W_OK):
            raise
        # -wal and -shm cannot be made there: read the file as it stands
        conn = _connect(path, "mode=ro&immutable=1", check_same_thread=False)
        _look(conn)
    return conn


def writer(path: Path, *, journal: str) -> Connection:
    """Open the one writing connection to a file that is there; it lives in the calling thread."""
    if sqlite3.sqlite_version_info < OLDEST:
        raise RuntimeError(f"this SQLite is too old: {'.'.join(map(str, OLDEST))} is needed")
    conn = _connect(path, "mode=rw")  # rw: a wrong path must never make an empty library
    _set_journal(conn, journal)
    for pragma in (*SAFE, *DURABLE):
        conn.execute(f"PRAGMA {pragma}")
    return conn


def rows_of(conn: Connection) -> Database:
    """Give the writing connection to sqlite-utils, which takes a fifth of a second to import."""
    import sqlite_utils.utils

    if vars(sqlite_utils.utils)["sqlite3"] is not sqlite3:
        raise RuntimeError("sqlite-utils uses another SQLite than this program")

    class Rows(sqlite_utils.Database):
        """Knows what SQLite can do, where the other asks by writing: under query_only it would remember "no"."""

        supports_strict = supports_on_conflict = True

    return Rows(conn, execute_plugins=False, recursive_triggers=False, strict=True)


def roll_back(path: Path) -> None:
    """Take back a change that was cut off amid a rollback journal, which a reader cannot."""
    with contextlib.closing(_connect(path, "mode=rw")) as conn:
        _look(conn)


def vacuum_into(conn: sqlite3.Connection, path: Path) -> None:
    """Write the whole library into a new file, which is durable afterwards; a failure leaves none."""
    new_file(path)
    try:
        # not our cursor: a full disk is then the copy's, not the library's
        sqlite3.Connection.cursor(conn).execute("VACUUM INTO ?", [str(path)])
        sync_file(path)
        sync_folder(path.parent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def checkpoint(conn: sqlite3.Connection) -> None:
    """Bring the -wal into the file as far as readers and the disk allow; what is left in it is not lost."""
    with contextlib.suppress(sqlite3.Error):
        cursor = sqlite3.Connection.cursor(conn)
        cursor.execute("PRAGMA busy_timeout=200")  # the last one to close does it anyway
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def plain(conn: sqlite3.Connection) -> sqlite3.Cursor:
    """Give a cursor whose rows are tuples: to compare, to hash, to unpack fast."""
    cursor = conn.cursor()
    cursor.row_factory = None
    return cursor


def _connect(path: Path, query: str, *, check_same_thread: bool = True) -> Connection:
    conn = sqlite3.connect(
        f"{path.absolute().as_uri()}?{query}",
        uri=True,
        isolation_level=None,  # Python opens no transaction of its own: none can stay open unseen
        factory=Connection,
        check_same_thread=check_same_thread,
    )
    conn.path = path
    conn.row_factory = sqlite3.Row
    return conn


def _look(conn: Connection) -> None:
    """Set a reader up, and read: only then it shows whether the file can be read here."""
    cursor = sqlite3.Connection.cursor(conn)
    for pragma in (*SAFE, "query_only=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    try:
        cursor.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except UnicodeDecodeError as error:
        raise sqlite3.DatabaseError("the schema is no text") from error


def _set_journal(conn: Connection, journal: str) -> None:
    """Set the journal mode; where the disk knows no WAL, or a reader holds the old one, the other safe mode stays."""
    conn.execute("PRAGMA busy_timeout=200")  # a reader in the way may stay for hours
    try:
        found = conn.execute(f"PRAGMA journal_mode={journal}").fetchone()[0]
    except LibraryLocked:
        logger.info("another program reads this library: the journal mode stays as it was")
        return
    if found not in ("wal", "truncate", journal.lower()):
        conn.execute("PRAGMA journal_mode=TRUNCATE")
