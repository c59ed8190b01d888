# SPDX-License-Identifier: MIT
"""Every damage to what was written is named."""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from researchdesk.model.damage import Damage
from researchdesk.model.errors import UserError
from researchdesk.store import digests, verify
from researchdesk.store.connection import plain, reader
from researchdesk.store.hashes import of_row
from researchdesk.store.operation import Store
from researchdesk.store.schema import WATCHED
from tests.unit.store import rows
from tests.unit.store.rows import clip, dump

if TYPE_CHECKING:
    from pathlib import Path


def change(store: Store, *statements: str) -> list[str]:
    """Change the closed file behind the library's back; give what verify says."""
    store.close()
    conn = sqlite3.connect(store.path, isolation_level=None)
    for statement in statements:
        conn.execute(statement)
    conn.close()
    return [str(damage) for damage in verify.damages(store.path)]


def test_each_touched_row_is_stamped_and_each_lost_one_forgotten(store: Store) -> None:
    article_id = clip(store)
    stamps = set(plain(store.read()).execute("SELECT noun, id FROM digest"))
    held = {
        (noun, row[0])
        for noun in WATCHED
        for row in plain(store.read()).execute(f"SELECT id FROM {noun}")
    }
    assert stamps == held
    assert ("text_version", 1) in stamps
    with store.operation("Delete"):
        store.db.table("article").delete(article_id)
    assert store.db.table("digest").count == 0
    store.undo()
    assert set(plain(store.read()).execute("SELECT noun, id FROM digest")) == held
    assert not list(verify.damages(store.path))


def test_a_changed_row_is_named_with_its_id(store: Store) -> None:
    clip(store)
    clip(store, "Second", "Oats ‘é’.")
    store.close()
    raw = bytearray(store.path.read_bytes())
    raw[raw.find("Oats ‘é’".encode()) + 9] ^= (
        4  # a flipped bit that SQLite's own check does not see
    )
    store.path.write_bytes(raw)
    assert list(verify.damages(store.path)) == [Damage("not as it was written", "text_version", 2)]
    assert str(Damage("gone", "note", 7)) == "note 7: gone"


def test_an_undo_log_beside_does_not_hide_a_changed_value(store: Store) -> None:
    clip(store)
    assert change(store, "UPDATE article SET title = 'Other'") == [
        "article 1: not as it was written"
    ]


def test_a_lost_and_a_strange_row_are_named(store: Store) -> None:
    clip(store)
    assert change(store, "DELETE FROM contributor") == ["contributor 1: missing"]
    found = change(store, "INSERT INTO tag (name, name_key) VALUES ('a', 'a')")
    assert found == ["contributor 1: missing", "tag 1: not as it was written"]


def test_a_changed_schema_is_named(store: Store) -> None:
    assert change(
        store, "DROP INDEX note_tag_tag", "CREATE INDEX note_tag_tag ON note_tag (note_id)"
    ) == ["the schema of note_tag_tag is not as it should be"]


def test_a_broken_reference_is_named(store: Store) -> None:
    clip(store)
    found = change(store, "PRAGMA foreign_keys=OFF", "UPDATE contributor SET person_id = 7")
    assert found == ["contributor 1 person 0", "contributor 1: not as it was written"]


def test_text_that_is_no_text_is_named_and_the_search_goes_on(store: Store) -> None:
    clip(store)
    found = change(
        store,
        "UPDATE article SET title = CAST(x'ff41' AS TEXT)",
        "UPDATE contributor SET literal = 'Other'",
    )
    assert found == ["article 1: not as it was written", "contributor 1: not as it was written"]


def test_a_file_that_cannot_be_read_is_one_damage(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"SQLite format 3\0" + bytes(5000))
    assert [damage.noun for damage in verify.damages(tmp_path / "a.db")] == [None]
    assert len(list(verify.damages(tmp_path / "missing.db"))) == 1
    assert str(Damage("the file is short")) == "the file is short"


def test_no_two_rows_look_alike() -> None:
    alike: list[tuple[Any, ...]] = [
        ("ab", "c"),
        ("a", "bc"),
        ("abc",),
        (b"ab", "c"),
        (1, "x"),
        ("1", "x"),
        (1.0, "x"),
    ]
    alike += [(None, "x"), ("None", "x"), ("a\0", ""), ("a", "\0")]
    assert len({of_row(row) for row in alike}) == len(alike)


def test_a_later_order_of_columns_does_not_matter(store: Store) -> None:
    clip(store)
    assert digests.column_list(["b", "id", "a"]) == '"id", "a", "b"'


@pytest.mark.parametrize("seed", range(40))
def test_every_damage_is_named_or_harmless(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    store = Store.create(tmp_path / "library")
    for n in range(12):
        clip(store, f"Title {n}", f"Text {n} " * chance.randrange(1, 300))
    with store.operation("Tag"):
        people = [rows.person(store, str(n)) for n in range(12)]
        for n, person_id in enumerate(people):
            rows.mention(store, n + 1, person_id=person_id)
    good = dump(store.read())
    assert not list(verify.damages(store.path))
    store.close()
    store.path.write_bytes(damaged(store.path.read_bytes(), chance))
    named = list(verify.damages(store.path))
    assert named or content(store.path) == good, "silent damage"


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Flip a bit, zero a page, swap two, or cut the file."""
    found = bytearray(raw)
    one, two = (
        slice(n * 4096, (n + 1) * 4096) for n in chance.sample(range(1, len(raw) // 4096), 2)
    )
    kind = chance.choice(["bit", "bit", "bit", "bit", "zero page", "swap pages", "short"])
    if kind == "bit":
        found[chance.randrange(100, len(raw))] ^= 1 << chance.randrange(8)
    elif kind == "zero page":
        found[one] = bytes(4096)
    elif kind == "swap pages":
        found[one], found[two] = found[two], found[one]
    else:
        del found[chance.randrange(4096, len(raw)) :]
    return bytes(found)


def content(path: Path) -> object:
    try:
        conn = reader(path)
        return dump(conn)
    except (sqlite3.DatabaseError, UserError):
        return None
