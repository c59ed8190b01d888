# SPDX-License-Identifier: MIT
"""One operation is one transaction, one undo step and one Changes value."""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from researchdesk.model.errors import (
    DiskFull,
    LibraryMissing,
    LibraryReadOnly,
    LibraryReplaced,
)
from researchdesk.store import verify
from researchdesk.store.connection import reader
from researchdesk.store.operation import Store
from tests.unit.store.rows import article, broken, clip, dump, labels, note, text_version

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.model.changes import Changes


def in_thread(work: Callable[[], Any]) -> Any:
    """Do work in another thread; give what it returned, or raise what it raised."""
    found: dict[str, Any] = {}

    def run() -> None:
        try:
            found["value"] = work()
        except BaseException as error:
            found["error"] = error

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if "error" in found:
        raise found["error"]
    return found["value"]


def test_operation_announces_what_it_touched_and_is_one_step(store: Store) -> None:
    heard: list[Changes] = []
    store.on_change.append(heard.append)
    with store.operation("Two notes") as done:
        ids = {note(store), note(store)}
        assert not done.changes.ids
    assert done.changes == heard[0]
    assert heard[0].label == "Two notes"
    assert heard[0].ids == {"note": frozenset(ids)}
    assert labels(store) == ["Two notes"]


def test_an_exception_rolls_all_back_and_announces_nothing(store: Store) -> None:
    article_id = clip(store)
    heard: list[Changes] = []
    store.on_change.append(heard.append)
    before = dump(store.read())
    broken(store, lambda: store.db.table("article").update(article_id, {"title": "half"}))
    assert dump(store.read()) == before
    assert not heard
    assert labels(store) == ["Clip article"]
    with store.operation("Whole"):
        note(store)


def test_a_constraint_that_fails_at_commit_rolls_all_back(store: Store) -> None:
    before = dump(store.read())
    with pytest.raises(sqlite3.IntegrityError), store.operation("Text of no article"):
        text_version(store, 77, "text")
    assert dump(store.read()) == before
    assert not store.read().in_transaction


def test_a_transaction_that_sqlite_ended_itself_ends_the_operation(store: Store) -> None:
    before = dump(store.read())
    with pytest.raises(ZeroDivisionError), store.operation("Broken"):
        lose_the_transaction(store)
    assert dump(store.read()) == before
    clip(store)


def lose_the_transaction(store: Store) -> None:
    note(store)
    store.db.conn.execute("ROLLBACK")  # as SQLite does on some disk errors
    raise ZeroDivisionError


def test_an_operation_that_touches_nothing_is_no_step_and_is_not_announced(store: Store) -> None:
    heard: list[Changes] = []
    store.on_change.append(heard.append)
    with store.operation("Look") as done:
        store.set_meta("name", "My library")
    assert not done.changes.ids
    assert not heard
    assert store.steps() == []
    assert store.meta("name") == "My library"
    assert store.meta("nothing") is None


def test_nothing_is_written_outside_an_operation(store: Store) -> None:
    article_id = clip(store)
    for write in (
        lambda: store.db.execute("DELETE FROM article"),
        lambda: store.db.table("article").update(article_id, {"title": "x"}),
        lambda: store.db.table("artcile").insert({"title": "a typing error makes no table"}),
        lambda: store.set_meta("name", "x"),
    ):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            write()
    with pytest.raises(ZeroDivisionError), store.operation("Broken"):
        raise ZeroDivisionError
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.db.execute("DELETE FROM article")


def test_an_inner_operation_joins_the_outer(store: Store) -> None:
    with store.operation("Outer") as outer:
        clip(store, "kept")
        with store.operation("Inner") as inner:
            note(store, "kept")
        broken(store, lambda: note(store, "lost"))
    assert inner is outer
    assert labels(store) == ["Outer"]
    assert [row["title"] for row in store.db.table("note").rows] == ["kept"]
    assert outer.changes.of("note") == frozenset({1})


