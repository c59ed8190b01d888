# SPDX-License-Identifier: MIT
"""Make another library of one: without the program code of others, or in another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.store import restore

if TYPE_CHECKING:
    from pathlib import Path

    from researchdesk.model.backup import Restored


def copy(folder: Path, target: Path) -> Restored:
    """Make a library in a new folder with all rows of this one, without its foreign triggers and views; any thread.

    Raises BadValue where the target holds a library, LibraryDamaged where a row is not as it was written.
    """
    return restore.clean_copy(folder, target)


def move(folder: Path, target: Path) -> Restored:
    """Move a library that nobody has open to a new folder; the old file stays there as `library.moved-….db`.

    Raises LibraryLocked where somebody has it open, BadValue where the target holds a library.
    """
    return restore.move(folder, target)
