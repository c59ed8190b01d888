# SPDX-License-Identifier: MIT
"""A library that can only be read: whatever would change it is off, with the reason; nothing that is on tries to."""

from __future__ import annotations

import contextlib
import os
from typing import NamedTuple

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTextEdit, QWidget

from researchdesk.library import articles, mentions, notes, passages, people
from researchdesk.library.library import Library
from researchdesk.model.errors import LibraryReadOnly
from researchdesk.model.passage import Quote
from researchdesk.ui.action_table import ACTIONS, CHANGES, READ_ONLY
from researchdesk.ui.dialogs.decisions import Decisions
from tests.ui.window.at_library import is_shown
from tests.ui.window.visitor import KEY
from tests.unit.store.rows import dump

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

READS = {
    *("failed_clips", "last_import", "new_library", "open_library", "open_sample"),
    *("backups", "look_after", "archive_seal", "print", "export", "preferences", "quit", "history"),
    *("find", "find_here", "narrow_down", "next_hit", "previous_hit"),
    *("next_article", "previous_article", "open_original", "page_down", "page_up"),
    *("show_removed", "select_sentence", "shrink_sentence"),
    *("next_annotation", "previous_annotation", "copy_citation"),
    *("place_1", "place_2", "place_3", "next_suggestion", "previous_suggestion"),
    *("review_names", "same_people", "refusals", "insight", "insight_with", "insight_matrix"),
    *("insight_timeline", "insight_map", "preview_note", "follow_link", "back", "forward"),
    *("companion_note", "companion_annotations", "companion_people", "companion_details"),
    *("close_companion", "companion_beside", "reader_bigger", "reader_smaller", "reader_normal"),
    *("theme", "only_text", "full_screen", "reset_layout", "fold_navigation", "thing_menu"),
    *("focus_navigation", "focus_results", "focus_reader", "next_region", "previous_region"),
    *("help", "about", "palette", "menu"),
}


class Tried(NamedTuple):
    label: str


@pytest.fixture
def locked(folder, start, monkeypatch):
    """A window on a library of which every pane has something to show, and which cannot be written."""
    with contextlib.closing(Library.open(folder)) as library:
        market = articles.listed(library)[0]
        text = articles.text(library, market).text
        mark = passages.highlight_quote(library, market, Quote(text[:20]), body="so")
        mentions.accept(library, [mentions.suggestions(library, market)[0].id])
        mentions.reject_name(library, "Nobody Atall")
        note = notes.new(library, "Cites", passages.cite_link(library, mark.id))
        with library.operation("Two"):
            for name in ("Ana Petrović", "Ana Petrovic"):
                people.make(library, name)
        notes.save(library, note.id, body=note.body + "\n\nMore.")
        notes.leave(library, note.id)
    usual, place = os.access, str(folder)

    def access(path, mode, **rest):
        return not (mode == os.W_OK and str(path).startswith(place)) and usual(path, mode, **rest)

    monkeypatch.setattr(os, "access", access)
    visitor = start(folder)
    assert is_shown(visitor)
    return visitor


@pytest.fixture
def tried(locked, monkeypatch):
    """What was tried to be changed since."""
    found: list[Tried] = []
    desk = locked.window.desk
    usual = desk.change

    def change(label, work, *rest, **more):
        if label != "settle the index":  # which writes into the cache alone
            found.append(Tried(label))
        return usual(label, work, *rest, **more)

    monkeypatch.setattr(desk, "change", change)
    return found


def open_first(visitor):
    visitor.window.desk.show_article(articles.listed(visitor.library)[0], focus=True)
    visitor.until(lambda: visitor.window.regions.reader.content is not None)


def click_all(visitor, inside: QWidget, but=()) -> None:
    """Click each control that is shown and on."""
    for one in inside.findChildren(QAbstractButton):
        with contextlib.suppress(RuntimeError):  # an earlier click took it away
            words = one.text() or one.accessibleName()
            if one.isVisible() and one.isEnabled() and words not in but and not menu_of(one):
                one.click()
                visitor.calm()


def menu_of(button):
    return getattr(button, "menu", lambda: None)()


def test_every_command_is_known_to_change_the_library_or_not_to():
    names = {one.id for one in ACTIONS}
    assert names - CHANGES == READS
    assert set() == CHANGES & READS


