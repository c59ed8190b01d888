# SPDX-License-Identifier: MIT
"""Which letter of the table a key event means, by any keyboard layout.

A Cyrillic or Greek layout sends no Latin letter; the physical key then says which one is meant, as on a US keyboard.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

ROWS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
FIRST_SCANS = (
    0x10,
    0x1E,
    0x2C,
)  # set 1, where each row of letters begins; evdev has the same numbers
FIRST_DIGIT = 0x02
XKB_OFFSET = 8  # X11 and Wayland count evdev codes from 8
MAC_KEYS = dict(
    zip(
        (12, 13, 14, 15, 17, 16, 32, 34, 31, 35, 0, 1, 2, 3, 5, 4, 38, 40, 37, 6, 7, 8, 9, 11, 45, 46),
        "".join(ROWS),
        strict=True,
    )
)  # fmt: skip
MAC_DIGITS = {18: "1", 19: "2", 20: "3", 21: "4"}
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier


def letter_of(event: QKeyEvent) -> str:
    """Give what the event means in the words of the table ("J", "Shift+V", "/", "?", "1"); empty for any other key."""
    modifiers = event.modifiers() & ~KEYPAD
    if modifiers not in (PLAIN, SHIFT):
        return ""
    if event.text() in ("/", "?"):
        return event.text()
    shift = "Shift+" if modifiers == SHIFT else ""
    if event.key() == Qt.Key.Key_Space:
        return shift + "Space"
    if letter := _latin(event) or physical(event):
        return shift + letter
    return "" if shift else _digit(event)


def physical(event: QKeyEvent) -> str:
    """Give the letter that stands on this key of a US keyboard; empty when none does, or when it is not known."""
    if sys.platform == "darwin":
        return MAC_KEYS.get(event.nativeVirtualKey(), "") if event.text().strip() else ""
    scan = _scan(event)
    for first, row in zip(FIRST_SCANS, ROWS, strict=True):
        if first <= scan < first + len(row):
            return row[scan - first]
    return ""


def _latin(event: QKeyEvent) -> str:
    key = event.key()
    return chr(key) if Qt.Key.Key_A <= key <= Qt.Key.Key_Z else ""


def _digit(event: QKeyEvent) -> str:
    key = event.key()
    if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
        return chr(key)
    if sys.platform == "darwin":
        return MAC_DIGITS.get(event.nativeVirtualKey(), "")
    number = _scan(event) - FIRST_DIGIT + 1
    return str(number) if 1 <= number <= 9 else ""


def _scan(event: QKeyEvent) -> int:
    scan = event.nativeScanCode()
    return scan if sys.platform == "win32" else scan - XKB_OFFSET
