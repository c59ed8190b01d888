# SPDX-License-Identifier: MIT
"""A note of ten citations over five articles, written at the window; what becomes of its sources is read beside it."""

from __future__ import annotations

import pytest

from researchdesk.library import notes, passages
from tests.ui.window.ferry import BELL, COOK, FIRST, LATER, TALKS, clip
from tests.ui.window.visitor import CTRL, KEY

CITED = {
    "The ferry of Zemun": [TALKS, COOK, BELL],
    "The bridge at Novi Sad": ["The steel came from Italy"],
    "A canal in Belgium": ["The canal is narrow.", "Boats of steel wait"],
    "Letters of Pupin": ["Pupin wrote home every spring.", "The letters lie in a drawer"],
    "The market keeps its bell": ["Every morning the bell", "Nobody in Rijeka remembers"],
}


@pytest.fixture
def cited(visitor):
    """A stranger who has cited ten sentences of five articles, one after another, in a new note."""
    visitor.window.desk.change("clip", lambda library: clip(library, FIRST))
    visitor.until(lambda: "The ferry of Zemun" in visitor.titles())
    page = visitor.window.regions.companion.note.page
    count = 0
    for title, sentences in CITED.items():
        visitor.list.setFocus()
        visitor.list.go_to(visitor.titles().index(title))
        visitor.press(KEY.Key_Return)
        visitor.until(lambda title=title: visitor.article.title == title)
        for words in sentences:
            visitor.text.setFocus()
            visitor.click_words(words[:9])
            visitor.press(KEY.Key_V)
            visitor.press(KEY.Key_C)
            count += 1
            visitor.until(lambda n=count: page.editor.body().count("](rd:p/") == n)
            visitor.type(" was said.")
            visitor.press(KEY.Key_Return)
            visitor.press(KEY.Key_Return)  # an empty line parts two paragraphs
    visitor.press(KEY.Key_S, CTRL)
    visitor.until(lambda: page.saving.is_clean)
    return visitor


def rows(page):
    model = page.sources.model
    return [model.index(at).data() for at in range(model.rowCount())]


def test_ten_citations_of_five_articles_say_what_became_of_their_passages(cited):
    page = cited.window.regions.companion.note.page
    found = notes.citations(cited.library, page.note.id)
    assert len(found) == 10
    assert [one.line_first for one in found] == list(range(0, 20, 2))
    assert len({one.article_id for one in found}) == 5
    assert {one.status for one in found} == {"same"}
    cited.click_button("Sources", page)
    cited.until(lambda: len(rows(page)) == 10)
    assert not any("no longer in the text" in one for one in rows(page))
    cited.window.desk.change("clip", lambda library: clip(library, LATER))
    cited.until(lambda: sum("no longer in the text" in one for one in rows(page)) == 3)
    context = page.sources.page.toPlainText()
    assert context.startswith("…two carts to the other side.")
    assert TALKS in context
    assert context.endswith("…")
    statuses = [one.status for one in notes.citations(cited.library, page.note.id)]
    assert statuses == ["orphan"] * 3 + ["same"] * 7
    assert [one.status for one in passages.everywhere(cited.library)] == statuses[::-1]
    assert cited.window.regions.navigation.model is not None
    cited.press(KEY.Key_Z, CTRL)
    cited.until(lambda: not any("no longer in the text" in one for one in rows(page)))
