# SPDX-License-Identifier: MIT
"""Texts of a million characters, paragraphs and words without end: the window never stands still for them."""

from __future__ import annotations

import time

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from researchdesk.library import articles
from researchdesk.model.passage import Span
from researchdesk.ui.panes import reader_portions
from tests.pace import slowness, within
from tests.ui.reading.conftest import clipping

SENTENCE = "The ferry of Zemun runs again, and it carries forty people to the other side. "
LONG = {
    "paragraphs": f"<p>{SENTENCE * 7}</p>" * 1_850,
    "many paragraphs": "<p>A line of the log of a ferry.</p>" * 20_000,
    "paragraph": f"<p>{SENTENCE * 12_900}</p>",
    "word": f"<p>{'abcdefghij' * 10_000}</p><p>After it.</p>",
}
PATIENCE = 0.4  # seconds of this process's own work for one turn of the window


@pytest.mark.parametrize("kind", LONG)
def test_a_very_long_text_is_shown_without_a_long_turn(table, reader, kind):
    made = table.change(
        lambda library: articles.clip(
            library, clipping(LONG[kind], kind, f"https://l.example/{kind}")
        )
    )
    table.desk.show_article(made.article_id)
    worst, begun = 0.0, time.monotonic()

    def is_there() -> bool:
        return reader.content is not None and reader.content.article.id == made.article_id

    while not is_there() or time.monotonic() - begun < 1.5:
        before = time.thread_time()
        QApplication.processEvents()
        worst = max(worst, time.thread_time() - before)
        QTest.qSleep(2)
    assert worst < PATIENCE * slowness()
    text = articles.text(table.library, made.article_id).text
    assert len(text) > 100_000
    half = len(text) // 2
    while "\n" in text[half - 2 : half + 2]:  # between two blocks stands no caret
        half += 1
    for offset in (0, 1, half, len(text) - 1, len(text)):
        reader.text.set_caret(offset)
        assert reader.text.caret() == offset
    end = Span(len(text) - 6, len(text))
    reader.text.reveal(end)
    assert reader.text.is_in_sight(end)
    reader.text.set_caret(half)
    state = reader.state()
    reader.text.verticalScrollBar().setValue(0)
    reader.restore(state)
    assert reader.state() == state


def test_finding_in_a_million_letters_takes_no_second_a_key(table, reader):
    from researchdesk.ui.panes.finding import find

    text = LONG["paragraph"].replace("Zemun", "Žemun")
    with within(PATIENCE, time.thread_time):
        found = find(text, "zemun")
    assert text[found[0].start : found[0].end] == "Žemun"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("short", ["short"]),
        ("ab. " * 1_500, ["ab. " * 1_000, "ab. " * 500]),
        ("ab " * 2_000, ["ab " * 1_333, "ab " * 667]),
        ("x" * 9_000, ["x" * 4_000, "x" * 4_000, "x" * 1_000]),
        ("y" * 3_000 + "\n" + "z" * 3_000, ["y" * 3_000, "z" * 3_000]),
    ],
)
def test_portions_end_where_a_reader_would_pause(table, text, wanted):
    html = f"<pre>{text}</pre>"
    made = table.change(
        lambda library: articles.clip(library, clipping(html, "t", "https://p.example"))
    )
    version = articles.text(table.library, made.article_id)
    (block,) = articles.layout(version)
    found = reader_portions.portions(block, version.text)
    assert [version.text[one.start : one.end].strip() for one in found] == [
        one.strip() for one in wanted
    ]
