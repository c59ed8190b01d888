# SPDX-License-Identifier: MIT
"""When to stop: the user typed on, or the query costs more than anybody waits for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from researchdesk.model.errors import Cancelled

if TYPE_CHECKING:
    import threading

BUDGET = 0.5  # seconds of processor time for one query


class Watch:
    """Looked at by everything that may take long; `is_over` once the budget was spent and something was left out."""

    def __init__(self, cancel: threading.Event | None = None, budget: float | None = None) -> None:
        self._cancel = cancel
        self._until = time.thread_time() + (BUDGET if budget is None else budget)
        self.is_over = False

    def must_stop(self) -> bool:
        """Say whether to stop with what is there; raise Cancelled when nobody wants the answer any more."""
        if self._cancel is not None and self._cancel.is_set():
            raise Cancelled
        if not self.is_over and time.thread_time() > self._until:
            self.is_over = True
        return self.is_over
