# SPDX-License-Identifier: MIT
"""The index hears of every change to words that are searched, also by undo and by cascade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from researchdesk.store import outbox
from tests.unit.store import rows
from tests.unit.store.rows import clip

if TYPE_CHECKING:
    from researchdesk.store.operation import Store


def heard(store: Store) -> dict[str, set[int]]:
    """Give what the index would hear of now, and drop it."""
    seq, ids = outbox.pending(store.read())
    with store.operation("Indexed", undoable=False):
        outbox.forget(store.db.conn, seq)
    assert outbox.pending(store.read()) == (0, {})
    return ids


def test_a_clip_and_its_undo_are_heard_of(store: Store) -> None:
    article_id = clip(store)
    assert heard(store) == {"article": {article_id}}
    store.undo()
    assert heard(store) == {"article": {article_id}}
    store.redo()
    assert heard(store) == {"article": {article_id}}
    store.close()


def test_what_is_rolled_back_is_not_heard_of(store: Store) -> None:
    rows.broken(store, lambda: rows.article(store))
    assert outbox.pending(store.read()) == (0, {})


def test_each_table_whose_words_are_searched_names_its_article_note_tag_or_person(
    store: Store,
) -> None:
    with store.operation("Rows"):
        article_id = [rows.article(store) for _ in range(3)][-1]
        note_id = [rows.note(store) for _ in range(4)][-1]
        tag_id = [rows.tag(store, str(n)) for n in range(5)][-1]
        person_id = [rows.person(store) for _ in range(6)][-1]
        annotation_id = [rows.annotation(store, article_id) for _ in range(7)][-1]
    heard(store)
    contributor: dict[str, Any] = {"article_id": article_id, "literal": "Ada", "position": 0}
    new: dict[str, tuple[dict[str, Any], tuple[str, int]]] = {
        "contributor": (contributor, ("article", article_id)),
        "article_tag": ({"article_id": article_id, "tag_id": tag_id}, ("article", article_id)),
        "annotation_tag": (
            {"annotation_id": annotation_id, "tag_id": tag_id},
            ("article", article_id),
        ),
        "note_tag": ({"note_id": note_id, "tag_id": tag_id}, ("note", note_id)),
    }
    for table, (row, (noun, noun_id)) in new.items():
        with store.operation("Insert"):
            row_id = rows.insert(store, table, **row)
        assert heard(store) == {noun: {noun_id}}, table
        with store.operation("Delete"):
            store.db.table(table).delete(row_id)
        assert heard(store) == {noun: {noun_id}}, table
    changed = {
        "article": (article_id, {"title": "x"}, ("article", article_id)),
        "annotation": (annotation_id, {"body": "x"}, ("article", article_id)),
        "note": (note_id, {"body": "x"}, ("note", note_id)),
        "tag": (tag_id, {"name": "x"}, ("tag", tag_id)),
        "person": (person_id, {"remark": "x"}, ("person", person_id)),
    }
    for table, (row_id, values, (noun, noun_id)) in changed.items():
        with store.operation("Update"):
            store.db.table(table).update(row_id, values)
        assert heard(store) == {noun: {noun_id}}, table
    with store.operation("Form, mention, text"):
        form_id = rows.name_form(store, person_id, "Ada")
        rows.mention(store, article_id, country="RS")
    assert heard(store) == {"person": {person_id}, "article": {article_id}}
    with store.operation("Form"):
        store.db.table("name_form").update(form_id, {"form": "Ada L."})
    assert heard(store) == {"person": {person_id}}
    with store.operation("Text"):
        rows.text_version(store, article_id, "text")
    assert heard(store) == {"article": {article_id}}


def test_a_row_that_moves_is_heard_of_at_both_ends(store: Store) -> None:
    with store.operation("Rows"):
        first, second = rows.article(store), rows.article(store)
        mention_id = rows.mention(store, first, country="RS")
        tag_id = rows.tag(store)
        marked = [rows.annotation(store, first), rows.annotation(store, second)]
        tagging = rows.insert(store, "annotation_tag", annotation_id=marked[0], tag_id=tag_id)
    heard(store)
    with store.operation("Move"):
        store.db.table("mention").update(mention_id, {"article_id": second})
    assert heard(store) == {"article": {first, second}}
    with store.operation("Move"):
        store.db.table("annotation_tag").update(tagging, {"annotation_id": marked[1]})
    assert heard(store) == {"article": {first, second}}


def test_a_cascade_that_takes_parent_and_child_does_not_fail(store: Store) -> None:
    with store.operation("Rows"):
        article_id, note_id, tag_id = rows.article(store), rows.note(store), rows.tag(store)
        annotation_id = rows.annotation(store, article_id)
        rows.insert(store, "annotation_tag", annotation_id=annotation_id, tag_id=tag_id)
        rows.insert(store, "note_tag", note_id=note_id, tag_id=tag_id)
    heard(store)
    with store.operation("Delete"):
        store.db.table("article").delete(article_id)
        store.db.table("note").delete(note_id)
    assert heard(store) == {"article": {article_id}, "note": {note_id}}
    store.undo()
    assert heard(store) == {"article": {article_id}, "note": {note_id}}


def test_a_deleted_tag_names_what_bore_it(store: Store) -> None:
    with store.operation("Rows"):
        article_id, note_id, tag_id = rows.article(store), rows.note(store), rows.tag(store)
        annotation_id = rows.annotation(store, rows.article(store))
        rows.insert(store, "article_tag", article_id=article_id, tag_id=tag_id)
        rows.insert(store, "annotation_tag", annotation_id=annotation_id, tag_id=tag_id)
        rows.insert(store, "note_tag", note_id=note_id, tag_id=tag_id)
    heard(store)
    with store.operation("Delete tag"):
        store.db.table("tag").delete(tag_id)
    assert heard(store) == {"tag": {tag_id}, "article": {article_id, 2}, "note": {note_id}}


def test_what_is_never_searched_is_not_heard_of(store: Store) -> None:
    with store.operation("Rows"):
        article_id = rows.article(store)
    heard(store)
    with store.operation("Snapshot, search"):
        rows.snapshot(store, article_id)
        rows.insert(
            store, "saved_search", name="s", name_key="s", query="q", position=0, created_at=""
        )
    assert outbox.pending(store.read()) == (0, {})


def test_the_oldest_come_first_and_numbers_only_rise(store: Store) -> None:
    assert outbox.last(store.read()) == 0
    with store.operation("Notes"):
        ids = [rows.note(store) for _ in range(5)]
    assert outbox.count(store.read()) == 5
    seq, first = outbox.pending(store.read(), 2)
    assert first == {"note": set(ids[:2])}
    assert heard(store) == {"note": set(ids)}
    last = outbox.last(store.read())
    assert last == seq + 3
    store.undo()
    assert outbox.pending(store.read())[0] == last + 5
