# SPDX-License-Identifier: MIT
"""The list: rows by mouse and by key, several at once, read marks, orders, the menu of a row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from researchdesk.library import articles, tags
from researchdesk.model.article import ArticleFilter
from researchdesk.ui.models.articles import Results
from researchdesk.ui.panes.result_view import ResultView
from tests.ui.reading.conftest import clipping
from tests.ui.window.visitor import BUTTON, CTRL, KEY, SHIFT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of menus without a screen
MARKET, LETTERS, CANAL, BRIDGE = (
    "The market keeps its bell",
    "Letters of Pupin",
    "A canal in Belgium",
    "The bridge at Novi Sad",
)


def held(visitor, title):
    rows = visitor.window.regions.results.rows
    found = next(rows.row(at) for at in range(rows.rowCount()) if rows.row(at).title == title)
    return articles.get(visitor.library, found.id)


def open_menu(window):
    return next(one for one in window.findChildren(QMenu) if one.isVisible())


def test_a_click_shows_an_article_and_the_keys_stay_in_the_list(visitor):
    visitor.click_row(1)
    assert visitor.article.title == LETTERS
    assert visitor.text.content.article.title == LETTERS
    assert visitor.focus is visitor.list
    visitor.press(KEY.Key_Down)
    assert visitor.article.title == CANAL
    visitor.press(KEY.Key_K)
    assert visitor.article.title == LETTERS
    visitor.press(KEY.Key_End)
    assert visitor.article.title == BRIDGE


def test_enter_and_a_double_click_open_and_escape_leads_back(visitor):
    visitor.click_row(1)
    visitor.press(KEY.Key_Return)
    assert visitor.focus is visitor.text
    visitor.press(KEY.Key_Escape)
    assert visitor.focus is visitor.list
    place = visitor.list.visualRect(visitor.list.model().index(2, 0)).center()
    visitor.double_click(visitor.list.viewport(), place)
    assert visitor.focus is visitor.text
    assert visitor.article.title == CANAL
    visitor.press(KEY.Key_J)
    assert visitor.article.title == BRIDGE
    assert visitor.focus is visitor.text


def test_an_article_that_is_shown_for_a_while_is_read_until_u_says_otherwise(visitor):
    visitor.window.upkeep._read.setInterval(40)
    assert not held(visitor, LETTERS).is_read
    visitor.click_row(1)
    visitor.until(lambda: held(visitor, LETTERS).is_read)
    visitor.until(lambda: not visitor.list.current.is_unread)
    assert not held(visitor, CANAL).is_read
    visitor.press(KEY.Key_U)
    assert not held(visitor, LETTERS).is_read
    assert visitor.list.current.is_unread


def test_an_article_that_is_passed_by_quickly_stays_unread(visitor):
    visitor.window.upkeep._read.setInterval(60_000)
    visitor.click_row(1)
    visitor.press(KEY.Key_Down)
    visitor.window.upkeep._read.setInterval(1)
    visitor.until(lambda: held(visitor, CANAL).is_read)
    assert not held(visitor, LETTERS).is_read


def test_several_rows_are_chosen_by_key_and_starred_by_letter_and_undone_in_one_step(visitor):
    visitor.click_row(1)
    visitor.press(KEY.Key_Down, SHIFT)
    assert visitor.window.regions.several.words.text() == "2 articles"
    assert visitor.window.regions.several.isVisible()
    visitor.press(KEY.Key_S)
    assert [held(visitor, one).is_starred for one in (LETTERS, CANAL, BRIDGE)] == [
        True,
        True,
        False,
    ]
    assert visitor.list.selected_count == 2
    assert visitor.focus is visitor.list
    visitor.press(KEY.Key_Z, CTRL)
    assert not held(visitor, LETTERS).is_starred
    assert not held(visitor, CANAL).is_starred


def test_the_buttons_for_several_do_what_they_say_and_the_keys_are_not_lost(visitor):
    for deed, is_done in (
        ("star", lambda one: one.is_starred),
        ("read_unread", lambda one: one.is_read),
        ("file_away", lambda one: one.filed_on is not None),
        ("trash", lambda one: one.trashed_on is not None),
    ):
        visitor.click_row(1)
        visitor.click_row(2, CTRL)
        visitor.click(visitor.window.regions.several.buttons[deed])
        done = [is_done(articles.get(visitor.library, number)) for number in (1, 2, 3)]
        assert done == [False, True, True], deed
        assert visitor.focus.isVisible()
        visitor.press(KEY.Key_Z, CTRL)
        assert not any(is_done(articles.get(visitor.library, number)) for number in (2, 3))
        assert len(visitor.titles()) == 4


def test_several_are_tagged_at_once_by_key(visitor):
    visitor.click_row(1)
    visitor.press(KEY.Key_Down, SHIFT)
    visitor.press(KEY.Key_T)
    assert visitor.focus is visitor.window.deeds.box.field
    visitor.type("steelw")
    visitor.press(KEY.Key_Return)
    counts = {one.name: one.article_count for one in tags.rows(visitor.library)}
    assert counts == {"letters": 1, "steelwork": 3}
    assert visitor.focus is visitor.list
    assert visitor.list.selected_count == 2


def test_trashing_goes_on_to_the_next_row_and_undo_brings_the_row_back(visitor):
    visitor.click_row(1)
    visitor.press(KEY.Key_Delete)
    assert visitor.titles() == [MARKET, CANAL, BRIDGE]
    assert visitor.article.title == CANAL
    assert visitor.focus is visitor.list
    visitor.press(KEY.Key_Z, CTRL)
    assert visitor.titles() == [MARKET, LETTERS, CANAL, BRIDGE]


def test_right_click_and_the_menu_key_have_the_deeds_of_the_row(visitor):
    at = visitor.list.visualRect(visitor.list.model().index(2, 0)).center()
    QTest.mouseClick(
        visitor.list.viewport(), BUTTON.RightButton, Qt.KeyboardModifier.NoModifier, at
    )
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        asked = QContextMenuEvent(reason, at, visitor.list.viewport().mapToGlobal(at))
        QApplication.sendEvent(visitor.list.viewport(), asked)
        visitor.choose(open_menu(visitor.window), "Star")
        assert held(visitor, CANAL).is_starred is (reason is QContextMenuEvent.Reason.Mouse)
    assert visitor.focus is visitor.list


def test_the_order_is_chosen_by_mouse_and_holds(visitor):
    visitor.choose_of(visitor.button("Order"), "By title")
    assert visitor.titles() == [CANAL, LETTERS, BRIDGE, MARKET]
    visitor.click_place("Inbox")
    assert visitor.titles() == [CANAL, LETTERS, BRIDGE, MARKET]


def test_all_of_a_long_list_is_starred_tagged_and_trashed_also_what_was_never_looked_at(visitor):
    def fill(library):
        for number in range(120):
            page = clipping("<p>Steel.</p>", f"Day {number}", f"https://day{number}.example/1")
            articles.clip(library, page)

    visitor.window.desk.change("fill", fill)
    visitor.until(lambda: visitor.window.regions.results.total == 124)
    ids = articles.listed(visitor.library)
    visitor.until(lambda: len(visitor.window.regions.results.rows.pages) < 3)
    visitor.until(lambda: visitor.window.regions.results.total == len(ids))
    visitor.press(KEY.Key_A, CTRL)
    assert visitor.list.selected_count == len(ids)
    visitor.press(KEY.Key_S)
    visitor.until(
        lambda: articles.count(visitor.library, ArticleFilter(is_starred=True)) == len(ids)
    )
    visitor.press(KEY.Key_A, CTRL)
    visitor.press(KEY.Key_T)
    visitor.type("steelw")
    visitor.press(KEY.Key_Return)
    visitor.until(
        lambda: (
            {one.name: one.article_count for one in tags.rows(visitor.library)}["steelwork"]
            == len(ids)
        )
    )
    visitor.press(KEY.Key_A, CTRL)
    visitor.press(KEY.Key_Delete)
    visitor.until(lambda: not articles.listed(visitor.library))
    visitor.press(KEY.Key_Z, CTRL)
    visitor.until(lambda: articles.listed(visitor.library) == ids)


def test_an_article_and_a_note_go_to_the_trash_in_one_step(visitor):
    visitor.field.setFocus()
    visitor.type("bell")
    visitor.press(KEY.Key_Return)
    visitor.list.setFocus()
    visitor.press(KEY.Key_A, CTRL)
    kinds = {row.kind for row in visitor.list.selected}
    assert kinds == {"article", "note"}
    count = visitor.list.selected_count
    visitor.window.upkeep._begin.setInterval(0)
    visitor.press(KEY.Key_Delete)
    assert visitor.window.toast.sentence == f"Moved {count} things to the trash."
    visitor.until(lambda: not visitor.titles())
    visitor.press(KEY.Key_Z, CTRL)
    visitor.until(lambda: len(visitor.titles()) == count)


class Counted(Results):
    """Counts how often it is asked for its length: once a row that is looked at."""

    asked = 0

    def rowCount(self, *of):  # noqa: N802 - Qt's own name
        self.asked += 1
        return super().rowCount(*of)


def test_a_page_that_comes_into_a_long_list_does_not_make_the_view_look_at_every_row(visitor):
    rows, model = [visitor.window.regions.results.rows.row(0)] * 50, Counted(visitor.window)
    view = ResultView(visitor.window.desk, model, visitor.window)
    view.resize(300, 600)
    view.show()
    model.put(rows, 20_000)
    visitor.calm()
    model.put_page(10_000, rows)
    visitor.calm()
    assert 0 < model.asked < 2_000
