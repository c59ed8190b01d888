# SPDX-License-Identifier: MIT
"""What changed is seen: between an older text of an article and the one now, between an older note and the note now."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from researchdesk.library import articles, notes
from tests.ui.window import ferry
from tests.ui.window.visitor import CTRL, KEY, SHIFT


@pytest.fixture
def renewed(visitor):
    """A stranger who looks at an article of which there are two texts."""

    def work(library):
        ferry.clip(library, ferry.FIRST)
        return ferry.clip(library, ferry.LATER)

    visitor.window.desk.change("prepare", work)
    visitor.until(lambda: visitor.window.regions.results.total == 5)
    visitor.click_row(visitor.titles().index("The ferry of Zemun"))
    return visitor


def tab_to(visitor, name):
    """Go by Tab to a control of this name."""
    for _ in range(60):
        if name in (visitor.focus.accessibleName(), getattr(visitor.focus, "text", str)()):
            return
        visitor.press(KEY.Key_Tab)
    raise AssertionError(f"Tab does not reach {name}")


def marked(page):
    """Give the words struck out and those underlined."""
    found = {"gone": [], "came": []}
    block = page.document().begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            if piece.charFormat().fontStrikeOut():
                found["gone"].append(piece.text())
            if piece.charFormat().fontUnderline():
                found["came"].append(piece.text())
            pieces += 1
        block = block.next()
    return found


def test_an_older_text_is_compared_with_the_text_now_by_keys_alone(renewed):
    renewed.press(KEY.Key_7, CTRL)
    tab_to(renewed, "Compare version 1 with the text now")
    renewed.press(KEY.Key_Space)
    shown = renewed.window.regions.companion.details.comparison
    assert renewed.focus is shown.text
    found = marked(shown.text)
    assert ferry.TALKS in " ".join(found["gone"])
    assert "wrote the paper" in " ".join(found["came"])
    assert shown.head.text().startswith("From version 1 to the text now, version 2: ")
    first = shown.text.textCursor().position()
    renewed.press(KEY.Key_F3)
    second = shown.text.textCursor().position()
    assert second > first
    renewed.press(KEY.Key_F3, SHIFT)
    assert shown.text.textCursor().position() == first
    renewed.press(KEY.Key_Escape)
    assert not shown.isVisible()
    assert renewed.window.regions.companion.isAncestorOf(renewed.focus)


def test_the_comparison_goes_with_its_article(renewed):
    renewed.press(KEY.Key_7, CTRL)
    renewed.click_button("Compare version 1 with the text now")
    renewed.click_row(0 if renewed.titles()[0] != "The ferry of Zemun" else 1)
    details = renewed.window.regions.companion.details
    assert not details.comparison.isVisible()
    assert details.fields["title"].line.isVisible()


@pytest.fixture
def rewritten(visitor):
    """A stranger with a note open that was written anew."""

    def work(library):
        note = notes.rows(library)[0]
        notes.leave(library, note.id)
        notes.save(library, note.id, body="A bell is rung by two men at noon.")
        return note.id

    visitor.window.desk.change(
        "prepare", work, lambda number: visitor.window.desk.show_note(number)
    )
    visitor.calm()
    return visitor


def test_a_state_of_a_note_is_compared_with_the_note_now_and_restored(rewritten):
    rewritten.click_button("History")
    history = rewritten.window.regions.companion.note.history
    assert history.view.hasFocus()
    page = history._page
    assert "A bell is rung by hand." in page.toPlainText()
    assert marked(page) == {"gone": [], "came": []}
    rewritten.click_button("Compare with now")
    assert marked(page) == {"gone": ["hand"], "came": ["two men at noon"]}
    assert history._said.text() == "1 change"
    rewritten.click_button("Restore this state")
    body = notes.get(rewritten.library, notes.rows(rewritten.library)[0].id).body
    assert body == "A bell is rung by hand."


def test_the_colours_follow_the_theme(rewritten):
    rewritten.click_button("History")
    rewritten.click_button("Compare with now")
    page = rewritten.window.regions.companion.note.history._page
    before = page.textCursor().charFormat().foreground().color()
    rewritten.press(KEY.Key_D, CTRL | SHIFT)
    assert page.textCursor().charFormat().foreground().color() != before
    assert marked(page)["gone"] == ["hand"]


def test_what_is_equal_is_said(rewritten):
    note_id = notes.rows(rewritten.library)[0].id
    rewritten.window.desk.change("prepare", lambda library: notes.leave(library, note_id))
    rewritten.calm()
    rewritten.click_button("History")
    rewritten.click_button("Compare with now")
    assert rewritten.window.regions.companion.note.history._said.text() == "the words are the same"


def test_text_that_is_long_comes_with_its_first_change_in_sight(visitor):
    long = "".join(f"<p>Paragraph {n} says what it said.</p>" for n in range(200))
    later = long.replace("Paragraph 150 says what", "Paragraph 150 tells what")

    def work(library):
        ferry.clip(library, long)
        return ferry.clip(library, later)

    visitor.window.desk.change("prepare", work)
    visitor.until(lambda: visitor.window.regions.results.total == 5)
    visitor.click_row(visitor.titles().index("The ferry of Zemun"))
    visitor.press(KEY.Key_7, CTRL)
    visitor.click_button("Compare version 1 with the text now")
    page = visitor.window.regions.companion.details.comparison.text
    assert articles.text(visitor.library, visitor.window.desk.article_id).seq == 2
    assert page.viewport().rect().contains(page.cursorRect())
    cursor = page.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "says tells what it said."
