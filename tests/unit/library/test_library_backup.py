# SPDX-License-Identifier: MIT
"""When a backup is made, that a failed one is said, and how a library comes back from one."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from researchdesk.config import paths
from researchdesk.config.settings import Settings
from researchdesk.library import about, backup, comparing, notes, trash
from researchdesk.library.library import Library
from researchdesk.model.errors import (
    BackupFailed,
    NotPurged,
)
from tests.unit.library.faults_of_disk import change, failing, later_program, note


def rename(one, made_at):
    """Let a copy look as if it was made at another time."""
    stamp = datetime.fromisoformat(one.made_at).strftime("%Y%m%dT%H%M%SZ")
    path = one.path.with_name(one.path.name.replace(stamp, f"{made_at:%Y%m%dT%H%M%SZ}"))
    one.path.rename(path)


# --- when ---


def test_a_copy_is_due_after_changes_and_only_then(library):
    assert backup.if_due(library) is None  # nothing was ever written
    note(library)
    first = backup.if_due(library)
    assert first.reason == "session"
    assert backup.if_due(library) is None
    library.undo()
    second = backup.if_due(library)
    assert backup.listed(library.folder) == [second, first]


def test_a_copy_made_for_another_reason_counts_and_a_spoilt_one_does_not(library):
    note(library)
    made = backup.make(library)
    assert backup.if_due(library) is None
    made.path.write_bytes(b"")
    assert backup.if_due(library)


def test_a_copy_of_another_history_does_not_count(library):
    note(library)
    made = backup.make(library)
    change(made.path, "UPDATE meta SET value = 'other' WHERE key = 'history'")
    assert backup.if_due(library)


def test_the_clock_alone_makes_no_copy_due(library):
    note(library)
    rename(backup.make(library), datetime(2001, 1, 1, tzinfo=UTC))
    assert backup.if_due(library) is None
    assert backup.if_due(library, is_brief=True) is None


def test_a_brief_session_waits_for_enough_changes_or_for_a_day(library):
    note(library)
    assert backup.if_due(library, is_brief=True)
    for n in range(backup.BRIEF_CHANGES - 1):
        note(library, str(n))
        assert backup.if_due(library, is_brief=True) is None
    note(library)
    made = backup.if_due(library, is_brief=True)
    note(library)
    assert backup.if_due(library, is_brief=True) is None
    rename(made, datetime.now(UTC) - timedelta(days=2))
    assert backup.if_due(library, is_brief=True)


def test_a_library_opened_to_read_only_makes_none(library):
    note(library)
    library.store.close()
    held = Library.open(library.folder, read_only=True)
    assert backup.if_due(held) is None
    held.close()


def test_a_library_is_copied_before_its_schema_changes(library):
    note(library)
    library.store.close()
    with later_program():
        Library.open(library.folder).close()
    [made] = backup.listed(library.folder)
    assert made.reason == "before-upgrade"
    conn = sqlite3.connect(made.path)
    assert conn.execute("PRAGMA user_version").fetchone() == (1,)
    conn.close()


def test_no_copy_no_upgrade(library):
    library.store.close()
    before = library.store.path.read_bytes()
    with later_program(), failing(errno.ENOSPC), pytest.raises(BackupFailed, match="no room"):
        Library.open(library.folder)
    assert library.store.path.read_bytes() == before


def test_no_upgrade_where_its_copy_would_lie_in_the_library(library):
    Settings.load().set("backup.folder", str(library.folder))
    library.store.close()
    with later_program(), pytest.raises(BackupFailed, match="own folder"):
        Library.open(library.folder)


# --- where ---


def test_copies_lie_apart_from_the_library_in_a_folder_of_its_own(library, home):
    note(library)
    made = backup.make(library)
    assert made.path.parent.parent == home / "Backups" == paths.default_backups()
    assert made.path.parent == backup.folder_of(library)
    assert made.path.name.startswith(f"library-{library.uuid[:8]}-00001-")
    assert made.path.name.endswith("-by-hand.db")


def test_the_user_may_choose_the_folder_but_not_in_the_library(library, tmp_path):
    settings = Settings.load()
    settings.set("backup.folder", str(tmp_path / "disk"))
    assert backup.make(library).path.parent.parent == tmp_path / "disk"
    settings.set("backup.folder", str(library.folder / "Backups"))
    with pytest.raises(BackupFailed, match="own folder"):
        backup.make(library)
    with pytest.raises(BackupFailed, match="own folder"):
        backup.make(library, library.folder / "mine.db")
    assert not (library.folder / "Backups").exists()


def test_a_copy_by_hand_goes_into_any_folder_or_file(library, tmp_path):
    note(library)
    made = backup.make(library, tmp_path / "disk")
    assert made.path.parent == tmp_path / "disk"
    named = backup.make(library, tmp_path / "disk" / "mine.db")
    assert (named.path, named.reason) == (tmp_path / "disk" / "mine.db", "by-hand")
    assert backup.is_good(named)
    with pytest.raises(BackupFailed, match="there already"):
        backup.make(library, tmp_path / "disk" / "mine.db")
    assert backup.listed(library.folder) == []


def test_what_a_user_put_into_a_folder_by_hand_is_never_rotated(library, tmp_path):
    for _ in range(12):
        backup.make(library, tmp_path / "disk")
    assert len(list((tmp_path / "disk").glob("*.db"))) == 12
    for _ in range(12):
        backup.make(library)
    assert len(backup.listed(library.folder)) == 10


def test_the_copies_of_a_library_are_found_after_it_was_renamed(library, tmp_path):
    note(library)
    first = backup.make(library)
    library.store.close()
    moved = tmp_path / "Harvests"
    library.folder.rename(moved)
    held = Library.open(moved)
    second = backup.make(held)
    assert backup.listed(moved) == [second, first]
    held.close()


@pytest.mark.parametrize("name", ["twin", "other/library"])
def test_the_copies_of_a_twin_are_not_taken_for_its_own(library, tmp_path, name):
    note(library)
    made = backup.make(library)
    backup.restore(made.path, tmp_path / name)
    held = Library.open(tmp_path / name)
    other = backup.make(held)
    held.close()
    assert backup.listed(library.folder) == [made]
    assert backup.listed(tmp_path / name) == [other]
    again = backup.make(library)
    assert backup.listed(library.folder) == [again, made]
    shutil.rmtree(tmp_path / name)
    assert set(backup.listed(library.folder)) == {again, made, other}


def test_copies_are_found_also_of_a_library_that_is_gone(library):
    note(library)
    made = backup.make(library)
    library.store.close()
    shutil.rmtree(library.folder)
    assert backup.listed(library.folder) == [made]
    (made.path.parent / backup.MARK).write_bytes(b"\xff")
    assert backup.listed(library.folder) == []


# --- failing ---


def test_a_failed_backup_is_said_and_remembered_until_one_succeeds(library):
    note(library)
    with failing(errno.ENOSPC), pytest.raises(BackupFailed) as said:
        backup.make(library)
    assert "there is no room on /" in str(said.value)
    assert str(said.value).endswith("There is no good one yet.")
    assert "no room" in backup.last_failure(library)
    assert str(backup.failure(library)).startswith("The last backup failed: there is no room on")
    assert "no room" in about.summary(library)["last_backup"]["failed"]
    made = backup.make(library)
    assert backup.last_failure(library) == ""
    assert backup.failure(library) is None
    held = about.summary(library)["last_backup"]
    assert held == {
        "file": str(made.path),
        "at": made.made_at,
        "reason": "by-hand",
        "failed": None,
    }


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EIO, "the disk reported an error"), (errno.EROFS, "cannot be written")],
)
def test_each_reason_is_said_in_words(library, number, words):
    note(library)
    backup.make(library)
    said = f"{words}. The newest good one is from 20"
    with failing(number), pytest.raises(BackupFailed, match=said):
        backup.make(library)


def test_a_damaged_library_gives_no_copy_and_the_good_one_is_named(library):
    note(library)
    made = backup.make(library)
    change(library.store.path, "UPDATE note SET title = 'Other'")
    note(library, "More")
    with pytest.raises(
        BackupFailed, match=r"in the library, note 1: not as it was written. The newest"
    ):
        backup.if_due(library)
    assert backup.listed(library.folder) == [made]


def test_a_failure_that_cannot_be_written_down_is_still_said(library):
    note(library)
    (paths.cache_of(library.uuid) / "backup-failed.json").mkdir()
    with failing(errno.ENOSPC), pytest.raises(BackupFailed):
        backup.make(library)
    assert backup.last_failure(library) == ""


# --- before a purge ---


def trash_notes(library, count):
    notes.trash(library, [note(library, str(n)).id for n in range(count)])


def test_much_is_purged_only_after_a_copy_that_holds_it(library):
    trash_notes(library, trash.MANY + 1)
    before = len(trash.contents(library).notes)
    assert trash.empty(library) == before
    [made] = backup.listed(library.folder)
    assert made.reason == "before-purge"
    held = [one for one in comparing.differences(made.path, library.folder) if one.noun == "note"]
    assert {one.where for one in held} == {"a"}
    assert len(held) == before


def test_a_little_is_purged_without_a_copy(library):
    trash_notes(library, trash.MANY)
    trash.empty(library)
    assert backup.listed(library.folder) == []


def test_where_the_copy_fails_nothing_is_purged(library):
    trash_notes(library, trash.MANY + 1)
    with failing(errno.ENOSPC), pytest.raises(NotPurged) as said:
        trash.empty(library)
    assert str(said.value).startswith("Nothing was deleted, because the backup before it failed: ")
    assert "no room" in str(said.value)
    assert len(trash.contents(library).notes) == trash.MANY + 1
