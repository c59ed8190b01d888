# SPDX-License-Identifier: MIT
"""Verbs that take single things back: records of a backup, steps of the history, damaged rows; and other places."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from researchdesk.store.connection import reader


@pytest.fixture
def kept(desk, visit):
    """A backup of a library with an article."""
    return Path(desk("backup", "--json")[1]["file"])


def damage(folder, statement):
    """Change a row behind the program's back: its digest is then another."""
    conn = sqlite3.connect(folder / "library.db", isolation_level=None)
    held = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    conn.execute("BEGIN")
    for name, _ in held:
        conn.execute(f"DROP TRIGGER {name}")
    conn.execute(statement)
    for _, made in held:
        conn.execute(made)
    conn.execute("COMMIT")
    conn.close()


def test_what_two_copies_differ_in_is_listed_by_title(desk, kept, visit, tmp_path):
    assert desk("diff", kept, tmp_path / "library", "--records")[:2] == (
        0,
        "Both hold the same records.\n",
    )
    desk("edit", visit, "--title", "Another title")
    status, found, said = desk("diff", kept, tmp_path / "library", "--records", "--json")
    assert status == 1
    [one] = found
    assert (one["noun"], one["id"], one["how"], one["parts"]) == (
        "article",
        visit,
        "altered",
        ["details"],
    )
    assert "1 record." in said


def test_an_article_deleted_for_ever_comes_back_with_one_verb_and_goes_with_one_undo(
    desk, kept, visit
):
    desk("trash", visit)
    desk("empty-trash")
    assert desk("show", visit)[0] == 1
    status, taken, _ = desk("restore-backup", kept, "--article", visit, "--json")
    assert status == 0
    assert taken == [
        {"article": visit, "title": "The Danube commission met in Belgrade", "missing": []}
    ]
    assert desk("show", visit, "--json")[1]["tags"] == ["danube"]
    assert desk("undo", "--json")[1] == ["Take back The Danube commission met in Belgrade"]
    assert desk("show", visit)[0] == 1


def test_records_and_a_folder_are_not_named_together_and_what_is_not_there_is_said(
    desk, kept, visit, tmp_path
):
    assert desk("restore-backup", kept)[0] == 2
    assert desk("restore-backup", kept, tmp_path / "new", "--article", visit)[0] == 2
    status, _, said = desk("restore-backup", kept, "--note", "99")
    assert (status, said) == (1, "There is no note 99 in this library.\n")
    status, _, said = desk("restore-backup", tmp_path / "no.db", "--note", "1")
    assert status == 1
    assert "There is no library at" in said


def test_steps_are_numbered_and_taken_back_as_far_as_one_of_them(desk, visit):
    for name in ("rye", "oats", "wheat"):
        desk("tag", visit, "--tag", name)
    steps = {one["label"]: one["step"] for one in desk("history", "--json")[1]}
    label = next(one for one in steps if "oats" in one)
    status, done, _ = desk("undo", "--to", steps[label], "--json")
    assert (status, len(done)) == (0, 2)
    assert desk("show", visit, "--json")[1]["tags"] == ["danube", "rye"]
    undone = [one for one in desk("history", "--json")[1] if one["deed"] == "redo"]
    wheat = next(one["step"] for one in undone if "wheat" in one["label"])
    assert len(desk("redo", "--to", wheat, "--json")[1]) == 2
    status, _, said = desk("undo", "--to", "9999")
    assert (status, said) == (1, "There is no step to undo 9999 in this library.\n")


def test_a_damaged_row_is_mended_from_the_newest_good_backup(desk, kept, visit, tmp_path):
    folder = tmp_path / "library"
    damage(folder, f"UPDATE article SET title = 'Thx Danube' WHERE id = {visit}")
    status, _, said = desk("verify")
    assert status == 1
    assert "1 record is not as it was written" in said
    status, done, _ = desk("verify", "--mend", "--json")
    assert (status, done["mended"], done["left"]) == (0, 1, 0)
    assert desk("verify")[0] == 0
    assert desk("show", visit, "--json")[1]["title"] == "The Danube commission met in Belgrade"


