# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from researchdesk.clip import taming
from researchdesk.clip.extract import extract_here
from researchdesk.clip.taming import tame, texts, without_controls
from researchdesk.clip.text import text_of
from researchdesk.clip.tree import parse
from tests.pace import within

WORDS = "words that lie deep and must not be lost"


def depth(page):
    deepest, todo = 0, [(parse(page), 1)]
    while todo:
        element, level = todo.pop()
        deepest = max(deepest, level)
        todo.extend((child, level + 1) for child in element)
    return deepest


def test_an_ordinary_page_is_left_as_it_is():
    page = "<html><body>" + "<div><p>a</p></div>" * 500 + "</body></html>"
    assert tame(page) == (page, False)


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul"])
def test_deep_nests_are_flattened_and_no_word_is_lost(tag):
    page = f"<p>before</p>{f'<{tag}>' * 5000}{WORDS}{f'</{tag}>' * 5000}<p>after</p>"
    tamed = tame(page)
    assert tamed.was_wild
    assert depth(tamed.page) < 250
    for words in ("before", WORDS, "after"):
        assert words in text_of(tamed.page)


def test_without_taming_the_parser_loses_what_lies_deep_or_nests_it():
    assert depth("<div>" * 3000 + WORDS) > 250 or WORDS not in text_of("<div>" * 3000 + WORDS)


def test_elements_that_close_themselves_are_not_nested():
    assert not tame("<p>a" * 1000 + "<li>b" * 1000).was_wild


def test_giant_tags_are_cut_and_their_text_stays():
    tamed = tame(
        "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + f">{WORDS}</p>" + "<i></i>" * 300
    )
    assert tamed.was_wild
    assert len(tamed.page) < 10_000
    assert text_of(tamed.page) == WORDS


def test_scripts_and_comments_are_no_tags():
    page = (
        "<script>" + "'<div>'" * 1000 + "</script><!--" + "<div>" * 1000 + "-->" + f"<p>{WORDS}</p>"
    )
    assert not tame(page).was_wild
    assert "".join(texts(page)).strip() == WORDS


def test_nul_and_stray_halves_of_letters_fall_away():
    assert tame("<p>a\x00b\ud800c</p>").page == "<p>abc</p>"


CONTROLS = [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]


@pytest.mark.parametrize("code", CONTROLS)
def test_no_control_ends_the_reading_of_a_page_whether_it_stands_there_or_is_named(code):
    for sign in (chr(code), f"&#{code};", f"&#0{code} ", f"&#x{code:x};", f"&#X00{code:X}"):
        page = f"<body><p>{WORDS} The keeper of the lo<script>1</script>ck{sign} spoke. {WORDS}</p></body>"
        made = extract_here(page.encode())
        assert "The keeper of the lock" in made.text


@pytest.mark.parametrize(
    "sign", ["&#9;", "&#10;", "&#xd;", "&#33;", "&#x110;", "&#65536;", "&#1234"]
)
def test_signs_that_are_no_controls_stay(sign):
    assert without_controls(f"<p>a{sign}b</p>") == f"<p>a{sign}b</p>"


def test_what_is_taken_out_makes_no_control_of_what_is_left():
    for page in ("&#\x0117;", "&\x01#1;", "&#&#1;7;", "&#1&#17;;"):
        assert not any(ord(one) < 32 for one in text_of(f"<p>{without_controls(page)}</p>"))


@pytest.mark.parametrize("page", ["&#" * 500_000, "&#" + "0" * 1_000_000, "&#x0" * 250_000])
def test_controls_are_looked_for_in_linear_time(page):
    with within(1.5):
        without_controls(page)


@pytest.mark.parametrize(
    "page",
    ["<" * 1_000_000, "<a '" * 250_000, "<!--" * 250_000, "<script>" * 120_000, "<div>" * 200_000, "</div>" * 170_000,
     "<b><i>" * 170_000, "<" + "a" * 1_000_000, "<?xml " + " " * 1_000_000],
    ids=range(9),
)  # fmt: skip
def test_the_scan_is_linear_on_a_megabyte_of_anything(page):
    with within(1.5):
        tame(page)


def test_the_limits_are_those_that_were_measured():
    assert (taming.DEEPEST, taming.MOST_ATTRIBUTES, taming.LONGEST_TAG) == (200, 500, 65536)
