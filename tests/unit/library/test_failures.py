# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from msgspec import structs

from researchdesk.library import failures
from researchdesk.model.clipping import Source
from researchdesk.model.errors import NoSuchThing, PageUnreachable

SOURCE = Source("address", "https://courier.example/ferry", password="opened")
ERROR = str(
    PageUnreachable(address="https://courier.example/ferry", reason="nothing answers there")
)


def values(library):
    return [one.source.value for one in failures.rows(library)]


def test_a_clip_that_failed_is_kept_with_its_sentence_and_without_its_password(library):
    failures.add(library, SOURCE, ERROR)
    (kept,) = failures.rows(library)
    assert kept.source == structs.replace(SOURCE, password=None)
    assert kept.sentence == ERROR
    assert b"opened" not in (library.folder / "library.db").read_bytes()
    assert library.history() == []


def test_one_that_fails_again_stands_there_once_and_leaves_when_it_is_clipped(library):
    other = structs.replace(SOURCE, value="https://courier.example/other")
    for one in (SOURCE, other, SOURCE):
        failures.add(library, one, ERROR)
    assert values(library) == [SOURCE.value, other.value]
    failures.clipped(library, SOURCE)
    failures.clipped(library, SOURCE)
    assert values(library) == [other.value]


def test_what_was_pasted_is_not_kept(library):
    failures.add(library, Source("text", "words"), ERROR)
    assert failures.rows(library) == []


def test_some_are_dismissed_and_an_unknown_number_is_named(library):
    failures.add(library, SOURCE, ERROR)
    with pytest.raises(NoSuchThing, match="failed clip 77"):
        failures.dismiss(library, [failures.rows(library)[0].id, 77])
    failures.dismiss(library, [failures.rows(library)[0].id])
    assert failures.rows(library) == []


def test_the_oldest_beyond_a_bound_are_let_go_of(library, monkeypatch):
    monkeypatch.setattr(failures, "MOST", 2)
    for n in range(4):
        failures.add(library, structs.replace(SOURCE, value=f"https://courier.example/{n}"), ERROR)
    assert [one[-1] for one in values(library)] == ["3", "2"]


def test_a_row_that_cannot_be_read_is_passed_over(library):
    with library.operation("Upkeep", undoable=False):
        library.store.db.table("failed_clip").insert(
            {"source": "no JSON", "sentence": "", "at": ""}
        )
    assert failures.rows(library) == []
