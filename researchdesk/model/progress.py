# SPDX-License-Identifier: MIT
"""The report of long work, and the one place where a cancel lands."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from researchdesk.model.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

INTERVAL = 0.1  # seconds: at most ten reports a second


class Progress:
    """Handed to long work: `step()` reports how far it is and raises Cancelled once somebody asked for it."""

    def __init__(self, report: Callable[[int, int | None, str], None] | None = None) -> None:
        self._report = report
        self._cancel = threading.Event()
        self._last = 0.0

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancel.set()

    @property
    def is_cancelled(self) -> bool:
        """True once somebody asked the work to stop."""
        return self._cancel.is_set()

    def step(self, done: int = 0, total: int | None = None, words: str = "") -> None:
        """Report how far the work is; raise Cancelled when it was asked to stop."""
        if self._cancel.is_set():
            raise Cancelled
        now = time.monotonic()
        if self._report and (now - self._last >= INTERVAL or done == total):
            self._last = now
            self._report(done, total, words)
