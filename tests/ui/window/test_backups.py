# SPDX-License-Identifier: MIT
"""Backups in the window: what is otherwise in one, a record or everything brought back; how they stand."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from PySide6.QtTest import QTest

from researchdesk.config import paths
from researchdesk.library import articles, backup, notes, trash
from researchdesk.model.dates import moment
from researchdesk.model.errors import BackupFailed
from researchdesk.ui import languages
from researchdesk.ui.dialogs.backups import BackupsDialog
from researchdesk.ui.dialogs.question import Question
from researchdesk.ui.translate import error_sentence, moment_minute
from tests.ui.window.visitor import KEY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def kept(visitor):
    """A backup of the four articles and the note, made in the window."""
    visitor.window.desk.actions.action("back_up").trigger()
    visitor.until(lambda: "Backup made" in visitor.window.toast.sentence)
    return backup.listed(visitor.library.folder)[0].path


def change(visitor, work):
    visitor.window.desk.change("prepare", work)
    visitor.calm()


def opened(visitor):
    visitor.window.desk.actions.action("backups").trigger()
    visitor.calm()
    (dialog,) = visitor.dialogs()
    assert isinstance(dialog, BackupsDialog)
    visitor.until(lambda: "…" not in dialog.said.text())
    return dialog


def rows(table):
    return [
        tuple(table.item(row, column).text() for column in range(table.columnCount()))
        for row in range(table.rowCount())
    ]


def choose(visitor, table, row):
    place = table.visualItemRect(table.item(row, 0)).center()
    QTest.mouseClick(table.viewport(), visitor_button(), pos=place)
    visitor.calm()


def visitor_button():
    from tests.ui.window.visitor import BUTTON

    return BUTTON.LeftButton


def test_the_list_says_when_why_and_how_whole_and_what_is_otherwise_since(visitor, kept):
    change(visitor, lambda library: articles.edit(library, 1, title="Another bridge"))
    change(visitor, lambda library: notes.new(library, "On locks", "A lock."))
    change(visitor, lambda library: articles.trash(library, [2]))
    dialog = opened(visitor)
    [(_, size, state, reason)] = rows(dialog.list)
    assert (size.endswith("kB"), state, reason) == (True, "Whole", "By hand")
    assert dialog.said.text() == "1 added, 1 gone, 1 altered"
    assert sorted(rows(dialog.records)) == [
        ("Added", "Note", "", "On locks"),
        ("Altered", "Article", "details", "The bridge at Novi Sad"),
        ("Gone", "Article", "", "A canal in Belgium"),
    ]
    visitor.press(KEY.Key_Escape)
    assert visitor.dialogs() == []


def test_two_backups_are_compared_with_each_other(visitor, kept):
    change(visitor, lambda library: notes.new(library, "On locks", "A lock."))
    visitor.window.desk.actions.action("back_up").trigger()
    visitor.calm()
    change(visitor, lambda library: notes.new(library, "On canals", "A canal."))
    dialog = opened(visitor)
    choose(visitor, dialog.list, 1)
    assert {row[3] for row in rows(dialog.records)} == {"On locks", "On canals"}
    dialog.other.setFocus()
    visitor.press(KEY.Key_Down)
    visitor.until(lambda: "…" not in dialog.said.text())
    assert rows(dialog.records) == [("Added", "Note", "", "On locks")]
    assert not dialog.take.isEnabled()


def test_a_deleted_article_is_taken_back_and_one_undo_takes_it_away_again(visitor, kept):
    change(visitor, lambda library: articles.trash(library, [2]))
    change(visitor, trash.empty)
    assert "A canal in Belgium" not in visitor.titles()
    dialog = opened(visitor)
    assert not dialog.take.isEnabled()
    assert dialog.take.text() == "Take records back"
    choose(visitor, dialog.records, 0)
    assert dialog.take.text() == "Take back 1 record"
    visitor.click(dialog.take)
    visitor.until(lambda: "A canal in Belgium" in visitor.titles())
    visitor.until(lambda: "…" not in dialog.said.text())
    assert rows(dialog.records) == []
    visitor.click_button("Close", dialog)
    assert "1 record was taken back" in visitor.window.toast.sentence
    visitor.click_button("Undo", visitor.window.toast)
    assert "A canal in Belgium" not in visitor.titles()


def test_everything_is_brought_back_after_one_question_and_a_copy_is_made_first(visitor, kept):
    change(visitor, lambda library: articles.trash(library, [2]))
    change(visitor, trash.empty)
    dialog = opened(visitor)
    visitor.click(dialog.restore)
    question = next(one for one in visitor.dialogs() if isinstance(one, Question))
    assert "A copy of the library as it is now is made first" in question.sentence
    visitor.click_button("Restore everything", question)
    visitor.until(lambda: len(visitor.titles()) == 4)
    assert visitor.dialogs() == []
    assert backup.listed(visitor.library.folder)[0].reason == "before-restore"
    visitor.window.activateWindow()  # without a screen nobody does it after a dialog
    visitor.calm()
    visitor.list.setFocus()
    visitor.list.go_to(0)
    visitor.press(KEY.Key_S)
    assert visitor.article.is_starred


def test_a_damaged_backup_is_said_to_be_so_and_gives_nothing(visitor, kept):
    change(visitor, lambda library: articles.edit(library, 1, title="Another bridge"))
    raw = bytearray(kept.read_bytes())
    at = raw.index(b"A bell is rung")
    raw[at] ^= 1
    kept.write_bytes(raw)
    dialog = opened(visitor)
    visitor.until(lambda: rows(dialog.list)[0][2] == "Damaged")
    choose(visitor, dialog.records, 0)
    visitor.click(dialog.take)
    visitor.until(lambda: "damaged" in visitor.window.toast.sentence)
    assert articles.get(visitor.library, 1).title == "Another bridge"
    visitor.click(dialog.restore)
    question = next(one for one in visitor.dialogs() if isinstance(one, Question))
    visitor.click_button("Restore everything", question)
    visitor.until(lambda: not visitor.window.opening.is_busy and visitor.library is not None)
    assert articles.get(visitor.library, 1).title == "Another bridge"
    assert "damaged" in visitor.dialogs()[-1].sentence


def test_the_status_bar_says_when_the_last_backup_was_made(visitor):
    visitor.until(lambda: visitor.window.status.backup.words == "No backup yet")
    visitor.window.desk.actions.action("back_up").trigger()
    visitor.until(lambda: visitor.window.status.backup.words.startswith("Backup of "))
    made = backup.listed(visitor.library.folder)[0].made_at
    assert visitor.window.status.backup.words == f"Backup of {moment_minute(made)}"


def test_moments_are_written_as_the_language_of_the_window_writes_them(visitor, kept):
    made = moment(datetime(2026, 11, 6, 8, 5).astimezone())
    failed = BackupFailed(reason="the disk reported an error", when="2026-11-06 08:05")
    assert moment_minute(made) == "6 Nov 2026, 08:05"
    assert "from 6 Nov 2026, 08:05." in error_sentence(failed)
    languages.use(languages.LANGUAGES[1])
    try:
        assert moment_minute(made) == "6. nov 2026., 08:05"
        assert "6. nov 2026., 08:05" in error_sentence(failed)
        dialog = opened(visitor)
        assert re.fullmatch(r"\d+\. \w+ 20\d\d\., \d\d:\d\d", rows(dialog.list)[0][0])
        assert rows(dialog.list)[0][0] in dialog.state.words
        assert not re.search(r"20\d\d-\d\d", dialog.other.itemText(1))
    finally:
        languages.use(languages.ENGLISH)


def test_a_failed_backup_is_made_by_the_button_once_the_folder_is_free(visitor):
    place = paths.default_backups()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("a file stands where the folder should")
    visitor.window.desk.actions.action("back_up").trigger()
    visitor.until(lambda: bool(visitor.window.strips.shown))
    visitor.click_button("Back up now", visitor.window.strips)
    visitor.until(
        lambda: bool(visitor.window.strips.shown)
    )  # it fails once more, and is said once more
    place.unlink()
    visitor.click_button("Back up now", visitor.window.strips)
    visitor.until(lambda: visitor.window.status.backup.words.startswith("Backup of "))
    assert visitor.window.strips.shown == []
    assert len(backup.listed(visitor.library.folder)) == 1


def test_a_failed_backup_is_said_and_another_folder_mends_it(visitor, tmp_path):
    paths.default_backups().parent.mkdir(parents=True, exist_ok=True)
    paths.default_backups().write_text("a file stands where the folder should")
    visitor.window.desk.actions.action("back_up").trigger()
    visitor.until(lambda: bool(visitor.window.strips.shown))
    assert "The last backup failed" in visitor.window.strips.shown[0].sentence
    assert visitor.window.status.backup.words == "The last backup failed; there is none yet"
    chosen = tmp_path / "disk"
    chosen.mkdir()
    visitor.type_path(chosen)
    visitor.click_button("Choose folder…", visitor.window.strips)
    assert visitor.window.desk.settings.get("backup.folder") == str(chosen)
    visitor.window.desk.actions.action("back_up").trigger()
    visitor.until(lambda: visitor.window.status.backup.words.startswith("Backup of "))
    assert list(chosen.glob("*/*.db"))
    chosen.rename(tmp_path / "unplugged")
    visitor.window.safekeeping.say_state()
    visitor.calm()
    assert visitor.window.status.backup.words == f"The folder for backups is missing: {chosen}"
