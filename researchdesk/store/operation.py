# SPDX-License-Identifier: MIT
"""An open library file: operations, undo, redo, reading.

One operation is one transaction, one undo step and one Changes value. The thread that opens the library is the only
one that may change it. Any thread may read, each through its own connection: a reader never waits for the writer.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
import weakref
from typing import TYPE_CHECKING

from researchdesk.model.changes import Changes, HistoryStep
from researchdesk.model.dates import now
from researchdesk.model.errors import (
    Cancelled,
    CannotUndo,
    LibraryDamaged,
    LibraryMissing,
    LibraryReadOnly,
    LibraryReplaced,
    NoSuchThing,
)
from researchdesk.store import chain, connection, digests, opening, places, verify
from researchdesk.store.door import translating, translating_files
from researchdesk.store.lock import Lock
from researchdesk.store.schema import VERSION, WATCHED
from researchdesk.store.undo import Step, UndoLog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlite_utils import Database

logger = logging.getLogger(__name__)

_COUNT = """
INSERT INTO meta (key, value) VALUES ('changes', '1')
    ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)
"""
"""How often the library was changed: a backup holds the number too, so both say whether they are alike."""


class Operation:
    """What `with store.operation(...)` gives; `changes` is what it touched, once the block has ended well."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.changes = Changes(label)


