# SPDX-License-Identifier: MIT
"""Python's search for garbage, in the window's thread alone, and never among what the start has made.

In another thread it could destroy a part of the window there, which ends the program. A full search holds every thread:
for 25 to 50 ms with all that is imported, for 5 with what came later.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

STARTED = 3_000  # ms after which what the start has made stays for good
EVERY = 200  # ms


class Garbage(QObject):
    """Searches in Python's place, as often as Python would."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(search)
        QTimer.singleShot(STARTED, self, self._begin)

    def _begin(self) -> None:
        gc.freeze()
        self._timer.start()


def search() -> None:
    """Search where Python would now, in this thread."""
    for generation, (count, limit) in enumerate(
        zip(gc.get_count(), gc.get_threshold(), strict=True)
    ):
        if count <= limit:
            break
        gc.collect(generation)
