# SPDX-License-Identifier: MIT
"""The progress of long work on one line of a terminal, and Ctrl+C as its way to stop."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from typing import TYPE_CHECKING

from researchdesk.model.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


@contextlib.contextmanager
def stoppable() -> Iterator[Progress]:
    """Let the first Ctrl+C stop the work after the entry it is at; the second one ends it at once."""
    progress = Progress(_show if sys.stderr.isatty() else None)

    def stop(number: int, frame: FrameType | None) -> None:
        if progress.is_cancelled:
            raise KeyboardInterrupt
        progress.cancel()

    if threading.current_thread() is not threading.main_thread():
        yield progress  # an open window carries the verb out
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)


def _show(done: int, total: int | None, words: str) -> None:
    """Draw the progress on one line of a terminal."""
    count = f"{done} of {total}  " if total else ""
    sys.stderr.write(f"\r\x1b[K{count}{words[:50]}")
    sys.stderr.flush()


def end_line() -> None:
    """Take the line of the progress away."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
