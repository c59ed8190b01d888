# SPDX-License-Identifier: MIT
"""Long work reports ten times a second at most, and stops where it was asked to."""

from __future__ import annotations

import pytest

from researchdesk.model import progress as module
from researchdesk.model.errors import Cancelled
from researchdesk.model.progress import INTERVAL, Progress


@pytest.fixture
def clock(monkeypatch):
    """Give a clock that stands still until it is set."""
    moment = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: moment[0])
    return moment


def test_steps_in_quick_succession_are_reported_once_and_the_last_one_always(clock):
    said = []
    progress = Progress(lambda *step: said.append(step))
    for done in range(5):
        progress.step(done, 4, "reading")
    assert said == [(0, 4, "reading"), (4, 4, "reading")]


def test_steps_are_reported_again_after_a_while(clock):
    said = []
    progress = Progress(lambda done, *_: said.append(done))
    for done in range(3):
        progress.step(done)
        clock[0] += 1.5 * INTERVAL
    assert said == [0, 1, 2]


def test_a_cancel_lands_at_the_next_step_and_is_not_reported(clock):
    said = []
    progress = Progress(lambda *step: said.append(step))
    assert not progress.is_cancelled
    progress.cancel()
    with pytest.raises(Cancelled):
        progress.step(1, 1)
    assert progress.is_cancelled
    assert said == []


def test_work_that_nobody_watches_goes_on():
    assert Progress().step(1, 2) is None
