# SPDX-License-Identifier: MIT
"""Copies of a library, and what a restore did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy of a library, verified when it was made.

    `number` gives the order of the copies in a folder, whatever the clock said. `made_at` is UTC, ISO 8601 to the
    second. `reason` is `session`, `by-hand`, or what it was made before: `before-purge`. `size` is in bytes.
    """

    path: Path
    number: int
    made_at: str
    reason: str
    size: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the new file, where the old one went, and the attachments that are nowhere to be had."""

    path: Path
    aside: Path | None
    missing: tuple[str, ...]
