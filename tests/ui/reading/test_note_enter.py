# SPDX-License-Identifier: MIT
"""Enter in a note: lines of one height, whatever stands on the line before, and none where nothing may be written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from researchdesk.library import notes


@pytest.fixture
def editor(table, companion):
    made = table.change(lambda library: notes.new(library, "Bells", "One line."))
    table.desk.show_note(made.id)
    table.wait()
    return companion.note.page.editor


def test_enter_on_an_empty_line_makes_another_of_the_same_height(editor):
    editor.set_body("one\n\ntwo")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    editor.moveCursor(QTextCursor.MoveOperation.Down)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.body() == "one\n\n\ntwo"
    QTest.keyClick(editor, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert editor.body() == "one\n\n\n\ntwo"
    heights = set()
    block = editor.document().begin()
    while block.isValid():
        heights.add(block.blockFormat().lineHeight())
        block = block.next()
    assert len(heights) == 1
    assert heights != {0.0}


def test_enter_writes_nothing_where_nothing_may_be_written(editor):
    editor.set_body("- one")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.setReadOnly(True)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.body() == "- one"
