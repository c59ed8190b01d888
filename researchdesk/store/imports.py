# SPDX-License-Identifier: MIT
"""Rows of imports: what each found and stored, and what it refused; not watched by undo."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from researchdesk.model.article import ArticleId
from researchdesk.model.dates import now
from researchdesk.model.importing import ImportReport, Rejected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.store.operation import Store

COUNTS = ("found", "stored", "versions", "known")


def begin(store: Store, source: str, kind: str) -> int:
    """Note that an import begins, inside an operation; give its number."""
    row = {"format": kind, "source_name": source, "started_at": now()}
    return int(store.db.table("import_run").insert(row).last_rowid or 0)


def note(store: Store, run: int, counts: dict[str, int], rejected: Sequence[Rejected]) -> None:
    """Add to what an import has done so far, inside an operation."""
    changes = ", ".join(f"{name} = {name} + ?" for name in COUNTS)
    values = [counts.get(name, 0) for name in COUNTS]
    store.db.execute(
        f"UPDATE import_run SET {changes}, ended_at = ? WHERE id = ?", [*values, now(), run]
    )
    for one in rejected:
        row = {"import_run_id": run, "entry": one.entry, "reason": one.reason}
        number = store.db.table("import_reject").insert(row).last_rowid
        if one.path:
            left = {"import_run_id": run, "record": json.dumps([number, one.path])}
            store.db.table("import_entry").insert(left)


def mark(store: Store, run: int, articles: Sequence[ArticleId]) -> None:
    """Let articles remember the import that they came by, inside an operation."""
    for number in articles:
        store.db.table("article").update(number, {"import_run_id": run})


def report(store: Store, run: int) -> ImportReport | None:
    """Give the report of one import; None where there is no such number."""
    read = store.read()
    row = read.execute("SELECT * FROM import_run WHERE id = ?", [run]).fetchone()
    if row is None:
        return None
    asked = "SELECT id, entry, reason FROM import_reject WHERE import_run_id = ? ORDER BY id"
    where = _paths(store, run)
    rejected = tuple(
        Rejected(entry, reason, where.get(number))
        for number, entry, reason in read.execute(asked, [run])
    )
    asked = "SELECT id FROM article WHERE import_run_id = ? AND trashed_on IS NULL ORDER BY id"
    articles = tuple(ArticleId(one[0]) for one in read.execute(asked, [run]))
    return ImportReport(
        row["source_name"],
        row["stored"],
        row["versions"],
        row["known"],
        rejected,
        articles,
        run=run,
        at=row["started_at"],
    )


def _paths(store: Store, run: int) -> dict[int, str]:
    """Give where the refused entries lie that can be tried again, by the number of the refusal."""
    asked = "SELECT record FROM import_entry WHERE import_run_id = ?"
    found: dict[int, str] = {}
    for (record,) in store.read().execute(asked, [run]):
        with contextlib.suppress(ValueError, TypeError):
            number, path = json.loads(record)
            found[int(number)] = str(path)
    return found


def runs(store: Store) -> list[int]:
    """Give the numbers of all imports, the newest first."""
    found = store.read().execute("SELECT id FROM import_run ORDER BY id DESC")
    return [int(row[0]) for row in found]
