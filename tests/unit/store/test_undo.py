# SPDX-License-Identifier: MIT
"""The undo history: what it brings back, what it forgets, and what it leaves alone."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from researchdesk.model.errors import CannotUndo
from researchdesk.store import outbox, verify
from researchdesk.store.connection import Connection, plain, reader
from researchdesk.store.undo import UndoLog
from tests.unit.store import rows
from tests.unit.store.rows import citation, clip, dump, labels, new_note, note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.store.operation import Store


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
        assert not list(verify.damages(store.path))


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
        assert not list(verify.damages(store.path))
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
    assert not list(verify.damages(store.path))
