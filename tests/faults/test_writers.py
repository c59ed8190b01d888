# SPDX-License-Identifier: MIT
"""Several commands at once change one library: each waits for the others, and all is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from researchdesk.cli import session
from tests.faults import writers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RESEARCHDESK_HOME", str(tmp_path / "home"))


def test_three_writers_at_once(tmp_path: Path) -> None:
    assert writers.run(tmp_path, "alone", 3, 8) == []


def test_the_check_finds_out_what_was_refused_and_what_is_not_there(tmp_path: Path) -> None:
    assert writers.run(tmp_path, "alone", 1, 2) == []
    assert writers._missing(tmp_path / "library", {"0-0", "0-1", "0-2"}) == [
        "lost: 0-2",
        "2 notes and 2 steps for 3 verbs",
    ]
    assert session.PATIENCE == 10.0
