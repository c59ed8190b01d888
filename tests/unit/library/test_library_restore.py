# SPDX-License-Identifier: MIT
"""How a library comes back from a backup, and what is said of damage until then."""

from __future__ import annotations

from datetime import datetime

import pytest

from researchdesk.library import articles, backup, comparing, notes, search, verify
from researchdesk.library.library import Library
from researchdesk.model.errors import (
    LibraryDamaged,
    LibraryLocked,
    LibraryMissing,
)
from tests.unit.library.faults_of_disk import change, later_program, note, spoil


def test_an_older_backup_is_upgraded_when_it_is_restored(library):
    note(library)
    made = backup.make(library)
    library.store.close()
    with later_program():
        backup.restore(made.path, library.folder)
        held = Library.open(library.folder, read_only=True)
        assert verify.verify(held).damages == ()
        assert len(notes.rows(held)) == 1
        held.close()


def test_a_library_comes_back_with_text_search_and_nothing_to_undo(library, clip):
    article_id = clip(propose=False).article_id
    made = backup.make(library)
    note(library)
    search.catch_up(library)
    library.store.close()
    done = backup.restore(made.path, library.folder)
    held = Library.open(library.folder)
    held.indexer = library.indexer
    assert held.undo() is None
    assert notes.rows(held) == []
    assert search.open_index(held) != "current"  # it holds the note still
    search.catch_up(held)
    assert search.find(held, "danube").total == 1
    assert articles.get(held, article_id).title
    assert comparing.differences(held.folder, made.path) == []
    assert verify.verify(held, deep=True).damages == ()
    assert done.aside
    assert [one.reason for one in backup.listed(held.folder)] == ["before-restore", "by-hand"]
    held.store.close()


def test_work_after_a_restore_makes_a_copy_due(library):
    note(library)
    made = backup.make(library)
    library.store.close()
    backup.restore(made.path, library.folder)
    held = Library.open(library.folder)
    assert backup.if_due(held)
    assert backup.if_due(held) is None
    held.store.close()


def test_the_copy_that_is_restored_is_not_rotated_away_before(library):
    note(library)
    first = backup.make(library, reason="before-restore")
    for n in range(4):
        note(library, str(n))
        backup.make(library, reason="before-restore")
    library.store.close()
    backup.restore(first.path, library.folder)
    assert comparing.differences(library.folder, backup.listed(library.folder)[0].path)
    held = Library.open(library.folder, read_only=True)
    assert len(notes.rows(held)) == 1
    held.close()
    assert len(backup.listed(library.folder)) == 5


def test_nothing_is_restored_over_a_library_that_is_open(library, monkeypatch):
    note(library)
    made = backup.make(library)
    with pytest.raises(LibraryLocked):
        backup.restore(made.path, library.folder)
    monkeypatch.setattr(backup, "_copy_of_old", lambda folder: None)
    with pytest.raises(LibraryLocked):
        backup.restore(made.path, library.folder)
    assert library.undo()


def cut(path):
    path.write_bytes(path.read_bytes()[:-9000])


def rewrite(path):
    change(path, "UPDATE note SET title = 'Other'")


def newer(path):
    change(path, "PRAGMA user_version=99")


def foreign(path):
    change(path, "CREATE VIEW strange AS SELECT 1")


@pytest.mark.parametrize(
    "harm", [spoil, cut, rewrite, newer, foreign, lambda path: path.write_bytes(b"no library")]
)
def test_a_library_that_gives_no_copy_is_replaced_all_the_same_and_kept(library, harm):
    note(library)
    made = backup.make(library)
    library.store.close()
    harm(library.store.path)
    spoilt = library.store.path.read_bytes()
    done = backup.restore(made.path, library.folder)
    assert done.aside.read_bytes() == spoilt
    assert backup.listed(library.folder) == [made]
    assert comparing.differences(library.folder, made.path) == []
    held = Library.open(library.folder)
    assert verify.verify(held).damages == ()
    held.store.close()


def test_a_backup_that_is_not_there_is_missing(library, tmp_path):
    with pytest.raises(LibraryMissing, match=r"none\.db"):
        backup.restore(tmp_path / "none.db", library.folder)


