# SPDX-License-Identifier: MIT
"""Pages of shapes that a text view of Qt cannot bear are shown all the same, in turns that nobody feels."""

from __future__ import annotations

import time

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from researchdesk.library import articles
from tests.pace import slowness
from tests.ui.reading.conftest import clipping

AFTER = "<p>After it.</p>"
SHAPES = {
    "blocks": "".join(f"<p>Line {n}.</p>" for n in range(10_000)),
    "line": f"<p>{'a' * 1_000_000}</p>{AFTER}",
    "tables": "<table><tr><td>" * 30 + "deep" + "</td></tr></table>" * 30 + AFTER,
    "quotes": "<blockquote>" * 150 + "<p>deep</p>" + "</blockquote>" * 150 + AFTER,
    "lists": "<ul><li>" * 100 + "deep" + "</li></ul>" * 100 + AFTER,
}
PATIENCE = 2.0  # seconds of this process's own work for one turn of the window
DEEPEST = 6  # frames in frames: Qt's work doubles with each


def depth(frame) -> int:
    return 1 + max((depth(one) for one in frame.childFrames()), default=0)


@pytest.mark.parametrize("kind", SHAPES)
def test_the_window_does_not_stand_still_and_the_end_is_reached(table, reader, kind):
    page = clipping(SHAPES[kind], kind, f"https://l.example/{kind}")
    made = table.change(lambda library: articles.clip(library, page))
    table.desk.show_article(made.article_id)
    worst, quiet = 0.0, 0
    while reader.content.article.id != made.article_id or quiet < 100:
        before = time.thread_time()
        QApplication.processEvents()
        spent = time.thread_time() - before
        worst, quiet = max(worst, spent), quiet + 1 if spent < 0.005 else 0
        QTest.qSleep(2)
    assert worst < PATIENCE * slowness()
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