def test_a_failing_listener_is_logged_and_the_operation_stands(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(changes: Changes) -> None:
        raise ZeroDivisionError

    heard: list[Changes] = []
    store.on_change += [fail, heard.append]
    with caplog.at_level(logging.ERROR), store.operation("New note"):
        note(store, "secret words")
    assert len(heard) == 1
    assert store.db.table("note").count == 1
    assert "listener" in caplog.text
    assert "secret" not in caplog.text
    caplog.clear()


def test_a_listener_may_start_an_operation(store: Store) -> None:
    def answer(changes: Changes) -> None:
        if changes.label == "Ask":
            with store.operation("Answer"):
                note(store)

    store.on_change.append(answer)
    with store.operation("Ask"):
        note(store)
    assert labels(store) == ["Ask", "Answer"]


def test_only_the_thread_that_opened_the_library_may_change_it(store: Store) -> None:
    def change() -> None:
        with store.operation("Elsewhere"):
            note(store)

    with pytest.raises(sqlite3.ProgrammingError, match="thread"):
        in_thread(change)
    with store.operation("Outer"), pytest.raises(sqlite3.ProgrammingError, match="thread"):
        in_thread(change)
    assert store.db.table("note").count == 0


def test_each_thread_reads_by_its_own_connection_what_is_committed(store: Store) -> None:
    clip(store)

    def count() -> int:
        assert store.read() is store.read()
        return int(store.read().execute("SELECT count(*) AS n FROM article").fetchone()["n"])

    assert store.read() is store.db.conn
    assert in_thread(count) == 1
    with store.operation("Clip another"):
        article(store)
        assert count() == 2
        assert in_thread(count) == 1  # not committed, and it does not wait
    assert in_thread(count) == 2


def test_a_reader_cannot_write_even_inside_an_operation(store: Store) -> None:
    def write() -> None:
        store.read().execute("DELETE FROM article")

    with store.operation("Write"), pytest.raises(sqlite3.OperationalError, match="readonly"):
        in_thread(write)


def test_undo_inside_an_operation_is_refused_and_the_operation_stands(store: Store) -> None:
    clip(store)
    with store.operation("Note"):
        note(store)
        with pytest.raises(RuntimeError, match="outside"):
            store.undo()
    assert store.db.table("note").count == 1
    assert store.db.table("article").count == 1


def test_a_read_only_library_reads_and_refuses_to_write(store: Store) -> None:
    clip(store)
    second = Store(store.folder, read_only=True)  # beside the one that holds the lock
    assert second.is_read_only
    assert second.read_only_reason == "it was opened to read only"
    assert second.read().execute("SELECT title FROM article").fetchone()["title"] == "Grain"
    assert [step.label for step in second.steps()] == ["Clip article"]
    assert second.meta("uuid") == store.meta("uuid")
    for write in (second.undo, second.redo, lambda: second.operation("x").__enter__()):
        with pytest.raises(LibraryReadOnly):
            write()
    second.beat()
    second.close()
    assert not store.is_read_only
    assert store.read_only_reason == ""


def test_a_file_replaced_under_the_open_library_is_not_written_to(store: Store) -> None:
    clip(store, "before")
    store.read().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other = store.folder / "other.db"
    other.write_bytes(store.path.read_bytes())
    clip(store, "after")
    other.replace(store.path)
    strange = store.path.read_bytes()
    with pytest.raises(LibraryReplaced) as said, store.operation("Lost"):
        note(store)
    with pytest.raises(LibraryReplaced) as again:
        store.undo()
    assert again.value.values["path"] == said.value.values["path"]  # one copy is enough
    assert store.path.read_bytes() == strange
    kept: Path = said.value.values["path"]  # type: ignore[assignment]
    assert not list(verify.damages(kept))
    conn = reader(kept)
    titles = [row[0] for row in conn.execute("SELECT title FROM article")]
    conn.close()
    assert titles == ["before", "after"]


def test_a_file_that_is_gone_is_missing(store: Store) -> None:
    store.path.rename(store.folder / "elsewhere.db")
    with pytest.raises(LibraryMissing), store.operation("Lost"):
        note(store)


def test_a_copy_is_whole_and_a_failed_one_leaves_nothing(store: Store, tmp_path: Path) -> None:
    clip(store)
    store.write_copy(tmp_path / "copy.db")
    assert not list(verify.damages(tmp_path / "copy.db"))
    conn = reader(tmp_path / "copy.db")
    assert dump(conn) == dump(store.read())
    conn.close()
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        store.write_copy(tmp_path / "copy.db")
    with store.operation("Amid"):
        with pytest.raises(RuntimeError, match="outside"):
            store.write_copy(tmp_path / "other.db")
        note(store)


def test_a_copy_is_durable_once_the_call_returns(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip(store)
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
    store.write_copy(tmp_path / "copy.db")
    assert synced == [(tmp_path / "copy.db").stat().st_ino, tmp_path.stat().st_ino]


def test_a_copy_for_which_there_is_no_room_leaves_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(handle: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(DiskFull) as said:
        store.write_copy(tmp_path / "copy.db")
    monkeypatch.undo()
    assert Path(str(said.value.values["disk"])).is_mount()
    assert not (tmp_path / "copy.db").exists()
    clip(store)
    assert not (tmp_path / "other.db").exists()
