# SPDX-License-Identifier: MIT
"""Libraries in the window: a new one, another one, the last one at the next start; what was typed is never lost."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from researchdesk.config import paths
from researchdesk.library import notes
from researchdesk.library.library import Library
from researchdesk.ui.dialogs.question import Question
from tests.ui.window.visitor import CTRL, KEY, Visitor

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support"
)  # of dialogs without a screen


def answer(visitor, command, folder):
    """Give a command that asks for a folder, and type one into its dialog."""
    visitor.type_path(folder)
    visitor.window.desk.actions.action(command).trigger()
    visitor.calm()
    visitor.window.activateWindow()
    visitor.until(lambda: not visitor.window.opening.is_busy)


def bodies(folder):
    library = Library.open(folder, read_only=True)
    found = [notes.get(library, row.id).body for row in notes.rows(library)]
    library.close()
    return found


def test_a_new_library_is_made_where_it_was_asked_for_and_begins_empty(visitor, tmp_path):
    visitor.click_row(0)
    answer(visitor, "new_library", tmp_path / "Second")
    assert visitor.library.folder == tmp_path / "Second"
    assert Library.is_library(tmp_path / "Second")
    assert visitor.window.regions.welcome.isVisible()
    assert visitor.window.desk.article_id is None
    assert visitor.focus is visitor.window.regions.welcome.address
    assert visitor.window.windowTitle() == "Second – ResearchDesk"
    assert not visitor.window.history.can_go_back
    answer(visitor, "open_library", paths.default_library())
    visitor.until(lambda: len(visitor.titles()) == 4)
    assert visitor.focus is visitor.list
    assert not visitor.window.regions.welcome.isVisible()


def test_where_a_library_is_already_no_second_one_is_made_and_the_first_stays_open(visitor):
    visitor.window.opening.create(paths.default_library())
    visitor.until(lambda: not visitor.window.opening.is_busy)
    (asked,) = visitor.dialogs()
    assert isinstance(asked, Question)
    visitor.press(KEY.Key_Escape)
    visitor.window.activateWindow()
    visitor.calm()
    assert len(visitor.titles()) == 4
    assert visitor.dialogs() == []
    assert visitor.focus is visitor.list


def test_a_folder_without_a_library_is_refused_and_the_open_one_stays(visitor, tmp_path):
    (tmp_path / "nothing").mkdir()
    answer(visitor, "open_library", tmp_path / "nothing")
    (asked,) = visitor.dialogs()
    assert "no library" in asked.sentence
    visitor.press(KEY.Key_Escape)
    visitor.window.activateWindow()
    visitor.calm()
    assert len(visitor.titles()) == 4
    visitor.click_row(0)
    visitor.press(KEY.Key_S)
    assert visitor.article.is_starred


def test_the_article_and_the_note_of_last_time_are_there_at_the_next_start(visitor, make, qtbot):
    visitor.click_row(2)
    visitor.click_place("On bells")
    number, note = visitor.window.desk.article_id, visitor.window.desk.note_id
    visitor.window.close()
    window = make()
    again = Visitor(window, qtbot)
    window.opening.open_last()
    again.until(lambda: window.desk.article_id == number and window.desk.note_id == note)
    again.until(lambda: window.upkeep.is_settled)
    page = window.regions.companion.note.page
    assert page.title.text() == "On bells"
    assert again.text.content.article.id == number
    assert again.list.current.id == number
    assert again.focus.isVisible()


def test_a_window_that_awaits_a_library_never_says_that_there_is_none(visitor, make, qtbot):
    visitor.window.close()
    window = make()
    said = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    assert "Clip your first article" not in said
    window.opening.open_last()
    Visitor(window, qtbot).until(lambda: window.regions.results.total == 4)


def test_where_the_library_that_was_awaited_is_gone_the_first_start_is_shown(visitor, make, qtbot):
    visitor.window.close()
    shutil.move(paths.default_library(), paths.default_library().with_name("Elsewhere"))
    window = make()
    window.opening.open_last()
    Visitor(window, qtbot).until(lambda: window.regions.welcome.isVisible())


def test_an_article_that_went_to_the_trash_for_ever_does_not_disturb_the_next_start(
    visitor, make, qtbot
):
    visitor.click_row(2)
    visitor.window.desk.settings.set("last.library", str(paths.default_library()))
    visitor.window.close()
    from researchdesk.config.settings import Settings

    kept = Settings.load()
    kept.set("last.article", 999)
    kept.set("last.note", 999)
    window = make()
    again = Visitor(window, qtbot)
    window.opening.open_last()
    again.until(lambda: window.regions.results.total == 4 and window.upkeep.is_settled)
    assert window.desk.article_id is None
    assert window.toast.sentence == ""


def test_closing_while_a_note_is_half_typed_loses_nothing(visitor):
    visitor.click_place("On bells")
    visitor.press(KEY.Key_End, CTRL)
    for letter in " And half a thou":
        QTest.keyClick(visitor.focus, letter)
    visitor.window.close()
    assert bodies(paths.default_library()) == ["A bell is rung by hand. And half a thou"]


def test_opening_another_library_while_a_note_is_half_typed_loses_nothing(visitor, tmp_path):
    visitor.click_place("On bells")
    visitor.press(KEY.Key_End, CTRL)
    for letter in " And half":
        QTest.keyClick(visitor.focus, letter)
    visitor.window.opening.create(tmp_path / "Other")
    visitor.until(lambda: visitor.window.desk.library.folder == tmp_path / "Other")
    assert bodies(paths.default_library()) == ["A bell is rung by hand. And half"]
    assert visitor.window.desk.note_id is None


def test_a_note_is_saved_a_second_after_the_last_key(visitor):
    visitor.click_place("On bells")
    visitor.press(KEY.Key_End, CTRL)
    visitor.type(" More.")
    note = visitor.window.desk.note_id
    assert notes.get(visitor.library, note).body == "A bell is rung by hand."
    assert "not saved yet" in visitor.window.regions.companion.note.page._foot.text()
    QTest.qWait(500)
    assert notes.get(visitor.library, note).body == "A bell is rung by hand."
    visitor.until(lambda: notes.get(visitor.library, note).body.endswith("More."))
    assert "· saved" in visitor.window.regions.companion.note.page._foot.text()


def test_a_note_is_saved_at_least_every_five_seconds_while_somebody_types(visitor):
    visitor.click_place("On bells")
    note, saving = visitor.window.desk.note_id, visitor.window.regions.companion.note.page.saving
    assert (saving._soon.interval(), saving._late.interval()) == (1000, 5000)
    saving._soon.setInterval(60_000)
    saving._late.setInterval(700)
    visitor.press(KEY.Key_End, CTRL)

    def is_saved_while_typing():
        QTest.keyClick(visitor.focus, "x")
        return "x" in notes.get(visitor.library, note).body

    visitor.until(is_saved_while_typing)
