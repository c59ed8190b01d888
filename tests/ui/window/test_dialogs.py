# SPDX-License-Identifier: MIT
"""Help, About, the preferences and the menus: opened and closed by key and by mouse; the keys come back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from researchdesk import __version__
from researchdesk.config.settings import Settings
from researchdesk.ui.action_table import ACTIONS
from researchdesk.ui.dialogs.about import About
from researchdesk.ui.dialogs.help import Help
from researchdesk.ui.dialogs.preferences import Preferences
from tests.ui.window.visitor import ALT, BUTTON, CTRL, KEY, PLAIN, SHIFT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of menus without a screen


def shown(visitor, kind):
    (found,) = visitor.dialogs()
    assert isinstance(found, kind)
    return found


def closed(visitor):
    visitor.window.activateWindow()
    visitor.calm()
    assert visitor.dialogs() == []


def tick(visitor, box):
    """Click on the box itself: to the right of it lies nothing."""
    at = QPoint(8, box.height() // 2)
    QTest.mouseClick(box, BUTTON.LeftButton, PLAIN, at)
    visitor.calm()


def test_f1_shows_every_command_with_its_keys_and_escape_gives_the_keys_back(visitor):
    visitor.press(KEY.Key_F1)
    words = shown(visitor, Help).view.toPlainText()
    assert all(row.text in words for row in ACTIONS)
    assert "Ctrl+Shift+F" in words
    visitor.press(KEY.Key_Escape)
    closed(visitor)
    assert visitor.focus is visitor.list


def test_question_mark_shows_the_help_and_its_pages_are_turned_by_arrow_and_by_mouse(visitor):
    visitor.press(KEY.Key_Question, SHIFT)
    asked = shown(visitor, Help)
    first = asked.view.toPlainText()
    visitor.click_row(1, view=asked.list)
    second = asked.view.toPlainText()
    assert second != first
    assert visitor.focus is asked.list
    visitor.press(KEY.Key_Down)
    assert asked.view.toPlainText() not in (first, second)
    asked.close()
    closed(visitor)
    visitor.press(KEY.Key_F1)
    assert shown(visitor, Help) is asked
    asked.close()
    closed(visitor)


def test_the_help_is_searched_in_any_spelling_and_opens_at_the_place(visitor):
    visitor.press(KEY.Key_F1)
    asked = shown(visitor, Help)
    pages = asked.list.count()
    visitor.click(asked.field)
    asked.field.setText("SYNCHRONISÉS")
    visitor.calm()
    assert asked.list.count() > 0
    asked.field.setText("synchronises")
    visitor.calm()
    found = [asked.list.item(row).text() for row in range(asked.list.count())]
    assert found[0] == "Your files – Copy and move"
    assert asked.view.verticalScrollBar().value() > 0
    marked = {one.cursor.selectedText().lower() for one in asked.view.extraSelections()}
    assert marked == {"synchronises"}
    asked.field.setText("library")
    visitor.calm()
    visitor.press(KEY.Key_Down)
    assert asked.list.currentRow() == 1
    assert visitor.focus is asked.field
    visitor.press(KEY.Key_Escape)
    assert asked.isVisible()
    assert asked.list.count() == pages
    assert asked.view.extraSelections() == []
    visitor.press(KEY.Key_Escape)
    closed(visitor)


def test_commands_are_found_in_the_help_by_words_and_by_keys(visitor):
    visitor.press(KEY.Key_F1)
    asked = shown(visitor, Help)
    for words, group in (("full screen", "View"), ("ctrl+shift+m", "Passage")):
        asked.field.setText(words)
        visitor.calm()
        found = [asked.list.item(row).text() for row in range(asked.list.count())]
        assert f"Keyboard – {group}" in found
    asked.field.setText("qqxx")
    visitor.calm()
    assert asked.nothing.isVisible()
    assert asked.list.count() == 0
    asked.close()
    closed(visitor)


def test_about_says_the_version_and_lists_what_the_program_is_built_on(visitor):
    visitor.window.desk.actions.action("about").trigger()
    visitor.calm()
    asked = shown(visitor, About)
    visitor.until(lambda: asked.table.rowCount() > 10)
    names = {asked.table.item(row, 0).text() for row in range(asked.table.rowCount())}
    assert {"lxml", "numpy", "trafilatura"} <= names
    licences = [asked.table.item(row, 2).text() for row in range(asked.table.rowCount())]
    assert all(licences)
    assert any(__version__ in one.text() for one in asked.findChildren(QLabel))
    visitor.click_button("Close", asked)
    closed(visitor)
    assert visitor.focus is visitor.list


def test_the_preferences_hold_at_once_and_are_kept(visitor):
    visitor.click_row(0)
    visitor.press(KEY.Key_Comma, CTRL)
    asked = shown(visitor, Preferences)
    tall = visitor.list.rowHeight(0)
    theme, density = asked.controls["theme"], asked.controls["density"]
    theme.setFocus()
    visitor.press(KEY.Key_End)
    assert visitor.window.desk.style.theme == "dark"
    visitor.press(KEY.Key_Home)
    visitor.press(KEY.Key_Down)
    assert visitor.window.desk.style.theme == "light"
    density.setFocus()
    visitor.press(KEY.Key_Down)
    assert visitor.list.rowHeight(0) < tall
    size = asked.controls["reader.size"]
    size.setFocus()
    size.selectAll()
    visitor.type("24")
    visitor.press(KEY.Key_Tab)
    assert (
        visitor.text.font().pixelSize() == 24
        or visitor.window.desk.settings.get("reader.size") == 24
    )
    kept = Settings.load()
    assert [kept.get(name) for name in ("theme", "density", "reader.size")] == [
        "light",
        "compact",
        24,
    ]
    visitor.click_button("Close", asked)
    closed(visitor)
    assert visitor.focus is visitor.list


def test_letters_can_be_turned_off_and_then_only_ctrl_acts(visitor):
    visitor.click_row(0)
    visitor.press(KEY.Key_Comma, CTRL)
    asked = shown(visitor, Preferences)
    tick(visitor, asked.controls["single_letters"])
    visitor.press(KEY.Key_Escape)
    closed(visitor)
    visitor.press(KEY.Key_S)
    assert not visitor.article.is_starred
    visitor.press(KEY.Key_D, CTRL)
    assert visitor.article.is_starred


def test_the_menu_bar_comes_and_goes_with_its_setting(visitor):
    assert not visitor.window.menuBar().isVisible()
    visitor.press(KEY.Key_Comma, CTRL)
    asked = shown(visitor, Preferences)
    tick(visitor, asked.controls["menu_bar"])
    assert visitor.window.menuBar().isVisible()
    visitor.press(KEY.Key_Space)
    assert not visitor.window.menuBar().isVisible()
    asked.close()
    closed(visitor)


def test_f10_and_the_button_open_the_menu_and_escape_closes_it(visitor):
    menu = visitor.window.menus.main
    for by in ("key", "mouse"):
        if by == "key":
            visitor.press(KEY.Key_F10)
        else:
            visitor.click(visitor.window.topbar.buttons["menu"])
        assert menu.isVisible()
        assert visitor.window.geometry().contains(menu.geometry().topLeft())
        QTest.keyClick(menu, KEY.Key_Escape)
        visitor.window.activateWindow()
        visitor.calm()
        assert not menu.isVisible()
        assert QApplication.activePopupWidget() is None
    assert visitor.focus is visitor.list


def test_the_edit_menu_names_what_undo_would_take_back(visitor):
    visitor.click_row(0)
    visitor.press(KEY.Key_S)
    menu = next(one for one in visitor.window.findChildren(QMenu) if one.title() == "Edit")
    entry = next(one for one in menu.actions() if one.objectName() == "undo")
    assert entry.text().startswith("Undo: ")
    menu.popup(visitor.window.mapToGlobal(visitor.window.rect().center()))
    visitor.choose(menu, entry.text())
    assert not visitor.article.is_starred
    assert visitor.focus is visitor.list


def test_a_command_that_cannot_be_given_says_why(visitor):
    visitor.press(KEY.Key_H, CTRL | SHIFT)
    assert visitor.window.toast.sentence == "Select a passage first."
    visitor.press(KEY.Key_Left, ALT)
    assert visitor.window.toast.sentence == "There is nothing to go back to."
    assert visitor.focus is visitor.list


def test_closing_the_window_closes_its_help_too(visitor):
    visitor.press(KEY.Key_F1)
    asked = shown(visitor, Help)
    visitor.window.close()
    assert not asked.isVisible()
