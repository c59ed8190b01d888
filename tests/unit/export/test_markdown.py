# SPDX-License-Identifier: MIT
"""Words written as Markdown mean themselves, and an address leads to the passage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.annotate import markdown as reading
from researchdesk.export.markdown import Piece, article, escaped, fragment, source
from researchdesk.model.article import Contributor
from researchdesk.model.exporting import Work

WORK = Work(
    "01J9ZK3V7Q",
    "webpage",
    "Rivers *and* [locks]",
    "The Post",
    "2024-03",
    url="https://example.org/a b<c>#part",
    contributors=(Contributor(family="Ilić", given="Ivo"),),
)


@given(st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=60))
def test_escaped_words_come_back(words):
    assert reading.plain("x " + escaped(words)).split() == ["x", *words.split()]


@pytest.mark.parametrize(
    "words", ["- a", "1. a", "# a", "> a", "+ a", "=== a", "    a", "12) b", ": x"]
)
def test_a_paragraph_stays_a_paragraph(words):
    assert reading.render(escaped(words)).startswith("<p>")


def test_a_source_has_author_title_outlet_date_and_the_place_on_the_page():
    said = source(WORK, "so it\n\nwas", at=fragment("so it\n\nwas"))
    assert said == (
        r"“so it was”, Ivo Ilić, *Rivers \*and\* \[locks\]*, The Post, 2024-03, "
        "<https://example.org/a%20b%3Cc%3E#part:~:text=so,was>"
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "//x", "https://a@b/"]
)
def test_an_address_that_could_act_is_words(url):
    said = source(Work("01J9ZK3V7Q", "webpage", "A", url=url))
    assert "<a " not in reading.render(said)


@pytest.mark.parametrize(
    ("exact", "wanted"),
    [
        ("well-known, so", ":~:text=well%2Dknown%2C%20so"),
        (" ".join("abcdefghijklmnopqr"), ":~:text=a%20b%20c%20d%20e,n%20o%20p%20q%20r"),
        ("水", ":~:text=%E6%B0%B4"),
    ],
)
def test_a_fragment_names_a_quote_or_its_ends(exact, wanted):
    assert fragment(exact) == wanted


def test_an_article_keeps_headings_lists_quotes_and_lines():
    pieces = [
        Piece("Head", "h2"),
        Piece("one\n- two"),
        Piece("item", "li", 1),
        Piece("inner", "li", 2, 3),
        Piece("said", "quote"),
        Piece("a ``` b", "pre"),
    ]
    made = article(WORK, pieces)
    assert (
        "\n### Head\n\none\\\n\\- two\n\n- item\n\n    3. inner\n\n> said\n\n````\na ``` b\n````\n"
        in made
    )
    html = reading.render(made)
    for part in ("<h3>Head</h3>", "<br />", '<ol start="3">', "<blockquote>", "<pre>"):
        assert part in html
