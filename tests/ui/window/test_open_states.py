# SPDX-License-Identifier: MIT
"""What can become of a library while it is open, or on a disk that is not as usual: each said, with ways out."""

from __future__ import annotations

import os
import shutil

import pytest

from researchdesk.library import notes
from researchdesk.model.errors import DiskFailing
from tests.ui.window.at_library import is_shown, star, strips, to_list
from tests.ui.window.visitor import CTRL, KEY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


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
    visitor.type_path(tmp_path / "saved.db")
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
    visitor.type_path(tmp_path / "Here")
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
    visitor.type_path(tmp_path / "disk")
    visitor.click_button("Copy to…", visitor.window.strips)
    visitor.until(lambda: bool(list((tmp_path / "disk").glob("*.db"))))
    visitor.calm()
    assert "Backup made" in visitor.window.toast.sentence
