# SPDX-License-Identifier: MIT
"""What is too much, too odd or too sudden: no freeze, nothing lost, one sentence."""

from __future__ import annotations

import contextlib
import errno
import time

import pytest

from researchdesk.config import paths
from researchdesk.library import articles, notes, passages, tags
from researchdesk.library.library import Library
from researchdesk.model.clipping import Source
from researchdesk.model.errors import DiskFull
from researchdesk.model.passage import Colour, Span
from researchdesk.ui.panes import note_drafts
from researchdesk.ui.translate import visible
from tests.pace import within
from tests.ui.reading.conftest import clipping
from tests.ui.window.visitor import CTRL, KEY, SHIFT

SENTENCE = "The ferry of Zemun runs again, and it carries forty people to the other side. "
PATIENCE = 1.5  # seconds of this process's own work for one deed of the user


def clip(visitor, title, html=f"<p>{SENTENCE}</p>"):
    made = []
    visitor.window.desk.change(
        "test",
        lambda library: articles.clip(library, clipping(html, title, "https://odd.example/1")),
        made.append,
    )
    visitor.until(lambda: bool(made) and visitor.window.regions.results.total == 5)
    visitor.list.go_to(0)
    visitor.press(KEY.Key_Return)
    return made[0].article_id


def test_two_thousand_highlights_are_shown_listed_and_added_to(visitor):
    number = clip(visitor, "Many", "".join(f"<p>{n}: {SENTENCE}</p>" for n in range(2_000)))
    text = articles.text(visitor.library, number).text
    colours = list(Colour)

    def work(library):
        with library.operation("Highlight"):
            at = 0
            for n in range(2_000):
                at = text.index(SENTENCE.strip(), at + 1)
                span = Span(at, at + 40)
                passages.highlight(library, number, span, colour=colours[n % 4])

    visitor.window.desk.change("test", work)
    visitor.calm()
    with within(PATIENCE, time.thread_time):
        visitor.press(KEY.Key_V)
        visitor.press(KEY.Key_H)
        visitor.press(KEY.Key_5, CTRL)
    assert len(passages.of_article(visitor.library, number)) == 2_001
    face = visitor.window.regions.companion.annotations
    assert face.model.rowCount() == 2_001
    assert visitor.window.regions.companion.tabs.tabText(1) == "Annotations 2,001"


def test_ten_thousand_tags_are_shown_as_far_as_there_is_room(visitor):
    number = clip(visitor, "Tagged")

    def work(library):
        with library.operation("Tag"):
            tags.attach(library, [number], [f"tag {n}" for n in range(10_000)])

    visitor.window.desk.change("test", work)
    visitor.calm()
    with within(PATIENCE, time.thread_time):
        visitor.press(KEY.Key_7, CTRL)
        visitor.press(KEY.Key_F, CTRL | SHIFT)
        visitor.press(KEY.Key_Escape)
    assert "and 9,960 more" in visitor.text.document().toPlainText()
    row = visitor.window.regions.results.rows.row(0)
    assert len(row.names) == 10_000
    visitor.window.grab()


@pytest.mark.parametrize(
    "title", ["😀🔔🐟", "\u202eexe.txt\u202c \u2066left\u2069 right", "T" * 5_000, "a\u0301" * 200]
)
def test_odd_titles_are_listed_shown_and_found_again(visitor, title):
    number = clip(visitor, title)
    assert visitor.window.desk.article_id == number
    assert visitor.article.title == title
    assert visitor.titles()[0] == title
    shown = visitor.text.document().firstBlock().text()
    assert shown == visible(title)
    visitor.window.grab()
    visitor.press(KEY.Key_Delete)
    assert title not in visitor.titles()
    visitor.press(KEY.Key_Z, CTRL)
    assert title in visitor.titles()


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_a_title_is_drawn_in_the_list_with_the_signs_that_would_turn_it(visitor, sign):
    drawn = []
    for number, one in enumerate((sign, "\N{REPLACEMENT CHARACTER}")):
        clip(visitor, f"Report {one}fdp.exe")
        visitor.until(lambda: visitor.list.visualRect(visitor.list.model().index(0, 0)).isValid())
        first = visitor.list.visualRect(visitor.list.model().index(0, 0))
        drawn.append(visitor.list.viewport().grab(first).toImage())
        if not number:
            visitor.press(KEY.Key_Z, CTRL)
            visitor.until(lambda: visitor.window.regions.results.total == 4)
    assert drawn[0] == drawn[1]


def test_a_note_of_half_a_megabyte_is_opened_typed_into_and_saved(visitor):
    body = "\n\n".join(f"Paragraph {n}: {SENTENCE * 4}" for n in range(1_550))
    assert len(body) > 490_000
    visitor.window.desk.change("test", lambda library: notes.save(library, 1, body=body))
    visitor.calm()
    visitor.window.desk.show_note(1)
    visitor.calm()
    editor = visitor.window.regions.companion.note.page.editor
    assert visitor.focus is editor
    visitor.press(KEY.Key_End, CTRL)
    slowest = 0.0
    for letter in "typed":
        before = time.thread_time()
        visitor.type(letter)
        slowest = max(slowest, time.thread_time() - before)
    assert slowest < 0.25
    visitor.window.desk.flush()
    visitor.calm()
    assert notes.get(visitor.library, 1).body == f"{body}typed"


def test_closing_while_jobs_run_is_quick_and_loses_nothing(visitor, tmp_path):
    files = []
    for n in range(30):
        files.append(tmp_path / f"{n}.txt")
        files[-1].write_text(f"Story {n}\n\nBoat {n}: " + SENTENCE * (n + 3))
    visitor.window.clips.clip([Source("file", str(one)) for one in files])

    def endless(_library, progress):
        while True:
            progress.step(1, 10)
            time.sleep(0.01)

    visitor.window.desk.run("Counting boats", endless)
    visitor.window.desk.show_note(1)
    visitor._qtbot.waitUntil(lambda: visitor.window.regions.results.total > 5, timeout=20_000)
    page = visitor.window.regions.companion.note.page
    page.editor.setPlainText("Half a word")
    before = time.monotonic()
    visitor.window.close()
    assert time.monotonic() - before < 10
    with contextlib.closing(Library.open(paths.default_library())) as library:
        assert notes.get(library, 1).body == "Half a word"
        assert articles.counts(library).articles > 5


def test_words_typed_while_the_disk_is_full_are_kept_said_and_saved_once_there_is_room(
    visitor, monkeypatch
):
    visitor.window.desk.show_note(1)
    visitor.calm()
    page = visitor.window.regions.companion.note.page
    held = notes.save

    def full(*_, **__):
        raise DiskFull(disk="/disk") from OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(notes, "save", full)
    visitor.press(KEY.Key_End, CTRL)
    visitor.type(" More")
    visitor.until(lambda: "not saved: The disk is full" in page._foot.text())
    assert page._again.isVisible()
    assert page.editor.body().endswith(" More")
    assert note_drafts.find(visitor.library.uuid, 1)[1].endswith(" More")
    monkeypatch.setattr(notes, "save", held)
    visitor.click_button("Try again", page)
    visitor.until(lambda: page._foot.text().endswith("saved"))
    assert notes.get(visitor.library, 1).body.endswith(" More")
    assert note_drafts.find(visitor.library.uuid, 1) is None
