# SPDX-License-Identifier: MIT
"""Python's garbage is searched for in the window's thread alone."""

from __future__ import annotations

import gc
import threading

import pytest

from researchdesk.ui import garbage


class Knot:
    """Something that only a search finds, since it holds itself."""

    def __init__(self, found: list[str]) -> None:
        self._found = found
        self._self = self

    def __del__(self) -> None:
        self._found.append(threading.current_thread().name)


@pytest.fixture
def found(qtbot, monkeypatch):
    monkeypatch.setattr(garbage, "STARTED", 1)
    monkeypatch.setattr(garbage, "EVERY", 10)
    searching = garbage.Garbage()
    yield []
    searching.deleteLater()
    gc.unfreeze()


def make_much(found: list[str]) -> None:
    for _ in range(5_000):
        Knot(found)


def test_what_another_thread_left_is_found_by_the_windows_thread(qtbot, found):
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    thread = threading.Thread(target=make_much, args=[found], name="other")
    thread.start()
    thread.join()
    assert not found
    qtbot.waitUntil(lambda: len(found) == 5_000)
    assert set(found) == {threading.main_thread().name}
