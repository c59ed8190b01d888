# SPDX-License-Identifier: MIT
"""Notes look as they were meant, and every note is read in bounded time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from researchdesk.annotate.citations import citations, written_out
from researchdesk.annotate.markdown import count_words, plain, render, render_parts
from researchdesk.model.errors import BadValue
from tests.pace import within
from tests.unit.annotate.page import Page

PASSAGE = "01J9ZK3V7Q"


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>\n"),
        ("~~a~~", "<p><s>a</s></p>\n"),
        ("## a", "<h2>a</h2>\n"),
        ("a\\\nb", "<p>a<br />\nb</p>\n"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("[a](https://b.example 'c')", '<p><a href="https://b.example" title="c">a</a></p>\n'),
        ("<https://b.example>", '<p><a href="https://b.example">https://b.example</a></p>\n'),
        ("<b>*a*</b>", "<p>&lt;b&gt;<em>a</em>&lt;/b&gt;</p>\n"),
        ("<div>\n*a*\n</div>", "<p>&lt;div&gt;\n<em>a</em>\n&lt;/div&gt;</p>\n"),
        (
            "[a](https://b.example?c=1&d=2)",
            '<p><a href="https://b.example?c=1&amp;d=2">a</a></p>\n',
        ),
        ("a^[b]", "<p>a^[b]</p>\n"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
    ],
)
def test_commonmark_is_rendered(body: str, html: str) -> None:
    assert render(body) == html


def test_table_is_rendered_with_its_directions() -> None:
    html = render("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert '<th style="text-align:center">a</th>' in html
    assert '<td style="text-align:right">2</td>' in html


def test_task_is_rendered_with_a_box() -> None:
    assert Page(render("- [ ] ask\n- [x] asked\n- else")).words.split("\n")[1:4] == [
        "☐ ask",
        "☑ asked",
        "else",
    ]


def test_list_of_tasks_has_no_bullets_beside_its_boxes() -> None:
    assert render("- [ ] ask").startswith('<ul style="list-style-type:none" class=')
    assert render("- ask").startswith("<ul>")


def test_footnote_leads_there_and_back() -> None:
    page = Page(render("a[^x]\n\n[^x]: the *source*"))
    assert page.links == ["#fn1", "#fnref1"]
    assert "the source" in page.words
    assert page.foreign == []


@pytest.mark.parametrize(
    "body", ["[^a]: - [^b]: x y\n\n[^a] [^b]", "[^a]\n\n[^a]: > [^b]: x y\n\n    [^b]: y"]
)
def test_footnote_defined_in_another_is_words_of_it(body: str) -> None:
    page = Page(render(body))
    assert page.open == []
    assert "x y" in page.words


def test_footnotes_line_by_line_are_all_defined() -> None:
    assert Page(render("[^a] [^b]\n\n[^a]: x\n[^b]: y")).links == [
        "#fn1",
        "#fn2",
        "#fnref1",
        "#fnref2",
    ]


def test_sugar_is_a_link_with_its_words() -> None:
    assert (
        render(f"[[p:{PASSAGE}|said *so*]]") == f'<p><a href="rd:p/{PASSAGE}">said *so*</a></p>\n'
    )
    assert Page(render(f"[[p:{PASSAGE}| a ]]")).words == "a\n"
    assert Page(render(f"[[t:{PASSAGE}?v=2]]")).links == [f"rd:t/{PASSAGE}?v=2"]


def test_sugar_without_words_asks_for_them() -> None:
    assert Page(render(f"[[p:{PASSAGE}]]")).words.strip() == PASSAGE
    assert Page(render(f"[[p:{PASSAGE}]]", label=lambda _kind, _id: None)).words.strip() == PASSAGE
    asked = render(f"[[p:{PASSAGE}]]", label=lambda kind, one: f"<{kind} {one}>")
    assert Page(asked).words.strip() == f"<p {PASSAGE}>"


@pytest.mark.parametrize(
    "body",
    [
        f"`[[p:{PASSAGE}]]`",
        f"\\[[p:{PASSAGE}]]",
        f"    [[p:{PASSAGE}]]",
        "[[p:01]]",
        f"[[p:{PASSAGE}|a]b]]",
    ],
)
def test_what_only_looks_like_sugar_is_no_link(body: str) -> None:
    assert Page(render(body)).links == []


def test_plain_words_leave_marks_and_addresses_out() -> None:
    body = (
        "# On *Tesla*\n\nBorn in [Smiljan](https://example.org/x).  \nSee `code`[^1] ![a map](x.png)\n\n"
        f"- [ ] check [[p:{PASSAGE}|the date]] [[p:{PASSAGE}]]\n\n```\nin a fence\n```\n\n"
        "| a | b |\n|-|-|\n| c | d |\n\n"
        "[^1]: A source."
    )
    assert plain(body).split("\n") == [
        "On Tesla",
        "Born in Smiljan.",
        "See code a map",
        "check the date",
        "in a fence",
        *("a", "b", "c", "d"),
        "A source.",
    ]


def test_plain_words_of_nothing_are_nothing() -> None:
    assert plain("") == ""
    assert plain("\n\n---\n") == ""


def test_note_over_the_limit_is_refused_in_one_sentence() -> None:
    body = "a" * 1_000_001
    for verb in (render, plain, citations):
        with pytest.raises(BadValue, match="1,000,001 characters is no note"):
            verb(body)


def test_threads_share_the_parser() -> None:
    bodies = [
        f"[{n}](rd:p/{PASSAGE}) [x](javascript:{n}) [^a]\n\n[^a]: {n}\n" * 20 for n in range(24)
    ]
    alone = [render(body) for body in bodies]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(render, bodies)) == alone


@pytest.mark.parametrize(
    "body",
    [
        ">" * 20_000 + "a",
        "- " * 20_000 + "a",
        "[" * 20_000 + "a" + "]" * 20_000,
        "![" * 10_000 + "a" + "](b)" * 10_000,
        "[^a]: " * 10_000,
        "^[" * 20_000 + "a" + "]" * 20_000,
        "*" * 20_000 + "a" + "*" * 20_000,
        "\n".join("  " * depth + "- a" for depth in range(300)),
        "<" * 40_000,
        "`" * 20_000 + "a",
        f"[[p:{PASSAGE}|" * 2_000,
    ],
    ids=lambda body: body[:6],
)
def test_deep_nesting_ends_in_bounded_time(body: str) -> None:
    with within(10):
        page = Page(render(body))
        citations(body)
        plain(body)
    assert page.foreign == []


def test_a_hundred_thousand_references_end_in_bounded_time() -> None:
    body = "[a]: https://example.org\n\n" + "[a] " * 100_000
    with within(30):
        assert render(body).count("<a ") == 100_000


def test_a_long_note_with_many_citations_is_saved_in_bounded_time() -> None:
    body = f"said [so](rd:p/{PASSAGE}) and [[p:{PASSAGE}]]\n" * 20_000
    assert 900_000 < len(body) < 1_000_000
    with within(60):
        assert len(citations(body)) == 40_000
        assert written_out(body).count("](rd:p/") == 40_000


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("# A head\n\nSo it's 3.5 per-cent, [as said](rd:p/01J9ZK3V7Q).", 8),
        ("水と火 and ไฟ", 6),
        ("`code here` *x*\n\n---\n", 3),
        ("", 0),
    ],
)
def test_words_are_counted_as_a_reader_sees_them(body, count):
    assert count_words(body) == count


def test_a_very_long_note_is_counted_at_once():
    body = "One [two three](rd:p/01J9ZK3V7Q) four.\n\n" * 20_000
    with within(1.0):
        assert count_words(body) == 80_000


def test_a_long_list_is_cut_between_its_items_and_goes_on_counting() -> None:
    item = "the ferry of the river left at nine with forty people and two carts\n"
    found = render_parts("".join(f"{n}. {item}" for n in range(7, 127)))
    assert len(found) > 2
    assert [part.partition(">")[0] for part in found[:2]] == ['<ol start="7"', '<ol start="47"']
    assert "".join(found).count("<li>") == 120
    assert len(render_parts(f"- {item}" * 120)) > 2


def test_a_table_stands_amid_a_part() -> None:
    day = "The council met.\n\nNobody knew why.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    found = render_parts(day * 200)
    assert len(found) > 2
    assert not [part for part in found if part.startswith("<table") or part.endswith("</table>\n")][
        :-1
    ]
