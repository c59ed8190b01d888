# SPDX-License-Identifier: MIT
"""The reader shows an article where it was left, finds words in it, and paints only what is in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from researchdesk.library import articles, mentions, passages
from researchdesk.model.passage import Span
from researchdesk.ui.panes.finding import find
from tests.ui.reading.conftest import clipping

LONG = "".join(
    f"<p>Paragraph {n}. {'The quay was quiet and the water high. ' * 6}</p>" for n in range(120)
)


@pytest.fixture
def long_article(table):
    return table.change(
        lambda library: articles.clip(
            library, clipping(LONG, "A long one", "https://quay.example/long")
        )
    ).article_id


def test_a_span_that_is_asked_for_stands_at_a_third_and_is_ringed(table, reader, long_article):
    text = articles.text(table.library, long_article).text
    start = text.index("Paragraph 80")
    table.desk.show_article(long_article, Span(start, start + 12), focus=True)
    table.wait()
    line = reader.text.rects(Span(start, start + 12))[0]
    assert abs(line.top() / reader.text.viewport().height() - 0.34) < 0.05
    assert reader.text.caret() == start


def test_the_state_of_the_reader_is_restored_when_the_article_comes_back(
    table, reader, long_article
):
    table.desk.show_article(long_article)
    table.wait()
    start = articles.text(table.library, long_article).text.index("Paragraph 60")
    reader.text.reveal(Span(start, start + 9))
    reader.text.set_caret(start + 4)
    state, place = reader.state(), reader.text.verticalScrollBar().value()
    table.desk.put_article(table.article)
    table.wait()
    table.desk.put_article(long_article)
    reader.restore(state)
    table.wait()
    assert abs(reader.text.verticalScrollBar().value() - place) <= 2
    assert reader.text.caret() == start + 4


def test_the_head_stays_in_sight_when_the_article_is_drawn_anew_from_its_beginning(table, reader):
    table.desk.show_article(table.article)
    table.wait()
    bar = reader.text.verticalScrollBar()
    for draw_anew in (
        table.desk.style.toggle_theme,
        lambda: reader.set_with_removed(is_shown=True),
        lambda: table.change(
            lambda library: mentions.tag_person(library, [table.article], "Ilse Marten")
        ),
    ):
        draw_anew()
        table.wait()
        assert bar.maximum() > 40
        assert bar.value() == 0


@pytest.mark.parametrize("below", [12, 60])
def test_a_head_that_is_half_out_of_sight_stays_where_it_was(table, reader, long_article, below):
    table.desk.show_article(long_article)
    table.wait()
    bar = reader.text.verticalScrollBar()
    bar.setValue(below)
    table.desk.style.toggle_theme()
    table.wait()
    assert abs(bar.value() - below) <= 1


def test_resizing_keeps_the_line_at_the_top(table, reader, long_article):
    table.desk.show_article(long_article)
    table.wait()
    start = articles.text(table.library, long_article).text.index("Paragraph 60")
    reader.text.set_top(start, 0)
    reader.resize(500, 640)
    QTest.qWait(20)
    assert abs(reader.text.top()[0] - start) < 80


@pytest.mark.parametrize("width", [420, 620, 900, 1400])
def test_a_line_has_57_to_75_letters_where_there_is_room(table, reader, long_article, width):
    reader.resize(width, 700)
    table.desk.show_article(long_article)
    table.wait()
    lines = []
    for placed in reader.text.places.placed[5:15]:
        layout = reader.text.places.block(placed).layout()
        lines += [layout.lineAt(n).textLength() for n in range(layout.lineCount() - 1)]
    mean = sum(lines) / len(lines)
    assert mean <= 75
    if width > 800:
        assert 60 <= mean <= 72


def test_only_blocks_in_sight_are_painted(table, reader, long_article):
    table.desk.show_article(long_article)
    table.wait()
    seen = reader.text.geometry_of_text.visible()
    assert 2 <= len(seen) < 12
    reader.text.verticalScrollBar().setValue(reader.text.verticalScrollBar().maximum())
    seen = reader.text.geometry_of_text.visible()
    assert seen[-1] is reader.text.places.placed[-1]


def test_highlights_hits_and_names_change_the_picture_without_touching_the_text(table, reader):
    before, words = reader.text.grab().toImage(), reader.text.document().toPlainText()
    span = Span(*table.place("Every morning the bell"))
    table.change(lambda library: passages.highlight(library, table.article, span, colour="green"))
    rect = reader.text.rects(span)[0]
    image = reader.text.grab().toImage()
    assert image != before
    assert reader.text.document().toPlainText() == words
    fill = table.desk.style.colour("highlight.green")
    found = {
        image.pixelColor(x, round(rect.top()) + 1).name()
        for x in range(round(rect.left()), round(rect.right()))
    }
    assert fill.name() in found


def test_a_span_in_a_line_of_both_directions_takes_two_places(table, reader):
    text = articles.text(table.library, table.article).text
    start = text.index("אמר Mihajlo")
    rects = reader.text.rects(Span(start, start + len("אמר Mihajlo")))
    assert len(rects) == 2
    between = reader.text.rects(
        Span(start + len("אמר Mihajlo "), start + len("אמר Mihajlo Pupin"))
    )[0].center()
    assert not any(rect.contains(between) for rect in rects)
    name = text.index("Mihajlo Pupin בשוק")
    latin = reader.text.rects(Span(name, name + 13))
    hebrew = reader.text.rects(Span(text.index("הפעמון"), text.index("הפעמון") + 6))
    assert hebrew[0].left() > latin[0].right()  # the line begins on the right


def test_finding_marks_every_place_and_f3_goes_through_them(table, reader):
    reader.open_find()
    QTest.keyClicks(reader.find_bar.field, "PUPIN")
    table.wait()
    assert reader.find_bar.count.text() == "1 of 3"
    assert table.desk.actions.trigger("next_hit")
    assert reader.find_bar.count.text() == "2 of 3"
    QTest.keyClick(reader.find_bar.field, Qt.Key.Key_Escape)
    assert not reader.find_bar.isVisible()
    table.wait()
    assert reader.text.marks.hits == ()


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Vučić met Vucic", "vucic", ["Vučić", "Vucic"]),
        ("a 😀 b 😀", "😀", ["😀", "😀"]),
        ("one\n\ntwo one two", "one two", ["one two"]),
        ("STRASSE Straße", "strasse", ["STRASSE", "Straße"]),
        ("co\xadoperate", "cooperate", ["co\xadoperate"]),
        ("nothing", "", []),
    ],
)
def test_words_are_found_whatever_their_case_and_accents(text, words, found):
    got = [text[one.start : one.end] for one in find(text, words)]
    assert got == found or got == ["one\n\ntwo", "one two"]


def test_a_change_elsewhere_keeps_the_place_in_the_text(table, reader, long_article):
    table.desk.show_article(long_article)
    table.wait()
    start = articles.text(table.library, long_article).text.index("Paragraph 60")
    reader.text.reveal(Span(start, start + 9))
    place = reader.text.verticalScrollBar().value()
    table.change(lambda library: mentions.tag_person(library, [long_article], "Milutin Milanković"))
    assert abs(reader.text.verticalScrollBar().value() - place) < 40
    assert "Milutin Milanković" in reader.text.document().toPlainText()


def test_space_turns_pages(table, reader, long_article):
    table.desk.show_article(long_article, focus=True)
    table.wait()
    QTest.keyClick(reader.text, Qt.Key.Key_Space)
    once = reader.text.verticalScrollBar().value()
    assert once > 300
    QTest.keyClick(reader.text, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert reader.text.verticalScrollBar().value() == 0


def test_an_older_version_is_shown_without_marks_and_says_so(table, reader):
    span = Span(*table.place("Every morning"))
    table.change(lambda library: passages.highlight(library, table.article, span))
    table.change(
        lambda library: articles.clip(
            library, clipping("<p>Every morning the bell is silent now.</p>")
        )
    )
    assert reader.content.version.seq == 2
    reader.show_version(1)
    table.wait()
    assert reader.content.version.seq == 1
    assert reader.content.annotations == ()
    assert "version 1" in reader.text.document().toPlainText()
    assert not table.desk.actions.can("highlight")


def test_nothing_of_the_text_is_loaded_or_fetched_for_links(table, reader):
    assert reader.text.document().toHtml().count("<img") == 0
    assert QGuiApplication.clipboard() is not None


def test_the_hits_of_the_query_are_outlined_and_the_first_is_in_sight(table, reader, long_article):
    table.desk.set_query("pupin")
    table.wait()
    text = articles.text(table.library, table.article).text
    assert [text[hit.start : hit.end] for hit in reader.text.marks.hits] == [
        "Pupin",
        "Pupin",
        "Pupin",
    ]
    assert table.desk.actions.can("next_hit")
    table.desk.actions.trigger("next_hit")
    table.desk.actions.trigger("next_hit")
    assert text[reader.text.caret() :].startswith("Pupin")
    table.desk.set_query("")
    table.wait()
    assert reader.text.marks.hits == ()


def test_a_dragged_passage_takes_its_source_along(table, reader):
    reader.text.select(Span(*table.place("First line")))
    reader.text._is_dragging = True
    words = reader.text.createMimeDataFromSelection().text()
    assert words.startswith("“First line”\n— Mara Lind")


def test_void_calls_lose_no_reference_to_none(reader):
    import sys

    before = sys.getrefcount(None)
    for _ in range(500):
        reader.text.viewport().update()
    assert abs(sys.getrefcount(None) - before) < 50
