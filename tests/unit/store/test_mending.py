# SPDX-License-Identifier: MIT
"""Damaged rows become those of a backup; what it does not hold, or no longer fits, is left and named."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from researchdesk.store import mending, verify
from tests.unit.store.rows import clip, new_note
from tests.unit.store.test_backup import copy

if TYPE_CHECKING:
    from pathlib import Path

    from researchdesk.store.operation import Store

    Rows = list[tuple[str, int]]


def damage(store: Store, *statements: str) -> None:
    """Change rows as a failing disk does: no digest and no entry of the outbox goes with it."""
    conn = sqlite3.connect(store.path, isolation_level=None)
    for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        conn.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        conn.execute(statement)
    conn.close()


def mended(store: Store, backup: Path, rows: Rows) -> Rows:
    with store.operation("Mend", undoable=False):
        return mending.mend(store, backup, rows)


def titles(store: Store) -> list[str]:
    return [row["title"] for row in store.db.query("SELECT title FROM article ORDER BY id")]


def damages(store: Store) -> list[str]:
    return [str(one) for one in verify.damages(store.path) if one.noun]


def test_an_altered_and_a_lost_row_are_those_of_the_backup(store: Store, tmp_path: Path) -> None:
    first, second = clip(store, "Grain"), clip(store, "Cattle")
    backup = copy(store, tmp_path / "safe").path
    damage(
        store,
        f"UPDATE article SET title = 'Grxin' WHERE id = {first}",
        f"DELETE FROM article WHERE id = {second}",
    )
    assert damages(store) == [
        f"article {first}: not as it was written",
        f"article {second}: missing",
    ]
    assert mended(store, backup, [("article", first), ("article", second)] * 2) == []
    assert titles(store) == ["Grain", "Cattle"]
    assert damages(store) == []


def test_a_row_that_no_longer_fits_is_left_as_it_is_and_the_others_are_mended(
    store: Store, tmp_path: Path
) -> None:
    first, second = clip(store, "Grain"), clip(store, "Cattle")
    address = "https://example.org/grain"
    with store.operation("Set"):
        store.db.table("article").update(first, {"canonical_url": address})
    backup = copy(store, tmp_path / "safe").path
    with store.operation("Set"):  # the address went to the other one meanwhile
        store.db.table("article").update(first, {"canonical_url": None})
        store.db.table("article").update(second, {"canonical_url": address})
    young = new_note(store)
    damage(store, "UPDATE article SET title = 'Damaged'")
    wanted: Rows = [
        ("article", first),
        ("article", second),
        ("note", young),
        ("sqlite_master", 1),
    ]
    assert mended(store, backup, wanted) == [
        ("article", first),
        ("note", young),
        ("sqlite_master", 1),
    ]
    assert titles(store) == ["Damaged", "Cattle"]
