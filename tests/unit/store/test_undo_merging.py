# SPDX-License-Identifier: MIT
"""Edits of one thing within a minute are one step; the history stays small."""

from __future__ import annotations

import sqlite3
from typing import Any

from researchdesk.store.connection import plain
from researchdesk.store.operation import Store
from tests.unit.store import rows
from tests.unit.store.rows import citation, clip, dump, labels, new_note


def edit_note(store: Store, note_id: int, *, label: str = "Edit note", **values: Any) -> None:
    """Edit a note so that edits within a minute are one step."""
    with store.operation(label, merge_key=("note", note_id)):
        store.db.table("note").update(note_id, values)


def beside(store: Store, statement: str, *values: object) -> None:
    """Change the file as another program would, with the library open."""
    conn = sqlite3.connect(store.path, isolation_level=None)
    assert conn.execute(statement, values).rowcount
    conn.close()


def test_edits_of_one_note_within_a_minute_are_one_step(store: Store) -> None:
    note_id = new_note(store)
    other = new_note(store)
    before = dump(store.read())
    for body in ("a", "ab", "abc"):
        edit_note(store, note_id, body=body)
    after = dump(store.read())
    edit_note(store, other, body="other")
    assert labels(store) == ["New note", "New note", "Edit note", "Edit note"]
    store.undo()
    store.undo()
    assert dump(store.read()) == before
    store.redo()
    assert dump(store.read()) == after
    edit_note(store, note_id, body="abcd")
    store.undo()
    assert dump(store.read()) == after  # nothing is merged into a step that was redone


def test_merging_is_by_the_clock_and_goes_on_across_a_restart(store: Store) -> None:
    note_id = new_note(store)
    edit_note(store, note_id, body="a")
    store.close()
    again = Store(store.folder)
    edit_note(again, note_id, body="b")
    assert len(again.steps()) == 2
    for seconds, steps in ((-61, 3), (10, 4)):  # a minute later; the clock was set back
        beside(again, "UPDATE step SET at = at + ?", seconds)
        edit_note(again, note_id, body=str(seconds))
        assert len(again.steps()) == steps
    again.close()


def test_a_minute_of_saves_logs_the_text_once(store: Store) -> None:
    note_id = new_note(store, body="first")
    before = dump(store.read())
    for n in range(30):
        title = {"title": "m"} if n == 7 else {}
        edit_note(store, note_id, body=str(n) * 5000, **title)
    after = dump(store.read())
    assert store.read().execute("SELECT max(size) FROM step").fetchone()[0] < 11_000
    store.undo()
    assert dump(store.read()) == before
    store.redo()
    assert dump(store.read()) == after


def test_merged_edits_that_pass_a_unique_value_on_can_be_undone(store: Store) -> None:
    note_id = new_note(store)
    with store.operation("Cite"):
        first = rows.insert(store, "citation", **citation(note_id, 1))
    before = dump(store.read())
    citations = store.db.table("citation")
    with store.operation("Edit note", merge_key="k"):
        citations.update(first, {"position": 2})
        second = rows.insert(store, "citation", **citation(note_id, 1))
    with store.operation("Edit note", merge_key="k"):
        citations.delete(second)
        citations.update(first, {"position": 1})
    assert labels(store)[-1:] == ["Edit note"]
    store.undo()
    assert dump(store.read()) == before


def test_the_oldest_steps_go_first_and_the_newest_stays(store: Store) -> None:
    store._log.limit, store._log.budget = 5, 20_000
    for n in range(8):
        clip(store, str(n))
    assert labels(store) == ["Clip article"] * 5
    for n in range(4):
        with store.operation(f"Edit {n}"):
            store.db.execute("UPDATE text_version SET text = ?", [str(n) * 1500])
    steps = store._log.steps(is_redo=False)
    assert steps[-1].label == "Edit 3"
    assert 1 <= len(steps) < 4
    assert sum(step.size for step in steps) <= 20_000
    kept = plain(store.read()).execute("SELECT min(seq), max(seq) FROM step_change").fetchone()
    assert kept == (steps[0].first, steps[-1].last)
    store._log.budget = 10
    with store.operation("Large"):
        store.db.execute("UPDATE text_version SET text = ?", ["x" * 1500])
    assert labels(store) == ["Large"]
