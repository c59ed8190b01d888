# SPDX-License-Identifier: MIT
"""Keep the inverse of every change in the library itself, so that undo survives closing the program.

TEMP triggers write each change of a watched row into `step_change`, in the operation's own transaction: whatever
happens, the log fits the data. It holds values, never SQL (`logged.py`). Undo builds parametrised statements from the
watched tables' schema, so a tampered log can at worst bring back odd values that the constraints allow.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from researchdesk.model.changes import Changes
from researchdesk.model.errors import BadValue, CannotUndo
from researchdesk.store import logged
from researchdesk.store.connection import plain
from researchdesk.store.schema import APPEND_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterable

MERGE_WITHIN = 60.0  # seconds
LIMIT = 500  # steps
BUDGET = 64_000_000  # bytes of logged values

_NO_LONGER_FITS = (
    BadValue,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    OverflowError,
    RecursionError,
    sqlite3.IntegrityError,
    sqlite3.DataError,
)
_FOLD = """
DELETE FROM step_change AS new WHERE seq >= ?1 AND deed = 'update' AND NOT EXISTS (
    SELECT 1 FROM json_each(new.before) WHERE new.noun || '.' || key IN (SELECT value FROM json_each(?3))
) AND EXISTS (
    SELECT 1 FROM step_change AS old WHERE old.seq BETWEEN ?2 AND ?1 - 1
        AND (old.noun, old.id, old.deed) = (new.noun, new.id, 'update')
        AND json_type(old.before, '$.id') IS NULL
        AND NOT EXISTS (SELECT key FROM json_each(new.before) EXCEPT SELECT key FROM json_each(old.before)))
