# SPDX-License-Identifier: MIT
"""What a stranger sees and does while a library is in an unusual state."""

from __future__ import annotations

from tests.ui.window.visitor import KEY


def strips(visitor):
    return [
        (one.sentence, [made.text() for made in one.buttons]) for one in visitor.window.strips.shown
    ]


def is_shown(visitor, n=4):
    visitor.until(lambda: visitor.library is not None and len(visitor.titles()) == n)
    return True


def to_list(visitor, row):
    """Go to a row of the list; without a screen nobody gives the keys back after a dialog."""
    visitor.window.activateWindow()
    visitor.calm()
    visitor.list.setFocus()
    visitor.list.go_to(row)


def star(visitor, row=0):
    to_list(visitor, row)
    visitor.press(KEY.Key_S)
