# SPDX-License-Identifier: MIT
"""Passages that were not found again are put right in the window, by mouse and by key, one after another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from researchdesk.library import articles, notes, passages
from researchdesk.model.passage import Quote
from tests.ui.reading.conftest import clipping
from tests.ui.window.ferry import (
    BELL,
    COOK,
    FIRST,
    LATER,
    OWN,
    TALKS,
    begun,
    clip,
    repair,
    shown,
    waiting,
    words_of,
)  # fmt: skip
from tests.ui.window.visitor import CTRL, KEY, PLAIN


def hold(visitor, key, text=""):
    """Hold a key down: the system repeats it."""
    for _ in range(4):
        event = QKeyEvent(QEvent.Type.KeyPress, key, PLAIN, text, autorep=True)
        QApplication.sendEvent(visitor.focus, event)
    visitor.calm()


def test_the_place_stands_in_the_navigation_only_while_something_waits(visitor):
    model = visitor.window.regions.navigation.model
    with pytest.raises(AssertionError):
        visitor.place("To repair")
    actions = visitor.window.desk.actions
    actions.trigger("repair")
    assert visitor.window.toast.sentence == "Every passage is in its place."

    def work(library):
        number = clip(library, FIRST).article_id
        passages.highlight_quote(library, number, Quote(TALKS))
        clip(library, LATER)

    visitor.window.desk.change("prepare", work)
    visitor.calm()
    index = visitor.place("To repair")
    from researchdesk.ui.models.navigation import ROW

    assert index.data(ROW).count == 1
    assert model.place_of(index.siblingAtRow(index.row() - 1)).title == "Annotations"


def test_a_click_in_the_list_shows_the_article_with_old_and_new_side_by_side(lost):
    lost.click_place("To repair")
    assert lost.titles() == [TALKS, COOK, BELL]
    row = lost.window.regions.results.rows.row(0)
    assert row.source == "The ferry of Zemun"
    assert row.names[0][1] in ("no longer in the text", "not found for certain")
    lost.click_row(0)
    assert lost.window.desk.article_id == 5
    strip = repair(lost).strip
    assert strip.isVisible()
    assert strip.old.accessibleName() == TALKS
    assert "three days" in strip.old.text()
    assert "Nobody had expected" in strip.old.text()
    assert strip.new.isVisible()
    assert "% alike" in strip.why.text()
    assert lost.focus is lost.list, "walking the list keeps the keys in it"
    lost.press(KEY.Key_Down)
    assert shown(lost) == COOK


def test_enter_takes_the_place_that_is_shown_and_the_next_passage_comes(lost):
    begun(lost)
    place = repair(lost).current.places[0]
    lost.press(KEY.Key_Return)
    assert words_of(lost, TALKS) == place.quote.exact
    assert waiting(lost) == [COOK, BELL]
    assert shown(lost) == COOK
    assert lost.list.current.title == COOK
    assert "stands there now" in lost.window.toast.sentence
    lost.press(KEY.Key_Z, CTRL)
    assert waiting(lost) == [TALKS, COOK, BELL]
    assert shown(lost) == TALKS
    assert lost.focus is lost.text


def test_the_message_takes_a_decision_back(lost):
    begun(lost)
    lost.press(KEY.Key_K)
    assert waiting(lost) == [COOK, BELL]
    lost.click_button("Undo", lost.window.toast)
    assert waiting(lost) == [TALKS, COOK, BELL]
    assert shown(lost) == TALKS


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_a_passage_is_left_kept_and_deleted(lost, by):
    begun(lost)

    def decide(key, words):
        if by == "key":
            lost.press(key)
        else:
            lost.click_button(words, repair(lost).strip)

    decide(KEY.Key_S, "Later")
    assert shown(lost) == COOK
    assert waiting(lost) == [TALKS, COOK, BELL]
    assert not lost.article.is_starred, "S is no star here"
    decide(KEY.Key_K, "Keep on the old version")
    assert waiting(lost) == [TALKS, BELL]
    assert passages.get(lost.library, 2).decided_by == "user"
    assert shown(lost) == BELL
    decide(KEY.Key_Delete, "Delete")
    assert words_of(lost, BELL) == "in the trash"
    assert lost.article.trashed_on is None, "the passage is meant, not its article"
    assert shown(lost) is None
    assert repair(lost).strip.heading.text() == "1 passage waits for another time."
    lost.press(KEY.Key_Z, CTRL)
    assert shown(lost) == BELL


def test_at_the_end_one_sentence_says_so(lost):
    begun(lost)
    for _ in range(3):
        lost.press(KEY.Key_K)
    assert waiting(lost) == []
    assert repair(lost).is_shown
    assert repair(lost).strip.heading.text() == "Every passage is in its place."
    for key in (KEY.Key_S, KEY.Key_K, KEY.Key_Delete):
        lost.press(key)
    assert not lost.article.is_starred, "one key too many does nothing else"
    assert lost.article.trashed_on is None
    assert lost.window.desk.article_id == 5
    lost.press(KEY.Key_Escape)
    assert not repair(lost).is_shown
    assert lost.focus is lost.text


def test_digits_show_the_places_and_enter_takes_the_one_that_is_shown(lost):
    begun(lost)
    places = repair(lost).current.places
    assert len(places) > 1
    lost.press(KEY.Key_2)
    assert waiting(lost) == [TALKS, COOK, BELL], "a digit shows and does not decide"
    assert repair(lost).strip.new.accessibleName() == places[1].quote.exact
    lost.click(repair(lost).strip.places[0])
    assert repair(lost).strip.new.accessibleName() == places[0].quote.exact
    lost.press(KEY.Key_2)
    lost.press(KEY.Key_Return)
    if waiting(lost) == [TALKS, COOK, BELL]:  # the button had the keys
        lost.press(KEY.Key_Return)
    assert words_of(lost, TALKS) == places[1].quote.exact


def test_a_sentence_selected_by_key_is_the_users_own_place(lost):
    begun(lost)
    text = articles.text(lost.library, 5).text
    lost.text.set_caret(text.index(OWN) + 3)
    lost.press(KEY.Key_V)
    assert repair(lost).strip.new.accessibleName() == OWN
    assert not repair(lost).strip.why.isVisible()
    lost.press(KEY.Key_Escape)
    assert repair(lost).is_shown, "Esc gives up the selection first"
    assert repair(lost).strip.new.accessibleName() != OWN
    lost.text.set_caret(text.index(OWN) + 3)
    lost.press(KEY.Key_V)
    lost.press(KEY.Key_Return)
    assert words_of(lost, TALKS) == OWN
    assert shown(lost) == COOK


def test_words_selected_by_mouse_are_taken_by_the_button(lost):
    begun(lost)
    lost.drag_over("Nobody had expected it")
    lost.click_button("It stands there", repair(lost).strip)
    assert words_of(lost, TALKS) == "Nobody had expected it"


def test_what_cannot_be_done_says_why(lost):
    actions = lost.window.desk.actions
    for name in ("take_place", "place_1", "place_2", "place_3", "skip_passage", "keep_passage"):
        assert not actions.trigger(name)
        assert lost.window.toast.sentence
    begun(lost)
    if len(repair(lost).current.places) < 3:
        lost.press(KEY.Key_3)
        assert "No such place" in lost.window.toast.sentence
    assert waiting(lost) == [TALKS, COOK, BELL]


def test_a_held_key_decides_nothing(lost):
    begun(lost)
    for key, text in ((KEY.Key_Return, "\r"), (KEY.Key_K, "k"), (KEY.Key_S, "s"), (KEY.Key_2, "2")):
        hold(lost, key, text)
    assert waiting(lost) == [TALKS, COOK, BELL]
    assert shown(lost) == TALKS
    assert not lost.window.desk.actions.action("trash").autoRepeat()


def test_the_strip_goes_with_its_article_its_place_and_esc(lost):
    begun(lost)
    lost.press(KEY.Key_Escape)
    assert not repair(lost).is_shown
    lost.press(KEY.Key_Delete)
    assert lost.article.trashed_on is not None, "Delete means the article again"
    lost.press(KEY.Key_Z, CTRL)
    begun(lost)
    lost.click_place("All articles")
    assert not repair(lost).is_shown
    begun(lost)
    lost.window.regions.reader.show_version(1)
    lost.calm()
    assert not repair(lost).is_shown, "places are counted in the text that is read now"
    begun(lost)
    lost.press(KEY.Key_Tab)
    lost.window.desk.show_article(1)
    lost.calm()
    assert not repair(lost).is_shown


def test_the_passages_of_several_articles_are_walked_through(lost):
    def work(library):
        html = "<p>A lamp is lit on the quay each night.</p><p>The harbour master keeps a list of lamps.</p>"
        number = articles.clip(library, clipping(html, "Lamps", "https://l.example/1")).article_id
        passages.highlight_quote(library, number, Quote("A lamp is lit on the quay each night."))
        html = "<p>The harbour master keeps a list of lamps.</p>"
        articles.clip(library, clipping(html, "Lamps", "https://l.example/1"))

    lost.window.desk.change("prepare", work)
    lost.calm()
    lost.window.desk.actions.trigger("repair")
    lost.calm()
    assert lost.window.desk.article_id == 6
    assert lost.list.current.title == shown(lost) == "A lamp is lit on the quay each night."
    lost.press(KEY.Key_K)
    assert lost.window.desk.article_id == 5
    assert shown(lost) == TALKS
    assert lost.focus is lost.text
    lost.press(KEY.Key_Z, CTRL)
    assert lost.window.desk.article_id == 6
    assert shown(lost) == "A lamp is lit on the quay each night."


@pytest.mark.parametrize("keys", ["text", "note"])
def test_the_note_does_not_cover_the_repair_when_the_window_is_made_small(lost, keys):
    lost.window.resize(1280, 800)
    lost.window.desk.show_note(notes.rows(lost.library)[0].id)
    lost.calm()
    begun(lost)
    companion = lost.window.regions.companion
    assert companion.isVisible()
    if keys == "note":
        lost.click(companion.note.page.editor.viewport())
    lost.window.resize(760, 520)
    lost.calm()
    strip = repair(lost).strip
    assert strip.visibleRegion().boundingRect() == strip.rect()
    assert not companion.isVisible()
    assert lost.focus is lost.text
    lost.press(KEY.Key_K)
    assert waiting(lost) == [COOK, BELL]
    lost.press(KEY.Key_4, CTRL)
    assert companion.isVisible(), "the note is there again when it is asked for"
