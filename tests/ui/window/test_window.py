# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QKeySequence
from PySide6.QtTest import QTest

from researchdesk.library import articles
from researchdesk.model.clipping import Source
from researchdesk.ui.action_table import ACTIONS
from researchdesk.ui.arrangement import Form
from researchdesk.ui.panes.note_editor import NoteEditor
from tests.ui.window.visitor import ALT, CTRL, KEY


def article(window):
    return articles.get(window.desk.library, window.desk.article_id)


def test_the_first_start_offers_to_clip_the_first_article(make, rest):
    window = make()
    rest(window)
    assert window.regions.welcome.isVisible()
    assert window.desk.library is None
    assert QFontInfo(window.font()).family()


def test_the_list_has_the_keys_once_the_first_start_is_over(make, rest, tmp_path):
    window = make()
    rest(window)
    assert window.regions.welcome.address.hasFocus()
    window.opening.sample()
    rest(window)
    assert not window.regions.welcome.isVisible()
    assert window.regions.results.view.hasFocus()


def test_every_command_of_the_table_is_done_by_somebody(clipped):
    for row in ACTIONS:
        assert clipped.desk.actions._meant(row.id) is not None, row.id


def test_no_shortcut_stands_twice_in_one_place():
    for is_note in (True, False):
        rows = [row for row in ACTIONS if (row.contexts == ("note",)) == is_note]
        keys = [
            QKeySequence(one).toString()
            for row in rows
            for one in (row.shortcut, *row.others)
            if one
        ]
        assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_a_clipped_file_is_listed_shown_and_its_names_are_suggested(clipped):
    assert clipped.regions.results.total == 1
    assert article(clipped).title == "The Danube commission met in Belgrade"
    assert articles.row(clipped.desk.library, clipped.desk.article_id).suggestion_count > 2


def test_star_and_undo_by_command(clipped, rest):
    clipped.desk.actions.trigger("star")
    rest(clipped)
    assert article(clipped).is_starred
    assert "Starred" in clipped.toast.sentence
    clipped.desk.actions.trigger("undo")
    rest(clipped)
    assert not article(clipped).is_starred


def test_the_toast_has_room_for_its_words_and_its_button(clipped, rest):
    clipped.desk.actions.trigger("star")
    rest(clipped)
    words, button = clipped.toast._words.geometry(), clipped.toast.buttons[0].geometry()
    assert not words.intersects(button)
    assert clipped.toast.rect().contains(button)


def test_the_toast_covers_nothing_of_the_review(clipped, rest):
    window, strip = clipped, clipped.regions.reader.review
    window.desk.actions.trigger("review")
    rest(window)
    window.desk.say("What was done.", undo=True)
    corner = strip.mapTo(window.toast.parentWidget(), strip.rect().topLeft())
    assert window.toast.geometry().bottom() < corner.y()
    strip.end()
    assert window.toast.geometry().bottom() > corner.y()


def test_the_review_goes_when_all_is_reviewed_and_the_keys_go_elsewhere(clipped, rest):
    window, strip = clipped, clipped.regions.reader.review
    window.desk.actions.trigger("review")
    rest(window)
    window.desk.actions.trigger("focus_results")
    assert strip.isVisible()  # there is something left to decide
    window.desk.actions.trigger("accept_all")
    rest(window)
    window.desk.actions.trigger("focus_reader")
    assert strip.isVisible()
    window.desk.actions.trigger("new_note")
    rest(window)
    assert not strip.isVisible()
    assert window.regions.companion.isVisible()


def test_trash_and_restore(clipped, rest):
    clipped.desk.actions.trigger("trash")
    rest(clipped)
    assert article(clipped).trashed_on is not None
    clipped.desk.actions.trigger("undo")
    rest(clipped)
    assert article(clipped).trashed_on is None