class Store:
    """One library: the file library.db in its folder. Make, use and close it in one thread; `read` in any."""

    def __init__(
        self,
        folder: Path,
        *,
        read_only: bool = False,
        before_upgrade: Callable[[Database], object] | None = None,
        checks_later: bool = False,
    ) -> None:
        """Open a library; `before_upgrade` gets the old one (to back it up) before a migration changes it.

        Where the pages of the file are checked later (`check`), it can be read at once; the first change waits for it.
        """
        self.folder, self.path = folder, folder / "library.db"
        self.on_change: list[Callable[[Changes], object]] = []
        self._current: Operation | None = None
        self._writer: connection.Connection | None = None
        self._db: Database | None = None
        self._lock: Lock | None = None
        self._thread = threading.get_ident()
        self._local = threading.local()
        self._readers: weakref.WeakSet[connection.Connection] = weakref.WeakSet()
        self._guard = threading.Lock()
        self._rescue: Path | None = None
        self._is_closed = False
        self._checking = threading.Lock()
        self._is_checked = not checks_later
        self._damage: LibraryDamaged | None = None
        found = opening.examine(self.path, with_pages=not checks_later)
        if not found.is_current:
            self.check()
        if found.objection and not read_only:
            raise found.objection
        self.synchronised = places.synchronised(folder)
        self.read_only_reason = opening.why_read_only(self.path, found, is_asked=read_only)
        self.is_read_only = bool(self.read_only_reason)
        why = opening.why_read_only(self.path, found, is_asked=False)
        self.could_be_written = not (
            why or found.objection
        )  # also where it was opened to read only
        if not self.is_read_only:
            with translating_files(self.path):
                self._lock = Lock(folder)
            self._opened, self._saved_at = self._identity(), now()
            self._before_upgrade = before_upgrade
            if self._is_checked:
                try:
                    self._open_writer()
                except BaseException:
                    self.close()
                    raise

    @classmethod
    def create(cls, folder: Path) -> Store:
        """Make a new library and open it: none or a whole one is there, also after a power cut."""
        from researchdesk.store.creation import create

        with translating(folder), translating_files(folder):
            create(folder)
        return cls(folder)

    @property
    def db(self) -> Database:
        """The writer, for the row modules: only in its own thread; it writes only inside an operation."""
        if self._writer is None:
            self.prepare()
        if self._db is None:
            assert self._writer is not None
            self._db = connection.rows_of(self._writer)
        return self._db

    def check(self) -> None:
        """Look at the pages of the file, once; LibraryDamaged where they do not fit one another. Any thread."""
        with self._checking:
            if not self._is_checked:
                try:
                    opening.check_pages(self.path)
                except LibraryDamaged as error:
                    self._damage = error
                self._is_checked = True
        if self._damage:
            raise self._damage

    def prepare(self) -> None:
        """Make the library ready to be changed, once its pages were looked at; in its thread."""
        if self.is_read_only:
            raise LibraryReadOnly(reason=self.read_only_reason)
        if self._writer is None:
            self.check()
            self._check_place()
            self._open_writer()

    def read(self) -> sqlite3.Connection:
        """Give the calling thread's connection for reading: the writer's own in its thread, else a read-only one."""
        if self._is_closed:
            raise Cancelled
        if self._writer is not None and threading.get_ident() == self._thread:
            return self._writer
        conn: sqlite3.Connection | None = getattr(self._local, "conn", None)
        if conn is None:
            with translating(self.path):
                made = connection.reader(self.path)
            with self._guard:
                self._readers.add(made)
            self._local.conn = conn = made
        return conn

    @contextlib.contextmanager
    def one_picture(self) -> Iterator[None]:
        """Let this thread read the library as it is now, however long that takes; outside an operation."""
        conn = self.read()
        conn.execute("BEGIN")
        try:
            yield
        finally:
            conn.rollback()

    @contextlib.contextmanager
    def operation(
        self, label: str, *, undoable: bool = True, merge_key: object = None
    ) -> Iterator[Operation]:
        """Run one transaction, which is one undo step and one Changes. An inner one joins the outer as a savepoint."""
        if self._current:
            with self.db.atomic():
                yield self._current
            return
        done = Operation(label)
        with self._transaction(done, is_recording=undoable, merge_key=merge_key):
            yield done
        self._announce(done.changes)

    def undo(self) -> Changes | None:
        """Take the last step back; None when there is none, CannotUndo when it no longer fits."""
        return self._revert(is_redo=False)

    def redo(self) -> Changes | None:
        """Do again what was taken back last; None when there is nothing."""
        return self._revert(is_redo=True)

    def steps(self) -> list[HistoryStep]:
        """Give the undo history, steps to undo and to redo, newest first. Any thread."""
        found = self.read().execute("SELECT label, at, is_redo, id FROM step ORDER BY id DESC")
        return [HistoryStep(row[0], row[1], bool(row[2]), row[3]) for row in found]

    def revert_to(self, number: int, *, is_redo: bool) -> list[Changes]:
        """Take back a step and all after it, or do again all that were taken back up to it; NoSuchThing names it.

        Each is an operation of its own: whatever ends the program amid them leaves whole steps behind.
        """
        steps = [one.id for one in self.steps() if one.is_redo == is_redo]
        if number not in steps:
            raise NoSuchThing(noun="step to redo" if is_redo else "step to undo", name=number)
        wanted = steps[: steps.index(number) + 1]
        return [done for _ in wanted if (done := self._revert(is_redo=is_redo))]

    def forget_history(self) -> None:
        """Drop all steps, inside an operation that is not undoable: what they rest on has been purged."""
        self._log.forget()

    def meta(self, key: str) -> str | None:
        """Give one of the library's own values (uuid, history, name ...); None when it is not set."""
        row = self.read().execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
        return str(row[0]) if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Set one of the library's own values, inside an operation."""
        self.db.table("meta").upsert({"key": key, "value": value}, pk="key")

    def write_copy(self, path: Path) -> None:
        """Write the whole library into a new file, compacted and synced; outside an operation."""
        with translating(path), translating_files(path), self._writable() as conn:
            connection.vacuum_into(conn, path)

    def beat(self) -> None:
        """Say in the lock file that the library is still open here: once a minute."""
        if self._lock:
            self._lock.beat()

    def name_door(self, door: str | None) -> None:
        """Say in the lock file where the one who has the library open can be asked for something."""
        if self._lock:
            self._lock.door = door
            self._lock.beat()

    def close(self) -> None:
        """Let go of the file; what other threads read of it is cut off and ends as Cancelled."""
        self._is_closed = True
        with self._guard:
            for conn in list(self._readers):
                conn.end()
        if self._writer:
            connection.checkpoint(self._writer)
            self._writer.close()
        if self._lock:
            self._lock.release()

    def _open_writer(self) -> None:
        try:
            with translating(self.path), translating_files(self.path):
                journal = "TRUNCATE" if self.synchronised else "WAL"
                self._writer = conn = connection.writer(self.path, journal=journal)
                self._bring_up_to_date(conn, self._before_upgrade)
                self._log = UndoLog(conn, WATCHED)
                self._opened, self._saved_at = self._identity(), now()
                conn.execute("PRAGMA query_only=ON")
        except BaseException:
            if self._writer:
                self._writer.close()
            self._writer = self._db = None
            raise

    def _bring_up_to_date(
        self, conn: sqlite3.Connection, before_upgrade: Callable[[Database], object] | None
    ) -> None:
        """Migrate an older library, and one whose triggers are not of our making; a damaged one is not upgraded."""
        version = conn.execute("PRAGMA user_version").fetchone()[0]
        if version >= VERSION and opening.are_triggers_ours(conn):
            return
        from researchdesk.store.migrations import migrate

        if version < VERSION:
            for damage in verify.damages(self.path):
                raise LibraryDamaged(path=self.path, reason=str(damage))
            if before_upgrade:
                before_upgrade(self.db)
        migrate(self.db)

    @contextlib.contextmanager
    def _transaction(
        self,
        done: Operation,
        *,
        is_recording: bool = True,
        merge_key: object = None,
        taken: Step | None = None,
    ) -> Iterator[None]:
        with translating(self.path), self._writable() as conn:
            # DEFERRED answers "locked" at once when it has to upgrade
            conn.execute("BEGIN IMMEDIATE")
            try:
                conn.execute("PRAGMA defer_foreign_keys=ON")
                self._log.start(is_recording=is_recording)
                self._current = done
                yield
                changes = self._log.finish(done.label, merge_key, taken)
                self._stamp(changes, is_undo=taken is not None)
                if changes.ids:
                    conn.execute(_COUNT)
                conn.execute("COMMIT")
            except BaseException:
                conn.rollback()  # nothing, where a failing disk has ended it already
                raise
            finally:
                self._current = None
        done.changes, self._saved_at = changes, now()

    @contextlib.contextmanager
    def _writable(self) -> Iterator[sqlite3.Connection]:
        """Allow writing for a while: into the file that was opened, if it is still the one in its place."""
        conn = self.db.conn
        if self._current:
            raise RuntimeError("undo, redo and copying stand outside an operation")
        self._check_place()
        conn.execute("PRAGMA query_only=OFF")
        try:
            yield conn
        finally:
            conn.execute("PRAGMA query_only=ON")

    def _revert(self, *, is_redo: bool) -> Changes | None:
        self.db  # noqa: B018 - says why a read-only library has no history to walk
        step = self._log.last(is_redo=is_redo)
        if not step:
            return None
        done = Operation(step.label)
        try:
            with self._transaction(done, taken=step):
                self._log.run(step)
        except (CannotUndo, sqlite3.IntegrityError) as error:  # a foreign key is missed at COMMIT
            with self._transaction(Operation("")):
                self._log.drop(step)  # it will not fit a second time either
            raise CannotUndo(label=step.label) from error
        self._announce(done.changes)
        return done.changes

    def _stamp(self, changes: Changes, *, is_undo: bool) -> None:
        """Bring digests and the chain of snapshots in step with what was touched, before COMMIT."""
        conn = self.db.conn
        for noun, ids in changes.ids.items():
            digests.stamp(conn, noun, self._log.tables[noun], ids)
        if changes.touches("snapshot"):
            chain.extend(conn, changes.of("snapshot"), is_undo=is_undo)

    def _announce(self, changes: Changes) -> None:
        for listener in list(self.on_change) if changes.ids else ():
            try:
                listener(changes)
            except Exception:
                logger.exception("a listener failed; the operation stands")

    def _check_place(self) -> None:
        """Stop where the file is not the one that was opened: SQLite would write into the lost one without a word."""
        found = self._identity()
        if found is None:
            raise LibraryMissing(path=self.path)
        if found != self._opened:
            raise LibraryReplaced(when=self._saved_at, path=self._rescued())

    def _rescued(self) -> Path:
        """Write what the lost file holds, which only our handles reach any more, into a new one beside it."""
        if not self._rescue:
            stamp = "".join(char for char in now() if char.isalnum())
            path = self.folder / f"library.kept-{stamp}.db"
            conn = self._writer or self.read()
            conn.execute("PRAGMA query_only=OFF")
            try:
                connection.vacuum_into(conn, path)
            finally:
                conn.execute("PRAGMA query_only=ON")
            self._rescue = path
        return self._rescue

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
