# SPDX-License-Identifier: MIT
"""A history that somebody changed is refused, or brings back odd values that the tables allow; never more."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from researchdesk.model.errors import CannotUndo, LibraryAltered
from researchdesk.store import logged, verify
from researchdesk.store.connection import plain
from researchdesk.store.operation import Store
from tests.unit.store import rows
from tests.unit.store.rows import clip, dump, labels, new_note

if TYPE_CHECKING:
    from pathlib import Path


TAMPERED = {
    "unknown noun": "noun = 'meta'",
    "noun of the log": """noun = 'step', before = '{"label": "x"}'""",
    "SQL as noun": "noun = 'article; DROP TABLE note'",
    "unknown column": """before = '{"nope": 1}'""",
    "SQL as column": """before = '{"title\\" = 1; --": "x"}'""",
    "wrong type": """before = '{"title": 5}'""",
    "text for a number": """before = '{"revision": "5"}'""",
    "a list as value": """before = '{"title": ["x"]}'""",
    "true": """before = '{"id": true}'""",
    "null where none may be": """before = '{"title": null}'""",
    "huge id": "id = 9223372036854775807",
    "no such row": "id = 77",
    "id never given": """before = '{"id": 9223372036854775807}'""",
    "beyond 64 bits": """before = '{"id": 99999999999999999999}'""",
    "no JSON": "before = 'x'",
    "no object": "before = '[1]'",
    "nothing": "before = NULL",
    "deep": f"before = '{'[' * 99_999}'",
    "lone surrogate": """before = '{"title": "\\ud800"}'""",
    "unknown deed": "deed = 'execute'",
    "another deed": "deed = 'delete'",
    "a stray blob": "blobs = x'00'",
    "no change of the seal": "before = before || ' '",
}


def tamper(path: Path, statement: str, *values: object, reseal: bool = True) -> None:
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA ignore_check_constraints=ON")
    assert conn.execute(statement, values).rowcount
    for key, first, last in conn.execute("SELECT id, first, last FROM step").fetchall():
        found = conn.execute(
            "SELECT noun, id, deed, before, blobs FROM step_change WHERE seq BETWEEN ? AND ? ORDER BY seq",
            [first, last],
        ).fetchall()
        if reseal:
            conn.execute("UPDATE step SET seal = ? WHERE id = ?", [logged.seal(found), key])
    conn.commit()
    conn.close()


def schema(store: Store) -> list[Any]:
    return plain(store.read()).execute("SELECT * FROM sqlite_master").fetchall()


@pytest.mark.parametrize("kind", TAMPERED)
def test_a_tampered_log_is_refused(store: Store, kind: str) -> None:
    clip(store)
    note_id = new_note(store)
    with store.operation("Edit"):
        store.db.table("note").update(note_id, {"title": "New"})
    store.close()
    changed = f"UPDATE step_change SET {TAMPERED[kind]} WHERE deed = 'update' AND noun = 'note'"
    tamper(store.path, changed, reseal="seal" not in kind)
    again = Store(store.folder)
    before, tables = dump(again.read()), schema(again)
    with pytest.raises(CannotUndo):
        again.undo()
    assert dump(again.read()) == before
    assert schema(again) == tables
    assert not list(verify.damages(again.path))
    assert labels(again) == ["Clip article", "New note"]
    assert again.undo()  # the step before still works
    assert again.db.table("note").count == 0
    again.close()


@pytest.mark.parametrize(
    "column", ["sha256", "body", "confidence", "start"], ids=["blob", "bytes", "real", "integer"]
)
def test_a_deleted_row_with_a_value_of_another_type_is_refused(store: Store, column: str) -> None:
    article_id = clip(store)
    with store.operation("Tag"):
        rows.mention(store, article_id, country="RS")
    with store.operation("Delete"):
        store.db.table("article").delete(article_id)
    before = dump(store.read())
    wrong = json.dumps({"sha256": "x", "body": True, "confidence": 0.5, "start": 1.5}[column])
    store.close()
    tamper(
        store.path,
        "UPDATE step_change SET before = json_set(before, '$.' || ?, json(?)) "
        "WHERE deed = 'delete' AND json_type(before, '$.' || ?) IS NOT NULL",
        column,
        wrong,
        column,
    )
    again = Store(store.folder)
    with pytest.raises(CannotUndo):
        again.undo()
    assert dump(again.read()) == before
    again.close()


@pytest.mark.parametrize(
    "change",
    [
        "id = id + 1",
        "deed = 'execute'",
        "before = '{}'",
        "before = json_remove(before, '$.trashed_on')",
    ],
)
def test_a_deleted_row_that_is_not_whole_is_refused(store: Store, change: str) -> None:
    note_id = new_note(store)
    other = new_note(store)
    with store.operation("Delete"):
        store.db.table("note").delete(note_id)
        store.db.table("note").delete(other)
    before = dump(store.read())
    store.close()
    tamper(store.path, f"UPDATE step_change SET {change} WHERE deed = 'delete' AND id = {note_id}")
    again = Store(store.folder)
    with pytest.raises(CannotUndo):
        again.undo()
    assert dump(again.read()) == before
    again.close()


def test_a_tampered_log_brings_back_odd_values_and_nothing_else(store: Store) -> None:
    article_id = clip(store)
    with store.operation("Edit"):
        store.db.table("article").update(article_id, {"title": "New"})
    with store.operation("Delete"):
        store.db.table("article").delete(article_id)
    store.close()
    evil = "x'); DROP TABLE note; DELETE FROM article; --"
    change = (
        "UPDATE step_change SET before = json_set(before, '$.title', ?) WHERE before LIKE '%title%'"
    )
    tamper(store.path, change, evil)
    again = Store(store.folder)
    tables = schema(again)
    for _ in range(2):
        again.undo()
        assert [row["title"] for row in again.db.table("article").rows] == [evil]
    assert schema(again) == tables
    assert not list(verify.damages(again.path))
    again.close()


@pytest.mark.parametrize(
    "change",
    [
        """ALTER TABLE note ADD COLUMN "a' || (SELECT 1) --" TEXT""",
        "CREATE TABLE other (id INTEGER PRIMARY KEY, old_id TEXT, new_id TEXT, a DATE)",
    ],
)
def test_a_column_name_or_type_never_becomes_sql(store: Store, change: str) -> None:
    store.close()
    conn = sqlite3.connect(store.path, isolation_level=None)
    conn.execute(change)
    if "other" in change:
        conn.execute("DROP TABLE alias")
        conn.execute("ALTER TABLE other RENAME TO alias")
    conn.close()
    with pytest.raises(LibraryAltered):
        Store(store.folder)
    Store(store.folder, read_only=True).close()
