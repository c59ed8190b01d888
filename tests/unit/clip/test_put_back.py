# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.clip.clean import clean
from researchdesk.clip.extract import extract_here
from researchdesk.clip.put_back import apply_decisions, put_back, text_hash
from researchdesk.clip.text import blocks_of, text_of
from researchdesk.model.clipping import RemovedBlock
from researchdesk.model.errors import NoSuchThing

PAGES = sorted((Path(__file__).parents[2] / "data" / "pages").glob("*.html"))
ARTICLE = (
    "<p>one</p><ul><li>two<ul><li>three</li></ul></li><li>four</li></ul><blockquote><p>five</p><p>six</p></blockquote>"
    "<table><tbody><tr><td>seven</td><td>eight</td></tr></tbody></table><ol><li><p>nine</p><p>ten</p></li></ol><h2>x</h2>"
)
FRAGMENTS = {
    "p": "<p>back <b>again</b></p>",
    "li": "<ul><li>back again</li></ul>",
    "h2": "<h2>back again</h2>",
    "quote": "<blockquote><p>back again</p></blockquote>",
    "pre": "<pre>back\nagain</pre>",
}


def removed(html, place, n=1):
    return RemovedBlock(n, place, text_of(html), html, "links only")


@pytest.mark.parametrize("fragment", FRAGMENTS.values(), ids=FRAGMENTS)
@pytest.mark.parametrize("place", range(12))
def test_a_block_comes_back_at_its_place_and_moves_the_rest_by_its_length(fragment, place):
    old, block = text_of(ARTICLE), removed(fragment, place)
    made = put_back(ARTICLE, [block], 1)
    assert made.text == text_of(made.html)
    assert clean(made.html) == made.html
    assert made.text == old[: made.at] + made.text[made.at : made.at + made.length] + old[made.at :]
    assert made.text[made.at : made.at + made.length].strip("\n") == block.text
    assert made.removed == ()
    assert made.text.split("\n\n")[place] == block.text


def test_an_article_without_text_grows_from_nothing():
    made = put_back("", [removed("<p>back</p>", 0)], 1)
    assert (made.text, made.at, made.length) == ("back", 0, 4)


def test_an_item_joins_the_list_it_stands_in():
    made = put_back("<ul><li>a</li><li>c</li></ul>", [removed("<ul><li>b</li></ul>", 1)], 1)
    assert made.html == "<ul><li>a</li><li>b</li><li>c</li></ul>"


def test_a_paragraph_amid_a_quote_is_quoted():
    html = "<blockquote><p>a</p><p>c</p></blockquote>"
    made = put_back(html, [removed("<p>b</p>", 1)], 1)
    assert made.html == "<blockquote><p>a</p><p>b</p><p>c</p></blockquote>"


def test_a_paragraph_amid_a_row_goes_into_the_cell_before_it():
    html = "<table><tbody><tr><td>a</td><td>c</td></tr></tbody></table>"
    made = put_back(html, [removed("<p>b</p>", 1)], 1)
    assert made.html == "<table><tbody><tr><td>a<p>b</p></td><td>c</td></tr></tbody></table>"


def test_a_block_whose_html_is_lost_comes_back_as_its_words():
    made = put_back("<p>a</p>", [RemovedBlock(1, 1, "b & c\nd", "", "links only")], 1)
    assert made.html == "<p>a</p><p>b &amp; c<br>d</p>"


def test_the_links_and_emphasis_of_the_block_come_back_with_it():
    html = '<p>see <a href="https://a.example/" rel="noopener noreferrer nofollow">this</a></p>'
    assert html in put_back("<p>a</p>", [removed(html, 1)], 1).html


def test_the_others_keep_their_numbers_and_move_behind_it():
    left = [
        removed("<p>r1</p>", 1, 1),
        removed("<p>r2</p>", 1, 2),
        removed("<p>r3</p>", 1, 3),
        removed("<p>r4</p>", 0, 4),
    ]
    made = put_back("<p>a</p><p>b</p>", left, 2)
    assert [(one.n, one.place) for one in made.removed] == [(1, 1), (3, 2), (4, 0)]


def test_all_blocks_put_back_in_any_order_give_the_page_in_its_order():
    for order in ([1, 2, 3], [3, 2, 1], [2, 3, 1]):
        html = "<p>a</p><p>b</p>"
        left = (removed("<p>r1</p>", 1, 1), removed("<p>r2</p>", 1, 2), removed("<p>r3</p>", 2, 3))
        for n in order:
            html, _, left, _, _ = put_back(html, left, n)
        assert text_of(html) == "a\n\nr1\n\nr2\n\nb\n\nr3"


def test_a_number_that_is_not_there_is_refused():
    with pytest.raises(NoSuchThing):
        put_back("<p>a</p>", [removed("<p>b</p>", 1)], 2)


@pytest.mark.parametrize("page", PAGES, ids=lambda one: one.stem)
def test_every_removed_block_of_every_page_can_be_put_back(page):
    made = extract_here(page, "https://courier.example/2024/page.html")
    for block in made.removed:
        back = put_back(made.html, made.removed, block.n)
        inserted = back.text[back.at : back.at + back.length]
        assert inserted.strip("\n") == block.text
        assert back.text == made.text[: back.at] + inserted + made.text[back.at :]
        assert len(blocks_of(back.html)) == len(blocks_of(made.html)) + 1


@pytest.mark.parametrize("page", PAGES, ids=lambda one: one.stem)
def test_what_was_written_is_written_the_same_again(page):
    made = extract_here(page, "https://courier.example/2024/page.html")
    assert apply_decisions(made.html, made.removed, {}).html == made.html


@given(
    st.lists(st.sampled_from(list(FRAGMENTS.values())), max_size=6),
    st.integers(0, 6),
    st.sampled_from(list(FRAGMENTS)),
)
def test_put_back_grows_any_article_by_exactly_the_block(parts, place, kind):
    html = clean("".join(parts))
    old = text_of(html)
    made = put_back(html, [removed(FRAGMENTS[kind], place)], 1)
    assert made.text == old[: made.at] + made.text[made.at : made.at + made.length] + old[made.at :]
    assert len(made.text) == len(old) + made.length


def test_decisions_keep_and_leave_out_blocks_at_the_next_extraction():
    left = (removed("<p>r1</p>", 1, 1), removed("<p>r2</p>", 1, 2))
    decisions = {text_hash("r2"): True, text_hash("b"): False, text_hash("nowhere"): True}
    made = apply_decisions("<p>a</p><p>b</p><p>c</p>", left, decisions)
    assert made.text == text_of(made.html) == "a\n\nr2\n\nc"
    assert [(one.n, one.place, one.text, one.reason) for one in made.removed] == [
        (1, 1, "r1", "links only"),
        (2, 2, "b", "left out by hand"),
    ]


def test_a_decision_is_known_by_the_hash_the_library_remembers():
    assert text_hash("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
