# SPDX-License-Identifier: MIT
"""Long work of the window's thread lets keys and painting come between."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from researchdesk.ui.turns import TURN, Turns


def slow(done: list[str], name: str, steps: int = 5):
    for at in range(steps):
        time.sleep(1.5 * TURN / 1000)
        done.append(f"{name}{at}")
        yield


def test_what_is_quick_is_done_at_once(qtbot):
    done: list[int] = []
    owner = QObject()
    Turns(owner).begin(done.append(at) for at in range(5))
    assert done == [0, 1, 2, 3, 4]


def test_other_events_come_between_the_steps(qtbot):
    done: list[str] = []
    owner = QObject()
    QTimer.singleShot(0, owner, lambda: done.append("key"))
    Turns(owner).begin(slow(done, "a"))
    assert done == ["a0"]
    qtbot.waitUntil(lambda: len(done) == 6)
    assert done[1] == "key"
    assert done[2:] == ["a1", "a2", "a3", "a4"]


def test_what_is_begun_anew_takes_the_place_of_what_was_not_done(qtbot):
    done: list[str] = []
    owner = QObject()
    turns = Turns(owner)
    turns.begin(slow(done, "a"))
    turns.begin(slow(done, "b", 3))
    qtbot.waitUntil(lambda: "b2" in done)
    qtbot.wait(50)
    assert done == ["a0", "b0", "b1", "b2"]


def test_nothing_goes_on_when_its_owner_is_gone(qtbot):
    done: list[str] = []
    owner = QObject()
    Turns(owner).begin(slow(done, "a"))
    owner.deleteLater()
    del owner
    qtbot.wait(100)
    assert done == ["a0"]