def test_a_damaged_row_that_is_younger_than_the_backup_is_left_and_said(
    desk, kept, visit, tmp_path
):
    (tmp_path / "a.md").write_text("Rye.")
    note = desk("notes", "new", "--title", "Young", "--file", tmp_path / "a.md", "--json")[1][
        "note"
    ]
    damage(tmp_path / "library", f"UPDATE note SET body = 'Ryx.' WHERE id = {note}")
    status, done, said = desk("verify", "--mend", "--json")
    assert (status, done["left"]) == (1, 1)
    assert "Not everything could be mended" in said


def test_without_a_good_backup_nothing_is_mended(desk, visit, tmp_path):
    for one in desk("backup", "--list", "--json")[1]:
        Path(one["file"]).unlink()
    damage(tmp_path / "library", "UPDATE article SET title = 'Thx'")
    status, _, said = desk("verify", "--mend")
    assert (status, said.startswith("There is no good backup")) == (1, True)


def test_a_library_is_moved_with_its_history(desk, visit, tmp_path, monkeypatch):
    status, done, _ = desk("move", tmp_path / "there", "--json")
    assert status == 0
    assert Path(done["kept"]).is_file()
    assert desk("list")[0] == 1
    monkeypatch.setenv("RESEARCHDESK_LIBRARY", str(tmp_path / "there"))
    assert desk("undo", "--json")[1] == ["Clip article"]
    status, _, said = desk("move", tmp_path / "there")
    assert status == 1
    status, _, said = desk("--library", tmp_path / "nothing", "move", tmp_path / "x")
    assert (status, "There is no library at" in said) == (1, True)


def test_a_clean_copy_holds_all_rows_and_no_code_of_others(desk, visit, tmp_path):
    folder = tmp_path / "library"
    conn = sqlite3.connect(folder / "library.db", isolation_level=None)
    conn.execute('CREATE TRIGGER "a ""b" AFTER INSERT ON note BEGIN DELETE FROM article; END')
    conn.execute("CREATE VIEW odd AS SELECT 1")
    conn.close()
    assert desk("tag", visit, "--tag", "x")[0] == 1
    status, done, _ = desk("new", tmp_path / "clean", "--copy-of", folder, "--json")
    assert status == 0
    names = reader(tmp_path / "clean" / "library.db").execute(
        "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')"
    )
    assert all(row[0].startswith("outbox_") for row in names)
    assert done["library"] == str(tmp_path / "clean")
    assert desk("diff", folder, tmp_path / "clean")[0] == 0
    assert desk("--library", tmp_path / "clean", "tag", visit, "--tag", "x")[0] == 0
    assert desk("new", tmp_path / "clean", "--copy-of", folder)[0] == 1


HALF = "\udcff"  # what a byte that is no letter becomes on its way from a shell


@pytest.mark.parametrize(
    "verb",
    [
        ("searches", "save", HALF, "pupin"),
        ("tag", 1, "--tag", HALF),
        ("list", "--tag", HALF),
        ("edit", 1, "--title", f"a{HALF}b"),
        ("notes", "new", "--title", HALF),
    ],
)
def test_half_a_letter_is_told_in_one_sentence(desk, visit, verb):
    status, shown, said = desk(*verb)
    assert (status, shown) == (1, "")
    assert "a letter in it is cut in half" in said
    assert "The Danube commission" in desk("list")[1]


@pytest.mark.parametrize(
    "query", [f"person:{HALF} a", f"saved:{HALF}", f"tag:{HALF}", HALF, "? " * 40]
)
def test_half_a_letter_in_a_query_is_no_letter(desk, visit, query):
    status, shown, said = desk("search", query, "--json")
    assert (status, said) == (0, "")
    assert shown["query"] == query
