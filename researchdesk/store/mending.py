# SPDX-License-Identifier: MIT
"""Write damaged rows anew from a backup; nothing is taken from what cannot be trusted."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from researchdesk.store.connection import reader
from researchdesk.store.schema import WATCHED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from researchdesk.store.operation import Store


def mend(store: Store, backup: Path, rows: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Let these rows, by noun and id, be those of a good backup; inside an operation that is not undoable.

    Gives those that could not be mended: the backup does not hold them, or they no longer fit.
    """
    left = []
    with contextlib.closing(reader(backup)) as source:
        for noun, number in dict.fromkeys(rows):
            if noun not in WATCHED or not _mend(store, source, noun, number):
                left.append((noun, number))
    return left


def _mend(store: Store, source: sqlite3.Connection, noun: str, number: int) -> bool:
    row = source.execute(f"SELECT * FROM {noun} WHERE id = ?", [number]).fetchone()
    if row is None:
        return False
    names = [f'"{name}"' for name in row.keys()]  # noqa: SIM118 - a row is no dict
    sets = ", ".join(f"{name} = ?" for name in names)
    try:
        with store.db.atomic():
            changed = store.db.conn.execute(
                f"UPDATE {noun} SET {sets} WHERE id = ?", [*row, number]
            ).rowcount
            if not changed:
                marks = ", ".join("?" * len(names))
                columns = ", ".join(names)
                store.db.conn.execute(f"INSERT INTO {noun} ({columns}) VALUES ({marks})", [*row])
    except sqlite3.IntegrityError:
        return False
    return True
