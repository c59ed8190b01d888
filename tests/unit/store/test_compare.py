# SPDX-License-Identifier: MIT
"""Two libraries are compared by what stands in them, not by the numbers of their rows."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from researchdesk.model.errors import LibraryDamaged, LibraryMissing
from researchdesk.store.compare import Difference, differences
from researchdesk.store.operation import Store
from tests.unit.store import rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(tmp_path / "other")
    yield made
    made.close()


def found(a: Store, b: Store) -> list[Difference]:
    """Give what differs but for the chain, which says when each of two libraries received what both hold."""
    return [one for one in differences(a.path, b.path) if one.noun != "chain"]


def fill(store: Store, order: list[str]) -> None:
    """Write the same content with rows numbered by the order of the titles."""
    with store.operation("Fill"):
        person_id = rows.person(store, "Ada", public_id="PA")
        for title in order:
            article_id = rows.article(store, title, public_id=f"A{title}")
            version_id = rows.text_version(store, article_id, f"{title} " * 50)
            store.db.table("article").update(article_id, {"current_version_id": version_id})
            rows.snapshot(store, article_id, title.encode())
            rows.mention(store, article_id, person_id=person_id)
            rows.mention(store, article_id, new_name="Somebody")
            rows.mention(store, article_id, new_name="Somebody")
            rows.tag(store, title)


def test_the_order_of_rows_makes_no_difference(store: Store, other: Store) -> None:
    fill(store, ["x", "y", "z"])
    fill(other, ["z", "x", "y"])
    assert found(store, other) == []


def test_what_one_has_and_what_differs_is_named(store: Store, other: Store) -> None:
    fill(store, ["x", "y"])
    fill(other, ["y", "z"])
    with other.operation("Edit"):
        other.db.table("article").update(1, {"title": "Y", "is_read": 1})
        other.db.execute("UPDATE text_version SET text = text || '.' WHERE article_id = 1")
    said = {(one.noun, one.key, one.where, one.columns) for one in found(store, other)}
    assert {
        ("article", "Ax", "a", ()),
        ("article", "Az", "b", ()),
        ("article", "Ay", "both", ("title", "is_read")),
        ("text_version", "Ay/1", "both", ("text",)),
        ("text_version", "Ax/1", "a", ()),
        ("mention", "Az////PA//", "b", ()),
        ("mention", "Az//////Somebody (2)", "b", ()),
        ("tag", "z", "b", ()),
    } <= said
    assert not any(key.startswith("Ay") and where != "both" for _, key, where, _ in said)


def test_a_reference_that_leads_elsewhere_differs(store: Store, other: Store) -> None:
    for one in (store, other):
        fill(one, ["x"])
        with one.operation("Again"):
            rows.text_version(one, 1, "another", seq=2)
    with other.operation("Choose"):
        other.db.table("article").update(1, {"current_version_id": 2})
    assert found(store, other) == [Difference("article", "Ax", "both", ("current_version_id",))]


def test_a_backup_and_an_open_library_can_be_compared(store: Store, tmp_path: Path) -> None:
    fill(store, ["x"])
    store.write_copy(tmp_path / "copy.db")
    assert list(differences(store.path, tmp_path / "copy.db")) == []
    rows.new_note(store, public_id="N1")
    assert list(differences(tmp_path / "copy.db", store.path)) == [Difference("note", "N1", "b")]


def test_columns_and_tables_of_another_schema_are_left_out(store: Store, tmp_path: Path) -> None:
    fill(store, ["x"])
    store.write_copy(tmp_path / "copy.db")
    conn = sqlite3.connect(tmp_path / "copy.db", isolation_level=None)
    conn.execute("ALTER TABLE note DROP COLUMN revision")
    conn.execute("DROP TABLE refusal")
    conn.close()
    assert list(differences(store.path, tmp_path / "copy.db")) == []


def test_a_reference_that_leads_nowhere_is_compared_too(store: Store, tmp_path: Path) -> None:
    fill(store, ["x"])
    store.write_copy(tmp_path / "copy.db")
    conn = sqlite3.connect(tmp_path / "copy.db", isolation_level=None)
    conn.execute("UPDATE article SET current_version_id = 77")
    conn.close()
    said = list(differences(store.path, tmp_path / "copy.db"))
    assert said == [Difference("article", "Ax", "both", ("current_version_id",))]


def test_what_cannot_be_read_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing):
        list(differences(store.path, tmp_path / "none.db"))
    (tmp_path / "odd.db").write_bytes(b"no library" * 900)
    with pytest.raises(LibraryDamaged):
        list(differences(store.path, tmp_path / "odd.db"))
