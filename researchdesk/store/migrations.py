# SPDX-License-Identifier: MIT
"""The schema as an append-only list of named steps, kept by sqlite-utils; all pending ones are one transaction."""

from __future__ import annotations

import functools
import secrets
import sqlite3

from sqlite_utils import Database, Migrations

from researchdesk.store import digests, tables, undo
from researchdesk.store.connection import Connection, plain
from researchdesk.store.schema import APPLICATION_ID, VERSION, outbox_triggers

STEPS = Migrations("researchdesk")

_OURS = "name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name <> '_sqlite_migrations'"


@STEPS()
def first_tables(db: Database) -> None:
    """Make the tables of the first release."""
    for statement in tables.FIRST.split(";\n"):
        if statement.strip():
            db.execute(statement)  # never executescript: it may commit half-way


def migrate(db: Database) -> None:
    """Bring the open file to the newest schema, wholly or not at all; before the undo log is attached.

    It also makes our triggers again where another program took or changed them.
    """
    # transform() of a referenced table needs it, and it has no effect inside a transaction
    db.execute("PRAGMA foreign_keys=OFF")
    db.execute("BEGIN IMMEDIATE")
    try:
        _drop_triggers(db)  # first: in a foreign file they may do anything
        if STEPS.pending(db):
            _upgrade(db)
        for statement in outbox_triggers().values():
            db.execute(statement)
        undo.forget(db.conn)  # written for the old columns, or not kept while others wrote
        # another history: what the index knows may be wrong now
        renewed = "INSERT OR REPLACE INTO meta (key, value) VALUES ('history', ?)"
        db.execute(renewed, [secrets.token_hex(8)])
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        db.execute(f"PRAGMA user_version={VERSION}")
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise
    finally:
        db.execute("PRAGMA foreign_keys=ON")


@functools.cache
def expected_schema() -> frozenset[tuple[str, ...]]:
    """Give the schema of a fresh library: a flipped bit in the schema's text shows nowhere else."""
    conn = sqlite3.connect(":memory:", isolation_level=None, factory=Connection)
    migrate(Database(conn, execute_plugins=False, strict=True))
    return schema_of(conn)


def schema_of(conn: sqlite3.Connection) -> frozenset[tuple[str, ...]]:
    """Read (type, name, table, SQL) of all that is ours as it stands in the file."""
    question = f"SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master WHERE {_OURS}"
    return frozenset(plain(conn).execute(question))


def _upgrade(db: Database) -> None:
    """Take the pending steps. The library was verified before, or stamping would declare damaged rows right."""
    STEPS.apply(db)  # each step becomes a savepoint of this transaction
    digests.stamp_all(db.conn)
    if plain(db.conn).execute("PRAGMA foreign_key_check").fetchone():
        raise RuntimeError("a migration broke a foreign key")


def _drop_triggers(db: Database) -> None:
    for name in outbox_triggers():
        db.execute(f"DROP TRIGGER IF EXISTS {name}")