def test_a_bad_backup_costs_not_even_a_copy(library):
    note(library)
    made = backup.make(library)
    library.store.close()
    change(made.path, "UPDATE note SET title = 'Other'")
    with pytest.raises(Exception, match="no good backup"):
        backup.restore(made.path, library.folder)
    assert len(backup.listed(library.folder)) == 1


# --- saying damage ---


def test_opening_a_damaged_library_names_the_newest_good_backup_and_the_changes_since(library):
    note(library)
    good = backup.make(library)
    note(library)
    newer = backup.make(library)
    note(library)
    note(library)
    library.store.close()
    newer.path.write_bytes(newer.path.read_bytes()[:-4096])
    raw = library.store.path.read_bytes()
    index = raw.find(b"Harvests")
    spoil(library.store.path)
    assert index > 0
    with pytest.raises(LibraryDamaged) as said:
        Library.open(library.folder)
    when = f"{datetime.fromisoformat(good.made_at).astimezone():%Y-%m-%d %H:%M}"
    assert str(said.value).startswith(
        f"The library at {library.store.path} is damaged. Nothing has been changed. "
        f"The newest good backup is from {when}; work since then "
    )
    assert str(said.value).endswith("may have to be done again.")


def test_the_count_of_changes_is_said_where_it_can_be_read(library):
    note(library)
    backup.make(library)
    error = LibraryDamaged(path=library.store.path, reason="x")

    def said():
        return str(backup.with_newest(error, library.folder)).partition("; ")[2]

    assert said() == "nothing was changed since."
    note(library)
    assert said() == "work since then (1 change) may have to be done again."
    note(library)
    assert said() == "work since then (2 changes) may have to be done again."
    change(library.store.path, "UPDATE meta SET value = '0' WHERE key = 'changes'")
    assert said() == "work since then may have to be done again."


def test_where_there_is_no_backup_the_sentence_is_short(library):
    library.store.close()
    spoil(library.store.path)
    with pytest.raises(LibraryDamaged) as said:
        Library.open(library.folder)
    assert str(said.value).endswith("Nothing has been changed; open a backup of it instead.")


# --- verifying ---


def test_a_whole_library_verifies_with_index_and_backups(library):
    note(library)
    assert verify.verify(library).index == "absent"
    search.catch_up(library)
    backup.make(library)
    found = verify.verify(library, deep=True)
    assert (found.damages, found.index, found.backups) == ((), "current", 1)
    assert verify.sentence(library, found) == ""
    note(library)
    assert verify.verify(library).index == "behind"


def test_an_index_with_another_number_of_documents_is_wrong(library):
    note(library)
    search.catch_up(library)
    columns = "title, body, revision, created_at, modified_at, NULL"
    change(
        library.store.path,
        f"INSERT INTO note SELECT 9, 'X', {columns} FROM note",
        "DELETE FROM outbox",
    )
    found = verify.verify(library)
    assert found.index == "wrong"
    assert [str(one) for one in found.damages] == ["note 9: not as it was written"]


def test_damage_is_said_by_title_or_with_the_newest_backup(library):
    note(library)
    made = backup.make(library)
    change(library.store.path, "UPDATE note SET body = 'Other'")
    found = verify.verify(library)
    assert verify.sentence(library, found) == (
        "1 record is not as it was written: Harvests. The rest of the library is whole."
    )
    change(library.store.path, "DROP INDEX note_tag_tag")
    found = verify.verify(library)
    assert "The newest good backup is from" in verify.sentence(library, found)
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    found = verify.verify(library, deep=True)
    assert found.bad_backups == (made.path.name,)
    assert verify.sentence(library, found).endswith(
        f"Backups are damaged: {made.path.name}. Make a new one."
    )


def test_a_library_that_cannot_be_read_any_more_is_verified_all_the_same(library):
    note(library)
    search.catch_up(library)
    held = Library.open(library.folder, read_only=True)
    spoil_all = bytearray(library.store.path.read_bytes())
    spoil_all[4096:] = bytes(len(spoil_all) - 4096)
    library.store.close()
    library.store.path.write_bytes(spoil_all)
    found = verify.verify(held)
    assert found.of_the_file
    assert found.index == "absent"
    held.close()
