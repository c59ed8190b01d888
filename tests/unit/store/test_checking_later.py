# SPDX-License-Identifier: MIT
"""A library can be read before its pages were looked at; nothing is written before they were."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from researchdesk.model.errors import LibraryDamaged, LibraryMissing, LibraryReadOnly
from researchdesk.store.operation import Store
from tests.unit.store.rows import clip, note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(store: Store) -> Path:
    """A closed library with some articles, over many pages."""
    for n in range(200):
        clip(store, f"Grain {n} " + "x" * 2000)
    store.close()
    return store.folder


@pytest.fixture
def later(folder: Path) -> Iterator[Store]:
    made = Store(folder, checks_later=True)
    yield made
    made.close()


def door(folder: Path) -> object:
    return json.loads((folder / "library.lock").read_text()).get("door")


def spoil(folder: Path) -> None:
    """Let an inner page of a table say that it holds more than it does; its first ones are whole."""
    path = folder / "library.db"
    raw = bytearray(path.read_bytes())
    size = int.from_bytes(raw[16:18], "big")
    at = next(
        at
        for at in reversed(range(0, len(raw), size))
        if raw[at] == 0x0D and b"Grain 1" in raw[at : at + size]
    )
    raw[at + 3 : at + 5] = b"\xff\xff"
    path.write_bytes(raw)


def test_it_is_read_at_once_and_ready_to_be_changed_after_a_look(later: Store) -> None:
    assert not later.is_read_only
    assert later.read().execute("SELECT count(*) FROM article").fetchone()[0] == 200
    assert later._writer is None
    later.check()
    later.prepare()
    writer = later.db.conn
    later.prepare()
    assert later.db.conn is writer
    with later.operation("New note"):
        note(later)
    assert later.db.table("note").count == 1
    later.check()  # once is enough


def test_the_first_change_looks_by_itself(later: Store) -> None:
    with later.operation("New note"):
        note(later)
    assert later.db.table("note").count == 1


def test_damaged_pages_can_be_read_and_are_never_written(folder: Path) -> None:
    spoil(folder)
    before = (folder / "library.db").read_bytes()
    with pytest.raises(LibraryDamaged):
        Store(folder)
    later = Store(folder, checks_later=True)
    assert later.meta("uuid")
    with pytest.raises(LibraryDamaged) as said:
        later.check()
    for again in (later.check, later.prepare, lambda: later.operation("x").__enter__(), later.undo):
        with pytest.raises(LibraryDamaged) as once_more:
            again()
        assert str(once_more.value) == str(said.value)
    later.close()
    assert (folder / "library.db").read_bytes() == before


def test_a_file_that_went_away_before_the_first_change_is_missing(later: Store) -> None:
    later.path.rename(later.folder / "elsewhere.db")
    with pytest.raises(LibraryMissing):
        later.prepare()
    (later.folder / "elsewhere.db").rename(later.path)


def test_one_opened_to_read_is_not_made_ready_and_names_no_door(folder: Path) -> None:
    reading = Store(folder, read_only=True, checks_later=True)
    with pytest.raises(LibraryReadOnly):
        reading.prepare()
    held = Store(folder)
    held.name_door("0" * 24)
    reading.name_door("1" * 24)
    assert door(folder) == "0" * 24
    held.beat()
    assert door(folder) == "0" * 24
    held.name_door(None)
    assert door(folder) is None
    held.close()
    reading.close()