"""


class Step(Struct, frozen=True):
    """One operation that can be undone (or, once undone, redone): the changes `first` to `last`."""

    id: int
    label: str
    is_redo: int
    merge_key: str | None
    at: float
    first: int
    last: int
    size: int
    seal: bytes


class UndoLog:
    """The steps of an open library; the oldest go first."""

    def __init__(self, conn: sqlite3.Connection, tables: Iterable[str]) -> None:
        self.limit, self.budget = LIMIT, BUDGET
        self.tables = logged.columns_of(conn, tables)
        self._conn, self._cursor = conn, plain(conn)
        self._unique = json.dumps(logged.unique_columns(conn, self.tables))
        self._first = 1
        conn.execute("CREATE TEMP TABLE touched (noun TEXT, id INTEGER)")
        conn.execute("CREATE TEMP TABLE recording (is_on INTEGER)")
        conn.execute("INSERT INTO temp.recording VALUES (1)")
        for table in self.tables:
            self._watch(table)

    def steps(self, *, is_redo: bool) -> list[Step]:
        """Give the steps that can be undone (or redone), oldest first."""
        rows = self._ask("SELECT * FROM step WHERE is_redo = ? ORDER BY id", is_redo)
        return [Step(*row) for row in rows]

    def last(self, *, is_redo: bool) -> Step | None:
        """Give the step that undo (or redo) would take now."""
        rows = self._ask("SELECT * FROM step WHERE is_redo = ? ORDER BY id DESC LIMIT 1", is_redo)
        return Step(*rows[0]) if rows else None

    def start(self, *, is_recording: bool) -> None:
        """Begin an operation's log, inside its transaction; without recording, ids are noted for Changes only."""
        self._conn.execute("UPDATE temp.recording SET is_on = ?", [is_recording])
        self._first = 1 + self._end()

    def finish(self, label: str, merge_key: object = None, taken: Step | None = None) -> Changes:
        """Make the logged changes one step, before COMMIT. `taken` is the step that was just undone or redone."""
        rows = self._rows(self._first)
        touched = self._ask("SELECT noun, id FROM temp.touched")
        ids: dict[str, set[int]] = defaultdict(set)
        for noun, row_id, *_ in (*rows, *touched):
            ids[noun].add(row_id)
        if touched:
            self._conn.execute("DELETE FROM temp.touched")
        if taken:
            self.drop(taken)
            self._push(label, rows, is_redo=not taken.is_redo, at=taken.at)  # no merge key: closed
        elif rows:
            self._record(label, rows, merge_key)
        return Changes(label, {noun: frozenset(found) for noun, found in ids.items()})

    def forget(self) -> None:
        """Drop all steps, inside an operation: what they rest on has been purged."""
        forget(self._conn)
        self._first = 1

    def drop(self, step: Step) -> None:
        """Drop one step, inside a transaction."""
        between = [step.first, step.last]
        self._conn.execute("DELETE FROM step_change WHERE seq BETWEEN ? AND ?", between)
        self._conn.execute("DELETE FROM step WHERE id = ?", [step.id])

    def run(self, step: Step) -> None:
        """Carry a step out inside an operation; CannotUndo where it no longer fits, or is not as it was written."""
        rows = self._rows(step.first, step.last)
        if logged.seal(rows) != step.seal:
            raise CannotUndo(label=step.label)
        used = dict(self._ask("SELECT name, seq FROM sqlite_sequence"))
        try:
            for row in reversed(rows):
                self._take_back(row, used)
        except _NO_LONGER_FITS as error:
            raise CannotUndo(label=step.label) from error

    def _take_back(self, row: logged.Row, used: dict[str, int]) -> None:
        """Do the opposite of one logged change; raise where it does not fit the table or the rows that are there."""
        noun, row_id, deed, before, blobs = row
        columns = self.tables[noun]  # KeyError: not a watched table
        if deed == "insert":
            # no row is right too: a cascade may have taken it
            self._cursor.execute(f"DELETE FROM {noun} WHERE id = ?", [row_id])
            return
        values = logged.values(columns, before, blobs)
        if "id" in values and not values["id"] <= used[noun]:  # type: ignore[operator]
            raise ValueError("an id that was never given; the highest would end AUTOINCREMENT")
        names = [f'"{name}"' for name in values]
        if deed == "update":
            sets = ", ".join(f"{name} = ?" for name in names or ["id"])
            statement = f"UPDATE {noun} SET {sets} WHERE id = ?"
            parameters = [*(values.values() or [row_id]), row_id]
        elif deed == "delete" and values.keys() == columns.keys() and values["id"] == row_id:
            marks = ", ".join("?" * len(names))
            statement = f"INSERT INTO {noun} ({', '.join(names)}) VALUES ({marks})"
            parameters = [*values.values()]
        else:
            raise ValueError("an unknown deed, or not a whole row")
        if self._cursor.execute(statement, parameters).rowcount != 1:
            raise ValueError("the row is gone")

    def _record(self, label: str, rows: list[logged.Row], merge_key: object) -> None:
        for step in self.steps(is_redo=True):
            self.drop(step)
        key = None if merge_key is None else json.dumps(merge_key)
        last = self.last(is_redo=False)
        if last and key is not None and _is_same_edit(last, key):
            self._merge(last)
        else:
            self._push(label, rows, is_redo=False, merge_key=key)
        self._trim()

    def _push(
        self,
        label: str,
        rows: list[logged.Row],
        *,
        is_redo: bool,
        merge_key: str | None = None,
        at: float | None = None,
    ) -> None:
        if rows:
            at = time.time() if at is None else at
            self._conn.execute(
                "INSERT INTO step (label, is_redo, merge_key, at, first, last, size, seal) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [label, is_redo, merge_key, at, self._first, self._end(), *_weight(rows)],
            )

    def _merge(self, last: Step) -> None:
        """Add the new changes to the last step: it is the same edit going on.

        A later update of columns whose older value the step holds already is not kept, the oldest has the last word;
        but of UNIQUE columns it is, or taking it back could meet another row's value on the way.
        """
        self._conn.execute(_FOLD, [self._first, last.first, self._unique])
        rows = self._rows(last.first)
        self._conn.execute(
            "UPDATE step SET last = ?, size = ?, seal = ? WHERE id = ?",
            [self._end(), *_weight(rows), last.id],
        )

    def _trim(self) -> None:
        count, size = self._ask("SELECT count(*), sum(size) FROM step")[0]
        while count > 1 and (count > self.limit or size > self.budget):
            oldest = Step(*self._ask("SELECT * FROM step ORDER BY id LIMIT 1")[0])
            self.drop(oldest)
            count, size = count - 1, size - oldest.size

    def _watch(self, table: str) -> None:
        columns = self.tables[table]
        inserted = None if table in APPEND_ONLY else "NULL, NULL"
        for event, row, before in (
            ("AFTER INSERT", "NEW", inserted),
            ("AFTER UPDATE", "NEW", logged.before_changed(columns)),
            ("BEFORE DELETE", "OLD", logged.before_all(columns)),
        ):
            deed = event.split()[1].lower()
            log = (
                f"INSERT INTO step_change (noun, id, deed, before, blobs) "
                f"SELECT '{table}', {row}.id, '{deed}', {before} FROM recording WHERE is_on; "
            )
            note = f"INSERT INTO touched SELECT '{table}', {row}.id FROM recording"
            self._conn.execute(
                f"CREATE TEMP TRIGGER log_{table}_{deed} {event} ON main.{table} BEGIN "
                + (f"{log}{note} WHERE NOT is_on; END" if before else f"{note}; END")
            )

    def _rows(self, first: int, last: int = 2**63 - 1) -> list[logged.Row]:
        return self._ask(
            "SELECT noun, id, deed, before, blobs FROM step_change WHERE seq BETWEEN ? AND ? ORDER BY seq",
            first,
            last,
        )

    def _end(self) -> int:
        return int(self._ask("SELECT coalesce(max(seq), 0) FROM step_change")[0][0])

    def _ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        return self._cursor.execute(question, values).fetchall()


def forget(conn: sqlite3.Connection) -> None:
    """Empty the history, inside a transaction: after a purge, a migration, in a restored copy."""
    conn.execute("DELETE FROM step")
    conn.execute("DELETE FROM step_change")


def _is_same_edit(last: Step, key: str) -> bool:
    return last.merge_key == key and 0 <= time.time() - last.at < MERGE_WITHIN


def _weight(rows: list[logged.Row]) -> tuple[int, bytes]:
    return logged.size(rows), logged.seal(rows)
