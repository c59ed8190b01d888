# SPDX-License-Identifier: MIT
"""Each state in which a library can be found, or come into: its sentence, and buttons that lead out of it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from researchdesk.config import paths
from researchdesk.library import articles, backup, handover
from researchdesk.library.library import Library
from researchdesk.model.errors import DiskFailing
from researchdesk.store import opening as examined
from researchdesk.ui.dialogs.backups import BackupsDialog
from researchdesk.ui.dialogs.question import Question
from tests.ui.window.visitor import CTRL, KEY, Visitor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

HOLD = """
import sys, time
from pathlib import Path
from researchdesk.library.library import Library
library = Library.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
library.close()
"""


@pytest.fixture
def folder(home, stock):
    """A library of four articles and a note, with a good backup, that nobody has open."""
    shutil.copytree(stock, home, dirs_exist_ok=True)
    with contextlib.closing(Library.open(paths.default_library())) as library:
        backup.make(library)
    return paths.default_library()


@pytest.fixture
def start(make, qtbot):
    """Open a library in a window, and give a stranger at it."""

    def do(folder):
        window = make()
        found = Visitor(window, qtbot)
        window.opening.open(folder)
        found.until(lambda: not window.opening.is_busy)
        return found

    return do


def alter(folder, *statements):
    conn = sqlite3.connect(folder / "library.db", isolation_level=None)
    for one in statements:
        conn.execute(one)
    conn.close()


def damage_pages(folder):
    """Let pages of an index of the file be no pages any more: its lists can still be read."""
    conn = sqlite3.connect(folder / "library.db", isolation_level=None)
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = conn.execute("PRAGMA page_size").fetchone()[0]
    question = "SELECT rootpage FROM sqlite_master WHERE name = 'chain_snapshot'"
    page = conn.execute(question).fetchone()[0]
    conn.close()
    with (folder / "library.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x55" * size)


def question(visitor):
    visitor.until(lambda: any(isinstance(one, Question) for one in visitor.dialogs()))
    return next(one for one in visitor.dialogs() if isinstance(one, Question))


def buttons(asked):
    return [one.text() for one in asked.buttons]


def strips(visitor):
    return [
        (one.sentence, [made.text() for made in one.buttons]) for one in visitor.window.strips.shown
    ]


def type_path(visitor, path):
    """Answer the system's dialog for files, once it is there."""

    def type_it():
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, QFileDialog)
        line = asked.findChild(QLineEdit, "fileNameEdit")
        line.setText(str(path))
        QTest.keyClick(line, KEY.Key_Return)

    QTimer.singleShot(200, visitor.window, type_it)


def is_shown(visitor, n=4):
    visitor.until(lambda: visitor.library is not None and len(visitor.titles()) == n)
    return True


def to_list(visitor, row):
    """Go to a row of the list; without a screen nobody gives the keys back after a dialog."""
    visitor.window.activateWindow()
    visitor.calm()
    visitor.list.setFocus()
    visitor.list.go_to(row)


def star(visitor, row=0):
    to_list(visitor, row)
    visitor.press(KEY.Key_S)


# -- before it is open


def test_missing(start, folder, tmp_path):
    kept = tmp_path / "elsewhere"
    folder.rename(kept)
    visitor = start(folder)
    asked = question(visitor)
    assert asked.sentence == (
        f"There is no library at {folder / 'library.db'}. It may have been moved or its disk is not connected."
    )
    assert buttons(asked) == ["Find it…", "Open a backup…", "New library…"]
    visitor.click_button("Open a backup…", asked)
    dialog = next(one for one in visitor.dialogs() if isinstance(one, BackupsDialog))
    assert dialog.list.rowCount() == 1
    visitor.click(dialog.restore)
    visitor.click_button("Restore everything", question(visitor))
    assert is_shown(visitor)


def test_damaged_as_a_whole(start, folder):
    (folder / "library.db").write_bytes(b"no library at all" * 400)
    visitor = start(folder)
    asked = question(visitor)
    assert asked.sentence.startswith(
        f"The library at {folder / 'library.db'} is damaged. Nothing has been changed. "
        "The newest good backup is from 20"
    )
    assert buttons(asked) == ["Restore that backup", "Choose another…", "Open read-only", "Quit"]
    visitor.click_button("Restore that backup", asked)
    assert is_shown(visitor)
    star(visitor)
    assert visitor.article.is_starred
    assert list(folder.glob("library.damaged-*.db"))


