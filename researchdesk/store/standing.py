# SPDX-License-Identifier: MIT
"""Say of each passage that is read from the library whether it stands where its row says.

A row or a text may be damaged, or come from elsewhere. A passage whose words are not at its place is told as one that
was not found again: unsure where its words stand once, an orphan else. Nothing is written.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from researchdesk.store import versions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from researchdesk.model.passage import TargetStatus
    from researchdesk.store.operation import Store

    Row = dict[str, Any]

logger = logging.getLogger(__name__)

IDENTICAL: tuple[TargetStatus, ...] = (
    "same",
    "moved",
)  # with the words of the quote, to the letter
MISPLACED = "the place that was saved for it does not hold its words"


def told(store: Store, rows: Sequence[sqlite3.Row]) -> list[Row]:
    """Give rows of annotations with their targets, each target as far as it can be trusted."""
    placed = {row["text_version_id"] for row in rows if row["start"] is not None}
    texts = dict(versions.texts_of(store, placed))
    found = []
    for row in map(dict, rows):
        if row["start"] is not None and row["status"] != "unsure":
            text, is_whole = texts[row["text_version_id"]]
            if not stands(row, row["exact"], text, is_whole=is_whole):
                logger.warning("passage %s is not where its row says", row["public_id"])
                row |= _confessed(row["exact"], text)
        found.append(row)
    return found


def stands(target: Row | sqlite3.Row, exact: str, text: str, *, is_whole: bool) -> bool:
    """Say whether a target with a place can be trusted: of a text that is not as it was saved, only the very words."""
    start, end = target["start"], target["end"]
    if not 0 <= start < end <= len(text):
        return False
    is_read = text[start:end] == exact
    return is_read or (is_whole and target["status"] not in IDENTICAL)


def _confessed(exact: str, text: str) -> Row:
    at = text.find(exact)
    is_once = at >= 0 and text.find(exact, at + 1) < 0
    return {
        "start": at if is_once else None,
        "end": at + len(exact) if is_once else None,
        "status": "unsure" if is_once else "orphan",
        "confidence": 0.0,
        "why": MISPLACED,
        "decided_by": None,
    }
