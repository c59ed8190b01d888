# SPDX-License-Identifier: MIT
"""The journey of a passage at the window: mark, cite, the page changes, put right; all taken back, all done again."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from researchdesk.library import articles, notes, passages
from tests.ui.window.ferry import FIRST, LATER, TALKS, begun, clip, waiting
from tests.ui.window.visitor import CTRL, KEY, SHIFT


def picture(visitor):
    """Give what stands in the library now: texts, passages with their places, notes with what they cite."""
    library = visitor.library
    marks = [(one.exact, one.start, one.end, one.status) for one in passages.everywhere(library)]
    written = [
        (
            one.title,
            notes.get(library, one.id).body,
            [c.status for c in notes.citations(library, one.id)],
        )
        for one in notes.rows(library)
    ]
    return [articles.text(library, one).text for one in articles.listed(library)], marks, written


def test_a_passage_is_cited_lost_put_right_and_all_of_it_taken_back_and_done_again(visitor):
    start = picture(visitor)
    steps = len(visitor.library.history())
    visitor.window.desk.change("clip", lambda library: clip(library, FIRST))
    visitor.calm()
    visitor.until(lambda: "The ferry of Zemun" in visitor.titles())
    visitor.list.go_to(visitor.titles().index("The ferry of Zemun"))
    visitor.press(KEY.Key_Return)
    visitor.calm()
    visitor.click_words(TALKS[:9])
    visitor.press(KEY.Key_V)
    visitor.press(KEY.Key_C)  # highlights and cites, and begins a note
    page = visitor.window.regions.companion.note.page
    visitor.until(lambda: page.note is not None and "rd:p/" in page.editor.body())
    visitor.press(KEY.Key_S, CTRL)
    visitor.until(lambda: "rd:p/" in notes.rows(visitor.library)[0].opening)
    visitor.window.desk.change("clip", lambda library: clip(library, LATER))
    visitor.calm()
    visitor.until(lambda: waiting(visitor) != [])
    lost = picture(visitor)
    assert [one[3] for one in lost[1]] != ["same"]
    begun(visitor)
    visitor.press(KEY.Key_K)
    visitor.until(lambda: waiting(visitor) == [])
    end = picture(visitor)
    made = len(visitor.library.history()) - steps
    assert made >= 4
    visitor.window.regions.results.view.setFocus()
    for _ in range(made):
        visitor.press(KEY.Key_Z, CTRL)
    visitor.calm()
    assert picture(visitor) == start
    for _ in range(made):
        visitor.press(KEY.Key_Z, CTRL | SHIFT)
    visitor.calm()
    assert picture(visitor) == end
    assert notes.verify(visitor.library) == []
    assert QApplication.focusWidget() is not None
