# SPDX-License-Identifier: MIT
"""An upgrade is one transaction that keeps the rows, and makes anew what rests on the old columns."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from researchdesk.model.errors import LibraryDamaged, LibraryTooNew
from researchdesk.store import migrations, opening, operation, outbox, verify
from researchdesk.store.connection import Connection, plain, reader
from researchdesk.store.operation import Store
from researchdesk.store.schema import VERSION, outbox_triggers
from tests.unit.store.rows import clip, dump, note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database


def add_a_column(db: Database) -> None:
    """Stand for a migration of a later release, by the way that drops triggers."""
    db.table("note").transform(rename={"title": "heading"})
    db.execute("ALTER TABLE article ADD COLUMN weight REAL")


def meta(store: Store, key: str) -> str | None:
    conn = reader(store.path)
    found = plain(conn).execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
    conn.close()
    return str(found[0])


def fail(db: Database) -> None:
    db.execute("DELETE FROM note")
    raise ZeroDivisionError


@pytest.fixture
def later(old: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A later release of this program, with one migration more."""
    monkeypatch.setattr(migrations.STEPS, "_migrations", [*migrations.STEPS._migrations])
    migrations.STEPS()(add_a_column)
    for module in (migrations, opening, operation, verify):
        monkeypatch.setattr(module, "VERSION", VERSION + 1)
    migrations.expected_schema.cache_clear()
    yield
    migrations.expected_schema.cache_clear()


@pytest.fixture
def old(store: Store) -> Store:
    """A closed library of the release before."""
    clip(store)
    with store.operation("New note"):
        note(store, "Rye")
    store.close()
    return store


def test_the_version_is_the_number_of_migrations() -> None:
    conn = sqlite3.connect(":memory:", isolation_level=None, factory=Connection)
    from sqlite_utils import Database

    assert len(migrations.STEPS.pending(Database(conn))) == VERSION
    conn.close()


def test_a_library_that_is_up_to_date_is_left_alone(old: Store) -> None:
    again = Store(old.folder, before_upgrade=lambda db: pytest.fail("nothing to upgrade"))
    assert len(again.steps()) == 2
    again.close()


@pytest.mark.usefixtures("later")
def test_an_upgrade_keeps_rows_and_makes_triggers_digests_and_histories_anew(old: Store) -> None:
    seen: list[dict[str, Any]] = []
    history = meta(old, "history")
    assert not list(verify.damages(old.path))  # an older library verifies too
    again = Store(old.folder, before_upgrade=lambda db: seen.append(dump(db.conn)))
    assert [row["heading"] for row in again.db.table("note").rows] == ["Rye"]
    assert len(seen) == 1
    assert len(seen[0]["note"]) == 1
    assert {one.name: one.sql for one in again.db.triggers} == outbox_triggers()
    assert not list(verify.damages(again.path))
    assert again.steps() == []
    assert again.read().execute("PRAGMA user_version").fetchone()[0] == VERSION + 1
    assert again.meta("history") != history
    with again.operation("Weigh"):
        again.db.table("article").update(1, {"weight": 0.1 + 0.2})
        again.db.table("note").update(1, {"heading": "Oats"})
    assert again.undo()
    assert outbox.pending(again.read())[1]["note"] == {1}
    again.close()
    Store(old.folder).close()


@pytest.mark.usefixtures("later")
def test_an_upgrade_that_fails_leaves_the_old_library(old: Store) -> None:
    before = old.path.read_bytes()
    migrations.STEPS()(fail)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            Store(old.folder)
    conn = reader(old.path)
    assert plain(conn).execute("SELECT title FROM note").fetchall() == [("Rye",)]
    assert plain(conn).execute("SELECT count(*) FROM step").fetchone() == (2,)
    assert plain(conn).execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
    ).fetchone() == (36,)
    conn.close()
    assert old.path.read_bytes() == before


@pytest.mark.usefixtures("later")
def test_an_upgrade_that_breaks_a_foreign_key_is_taken_back(old: Store) -> None:
    migrations.STEPS(name="break")(lambda db: db.execute("DELETE FROM article"))
    with pytest.raises(RuntimeError, match="foreign key"):
        Store(old.folder)
    conn = reader(old.path)
    assert plain(conn).execute("SELECT count(*) FROM article").fetchone() == (1,)
    conn.close()


@pytest.mark.usefixtures("later")
def test_a_damaged_library_is_not_upgraded(old: Store) -> None:
    conn = sqlite3.connect(old.path, isolation_level=None)
    conn.execute("UPDATE article SET title = 'Other'")
    conn.close()
    with pytest.raises(LibraryDamaged, match="article 1"):
        Store(old.folder, before_upgrade=lambda db: pytest.fail("a damaged one needs no copy"))


def test_an_older_program_refuses_what_a_later_one_wrote(old: Store) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations.STEPS, "_migrations", [*migrations.STEPS._migrations])
        migrations.STEPS()(add_a_column)
        for module in (migrations, opening, operation, verify):
            patch.setattr(module, "VERSION", VERSION + 1)
        Store(old.folder).close()
    with pytest.raises(LibraryTooNew):
        Store(old.folder)


def test_what_sqlite_utils_writes_of_its_own_is_not_compared(old: Store) -> None:
    conn = sqlite3.connect(old.path, isolation_level=None)
    conn.execute("ALTER TABLE _sqlite_migrations ADD COLUMN later TEXT")
    conn.close()
    assert not list(verify.damages(old.path))
