# SPDX-License-Identifier: MIT
"""What was called by its name in the palette, and how often: kept with the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from researchdesk.config.settings import Settings

SETTING = "palette.used"
KEPT = 200


class Used:
    """The last one first, none twice."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def counts(self) -> dict[str, int]:
        """Give the names with their numbers, the last one first."""
        found: dict[str, int] = {}
        for line in str(self._settings.get(SETTING) or "").splitlines():
            number, _, name = line.partition(" ")
            if number.isdecimal() and name:
                found.setdefault(name, int(number[:6]))
        return found

    def clear(self) -> None:
        """Forget all of them."""
        self._settings.set(SETTING, None)

    def add(self, name: str) -> None:
        """Count one more use."""
        counts = self.counts()
        counts = {name: counts.pop(name, 0) + 1, **counts}
        lines = [f"{number} {one}" for one, number in [*counts.items()][:KEPT]]
        self._settings.set(SETTING, "\n".join(lines))
