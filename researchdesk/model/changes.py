# SPDX-License-Identifier: MIT
"""What one operation touched: each view asks whether its nouns are in it."""

from __future__ import annotations

from msgspec import Struct, field


class Changes(Struct, frozen=True):
    """The ids one operation touched, by noun (the table's name).

    `is_everything`: no operation, yet all that is shown must be read again.
    """

    label: str
    ids: dict[str, frozenset[int]] = field(default_factory=dict)
    is_everything: bool = False

    def touches(self, *nouns: str) -> bool:
        """Say whether any row of these nouns changed."""
        return self.is_everything or any(self.ids.get(noun) for noun in nouns)

    def of(self, noun: str) -> frozenset[int]:
        """Give the touched ids of one noun, empty when none."""
        return self.ids.get(noun, frozenset())


class HistoryStep(Struct, frozen=True):
    """One entry of the undo history: its label, when it was done (seconds since 1970), whether redo brings it back.

    `id` is its number; undo and redo give it another one.
    """

    label: str
    at: float
    is_redo: bool
    id: int = 0
