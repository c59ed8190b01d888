# SPDX-License-Identifier: MIT
"""Places in Qt's texts and in ours mean the same character."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from researchdesk.ui.utf16 import Utf16

ALPHABETS = (
    "abc xyz",
    "ăőčšž ",
    "жћџ ",
    "\u05d0\u05d1\u05d2 ",
    "漢字カナ",
    "😀🎉👩\u200d🚀",
    "\U00010348\U0010ffff",
    "\u0301\xad\xa0",
)


def units_before(text: str, point: int) -> int:
    return len(text[:point].encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=80))
def test_every_place_goes_to_utf16_and_back(text: str) -> None:
    places = Utf16(text)
    assert places.length == units_before(text, len(text))
    for point in range(len(text) + 1):
        units = places.units(point)
        assert units == units_before(text, point)
        assert places.points(units) == point


def test_a_place_inside_a_surrogate_pair_is_before_its_character() -> None:
    places = Utf16("a😀b")
    assert [places.points(units) for units in range(5)] == [0, 1, 1, 2, 3]


def test_qt_counts_as_we_do_on_many_random_texts() -> None:
    dice = random.Random(4)
    document = QTextDocument()
    for _ in range(400):
        text = "".join(dice.choice(dice.choice(ALPHABETS)) for _ in range(dice.randrange(60)))
        document.setPlainText("")
        QTextCursor(document).insertText(text)
        block, places = document.firstBlock(), Utf16(text)
        assert block.length() - 1 == places.length
        for point, letter in enumerate(text):
            cursor = QTextCursor(document)
            cursor.setPosition(places.units(point))
            cursor.setPosition(places.units(point + 1), QTextCursor.MoveMode.KeepAnchor)
            assert cursor.selectedText().replace(" ", "\xa0") == letter.replace(" ", "\xa0")
