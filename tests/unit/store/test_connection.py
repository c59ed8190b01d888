# SPDX-License-Identifier: MIT
"""The rules by which a library file is opened, each seen in what it prevents."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlite_utils.utils

from researchdesk.model.errors import LibraryDamaged
from researchdesk.store import connection, migrations
from researchdesk.store.connection import plain
from researchdesk.store.operation import Store
from tests.unit.store.rows import article, clip, note, text_version


def pragma(conn: sqlite3.Connection, name: str) -> object:
    return plain(conn).execute(f"PRAGMA {name}").fetchone()[0]


def test_the_writer_keeps_what_it_promised_and_trusts_no_schema(store: Store) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "temp_store": 2,  # MEMORY
        "mmap_size": 0,
        "busy_timeout": 10000,
        "journal_size_limit": 64 << 20,
        "query_only": 1,
        "application_id": 0x5244534B,
        "user_version": len(migrations.STEPS._migrations),
    }
    assert {name: pragma(store.db.conn, name) for name in wanted} == wanted


def test_a_reader_trusts_no_schema_either_and_cannot_write(store: Store) -> None:
    conn = connection.reader(store.path)
    wanted = {"query_only": 1, "trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0}
    wanted |= {"temp_store": 2, "busy_timeout": 10000}
    assert {name: pragma(conn, name) for name in wanted} == wanted
    conn.execute("PRAGMA query_only=OFF")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):  # the file is opened to read
        conn.execute("DELETE FROM meta")
    conn.close()


def test_python_opens_no_transaction_of_its_own(store: Store) -> None:
    store.close()
    db = connection.rows_of(connection.writer(store.path, journal="WAL"))
    db.conn.execute("INSERT INTO meta VALUES ('a', 'b') RETURNING key").fetchone()
    assert not db.conn.in_transaction
    db.conn.close()
    again = Store(store.folder)
    assert again.meta("a") == "b"
    again.close()


def test_an_operation_holds_the_right_to_write_from_its_beginning(store: Store) -> None:
    other = sqlite3.connect(store.path, isolation_level=None, timeout=0)
    with store.operation("Read, then write"):
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        note(store)
    other.execute("BEGIN IMMEDIATE")  # and lets go of it at its end
    other.close()


def test_an_operation_waits_for_another_writer(store: Store) -> None:
    held = threading.Event()

    def hold() -> None:
        other = sqlite3.connect(store.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        held.set()
        time.sleep(0.2)
        other.execute("ROLLBACK")
        other.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    with store.operation("Note"):
        note(store)
    thread.join()
    assert store.db.table("note").count == 1


def test_deleted_text_leaves_the_file(store: Store) -> None:
    clip(store, text="marker words that nobody may find again " * 300)
    with store.operation("Purge", undoable=False):
        store.db.table("article").delete_where()
        store.forget_history()
    store.close()
    assert b"marker words" not in store.path.read_bytes()


def test_sqlite_utils_knows_what_sqlite_can(store: Store) -> None:
    assert store.db.supports_strict
    assert store.db.supports_on_conflict
    with store.operation("Insert, then update"):
        for value in ("a", "b"):
            store.db.table("meta").upsert({"key": "k", "value": value}, pk="key")
    assert store.meta("k") == "b"


def test_a_disk_that_cannot_be_written_is_not_taken_for_an_old_sqlite(store: Store) -> None:
    store.close()
    conn = connection._connect(store.path, "mode=ro")  # SQLite itself falls back to this
    db = connection.rows_of(conn)
    assert db.supports_strict
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.table("meta").insert({"key": "k", "value": "v"})
    conn.close()


def test_an_old_sqlite_and_another_one_are_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 39, 4))
    with pytest.raises(RuntimeError, match="too old"):
        Store(store.folder)
    monkeypatch.undo()
    again = Store(store.folder)
    monkeypatch.setattr(sqlite_utils.utils, "sqlite3", object())
    with pytest.raises(RuntimeError, match="another SQLite"), again.operation("Note"):
        note(again)
    monkeypatch.undo()
    again.close()


def test_an_answer_that_is_still_being_read_keeps_nobody_from_writing(store: Store) -> None:
    with store.operation("Two notes"):
        note(store)
        note(store)
    store.close()
    again = Store(store.folder)
    reading = again.read().execute("SELECT id FROM note")
    assert reading.fetchone()
    with again.operation("The first use of sqlite-utils"):
        note(again)
    again.close()


def test_where_the_disk_knows_no_wal_the_journal_is_truncated(store: Store) -> None:
    store.close()
    conn = connection._connect(store.path, "mode=rw&vfs=unix-dotfile")
    conn.execute("PRAGMA locking_mode=EXCLUSIVE")  # without shared memory it opens in no other way
    conn.execute("PRAGMA journal_mode=DELETE")
    conn.execute("PRAGMA locking_mode=NORMAL")
    connection._set_journal(conn, "WAL")
    assert pragma(conn, "journal_mode") == "truncate"
    conn.close()


def test_no_plug_in_touches_the_library(store: Store) -> None:
    from sqlite_utils import hookimpl
    from sqlite_utils.plugins import pm

    class Stranger:
        @hookimpl
        def prepare_connection(self, conn: sqlite3.Connection) -> None:
            raise AssertionError("a plug-in was given the library")

    stranger = Stranger()
    pm.register(stranger)
    try:
        store.close()
        Store(store.folder).close()
    finally:
        pm.unregister(stranger)


def test_reading_needs_no_sqlite_utils() -> None:
    names = "connection, outbox, chain, attachments, opening, operation, lock, places, public_ids"
    code = f"import sys; from researchdesk.store import {names}; sys.exit('sqlite_utils' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[3])
    assert done.returncode == 0


def test_a_wrong_path_makes_no_library(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        connection.reader(tmp_path / "nothing.db")
    with pytest.raises(sqlite3.OperationalError):
        connection.writer(tmp_path / "nothing.db", journal="WAL")
    assert not list(tmp_path.iterdir())


def test_rows_know_their_columns_and_plain_ones_are_tuples(store: Store) -> None:
    row = store.read().execute("SELECT key FROM meta").fetchone()
    assert row["key"] in ("uuid", "history", "made_at")
    assert type(plain(store.read()).execute("SELECT 1, 2").fetchone()) is tuple
    assert [*plain(store.read()).execute("SELECT 1, 2")] == [(1, 2)]


def test_damage_met_while_reading_is_said(store: Store) -> None:
    with store.operation("Texts", undoable=False):
        article_id = article(store)
        for n in range(40):
            text_version(store, article_id, f"text {n} " * 2000, seq=n)
    store.close()
    raw = bytearray(store.path.read_bytes())
    for page in range(130, len(raw) // 4096):
        raw[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    store.path.write_bytes(raw)
    again = Store(store.folder, read_only=True)
    conn = again.read()
    for ask in (
        lambda: conn.execute("SELECT sum(length(html)) FROM text_version").fetchone(),
        lambda: conn.execute("SELECT text FROM text_version").fetchall(),
        lambda: list(conn.execute("SELECT text FROM text_version")),
    ):
        with pytest.raises(LibraryDamaged):
            ask()
    again.close()


def test_text_that_is_no_text_is_damage(store: Store) -> None:
    clip(store)
    store.close()
    conn = sqlite3.connect(store.path, isolation_level=None)
    conn.execute("UPDATE article SET title = CAST(x'ff41' AS TEXT)")
    conn.close()
    again = Store(store.folder)
    for ask in (
        lambda: again.read().execute("SELECT title FROM article").fetchone(),
        lambda: again.read().execute("SELECT title FROM article").fetchall(),
        lambda: list(again.db.table("article").rows),
    ):
        with pytest.raises(LibraryDamaged, match="no text"):
            ask()
    again.close()


def test_a_mistake_in_sql_stays_a_bug(store: Store) -> None:
    late = "SELECT abs(n) FROM (SELECT 1 AS n UNION ALL SELECT -9223372036854775808)"
    with pytest.raises(sqlite3.OperationalError, match="overflow"):
        store.read().execute(late).fetchall()
    with pytest.raises(sqlite3.OperationalError, match="overflow"):
        list(store.read().execute(late))
    with pytest.raises(sqlite3.OperationalError):
        store.read().execute("SELECT nothing FROM nowhere")
    with store.operation("Bug"), pytest.raises(sqlite3.IntegrityError):
        store.read().executemany("INSERT INTO meta VALUES (?, ?)", [("a", None)])


def test_files_are_the_owners_alone(store: Store) -> None:
    clip(store)
    kinds = {path.name: path.stat().st_mode & 0o777 for path in store.folder.iterdir()}
    assert set(kinds) == {"library.db", "library.db-wal", "library.db-shm", "library.lock"}
    assert set(kinds.values()) == {0o600}
    assert store.folder.stat().st_mode & 0o777 == 0o700
