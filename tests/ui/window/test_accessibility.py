# SPDX-License-Identifier: MIT
"""What a screen reader is told: every control has a name in every state of the window, rows say what they show."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from researchdesk.library import passages
from researchdesk.model.passage import Quote
from tests.ui.window import ferry
from tests.ui.window.listener import ROLE, name_of, stops, tree, unnamed
from tests.ui.window.visitor import ALT, CTRL, KEY, SHIFT

DIALOGS = ("preferences", "help", "about", "clip_address", "clip_paste")


@pytest.fixture(autouse=True)
def heard():
    """Let Qt tell what changes, as it does while a screen reader runs."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def assert_all_named(visitor):
    visitor.calm()
    for one in QApplication.topLevelWidgets():
        assert not one.isVisible() or unnamed(one) == []


def test_the_walk_finds_a_control_without_a_name(visitor):
    visitor.window.topbar.buttons["menu"].setAccessibleName("")
    visitor.window.topbar.buttons["menu"].setText("")
    assert len(unnamed(visitor.window)) == 1


def test_the_first_start_is_named(make, rest):
    window = make()
    rest(window)
    assert window.regions.welcome.isVisible()
    assert unnamed(window) == []
    assert len(list(tree(window))) > 15


def test_reading_and_all_faces_of_the_companion_are_named(reading):
    def work(library):
        passages.highlight_quote(library, 4, Quote("the long echo"), body="Which letter?")

    reading.window.desk.change("mark", work)
    assert_all_named(reading)
    for key in (KEY.Key_4, KEY.Key_5, KEY.Key_6, KEY.Key_7):
        reading.press(key, CTRL)
        assert_all_named(reading)
    reading.press(KEY.Key_N, CTRL)
    assert_all_named(reading)
    reading.press(KEY.Key_E, CTRL)
    assert_all_named(reading)
    reading.press(KEY.Key_E, CTRL)
    reading.click_button("History")
    assert_all_named(reading)


def test_what_floats_over_the_text_is_named(reading):
    reading.press(KEY.Key_V)
    for key in (KEY.Key_N, KEY.Key_T):
        reading.press(key)
        assert_all_named(reading)
        reading.press(KEY.Key_Escape)
        reading.press(KEY.Key_V)
    reading.drag_over("It is rung at five")
    assert reading.window.regions.reader.deeds.bar.isVisible()
    assert_all_named(reading)
    reading.press(KEY.Key_1)
    reading.click_words("It is rung at five")
    assert_all_named(reading)
    reading.press(KEY.Key_Escape)
    reading.click_words("Mihajlo Pupin")
    assert_all_named(reading)


def test_strips_and_bars_are_named(reading):
    reading.press(KEY.Key_R)
    assert reading.window.regions.reader.review.isVisible()
    assert_all_named(reading)
    reading.press(KEY.Key_E)
    assert_all_named(reading)
    reading.press(KEY.Key_Escape)
    reading.press(KEY.Key_Escape)
    reading.press(KEY.Key_F, CTRL)
    assert_all_named(reading)


def test_the_repair_is_named(lost):
    ferry.begun(lost)
    assert_all_named(lost)


def test_searching_choosing_and_the_message_are_named(visitor):
    visitor.press(KEY.Key_F, CTRL | SHIFT)
    visitor.type("stee")
    assert visitor.window.looking.proposals.isVisible()
    assert_all_named(visitor)
    visitor.type("l tag:letters ")
    assert_all_named(visitor)
    for _ in range(3):
        visitor.press(KEY.Key_Escape)
    visitor.press(KEY.Key_A, CTRL)
    assert_all_named(visitor)
    visitor.press(KEY.Key_S)
    assert visitor.window.toast.isVisible()
    assert_all_named(visitor)


@pytest.mark.parametrize("size", [(1000, 700), (760, 520)])
def test_small_windows_are_named(reading, size):
    reading.window.resize(*size)
    assert_all_named(reading)


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
@pytest.mark.parametrize("name", DIALOGS)
def test_dialogs_are_named(visitor, name):
    assert visitor.window.desk.actions.trigger(name)
    visitor.calm()
    assert len([one for one in QApplication.topLevelWidgets() if one.isVisible()]) == 2
    assert_all_named(visitor)


def test_a_row_says_what_it_shows_most_telling_first(visitor):
    visitor.window.desk.change("star", lambda library: _starred(library))
    visitor.calm()
    found = [name_of(one) for one in tree(visitor.list) if one.role() == ROLE.Cell]
    assert found[0] == (
        "The market keeps its bell, Quay Times, 2 Mar 2026, unread, starred, 1 annotation"
    )
    visitor.press(KEY.Key_F, CTRL | SHIFT)
    visitor.type("drawer")
    visitor.until(lambda: visitor.titles() == ["Letters of Pupin"])
    row = next(one for one in tree(visitor.list) if one.role() == ROLE.Cell)
    assert name_of(row).startswith("Letters of Pupin, ")
    assert "drawer of steel" in name_of(row)


def _starred(library):
    from researchdesk.library import articles

    articles.mark(library, [4], is_starred=True)
    passages.highlight_quote(library, 4, Quote("the long echo"))


def test_tab_goes_through_the_window_in_the_order_of_its_parts(reading):
    reading.press(KEY.Key_7, CTRL)
    window, regions = reading.window, reading.window.regions
    parts = (
        window.topbar, regions.navigation, regions.results, regions.reader.bar, regions.reader.text,
        regions.companion,
    )  # fmt: skip

    def part_of(widget):
        return next(n for n, one in enumerate(parts) if one is widget or one.isAncestorOf(widget))

    notice = regions.reader.fonts  # stands where a letter of the text has no font
    found = [one for one in stops(window) if not notice.isAncestorOf(one)]
    order = [part_of(one) for one in found]
    assert order == sorted(order)
    assert set(order) == set(range(len(parts)))
    window.topbar.buttons["fold_navigation"].setFocus()
    passed = [window.topbar.buttons["fold_navigation"]]
    for _ in found[1:]:
        if reading.focus is reading.text:
            break
        reading.press(KEY.Key_Tab)
        if not notice.isAncestorOf(reading.focus):
            passed.append(reading.focus)
    assert passed == found[: len(passed)]
    assert len(passed) > 10


def test_the_states_of_buttons_are_said(reading):
    found = {name_of(one): one for one in tree(reading.window.topbar) if one.role() == ROLE.Button}
    assert found["Forward"].state().disabled
    assert not found["Back"].state().disabled
    reading.press(KEY.Key_Left, ALT)
    assert not found["Forward"].state().disabled


def test_the_text_of_the_article_can_be_read_and_its_caret_followed(reading):
    node = QAccessible.queryAccessibleInterface(reading.text)
    words = node.textInterface()
    shown = words.text(0, words.characterCount())
    assert "The market keeps its bell" in shown
    assert "Every morning the bell" in shown
    before = words.cursorPosition()
    reading.press(KEY.Key_Right)
    assert words.cursorPosition() == before + 1
