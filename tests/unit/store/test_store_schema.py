# SPDX-License-Identifier: MIT
"""What undo, the index and the digests take for granted of every table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from researchdesk.store.connection import plain
from researchdesk.store.schema import APPEND_ONLY, WATCHED, outbox_triggers

if TYPE_CHECKING:
    from researchdesk.store.operation import Store

NOT_WATCHED = {
    "meta",
    "import_run",
    "import_reject",
    "import_entry",
    "chain",
    "failed_clip",
    "outbox",
    "digest",
    "step",
    "step_change",
}


def ask(store: Store, question: str) -> list[Any]:
    return plain(store.read()).execute(question).fetchall()


def tables(store: Store) -> dict[str, str]:
    found = ask(store, "SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    return {name: sql for name, sql in found if not name.startswith(("sqlite_", "_sqlite"))}


def test_every_table_is_watched_or_known_not_to_be(store: Store) -> None:
    assert set(tables(store)) == set(WATCHED) | NOT_WATCHED
    assert len(tables(store)) == 37
    assert not set(WATCHED) & NOT_WATCHED
    assert set(APPEND_ONLY) < set(WATCHED)


def test_every_table_is_strict_and_every_watched_one_never_uses_an_id_twice(store: Store) -> None:
    for name, sql in tables(store).items():
        assert sql.rstrip().endswith(("STRICT", "STRICT, WITHOUT ROWID")), name
        if name in WATCHED:
            assert "id INTEGER PRIMARY KEY AUTOINCREMENT" in sql, name


def test_every_foreign_key_has_an_index(store: Store) -> None:
    for table in tables(store):
        first = set()
        for index in ask(store, f"PRAGMA index_list({table})"):
            first.add(ask(store, f"PRAGMA index_info({index[1]})")[0][2])
        for key in ask(store, f"PRAGMA foreign_key_list({table})"):
            assert key[3] in first, f"{table}.{key[3]}"


def test_every_foreign_key_leads_to_an_id_and_says_what_a_delete_does(store: Store) -> None:
    for table in tables(store):
        for key in ask(store, f"PRAGMA foreign_key_list({table})"):
            assert key[4] == "id"
            deed = "NO ACTION" if key[2] == "resource" else key[6]  # a resource is shared
            assert key[6] == deed
            assert deed in ("CASCADE", "SET NULL", "NO ACTION")


@pytest.mark.parametrize("table", ["article_tag", "annotation_tag", "note_tag"])
def test_what_bears_a_tag_has_three_triggers(table: str) -> None:
    wanted = {f"outbox_{table}_{deed}" for deed in ("insert", "update", "delete")}
    assert wanted <= set(outbox_triggers())


def test_a_clipping_without_an_address_may_stand_many_times_with_one_only_once(
    store: Store,
) -> None:
    import sqlite3

    from tests.unit.store.rows import article

    with store.operation("Clip as new"):
        article(store)
        article(store)
        article(store, canonical_url="https://a.test")
        with pytest.raises(sqlite3.IntegrityError):
            article(store, canonical_url="https://a.test")
