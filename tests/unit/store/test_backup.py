# SPDX-License-Identifier: MIT
"""A copy is whole, verified and durable before it gets its name; what fails leaves nothing; no good one is lost."""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from researchdesk.model.errors import (
    BadValue,
    DiskFailing,
    DiskFull,
    LibraryDamaged,
    LibraryReadOnly,
)
from researchdesk.store import attachments, backup, copies, verify
from researchdesk.store.connection import reader
from tests.unit.store import rows
from tests.unit.store.rows import clip, dump

if TYPE_CHECKING:
    from pathlib import Path

    from researchdesk.model.backup import Backup
    from researchdesk.store.operation import Store

LABEL = "library-3f2a91bc"
LARGE = os.urandom(attachments.INLINE + 1)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "safe" / "shelf"


def clip_large(store: Store, body: bytes = LARGE) -> bytes:
    """Clip an article whose page lies in a file; give its hash."""
    sha256 = hashlib.sha256(body).digest()
    with store.operation("Clip"):
        kept = attachments.keep(store.folder, body, sha256)
        rows.snapshot(store, rows.article(store), body, body=kept)
    return sha256


def copy(store: Store, shelf: Path, reason: str = "session") -> Backup:
    target = copies.next_path(shelf, LABEL, reason)
    backup.make(store.write_copy, store.folder, target)
    return copies.described(target, reason)


def behind(store: Store, statement: str) -> None:
    """Change the file behind the library's back."""
    conn = sqlite3.connect(store.path, isolation_level=None)
    conn.execute(statement)
    conn.close()


def test_a_copy_holds_all_and_is_private(store: Store, shelf: Path) -> None:
    clip(store)
    sha256 = clip_large(store)
    made = copy(store, shelf)
    assert not list(verify.damages(made.path, shelf))
    conn = reader(made.path)
    assert dump(conn) == dump(store.read())
    conn.close()
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert shelf.stat().st_mode & 0o777 == 0o700
    assert attachments.fetch(shelf, None, sha256) == LARGE
    assert {one.name for one in shelf.iterdir()} == {made.path.name, "attachments"}
    assert backup.record(made.path) == backup.record(store.path)


