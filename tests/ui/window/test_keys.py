# SPDX-License-Identifier: MIT
"""Keys of the map that have no test beside their pane: reading only, pages, the menu of a thing, lines of a note."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.window.visitor import ALT, CTRL, KEY, SHIFT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def parts(visitor):
    regions = visitor.window.regions
    held = (visitor.window.topbar, regions.navigation, regions.results, visitor.window.status)
    return [one.isVisible() for one in held]


@pytest.mark.parametrize("size", [(1280, 800), (780, 560)])
def test_reading_only_hides_all_else_until_escape(reading, size):
    reading.window.resize(*size)
    reading.calm()
    before = parts(reading)
    reading.press(KEY.Key_5, CTRL)
    reading.press(KEY.Key_R, CTRL | SHIFT)
    assert parts(reading) == [False] * 4
    assert not reading.window.regions.companion.isVisible()
    assert reading.text.isVisible()
    assert reading.focus is reading.text
    reading.press(KEY.Key_J)
    assert reading.focus is reading.text
    reading.press(KEY.Key_Escape)
    assert parts(reading) == before
    assert reading.text.isVisible()


def test_who_looks_for_something_leaves_reading_only(reading):
    for key, modifiers in (
        (KEY.Key_F, CTRL | SHIFT),
        (KEY.Key_1, CTRL),
        (KEY.Key_2, CTRL),
        (KEY.Key_R, CTRL | SHIFT),
    ):
        reading.text.setFocus()
        reading.window.commands.read_alone(is_alone=True)
        reading.press(key, modifiers)
        assert parts(reading) == [True] * 4
        assert reading.focus.isVisible()


def test_reading_only_needs_something_to_read(visitor):
    visitor.press(KEY.Key_R, CTRL | SHIFT)
    assert parts(visitor) == [True] * 4
    assert visitor.window.toast.sentence == "Choose an article first."


def test_blank_turns_pages_and_then_goes_to_the_next_article(reading):
    bar = reading.text.verticalScrollBar()
    reading.window.resize(800, 520)
    reading.calm()
    reading.press(KEY.Key_Space)
    assert bar.value() > 0
    reading.press(KEY.Key_Space, SHIFT)
    assert bar.value() == 0
    before = reading.window.desk.article_id
    for _ in range(40):
        reading.press(KEY.Key_Space)
        if reading.window.desk.article_id != before:
            break
    assert reading.window.desk.article_id != before


def test_shift_f10_opens_the_menu_of_the_row_and_of_the_words(visitor):
    visitor.click_row(0)
    for _ in range(2):
        visitor.press(KEY.Key_F10, SHIFT)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.actions()
        QTest.keyClick(menu, KEY.Key_Escape)
        visitor.window.activateWindow()
        visitor.calm()
        visitor.press(KEY.Key_Return)
    assert visitor.focus is visitor.text


def test_alt_and_the_arrows_move_a_line_of_the_note(reading):
    reading.window.desk.show_note(1)
    reading.calm()
    editor = reading.window.regions.companion.note.page.editor
    editor.setPlainText("one\ntwo\nthree")
    reading.press(KEY.Key_Down, ALT)
    reading.press(KEY.Key_Down, ALT)
    assert editor.body() == "two\nthree\none"
    reading.press(KEY.Key_Up, ALT)
    assert editor.body() == "two\none\nthree"
