# SPDX-License-Identifier: MIT
from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import example, given
from msgspec import to_builtins

from researchdesk.clip.clean import clean
from researchdesk.clip.text import blocks_of, canonical, text_of
from tests.unit.clip.any_html import HTML, LETTERS

BROKEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x85\u2028\u2029\ufeff\ufffc\ufdd0\ufdd1\ud800-\udfff]"
    "|  | \n|\n |\n{3}|^[ \n]|[ \n]\\Z"
)


@given(HTML)
@example("<p>a\n<br>\n b</p>")
@example("<p>e</p><b>\u0301</b>")
@example("x<br><br><br>y")
@example("<pre>a\n\n  b</pre>")
def test_the_text_of_any_html_keeps_the_canonical_rules(html):
    text = text_of(html)
    assert not BROKEN.search(text), repr(text)
    assert unicodedata.is_normalized("NFC", text)
    assert canonical(text) == text
    assert text_of(html) == text


@given(HTML)
@example("<table><caption>no</caption><tr><td>a<td>b</table>")
def test_the_slices_of_the_blocks_are_the_text(html):
    text, blocks = text_of(html), blocks_of(html)
    assert "\n\n".join(text[one.start : one.end] for one in blocks) == text
    for block in blocks:
        assert block.start < block.end
        assert all(block.start <= run.start < run.end <= block.end for run in block.runs)
    json.dumps([to_builtins(one) for one in blocks])


@given(HTML)
def test_cleaning_twice_changes_nothing_more_nor_the_text(html):
    cleaned = clean(html)
    assert clean(cleaned) == cleaned
    assert text_of(cleaned) == text_of(cleaned)


@given(LETTERS)
def test_plain_strings_follow_the_same_rules(text):
    once = canonical(text)
    assert canonical(once) == once
    assert not BROKEN.search(once)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<p>one\n  line</p>", "one line"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<p>a<br> <br>b</p>", "a\n\nb"),
        ("<div>bare<p>p</p>tail</div>", "bare\n\np\n\ntail"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "a\n\nb"),
        ("<table><tr><th>a</th><td>b</td></tr></table>", "a\n\nb"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<p>10&nbsp;000</p>", "10\xa0000"),
        ("<p>&nbsp;</p><p>a</p>", "a"),
        ("<p>so\xadft \u200djoin</p>", "so\xadft \u200djoin"),
        ("<p>l\u2028r</p>", "l\nr"),
        ("<p>e\u0301</p>", "é"),
        ("<p>e<b>\u0301</b></p>", "é"),
        ("<p>a<b>b</b>c</p>", "abc"),
        ("<p>a <b> b</b></p>", "a b"),
        ("<figure><img alt='not this'><figcaption>nor this</figcaption></figure><p>a</p>", "a"),
        ("<p>a<script>b</script><style>c</style></p>", "a"),
        ("<p>* * *</p>", "* * *"),
        ("", ""),
    ],
)
def test_what_stands_in_the_text(html, text):
    assert text_of(html) == text


def kinds(html):
    return [(one.kind, one.depth, one.number) for one in blocks_of(html)]


def test_list_items_have_their_depth_and_number():
    html = "<ol start='3'><li>a</li><li><p>b</p><p>more</p><ul><li>c</li></ul></li><li value='9'>d</li><li>e</li></ol>"
    assert kinds(html) == [
        ("li", 1, 3),
        ("li", 1, 4),
        ("p", 2, None),
        ("li", 2, None),
        ("li", 1, 9),
        ("li", 1, 10),
    ]
    assert [one.ordered for one in blocks_of(html)] == [True, True, False, False, True, True]


def test_a_list_may_count_down():
    assert [one.number for one in blocks_of("<ol reversed><li>a</li><li>b</li></ol>")] == [2, 1]


def test_headings_quotes_code_and_definitions_have_their_kinds():
    html = "<h3>a</h3><blockquote>b<p>c</p></blockquote><pre>d</pre><dl><dt>e</dt><dd>f</dd></dl>"
    assert [kind for kind, _, _ in kinds(html)] == ["h3", "quote", "quote", "pre", "p", "p"]


def test_cells_know_their_place_with_spans_counted_in():
    html = (
        "<table><tr><td rowspan='2'>a</td><td colspan='2'>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
        "<table><tr><td><p>e</p><p>f</p></td></tr></table>"
    )
    assert [(one.table, one.row, one.column) for one in blocks_of(html)] == [
        (0, 0, 0),
        (0, 0, 1),
        (0, 1, 1),
        (0, 1, 2),
        (1, 0, 0),
        (1, 0, 0),
    ]


def test_runs_tell_what_is_bold_italic_code_or_a_link():
    html = "<p>see <a href='https://a.example/'>the <b>bold</b></a> <i>and</i><em> more</em> <code>x()</code></p>"
    text = text_of(html)
    runs = [(text[one.start : one.end], one.kind, one.url) for one in blocks_of(html)[0].runs]
    assert runs == [
        ("the bold", "link", "https://a.example/"),
        ("bold", "bold", None),
        ("and more", "italic", None),
        ("x()", "code", None),
    ]


def test_runs_fit_the_text_where_characters_were_joined():
    html = "<p>e\u0301e\u0301 <b>bold</b></p>"
    (block,) = blocks_of(html)
    assert text_of(html)[block.runs[0].start : block.runs[0].end] == "bold"


def test_two_neighbouring_links_are_two_runs():
    runs = blocks_of("<p><a href='https://a.example/'>a</a><a href='https://b.example/'>b</a></p>")[
        0
    ].runs
    assert [one.url for one in runs] == ["https://a.example/", "https://b.example/"]