def test_a_copy_gets_its_name_only_when_it_was_verified_and_synced(
    store: Store, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip(store)
    shelf.mkdir(parents=True)
    seen: list[str] = []
    damages, fsync = verify.damages, os.fsync

    def looked_at(path: Path, *rest: Any) -> Any:
        seen.append(f"verified {path.suffix}, named {[one.name for one in shelf.glob('*.db')]}")
        return damages(path, *rest)

    def synced(handle: int) -> None:
        there = {one.stat().st_ino: one.suffix for one in shelf.iterdir()}
        there[shelf.stat().st_ino] = f"folder of {sorted(one.suffix for one in shelf.iterdir())}"
        seen.append(f"synced {there.get(os.fstat(handle).st_ino)}")
        fsync(handle)

    monkeypatch.setattr(verify, "damages", looked_at)
    monkeypatch.setattr(os, "fsync", synced)
    copy(store, shelf)
    assert seen[-3:] == ["verified .part, named []", "synced .part", "synced folder of ['.db']"]


def test_a_library_with_a_changed_row_gives_no_copy(store: Store, shelf: Path) -> None:
    clip(store)
    copy(store, shelf)
    behind(store, "UPDATE article SET title = 'Other'")
    with pytest.raises(LibraryDamaged, match="article 1"):
        copy(store, shelf)
    assert [one.number for one in copies.listed(shelf)] == [1]
    assert not list(shelf.glob("*.part*"))


def test_a_body_that_is_not_as_received_gives_no_copy(store: Store, shelf: Path) -> None:
    sha256 = clip_large(store)
    attachments.path_of(store.folder, sha256).write_bytes(LARGE[:-1])
    with pytest.raises(LibraryDamaged, match=sha256.hex()):
        copy(store, shelf)
    assert not copies.listed(shelf)


def test_a_body_that_the_folder_holds_already_is_enough(store: Store, shelf: Path) -> None:
    sha256 = clip_large(store)
    copy(store, shelf)
    attachments.path_of(store.folder, sha256).unlink()
    assert backup.is_good(copy(store, shelf).path)


def test_a_body_that_was_damaged_beside_the_copies_is_brought_again(
    store: Store, shelf: Path
) -> None:
    sha256 = clip_large(store)
    made = copy(store, shelf)
    there = attachments.path_of(shelf, sha256)
    there.unlink()
    there.write_bytes(b"")
    assert not backup.is_good(made.path)
    copy(store, shelf)
    assert backup.is_good(made.path)


def test_bodies_are_linked_where_that_can_be_else_copied(
    store: Store, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = clip_large(store)
    copy(store, shelf)
    one, other = (attachments.path_of(folder, first) for folder in (store.folder, shelf))
    assert one.samefile(other)

    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(os, "link", refuse)
    second = clip_large(store, LARGE + b"2")
    copy(store, shelf)
    one, other = (attachments.path_of(folder, second) for folder in (store.folder, shelf))
    assert not one.samefile(other)
    assert attachments.is_whole(shelf, second)
    assert other.stat().st_mode & 0o777 == 0o600


def test_what_an_attempt_has_left_that_was_cut_off_is_removed(store: Store, shelf: Path) -> None:
    shelf.mkdir(parents=True)
    for name in (f"{LABEL}-00001-x.db.part", f"{LABEL}-00001-x.db.part-journal", "other.part"):
        (shelf / name).write_bytes(b"half")
    made = copy(store, shelf)
    assert {one.name for one in shelf.iterdir()} == {made.path.name, "other.part"}
    (shelf / "mine.db.part").write_bytes(b"half")
    backup.make(store.write_copy, store.folder, shelf / "mine.db")
    assert backup.is_good(shelf / "mine.db")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EIO, DiskFailing),
        (errno.EACCES, LibraryReadOnly),
        (errno.ENOTDIR, BadValue),
    ],
)
def test_a_copy_for_which_the_disk_has_no_room_or_no_place_leaves_nothing(
    store: Store, shelf: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: type[Exception]
) -> None:
    copy(store, shelf)
    before = sorted(shelf.iterdir())

    def fail(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(said):
            copy(store, shelf)
    assert sorted(shelf.iterdir()) == before
    clip(store)  # the library can still be written


def test_a_file_that_is_there_is_not_written_over(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "mine.db"
    target.write_text("mine")
    with pytest.raises(BadValue, match="there already"):
        backup.make(store.write_copy, store.folder, target)
    assert target.read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadValue, match="folder for backups"):
        copy(store, tmp_path / "file" / "shelf")


def test_what_is_no_longer_needed_goes_with_its_bodies(store: Store, shelf: Path) -> None:
    old, new = clip_large(store), b""
    first = copy(store, shelf)
    store.undo()
    new = clip_large(store, LARGE + b"2")
    for _ in range(10):
        made = copy(store, shelf)
    assert backup.rotate(made) == [first]
    assert backup.rotate(made) == []
    assert not first.path.exists()
    assert not attachments.path_of(shelf, old).exists()
    assert attachments.is_whole(shelf, new)


def test_copies_that_no_longer_stand_do_not_push_out_good_ones(store: Store, shelf: Path) -> None:
    clip(store)
    found = [copy(store, shelf) for _ in range(12)]
    for one in found[1:-1]:
        one.path.write_bytes(one.path.read_bytes()[:8192])
    assert backup.rotate(found[-1]) == []
    assert backup.is_good(found[0].path)


def test_bodies_stay_while_a_copy_cannot_be_read(store: Store, shelf: Path) -> None:
    old = clip_large(store)
    copy(store, shelf)
    store.undo()
    (shelf / f"{LABEL}-00000-20200101T000000Z-session.db").write_bytes(b"no library at all")
    for _ in range(10):
        made = copy(store, shelf)
    assert len(backup.rotate(made)) == 1
    assert attachments.is_whole(shelf, old)


def test_the_copies_of_another_library_in_the_folder_stay(store: Store, shelf: Path) -> None:
    for _ in range(10):
        other = copies.next_path(shelf, "other-12345678", "session")
        backup.make(store.write_copy, store.folder, other)
    mine = [copy(store, shelf) for _ in range(12)]
    assert backup.rotate(mine[-1]) == [mine[1], mine[0]]
    assert len(copies.listed(shelf, "other-12345678")) == 10


def test_a_library_counts_its_changes(store: Store) -> None:
    assert backup.record(store.path).changes == 0  # type: ignore[union-attr]
    clip(store)
    store.undo()
    store.redo()
    with store.operation("Nothing"):
        pass
    rows.broken(store, lambda: rows.note(store))
    with store.operation("Own value", undoable=False):
        store.set_meta("name", "Mine")
    assert backup.record(store.path).changes == 3  # type: ignore[union-attr]
    assert store.meta("changes") == "3"


def test_what_a_file_says_of_itself_may_be_unreadable(store: Store, tmp_path: Path) -> None:
    assert backup.record(tmp_path / "none.db") is None
    store.close()
    behind(store, "DELETE FROM meta WHERE key = 'uuid'")
    assert backup.record(store.path) is None
