# SPDX-License-Identifier: MIT
"""Passages in the whole window: highlight, comment, cite and come back, copy, find, put back, tag, by mouse and key."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from researchdesk.library import articles, mentions, notes, passages
from tests.ui.window.visitor import ALT, BUTTON, CTRL, KEY, PLAIN, SHIFT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of menus without a screen

FIRST = "Every morning the bell of the fish market is rung by hand."


def marked(visitor):
    return [(one.exact, one.colour, one.body) for one in passages.of_article(visitor.library, 4)]


def bar(visitor):
    return visitor.window.regions.reader.deeds.bar


def bodies(visitor):
    return [notes.get(visitor.library, one.id).body for one in notes.rows(visitor.library)]


def names(visitor):
    found = mentions.of_article(visitor.library, 4, ("accepted", "suggested", "rejected"))
    return {one.name: one.status for one in found}


def test_words_selected_by_mouse_are_highlighted_in_the_colour_that_is_clicked(reading):
    reading.drag_over("Third rule: no shouting.")
    assert bar(reading).isVisible()
    assert reading.focus is reading.text
    reading.click_button("Highlight in rose", bar(reading))
    assert marked(reading) == [("Third rule: no shouting.", "rose", "")]
    assert not bar(reading).isVisible()
    assert reading.focus is reading.text
    reading.press(KEY.Key_Z, CTRL)
    assert marked(reading) == []


def test_keys_highlight_and_colour_and_the_menu_takes_it_back_and_does_it_again(reading):
    reading.press(KEY.Key_V)
    reading.press(KEY.Key_4)
    assert marked(reading) == [(FIRST, "green", "")]
    actions = reading.window.desk.actions
    assert "Highlight" in actions.action("undo").text()
    for name, left in (("undo", 0), ("redo", 1)):
        actions.action(name).trigger()
        reading.calm()
        assert len(marked(reading)) == left
    assert reading.focus is reading.text


def test_a_comment_is_written_by_key_and_by_mouse(reading):
    reading.press(KEY.Key_V)
    reading.press(KEY.Key_N)
    reading.type("who")
    reading.press(KEY.Key_Return, CTRL)
    assert marked(reading) == [(FIRST, "yellow", "who")]
    assert reading.focus is reading.text
    reading.drag_over("Third rule: no shouting.")
    reading.click_button("Comment", bar(reading))
    reading.type("why")
    reading.press(KEY.Key_Return, CTRL)
    assert marked(reading)[1] == ("Third rule: no shouting.", "yellow", "why")
    assert reading.focus is reading.text


def test_escape_in_a_comment_leaves_the_keys_in_the_text_and_makes_nothing(reading):
    reading.press(KEY.Key_V)
    reading.press(KEY.Key_N)
    reading.type("half")
    reading.press(KEY.Key_Escape)
    assert marked(reading) == []
    assert reading.focus is reading.text


def test_a_passage_is_cited_in_a_note_followed_and_left_again_by_alt_left(reading):
    reading.press(KEY.Key_V)
    reading.press(KEY.Key_C)
    page = reading.window.regions.companion.note.page
    assert reading.focus is page.editor
    assert page.isVisible()
    reading.type(" yes")
    reading.press(KEY.Key_S, CTRL)
    assert any(FIRST[:20] in body and body.endswith("yes") for body in bodies(reading))
    assert [one.is_broken for one in articles.cited_in(reading.library, 4)] == [False]
    reading.click_row(2)
    other = reading.article.id
    assert other != 4
    reading.click(page.editor.viewport())
    cursor = page.editor.textCursor()
    cursor.setPosition(3)
    page.editor.setTextCursor(cursor)
    reading.press(KEY.Key_Return, CTRL)
    assert reading.article.id == 4
    assert reading.focus is reading.text
    assert reading.text.caret() == 0
    reading.press(KEY.Key_Left, ALT)
    assert reading.article.id == other
    assert reading.focus.isVisible()


def test_citing_by_mouse_writes_into_the_note_that_is_open(reading):
    reading.click_place("On bells")
    reading.drag_over("Third rule: no shouting.")
    reading.click_button("Cite", bar(reading))
    assert reading.focus is reading.window.regions.companion.note.page.editor
    reading.window.desk.flush()
    reading.calm()
    (body,) = bodies(reading)
    assert "Third rule" in body
    assert "A bell is rung by hand." in body


def test_copy_with_source_puts_words_and_source_on_the_clipboard(reading):
    reading.press(KEY.Key_V)
    reading.press(KEY.Key_C, CTRL | SHIFT)
    copied = QApplication.clipboard().text()
    assert FIRST in copied
    assert "Quay Times" in copied
    assert "Copied with its source" in reading.window.toast.sentence
    assert reading.focus is reading.text


def test_ctrl_f_finds_in_the_text_steps_by_key_and_mouse_and_closes(reading):
    reading.press(KEY.Key_F, CTRL)
    find = reading.window.regions.reader.find_bar
    assert reading.focus is find.field
    reading.type("rule")
    assert find.count.text() == "1 of 2"
    reading.press(KEY.Key_Return)
    assert find.count.text() == "2 of 2"
    reading.click_button("Previous place found", find)
    assert find.count.text() == "1 of 2"
    reading.press(KEY.Key_Escape)
    assert not find.isVisible()
    assert reading.focus is reading.text


def test_ctrl_f_without_an_article_searches_the_library(visitor):
    assert visitor.window.desk.article_id is None
    visitor.press(KEY.Key_F, CTRL)
    assert visitor.focus is visitor.field.line


def test_what_was_left_out_is_put_back_by_the_mouse_and_undone(reading):
    reading.window.desk.actions.action("show_removed").trigger()
    reading.calm()
    document = reading.text.document()
    cursor = document.find("Put back")
    assert not cursor.isNull()
    cursor.setPosition(cursor.selectionStart() + 1)
    reading.text.setTextCursor(cursor)
    reading.text.ensureCursorVisible()
    reading.calm()
    QTest.mouseClick(
        reading.text.viewport(), BUTTON.LeftButton, PLAIN, reading.text.cursorRect(cursor).center()
    )
    reading.calm()
    assert "almanac" in articles.text(reading.library, 4).text
    assert "Put back into the text" in reading.window.toast.sentence
    assert reading.focus is reading.text
    reading.click_button("Undo", reading.window.toast)
    assert "almanac" not in articles.text(reading.library, 4).text
    assert reading.focus is reading.text


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_the_review_strip_accepts_and_rejects_by_key_and_by_mouse(reading, by):
    review = reading.window.regions.reader.review

    def decide(key, words):
        if by == "key":
            reading.press(key)
        else:
            reading.click_button(words, review)

    if by == "key":
        reading.press(KEY.Key_R)
    else:
        reading.click(reading.window.regions.reader.bar._buttons["review"])
    assert review.isVisible()
    decide(KEY.Key_A, "Accept")
    decide(KEY.Key_X, "Reject")
    found = names(reading)
    assert found["Mihajlo Pupin"] == "accepted"
    assert found["Serbia"] == "rejected"
    assert found["Italy"] == "suggested"
    assert reading.focus is reading.text or review.isAncestorOf(reading.focus)
    reading.press(KEY.Key_Z, CTRL)
    assert names(reading)["Serbia"] == "suggested"
    reading.press(KEY.Key_Escape)
    assert not review.isVisible()
    assert reading.focus is reading.text


@pytest.mark.parametrize(
    ("typed", "name"), [("Mara Lind", "Mara Lind"), ("croat", "Croatia"), ("steelw", "steelwork")]
)
def test_selected_words_are_tagged_with_a_person_a_country_or_a_word(reading, typed, name):
    reading.drag_over("The keeper")
    reading.click_button("Tag", bar(reading))
    reading.focus.selectAll()
    reading.type(typed)
    reading.press(KEY.Key_Return)
    held = {one for one, status in names(reading).items() if status == "accepted"}
    assert name in held | set(reading.article.tags)
    assert reading.focus is reading.text
    reading.press(KEY.Key_Z, CTRL)
    held = {one for one, status in names(reading).items() if status == "accepted"}
    assert name not in held | set(reading.article.tags)


def test_the_right_button_offers_the_card_of_what_stands_there(reading):
    reading.drag_over("remembers who")
    reading.press(KEY.Key_H)
    card, names = reading.window.regions.reader.deeds.highlight_card, reading.window.regions.reader
    choose_at(reading, "remembers", "Open the card of the highlight")
    assert card.isVisible()
    reading.press(KEY.Key_Escape)
    assert reading.focus is reading.text
    choose_at(reading, "Nikola Tesla", "Open the card of Nikola Tesla")
    assert names.deeds.names.card.isVisible()
    reading.press(KEY.Key_Escape)
    offered = [one.text() for one in menu_at(reading, "Every morning").actions()]
    assert not [one for one in offered if "card" in one]


def menu_at(visitor, words):
    """Press the right button on words, and give the menu that opens."""
    at, port = visitor.spot(words), visitor.text.viewport()
    for menu in visitor.text.findChildren(QMenu):
        menu.close()
    pressed = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, port.mapToGlobal(at))
    QApplication.sendEvent(port, pressed)
    return next(menu for menu in visitor.text.findChildren(QMenu) if menu.isVisible())


def choose_at(visitor, words, entry):
    visitor.choose(menu_at(visitor, words), entry)
