# SPDX-License-Identifier: MIT
"""Random operations, undone and redone, the library closed and opened in between, against a list of states."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from researchdesk.store import verify
from researchdesk.store.connection import plain
from researchdesk.store.operation import Store
from researchdesk.store.schema import APPEND_ONLY
from tests.unit.store import rows
from tests.unit.store.rows import dump, labels

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
PICK = st.integers(0, 7)


class Undo(RuleBasedStateMachine):
    """States before each step stand in `past`, states taken back in `future`."""

    store: Store

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store.create(self.folder / "library")
        self.past: list[Any] = []
        self.future: list[Any] = []

    def teardown(self) -> None:
        if hasattr(self, "store"):
            while self.past:
                assert self.store.undo()
                assert self.state() == self.past.pop()
            assert self.store.undo() is None
            self.store.close()
            assert not list(verify.damages(self.store.path))
            shutil.rmtree(self.folder)

    def state(self) -> Any:
        """Give all that undo must bring back; inserts in append-only tables are no part of it."""
        found = dump(self.store.read())
        for table in APPEND_ONLY:
            del found[table]
        found["digest"] = [row for row in found["digest"] if row[0] not in APPEND_ONLY]
        return found

    def step(
        self, work: Callable[[], object], *, is_broken: bool = False, merge_key: object = None
    ) -> None:
        before, steps = self.state(), labels(self.store)
        try:
            with self.store.operation("step", merge_key=merge_key):
                work()
                if is_broken:
                    raise ZeroDivisionError
        except (ZeroDivisionError, sqlite3.IntegrityError):
            assert self.state() == before
            assert labels(self.store) == steps
            return
        if len(labels(self.store)) > len(steps):
            self.past.append(before)
            self.future.clear()
        elif self.state() != before:
            assert merge_key  # it went into the step before
            self.future.clear()

    def some(self, table: str, pick: int) -> int:
        ids = plain(self.store.read()).execute(f"SELECT id FROM {table} ORDER BY id").fetchall()
        return int(ids[pick % len(ids)][0]) if ids else 0

    def table(self, name: str) -> Any:
        return self.store.db.table(name)

    @rule(title=TEXT, text=TEXT)
    def clip(self, title: str, text: str) -> None:
        before = self.state()
        rows.clip(self.store, title, text)
        self.past.append(before)
        self.future.clear()

    @rule(title=TEXT, body=TEXT, pick=PICK, is_broken=st.booleans(), is_merged=st.booleans())
    def write_note(
        self, title: str, body: str, pick: int, *, is_broken: bool, is_merged: bool
    ) -> None:
        note_id = self.some("note", pick)

        def work() -> None:
            if not note_id:
                rows.note(self.store, title, body)
                return
            self.table("note").update(
                note_id, {"body": body} if pick % 2 else {"title": title, "body": body}
            )
            last = (
                plain(self.store.read())
                .execute("SELECT max(revision) FROM note_revision")
                .fetchone()
            )
            rows.note_revision(self.store, note_id, 1 + (last[0] or 0), body)

        self.step(work, is_broken=is_broken, merge_key=("note", note_id) if is_merged else None)

    @rule(positions=st.lists(st.integers(0, 4), unique=True), pick=PICK)
    def cite(self, positions: list[int], pick: int) -> None:
        """Rewrite a note's citations as a save does: rows that stay move, others go and come."""
        note_id = self.some("note", pick)

        def work() -> None:
            table, there = self.table("citation"), "note_id = ? AND position = ?"
            for row in list(table.rows_where("note_id = ?", [note_id])):
                if row["position"] not in positions:
                    table.delete(row["id"])
                elif pick % 2 and not table.count_where(there, [note_id, row["position"] + 10]):
                    table.update(row["id"], {"position": row["position"] + 10})
            for position in positions:
                if not table.count_where(there, [note_id, position]):
                    row = {"note_id": note_id, "position": position, "kind": "p", "cited_id": "0"}
                    table.insert(row | {"line_first": 0, "line_last": 0, "label": ""})

        self.step(work, merge_key=("note", note_id))

    @rule(pick=PICK)
    def replace_note(self, pick: int) -> None:
        def work() -> None:
            self.store.db.execute(
                "INSERT OR REPLACE INTO note SELECT id, public_id, 'r', body, 1, '', '', NULL FROM note "
                "WHERE id = ?",
                [self.some("note", pick)],
            )

        self.step(work)

    @rule(pick=PICK, other=PICK, form=TEXT, is_broken=st.booleans())
    def tag(self, pick: int, other: int, form: str, *, is_broken: bool) -> None:
        def work() -> None:
            known = self.some("person", other) if other % 2 else 0
            person_id = known or rows.person(self.store, form)
            rows.name_form(self.store, person_id, form)
            rows.mention(self.store, self.some("article", pick), person_id=person_id)

        self.step(work, is_broken=is_broken)

    @rule(pick=PICK, other=PICK)
    def merge_people(self, pick: int, other: int) -> None:
        kept, lost = self.some("person", pick), self.some("person", other)

        def work() -> None:
            if kept != lost:
                execute = self.store.db.execute
                execute(
                    "UPDATE OR REPLACE mention SET person_id = ? WHERE person_id = ?", [kept, lost]
                )
                execute(
                    "UPDATE OR IGNORE name_form SET person_id = ? WHERE person_id = ?", [kept, lost]
                )
                self.table("person").delete(lost)

        self.step(work)

    @rule(
        table=st.sampled_from(["article", "person", "note", "snapshot", "text_version"]), pick=PICK
    )
    def delete(self, table: str, pick: int) -> None:
        self.step(lambda: self.table(table).delete_where("id = ?", [self.some(table, pick)]))

    @rule(pick=PICK)
    def trash(self, pick: int) -> None:
        article_id = self.some("article", pick)
        change = "UPDATE article SET trashed_on = '2026' WHERE id = ?"
        self.step(lambda: self.store.db.execute(change, [article_id]))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        now = self.state()
        assert self.store.undo()
        assert self.state() == self.past.pop()
        self.future.append(now)

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        now = self.state()
        assert self.store.redo()
        assert self.state() == self.future.pop()
        self.past.append(now)

    @rule()
    def reopen(self) -> None:
        before = self.state()
        self.store.close()
        self.store = Store(self.folder / "library")
        assert self.state() == before

    @invariant()
    def whole(self) -> None:
        if hasattr(self, "store"):
            assert not self.store.read().in_transaction
            assert not self.store.read().execute("SELECT count(*) FROM temp.touched").fetchone()[0]
            assert len(labels(self.store)) == len(self.past)
            assert len(labels(self.store, is_redo=True)) == len(self.future)


TestUndo = Undo.TestCase
TestUndo.settings = settings(
    max_examples=int(os.environ.get("MODEL_EXAMPLES", "25")),
    stateful_step_count=int(os.environ.get("MODEL_STEPS", "25")),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
