# SPDX-License-Identifier: MIT
"""The palette: a few letters and Enter lead to any command and to anything of the library."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from researchdesk.library import notes, people, searches
from researchdesk.ui.models.palette import PaletteRow
from researchdesk.ui.used import KEPT, Used
from researchdesk.ui.widgets.palette_delegate import parts_of
from tests.ui.window.visitor import BUTTON, CTRL, KEY, PLAIN, SHIFT


@pytest.fixture
def calling(visitor):
    """A visitor who has pressed Ctrl+K in the list."""
    visitor.press(KEY.Key_K, CTRL)
    assert palette(visitor).isVisible()
    assert visitor.focus is palette(visitor).field
    return visitor


def palette(visitor):
    return visitor.window.calling.palette


def rows(visitor):
    model = palette(visitor).rows
    found = (model.index(at).data(256) for at in range(model.rowCount()))
    return [one for one in found if isinstance(one, PaletteRow)]


def groups(visitor):
    model = palette(visitor).rows
    found = (model.index(at).data(256) for at in range(model.rowCount()))
    return [one for one in found if isinstance(one, str)]


def words(visitor):
    return [one.offer.words for one in rows(visitor)]


def test_a_command_by_its_initials_is_five_keys_away(calling):
    calling.type("ld")
    assert words(calling)[0] == "Light or dark"
    before = calling.window.desk.style.is_dark
    calling.press(KEY.Key_Return)
    assert calling.window.desk.style.is_dark != before
    assert calling.focus is calling.list


def test_escape_gives_the_keys_back_and_so_does_ctrl_k(calling):
    calling.press(KEY.Key_Escape)
    assert not palette(calling).isVisible()
    assert calling.focus is calling.list
    calling.press(KEY.Key_K, CTRL)
    calling.press(KEY.Key_K, CTRL)
    assert not palette(calling).isVisible()
    assert calling.focus is calling.list


def test_nothing_typed_shows_every_command_in_its_group(calling):
    every = words(calling)
    assert {"Clip an address…", "Undo", "Go to the list", "About ResearchDesk"} <= set(every)
    assert "Go to anything…" not in every
    shown = groups(calling)
    assert shown[:3] == ["Clip", "Library", "Edit"]
    assert shown[-2:] == ["Notes", "Tags"]


def test_a_command_that_cannot_be_given_says_why_and_does_nothing(calling):
    calling.type("cite")
    row = palette(calling).current
    assert (row.offer.key, row.reason) == ("cite", "Select a passage first.")
    calling.press(KEY.Key_Return)
    assert palette(calling).isVisible()
    assert palette(calling).field.text() == "cite"


def test_what_is_possible_where_the_keys_were_is_possible_here(reading):
    reading.press(KEY.Key_V)
    reading.press(KEY.Key_K, CTRL)
    reading.type("hig gre")
    assert palette(reading).current.reason == ""
    reading.press(KEY.Key_Return)
    assert reading.focus is reading.text
    marked = reading.window.regions.reader.content.annotations
    assert [one.colour for one in marked] == ["green"]


def test_a_person_is_found_without_accents_and_shown_in_the_list(visitor):
    visitor.window.desk.change("make", make_person)
    visitor.calm()
    visitor.press(KEY.Key_K, CTRL)
    visitor.type("mari")
    assert words(visitor)[0] == "Mileva Marić"
    visitor.press(KEY.Key_Return)
    assert visitor.window.looking.place.title == "Mileva Marić"
    assert visitor.focus is visitor.window.regions.results.shown


def make_person(library):
    with library.operation("Make"):
        return people.make(library, "Mileva Marić")


def test_a_note_a_tag_a_saved_search_and_a_title_are_opened(visitor):
    visitor.window.desk.change(
        "save", lambda library: searches.save(library, "Waterways", "canal OR river")
    )
    visitor.calm()
    for typed, is_there in (
        ("bells", lambda: visitor.window.desk.note_id == notes.rows(visitor.library)[0].id),
        ("steelw", lambda: visitor.window.looking.place.title == "steelwork"),
        ("waterw", lambda: visitor.window.looking.query == "canal OR river"),
        ("pupin", lambda: visitor.article.title == "Letters of Pupin"),
    ):
        visitor.press(KEY.Key_K, CTRL)
        visitor.type(typed)
        visitor.press(KEY.Key_Return)
        visitor.until(is_there)
        assert not palette(visitor).isVisible()
    assert visitor.focus is visitor.text


def test_enter_pressed_at_once_waits_for_what_was_meant(visitor):
    visitor.press(KEY.Key_K, CTRL)
    palette(visitor).hide()
    QTest.keyClick(visitor.focus, KEY.Key_K, CTRL)
    for letter in "canal in":
        QTest.keyClick(visitor.focus, letter)
    QTest.keyClick(visitor.focus, KEY.Key_Return)  # nothing was read yet
    visitor.until(lambda: visitor.window.desk.article_id is not None)
    assert visitor.article.title == "A canal in Belgium"


def test_the_arrows_pass_over_the_words_of_groups_and_the_mouse_takes_a_row(calling):
    calling.type("note")
    seen = []
    for _ in range(30):
        seen.append(palette(calling).current)
        calling.press(KEY.Key_Down)
    assert None not in seen
    assert seen[-1] == rows(calling)[-1]
    for _ in range(30):
        calling.press(KEY.Key_Up)
    assert palette(calling).current == rows(calling)[0]
    calling.press(KEY.Key_Tab)
    assert calling.focus is palette(calling).field
    at = next(n for n, one in enumerate(words(calling)) if one == "New note")
    view = palette(calling).view
    place = view.visualRect(palette(calling).rows.index(at + 1)).center()
    QTest.mouseClick(view.viewport(), BUTTON.LeftButton, PLAIN, place)
    calling.calm()
    assert len(notes.rows(calling.library)) == 2


def test_a_click_beside_it_closes_it(calling):
    QTest.mouseClick(calling.list.viewport(), BUTTON.LeftButton, PLAIN, QPoint(40, 40))
    calling.calm()
    assert not palette(calling).isVisible()
    assert calling.focus is calling.list


def test_nothing_found_is_said(calling):
    calling.type("qqxx")
    assert rows(calling) == []
    assert palette(calling).nothing.isVisible()
    calling.press(KEY.Key_Return)
    assert palette(calling).isVisible()


def test_what_was_used_last_stands_first_and_is_kept(calling, make):
    calling.type("full")
    calling.press(KEY.Key_Return)
    calling.press(KEY.Key_K, CTRL)
    calling.type("steelw")
    calling.press(KEY.Key_Return)
    calling.press(KEY.Key_K, CTRL)
    assert groups(calling)[0] == "Last used"
    assert words(calling)[:2] == ["steelwork", "Full screen"]
    held = Used(calling.window.desk.settings)
    assert held.counts() == {"tag:steelwork": 1, "command:full_screen": 1}
    for n in range(KEPT + 5):
        held.add(f"command:{n}")
    assert len(held.counts()) == KEPT


def test_ctrl_k_opens_it_from_a_field_and_from_a_note(visitor):
    visitor.press(KEY.Key_F, CTRL | SHIFT)
    visitor.type("steel")
    visitor.press(KEY.Key_K, CTRL)
    assert palette(visitor).isVisible()
    visitor.press(KEY.Key_Escape)
    assert visitor.field.line.text() == "steel"
    visitor.press(KEY.Key_N, CTRL)
    visitor.until(lambda: isinstance(visitor.focus, QLineEdit))
    for _ in range(2):
        visitor.press(KEY.Key_K, CTRL)
        assert palette(visitor).isVisible()
        visitor.press(KEY.Key_Escape)
        visitor.press(KEY.Key_Return)


def test_it_stays_inside_a_small_window(calling):
    calling.window.resize(760, 520)
    calling.calm()
    assert calling.window.rect().contains(palette(calling).geometry())


def test_keys_are_taken_apart():
    assert parts_of("Ctrl+Shift+V") == ["Ctrl", "Shift", "V"]
    assert parts_of("Ctrl++") == ["Ctrl", "+"]
    assert parts_of("Del") == ["Del"]
    assert parts_of("?") == ["?"]
    assert parts_of("") == []
