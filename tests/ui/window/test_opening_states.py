# SPDX-License-Identifier: MIT
"""Each state in which a library can be found: its sentence, and buttons that lead out of it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys

import pytest
from PySide6.QtTest import QTest

from researchdesk.config import paths
from researchdesk.library import articles, handover
from researchdesk.store import opening as examined
from researchdesk.ui.dialogs.backups import BackupsDialog
from researchdesk.ui.dialogs.question import Question
from tests.ui.window.at_library import is_shown, star
from tests.ui.window.visitor import KEY

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
        "The newest good backup is from "
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
    visitor.type_path(tmp_path / "Clean")
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


def test_nothing_but_its_own_window_answers_at_a_door(folder):
    assert handover.door_of(folder) is None
    assert not handover.show(handover.new_door(folder), [])