def test_damaged_pages_are_found_after_the_first_list_and_before_anything_is_written(start, folder):
    damage_pages(folder)
    visitor = start(folder)
    assert is_shown(visitor)
    asked = question(visitor)
    assert buttons(asked) == ["Restore that backup", "Choose another…", "Open read-only", "Quit"]
    before = (folder / "library.db").read_bytes()
    visitor.press(KEY.Key_Escape)
    star(visitor)
    assert "is damaged" in question(visitor).sentence
    assert (folder / "library.db").read_bytes() == before
    assert (
        not (folder / "library.db-wal").exists() or not (folder / "library.db-wal").stat().st_size
    )
    visitor.click_button("Open read-only", question(visitor))
    visitor.until(lambda: visitor.library is not None and visitor.library.is_read_only)
    assert is_shown(visitor)
    assert (folder / "library.db").read_bytes() == before


def test_a_change_waits_for_the_look_at_the_pages(start, folder, monkeypatch):
    import threading

    gate, usual = threading.Event(), examined.check_pages

    def slow(path):
        gate.wait(30)
        usual(path)

    monkeypatch.setattr(examined, "check_pages", slow)
    visitor = start(folder)
    visitor._qtbot.waitUntil(lambda: len(visitor.titles()) == 4, timeout=20_000)
    visitor.window.activateWindow()
    visitor.list.setFocus()
    visitor.list.go_to(0)
    QTest.keyClick(visitor.focus, KEY.Key_S)
    QTest.qWait(600)
    number = visitor.list.current.id
    assert not articles.get(visitor.library, number).is_starred
    gate.set()
    visitor.until(lambda: articles.get(visitor.library, number).is_starred)


def test_newer(start, folder):
    alter(folder, "PRAGMA user_version = 99")
    visitor = start(folder)
    asked = question(visitor)
    assert asked.sentence == (
        "This library was last used with a newer ResearchDesk (schema 99). "
        "Update this program, or open the library to read only."
    )
    assert buttons(asked) == ["Open read-only", "Quit"]
    visitor.click_button("Open read-only", asked)
    assert is_shown(visitor)
    assert visitor.library.is_read_only


def test_altered(start, folder, tmp_path):
    alter(
        folder,
        "CREATE TRIGGER spy AFTER INSERT ON note BEGIN DELETE FROM article; END",
        "CREATE VIEW odd AS SELECT 1",
    )
    visitor = start(folder)
    asked = question(visitor)
    assert asked.sentence == (
        "This library contains program code that ResearchDesk did not put there (odd, spy). "
        "It was not opened for writing."
    )
    assert buttons(asked) == ["Open read-only", "Make a clean copy…"]
    type_path(visitor, tmp_path / "Clean")
    visitor.click_button("Make a clean copy…", asked)
    assert is_shown(visitor)
    assert visitor.library.folder == tmp_path / "Clean"
    star(visitor)
    assert visitor.article.is_starred


