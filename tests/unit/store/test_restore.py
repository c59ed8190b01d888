# SPDX-License-Identifier: MIT
"""A backup takes a library's place in an order that loses nothing, or nothing is changed at all."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from researchdesk.model.errors import (
    BadValue,
    DiskFull,
    LibraryDamaged,
    LibraryLocked,
    LibraryTooNew,
)
from researchdesk.store import attachments, backup, restore, verify
from researchdesk.store.connection import reader
from researchdesk.store.operation import Store
from tests.unit.store.rows import clip, dump, new_note
from tests.unit.store.test_backup import LARGE, clip_large, copy

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def copied(store: Store, tmp_path: Path) -> Path:
    """A backup of one article; the library has a note more, and is closed."""
    clip(store)
    made = copy(store, tmp_path / "safe").path
    new_note(store)
    store.close()
    return made


def state(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.name != "library.lock"}


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    conn = reader(path)
    try:
        return dump(conn)
    finally:
        conn.close()


def test_the_library_is_the_backup_and_the_old_one_stays_beside(store: Store, copied: Path) -> None:
    old = store.path.read_bytes()
    done = restore.restore(copied, store.folder)
    assert done.path == store.path
    assert done.missing == ()
    assert tables(store.path) == tables(copied)
    assert not list(verify.damages(store.path, store.folder))
    assert done.aside is not None
    assert done.aside.name.startswith("library.damaged-20")
    assert done.aside.read_bytes() == old
    assert set(state(store.folder)) == {"library.db", done.aside.name}
    assert store.path.stat().st_mode & 0o777 == 0o600


def test_it_has_a_history_of_its_own_and_nothing_to_undo(store: Store, copied: Path) -> None:
    restore.restore(copied, store.folder)
    again = Store(store.folder)
    assert again.steps() == []
    assert again.undo() is None
    before, after = backup.record(copied), backup.record(store.path)
    assert before
    assert after
    assert after.history != before.history
    assert (after.uuid, after.changes) == (before.uuid, before.changes)
    again.close()


def test_a_new_folder_becomes_a_library(copied: Path, tmp_path: Path) -> None:
    done = restore.restore(copied, tmp_path / "a" / "new")
    assert done.aside is None
    again = Store(tmp_path / "a" / "new")
    clip(again, "Second")
    again.close()
    assert len(tables(done.path)["article"]) == 2


def test_bodies_come_with_it_from_beside_the_backup_or_are_there_or_are_said(
    store: Store, tmp_path: Path
) -> None:
    found = [clip_large(store, LARGE + bytes([n])) for n in range(3)]
    made = copy(store, tmp_path / "safe").path
    store.close()
    attachments.path_of(store.folder, found[0]).unlink()
    attachments.path_of(store.folder, found[2]).unlink()
    attachments.path_of(tmp_path / "safe", found[1]).unlink()
    attachments.path_of(tmp_path / "safe", found[2]).unlink()
    done = restore.restore(made, store.folder)
    assert done.missing == (found[2].hex(),)
    assert [attachments.is_whole(store.folder, one) for one in found] == [True, True, False]
    assert [str(one) for one in verify.damages(store.path, store.folder)] == [
        "snapshot 3: its file is missing"
    ]


def test_the_journals_of_the_old_file_go_first(
    store: Store, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    rename, replace, link = Path.rename, Path.replace, os.link
    for suffix in ("-wal", "-shm", "-journal"):
        store.path.with_name(f"library.db{suffix}").write_bytes(suffix.encode())
    new = tables(copied)

    def say(verb: str, path: Path) -> None:
        if "attachments" not in path.parts:
            seen.append(f"{verb} {path.name.replace('library.', '')}")

    monkeypatch.setattr(
        Path, "rename", lambda one, other: (say("rename", one), rename(one, other))[1]
    )
    monkeypatch.setattr(
        Path, "replace", lambda one, other: (say("replace", one), replace(one, other))[1]
    )
    monkeypatch.setattr(os, "link", lambda one, other: (say("link", one), link(one, other))[1])
    done = restore.restore(copied, store.folder)
    assert seen == [
        "rename db-wal",
        "rename db-shm",
        "rename db-journal",
        "link db",
        "replace part",
    ]
    assert done.aside
    assert done.aside.with_name(f"{done.aside.name}-wal").read_bytes() == b"-wal"
    assert tables(store.path) == new


def test_an_old_wal_beside_does_not_reach_the_new_file(store: Store, tmp_path: Path) -> None:
    clip(store)
    made = copy(store, tmp_path / "safe").path
    for n in range(30):
        clip(store, f"Later {n}", "words " * 2000)
    shutil.copytree(store.folder, tmp_path / "killed")  # as a kill leaves it: with its -wal
    assert (tmp_path / "killed" / "library.db-wal").stat().st_size > 100_000
    restore.restore(made, tmp_path / "killed")
    again = Store(tmp_path / "killed")
    assert again.db.table("article").count == 1
    again.close()
    assert not list(verify.damages(again.path, again.folder))


def test_everything_is_durable_in_its_order(
    store: Store, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[set[str]] = []
    fsync = os.fsync

    def note(handle: int) -> None:
        if os.fstat(handle).st_ino == store.folder.stat().st_ino:
            there = {one.name.replace("library.", "") for one in store.folder.iterdir()}
            synced.append({"damaged" if one.startswith("damaged") else one for one in there})
        elif os.fstat(handle).st_ino == store.path.with_name("library.part").stat().st_ino:
            synced.append({"the part"})
        fsync(handle)

    monkeypatch.setattr(os, "fsync", note)
    restore.restore(copied, store.folder)
    assert synced[-5:] == [
        {"the part"},
        {"db", "part", "lock"},
        {"db", "part", "lock"},  # the journals have gone
        {"db", "part", "lock", "damaged"},
        {"db", "lock", "damaged"},
    ]


def test_an_open_library_is_not_replaced(store: Store, tmp_path: Path) -> None:
    clip(store)
    made = copy(store, tmp_path / "safe").path
    before = set(state(store.folder))
    with pytest.raises(LibraryLocked):
        restore.restore(made, store.folder)
    assert set(state(store.folder)) == before
    clip(store, "Second")  # it is the same file still


@pytest.mark.parametrize("kind", ["row", "cut", "nothing", "foreign"])
def test_a_damaged_backup_is_refused_and_nothing_is_changed(
    store: Store, copied: Path, tmp_path: Path, kind: str
) -> None:
    raw = copied.read_bytes()
    if kind == "row":
        copied.write_bytes(raw.replace("Rye ‘é’".encode(), "Eye ‘é’".encode()))
    elif kind == "cut":
        copied.write_bytes(raw[:20000])
    else:
        copied.write_bytes(b"" if kind == "nothing" else b"no library" * 900)
    before = state(store.folder)
    for folder in (store.folder, tmp_path / "new"):
        with pytest.raises(BadValue, match="good backup"):
            restore.restore(copied, folder)
    assert state(store.folder) == before
    assert not (tmp_path / "new").exists()


def test_a_backup_of_a_newer_program_is_refused(store: Store, copied: Path) -> None:
    conn = sqlite3.connect(copied, isolation_level=None)
    conn.execute("PRAGMA user_version=99")
    conn.close()
    with pytest.raises(LibraryTooNew):
        restore.restore(copied, store.folder)


def test_a_full_disk_leaves_the_old_library(
    store: Store, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(store.folder)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", fail)
        with pytest.raises(DiskFull):
            restore.restore(copied, store.folder)
    assert state(store.folder) == before
    (store.folder / "library.part").write_bytes(b"of a kill")
    restore.restore(copied, store.folder)  # the lock is free
    assert "library.part" not in state(store.folder)


def test_a_disk_that_knows_no_links_gets_a_copy_of_the_old_file(
    store: Store, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = store.path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    done = restore.restore(copied, store.folder)
    assert done.aside
    assert done.aside.read_bytes() == old


@pytest.mark.parametrize("verb", [restore.clean_copy, restore.move])
def test_no_library_is_copied_or_moved_over_another(
    store: Store, tmp_path: Path, verb: Callable[[Path, Path], object]
) -> None:
    clip(store)
    store.close()
    other = Store.create(tmp_path / "other")
    new_note(other)
    other.close()
    before = state(store.folder), state(other.folder)
    with pytest.raises(BadValue, match="it holds one already"):
        verb(store.folder, other.folder)
    assert (state(store.folder), state(other.folder)) == before


@pytest.mark.parametrize("verb", [restore.clean_copy, restore.move])
def test_damaged_rows_are_not_copied_or_moved_as_if_they_were_right(
    store: Store, tmp_path: Path, verb: Callable[[Path, Path], object]
) -> None:
    clip(store)
    store.close()
    conn = sqlite3.connect(store.path, isolation_level=None)
    conn.execute("UPDATE article SET title = 'Grxin'")
    conn.close()
    before = store.path.read_bytes()
    with pytest.raises(LibraryDamaged, match="is damaged") as said:
        verb(store.folder, tmp_path / "new")
    assert said.value.values["reason"] == "article 1: not as it was written"
    assert store.path.read_bytes() == before
    assert state(tmp_path / "new") == {}