def test_typing_a_search_narrows_the_list_and_escape_leads_back(clipped, rest, tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text(
        "The bridge at Novi Sad\n\nThe steel came from Italy, and the stones from Fruška gora, in 1921.\n"
    )
    clipped.clips.clip([Source("file", str(path))])
    rest(clipped)
    clipped.desk.actions.trigger("find")
    QTest.keyClicks(clipped.topbar.search.line, "pupin")
    rest(clipped)
    assert clipped.regions.results.total == 1
    clipped.topbar.search.clear()
    rest(clipped)
    assert clipped.regions.results.total == 2


def test_a_failed_clip_says_why_and_offers_to_try_again(clipped, rest, tmp_path):
    clipped.clips.clip([Source("file", str(tmp_path / "missing.html"))])
    rest(clipped)
    assert "missing.html" in clipped.toast.sentence
    assert any("again" in button.text().lower() for button in clipped.toast.buttons)


def test_the_last_article_is_shown_at_the_next_start(clipped, make, rest):
    number = clipped.desk.article_id
    clipped.close()
    window = make()
    window.opening.open_last()
    rest(window)
    assert window.desk.article_id == number


def test_four_forms_by_width(clipped, rest):
    for width, form in (
        (780, Form.SINGLE),
        (1024, Form.NARROW),
        (1280, Form.NORMAL),
        (1920, Form.WIDE),
    ):
        clipped.resize(width, 800)
        rest(clipped)
        assert clipped.regions.form is form
        assert clipped.regions.results.isVisible()
    clipped.desk.actions.trigger("companion_note")
    rest(clipped)
    assert clipped.regions.is_beside


def test_a_window_made_small_while_a_note_is_written_keeps_the_note_in_sight(clipped, rest):
    clipped.resize(1280, 800)
    clipped.desk.actions.trigger("new_note")
    rest(clipped)
    note = clipped.regions.companion.note
    assert note.isAncestorOf(clipped.focusWidget())
    clipped.resize(780, 800)
    rest(clipped)
    assert clipped.regions.form is Form.SINGLE
    assert note.isVisible()
    clipped.regions.show_text(is_shown=False)
    clipped.resize(1280, 800)
    rest(clipped)
    clipped.regions.results.take_keys()
    clipped.resize(780, 800)
    rest(clipped)
    assert clipped.regions.results.isVisible()


def test_the_text_is_reached_when_the_keys_were_left_in_a_pane_out_of_sight(clipped, rest):
    clipped.resize(1280, 800)
    clipped.desk.actions.trigger("new_note")
    rest(clipped)
    clipped.resize(780, 800)
    rest(clipped)
    clipped.regions.companion.parentWidget().hide()
    clipped.regions.companion.note.findChild(NoteEditor).setFocus()
    clipped.desk.actions.trigger("focus_reader")
    rest(clipped)
    assert clipped.regions.text.hasFocus()


def test_light_and_dark(clipped, rest):
    before = clipped.desk.style.theme
    clipped.desk.actions.trigger("theme")
    rest(clipped)
    assert clipped.desk.style.theme != before


def test_back_and_forward(clipped, rest):
    number = clipped.desk.article_id
    clipped.desk.show_article(None)
    rest(clipped)
    clipped.desk.actions.trigger("back")
    rest(clipped)
    assert clipped.desk.article_id == number
    clipped.desk.actions.trigger("forward")
    rest(clipped)
    assert clipped.desk.article_id is None


def test_the_letters_of_the_list_are_commands(clipped, rest):
    clipped.regions.results.view.setFocus()
    clipped.regions.results.view.go_to(0)
    rest(clipped)
    QTest.keyClick(clipped.regions.results.view, Qt.Key.Key_S, Qt.KeyboardModifier.NoModifier)
    rest(clipped)
    assert article(clipped).is_starred


def test_where_there_is_room_for_one_region_the_companion_takes_the_texts_place(clipped, rest):
    clipped.resize(780, 560)
    clipped.desk.put_article(clipped.desk.article_id, focus=True)
    rest(clipped)
    regions, trigger = clipped.regions, clipped.desk.actions.trigger
    trigger("companion_details")
    rest(clipped)
    assert not regions.reader.isVisible()
    assert regions.companion.height() > 300
    trigger("close_companion")
    rest(clipped)
    assert regions.reader.isVisible()
    assert regions.reader.text.hasFocus()
    trigger("companion_people")
    trigger("focus_reader")
    rest(clipped)
    assert regions.reader.isVisible()
    assert not regions.companion.isVisible()


def test_where_there_is_room_for_one_region_the_text_takes_the_lists_place_and_gives_it_back(
    clipped, rest
):
    clipped.resize(780, 700)
    rest(clipped)
    clipped.desk.put_article(clipped.desk.article_id, focus=True)
    rest(clipped)
    assert clipped.regions.reader.isVisible()
    assert not clipped.regions.results.isVisible()
    clipped.desk.actions.trigger("focus_results")
    rest(clipped)
    assert clipped.regions.results.isVisible()


def test_in_a_small_window_the_keys_are_where_the_way_back_leads(visitor):
    visitor.window.resize(760, 520)
    for key in (KEY.Key_Down, KEY.Key_Return):
        visitor.press(key)
    visitor.press(KEY.Key_Left, ALT)
    visitor.press(KEY.Key_Return)
    visitor.press(KEY.Key_2, CTRL)
    for key in (KEY.Key_Down, KEY.Key_Return):
        visitor.press(key)
    assert visitor.focus is visitor.text
    visitor.press(KEY.Key_Left, ALT)
    assert (visitor.list.isVisible(), visitor.text.isVisible()) == (True, False)
    assert visitor.focus is visitor.list
    visitor.press(KEY.Key_Right, ALT)
    assert visitor.focus is visitor.text
