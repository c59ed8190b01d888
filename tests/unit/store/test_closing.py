# SPDX-License-Identifier: MIT
"""Closing lets go of everything, whatever other threads do at that moment."""

from __future__ import annotations

import gc
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from researchdesk.model.errors import Cancelled
from researchdesk.store.operation import Store
from tests.unit.store.rows import clip, labels


def test_closing_closes_the_readers_of_other_threads(store: Store) -> None:
    gone, done = threading.Event(), threading.Event()
    said: list[object] = []

    def read() -> None:
        conn = store.read()
        done.set()
        gone.wait(10)
        try:
            conn.execute("SELECT 1")
        except Cancelled as error:
            said.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    done.wait(10)
    store.close()
    gone.set()
    thread.join()
    assert len(said) == 1
    with pytest.raises(Cancelled):
        store.read()
    store.close()  # twice does no harm


def test_closing_cuts_off_what_other_threads_read(store: Store) -> None:
    forever = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    begun = threading.Event()

    def read() -> type[BaseException]:
        try:
            with store.one_picture():
                begun.set()
                store.read().execute(forever)
        except BaseException as error:
            return type(error)
        return BaseException

    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(read)
        begun.wait(10)
        time.sleep(0.05)
        store.close()
        assert said.result(10) is Cancelled
    assert sorted(file.name for file in store.folder.glob("library.db*")) == ["library.db"]


def test_closing_amid_many_short_statements_of_other_threads_is_safe(store: Store) -> None:
    """A connection closed while another thread is inside SQLite takes the whole process with it."""
    for n in range(60):
        again = Store(store.folder, read_only=True)
        begun = threading.Barrier(4)

        def read(store: Store, begun: threading.Barrier) -> int:
            count = 0
            begun.wait(10)
            try:
                while True:  # each text is new: it is prepared, not taken from the cache
                    store.read().execute(f"SELECT {count}, title FROM article").fetchall()
                    count += 1
            except Cancelled:
                return count

        with ThreadPoolExecutor(3) as pool:
            runs = [pool.submit(read, again, begun) for _ in range(3)]
            begun.wait(10)
            time.sleep(n / 20_000)
            again.close()
            assert all(run.result(10) >= 0 for run in runs)


def test_a_checkpoint_that_fails_does_not_keep_the_library_from_closing(store: Store) -> None:
    clip(store)
    store.db.conn.set_authorizer(lambda *_: sqlite3.SQLITE_DENY)
    store.close()
    again = Store(store.folder)
    assert labels(again) == ["Clip article"]
    again.close()


def test_closing_does_not_wait_for_a_reader_elsewhere(store: Store) -> None:
    for n in range(3):
        clip(store, str(n))
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM article").fetchone()
    clip(store, "later")
    began = time.monotonic()
    store.close()
    assert time.monotonic() - began < 5
    other.close()
    again = Store(store.folder)
    assert again.db.table("article").count == 4
    again.close()


def test_a_thread_that_ends_takes_its_reader_with_it(store: Store) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: store.read().execute("SELECT 1").fetchone()).result(10)
    gc.collect()  # a connection and its cache of statements hold each other
    assert len(store._readers) == 0


def test_closing_brings_the_journal_into_the_file_also_beside_another_programs_reader(
    store: Store,
) -> None:
    clip(store)
    beside = sqlite3.connect(store.path)
    try:
        assert beside.execute("SELECT count(*) FROM article").fetchone() == (1,)
        journal = store.path.with_name("library.db-wal")
        assert journal.stat().st_size > 0
        store.close()
        assert journal.stat().st_size == 0
    finally:
        beside.close()
