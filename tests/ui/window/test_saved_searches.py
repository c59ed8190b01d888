# SPDX-License-Identifier: MIT
"""Saved searches in the navigation: saved, named, shown, counted, renamed, deleted."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from researchdesk.library import articles, notes, search, searches, tags
from tests.ui.window.visitor import CTRL, KEY, SHIFT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def count_of(visitor, name):
    return visitor.place(name).data(256).count


@pytest.fixture
def saved(visitor):
    """A visitor who has saved a search and has the keys in its name."""
    visitor.press(KEY.Key_F, CTRL | SHIFT)
    visitor.type("bridge OR canal")
    visitor.window.desk.actions.trigger("save")
    visitor.calm()
    return visitor


def test_a_search_is_saved_and_named_where_it_stands(saved):
    assert isinstance(saved.focus, QLineEdit)
    QTest.keyClicks(saved.focus, "Waterways")
    saved.press(KEY.Key_Return)
    held = searches.rows(saved.library)
    assert [(one.name, one.query) for one in held] == [("Waterways", "bridge OR canal")]
    assert count_of(saved, "Waterways") == searches.total(saved.library, held[0]) > 0


def test_a_click_shows_what_it_finds_now(saved):
    saved.press(KEY.Key_Escape)
    total = count_of(saved, "bridge OR canal")
    saved.press(KEY.Key_F, CTRL | SHIFT)
    saved.press(KEY.Key_Escape)
    saved.press(KEY.Key_Escape)
    saved.click_place("bridge OR canal")
    assert saved.field.line.text() == "bridge OR canal"
    assert len(saved.titles()) == total
    gone = search.find(saved.library, "bridge").hits[0].article_id
    saved.window.desk.change("trash", lambda library: articles.trash(library, [gone]))
    saved.window.upkeep._begin.start(10)  # the visitor's windows let the index rest
    saved.until(lambda: count_of(saved, "bridge OR canal") == total - 1)


def test_what_changes_while_a_name_is_typed_does_not_take_the_field_away(saved):
    field = saved.focus
    QTest.keyClicks(field, "Water")
    saved.window.desk.change(
        "tag", lambda library: tags.add(library, articles.listed(library)[:1], "new")
    )
    saved.calm()
    assert saved.focus is field
    QTest.keyClicks(field, "ways")
    saved.press(KEY.Key_Return)
    saved.until(lambda: saved.place("new").isValid())
    assert [one.name for one in searches.rows(saved.library)] == ["Waterways"]


def test_it_is_deleted_by_key_and_undo_brings_it_back(saved):
    saved.press(KEY.Key_Escape)
    saved.click_place("bridge OR canal")
    saved.press(KEY.Key_1, CTRL)
    tree = saved.window.regions.navigation.view
    tree.setCurrentIndex(saved.place("bridge OR canal"))
    saved.press(KEY.Key_Delete)
    assert searches.rows(saved.library) == []
    saved.press(KEY.Key_Z, CTRL)
    assert [one.name for one in searches.rows(saved.library)] == ["bridge OR canal"]


def test_nothing_is_saved_where_nothing_is_searched(visitor):
    assert not visitor.window.desk.actions.trigger("save")


def test_an_answer_is_narrowed_by_what_its_hits_hold(visitor):
    narrowing = visitor.window.regions.results.narrowing
    visitor.window.desk.actions.trigger("narrow_down")
    visitor.until(lambda: narrowing.menu is not None and narrowing.menu.isVisible())
    inside = next(one.menu() for one in narrowing.menu.actions() if one.text() == "Tags")
    meant = next(one for one in inside.actions() if one.text().startswith("steelwork\t"))
    count = int(meant.text().partition("\t")[2])
    meant.trigger()
    narrowing.menu.close()
    visitor.calm()
    assert visitor.field.whole_query == "tag:steelwork"
    assert len(visitor.titles()) == count == 2


def test_ctrl_s_saves_the_search_and_in_a_note_the_note(visitor):
    visitor.press(KEY.Key_F, CTRL | SHIFT)
    visitor.type("bridge")
    visitor.press(KEY.Key_S, CTRL)
    assert [one.query for one in searches.rows(visitor.library)] == ["bridge"]
    assert isinstance(visitor.focus, QLineEdit)  # the name is proposed where it stands
    visitor.press(KEY.Key_Escape)
    note = notes.rows(visitor.library)[0].id
    visitor.window.desk.show_note(note)
    visitor.calm()
    QTest.keyClicks(visitor.focus, "Cast in 1921. ")
    assert "1921" not in notes.get(visitor.library, note).body
    visitor.press(KEY.Key_S, CTRL)
    assert "1921" in notes.get(visitor.library, note).body
    assert len(searches.rows(visitor.library)) == 1
