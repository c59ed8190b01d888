# SPDX-License-Identifier: MIT
"""The program dies amid an upgrade: the old library or the new one is there, whole, and the next start goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults import upgrade_work

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RESEARCHDESK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(upgrade_work, "ARTICLES", 20)


def test_four_kills_amid_an_upgrade(tmp_path: Path) -> None:
    assert set(upgrade_work.run(tmp_path, 4, 1)) <= {"old", "new"}


def test_the_check_finds_out_an_upgrade_by_halves(tmp_path: Path) -> None:
    assert upgrade_work.run(tmp_path, 8, 2, "by-halves")["TORN"]
