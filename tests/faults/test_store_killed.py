# SPDX-License-Identifier: MIT
"""The program dies at any moment: what was promised is there, and every deed wholly or not at all."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults import store_work

ROOT = Path(__file__).parents[2]


def killed(folder: Path, verb: str, seconds: float, variant: str = "good") -> set[int]:
    """Let the work run for a while after it is ready, kill it, and give what it promised."""
    command = [sys.executable, "-m", "tests.faults.store_work", verb, str(folder)]
    command += [str(store_work.FOREVER), variant]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline() == b"READY\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read()
        assert process.wait() == -signal.SIGKILL
    return {int(number) for number in re.findall(rb"^ACK (\d+)$", said, re.MULTILINE)}


def promise(folder: Path, numbers: set[int]) -> None:
    Path(f"{folder}.acks").write_text("".join(f"{number}\n" for number in sorted(numbers)))


@pytest.mark.xdist_group("faults")
def test_twelve_kills_amid_clips_edits_and_imports(tmp_path: Path) -> None:
    chance, promised, folder = random.Random(1), set[int](), tmp_path / "work"
    for _ in range(12):
        promised |= killed(folder, "work", chance.uniform(0.002, 0.15))
        promise(folder, promised)
        assert store_work.verdict(folder) == "ok"
    assert promised


@pytest.mark.xdist_group("faults")
def test_eight_kills_amid_undo_and_redo(tmp_path: Path) -> None:
    chance, promised, folder = random.Random(2), set[int](), tmp_path / "work"
    for _ in range(8):
        promised |= killed(folder, "walk", chance.uniform(0.01, 0.25))
        promise(folder, promised)
        assert store_work.walked(folder) == "ok"


@pytest.mark.xdist_group("faults")
def test_the_check_finds_out_two_operations_for_one_deed(tmp_path: Path) -> None:
    chance = random.Random(3)
    said = set()
    for number in range(25):
        folder = tmp_path / str(number)
        promise(folder, killed(folder, "work", chance.uniform(0.01, 0.1), "two-operations"))
        said.add(store_work.verdict(folder).split()[0])
        if "TORN" in said:
            return
    pytest.fail(f"twenty-five kills, and the check said only {said}")


@pytest.mark.xdist_group("faults")
def test_the_check_finds_out_what_was_promised_and_is_not_there(tmp_path: Path) -> None:
    store_work.work(tmp_path, 4)
    promise(tmp_path, {1, 2, 3, 4})
    assert store_work.verdict(tmp_path) == "ok"
    promise(tmp_path, {1, 2, 3, 4, 5, 6})
    assert store_work.verdict(tmp_path) == "LOST [5, 6]"
