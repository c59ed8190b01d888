# SPDX-License-Identifier: MIT
"""The navigation and the ways through the window: places, regions, back and forward, the rail."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from researchdesk.library import articles, mentions, people, search, tags
from tests.ui.reading.conftest import clipping
from tests.ui.window.visitor import ALT, BUTTON, CTRL, KEY, SHIFT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of menus without a screen
PLAIN = Qt.KeyboardModifier.NoModifier


def tree(visitor):
    return visitor.window.regions.navigation.view


def chips(visitor):
    return [chip.words for chip in visitor.field.chips]


def test_a_place_is_shown_by_a_click_with_its_chip_and_escape_in_the_list_leads_back(visitor):
    visitor.click_place("steelwork")
    assert set(visitor.titles()) == {"The bridge at Novi Sad", "A canal in Belgium"}
    assert chips(visitor) == ["tag: steelwork"]
    visitor.press(KEY.Key_2, CTRL)
    assert visitor.focus is visitor.list
    visitor.press(KEY.Key_Escape)
    assert len(visitor.titles()) == 4
    assert chips(visitor) == []


def test_a_place_is_shown_by_arrows_and_enter_and_the_keys_stay(visitor):
    visitor.press(KEY.Key_1, CTRL)
    assert visitor.focus is tree(visitor)
    tree(visitor).setCurrentIndex(visitor.place("All articles"))
    visitor.press(KEY.Key_Down)
    visitor.press(KEY.Key_Down)
    visitor.press(KEY.Key_Return)
    assert visitor.window.regions.results.title.words == "Starred"
    assert (
        visitor.window.regions.results.empty.words.text()
        == "Star an article with S to find it here."
    )
    assert visitor.focus is tree(visitor)


def test_an_empty_list_takes_the_keys_and_escape_and_letters_lead_out_of_it(visitor):
    visitor.click_place("Starred")
    for _ in range(2):
        visitor.press(KEY.Key_2, CTRL)
        assert visitor.window.regions.results.isAncestorOf(visitor.focus)
        visitor.press(KEY.Key_Slash)
        assert visitor.focus is visitor.field.line
    visitor.press(KEY.Key_2, CTRL)
    visitor.press(KEY.Key_Escape)
    assert len(visitor.titles()) == 4
    assert visitor.focus is visitor.list


def test_a_note_of_the_navigation_opens_with_the_keys_in_it(visitor):
    visitor.click_place("On bells")
    page = visitor.window.regions.companion.note.page
    assert page.isVisible()
    assert visitor.focus is page.editor
    assert visitor.window.regions.results.title.words == "All articles"


def test_f2_renames_a_tag_where_it_stands_and_undo_takes_it_back(visitor):
    visitor.click_place("steelwork")
    visitor.press(KEY.Key_F2)
    assert isinstance(visitor.focus, QLineEdit)
    visitor.focus.selectAll()
    visitor.type("iron")
    visitor.press(KEY.Key_Return)
    assert {one.name for one in tags.rows(visitor.library)} == {"iron", "letters"}
    assert chips(visitor) == ["tag: iron"]
    assert visitor.focus is tree(visitor)
    visitor.press(KEY.Key_Z, CTRL)
    assert {one.name for one in tags.rows(visitor.library)} == {"steelwork", "letters"}


def test_delete_takes_a_tag_away_and_the_list_shows_all_again(visitor):
    visitor.click_place("steelwork")
    visitor.press(KEY.Key_Delete)
    assert {one.name for one in tags.rows(visitor.library)} == {"letters"}
    assert len(visitor.titles()) == 4
    assert visitor.focus is tree(visitor)
    visitor.click(visitor.window.toast.buttons[0])
    assert {one.name for one in tags.rows(visitor.library)} == {"steelwork", "letters"}
    assert visitor.focus.isVisible()


def test_articles_dropped_on_a_tag_have_it(visitor):
    navigation = visitor.window.regions.navigation
    carried = visitor.list.model().mimeData([visitor.list.model().index(0, 0)])
    index = visitor.place("letters")
    assert navigation.model.dropMimeData(carried, Qt.DropAction.CopyAction, -1, -1, index)
    visitor.calm()
    assert articles.get(visitor.library, 4).tags == ("letters",)
    assert not navigation.model.dropMimeData(QMimeData(), Qt.DropAction.CopyAction, -1, -1, index)


def test_f6_goes_round_all_parts_and_back_again(visitor):
    visitor.click_row(0)
    visitor.press(KEY.Key_6, CTRL)
    window, seen = visitor.window, []
    visitor.field.line.setFocus()
    for _ in range(5):
        visitor.press(KEY.Key_F6)
        seen.append(visitor.focus)
    assert seen[:3] == [tree(visitor), visitor.list, visitor.text]
    assert window.regions.companion.isAncestorOf(seen[3])
    assert seen[4] is visitor.field.line
    visitor.press(KEY.Key_F6, SHIFT)
    assert window.regions.companion.isAncestorOf(visitor.focus)


def test_f6_reaches_the_undo_of_the_message_and_afterwards_the_keys_are_where_they_were(visitor):
    visitor.click_row(0)
    visitor.press(KEY.Key_Return)
    visitor.press(KEY.Key_S)
    assert visitor.focus is visitor.text
    visitor.press(KEY.Key_F6)
    assert visitor.focus is visitor.window.toast.buttons[0]
    visitor.press(KEY.Key_Space)
    assert not visitor.article.is_starred
    assert visitor.focus is visitor.text


def test_back_and_forward_by_keys_buttons_and_the_mouses_own(visitor):
    visitor.click_row(0)
    visitor.click_place("steelwork")
    visitor.click_place("letters")
    visitor.press(KEY.Key_Left, ALT)
    assert chips(visitor) == ["tag: steelwork"]
    visitor.click(visitor.window.topbar.buttons["back"])
    assert chips(visitor) == []
    visitor.press(KEY.Key_Right, ALT)
    assert chips(visitor) == ["tag: steelwork"]
    QTest.mouseClick(visitor.list.viewport(), BUTTON.ForwardButton)
    visitor.calm()
    assert chips(visitor) == ["tag: letters"]
    assert not visitor.window.topbar.buttons["forward"].isEnabled()
    QTest.mouseClick(visitor.text.viewport(), BUTTON.BackButton)
    visitor.calm()
    assert chips(visitor) == ["tag: steelwork"]
    assert visitor.focus.isVisible()


def test_forward_restores_query_scroll_caret_and_note_exactly(visitor):
    long = "".join(
        f"<p>Line {n} of the log says that the boat came late again.</p>" for n in range(90)
    )

    def work(library):
        articles.clip(library, clipping(long, "A log", "https://log.example"))
        search.catch_up(library)

    visitor.window.desk.change("clip", work)
    visitor.until(lambda: len(visitor.titles()) == 5)
    visitor.window.desk.show_note(1, focus=False)
    visitor.calm()
    visitor.press(KEY.Key_F, CTRL | SHIFT)
    visitor.type("boat")
    visitor.until(lambda: "A log" in visitor.titles())
    visitor.click_row(visitor.titles().index("A log"))
    visitor.press(KEY.Key_Return)
    visitor.press(KEY.Key_Right)
    for _ in range(3):
        visitor.press(KEY.Key_Space)
    here = visitor.window.regions.reader.state()
    assert here["offset"] > 500
    visitor.click_place("letters")
    visitor.click_row(0)
    assert visitor.article.title != "A log"
    while visitor.window.topbar.buttons["back"].isEnabled() and not (
        visitor.field.whole_query == "boat" and visitor.article.title == "A log"
    ):
        visitor.press(KEY.Key_Left, ALT)
    assert visitor.window.regions.reader.state() == here
    visitor.press(KEY.Key_Left, ALT)
    visitor.press(KEY.Key_Right, ALT)
    assert visitor.field.whole_query == "boat"
    assert visitor.article.title == "A log"
    assert visitor.window.regions.reader.state() == here
    assert visitor.window.desk.note_id == 1


def test_the_row_of_what_is_shown_is_chosen_also_when_the_way_there_was_no_click(visitor):
    visitor.click_row(0)
    visitor.window.desk.show_article(3)
    visitor.calm()
    assert visitor.list.current.id == 3
    visitor.press(KEY.Key_Left, ALT)
    assert visitor.article.id == 4
    assert [row.id for row in visitor.list.selected] == [4]


def test_the_rail_opens_a_section_as_a_list(visitor):
    visitor.click(visitor.window.topbar.buttons["fold_navigation"])
    assert visitor.window.regions.is_rail
    model = visitor.window.regions.navigation.model
    at = next(n for n, one in enumerate(model.sections) if one.name == "Tags")
    index = model.index(0, 0, model.index(at, 0))
    place = tree(visitor).visualRect(index).center()
    QTest.mouseClick(tree(visitor).viewport(), BUTTON.LeftButton, PLAIN, place)
    visitor.calm()
    menu = next(one for one in visitor.window.findChildren(QMenu) if one.isVisible())
    visitor.choose(menu, "letters")
    assert visitor.titles() == ["Letters of Pupin"]
    assert QApplication.activePopupWidget() is None
    visitor.click(visitor.window.topbar.buttons["fold_navigation"])
    assert not visitor.window.regions.is_rail


def test_where_only_one_region_has_room_ctrl_3_shows_the_text_and_ctrl_2_the_list(visitor):
    visitor.window.resize(780, 600)
    visitor.calm()
    visitor.click_row(1)
    visitor.press(KEY.Key_3, CTRL)
    assert visitor.focus is visitor.text
    assert visitor.text.isVisible()
    visitor.press(KEY.Key_2, CTRL)
    assert visitor.focus is visitor.list
    visitor.press(KEY.Key_Return)
    assert visitor.focus is visitor.text
    visitor.press(KEY.Key_Escape)
    assert visitor.focus is visitor.list


def test_where_only_one_region_has_room_a_search_and_a_place_show_the_list(visitor):
    visitor.window.resize(780, 600)
    visitor.calm()
    visitor.click_row(1)
    visitor.press(KEY.Key_Return)
    assert not visitor.list.isVisible()
    visitor.press(KEY.Key_F, CTRL | SHIFT)
    visitor.type("boats")
    assert visitor.list.isVisible()
    visitor.press(KEY.Key_Return)
    assert visitor.focus is visitor.text
    visitor.click_place("All articles")
    assert visitor.list.isVisible()
    assert len(visitor.titles()) == 4
    visitor.press(KEY.Key_Left, ALT)
    assert visitor.focus.isVisible()


def test_a_person_of_the_navigation_goes_to_the_trash_by_key(visitor):
    visitor.window.desk.change(
        "test", lambda library: mentions.tag_person(library, [4], "Ana Horvat")
    )
    visitor.calm()
    visitor.click_place("Ana Horvat")
    visitor.press(KEY.Key_Delete)
    assert people.rows(visitor.library) == []
    assert visitor.focus is tree(visitor)