def test_locked_by_another_program(start, folder):
    held = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        env=os.environ | {"PYTHONPATH": str(paths.PACKAGE.parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with held:
        held.stdout.readline()
        visitor = start(folder)
        asked = question(visitor)
        assert f"open in another window (process {held.pid})" in asked.sentence
        assert buttons(asked) == ["Show that window", "Open read-only", "Try again"]
        visitor.click_button("Show that window", asked)
        visitor.until(lambda: "does not answer" in visitor.window.toast.sentence)
        held.stdin.close()
    visitor.window.opening.open(folder)
    assert is_shown(visitor)


def test_locked_by_another_computer(start, folder):
    import time

    lock = {"host": "elsewhere", "pid": 7, "at": time.time()}
    (folder / "library.lock").write_text(json.dumps(lock))
    visitor = start(folder)
    asked = question(visitor)
    assert "on the computer elsewhere, last seen 20" in asked.sentence
    (folder / "library.lock").write_text("")
    visitor.click_button("Try again", asked)
    assert is_shown(visitor)
    assert not visitor.library.is_read_only


# -- while it is open


def test_read_only_folder_everything_that_changes_is_off_with_its_reason(
    start, folder, monkeypatch
):
    usual = os.access

    def access(path, mode, **rest):
        return mode != os.W_OK and usual(path, mode, **rest)

    monkeypatch.setattr(os, "access", access)
    visitor = start(folder)
    assert is_shown(visitor)
    assert strips(visitor) == [
        (
            "This library cannot be written (its folder cannot be written). You can read, search and export.",
            ["OK"],
        )
    ]
    star(visitor)
    assert not visitor.article.is_starred
    assert visitor.window.toast.sentence == "This library can only be read."
    actions = visitor.window.desk.actions
    for name in ("clip_address", "highlight", "undo", "trash", "new_note", "tag", "back_up"):
        assert actions.why_not(name) == "This library can only be read."
    for name in ("export", "find", "backups", "history"):
        assert actions.can(name)


def test_replaced_while_open(start, folder, tmp_path):
    visitor = start(folder)
    assert is_shown(visitor)
    star(visitor)
    other = tmp_path / "other.db"
    shutil.copy(folder / "library.db", other)
    other.replace(folder / "library.db")
    visitor.list.go_to(1)
    visitor.press(KEY.Key_S)
    [(sentence, words)] = strips(visitor)
    assert sentence.startswith("The library file was replaced while it was open")
    assert words == ["Save a copy…", "Reopen"]
    (kept,) = folder.glob("library.kept-*.db")
    strip = visitor.window.strips.shown[0]
    type_path(visitor, tmp_path / "saved.db")
    visitor.click_button("Save a copy…", strip)
    visitor.until(lambda: (tmp_path / "saved.db").exists())
    visitor.calm()
    assert (tmp_path / "saved.db").read_bytes() == kept.read_bytes()
    star(visitor, 2)
    visitor.click_button("Reopen", visitor.window.strips.shown[0])
    assert is_shown(visitor)
    star(visitor)
    assert visitor.window.strips.shown == []


def test_in_a_folder_that_is_synchronised_it_can_be_moved(start, folder, tmp_path):
    cloud = tmp_path / "Dropbox" / "Library"
    cloud.parent.mkdir()
    folder.rename(cloud)
    visitor = start(cloud)
    assert is_shown(visitor)
    assert strips(visitor) == [
        (
            "The library lies in a Dropbox folder. Synchronising an open library can damage it. "
            "Backups there are fine.",
            ["Move the library…", "Keep it here"],
        )
    ]
    star(visitor)
    type_path(visitor, tmp_path / "Here")
    visitor.click_button("Move the library…", visitor.window.strips)
    visitor.until(
        lambda: visitor.library is not None and visitor.library.folder == tmp_path / "Here"
    )
    assert is_shown(visitor)
    assert not (cloud / "library.db").exists()
    assert list(cloud.glob("library.moved-*.db"))
    to_list(visitor, 0)
    visitor.press(KEY.Key_Z, CTRL)
    assert "Undone" in visitor.window.toast.sentence


def test_the_disk_is_full_and_then_it_is_not(start, folder):
    visitor = start(folder)
    assert is_shown(visitor)
    visitor.until(lambda: visitor.library.store._writer is not None)

    def limit(pages):
        def work(library):
            library.store.db.conn.execute(f"PRAGMA max_page_count={pages}")

        visitor.window.desk.change("prepare", work)
        visitor.calm()

    limit(1)
    body = "A long note. " * 60_000
    from researchdesk.library import notes

    visitor.window.desk.change("write", lambda library: notes.new(library, "Long", body))
    visitor.calm()
    [(sentence, words)] = strips(visitor)
    assert sentence.startswith(
        "The disk is full; your last change was not saved and nothing was damaged. Free some space on "
    )
    assert words == ["Try again", "OK"]
    limit(1_000_000)
    visitor.click_button("Try again", visitor.window.strips)
    assert "Long" in [one.title for one in notes.rows(visitor.library)]


def test_a_failing_disk_offers_a_copy_on_another(start, folder, tmp_path):
    visitor = start(folder)
    assert is_shown(visitor)
    (tmp_path / "disk").mkdir()
    visitor.window.desk.fail(DiskFailing())
    visitor.calm()
    [(sentence, words)] = strips(visitor)
    assert sentence == (
        "The disk reported an error; your last change may not be saved. "
        "Make a copy of the library on another disk now."
    )
    assert words == ["Copy to…", "OK"]
    type_path(visitor, tmp_path / "disk")
    visitor.click_button("Copy to…", visitor.window.strips)
    visitor.until(lambda: bool(list((tmp_path / "disk").glob("*.db"))))
    visitor.calm()
    assert "Backup made" in visitor.window.toast.sentence


def test_nothing_but_its_own_window_answers_at_a_door(folder):
    assert handover.door_of(folder) is None
    assert not handover.show(handover.new_door(folder), [])
