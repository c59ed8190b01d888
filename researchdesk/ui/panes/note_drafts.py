# SPDX-License-Identifier: MIT
"""What was typed into a note and could not be saved: kept in the cache until a save succeeds."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from researchdesk.config import paths

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger(__name__)


def keep(library: str, note_id: int, title: str, body: str) -> None:
    """Keep a draft; a disk that takes nothing is only logged, the words stay in the window."""
    try:
        file = _file(library, note_id)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"title": title, "body": body}), encoding="utf-8")
    except OSError:
        logger.warning("a draft could not be kept")


def find(library: str, note_id: int) -> tuple[str, str] | None:
    """Give the draft of a note; None when there is none, or none that can be read."""
    try:
        held = json.loads(_file(library, note_id).read_text(encoding="utf-8"))
        return str(held["title"]), str(held["body"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def drop(library: str, note_id: int) -> None:
    """Forget a draft: its words are saved."""
    try:
        _file(library, note_id).unlink(missing_ok=True)
    except OSError:
        logger.warning("a draft could not be removed")


def _file(library: str, note_id: int) -> Path:
    return paths.cache_of(library) / "drafts" / f"{int(note_id)}.json"
