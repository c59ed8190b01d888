# SPDX-License-Identifier: MIT
"""The journey of somebody who has no mouse: every flow by keys alone, with no more of them than promised."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from researchdesk.library import articles, mentions, notes, passages
from researchdesk.model.passage import Quote
from tests.ui.window.visitor import ALT, CTRL, KEY, SHIFT

MOUSE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseMove,
    QEvent.Type.HoverMove,
)
PASTED = "The lamp of Savudrija was lit again on Sunday, and forty people went to see the keeper climb the stairs."
FIRST = "Every morning the bell of the fish market is rung by hand."


class Mouseless(QObject):
    """Sees to it that no mouse is there."""

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's own name
        assert event.type() not in MOUSE, "a mouse was used"
        return False


class Keys:
    """The keys that a flow takes; the letters of words that are typed do not count."""

    def __init__(self, visitor):
        self.visitor = visitor
        self.count = 0

    def __call__(self, key, modifiers=None):
        self.count += 1
        if modifiers is None:
            self.visitor.press(key)
        else:
            self.visitor.press(key, modifiers)

    def words(self, typed):
        self.visitor.type(typed)


@pytest.fixture
def keys(visitor):
    watcher = Mouseless()
    QApplication.instance().installEventFilter(watcher)
    yield Keys(visitor)
    QApplication.instance().removeEventFilter(watcher)


@pytest.fixture
def in_text(keys):
    """The keys of somebody who has opened the market's article by Enter."""
    keys.visitor.list.go_to(0)
    keys(KEY.Key_Return)
    assert keys.visitor.focus is keys.visitor.text
    keys.count = 0
    return keys


def annotations(keys):
    return passages.of_article(keys.visitor.library, 4)


def test_find_and_open_takes_two_keys_and_the_words(keys):
    keys(KEY.Key_F, CTRL | SHIFT)
    keys.words("drawer")
    keys(KEY.Key_Return)
    assert keys.count == 2
    keys.visitor.until(lambda: keys.visitor.window.desk.article_id == 3)
    assert keys.visitor.focus is keys.visitor.text


def test_clipping_what_was_copied_takes_one_key(keys):
    QApplication.clipboard().setText(PASTED)
    keys(KEY.Key_V, CTRL)
    assert keys.count == 1
    keys.visitor.until(lambda: len(keys.visitor.titles()) == 5)
    assert PASTED in articles.text(keys.visitor.library, 5).text


def test_highlighting_the_sentence_at_the_caret_takes_two_keys(in_text):
    in_text(KEY.Key_V)
    in_text(KEY.Key_H)
    assert in_text.count == 2
    assert [one.exact for one in annotations(in_text)] == [FIRST]


def test_highlighting_with_a_comment_takes_three_keys_and_the_words(in_text):
    in_text(KEY.Key_V)
    in_text(KEY.Key_N)
    in_text.words("Ask the keeper.")
    in_text(KEY.Key_Return, CTRL)
    assert in_text.count == 3
    (made,) = annotations(in_text)
    assert (made.exact, made.body) == (FIRST, "Ask the keeper.")
    assert in_text.visitor.focus is in_text.visitor.text


def test_citing_takes_two_keys_and_from_the_note_to_the_passage_and_back_two_more(in_text):
    visitor = in_text.visitor
    visitor.window.desk.show_note(1, focus=False)
    visitor.calm()
    visitor.text.setFocus()
    in_text(KEY.Key_V)
    in_text(KEY.Key_C)
    assert in_text.count == 2
    editor = visitor.window.regions.companion.note.page.editor
    assert visitor.focus is editor
    visitor.window.desk.flush()
    visitor.calm()
    (cited,) = notes.citations(visitor.library, 1)
    assert cited.exact == FIRST
    visitor.press(KEY.Key_Left)  # into the link
    caret = editor.textCursor().position()
    in_text.count = 0
    in_text(KEY.Key_Return, CTRL)
    visitor.until(lambda: visitor.focus is visitor.text)
    in_text(KEY.Key_Left, ALT)
    assert in_text.count == 2
    assert editor.textCursor().position() == caret


@pytest.mark.parametrize(
    ("key", "status"), [(KEY.Key_A, "accepted"), (KEY.Key_X, "rejected"), (KEY.Key_N, "suggested")]
)
def test_each_decision_on_a_suggestion_takes_one_key(in_text, key, status):
    in_text(KEY.Key_R)
    in_text.count = 0
    in_text(key)
    assert in_text.count == 1
    library = in_text.visitor.library
    found = [one.status for one in mentions.of_article(library, 4) if one.name == "Mihajlo Pupin"]
    assert set(found) <= {status}  # those rejected are not listed
    assert found or status == "rejected"
    in_text(KEY.Key_Z, CTRL)
    again = [one for one in mentions.of_article(library, 4) if one.name == "Mihajlo Pupin"]
    assert {one.status for one in again} == {"suggested"}


def test_all_suggestions_of_an_article_take_two_keys(in_text):
    in_text(KEY.Key_R)
    in_text(KEY.Key_A, SHIFT)
    assert in_text.count == 2
    found = mentions.of_article(in_text.visitor.library, 4)
    assert {one.status for one in found} == {"accepted"}


def test_tagging_a_selected_name_takes_two_keys(in_text):
    visitor = in_text.visitor
    place = articles.text(visitor.library, 4).text.index("Nikola Tesla")
    visitor.text.set_caret(place)
    for _ in "Nikola Tesla":
        visitor.press(KEY.Key_Right, SHIFT)
    in_text(KEY.Key_T)
    in_text(KEY.Key_Return)
    assert in_text.count == 2
    found = mentions.of_article(visitor.library, 4)
    assert "Nikola Tesla" in {one.name for one in found if one.status == "accepted"}


def test_one_key_takes_the_last_deed_back_whatever_it_was(in_text):
    visitor = in_text.visitor
    for deed in (KEY.Key_S, KEY.Key_E, KEY.Key_U):
        before = articles.row(visitor.library, 4)
        in_text(deed)
        assert articles.row(visitor.library, 4) != before
        in_text.count = 0
        in_text(KEY.Key_Z, CTRL)
        assert in_text.count == 1
        assert articles.row(visitor.library, 4) == before
        visitor.window.desk.put_article(4, focus=True)
        visitor.calm()


def test_a_comment_a_colour_and_a_note_are_reached_without_a_mouse(in_text):
    visitor = in_text.visitor
    visitor.window.desk.change(
        "mark", lambda library: passages.highlight_quote(library, 4, Quote("the long echo"))
    )
    visitor.calm()
    in_text(KEY.Key_Down, CTRL)
    in_text(KEY.Key_Return)
    card = visitor.window.regions.reader.deeds.highlight_card
    assert card.isVisible()
    assert card.isAncestorOf(visitor.focus)
    in_text(KEY.Key_Escape)
    in_text(KEY.Key_3)
    assert [one.colour.value for one in annotations(in_text)] == ["rose"]
    in_text(KEY.Key_Delete)
    in_text(KEY.Key_Z, CTRL)
    assert len(annotations(in_text)) == 1
