# SPDX-License-Identifier: MIT
"""What the index takes in is what the library holds: words, names, tags; of what the user has accepted alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from researchdesk.model.search import Document
from researchdesk.store import documents
from tests.unit.store import rows
from tests.unit.store.rows import AT

if TYPE_CHECKING:
    from researchdesk.store.operation import Store


@pytest.fixture
def grain(store: Store) -> int:
    """An article with everything that can be found."""
    number = rows.clip(
        store,
        container_title="The Mill",
        canonical_url="https://mill.example/grain",
        language="en",
        issued="1919-05",
        item_type="report",
    )
    with store.operation("Tag"):
        tag = rows.tag(store)
        ada, other = rows.person(store), rows.person(store, "Charles Babbage")
        gone = rows.person(store, "Gone", trashed_on=AT)
        for one in (ada, other, gone):
            rows.name_form(store, one, f"Form {one}")
        rows.name_form(store, ada, "Countess")
        rows.insert(store, "article_tag", article_id=number, tag_id=tag)
        rows.mention(store, number, person_id=ada)
        rows.mention(store, number, person_id=ada, text_version_id=1, start=0, end=3)
        rows.mention(store, number, person_id=other, status="suggested")
        rows.mention(store, number, person_id=gone)
        rows.mention(store, number, country="RS")
        rows.mention(store, number, country="IT", status="rejected")
        marked = rows.annotation(store, number)
        store.db.table("annotation").update(marked, {"body": "Compare the minutes"})
        lost = rows.annotation(store, number)
        store.db.table("annotation").update(lost, {"body": "Never mind", "trashed_on": AT})
        insert = {"article_id": number, "family": "Babbage", "given": "Charles", "position": 1}
        rows.insert(store, "contributor", **insert)
    return number


def test_an_article_is_found_by_all_that_is_said_of_it(store: Store, grain: int) -> None:
    assert list(documents.articles(store.read(), [grain])) == [
        Document(
            kind="article",
            id=grain,
            title="Grain",
            body="Rye ‘é’ 𝄞.\n",
            note="Compare the minutes",
            authors=("Ada", "Charles Babbage"),
            site="The Mill https://mill.example/grain",
            container_title="The Mill",
            tags=("harvest",),
            people=("Form 1", "Countess"),
            countries=("RS",),
            person_ids=(1,),
            country_codes=("RS",),
            tag_ids=(1,),
            language="en",
            issued="1919-05",
            clipped=AT,
            item_type="report",
            has_annotation=True,
        )
    ]


def test_a_bare_article_and_a_trashed_one_are_told_apart(store: Store) -> None:
    with store.operation("Bare"):
        bare, trashed = rows.article(store), rows.article(store, trashed_on=AT)
    found = list(documents.articles(store.read(), [trashed, bare, 99]))
    assert [(one.id, one.body, one.is_trashed) for one in found] == [
        (bare, "", False),
        (trashed, "", True),
    ]
    assert [(one.note, one.site, one.authors, one.has_annotation) for one in found] == [
        ("", "", (), False)
    ] * 2


def test_a_note_is_found_by_its_words_and_tags(store: Store) -> None:
    with store.operation("Notes"):
        note, trashed = rows.note(store, body="Who paid?"), rows.note(store, trashed_on=AT)
        tag = rows.tag(store)
        rows.insert(store, "note_tag", note_id=note, tag_id=tag)
    first, second = documents.notes(store.read(), [note, trashed, 99])
    assert first == Document(
        kind="note",
        id=note,
        title="Grain",
        body="Who paid?",
        tags=("harvest",),
        tag_ids=(tag,),
        clipped=AT,
    )
    assert (second.id, second.tags, second.is_trashed) == (trashed, (), True)


def test_everything_is_read_in_slices_and_in_order(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.operation("Many"):
        numbers = [rows.article(store) for _ in range(5)]
        pages = [rows.note(store) for _ in range(3)]
    assert documents.all_ids(store.read()) == (numbers, pages)
    monkeypatch.setattr(documents, "AT_ONCE", 2)
    found = documents.articles(store.read(), set(numbers))
    assert [one.id for one in found] == numbers
    assert [one.id for one in documents.notes(store.read(), set(pages))] == pages


def test_a_changed_person_or_tag_changes_what_bears_it(store: Store, grain: int) -> None:
    with store.operation("A note"):
        note = rows.note(store)
        rows.insert(store, "note_tag", note_id=note, tag_id=1)
    conn = store.read()
    assert documents.affected(conn, {"person": {1}}) == ({grain}, set())
    assert documents.affected(conn, {"tag": {1}}) == ({grain}, {note})
    assert documents.affected(conn, {"article": {7}, "note": {8}}) == ({7}, {8})
    assert documents.affected(conn, {"person": {77}}) == (set(), set())
