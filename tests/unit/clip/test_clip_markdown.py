# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.clip.draft import Origin
from researchdesk.clip.extract import extract_here
from researchdesk.clip.given import Given
from researchdesk.clip.importers import html, markdown, plain_text
from researchdesk.clip.markdown_blocks import pieces_of
from researchdesk.clip.text import blocks_of, text_of
from researchdesk.model.errors import NoArticleFound
from tests.pace import within

NOTE = """---
title: "The mill of Grünau"
author: [Mara Ellingsworth, Jonas Petherick]
date: 2021-11
source: https://courier.example/mill
lang: en
tags:
  - mills
---

# Another heading

The wheel was sold to a **museum**, as [the book](https://courier.example/book "Book") says.
It can be seen *there* today.

## What is left

1. the key
2. the label
   - in his hand
   - on paper

> Not to be thrown away.
>
> Ever.

```python
def grind(sacks):
    return sacks * 2
```

| Year | Sacks |
|------|------:|
| 1948 | 3,100 |
| 1955 |       |

See also: [The dam](https://courier.example/dam)

Last line\\
after a break, with `code()` and ~~a mistake~~.
"""


def read(text, name="note.md"):
    return extract_here(text.encode(), name=name)


def test_the_front_matter_gives_the_fields():
    made = read(NOTE)
    assert made.title == "The mill of Grünau"
    assert [one.name for one in made.authors] == ["Mara Ellingsworth", "Jonas Petherick"]
    assert made.issued == "2021-11"
    assert made.language == "en"
    assert ("url", "https://courier.example/mill") in [
        (one.field, one.value) for one in made.candidates
    ]


def test_blocks_come_with_their_kinds():
    made = read(NOTE)
    shown = [(one.kind, one.depth, made.text[one.start : one.end]) for one in blocks_of(made.html)]
    assert shown == [
        ("p", 0, "The wheel was sold to a museum, as the book says. It can be seen there today."),
        ("h2", 0, "What is left"),
        ("li", 1, "the key"),
        ("li", 1, "the label"),
        ("li", 2, "in his hand"),
        ("li", 2, "on paper"),
        ("quote", 0, "Not to be thrown away."),
        ("quote", 0, "Ever."),
        ("pre", 0, "def grind(sacks):\nreturn sacks * 2"),
        ("cell", 0, "Year"),
        ("cell", 0, "Sacks"),
        ("cell", 0, "1948"),
        ("cell", 0, "3,100"),
        ("cell", 0, "1955"),
        ("p", 0, "Last line\nafter a break, with code() and a mistake."),
    ]


def test_inline_marks_become_elements():
    made = read(NOTE)
    assert "<strong>museum</strong>" in made.html
    assert (
        '<a href="https://courier.example/book" rel="noopener noreferrer nofollow">the book</a>'
        in made.html
    )
    assert "<em>there</em>" in made.html
    assert "<code>code()</code>" in made.html
    assert "<del>a mistake</del>" in made.html
    assert "return sacks * 2" in made.html


def test_the_first_heading_that_is_no_title_and_link_lines_are_left_out():
    front_matter, *others = read(NOTE).removed
    assert front_matter.reason == "front matter"
    assert [(one.text, one.reason) for one in others] == [
        ("Another heading", "title"),
        ("See also: The dam", "link or sign-up line"),
    ]


def test_without_front_matter_the_first_heading_is_the_title():
    made = read("# The mill\n\nIt stood still.\n")
    assert (made.title, made.text) == ("The mill", "It stood still.")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a *b* c", "<em>b</em>"),
        ("a * b * c", "a * b * c"),
        ("snake_case_name", "snake_case_name"),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
        (r"\*not\*", "*not*"),
        ("`*code*`", "<code>*code*</code>"),
        ("``a ` b``", "<code>a ` b</code>"),
        ("[a][b]\n\n[b]: https://a.example/", 'href="https://a.example/"'),
        ("<https://a.example/>", ">https://a.example/</a>"),
        ("[a](javascript:alert(1))", "<p>x <a"),
        ("![alt](https://a.example/i.png)rest", "<p>x rest</p>"),
        ("**a*", "**a*"),
        ("a <b> & c", "a &lt;b&gt; &amp; c"),
        ("[a](https://a.example/x_(y)_z)", 'href="https://a.example/x_(y)_z"'),
    ],
)
def test_inline_rules(text, shown):
    assert shown in read(f"x {text}").html


def test_a_link_that_is_no_address_of_the_web_is_only_words():
    made = read("x [a](javascript:alert(1)) y")
    assert "javascript" not in made.html
    assert made.text.startswith("x a")


@pytest.mark.parametrize(
    ("text", "name", "reader"),
    [
        (NOTE, "note.txt", markdown),
        ("# T\n\nwords [a](https://a.example/) and **b**", "", markdown),
        ("Just words.\n\nMore words.", "x.txt", plain_text),
        ("Just words, in a file called so.", "x.md", markdown),
        ("<!DOCTYPE html><html><body>x</body></html>", "x.txt", html),
        ("<p>a</p><p>b</p><p>c</p>", "", html),
        ("<p>a</p>", "x.html", html),
        ("if a < b and c > d", "x.html", plain_text),
        ("The tag <b> is old.", "x.txt", plain_text),
    ],
)
def test_a_format_is_known_by_content_and_the_name_is_a_hint(text, name, reader):
    asked = Given(text.encode(), Origin(name=name))
    best = max((html, markdown, plain_text), key=lambda one: one.recognise(asked))
    assert best is reader


@given(st.text(alphabet="a #*_`[]()|->\n\t1.~\\!<&\xa0é", max_size=200))
def test_any_markdown_is_read(text):
    try:
        made = read("x " + text)
    except NoArticleFound:
        return
    assert text_of(made.html) == made.text
    assert len(blocks_of(made.html)) == made.text.count("\n\n") + 1
    assert all(0 <= one.place <= len(blocks_of(made.html)) for one in made.removed)


@pytest.mark.parametrize(
    "text",
    ["**a " * 250_000, "[a](" * 250_000, "![" * 500_000, "`a ``b " * 140_000, "> " * 300_000, "#" * 1_000_000,
     "# a" + " " * 900_000 + "b", "- a\n" * 250_000, "| a " * 250_000 + "\n" + "|-" * 250_000, "<!--" * 250_000,
     "*" * 1_000_000, "_a_" * 300_000, "\\" * 1_000_000, "[a]: " * 200_000],
    ids=range(14),
)  # fmt: skip
def test_a_megabyte_of_anything_ends_in_bounded_time(text):
    with within(6):
        pieces_of(text)
