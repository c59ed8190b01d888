# SPDX-License-Identifier: MIT
"""Looking after a library: its pages and rows, its lock, its backups, and what is said where none is good."""

from __future__ import annotations

import json
import os
import sqlite3
import time

import pytest

from researchdesk.config.settings import Settings
from researchdesk.library import backup, checking, notes, verify
from researchdesk.library.library import Library
from researchdesk.model.errors import Cancelled, FileUnwritable, LibraryDamaged, NoGoodBackup
from researchdesk.model.progress import Progress
from researchdesk.store import verify as verifying
from tests.unit.library.faults_of_disk import change, note


@pytest.fixture
def checked(library):
    """A library whose child that looks at rows is ended again."""
    yield library
    library.checker.close()


def altered(library):
    """Change a note as a failing disk does."""
    made = note(library)
    conn = sqlite3.connect(library.store.path, isolation_level=None)
    asked = "SELECT sql FROM sqlite_master WHERE name = 'outbox_note_update'"
    ((trigger,),) = conn.execute(asked).fetchall()
    for statement in (
        "BEGIN",
        "DROP TRIGGER outbox_note_update",
        "UPDATE note SET body = 'Ryx.'",
        trigger,
        "COMMIT",
    ):
        conn.execute(statement)
    conn.close()
    return made


# -- the pages


def test_a_library_that_is_looked_at_later_can_be_read_at_once_and_changed_after_it(library):
    note(library)
    library.store.close()
    later = Library.open(library.folder, checks_later=True)
    assert [one.title for one in notes.rows(later)] == ["Harvests"]
    later.check()
    later.prepare()
    note(later, "More")
    assert len(notes.rows(later)) == 2
    later.close()


def test_damage_that_is_found_later_names_the_newest_backup(library):
    note(library)
    made = backup.make(library)
    library.store.close()
    change(
        library.store.path,
        "PRAGMA writable_schema=ON",
        "DELETE FROM sqlite_master WHERE name = 'note_tag_tag'",
    )
    later = Library.open(library.folder, checks_later=True)
    assert [one.title for one in notes.rows(later)] == ["Harvests"]
    with pytest.raises(LibraryDamaged) as said:
        later.check()
    assert said.value.values["backup"] == made.path
    with pytest.raises(LibraryDamaged):
        later.prepare()
    later.close()


def test_the_lock_says_each_minute_that_the_library_is_open_and_where_to_knock(library):
    lock = library.folder / "library.lock"
    library.name_door("0" * 24)
    lock.write_text("")
    library.beat()
    said = json.loads(lock.read_text())
    assert (said["pid"], said["door"]) == (os.getpid(), "0" * 24)
    library.name_door(None)
    assert "door" not in json.loads(lock.read_text())


# -- once a week


def test_the_weekly_look_finds_what_a_look_at_everything_finds_and_is_then_done(checked):
    altered(checked)
    assert verify.is_due(checked)
    steps = []
    progress = Progress()
    progress.step = lambda done, total: steps.append((done, total))
    found = verify.weekly(checked, progress)
    assert [str(one) for one in found.damages if one.noun] == ["note 1: not as it was written"]
    assert found.damages == verify.verify(checked).damages
    assert steps == [(n, len(verifying.PARTS)) for n in range(len(verifying.PARTS))]
    assert not verify.is_due(checked)
    assert verify.sentence(checked, found).startswith(
        "1 record is not as it was written: Harvests. The rest"
    )


def test_the_child_looks_at_one_part_and_says_what_it_found(library):
    altered(library)
    request = {"path": str(library.store.path), "folder": str(library.folder)}
    assert checking.answer(request | {"part": "note"}, b"") == {
        "damages": [("not as it was written", "note", 1)]
    }
    assert checking.answer(request | {"part": "article"}, b"") == {"damages": []}


def test_a_look_that_was_cancelled_is_still_due(checked):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        verify.weekly(checked, progress)
    assert verify.is_due(checked)


@pytest.mark.parametrize(
    ("ago", "is_due"), [(0, False), (6 * 86400, False), (8 * 86400, True), (-3600, True)]
)
def test_a_look_is_due_after_a_week_and_where_the_clock_was_set_back(library, ago, is_due):
    file = library.index.folder.with_name("verified.json")
    file.write_text(json.dumps({"at": time.time() - ago, "damages": 0}))
    assert verify.is_due(library) == is_due


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"at": "x"}', '{"at": null}'])
def test_where_it_cannot_be_read_when_that_was_it_is_due(library, text):
    library.index.folder.with_name("verified.json").write_text(text)
    assert verify.is_due(library)


def test_without_a_good_backup_nothing_is_mended(library):
    altered(library)
    found = verify.verify(library)
    with pytest.raises(NoGoodBackup):
        verify.mend(library, found)
    assert [row["body"] for row in library.store.db.query("SELECT body FROM note")] == ["Ryx."]


# -- backups


def test_the_newest_copy_that_stands_is_named_and_a_folder_that_is_not_there(library, tmp_path):
    assert backup.state(library) == backup.BackupState(None)
    note(library)
    first, second = backup.make(library), backup.make(library)
    assert backup.state(library).newest == second
    second.path.write_bytes(second.path.read_bytes()[:-4096])
    assert backup.state(library).newest == first
    Settings.load().set("backup.folder", str(tmp_path / "disk"))
    assert backup.state(library).missing_folder == str(tmp_path / "disk")
    (tmp_path / "disk").mkdir()
    assert backup.state(library).missing_folder is None


def test_a_kept_file_is_copied_to_where_it_is_wanted_or_it_is_said_why_not(library, tmp_path):
    note(library)
    made = backup.make(library)
    backup.copy_file(made.path, tmp_path / "mine.db")
    assert (tmp_path / "mine.db").read_bytes() == made.path.read_bytes()
    target = tmp_path / "nowhere" / "mine.db"
    with pytest.raises(FileUnwritable) as said:
        backup.copy_file(made.path, target)
    assert str(said.value).startswith(f"{target} could not be written: no such file or directory.")
