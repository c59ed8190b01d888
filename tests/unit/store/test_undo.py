# SPDX-License-Identifier: MIT
"""The undo history: what it brings back, merges, forgets, and refuses."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from researchdesk.model.errors import CannotUndo, LibraryAltered
from researchdesk.store import digests, logged, outbox
from researchdesk.store.connection import Connection, plain, reader
from researchdesk.store.operation import Store
from researchdesk.store.undo import UndoLog
from tests.unit.store import rows
from tests.unit.store.rows import clip, dump, labels, note

if TYPE_CHECKING:
    from collections.abc import Sequence


def edit_note(store: Store, note_id: int, *, label: str = "Edit note", **values: Any) -> None:
    """Edit a note so that edits within a minute are one step."""
    with store.operation(label, merge_key=("note", note_id)):
        store.db.table("note").update(note_id, values)


def new_note(store: Store, **values: Any) -> int:
    with store.operation("New note"):
        return note(store, **values)


def beside(store: Store, statement: str, *values: object) -> None:
    """Change the file as another program would, with the library open."""
    conn = sqlite3.connect(store.path, isolation_level=None)
    assert conn.execute(statement, values).rowcount
    conn.close()


def test_undo_and_redo_bring_back_cascades_and_blobs(store: Store) -> None:
    states = [dump(store.read())]
    article_id = clip(store)
    states.append(dump(store.read()))
    with store.operation("Tag Ada"):
        person_id = rows.person(store)
        rows.name_form(store, person_id, "Ada", "preferred")
        rows.mention(store, article_id, person_id=person_id)
    states.append(dump(store.read()))
    with store.operation("Delete"):
        store.db.table("article").delete(article_id)
    states.append(dump(store.read()))
    assert not states[3]["snapshot"]
    assert not states[3]["mention"]
    for _ in range(2):
        for state in reversed(states[:-1]):
            store.undo()
            assert dump(store.read()) == state
        assert store.undo() is None
        for state in states[1:]:
            store.redo()
            assert dump(store.read()) == state
        assert store.redo() is None


def test_undo_tells_what_it_touched_and_what_it_was(store: Store) -> None:
    article_id = clip(store)
    heard: list[Any] = []
    store.on_change.append(heard.append)
    changes = store.undo()
    assert heard == [changes]
    assert changes
    assert changes.label == "Clip article"
    assert changes.of("article") == {article_id}
    assert changes.touches("snapshot", "note")
    assert labels(store) == []
    assert labels(store, is_redo=True) == ["Clip article"]


def test_undo_keeps_a_nul_and_brings_back_a_replaced_row_with_its_children(store: Store) -> None:
    note_id = new_note(store, title="abc", body="a\0b 'q'")
    with store.operation("Revise"):
        rows.note_revision(store, note_id, 1, "a")
        rows.insert(store, "citation", **citation(note_id, 0))
    before = dump(store.read())
    with store.operation("Edit"):
        store.db.table("note").update(note_id, {"title": "ABC", "body": "new"})
    with store.operation("Replace"):
        store.db.execute(
            "INSERT OR REPLACE INTO note SELECT id, public_id, 'other', 'x', 1, '', '', NULL FROM note"
        )
    assert not dump(store.read())["citation"]
    store.undo()
    store.undo()
    assert dump(store.read()) == before


def citation(note_id: int, position: int) -> dict[str, object]:
    row = {"note_id": note_id, "position": position, "kind": "p", "cited_id": "0" * 10}
    return row | {"line_first": 0, "line_last": 0, "label": ""}


def test_a_step_that_no_longer_fits_is_refused_whole_dropped_and_said(store: Store) -> None:
    with store.operation("New article"):
        article_id = rows.article(store)
    with store.operation("Retitle"):
        store.db.table("article").update(article_id, {"title": "New"})
        note(store)
    with store.operation("Import", undoable=False):
        store.db.table("article").delete(article_id)
    before = dump(store.read())
    with pytest.raises(CannotUndo) as said:
        store.undo()
    assert said.value.values["label"] == "Retitle"
    assert dump(store.read()) == before
    assert labels(store) == ["New article"]
    assert store.undo() is not None  # what is gone already need not be deleted
    assert labels(store) == []


def test_a_foreign_key_missed_at_commit_makes_a_step_not_fit(store: Store) -> None:
    with store.operation("Tag"):
        person_id = rows.person(store)
        form_id = rows.name_form(store, person_id, "Ada")
    with store.operation("Untag"):
        store.db.table("name_form").delete(form_id)
    with store.operation("Import", undoable=False):
        store.db.table("person").delete(person_id)
    before = dump(store.read())
    with pytest.raises(CannotUndo):
        store.undo()
    assert dump(store.read()) == before
    assert labels(store) == ["Tag"]


def test_an_id_is_never_used_twice(store: Store) -> None:
    article_id = clip(store)
    before = dump(store.read())
    store.undo()
    with store.operation("Import", undoable=False):
        other = rows.article(store, "Imported")
    store.redo()
    assert other != article_id
    assert dump(store.read())["snapshot"] == before["snapshot"]


def test_undo_and_redo_survive_closing(store: Store) -> None:
    states = [dump(store.read())]
    article_id = clip(store, "a\0b")
    states.append(dump(store.read()))
    with store.operation("Delete"):
        store.db.table("article").delete(article_id)
    states.append(dump(store.read()))
    store.close()
    code = "import sys; from pathlib import Path; from researchdesk.store.operation import Store; "
    code += "s = Store(Path(sys.argv[1])); print(getattr(s, sys.argv[2])().label); s.close()"
    for verb, label, state in (
        ("undo", "Delete", 1),
        ("undo", "Clip article", 0),
        ("redo", "Clip article", 1),
        ("redo", "Delete", 2),
        ("undo", "Delete", 1),
    ):
        command = [sys.executable, "-c", code, str(store.folder), verb]
        root = Path(__file__).parents[3]
        said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root)
        conn = reader(store.path)
        assert said.stdout.strip() == label
        assert dump(conn) == states[state]
        assert outbox.pending(conn)[1]["article"] == {article_id}
        conn.close()
        assert not list(digests.verify(store.path))


VALUES: Sequence[tuple[Any, ...]] = (
    (2**63 - 1, 0.1 + 0.2, "a\0'\"\\\u2028𝄞\x1f", b"\0\xff", b""),
    (-(2**63), float("inf"), "", None, b"\0"),
    (None, 5e-324, None, b"", None),
    (0, -0.0, "9", b"x" * 70000, b"y"),
    (1, 1.7976931348623157e308, "null", None, None),
)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE v SET i = 7, r = NULL, t = 'z', b = x'01', c = NULL, n = 'ABC'",
        "UPDATE v SET n = 'aBC'",
        "DELETE FROM v",
        "UPDATE v SET c = x'0102', id = id + 100",
        "UPDATE v SET b = x'0102', c = x'03', i = 7",
    ],
)
def test_the_log_keeps_every_kind_of_value(store: Store, change: str) -> None:
    conn = sqlite3.connect(":memory:", isolation_level=None, factory=Connection)
    conn.execute(
        "CREATE TABLE v (id INTEGER PRIMARY KEY AUTOINCREMENT, i INTEGER, r REAL, t TEXT, b BLOB, c BLOB, "
        "n TEXT COLLATE NOCASE DEFAULT 'abc') STRICT"
    )
    for row in plain(store.read()).execute(
        "SELECT sql FROM sqlite_master WHERE name IN ('step', 'step_change')"
    ):
        conn.execute(row[0])
    log = UndoLog(conn, ["v"])
    conn.execute("DELETE FROM touched")
    conn.executemany("INSERT INTO v (i, r, t, b, c) VALUES (?, ?, ?, ?, ?)", VALUES)
    conn.execute("UPDATE sqlite_sequence SET seq = 200")
    question = "SELECT *, hex(t), typeof(r), hex(n) FROM v ORDER BY id"
    before = repr(plain(conn).execute(question).fetchall())
    conn.execute("BEGIN")
    log.start(is_recording=True)
    conn.execute(change)
    log.finish("Change")
    assert repr(plain(conn).execute(question).fetchall()) != before
    step = log.last(is_redo=False)
    assert step
    log.run(step)
    conn.execute("COMMIT")
    assert repr(plain(conn).execute(question).fetchall()) == before


def test_an_import_announces_its_ids_logs_nothing_and_leaves_redo(store: Store) -> None:
    new_note(store)
    store.undo()
    heard: list[Any] = []
    store.on_change.append(heard.append)
    with store.operation("Import", undoable=False):
        imported = note(store)
        store.db.table("note").update(imported, {"body": "x"})
        gone = note(store)
        store.db.table("note").delete(gone)
    assert heard[0].ids == {"note": frozenset({imported, gone})}
    assert labels(store) == []
    assert labels(store, is_redo=True) == ["New note"]
    assert not store.read().execute("SELECT * FROM temp.touched").fetchall()
    assert store.redo()
    with store.operation("Edit"):
        store.db.table("note").update(imported, {"body": "y"})
    assert heard[-1].ids == {"note": frozenset({imported})}


def test_a_new_step_drops_what_could_be_redone(store: Store) -> None:
    new_note(store)
    store.undo()
    clip(store)
    assert labels(store, is_redo=True) == []
    assert store.redo() is None


def test_a_purge_empties_the_history(store: Store) -> None:
    article_id = clip(store)

    def purge() -> None:
        store.db.table("article").delete(article_id)
        store.forget_history()

    rows.broken(store, purge, undoable=False)
    assert labels(store) == ["Clip article"]
    with store.operation("Purge", undoable=False):
        purge()
    assert store.undo() is None
    assert store.db.table("step_change").count == 0


def test_a_step_that_forgets_the_history_first_can_itself_be_undone(store: Store) -> None:
    clip(store)
    before = dump(store.read())
    with store.operation("Begin anew"):
        store.forget_history()
        note(store)
    assert labels(store) == ["Begin anew"]
    store.undo()
    assert dump(store.read()) == before


def test_revisions_outlive_undo_and_come_back_with_their_note(store: Store) -> None:
    def save(body: str) -> None:
        with store.operation("Edit note"):
            row = {
                "id": 1,
                "public_id": "N",
                "title": "n",
                "body": body,
                "revision": 1,
            } | rows.DATES
            store.db.table("note").upsert(row, pk="id")
            last = store.read().execute("SELECT max(revision) FROM note_revision").fetchone()[0]
            rows.note_revision(store, 1, 1 + (last or 0), body)

    def revisions() -> int:
        assert not list(digests.verify(store.path))
        return store.db.table("note_revision").count

    save("one")
    save("two")
    store.undo()
    assert store.db.table("note").get(1)["body"] == "one"
    assert revisions() == 2
    save("three")
    assert revisions() == 3  # "two" can be read again, though redo is gone
    store.undo()
    store.undo()
    assert revisions() == 0
    changes = store.redo()
    assert revisions() == 3
    assert changes
    assert len(changes.of("note_revision")) == 3


def test_a_resource_outlives_the_undo_of_the_clip_that_brought_it(store: Store) -> None:
    with store.operation("Clip") as clipped:
        snapshot_id = rows.snapshot(store, rows.article(store))
        row = {"sha256": bytes(32), "media_type": "image/png", "size": 1, "body": b"x"}
        resource_id = rows.insert(store, "resource", **row)
        link = {
            "snapshot_id": snapshot_id,
            "resource_id": resource_id,
            "url": "https://a.test/i.png",
        }
        rows.insert(store, "snapshot_resource", **link)
    assert clipped.changes.touches("resource")
    store.undo()
    assert store.db.table("resource").count == 1
    assert store.db.table("snapshot_resource").count == 0
    store.redo()
    assert store.db.table("snapshot_resource").count == 1
    assert not list(digests.verify(store.path))


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
    assert not list(digests.verify(again.path))
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
    assert not list(digests.verify(again.path))
    again.close()


@pytest.mark.parametrize(
    "change",
    [
        """ALTER TABLE note ADD COLUMN "a' || (SELECT 1) --" TEXT""",
        "CREATE TABLE other (id INTEGER PRIMARY KEY, a DATE)",
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
