# SPDX-License-Identifier: MIT
"""No passage is shown where its words are not, whatever happened to its row or its text."""

from __future__ import annotations

import pytest

from researchdesk.library import articles, passages, repairing
from researchdesk.model.passage import Quote, Span
from tests.unit.library.test_library_carrying import ADDRESS, CHANGED, TALKS, words_of
from tests.unit.library.visit_texts import VISIT


@pytest.fixture
def marked(library, clip):
    """An article with the passage about the talks marked."""
    number = clip(url=ADDRESS).article_id
    return passages.highlight_quote(library, number, Quote(TALKS))


def put(library, statement, *values):
    """Change the library's file from outside."""
    with library.operation("Damage", undoable=False):
        library.store.db.execute(statement, [*values])


@pytest.mark.parametrize("columns", ['start = 0, "end" = 10', "start = start + 1", '"end" = 99999'])
def test_a_place_that_does_not_hold_the_words_is_confessed(library, marked, columns, caplog):
    put(library, f"UPDATE target SET {columns}")
    (held,) = passages.of_article(library, marked.article_id)
    at = articles.text(library, marked.article_id).text.index(TALKS)
    assert (held.status, held.place, held.start) == ("unsure", None, at)
    assert held.why == "the place that was saved for it does not hold its words"
    assert passages.get(library, marked.id) == passages.everywhere(library)[0] == held
    assert [one.id for one in repairing.waiting(library)] == [marked.id]
    assert repairing.look(library, marked.id).places[0].quote.exact == TALKS
    repairing.put_right(library, marked.id, Span(at, at + len(TALKS)))
    assert passages.get(library, marked.id).status == "same"
    assert repairing.waiting(library) == []
    assert {one.levelname for one in caplog.records} == {"WARNING"}
    caplog.clear()


@pytest.mark.parametrize(("old", "new"), [("talks", "tasks"), (" went on", ""), (TALKS, TALKS * 2)])
def test_in_a_text_that_is_not_as_it_was_saved_only_the_very_words_are_shown(
    library, clip, marked, old, new, caplog
):
    kept = passages.highlight_quote(library, marked.article_id, Quote("Italy sent nobody"))
    clip(CHANGED, url=ADDRESS)
    assert passages.get(library, marked.id).status == "changed"
    put(library, "UPDATE text_version SET text = replace(text, ?, ?)", old, new)
    put(library, "UPDATE text_version SET text = text || ' more'")
    held = passages.get(library, marked.id)
    assert (held.status, held.place) == ("orphan", None)
    assert words_of(library, kept) == kept.exact
    caplog.clear()


def test_a_wrong_place_is_not_carried_on(library, clip, marked, caplog):
    put(library, 'UPDATE target SET start = 0, "end" = 10')
    clip("A line more.\n\n" + VISIT, url=ADDRESS)
    held = passages.get(library, marked.id)
    assert (held.status, held.place, held.decided_by) == ("orphan", None, "program")
    assert held.why == "the place that was saved for it does not hold its words"
    caplog.clear()


def test_other_words_that_the_user_took_for_the_passage_never_become_the_same(
    library, clip, marked
):
    clip(CHANGED, url=ADDRESS)
    at = articles.text(library, marked.article_id).text.index("The talks went on")
    repairing.put_right(library, marked.id, Span(at, at + len(TALKS) - 1))
    assert passages.get(library, marked.id).status == "changed"
    clip(CHANGED + "\n\nA line more.", url=ADDRESS)
    held = passages.get(library, marked.id)
    assert (held.status, words_of(library, marked)) == (
        "changed",
        "The talks went on for five days.",
    )


def test_a_wrong_place_does_not_move_along_when_a_block_is_put_back(library, clip, marked, caplog):
    kept = passages.highlight_quote(library, marked.article_id, Quote("Italy sent nobody"))
    put(library, 'UPDATE target SET start = 0, "end" = 10 WHERE annotation_id = ?', marked.id)
    articles.put_back(library, marked.article_id, 1)
    held = passages.get(library, marked.id)
    assert [one.id for one in repairing.waiting(library)] == [marked.id]
    assert (held.status, held.place, held.decided_by) == ("orphan", None, "program")
    assert held.why == "the place that was saved for it does not hold its words"
    assert words_of(library, kept) == kept.exact
    caplog.clear()