def test_every_command_that_changes_is_off_with_the_reason_and_the_others_try_nothing(
    locked, tried
):
    open_first(locked)
    actions = locked.window.desk.actions
    assert {actions.why_not(name) for name in CHANGES} == {READ_ONLY}
    assert not any(actions.trigger(name) for name in CHANGES)
    leaves = {"quit", "theme", "new_library", "open_library", "open_sample", "export", "print"}
    with_menus = {"menu", "thing_menu", "narrow_down", "open_original", "full_screen"}
    for name in sorted(READS & {one.id for one in ACTIONS} - leaves - with_menus):
        actions.trigger(name)
        locked.calm()
        for dialog in locked.dialogs():
            dialog.reject()
    locked.calm()
    assert tried == []
    bar = locked.window.topbar.buttons
    assert [name for name in bar if not bar[name].isEnabled() and name in CHANGES] == [
        "clip_address",
        "new_note",
    ]


@pytest.mark.parametrize("face", ["note", "annotations", "people", "details"])
def test_no_control_of_a_face_that_is_on_tries_to_change_anything(locked, tried, face):
    open_first(locked)
    locked.window.desk.show_companion(face)
    locked.calm()
    off = [
        one
        for one in locked.window.regions.companion.findChildren(QWidget)
        if one.isVisible() and one.accessibleDescription() == READ_ONLY
    ]
    assert off or face == "annotations"
    click_all(locked, locked.window.regions.companion)
    assert tried == []


def test_details_can_be_read_and_copied_but_not_written(locked, tried):
    open_first(locked)
    locked.window.desk.show_companion("details")
    locked.calm()
    lines = locked.window.regions.companion.findChildren(QLineEdit)
    shown = [one for one in lines if one.property("detail")]
    assert len(shown) == 7
    assert all(one.isReadOnly() and one.isEnabled() for one in shown)


def test_an_open_note_cannot_be_written_and_is_left_without_a_word(locked, tried):
    note = next(one for one in notes.rows(locked.library) if one.title == "Cites")
    locked.window.desk.show_note(note.id)
    locked.calm()
    page = locked.window.regions.companion
    editors = [one for one in page.findChildren(QTextEdit) if one.isVisible()]
    before = [one.toPlainText() for one in editors]
    assert any(one.isReadOnly() for one in editors)
    locked.type("words")
    for name in ("bold", "task", "line_down", "link"):
        assert not locked.window.desk.actions.trigger(name)
    assert [one.toPlainText() for one in editors] == before
    click_all(locked, page)
    locked.window.desk.close_note()
    locked.calm()
    assert tried == []
    assert "Cites" in {one.title for one in notes.rows(locked.library)}


def test_the_page_of_a_person_and_the_lists_of_names_try_nothing(locked, tried):

    for row in people.rows(locked.library)[:3]:
        locked.window.desk.show_person(row.id)
        locked.calm()
        click_all(locked, locked.window.regions)
        locked.press(KEY.Key_Y)
        locked.press(KEY.Key_N)
    for name in ("review_names", "same_people", "refusals"):
        locked.window.desk.actions.trigger(name)
        locked.calm()
        (dialog,) = [one for one in locked.dialogs() if isinstance(one, Decisions)]
        assert not any(one.isEnabled() for one in dialog.buttons)
        dialog.table.selectRow(0)
        dialog.table.setFocus()
        for key in dialog.table.keys:
            locked.press(KEY(key))
        dialog.reject()
    assert tried == []


def test_a_click_on_a_highlight_or_name_opens_a_card_whose_deeds_are_off(locked, tried):
    open_first(locked)
    reader = locked.window.regions.reader
    content = reader.content
    locked.click_words(content.version.text[:12])
    click_all(locked, reader)
    for one in content.mentions[:3]:
        if one.start is not None:
            open_first(locked)
            locked.click_words(content.version.text[one.start : one.end])
            click_all(locked, reader)
    assert tried == []


def test_what_is_dropped_is_refused_with_the_reason(locked, tried, tmp_path):
    file = tmp_path / "page.html"
    file.write_text("<p>Something to be read.</p>")
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(file))])
    assert not locked.drop(carried)
    assert locked.window.toast.sentence == READ_ONLY
    model = locked.window.regions.navigation.model
    for section in range(model.rowCount()):
        above = model.index(section, 0)
        for row in range(model.rowCount(above)):
            flags = model.flags(model.index(row, 0, above))
            assert not flags & (flags.ItemIsDropEnabled | flags.ItemIsEditable)
    assert tried == []


def test_a_visit_leaves_the_library_as_it_was(locked, tried):
    before = dump(locked.library.store.read())
    open_first(locked)
    for face in ("note", "annotations", "people", "details"):
        locked.window.desk.show_companion(face)
        locked.calm()
        click_all(locked, locked.window.regions)
    assert tried == []
    assert dump(locked.library.store.read()) == before
    with pytest.raises(LibraryReadOnly):
        notes.new(locked.library, "One", "")
