# SPDX-License-Identifier: MIT
"""Whole pages: what is kept, what is left out and why, what they say of themselves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import to_builtins

from researchdesk.clip.amend import link_lines
from researchdesk.clip.blocks import blocks, letters
from researchdesk.clip.decide import Head, decide
from researchdesk.clip.doubts import WHOLE_PAGE, doubt
from researchdesk.clip.extract import extract_here
from researchdesk.clip.text import blocks_of, text_of
from researchdesk.clip.tree import parse
from researchdesk.clip.witness import Hearing

PAGES = Path(__file__).parents[2] / "data" / "pages"
ADDRESS = "https://courier.example/2024/page.html?utm_source=x"
NAMES = sorted(one.stem for one in PAGES.glob("*.html"))


def read(name):
    return extract_here(PAGES / f"{name}.html", ADDRESS)


@pytest.mark.parametrize("name", NAMES)
def test_golden_pages(name, golden):
    made = read(name)
    shown = {
        "title": made.title,
        "authors": [one.name for one in made.authors],
        "issued": made.issued,
        "container_title": made.container_title,
        "language": made.language,
        "item_type": made.item_type,
        "canonical_url": made.canonical_url,
        "charset": made.received.charset,
        "doubt": made.doubt,
        "text": made.text.split("\n\n"),
        "html": made.html,
        "removed": [to_builtins(one) for one in made.removed],
        "candidates": [f"{one.field}: {one.value} ({one.origin})" for one in made.candidates],
    }
    golden(PAGES / f"{name}.json", json.dumps(shown, ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_that_of_the_stored_html(name):
    made = read(name)
    assert text_of(made.html) == made.text
    assert len(blocks_of(made.html)) == made.text.count("\n\n") + 1


@pytest.mark.parametrize("name", NAMES)
def test_every_visible_word_is_in_the_text_or_left_out_with_a_reason(name):
    made = read(name)
    assert all(one.reason for one in made.removed)
    assert [one.n for one in made.removed] == list(range(1, len(made.removed) + 1))
    page = (PAGES / f"{name}.html").read_bytes().decode(made.received.charset)
    page = re.sub(r"(?si)<(script|style|title)\b.*?</\1>|<!.*?>", " ", page)
    shown = letters(re.sub("<[^>]*>", "", page).replace("&nbsp;", " "))
    given = letters(made.text) + "".join(letters(one.text) for one in made.removed)
    assert sorted(shown) == sorted(given)


@pytest.mark.parametrize("name", NAMES)
def test_places_of_removed_blocks_are_numbers_of_kept_blocks_before_them(name):
    made = read(name)
    count = len(blocks_of(made.html))
    places = [one.place for one in made.removed]
    assert places == sorted(places)
    assert all(0 <= one <= count for one in places)


def test_reasons_tell_what_each_block_is():
    reasons = {one.text.split("\n")[0]: one.reason for one in read("harbour").removed}
    assert reasons["Harbour of Lindwick to open again after nine years"] == "title"
    assert reasons["By Mara Ellingsworth and Jonas Petherick"] == "byline"
    assert reasons["9 March 2024"] == "date"
    assert reasons["The empty basin in January. Photograph: Courier archive"] == "caption"
    assert reasons["We use cookies to make this page better."] == "hidden on the page"
    assert reasons["Home"] == "page furniture (nav, header)"
    assert reasons["Read also: Ferry company asks for a second berth"] == "link or sign-up line"


def test_a_removed_line_stands_at_its_place():
    made = read("harbour")
    line = next(one for one in made.removed if one.text.startswith("Read also"))
    paragraphs = made.text.split("\n\n")
    assert paragraphs[line.place - 1].startswith("Eleven members")
    assert paragraphs[line.place] == "What will be done"


def test_the_pages_own_structure_is_kept():
    html = read("bees").html
    assert '<ol start="3"><li>eine Waage' in html
    assert "<ul><li>am besten" in html
    assert "<li><p>Geduld.</p><p>Viel davon" in html
    assert "<pre><code>def away(morning, noon):\n    grams" in html
    assert "<td>Juni</td><td></td><td>11</td>" in html
    assert 'href="https://courier.example/2024/liste.csv"' in html


def test_a_table_that_only_lays_out_the_page_is_no_table():
    made = read("mill")
    assert made.html.count("<table") == 1
    assert blocks_of(made.html)[0].kind == "p"


def test_a_table_with_text_in_one_cell_only_is_no_table():
    words = "The council met again on Tuesday and talked about the harbour for a long time, as it does every year. "
    page = f"<html><body><table><tr><td></td><td>{words * 3}</td></tr></table></body></html>"
    assert "<table" not in extract_here(page.encode(), name="page.html").html


def test_links_under_related_are_lines_of_links_until_a_paragraph_comes():
    page = (
        "<h2>Related</h2><p><a href='/a'>The ferry</a></p><p><a href='/b'>The crane</a></p><p>Words "
        "<a href='/c'>here</a> and more words there.</p><p><a href='/d'>A link of the text</a></p>"
    )
    found = blocks(parse(page))
    assert link_lines(found, [True] * 5) == {0, 1, 2}
    assert link_lines(found, [False] + [True] * 4) == set()


def test_a_line_without_letters_stays_amid_the_article():
    assert "\n\n* * *\n\n" in read("harbour").text


def test_a_page_that_asks_to_subscribe_is_doubted():
    assert "subscribing" in (read("trains").doubt or "")
    assert read("harbour").doubt is None


def test_a_page_whose_article_cannot_be_told_apart_is_kept_whole_and_says_so():
    page = "<p>Words of the page</p><p hidden>Words behind it</p><p>More words of the page</p>" * 30
    found = blocks(parse(page))
    decision = decide(found, Hearing(), Head())
    assert [one.text for one in decision.kept(found)] == [
        "Words of the page",
        "More words of the page",
    ] * 30
    assert decision.reasons[1] == "hidden on the page"
    assert doubt(decision.kept(found), decision) == WHOLE_PAGE


def test_a_short_text_says_so():
    page = f"<html><body><article><p>{'Few words only, as in a teaser. ' * 3}</p></article></body></html>"
    assert "very short" in (extract_here(page.encode(), name="page.html").doubt or "")


def test_lists_that_the_witness_loses_amid_the_article_are_kept():
    words = "The council met again on Tuesday and talked about the harbour for a long time, as it does every year. "
    items = "".join(f"<li>{one}</li>" for one in ("lamps", "ropes", "two boats"))
    page = (
        f"<html><body><article><h1>Harbour</h1><p>{words * 3}</p><ul>{items}</ul>"
        f"<p>{words * 3}</p></article></body></html>"
    )
    assert (
        "\n\nlamps\n\nropes\n\ntwo boats\n\n" in extract_here(page.encode(), name="page.html").text
    )


def test_equal_blocks_are_kept_as_often_as_the_article_has_them():
    line = "This very line is printed in the article and again in a box beside it, word for word."
    words = "The council met again on Tuesday and talked about the harbour for a long time, as it does every year. "
    page = (
        f"<html><body><aside class='sidebar'><p>{line}</p></aside><article><h1>Harbour</h1><p>{words * 3}</p>"
        f"<p>{line}</p><p>{words * 3}</p></article></body></html>"
    )
    made = extract_here(page.encode(), name="page.html")
    assert made.text.count(line) == 1
    assert [one.text for one in made.removed].count(line) == 1


def test_a_giant_page_is_read_whole():
    words = "<p>Paragraph number {} of a very long page, with as many words as any other paragraph of it.</p>"
    page = f"<html><body><article>{''.join(words.format(i) for i in range(7000))}</article></body></html>"
    made = extract_here(page.encode(), name="page.html")
    assert made.text.count("Paragraph number") == 7000


def test_text_that_lies_deeper_than_parsers_go_is_kept():
    deep = (
        "<p>before, long enough to be a paragraph of its own in the eyes of anyone who reads</p>"
        + "<div>" * 3000
    )
    assert "deep down" in extract_here((deep + "deep down").encode(), name="page.html").text


COUNCIL = (
    "The council met on Tuesday to speak of the pier, which the storm of last winter had damaged."
)
VOTE = "A vote was put off until the next meeting, when the cost of the beams will be known to all."
ANSWER = (
    "The mayor answered that an engineer had looked at it in March and had found it sound enough."
)


def twice(first, second):
    said = "".join(f"<p>{one}</p>" for one in (COUNCIL, VOTE, ANSWER))
    return (
        f"<html><body><nav><a href='/'>Home</a></nav><article {first}>{said}</article>"
        f"<article {second}><h1>The old pier</h1>{said}</article><footer>About us</footer></body></html>"
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("class='narrow'", "class='wide'"),
        ("hidden", ""),
        ("", "hidden"),
        ("class='a'", "class='a'"),
    ],
)
def test_a_page_that_holds_its_text_twice_gives_it_once_and_says_so(first, second):
    made = extract_here(twice(first, second).encode(), ADDRESS)
    assert made.text.split("\n\n") == [COUNCIL, VOTE, ANSWER]
    copy = [one for one in made.removed if one.text in (COUNCIL, VOTE, ANSWER)]
    assert [one.text for one in copy] == [COUNCIL, VOTE, ANSWER]
    assert {one.reason for one in copy} <= {"repeated on the page", "hidden on the page"}


def test_a_refrain_that_comes_again_stays():
    page = "".join(f"<p>{one}</p>" for one in (COUNCIL, VOTE, COUNCIL, ANSWER))
    made = extract_here(f"<html><body><article>{page}</article></body></html>".encode(), ADDRESS)
    assert made.text.split("\n\n") == [COUNCIL, VOTE, COUNCIL, ANSWER]


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (f"<h1>The old pier</h1>\n{COUNCIL}\n{VOTE}", "The old pier"),
        (f"<title>The old pier</title>\n<main>{COUNCIL} {VOTE}</main>", "The old pier"),
        (f"<blockquote>{COUNCIL}</blockquote>\n{VOTE}", "https://courier.example/2024/page.html?utm_source=x"),
    ],
)  # fmt: skip
def test_a_file_called_html_with_few_kinds_of_tags_is_a_page(page, title):
    made = extract_here(page.encode(), ADDRESS, "pier.html")
    assert made.title == title
    assert "<" not in made.text
    assert COUNCIL in made.text.replace("\n\n", " ")


@given(st.text())
@example("Über STRASSE_ß İ ² ½ ④ ２ e\u0301 _x_")
@example("A plain line, with 3 signs_")
def test_letters_are_what_is_a_letter_or_digit(text):
    assert letters(text) == "".join(filter(str.isalnum, text.lower()))
