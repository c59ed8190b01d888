# SPDX-License-Identifier: MIT
"""One key decides a suggestion; undo steps back to it; a held key decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from researchdesk.library import articles, mentions, recognising
from researchdesk.model.people import Proposal
from tests.ui.reading.conftest import clipping

if TYPE_CHECKING:
    from researchdesk.ui.panes.review import Review

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def review(table, reader) -> Review:
    QTest.keyClick(reader.text, Qt.Key.Key_R)
    table.wait()
    assert reader.review.isVisible()
    return reader.review


def name(review):
    return review._name.text()


def press(table, reader, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(reader.text, key, modifier)
    table.wait()


def status(table):
    held = mentions.of_article(table.library, table.article, ("accepted", "suggested", "rejected"))
    return {one.name: one.status for one in held}


def test_names_come_in_the_order_of_the_text_and_are_ringed(table, reader, review):
    assert name(review) == "Mihajlo Pupin"
    assert review._count.text() == "1 of 4 suggestions"
    assert reader.text._under.current


def test_a_accepts_x_rejects_n_and_p_walk(table, reader, review):
    press(table, reader, Qt.Key.Key_A)
    assert (name(review), status(table)["Mihajlo Pupin"]) == ("Serbia", "accepted")
    press(table, reader, Qt.Key.Key_X)
    assert (name(review), status(table)["Serbia"]) == ("Italy", "rejected")
    press(table, reader, Qt.Key.Key_N)
    assert name(review) == "Nikola Tesla"
    press(table, reader, Qt.Key.Key_P)
    assert name(review) == "Italy"
    press(table, reader, Qt.Key.Key_Right)
    assert name(review) == "Nikola Tesla"


def test_undo_steps_back_to_the_suggestion(table, reader, review):
    press(table, reader, Qt.Key.Key_A)
    press(table, reader, Qt.Key.Key_X)
    table.undo()
    assert name(review) == "Serbia"
    table.undo()
    assert name(review) == "Mihajlo Pupin"
    assert review._count.text() == "1 of 4 suggestions"


def test_a_held_key_decides_nothing(table, reader, review):
    kind, plain, is_repeat = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier, True
    held = QKeyEvent(kind, Qt.Key.Key_A, plain, "a", is_repeat, 1)
    QApplication.sendEvent(reader.text, held)
    table.wait()
    assert name(review) == "Mihajlo Pupin"
    assert set(status(table).values()) == {"suggested"}


def test_the_end_says_so_and_esc_closes(table, reader, review):
    for _ in range(4):
        press(table, reader, Qt.Key.Key_A)
    assert name(review) == "All 4 reviewed"
    table.undo()
    assert name(review) == "Nikola Tesla"
    press(table, reader, Qt.Key.Key_Escape)
    assert not review.isVisible()
    assert not reader.text._under.current


def test_shift_a_accepts_all_in_one_step(table, reader, review):
    press(table, reader, Qt.Key.Key_A, SHIFT)
    assert set(status(table).values()) == {"accepted"}
    assert name(review) == "All 4 reviewed"
    table.undo()
    assert set(status(table).values()) == {"suggested"}


def test_shift_x_rejects_everywhere(table, reader, review):
    press(table, reader, Qt.Key.Key_X, SHIFT)
    other = table.change(
        lambda library: articles.clip(
            library, clipping("<p>Mihajlo Pupin again.</p>", "Two", "https://quay.example/2")
        )
    ).article_id

    def propose(library):
        version = articles.text(library, other)
        found = (Proposal("person", "Mihajlo Pupin", ((0, 13),), 0.9, "tagger"),)
        return recognising.store(
            library, recognising.Recognised(other, version.id, version.text, found)
        )

    assert table.change(propose) == 0


def test_someone_else_is_asked_for_with_e(table, reader, review):
    table.change(
        lambda library: mentions.tag_person(library, [table.article], "Milutin Milanković")
    )
    press(table, reader, Qt.Key.Key_E)
    box = review._box
    box.field.setText("Milank")
    table.wait()
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    table.wait()
    held = mentions.of_article(table.library, table.article, ("accepted",))
    assert {one.name for one in held if one.surface == "Mihajlo Pupin"} == {"Milutin Milanković"}


def test_a_new_name_for_someone_else_is_one_step(table, reader, review):
    press(table, reader, Qt.Key.Key_E)
    review._box.field.setText("Michael Pupin")
    table.wait()
    QTest.keyClick(review._box.field, Qt.Key.Key_Return)
    table.wait()
    assert status(table)["Michael Pupin"] == "accepted"
    table.undo()
    assert name(review) == "Mihajlo Pupin"


def test_n_at_the_end_goes_to_the_next_article_with_suggestions(table, reader, review):
    other = table.change(
        lambda library: articles.clip(
            library, clipping("<p>Nikola Tesla again.</p>", "Two", "https://quay.example/2")
        )
    ).article_id

    def propose(library):
        version = articles.text(library, other)
        found = (Proposal("person", "Mileva Marić", ((0, 12),), 0.9, "tagger"),)
        return recognising.store(
            library, recognising.Recognised(other, version.id, version.text, found)
        )

    table.change(propose)
    press(table, reader, Qt.Key.Key_A, SHIFT)
    press(table, reader, Qt.Key.Key_N)
    assert table.desk.article_id == other
    assert name(review) == "Mileva Marić"


def test_the_keys_work_while_a_button_has_the_focus(table, reader, review):
    review._buttons["reject"].setFocus()
    QTest.keyClick(review._buttons["reject"], Qt.Key.Key_A)
    table.wait()
    assert status(table)["Mihajlo Pupin"] == "accepted"


@pytest.mark.parametrize("button", ["accept_all", "someone_else", "reject"])
def test_the_keys_work_after_the_mouse_decided(table, reader, review, button):
    made = review._buttons[button]
    made.setFocus()
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    table.wait()
    if button == "someone_else":
        QTest.keyClick(review._box.field, Qt.Key.Key_Escape)
        table.wait()
    holder = reader.window().focusWidget()
    assert holder is reader.text or (holder.isVisible() and review.isAncestorOf(holder))
    QTest.keyClick(holder, Qt.Key.Key_Escape)
    table.wait()
    assert not review.isVisible()


def test_every_button_speaks_its_key(review):
    names = {made.accessibleName() for made in review._buttons.values()}
    assert "Accept, A" in names
    assert "Reject everywhere, Shift+X" in names


def test_another_theme_keeps_the_ring_and_tints_the_picture_anew(table, reader, review):
    press(table, reader, Qt.Key.Key_N)
    ringed, before = reader.text._under.current, review._picture.pixmap().toImage()
    reader.desk.style.toggle_theme()
    table.wait()
    assert ringed
    assert reader.text._under.current == ringed
    assert review._picture.pixmap().toImage() != before
