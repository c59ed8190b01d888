# SPDX-License-Identifier: MIT
"""Ids that a note's text may hold: of one form, by time, never given twice."""

from __future__ import annotations

import re
import threading
import time
from typing import TYPE_CHECKING

from researchdesk.store import public_ids
from researchdesk.store.public_ids import new_public_id

if TYPE_CHECKING:
    import pytest


def test_an_id_is_ten_characters_that_no_eye_confuses() -> None:
    for _ in range(500):
        assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{10}", new_public_id())


def test_ids_rise_with_time_and_are_never_given_twice() -> None:
    ids = [new_public_id() for _ in range(20_000)]
    assert ids == sorted(set(ids))


def test_threads_do_not_share_an_id() -> None:
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.extend([new_public_id() for _ in range(2000)]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 8000


def test_a_clock_set_back_gives_no_old_id(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [new_public_id() for _ in range(10)]
    monkeypatch.setattr(time, "time_ns", lambda: 1_600_000_000_000_000_000)
    after = [new_public_id() for _ in range(10)]
    assert not set(before) & set(after)
    assert min(after) > max(before)


def test_two_programs_at_one_moment_rarely_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: moment)
    given = set()
    for _ in range(200):
        monkeypatch.setattr(public_ids, "_last", 0)
        given.add(new_public_id())
    assert len(given) > 100
