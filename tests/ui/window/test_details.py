# SPDX-License-Identifier: MIT
"""The details edited in place, in the window: saved on leaving a field, said below it when wrong, undone from it."""

from __future__ import annotations

import pytest

from researchdesk.library import articles
from tests.ui.window.visitor import CTRL, KEY, SHIFT


@pytest.fixture
def details(visitor):
    """The Details face of the market's article, opened by key."""
    visitor.click_row(0)
    visitor.press(KEY.Key_7, CTRL)
    face = visitor.window.regions.companion.details
    assert visitor.focus is face.fields["title"].line
    return face


def test_a_field_is_written_over_saved_by_enter_and_undone_from_it(visitor, details):
    for name, typed in (
        ("title", "The bell"),
        ("issued", "2025-12"),
        ("container_title", "Harbour News"),
        ("language", "hr"),
    ):
        line = details.fields[name].line
        before = line.text()
        visitor.click(line)
        visitor.press(KEY.Key_A, CTRL)
        visitor.type(typed)
        visitor.press(KEY.Key_Return)
        assert getattr(articles.get(visitor.library, 4), name) == typed
        assert visitor.focus is line
        visitor.press(KEY.Key_Z, CTRL)
        assert getattr(articles.get(visitor.library, 4), name) == before
        assert line.text() == before
        visitor.press(KEY.Key_Z, CTRL | SHIFT)
        assert getattr(articles.get(visitor.library, 4), name) == typed


def test_authors_are_saved_when_the_field_is_left_and_shown_in_the_head(visitor, details):
    line = details.fields["authors"].line
    visitor.click(line)
    visitor.press(KEY.Key_A, CTRL)
    visitor.type("Ana Horvat; Ivo Lind")
    visitor.press(KEY.Key_Tab)
    assert [one.name for one in visitor.article.authors] == ["Ana Horvat", "Ivo Lind"]
    assert "Ana Horvat" in visitor.text.document().toPlainText()
    assert details.isAncestorOf(visitor.focus)


def test_a_date_that_is_none_is_refused_at_its_field_and_the_keys_stay_there(visitor, details):
    field = details.fields["issued"]
    visitor.click(field.line)
    visitor.press(KEY.Key_A, CTRL)
    visitor.type("last spring")
    visitor.press(KEY.Key_Return)
    assert field._error.isVisible()
    assert field._error.text()
    assert articles.get(visitor.library, 4).issued == "2026-03-02"
    assert visitor.focus is field.line
    visitor.press(KEY.Key_Escape)
    assert field.line.text() == "2026-03-02"
    assert not field._error.isVisible()


def test_own_typing_is_undone_first_and_escape_takes_it_back(visitor, details):
    line = details.fields["title"].line
    visitor.press(KEY.Key_End)
    visitor.type("x")
    visitor.press(KEY.Key_Z, CTRL)
    assert line.text() == "The market keeps its bell"
    visitor.type("y")
    visitor.press(KEY.Key_Escape)
    assert line.text() == "The market keeps its bell"
    assert articles.get(visitor.library, 4).title == "The market keeps its bell"


def test_a_tag_is_added_and_taken_off_by_mouse(visitor, details):
    details._scroll.verticalScrollBar().setValue(10_000)
    visitor.click_button("Add a tag…", details)
    visitor.type("steelw")
    visitor.press(KEY.Key_Return)
    assert visitor.article.tags == ("steelwork",)
    assert visitor.focus.isVisible()
    visitor.click_button("Take the tag steelwork off", details)
    assert visitor.article.tags == ()
    assert visitor.focus.isVisible()


def test_closing_the_pane_gives_the_keys_to_the_text(visitor, details):
    visitor.press(KEY.Key_W, CTRL)
    assert not visitor.window.regions.companion.isVisible()
    assert visitor.focus is visitor.text


@pytest.mark.parametrize("size", [100, 200])
def test_no_caption_is_cut_at_any_size_of_the_interface(visitor, details, size):
    visitor.window.desk.settings.set("interface.size", size)
    visitor.window.desk.style.refresh()
    visitor.calm()
    begins = set()
    for field in details.fields.values():
        caption = field.caption
        assert caption.width() >= caption.fontMetrics().horizontalAdvance(caption.text())
        begins.add(field.line.x())
    assert len(begins) == 1


def test_an_address_that_another_article_has_is_refused_with_the_way_to_it(visitor, details):
    taken = "https://quay.example/taken"
    visitor.window.desk.change("test", lambda library: articles.edit(library, 1, url=taken))
    visitor.calm()
    line = details.fields["url"].line
    visitor.click(line)
    visitor.press(KEY.Key_A, CTRL)
    visitor.type(taken)
    visitor.press(KEY.Key_Return)
    visitor.until(lambda: "has this address already" in visitor.window.toast.sentence)
    assert articles.get(visitor.library, 4).url != taken
    visitor.click_button("Open it", visitor.window.toast)
    visitor.until(lambda: visitor.window.desk.article_id == 1)
