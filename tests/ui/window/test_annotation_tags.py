# SPDX-License-Identifier: MIT
"""Tags on passages: put on and taken off from the list and from the card, and the list narrowed down by them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from researchdesk.library import passages
from researchdesk.model.passage import Quote
from tests.ui.window.visitor import CTRL, KEY

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # of menus
ECHO, BELL = "the long echo", "the bell of the fish market"


@pytest.fixture
def marked(reading):
    """A stranger with two passages of the article in the list of its annotations."""

    def work(library):
        for words in (BELL, ECHO):
            passages.highlight_quote(library, 4, Quote(words))
        passages.highlight_quote(library, 2, Quote("Boats of steel"))

    reading.window.desk.change("mark", work)
    reading.calm()
    reading.press(KEY.Key_5, CTRL)
    return reading


def face(visitor):
    return visitor.window.regions.companion.annotations


def listed(visitor):
    return [one.exact for one in face(visitor).model.things]


def tags_of(visitor, words):
    found = passages.everywhere(visitor.library, words=words)
    return found[0].tags


def test_a_passage_is_tagged_by_keys_and_the_list_is_narrowed_down_to_its_tag(marked):
    assert marked.focus is face(marked).view
    assert not face(marked)._tags.isVisible()
    marked.press(KEY.Key_T, CTRL)
    marked.type("to check")
    marked.press(KEY.Key_Return)
    assert tags_of(marked, BELL) == ("to check",)
    assert marked.window.toast.sentence == "Tagged to check."
    marked.choose_of(face(marked)._tags, "to check")
    assert listed(marked) == [BELL]
    assert face(marked)._tags.accessibleName() == "Only those with the tag to check"
    marked.choose_of(face(marked)._tags, "With or without tags")
    assert listed(marked) == [BELL, ECHO]


def test_the_same_tag_again_takes_it_off_and_undo_puts_it_on(marked):
    for _ in range(2):
        face(marked).view.setFocus()
        marked.press(KEY.Key_T, CTRL)
        marked.type("to check")
        marked.press(KEY.Key_Return)
    assert tags_of(marked, BELL) == ()
    assert marked.window.toast.sentence == "The tag to check is off."
    marked.press(KEY.Key_Z, CTRL)
    assert tags_of(marked, BELL) == ("to check",)


def test_tags_filter_over_all_articles_with_colour_and_words(marked):
    def work(library):
        from researchdesk.library import tags

        for one in passages.everywhere(library):
            if one.exact != ECHO:
                tags.add(library, [one.id], "trade", "annotation")

    marked.window.desk.change("tag", work)
    marked.calm()
    marked.click_button("In all articles")
    assert len(listed(marked)) == 3
    marked.choose_of(face(marked)._tags, "trade")
    assert sorted(listed(marked)) == ["Boats of steel", BELL]
    face(marked).words.setFocus()
    marked.type("steel")
    marked.until(lambda: listed(marked) == ["Boats of steel"])
    marked.click_button("Only blue ones")
    assert listed(marked) == []


def test_the_card_of_a_highlight_tags_it_and_shows_its_tags(marked):
    marked.click_words(ECHO)
    card = marked.window.regions.reader.deeds.highlight_card
    marked.click_button("Tag…", card)
    marked.type("sound")
    marked.press(KEY.Key_Return)
    assert tags_of(marked, ECHO) == ("sound",)
    marked.click_words(ECHO)
    assert card._why.text() == "#sound"


def test_the_list_says_the_tags_of_a_passage(marked):
    marked.press(KEY.Key_T, CTRL)
    marked.type("trade")
    marked.press(KEY.Key_Return)
    assert "#trade" in face(marked).model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
