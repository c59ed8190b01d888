# SPDX-License-Identifier: MIT
"""The verbs that keep a library safe, as they are typed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from researchdesk.store.operation import Store
from tests.unit.store.test_backup import clip_large


@pytest.fixture
def folder(tmp_path):
    """Where the desk's library lies."""
    return tmp_path / "library"


@pytest.fixture
def noted(desk, folder, tmp_path):
    """A library with one note; the first change has made a backup. Gives its file."""
    (tmp_path / "body.md").write_text("Rye.")
    desk("new", folder)
    add(desk, tmp_path, "Harvests")
    [made] = desk("backup", "--list", "--json")[1]
    assert made["reason"] == "session"
    return Path(made["file"])


def add(desk, tmp_path, title):
    assert desk("notes", "new", "--title", title, "--file", tmp_path / "body.md")[0] == 0


def change(path, statement):
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute(statement)
    conn.close()


def test_info_says_of_a_library_whether_it_can_be_written_not_how_it_reads_it(desk, noted):
    value = desk("info", "--json")[1]
    assert (value["is_read_only"], value["notices"]) == (False, [])
    file = Path(value["library"]) / "library.db"
    conn = sqlite3.connect(file)
    conn.execute("PRAGMA user_version = 9999")
    conn.close()
    value = desk("info", "--json")[1]
    assert value["is_read_only"]
    assert value["notices"] == [
        "This library cannot be written (a newer ResearchDesk wrote it). "
        "You can read, search and export."
    ]


def test_a_backup_is_made_listed_and_named_by_info(desk, noted, tmp_path):
    status, made, said = desk("backup", "--json")
    assert (status, said) == (0, "")
    assert made.keys() == {"file", "at", "reason", "bytes", "stands"}
    assert Path(made["file"]).stat().st_size == made["bytes"]
    assert made["stands"]
    assert [one["reason"] for one in desk("backup", "--list", "--json")[1]] == [
        "by-hand",
        "session",
    ]
    assert made["file"] in desk("backup", "--list")[1]
    assert desk("info", "--json")[1]["last_backup"]["file"] == made["file"]
    _, there, _ = desk("backup", tmp_path / "disk", "--json")
    assert Path(there["file"]).parent == tmp_path / "disk"
    assert "copied and verified" in desk("backup", tmp_path / "disk" / "mine.db")[1]
    assert (tmp_path / "disk" / "mine.db").is_file()


def test_backups_are_listed_when_the_library_is_gone(desk, noted, folder):
    (folder / "library.db").unlink()
    assert [one["file"] for one in desk("backup", "--list", "--json")[1]] == [str(noted)]
    assert [
        one["file"]
        for one in desk("backup", "--list", "--json", "--library", folder / "library.db")[1]
    ]


def test_a_command_whose_backup_fails_has_done_its_work_and_says_so(desk, folder, tmp_path, home):
    (tmp_path / "body.md").write_text("Rye.")
    desk("new", folder)
    (home / "Backups").write_text("in the way")
    status, _, said = desk("notes", "new", "--title", "Harvests", "--file", tmp_path / "body.md")
    assert status == 0
    assert said.startswith("The last backup failed: ")
    assert len(desk("notes", "list", "--json")[1]) == 1
    status, out, said = desk("backup")
    assert (status, out) == (1, "")
    assert said.endswith("There is no good one yet.\n")


def test_a_restored_library_is_equal_and_the_old_one_is_kept(desk, noted, folder, tmp_path):
    add(desk, tmp_path, "Later")
    status, found, said = desk("diff", folder, noted, "--json")
    assert status == 1
    assert [(one["noun"], one["where"]) for one in found] == [("note", "a"), ("note_revision", "a")]
    assert said == "They differ in 2 records.\n"
    assert "note_revision" in desk("diff", folder, noted)[1]
    status, done, _ = desk("restore-backup", noted, folder, "--json")
    assert (status, done["missing"]) == (0, [])
    assert Path(done["kept"]).is_file()
    assert desk("diff", folder, noted, "--json")[:2] == (0, [])
    assert "equal" in desk("diff", folder, noted)[1]
    assert desk("undo", "--json")[1] == []
    assert "is the backup's now" in desk("restore-backup", noted, tmp_path / "new")[1]
    assert desk("diff", tmp_path / "new" / "library.db", noted)[0] == 0
    assert "kept as library.damaged" in desk("restore-backup", noted, folder)[1]


def test_a_library_in_use_is_not_replaced(desk, noted, folder):
    held = Store(folder)
    status, _, said = desk("restore-backup", noted, folder)
    assert status == 1
    assert "open in another window" in said
    held.close()


def test_attachments_that_are_nowhere_are_said(desk, noted, folder, tmp_path):
    held = Store(folder)
    clip_large(held)
    held.close()
    made = Path(desk("backup", tmp_path / "disk", "--json")[1]["file"])
    for path in [*(tmp_path / "disk").rglob("attachments/*/*"), *folder.rglob("attachments/*/*")]:
        path.unlink()
    _, done, said = desk("restore-backup", made, folder, "--json")
    assert len(done["missing"]) == 1
    assert "1 attachment lies neither" in said
    status, found, said = desk("verify", "--json")
    assert status == 1
    assert [one["words"] for one in found["damages"]] == ["its file is missing"]
    assert "Grain" in said


def test_verify_says_what_was_looked_at_and_exits_1_with_the_sentence(desk, noted, folder):
    status, found, said = desk("verify", "--json")
    assert (status, said) == (0, "")
    assert found["damages"] == []
    assert found["sentence"] is None
    assert "the next search makes it" in desk("verify")[1]
    desk("reindex")
    assert desk("verify", "--deep")[1] == "As written: 2 records, 0 attachments.\n"
    change(folder / "library.db", "UPDATE note SET body = 'Oats.'")
    status, found, said = desk("verify", "--json")
    sentence = "1 record is not as it was written: Harvests. The rest of the library is whole."
    assert (status, said, found["sentence"]) == (1, f"{sentence}\n", sentence)
    assert found["damages"] == [
        {
            "words": "not as it was written",
            "noun": "note",
            "id": 1,
            "article": None,
            "title": "Harvests",
        }
    ]
    assert "note 1: not as it was written" in desk("verify")[1]


def test_a_bad_backup_is_found_by_a_deep_search_alone(desk, noted):
    change(noted, "UPDATE note SET body = 'Oats.'")
    assert desk("verify")[0] == 0
    status, found, said = desk("verify", "--deep", "--json")
    assert (status, found["bad_backups"]) == (1, [noted.name])
    assert said == f"Backups are damaged: {noted.name}. Make a new one.\n"
    status, out, _ = desk("verify", "--deep")
    assert (status, out) == (1, "")


def test_two_libraries_that_are_not_there_cannot_be_compared(desk, noted, tmp_path):
    status, _, said = desk("diff", noted, tmp_path / "none")
    assert status == 1
    assert "There is no library at" in said
