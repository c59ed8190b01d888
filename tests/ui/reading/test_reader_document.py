# SPDX-License-Identifier: MIT
"""The document shows the canonical text and nothing but it; its places and the text's are the same characters."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from researchdesk.clip.text import blocks_of, text_of
from researchdesk.model.article import Article, TextVersion
from researchdesk.model.passage import Span
from researchdesk.ui.panes import reader_document
from researchdesk.ui.panes.reader_content import Content
from researchdesk.ui.panes.reader_look import Look
from tests.ui.reading.market_article import HTML

LETTERS = st.text(
    st.one_of(
        st.sampled_from("abc ABC .,'\xa0\xad"),
        st.sampled_from("čšžћџабвאבגد漢字😀🎉\U00010348\u0301\u200d"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    min_size=1,
    max_size=30,
)
INNER = st.builds(
    "<{0}>{1}</{0}>".format,
    st.sampled_from(["b", "i", "code", "a href='https://x.example'"]),
    LETTERS,
)
BLOCK = st.one_of(
    st.builds("<p>{}</p>".format, LETTERS),
    st.builds("<p>{}{}<br>{}</p>".format, LETTERS, INNER, LETTERS),
    st.builds("<h2>{}</h2>".format, LETTERS),
    st.builds("<ul><li>{}<ol><li>{}</li></ol></li><li>{}</li></ul>".format, LETTERS, LETTERS, LETTERS),
    st.builds("<blockquote>{}</blockquote>".format, LETTERS),
    st.builds("<pre>{}\n {}</pre>".format, LETTERS, LETTERS),
    st.builds("<table><tr><td>{}</td><td><p>{}</p><p>{}</p></td></tr><tr><td></td><td>{}</td></tr></table>".format,
              LETTERS, LETTERS, LETTERS, LETTERS),
)  # fmt: skip


def content_of(html: str, removed: tuple[Any, ...] = ()) -> Content:
    text = text_of(html)
    version = TextVersion(1, 1, 1, "", "", "", 1, html, text, "", None)  # type: ignore[arg-type]
    marks = {
        "is_read": False,
        "is_starred": False,
        "filed_on": None,
        "doubt": None,
        "trashed_on": None,
    }
    none = dict.fromkeys(("container_title", "issued", "language", "url", "canonical_url"))
    article = Article(id=1, public_id="A", item_type="webpage", title="A title", accessed="2026", current_version_id=1,
                      created_at="", modified_at="", authors=(), tags=(), **none, **marks)  # type: ignore[arg-type]  # fmt: skip
    return Content(article, version, blocks_of(html), (), (), removed)


def built(style: Any, content: Content, **how: bool) -> tuple[QTextDocument, Any]:
    document = QTextDocument()
    return document, reader_document.build(document, content, Look(style), **how)


def shown(places: Any, placed: Any) -> str:
    return places.block(placed).text().replace("\u2028", "\n")


@given(blocks=st.lists(BLOCK, min_size=1, max_size=6))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_block_shows_its_slice_of_the_text(style: Any, blocks: list[str]) -> None:
    content = content_of("".join(f"<div>{block}</div>" for block in blocks))
    document, places = built(style, content)
    assert len(places.placed) == len(content.blocks)
    for placed in places.placed:
        assert shown(places, placed) == content.version.text[placed.start : placed.end]
    assert document.blockCount() >= len(places.placed)


@given(blocks=st.lists(BLOCK, min_size=1, max_size=4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_offset_goes_to_the_document_and_back(style: Any, blocks: list[str]) -> None:
    content = content_of("".join(f"<div>{block}</div>" for block in blocks))
    document, places = built(style, content)
    for placed in places.placed:
        for offset in range(placed.start, placed.end + 1):
            position = places.position(offset)
            assert places.offset(position) == offset
    if content.version.text:
        whole = Span(0, len(content.version.text))
        assert places.span(places.select(QTextCursor(document), whole)) == whole


@pytest.mark.parametrize("with_removed", [False, True])
def test_the_article_of_every_kind_keeps_the_invariant(style: Any, with_removed: bool) -> None:
    from tests.ui.reading.conftest import REMOVED

    content = content_of(HTML, REMOVED)
    document, places = built(style, content, with_removed=with_removed)
    assert {placed.kind for placed in places.placed} == {"p", "h2", "li", "quote", "pre", "cell"}
    for placed in places.placed:
        assert shown(places, placed) == content.version.text[placed.start : placed.end]
    text = document.toPlainText()
    assert ("almanac" in text) == with_removed
    assert ("Left out: an advertisement" in text) == with_removed


def test_markers_are_painted_beside_the_text_never_in_it(style: Any) -> None:
    _, places = built(style, content_of(HTML))
    markers = [placed.marker for placed in places.placed if placed.kind == "li"]
    assert markers == ["•", "•", "3.", "4."]


def test_a_paragraph_begins_at_the_side_of_its_first_letter(style: Any) -> None:
    _, places = built(style, content_of(HTML))
    mixed = next(placed for placed in places.placed if placed.is_mixed)
    assert places.block(mixed).blockFormat().layoutDirection().name == "RightToLeft"
    plain = places.placed[0]
    assert not plain.is_mixed


def test_links_bold_and_code_are_formats_of_their_letters_alone(style: Any) -> None:
    document, places = built(style, content_of(HTML))
    text = text_of(HTML)
    cursor = QTextCursor(document)
    for words, check in (
        ("tuning", lambda char: char.anchorHref() == "https://bell.example/tuning"),
        ("twice", lambda char: "Mono" in char.font().families()[0]),
        ("Rijeka", lambda char: char.font().italic()),
    ):
        start = text.index(words)
        cursor.setPosition(places.position(start) + 1)
        assert check(cursor.charFormat())
        cursor.setPosition(places.position(start + len(words) + 1))
        assert not check(cursor.charFormat())


def test_a_table_that_claims_a_thousand_columns_is_shown_as_paragraphs(style: Any) -> None:
    html = (
        "<table><tr>"
        + "".join(f"<td colspan='90'>cell {n}</td>" for n in range(20))
        + "</tr></table>"
    )
    content = content_of(html)
    _, places = built(style, content)
    assert [shown(places, placed) for placed in places.placed] == [f"cell {n}" for n in range(20)]


def test_an_offset_between_two_blocks_is_the_end_of_the_first(style: Any) -> None:
    document, places = built(style, content_of("<p>one</p><p>two</p>"))
    assert places.offset(places.position(4)) == 3
    assert places.offset(0) == 0  # in the title: the text's beginning
    assert places.offset(document.characterCount() - 1) == 8
