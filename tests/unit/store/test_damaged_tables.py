# SPDX-License-Identifier: MIT
"""A bit that flips in the text of a table is seen before anything is read by it."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest

from researchdesk.model.errors import LibraryDamaged
from researchdesk.store.operation import Store
from tests.unit.store.rows import clip


@pytest.fixture
def change(store):
    """Change the schema of a closed library behind its back; give its folder."""
    clip(store)
    store.close()

    def do(*statements):
        with contextlib.closing(sqlite3.connect(store.path, isolation_level=None)) as conn:
            for statement in statements:
                conn.execute(statement)
        return store.folder

    return do


@pytest.mark.parametrize(
    ("table", "word"), [("article", "title"), ("mention", "surface"), ("note", "modified_at")]
)
def test_a_letter_that_was_changed_in_the_text_of_a_table_is_named(change, table, word):
    folder = change(
        "PRAGMA writable_schema=ON",
        f"UPDATE sqlite_master SET sql = replace(sql, '{word}', '{word[:-1]}q') WHERE name = '{table}'",
    )
    with pytest.raises(LibraryDamaged, match=f"table {table} is missing or not as it should be"):
        Store(folder)


@pytest.mark.parametrize(
    "made", ["CREATE TABLE own_list (name TEXT)", "ALTER TABLE note ADD COLUMN own_mark TEXT"]
)
def test_what_somebody_else_added_is_no_damage(change, made):
    Store(change(made)).close()
