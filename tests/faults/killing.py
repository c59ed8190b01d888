# SPDX-License-Identifier: MIT
"""Kill a workload once it is ready, and keep what it promised."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from researchdesk.library.library import Library

ROOT = Path(__file__).parents[2]


def killed(work: str, *arguments: object, seconds: float, may_fail: bool = False) -> set[int]:
    """Let a workload of this folder run for a while after it is ready, kill it, and give what it promised.

    One that `may_fail`, a variant wrong on purpose, may meet its own error before and say so by exit status 3.
    """
    command = [sys.executable, "-m", f"tests.faults.{work}", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline() == b"READY\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read()
        assert process.wait() == -signal.SIGKILL or (may_fail and process.returncode == 3)
    return {int(number) for number in re.findall(rb"^ACK (\d+)$", said, re.MULTILINE)}


def promise(folder: Path, numbers: set[int]) -> None:
    """Write down what was promised, for the checker."""
    Path(f"{folder}.acks").write_text("".join(f"{number}\n" for number in sorted(numbers)))


class ChildKiller:
    """While it stands, each indexing child of a library is killed as soon as there is one."""

    def __init__(self, library: Library) -> None:
        self._library, self._is_over = library, threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        self._kill()
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._is_over.wait(0.002):
            self._kill()

    def _kill(self) -> None:
        if (pid := self._library.indexer.pid) is not None:
            os.kill(pid, signal.SIGKILL)
