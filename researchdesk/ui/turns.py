# SPDX-License-Identifier: MIT
"""Long work of the window's thread, a few milliseconds a turn of its event loop: keys and painting come between."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator

TURN = 12.0  # ms of work in one turn; a step that takes longer is not cut


class Turns(QObject):
    """Does one thing in steps; what is begun anew takes the place of what was not done yet."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[object] = iter(())
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._go_on)

    def begin(self, steps: Iterator[object]) -> None:
        """Do the first steps now, the others in the turns that follow."""
        self.stop()
        self._steps = steps
        self._go_on()

    def stop(self) -> None:
        """Leave what was not done undone."""
        self._next.stop()
        self._steps = iter(())

    @property
    def is_done(self) -> bool:
        """True when nothing is left to do."""
        return not self._next.isActive()

    def _go_on(self) -> None:
        end = time.perf_counter() + TURN / 1000
        for _ in self._steps:
            if time.perf_counter() > end:
                self._next.start(0)
                return
