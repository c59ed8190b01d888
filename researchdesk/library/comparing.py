# SPDX-License-Identifier: MIT
"""Compare two libraries, or backups of them, by content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.store import compare

if TYPE_CHECKING:
    from pathlib import Path

    from researchdesk.store.compare import Difference


def differences(a: Path, b: Path) -> list[Difference]:
    """Give what differs, by noun and public id or key; each path is a library's folder or a file. Nothing is opened."""
    return list(compare.differences(_file(a), _file(b)))


def _file(path: Path) -> Path:
    return path / "library.db" if path.is_dir() else path
