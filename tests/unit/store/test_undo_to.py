# SPDX-License-Identifier: MIT
"""Several steps are taken back, or done again, as far as one of them; each stays a step of its own."""

from __future__ import annotations

import pytest

from researchdesk.model.errors import CannotUndo, NoSuchThing
from researchdesk.store.operation import Store


@pytest.fixture
def store(tmp_path):
    made = Store.create(tmp_path / "library")
    for name in ("rye", "oats", "wheat", "barley"):
        with made.operation(f"Tag {name}"):
            made.db.table("tag").insert({"name": name, "name_key": name})
    yield made
    made.close()


def tags(store):
    return [row[0] for row in store.read().execute("SELECT name FROM tag ORDER BY id")]


def steps(store, *, is_redo=False):
    return [one for one in store.steps() if one.is_redo == is_redo]


def test_a_step_and_all_after_it_are_taken_back_newest_first_and_done_again(store):
    oats = next(one for one in steps(store) if one.label == "Tag oats")
    done = store.revert_to(oats.id, is_redo=False)
    assert [one.label for one in done] == ["Tag barley", "Tag wheat", "Tag oats"]
    assert tags(store) == ["rye"]
    wheat = next(one for one in steps(store, is_redo=True) if one.label == "Tag wheat")
    assert [one.label for one in store.revert_to(wheat.id, is_redo=True)] == [
        "Tag oats",
        "Tag wheat",
    ]
    assert tags(store) == ["rye", "oats", "wheat"]
    assert [one.label for one in steps(store)] == ["Tag wheat", "Tag oats", "Tag rye"]


def test_a_deed_keeps_its_time_when_it_is_taken_back_and_done_again(store):
    before = {one.label: one.at for one in store.steps()}
    store.revert_to(steps(store)[-1].id, is_redo=False)
    assert {one.label: one.at for one in store.steps()} == before
    store.revert_to(steps(store, is_redo=True)[0].id, is_redo=True)
    assert {one.label: one.at for one in store.steps()} == before


def test_a_number_that_is_no_step_of_that_kind_changes_nothing(store):
    for number in (99, steps(store)[0].id):
        with pytest.raises(NoSuchThing, match="step to redo"):
            store.revert_to(number, is_redo=True)
    with pytest.raises(NoSuchThing, match="step to undo 99"):
        store.revert_to(99, is_redo=False)
    assert len(tags(store)) == 4


def test_where_one_no_longer_fits_those_after_it_are_taken_back_and_it_is_named(store):
    first = steps(store)[-1].id
    with store.operation("", undoable=False):
        store.db.conn.execute("UPDATE step SET seal = zeroblob(16) WHERE label = 'Tag oats'")
    with pytest.raises(CannotUndo, match="oats"):
        store.revert_to(first, is_redo=False)
    assert tags(store) == ["rye", "oats"]
    assert [one.label for one in steps(store, is_redo=True)] == ["Tag wheat", "Tag barley"]
