# SPDX-License-Identifier: MIT
"""The program dies amid a backup or a restore: each copy is good, and a whole library is there."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults import backup_work

ROOT = Path(__file__).parents[2]


def killed(folder: Path, seconds: float, variant: str = "good") -> set[int]:
    """Let the work run for a while after it is ready, kill it, and give what it promised."""
    command = [sys.executable, "-m", "tests.faults.backup_work", "work", str(folder), variant]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline() == b"READY\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read()
        # a wrong variant may meet its own error before the kill, and says so
        assert process.wait() == -signal.SIGKILL or (variant != "good" and process.returncode == 3)
    return {int(number) for number in re.findall(rb"^ACK (\d+)$", said, re.MULTILINE)}


def promise(folder: Path, numbers: set[int]) -> None:
    Path(f"{folder}.acks").write_text("".join(f"{number}\n" for number in sorted(numbers)))


@pytest.mark.xdist_group("faults")
def test_ten_kills_amid_backups_and_restores(tmp_path: Path) -> None:
    chance, promised, folder = random.Random(4), set[int](), tmp_path / "work"
    for _ in range(10):
        promised |= killed(folder, chance.uniform(0.02, 0.5))
        promise(folder, promised)
        assert backup_work.verdict(folder) == "ok"
    assert promised


@pytest.mark.xdist_group("faults")
@pytest.mark.parametrize("variant", ["wal-left", "name-first"])
def test_the_check_finds_out_a_wrong_order(tmp_path: Path, variant: str) -> None:
    chance, said = random.Random(5), set()
    for number in range(12):
        folder = tmp_path / str(number)
        promise(folder, killed(folder, chance.uniform(0.1, 0.9), variant))
        said.add(backup_work.verdict(folder).split()[0])
        if said - {"ok"}:
            return
    pytest.fail(f"twelve kills, and the check said only {said}")
