# SPDX-License-Identifier: MIT
"""What is written parses to the same blocks again, whatever the page was like."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from researchdesk.clip.blocks import every_block
from researchdesk.clip.clean import clean
from researchdesk.clip.text import blocks_of, text_of
from researchdesk.clip.tree import CAPTIONS, UNSEEN, parse
from researchdesk.clip.write import write, write_alone, write_each
from tests.unit.clip.any_html import HTML

REL = 'rel="noopener noreferrer nofollow"'
BASE = "https://courier.example/news/page.html"


def found(html):
    return every_block(parse(html), UNSEEN | CAPTIONS)


@given(HTML)
@example("<li>a</li>")
@example("<table>a<tr>b<td>c</td></tr></table>")
@example("<ul><p>a</p>b<li>c</li></ul>")
@example("<dl>a<dt><p>b</p></dt><dd>c<p>d</p></dd></dl>")
@example("<h2><p>a</p><div>b</div></h2>")
@example("<a href='https://a.example/'>a<a href='https://b.example/'>b</a></a>")
@example("<pre>a<table><tr><td>b</td></tr></table></pre>")
@example("<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>")
def test_any_page_is_written_so_that_it_reads_the_same(html):
    blocks = found(html)
    written = write(blocks, BASE)
    assert text_of(written) == "\n\n".join(one.text for one in blocks)
    assert len(blocks_of(written)) == len(blocks)
    assert clean(written) == written


@given(HTML)
def test_each_block_can_be_written_alone(html):
    for block in found(html):
        assert text_of(write_alone(block, BASE)) == block.text


@given(HTML)
@example("<p>a<hr>b<pre>\n\nc</pre>d &lt;hr&gt;")
@example(
    "<ul><li>a<pre>b</pre></ul><h2>c</h2><dl><dt>d</dl><a href='https://a.example/'>e<p>f</p></a>"
)
def test_blocks_that_are_cleaned_together_are_written_as_each_alone(html):
    blocks = found(html)
    assert write_each(blocks, BASE) == [write_alone(block, BASE) for block in blocks]


def test_many_blocks_are_cleaned_together(monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr("researchdesk.clip.clean.clean", lambda html: asked.append(html) or html)
    assert len(write_each(found("<p>a</p>" * 500), BASE)) == 500
    assert len(asked) == 3


def test_ruby_stays_in_the_stored_html():
    page = "<p><ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>の港</p>"
    assert write(found(page), BASE) == page


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("<li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<dl>a<dt>b<dd>c</dl>", "<dl><dd>a</dd><dt>b</dt><dd>c</dd></dl>"),
        ("<h2><div>a</div></h2>", "<h2>a</h2>"),
        ("<div>a<br><br>b</div>", "<p>a</p><p>b</p>"),
        ("<a href='/x'><p>a</p></a>", f'<p><a href="https://courier.example/x" {REL}>a</a></p>'),
        ("<a href='#x'>a</a>", "<p>a</p>"),
        ("<a href='http://[broken'>a</a>", "<p>a</p>"),
        ("<a href='javascript:x()'>a</a>", "<p>a</p>"),
        ("<p>a <b> b</b></p>", "<p>a <b>b</b></p>"),
        ("<p><span>a</span><font>b</font></p>", "<p>ab</p>"),
        ("<p>a<b> </b></p>", "<p>a<b> </b></p>"),
        ("<pre>a\n  b</pre>", "<pre>a\n  b</pre>"),
        (
            "<table><tr><td></td><td>a</td></tr><tr><td colspan='300'>b</td><td></td></tr></table>",
            '<table><tbody><tr><td></td><td>a</td></tr><tr><td colspan="100">b</td></tr></tbody></table>',
        ),
        ("<table role='presentation'><tr><td>a</td><td>b</td></tr></table>", "<p>a</p><p>b</p>"),
        ("<td>a</td>", "<p>a</p>"),
    ],
)  # fmt: skip
def test_structure_is_mended_where_the_page_broke_it(page, written):
    assert write(found(page), BASE) == written


def test_frames_are_never_deeper_than_a_reader_can_bear():
    page = "<blockquote>" * 180 + "a" + "</blockquote>" * 180 + "b"
    assert write(found(page), BASE).count("<blockquote>") == 50
