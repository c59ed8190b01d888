# SPDX-License-Identifier: MIT
"""Pages of shapes that a text view of Qt cannot bear are shown all the same, to their end."""

from __future__ import annotations

import pytest

from researchdesk.library import articles
from tests.ui.reading.conftest import clipping

AFTER = "<p>After it.</p>"
SHAPES = {
    "blocks": "".join(f"<p>Line {n}.</p>" for n in range(10_000)),
    "line": f"<p>{'a' * 1_000_000}</p>{AFTER}",
    "tables": "<table><tr><td>" * 30 + "deep" + "</td></tr></table>" * 30 + AFTER,
    "quotes": "<blockquote>" * 150 + "<p>deep</p>" + "</blockquote>" * 150 + AFTER,
    "lists": "<ul><li>" * 100 + "deep" + "</li></ul>" * 100 + AFTER,
}
DEEPEST = 6  # frames in frames: Qt's work doubles with each


def depth(frame) -> int:
    return 1 + max((depth(one) for one in frame.childFrames()), default=0)


@pytest.mark.parametrize("kind", SHAPES)
def test_a_hostile_shape_is_made_flat_and_its_end_is_reached(table, reader, kind):
    page = clipping(SHAPES[kind], kind, f"https://l.example/{kind}")
    made = table.change(lambda library: articles.clip(library, page))
    table.desk.show_article(made.article_id)
    table.wait()
    text = articles.text(table.library, made.article_id).text
    assert text.endswith("Line 9999." if kind == "blocks" else "After it.")
    reader.text.set_caret(len(text))
    assert reader.text.caret() == len(text)
    document = reader.text.document()
    assert depth(document.rootFrame()) <= DEEPEST
    block, deepest = document.begin(), 0
    while block.isValid():
        deepest = max(deepest, block.blockFormat().indent())
        block = block.next()
    assert deepest <= 60
