# SPDX-License-Identifier: MIT
"""The program dies amid a backup or a restore: each copy is good, and a whole library is there."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.faults import backup_work
from tests.faults.killing import killed, promise

if TYPE_CHECKING:
    from pathlib import Path


def test_ten_kills_amid_backups_and_restores(tmp_path: Path) -> None:
    chance, promised, folder = random.Random(4), set[int](), tmp_path / "work"
    for _ in range(10):
        promised |= killed("backup_work", "work", folder, "good", seconds=chance.uniform(0.02, 0.5))
        promise(folder, promised)
        assert backup_work.verdict(folder) == "ok"
    assert promised


@pytest.mark.parametrize("variant", ["wal-left", "name-first"])
def test_the_check_finds_out_a_wrong_order(tmp_path: Path, variant: str) -> None:
    chance, said = random.Random(5), set()
    for number in range(12):
        folder = tmp_path / str(number)
        seconds = chance.uniform(0.1, 0.9)
        acks = killed("backup_work", "work", folder, variant, seconds=seconds, may_fail=True)
        promise(folder, acks)
        said.add(backup_work.verdict(folder).split()[0])
        if said - {"ok"}:
            return
    pytest.fail(f"twelve kills, and the check said only {said}")
