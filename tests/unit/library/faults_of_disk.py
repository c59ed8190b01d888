# SPDX-License-Identifier: MIT
"""What goes wrong around a library: a disk that refuses, a file changed or spoilt, a later program."""

from __future__ import annotations

import contextlib
import os
import sqlite3

import pytest

from researchdesk.library import notes
from researchdesk.store import migrations, opening, operation
from researchdesk.store import verify as verifying


@contextlib.contextmanager
def failing(number):
    """Let the disk refuse to make anything durable."""

    def fail(handle):
        raise OSError(number, os.strerror(number))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        yield


def note(library, title="Harvests"):
    return notes.new(library, title, "Rye.")


def change(path, *statements):
    conn = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        conn.execute(statement)
    conn.close()


def spoil(path):
    """Zero a page, so that the file does not open any more."""
    raw = bytearray(path.read_bytes())
    raw[3 * 4096 : 4 * 4096] = bytes(4096)
    path.write_bytes(raw)


@contextlib.contextmanager
def later_program():
    """Let the program be one whose schema has a column more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations.STEPS, "_migrations", [*migrations.STEPS._migrations])
        for module in (migrations, opening, operation, verifying):
            patch.setattr(module, "VERSION", 2)
        migrations.STEPS(name="weigh")(
            lambda db: db.execute("ALTER TABLE note ADD COLUMN weight INTEGER")
        )
        migrations.expected_schema.cache_clear()
        yield
    migrations.expected_schema.cache_clear()
