# SPDX-License-Identifier: MIT
"""The search field by key and by mouse: words, chips, proposals, ways out, the steps of Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from researchdesk.library import articles, notes, search
from researchdesk.search.atoms import ALL_FIELDS
from researchdesk.ui import query_text
from tests.ui.window.visitor import BUTTON, CTRL, KEY, SHIFT

PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def searching(visitor):
    """A stranger with the caret in the field, all else as it was."""
    visitor.press(KEY.Key_F, CTRL | SHIFT)
    assert visitor.focus is visitor.field.line
    return visitor


def proposals(visitor):
    return visitor.window.looking.proposals


def offered(visitor):
    rows = proposals(visitor).rows
    return [rows.proposal(at).words for at in range(rows.rowCount()) if rows.proposal(at)]


def test_each_letter_narrows_the_list_and_the_library_finds_the_same(searching):
    searching.type("steel")
    expected = search.find(searching.library, "steel").total
    assert searching.window.regions.results.total == expected == 3
    searching.type(" wait")
    assert searching.titles() == ["A canal in Belgium"]
    assert searching.focus is searching.field.line


def test_escape_closes_the_proposals_then_clears_then_goes_to_the_list(searching):
    searching.type("steel")
    assert proposals(searching).isVisible()
    searching.press(KEY.Key_Escape)
    assert not proposals(searching).isVisible()
    assert searching.field.line.text() == "steel"
    searching.press(KEY.Key_Escape)
    assert searching.field.is_empty
    assert len(searching.titles()) == 4
    assert searching.focus is searching.field.line
    searching.press(KEY.Key_Escape)
    assert searching.focus is searching.list


def test_enter_opens_the_first_hit_with_the_keys_in_the_text_and_f3_walks_the_hits(searching):
    searching.type("pupin")
    first = searching.titles()[0]
    searching.press(KEY.Key_Return)
    assert searching.article.title == first
    assert searching.focus is searching.text
    before = searching.text.caret()
    searching.press(KEY.Key_F3)
    assert searching.text.caret() != before or searching.article.title != first
    assert not proposals(searching).isVisible()


def test_f3_goes_on_from_a_note_to_the_articles_that_were_found(searching):
    def work(library):
        notes.new(library, "Zeppelin", "A zeppelin over the steel bridge.")
        search.catch_up(library)

    searching.window.desk.change("note", work)
    searching.calm()
    searching.type("steel OR zeppelin")
    assert searching.window.regions.results.rows.row(0).kind == "note"
    searching.press(KEY.Key_Return)
    assert searching.window.desk.article_id is None
    searching.press(KEY.Key_F3)
    assert searching.article.title == searching.titles()[1]


def test_enter_before_the_answer_is_there_opens_the_first_hit_all_the_same(searching):
    for letter in "boats":
        QTest.keyClick(searching.focus, letter)
    searching.press(KEY.Key_Return)
    searching.until(lambda: searching.window.desk.article_id is not None)
    assert searching.article.title == "A canal in Belgium"
    assert searching.focus is searching.text


def test_a_proposal_is_taken_by_tab_by_arrow_and_enter_and_by_mouse(searching):
    for take in ("tab", "enter", "mouse"):
        searching.type("steelw")
        assert "steelwork" in offered(searching)
        view = proposals(searching).view
        if take == "tab":
            searching.press(KEY.Key_Tab)
        elif take == "enter":
            searching.press(KEY.Key_Down)
            searching.press(KEY.Key_Return)
        else:
            row = next(
                n
                for n in range(proposals(searching).rows.rowCount())
                if (one := proposals(searching).rows.proposal(n)) and one.words == "steelwork"
            )
            searching.click_row(row, view=view)
        assert [chip.words for chip in searching.field.chips] == ["tag: steelwork"]
        assert searching.field.line.text() == ""
        assert len(searching.titles()) == 2
        assert searching.focus is searching.field.line
        assert not proposals(searching).isVisible()
        searching.press(KEY.Key_Backspace)
        searching.press(KEY.Key_Backspace)
        assert searching.field.is_empty


def test_a_chip_is_made_by_space_and_removed_by_its_cross(searching):
    searching.type("tag:letters ")
    (chip,) = searching.field.chips
    assert searching.titles() == ["Letters of Pupin"]
    searching.click(chip.findChild(QToolButton))
    assert searching.field.is_empty
    assert len(searching.titles()) == 4
    assert searching.focus is searching.field.line


def test_backspace_chooses_a_chip_first_and_only_then_removes_it_and_enter_opens_it(searching):
    searching.type("tag:letters ")
    searching.press(KEY.Key_Backspace)
    assert searching.field.keys.chosen == 0
    assert len(searching.field.chips) == 1
    searching.press(KEY.Key_Return)
    assert searching.field.chips == []
    assert searching.field.line.text() == "tag:letters"
    assert searching.titles() == ["Letters of Pupin"]


def test_a_double_click_opens_a_chip_as_text(searching):
    searching.type("tag:letters ")
    QTest.mouseDClick(searching.field.chips[0], BUTTON.LeftButton)
    searching.calm()
    assert searching.field.line.text() == "tag:letters"
    assert searching.focus is searching.field.line


def test_the_chip_of_a_place_is_removed_by_mouse_and_by_key(searching):
    for by in ("mouse", "key"):
        searching.click_place("letters")
        assert len(searching.titles()) == 1
        if by == "mouse":
            searching.click(searching.field.chips[0].findChild(QToolButton))
        else:
            searching.press(KEY.Key_F, CTRL | SHIFT)
            searching.press(KEY.Key_Backspace)
            searching.press(KEY.Key_Backspace)
        assert len(searching.titles()) == 4
        assert searching.focus is searching.field.line


def test_words_are_searched_inside_the_place(searching):
    searching.click_place("steelwork")
    searching.press(KEY.Key_F, CTRL | SHIFT)
    searching.type("canal")
    assert searching.titles() == ["A canal in Belgium"]
    searching.click(searching.field.clear_button)
    assert len(searching.titles()) == 4
    assert searching.field.is_empty


def test_the_old_rows_stay_until_the_answer_is_there(searching):
    before = searching.titles()
    searching.window.regions.results.look(searching.window.looking.place, "boats")
    assert searching.titles() == before
    searching.calm()
    assert searching.titles() == ["A canal in Belgium"]


def test_where_nothing_matches_the_ways_out_have_results(searching):
    def work(library):
        articles.trash(library, [2])
        search.catch_up(library)

    searching.window.desk.change("test", work)
    searching.calm()
    searching.click_place("letters")
    searching.press(KEY.Key_F, CTRL | SHIFT)
    searching.type("boats")
    results = searching.window.regions.results
    assert results.total == 0
    assert results.empty.words.text() == "Nothing matches “boats”."
    searching.click_button("In the trash: 1")
    assert searching.titles() == ["A canal in Belgium"]
    assert searching.focus.isVisible()


def test_without_the_filters_is_a_way_out(searching):
    searching.type("tag:letters boats")
    assert searching.titles() == []
    searching.click_button("Without the filters: 1")
    assert searching.titles() == ["A canal in Belgium"]
    assert searching.focus.isVisible()


def test_what_is_not_understood_is_said_below_the_field(searching):
    searching.type("steel~9 hour")
    assert "two letters at most" in proposals(searching).hint.text()
    assert proposals(searching).hint.isVisible()
    assert searching.titles() == ["A canal in Belgium"]
    assert searching.dialogs() == []


def test_the_proposals_stay_below_the_field_when_the_window_changes_its_size(searching):
    searching.type("steelw")
    searching.window.resize(900, 600)
    searching.calm()
    frame, field = proposals(searching), searching.field
    assert frame.isVisible()
    assert frame.x() == field.mapTo(searching.window, field.rect().topLeft()).x()
    assert frame.width() == field.width()


def test_copy_gives_the_whole_query_and_undo_in_an_empty_field_is_the_windows(searching):
    searching.press(KEY.Key_Escape)
    searching.click_row(0)
    searching.press(KEY.Key_S)
    searching.press(KEY.Key_F, CTRL | SHIFT)
    searching.press(KEY.Key_Z, CTRL)
    assert not searching.article.is_starred
    searching.type("tag:letters pupin")
    searching.press(KEY.Key_C, CTRL)
    assert QApplication.clipboard().text() == "tag:letters pupin"


def test_down_without_proposals_leads_to_the_list_and_slash_back(searching):
    searching.press(KEY.Key_Down)
    assert searching.focus is searching.list
    searching.press(KEY.Key_Slash)
    assert searching.focus is searching.field.line
    assert searching.field.line.text() == ""


def test_select_all_means_the_chips_as_well(searching):
    for key in (KEY.Key_Delete, KEY.Key_Backspace):
        searching.type("is:unread steel")
        searching.press(KEY.Key_A, CTRL)
        assert all(chip.property("chosen") for chip in searching.field.chips)
        searching.press(KEY.Key_C, CTRL)
        assert QApplication.clipboard().text() == "is:unread steel"
        searching.press(key)
        assert (searching.field.is_empty, len(searching.titles())) == (True, 4)
    searching.type("is:unread steel")
    searching.press(KEY.Key_A, CTRL)
    searching.type("pupin")
    assert (searching.field.chips, searching.field.query) == ([], "pupin")
    searching.type(" is:unread steel")
    searching.press(KEY.Key_A, CTRL)
    searching.press(KEY.Key_End)
    searching.type("s")
    assert searching.field.query == "is:unread pupin steels"


def test_what_becomes_a_chip_is_what_the_search_knows(searching):
    assert set(query_text.FIELDS) == ALL_FIELDS
    searching.type("language:en lang:en steel")
    assert [chip.token for chip in searching.field.chips] == ["language:en", "lang:en"]
    assert searching.window.regions.results.total == search.find(searching.library, "steel").total
