# SPDX-License-Identifier: MIT
"""Importing at the window: folders dropped and named, the report, locked files, the watched folder."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QCheckBox

from researchdesk.library import articles, importing
from researchdesk.model.clipping import Source
from researchdesk.ui import imports
from researchdesk.ui.dialogs.import_archive import ImportDialog, PasswordDialog
from researchdesk.ui.dialogs.import_report import ImportReportDialog
from tests.made_files import pdf
from tests.ui.window.visitor import CTRL, KEY, SHIFT

WORDS = "The ferry number {n} carried corn to the mill, and nobody asked what it had cost the town."


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "papers"
    made.mkdir()
    for n in range(3):
        (made / f"{n}.txt").write_text(f"Ferry {n}\n\n{WORDS.format(n=n)}")
    return made


def count(visitor):
    return articles.counts(visitor.library).articles


def rest(visitor):
    window = visitor.window
    visitor.until(
        lambda: (
            not window.imports.is_running
            and not window.clips.is_running
            and window.desk.jobs.is_idle
        )
    )
    if not visitor.dialogs():
        window.activateWindow()
    visitor.calm()


def drop(visitor, *paths):
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])
    assert visitor.drop(carried)
    rest(visitor)


def dialog(visitor, kind):
    (found,) = visitor.dialogs()
    assert isinstance(found, kind)
    return found


def said(visitor):
    return visitor.window.toast.sentence


def test_a_dropped_folder_is_imported_and_taken_back_by_one_undo(visitor, folder):
    drop(visitor, folder)
    assert count(visitor) == 7
    assert said(visitor) == "3 articles imported."
    visitor.click_button("Undo", visitor.window.toast)
    assert count(visitor) == 4
    drop(visitor, folder)
    drop(visitor, folder)
    assert count(visitor) == 7
    assert said(visitor) == "0 articles imported, 3 were known already."


def test_the_report_names_what_was_refused_and_tries_it_again(visitor, folder):
    (folder / "late.txt").write_bytes(b"")
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    drop(visitor, folder)
    assert said(visitor) == "3 articles imported, 2 refused."
    visitor.click_button("Report", visitor.window.toast)
    shown = dialog(visitor, ImportReportDialog)
    table = shown.table
    assert [table.item(at, 0).text() for at in range(table.rowCount())] == ["a.png", "late.txt"]
    assert "it is a picture" in table.item(0, 1).text()
    (folder / "late.txt").write_text(f"Late\n\n{WORDS}")
    visitor.click_button("Try again", shown)
    rest(visitor)
    assert said(visitor) == "1 article imported, 1 refused."
    assert count(visitor) == 8


def test_a_report_of_an_earlier_session_tries_again_what_was_refused(visitor, folder):
    (folder / "late.txt").write_bytes(b"")
    drop(visitor, folder)
    visitor.window.imports.last = None  # as after a new start
    (folder / "late.txt").write_text(f"Late\n\n{WORDS}")
    visitor.window.desk.actions.trigger("last_import")
    visitor.until(lambda: bool(visitor.dialogs()))
    visitor.click_button("Try again", dialog(visitor, ImportReportDialog))
    rest(visitor)
    assert said(visitor) == "1 article imported."
    assert count(visitor) == 8


def test_an_import_goes_to_the_trash_by_its_report_also_later(visitor, folder):
    drop(visitor, folder)
    visitor.window.imports.last = None  # as after a new start
    visitor.window.desk.actions.trigger("last_import")
    visitor.until(lambda: bool(visitor.dialogs()))
    shown = dialog(visitor, ImportReportDialog)
    visitor.click_button("Move these 3 articles to the trash", shown)
    rest(visitor)
    assert count(visitor) == 4
    assert said(visitor) == "3 articles moved to the trash."


def test_a_folder_is_named_in_the_dialog_and_what_is_wrong_is_said_at_the_field(visitor, folder):
    visitor.press(KEY.Key_I, CTRL | SHIFT)
    asked = dialog(visitor, ImportDialog)
    assert visitor.focus is asked.field
    visitor.press(KEY.Key_Return)
    assert asked.error.text() == "Choose a folder or a file, or write where it is."
    visitor.type("nowhere")
    assert asked.error.text() == ""
    visitor.press(KEY.Key_Return)
    assert asked.error.text() == "There is no folder and no file nowhere."
    asked.field.selectAll()
    visitor.type(str(folder))
    visitor.press(KEY.Key_Return)
    rest(visitor)
    assert visitor.dialogs() == []
    assert count(visitor) == 7


def test_a_locked_file_asks_for_its_password_until_it_is_right(visitor, tmp_path):
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(pdf([[(60, 700, "Words behind a lock.")]], password="open"))
    drop(visitor, locked)
    asked = dialog(visitor, PasswordDialog)
    visitor.type("wrong")
    visitor.press(KEY.Key_Return)
    rest(visitor)
    asked = dialog(visitor, PasswordDialog)
    assert asked.error.text() == "This password does not open the file."
    visitor.type("open")
    visitor.press(KEY.Key_Return)
    rest(visitor)
    assert visitor.dialogs() == []
    assert count(visitor) == 5
    assert articles.text(visitor.library, 5).text == "Words behind a lock."


def test_many_dropped_files_have_one_report(visitor, folder):
    for n in range(3, 14):
        (folder / f"{n}.txt").write_text(f"Ferry {n}\n\n{WORDS.format(n=n)}")
    drop(visitor, *sorted(folder.iterdir()))
    assert said(visitor) == "14 articles imported."


def test_a_cancel_keeps_what_is_saved_and_says_so(visitor, folder, monkeypatch, qtbot):
    monkeypatch.setattr(importing, "BATCH", 1)
    for n in range(3, 300):
        (folder / f"{n:02}.txt").write_text(f"Ferry {n}\n\n{WORDS.format(n=n)}")
    visitor.window.clips.clip([Source("file", str(folder))])  # a drop would wait for the end
    status = visitor.window.status
    qtbot.waitUntil(
        lambda: (
            any(one.words == "Importing papers" for one in status.jobs_shown) and count(visitor) > 5
        ),
        timeout=30_000,
    )
    visitor.click(status._cancel)
    rest(visitor)
    assert said(visitor).startswith("Stopped, and what was saved is kept: ")
    assert 5 < count(visitor) < 304


def test_what_comes_into_the_watched_folder_is_clipped(visitor, folder, monkeypatch):
    monkeypatch.setattr(imports, "SETTLED", 0.0)
    watch = visitor.window.watch
    watch._timer.setInterval(50)
    visitor.press(KEY.Key_Comma, CTRL)
    (shown,) = visitor.dialogs()
    field = shown.controls["watch.folder"]
    assert not isinstance(field, QCheckBox)
    visitor.click(field)
    visitor.type(str(folder))
    visitor.press(KEY.Key_Tab)
    visitor.press(KEY.Key_Escape)
    visitor.until(lambda: count(visitor) == 7)
    assert said(visitor) == "3 articles imported."
    (folder / "new.txt").write_text(f"New\n\n{WORDS}")
    visitor.until(lambda: count(visitor) == 8)
    articles_before = count(visitor)
    os.utime(folder, (1, 1))
    visitor.calm()
    assert count(visitor) == articles_before
