# SPDX-License-Identifier: MIT
"""What is said of a file that is not as it should be, and what is mended without a word."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from researchdesk.model.errors import (
    BadValue,
    DiskFailing,
    DiskFull,
    LibraryAltered,
    LibraryDamaged,
    LibraryLocked,
    LibraryMissing,
    LibraryReadOnly,
    LibraryTooNew,
    UserError,
)
from researchdesk.store import logged, opening, verify
from researchdesk.store.connection import reader
from researchdesk.store.operation import Store
from researchdesk.store.schema import outbox_triggers
from tests.unit.store.rows import clip, dump, note

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def folder(store: Store) -> Path:
    """A closed library with one article."""
    clip(store)
    store.close()
    return store.folder


def change(folder: Path, *statements: str) -> None:
    conn = sqlite3.connect(folder / "library.db", isolation_level=None)
    for statement in statements:
        conn.execute(statement)
    conn.close()


def refused(folder: Path, error: type[UserError]) -> UserError:
    """See that opening is refused and that nothing in the folder has changed by it."""
    files = {path: path.read_bytes() for path in folder.iterdir() if path.name != "library.lock"}
    with pytest.raises(error) as said:
        Store(folder)
    left = {path: path.read_bytes() for path in folder.iterdir() if path.name != "library.lock"}
    assert {path: raw for path, raw in left.items() if path.suffix == ".db"} == files
    assert str(said.value)
    return said.value


def test_what_is_not_there_is_missing_and_stays_so(tmp_path: Path, folder: Path) -> None:
    for place in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(LibraryMissing) as said:
            Store(place)
        assert said.value.values["path"] == place / "library.db"
    assert not (tmp_path / "nowhere").exists()
    assert not (tmp_path / "library.lock").exists()
    (folder / "library.db").unlink()
    (folder / "library.db").mkdir()
    with pytest.raises(LibraryMissing):
        Store(folder)


@pytest.mark.parametrize(
    "broken",
    [
        lambda good: b"",
        lambda good: b"%PDF-1.4" * 999,
        lambda good: bytes(16) + good[16:],
        lambda good: good[: len(good) // 2],
        lambda good: good[:60] + bytes(40) + good[100:],
        lambda good: good[:47] + b"\x63" + good[48:],
        lambda good: good.replace(
            b"TABLE article (", b"TABLE \xff\xfe\xff\xfe\xff\xfe\xff ("
        ).replace(b"tablearticlearticle", b"table\xff\xfe\xff\xfe\xff\xfe\xffarticle"),
        lambda good: good[:8192] + b"\xff" * 4096 + good[12288:],
    ],
    ids=["empty", "other", "no header", "half", "header zeroed", "format", "schema", "a page"],
)
def test_a_damaged_file_is_named_and_never_written_to(
    folder: Path, broken: Callable[[bytes], bytes]
) -> None:
    path = folder / "library.db"
    path.write_bytes(broken(path.read_bytes()))
    said = refused(folder, LibraryDamaged)
    assert said.values["path"] == path
    assert said.values["reason"]


def test_another_programs_file_is_no_library(folder: Path) -> None:
    change(folder, "PRAGMA application_id=7")
    refused(folder, LibraryDamaged)
    with pytest.raises(LibraryDamaged):
        Store(folder, read_only=True)


def test_a_disk_that_fails_is_not_taken_for_damage(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR_READ"
        raise error

    monkeypatch.setattr(sqlite3, "connect", fail)
    with pytest.raises(DiskFailing):
        Store(folder)


def test_a_missing_table_is_damage(folder: Path) -> None:
    change(folder, "PRAGMA foreign_keys=OFF", "DROP TABLE alias")
    assert "alias" in str(refused(folder, LibraryDamaged))


def test_a_newer_library_opens_to_read_only(folder: Path) -> None:
    change(folder, "PRAGMA user_version=999")
    assert "999" in str(refused(folder, LibraryTooNew))
    reading = Store(folder, read_only=True)
    assert reading.read_only_reason == "a newer ResearchDesk wrote it"
    assert reading.read().execute("SELECT count(*) FROM article").fetchone()[0] == 1
    reading.close()


@pytest.mark.parametrize(
    "code",
    [
        "CREATE TRIGGER evil AFTER UPDATE ON article BEGIN DELETE FROM article; END",
        "CREATE VIEW evil AS SELECT load_extension('x')",
        "CREATE VIRTUAL TABLE evil USING fts5 (a)",
    ],
    ids=["trigger", "view", "virtual table"],
)
def test_foreign_code_is_named_and_not_run(folder: Path, code: str) -> None:
    change(folder, code)
    assert refused(folder, LibraryAltered).values["names"] == "evil"
    reading = Store(folder, read_only=True)
    assert reading.read_only_reason == "it contains program code of others"
    reading.close()


def test_a_table_that_undo_cannot_watch_is_refused(folder: Path) -> None:
    change(folder, "PRAGMA foreign_keys=OFF", "DROP TABLE alias", "CREATE TABLE alias (a TEXT)")
    assert "table alias" in str(refused(folder, LibraryDamaged))
    with closing(reader(folder / "library.db")) as conn, pytest.raises(LibraryAltered):
        logged.columns_of(conn, ["alias"])


def test_a_damaged_library_opens_to_read_only(folder: Path) -> None:
    change(
        folder, "PRAGMA writable_schema=ON", "DELETE FROM sqlite_master WHERE name = 'note_tag_tag'"
    )
    assert isinstance(opening.examine(folder / "library.db").objection, LibraryDamaged)
    reading = Store(folder, read_only=True)
    assert reading.read_only_reason == "it is damaged"
    reading.close()


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TRIGGER outbox_article_update"],
        [
            "DROP TRIGGER outbox_article_update",
            "CREATE TRIGGER outbox_article_update AFTER UPDATE ON article BEGIN DELETE FROM note; END",
        ],
    ],
    ids=["gone", "ours by name only"],
)
def test_our_triggers_are_made_again_and_all_is_indexed_anew(
    folder: Path, statements: list[str]
) -> None:
    store = Store(folder)
    with store.operation("Note"):
        note(store)
    before, history, uuid = dump(store.read()), store.meta("history"), store.meta("uuid")
    store.close()
    change(folder, *statements)
    again = Store(folder)
    assert {one.name: one.sql for one in again.db.triggers} == outbox_triggers()
    assert dump(again.read()) == before
    assert again.meta("history") != history  # the index knows another: it is rebuilt
    assert again.meta("uuid") == uuid
    assert again.steps() == []  # the history was not kept beside the other program
    again.close()
    last = Store(folder)
    assert last.meta("history") not in (history, None)
    last.close()


def test_making_our_triggers_again_declares_no_damaged_row_right(folder: Path) -> None:
    change(
        folder,
        "DROP TRIGGER outbox_article_update",
        "UPDATE article SET title = 'Other'",
        "PRAGMA foreign_keys=OFF",
        "UPDATE contributor SET person_id = 7",
    )
    Store(folder).close()
    named = {(damage.noun, damage.id) for damage in verify.damages(folder / "library.db")}
    assert {("article", 1), ("contributor", 1)} <= named


def test_a_library_in_use_is_locked_and_can_be_read(store: Store) -> None:
    with pytest.raises(LibraryLocked) as said:
        Store(store.folder)
    assert said.value.values["holder"] == f"process {os.getpid()}"
    Store(store.folder, read_only=True).close()
    store.close()
    Store(store.folder).close()


def test_a_failed_opening_lets_go_of_the_lock(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_damaged_table", lambda _: None)  # seen by the writer alone
    change(folder, "PRAGMA foreign_keys=OFF", "DROP TABLE alias", "CREATE TABLE alias (a TEXT)")
    for _ in range(2):
        refused(folder, LibraryAltered)


def test_what_cannot_be_written_opens_to_read_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = os.access
    for name, reason in (("library.db", "its file"), ("library", "its folder")):
        monkeypatch.setattr(
            os,
            "access",
            lambda path, mode, name=name: Path(path).name != name and usual(path, mode),
        )
        store = Store(folder)
        assert store.is_read_only
        assert store.read_only_reason == f"{reason} cannot be written"
        assert store.read().execute("SELECT count(*) FROM article").fetchone()[0] == 1
        with pytest.raises(LibraryReadOnly):
            store.db  # noqa: B018
        store.close()


def test_on_a_disk_that_cannot_be_written_the_file_is_read_as_it_stands(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # what SQLite says on such a disk, where it cannot make -wal: here something else is in the way
    (folder / "library.db-wal").mkdir()
    with pytest.raises(DiskFailing):
        Store(folder, read_only=True)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    store = Store(folder)
    assert store.read().execute("SELECT count(*) FROM article").fetchone()[0] == 1
    assert "last changes" in store.read_only_reason
    store.close()


def test_a_new_library_is_whole_or_not_there(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    (tmp_path / "a").mkdir()
    folder.mkdir()
    for name in ("library.part", "library.part-journal"):  # left by an attempt that was cut off
        (folder / name).write_bytes(b"left")
    store = Store.create(folder)
    assert sorted(path.name for path in folder.iterdir() if "-" not in path.name) == [
        "library.db",
        "library.lock",
    ]
    assert len(store.meta("uuid") or "") == 36
    assert store.meta("history")
    assert store.meta("made_at")
    store.close()


def test_a_new_librarys_name_is_durable_only_after_its_contents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    rename = os.rename

    def note_rename(source: str, target: str) -> None:
        done.append(Path(target).name)
        rename(source, target)

    monkeypatch.setattr(os, "fsync", lambda handle: done.append(os.fstat(handle).st_ino))
    monkeypatch.setattr(os, "rename", note_rename)
    store = Store.create(tmp_path / "new")
    contents, folder, above = (path.stat().st_ino for path in (store.path, store.folder, tmp_path))
    assert done == [contents, "library.db", folder, above]
    store.close()


def test_a_library_is_not_made_over_another(folder: Path) -> None:
    before = (folder / "library.db").read_bytes()
    with pytest.raises(BadValue) as said:
        Store.create(folder)
    assert str(folder) in str(said.value)
    assert (folder / "library.db").read_bytes() == before
    Store(folder).close()


def test_no_room_for_a_new_library_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(handle: int) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(DiskFull):
        Store.create(tmp_path / "new")
    monkeypatch.undo()
    with pytest.raises(LibraryMissing):
        Store(tmp_path / "new")
    Store.create(tmp_path / "new").close()


KILLED = """
import os, sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("PRAGMA journal_mode=TRUNCATE")
conn.execute("PRAGMA cache_size=5")
conn.execute("BEGIN IMMEDIATE")
conn.execute("UPDATE article SET title = 'half'")
conn.executemany("INSERT INTO failed_clip (source, sentence, at) VALUES (?, '', '')", [["x" * 5000]] * 50)
os._exit(9)
"""


@pytest.mark.parametrize("read_only", [False, True])
def test_a_change_cut_off_amid_a_rollback_journal_is_taken_back(
    folder: Path,
    read_only: bool,
) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(folder / "library.db")], check=False)
    assert (folder / "library.db-journal").stat().st_size > 512
    store = Store(folder, read_only=read_only)
    assert store.read().execute("SELECT title FROM article").fetchone()["title"] == "Grain"
    assert store.read().execute("SELECT count(*) FROM failed_clip").fetchone()[0] == 0
    store.close()


def test_in_a_synchronised_folder_there_is_no_wal(tmp_path: Path) -> None:
    plain = Store.create(tmp_path / "plain")
    assert plain.synchronised is None
    clip(plain)
    plain.close()
    (tmp_path / "Dropbox").mkdir()
    shutil.move(tmp_path / "plain", tmp_path / "Dropbox" / "library")
    store = Store(tmp_path / "Dropbox" / "library")
    assert store.synchronised == "Dropbox"
    assert store.read().execute("PRAGMA journal_mode").fetchone()[0] == "truncate"
    clip(store)
    assert store.undo()
    names = {path.name for path in store.folder.iterdir()}
    assert names == {"library.db", "library.db-journal", "library.lock"}
    store.close()
    shutil.move(tmp_path / "Dropbox" / "library", tmp_path / "plain")
    again = Store(tmp_path / "plain")
    assert again.read().execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    again.close()


def test_a_reader_that_holds_the_old_journal_does_not_stop_the_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.create(tmp_path / "library")
    clip(store)
    store.close()
    reading = Store(tmp_path / "library", read_only=True)
    reading.read().execute("SELECT * FROM article").fetchone()
    (tmp_path / ".stfolder").mkdir()
    again = Store(tmp_path / "library")
    assert again.synchronised == "Syncthing"
    clip(again)
    again.close()
    reading.close()
