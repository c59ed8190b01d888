# SPDX-License-Identifier: MIT
"""Say of each passage that is read from the library whether it stands where its row says.

A row or a text may be damaged, or come from elsewhere. A passage whose words are not at its place is told as one that
was not found again: unsure where its words stand once, an orphan else. Nothing is written. Whatever tells or counts
the status of a passage has it from here.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from researchdesk.store import versions
from researchdesk.store.articles import IDS, as_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from researchdesk.model.passage import AnnotationId, TargetStatus
    from researchdesk.store.operation import Store

    Row = dict[str, Any]

logger = logging.getLogger(__name__)

TARGETS = """SELECT annotation.id, exact, target.text_version_id, start, "end", decided_by,
    coalesce(status, 'orphan') AS status FROM annotation JOIN article ON article.id = article_id
    LEFT JOIN target ON annotation_id = annotation.id AND target.text_version_id = article.current_version_id """
ALIVE = "annotation.trashed_on IS NULL AND article.trashed_on IS NULL"
READ = """coalesce(start >= 0 AND start < "end" AND status <> 'unsure' AND exact =
    (SELECT substr(text, start + 1, "end" - start) FROM text_version WHERE id = target.text_version_id), 0)"""
IDENTICAL: tuple[TargetStatus, ...] = (
    "same",
    "moved",
)  # with the words of the quote, to the letter
MISPLACED = "the place that was saved for it does not hold its words"


def told(store: Store, rows: Sequence[sqlite3.Row]) -> list[Row]:
    """Give rows of annotations with their targets, each target as far as it can be trusted."""
    found = _told(store, rows)
    for row, saved in zip(found, rows, strict=True):
        if row["status"] != saved["status"]:
            logger.warning("passage %s is not where its row says", row["public_id"])
    return found


def statuses(store: Store, ids: Iterable[AnnotationId]) -> dict[AnnotationId, TargetStatus]:
    """Give what became of these annotations in the texts that are read now."""
    rows = store.read().execute(f"{TARGETS} WHERE annotation.id IN {IDS}", [as_json(ids)])
    return {row["id"]: row["status"] for row in _told(store, rows.fetchall())}


def waiting(store: Store) -> list[AnnotationId]:
    """Give the annotations that have no certain place and on which the user has said nothing."""
    rows = store.read().execute(  # those whose words can be read at their place stand, and are most
        f"{TARGETS} WHERE {ALIVE} AND NOT {READ} ORDER BY annotation.id"
    )
    return [
        row["id"]
        for row in _told(store, rows.fetchall())
        if (row["start"] is None or row["status"] == "unsure") and row["decided_by"] != "user"
    ]


def stands(target: Row | sqlite3.Row, exact: str, text: str, *, is_whole: bool) -> bool:
    """Say whether a target with a place can be trusted: of a text that is not as it was saved, only the very words."""
    start, end = target["start"], target["end"]
    if not 0 <= start < end <= len(text):
        return False
    is_read = text[start:end] == exact
    return is_read or (is_whole and target["status"] not in IDENTICAL)


def _told(store: Store, rows: Sequence[sqlite3.Row]) -> list[Row]:
    """Look at one text after the other, so that only one is in memory."""
    found = [dict(row) for row in rows]
    placed: dict[Any, list[Row]] = {}
    for row in found:
        if row["start"] is not None and row["status"] != "unsure":
            placed.setdefault(row["text_version_id"], []).append(row)
    for version_id, (text, is_whole) in versions.texts_of(store, placed):
        for row in placed[version_id]:
            if not stands(row, row["exact"], text, is_whole=is_whole):
                row |= _confessed(row["exact"], text)
    return found


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
