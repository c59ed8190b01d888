# SPDX-License-Identifier: MIT
"""The history of deeds as a list: filtered, taken back as far as one of them after one question, and done again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from researchdesk.library import tags
from researchdesk.ui.dialogs.deeds import DeedsDialog
from researchdesk.ui.dialogs.question import Question
from tests.ui.window.visitor import BUTTON, KEY

NAMES = ("rye", "oats", "wheat", "barley")


def open_list(visitor):
    for name in NAMES:
        visitor.window.desk.change(
            "prepare", lambda library, name=name: tags.add(library, [1], name)
        )
    visitor.calm()
    visitor.window.desk.actions.action("history").trigger()
    visitor.calm()
    (dialog,) = visitor.dialogs()
    assert isinstance(dialog, DeedsDialog)
    return dialog


def deeds(dialog):
    table = dialog.table
    return [
        table.item(row, 1).text() for row in range(table.rowCount()) if table.item(row, 1).text()
    ]


def choose(visitor, dialog, words):
    table = dialog.table
    (item,) = table.findItems(words, Qt.MatchFlag.MatchExactly)
    QTest.mouseClick(table.viewport(), BUTTON.LeftButton, pos=table.visualItemRect(item).center())
    visitor.calm()


def ask(visitor, dialog):
    visitor.click(dialog.deed)
    return next(one for one in visitor.dialogs() if isinstance(one, Question))


def held(visitor):
    return [
        name
        for name in NAMES
        if any(one.name == name and one.article_count for one in tags.rows(visitor.library))
    ]


def test_deeds_stand_newest_first_below_their_day(visitor):
    dialog = open_list(visitor)
    assert [one.split()[-1] for one in deeds(dialog)][:4] == [*reversed(NAMES)]
    assert dialog.table.item(0, 0).text().split()[-1].isdecimal()
    assert not dialog.table.item(0, 0).flags() & Qt.ItemFlag.ItemIsSelectable
    assert not dialog.deed.isEnabled()


def test_typing_filters_the_deeds_whatever_case_and_accents(visitor):
    dialog = open_list(visitor)
    visitor.click(dialog.field)
    visitor.type("WHE")
    assert [one.split()[-1] for one in deeds(dialog)] == ["wheat"]
    visitor.press(KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    visitor.press(KEY.Key_Delete)
    assert len(deeds(dialog)) >= 4


def test_a_deed_and_all_after_it_are_taken_back_after_one_question_and_done_again(visitor):
    dialog = open_list(visitor)
    label = next(one for one in deeds(dialog) if "oats" in one)
    choose(visitor, dialog, label)
    assert dialog.deed.text() == "Undo 3 deeds"
    question = ask(visitor, dialog)
    assert (
        question.sentence == f"Take “{label}” back, and 2 deeds after it? Redo brings them again."
    )
    visitor.click_button("Undo 3 deeds", question)
    assert held(visitor) == ["rye"]
    assert "Undone: 3 deeds" in visitor.window.toast.sentence
    assert next(one for one in deeds(dialog) if one.endswith("(undone)")).startswith("Tag")
    undone = next(one for one in deeds(dialog) if "wheat" in one)
    choose(visitor, dialog, undone)
    assert dialog.deed.text() == "Redo 2 deeds"
    question = ask(visitor, dialog)
    assert "again, and 1 deed before it?" in question.sentence
    visitor.click_button("Redo 2 deeds", question)
    assert held(visitor) == ["rye", "oats", "wheat"]


def test_esc_at_the_question_changes_nothing(visitor):
    dialog = open_list(visitor)
    choose(visitor, dialog, deeds(dialog)[0])
    ask(visitor, dialog)
    visitor.press(KEY.Key_Escape)
    assert held(visitor) == [*NAMES]
    assert dialog.isVisible()


def test_the_list_follows_what_is_done_meanwhile(visitor):
    dialog = open_list(visitor)
    before = len(deeds(dialog))
    visitor.window.desk.change("prepare", lambda library: tags.add(library, [2], "hops"))
    visitor.calm()
    assert len(deeds(dialog)) == before + 1
    assert "hops" in deeds(dialog)[0]
