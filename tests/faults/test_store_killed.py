# SPDX-License-Identifier: MIT
"""The program dies at any moment: what was promised is there, and every deed wholly or not at all."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.faults import store_work
from tests.faults.killing import killed, promise

if TYPE_CHECKING:
    from pathlib import Path


def killed_store(folder: Path, verb: str, seconds: float, variant: str = "good") -> set[int]:
    return killed("store_work", verb, folder, store_work.FOREVER, variant, seconds=seconds)


def test_twelve_kills_amid_clips_edits_and_imports(tmp_path: Path) -> None:
    chance, promised, folder = random.Random(1), set[int](), tmp_path / "work"
    for _ in range(12):
        promised |= killed_store(folder, "work", chance.uniform(0.002, 0.15))
        promise(folder, promised)
        assert store_work.verdict(folder) == "ok"
    assert promised


def test_eight_kills_amid_undo_and_redo(tmp_path: Path) -> None:
    chance, promised, folder = random.Random(2), set[int](), tmp_path / "work"
    for _ in range(8):
        promised |= killed_store(folder, "walk", chance.uniform(0.01, 0.25))
        promise(folder, promised)
        assert store_work.walked(folder) == "ok"


def test_the_check_finds_out_two_operations_for_one_deed(tmp_path: Path) -> None:
    chance = random.Random(3)
    said = set()
    for number in range(25):
        folder = tmp_path / str(number)
        promise(folder, killed_store(folder, "work", chance.uniform(0.01, 0.1), "two-operations"))
        said.add(store_work.verdict(folder).split()[0])
        if "TORN" in said:
            return
    pytest.fail(f"twenty-five kills, and the check said only {said}")


def test_the_check_finds_out_what_was_promised_and_is_not_there(tmp_path: Path) -> None:
    store_work.work(tmp_path, 4)
    promise(tmp_path, {1, 2, 3, 4})
    assert store_work.verdict(tmp_path) == "ok"
    promise(tmp_path, {1, 2, 3, 4, 5, 6})
    assert store_work.verdict(tmp_path) == "LOST [5, 6]"
