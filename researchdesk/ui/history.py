# SPDX-License-Identifier: MIT
"""Back and forward: one history for place, query, article, scroll and note.

A jump makes an entry, scrolling does not. What an entry holds is noted when it is left, so that going forward again
finds everything exactly as it was.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from PySide6.QtCore import QObject, Signal

from researchdesk.ui.places import EVERYTHING, Place

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = 200
WALK = 1.0  # seconds: steps along a list that follow each other sooner are one entry


class Entry(Struct, frozen=True):
    """One view of the window."""

    place: Place = EVERYTHING
    query: str = ""
    article_id: int | None = None
    note_id: int | None = None
    reader: dict[str, Any] = field(default_factory=dict)
    face: str = ""
    shows_page: bool = False  # of the person or country, in the place of the text
    shows_text: bool = False  # in the form of one region at a time


class History(QObject):
    """The entries, and where among them we are."""

    moved = Signal()

    def __init__(
        self,
        note: Callable[[], Entry],
        show: Callable[[Entry], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._note = note
        self._show = show
        self._entries: list[Entry] = [Entry()]
        self._at = 0
        self._walked = 0.0
        self._is_showing = False

    @property
    def can_go_back(self) -> bool:
        """True when there is an entry before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """True when there is an entry after this one."""
        return self._at + 1 < len(self._entries)

    def leave(self, is_walk: bool = False) -> None:
        """Note this view before a jump, and begin a new entry; quick steps along a list share one."""
        if self._is_showing:
            return
        now = time.monotonic()
        is_same_walk = is_walk and now - self._walked < WALK
        self._walked = now if is_walk else 0.0
        if is_same_walk and not self.can_go_forward:
            return
        self._entries[self._at] = here = self._note()
        del self._entries[self._at + 1 :]
        self._entries.append(here)
        del self._entries[:-KEPT]
        self._at = len(self._entries) - 1
        self.moved.emit()

    def back(self) -> None:
        """Show the view before this one."""
        self._go(-1)

    def forward(self) -> None:
        """Show the view after this one."""
        self._go(1)

    def clear(self) -> None:
        """Begin anew: another library was opened."""
        self._entries, self._at = [Entry()], 0
        self.moved.emit()

    def _go(self, by: int) -> None:
        if not 0 <= self._at + by < len(self._entries):
            return
        self._entries[self._at] = self._note()
        self._at += by
        self._is_showing = True
        try:
            self._show(self._entries[self._at])
        finally:
            self._is_showing = False
        self.moved.emit()
