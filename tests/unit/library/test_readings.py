# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from researchdesk.library import articles, passages, readings
from researchdesk.model.errors import BadValue
from researchdesk.model.passage import Quote
from tests.unit.clip.test_figures import WORDS

FIRST, SECOND, THIRD = (
    f"{word} paragraph. {WORDS}".strip() for word in ("First", "Second", "Third")
)
PAGE = (
    "<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>"
    f"<p>{FIRST}</p><ul><li>{SECOND}</li></ul><p>{THIRD}</p></article></body></html>"
)


@pytest.fixture
def ferry(clip):
    return clip(PAGE, "ferry.html", url="https://courier.example/ferry", propose=False).article_id


def blocks(library, number):
    return articles.text(library, number).text.split("\n\n")


def test_the_blocks_that_a_selection_touches_are_the_article(library, ferry):
    text = articles.text(library, ferry).text
    assert blocks(library, ferry) == [FIRST, SECOND, THIRD]
    made = readings.keep_only(library, ferry, text.index(SECOND) + 4, text.index(THIRD) + 3)
    assert made.seq == 2
    assert blocks(library, ferry) == [SECOND, THIRD]
    left = articles.removed(library, ferry)
    assert [(one.n, one.place, one.text) for one in left] == [(1, 0, "Ferry"), (2, 0, FIRST)]
    assert left[1].reason == "left out by hand"
    articles.put_back(library, ferry, 2)
    assert blocks(library, ferry) == [FIRST, SECOND, THIRD]


def test_what_was_kept_alone_is_taken_back_by_undo_and_passages_come_along(library, ferry):
    text = articles.text(library, ferry).text
    inside = passages.highlight_quote(library, ferry, Quote("Second paragraph")).id
    readings.keep_only(library, ferry, text.index(SECOND), text.index(SECOND) + 5)
    moved = passages.get(library, inside)
    assert (moved.start, moved.end) == (0, 16)
    library.undo()
    assert blocks(library, ferry) == [FIRST, SECOND, THIRD]
    assert passages.get(library, inside).start == text.index(SECOND)


def test_a_selection_of_everything_changes_nothing(library, ferry):
    text = articles.text(library, ferry).text
    assert readings.keep_only(library, ferry, 0, len(text)).seq == 1


@pytest.mark.parametrize("span", [(5, 5), (9, 2), (-1, 4), (0, 99_999)])
def test_what_is_no_passage_is_said(library, ferry, span):
    with pytest.raises(BadValue, match="passage of the text"):
        readings.keep_only(library, ferry, *span)
    assert len(articles.versions_of(library, ferry)) == 1


def test_another_reader_gives_another_text_of_the_page(library, clip):
    box = f"<div class='box'><p>Boxed words. {WORDS}</p><a href='/x'>More</a></div>"
    number = clip(
        PAGE.replace("</article>", f"</article>{box}"), "page.html", propose=False
    ).article_id
    done = articles.read_again(library, number, "other")
    held = articles.text(library, number)
    assert done.status in ("version", "known")
    assert FIRST in held.text
    assert THIRD in held.text
    every = {one.text for one in articles.removed(library, number)} | set(held.text.split("\n\n"))
    assert any("Boxed words" in one for one in every)


def test_the_same_selection_made_again_goes_back_to_the_version_it_made(library, ferry):
    text = articles.text(library, ferry).text
    made = readings.keep_only(library, ferry, text.index(SECOND), text.index(THIRD) + 3)
    articles.read_again(library, ferry, "usual")
    assert blocks(library, ferry) == [FIRST, SECOND, THIRD]
    again = readings.keep_only(library, ferry, text.index(SECOND), text.index(THIRD) + 3)
    assert again.id == made.id
    assert len(articles.versions_of(library, ferry)) == 2
