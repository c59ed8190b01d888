# SPDX-License-Identifier: MIT
"""Each kind of damage is named, with the article it is in; a whole library verifies clean."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from typing import TYPE_CHECKING

import pytest

from researchdesk.model.damage import Damage, Verification
from researchdesk.store import attachments, subjects
from researchdesk.store.operation import Store
from researchdesk.store.schema import WATCHED
from researchdesk.store.verify import verify
from tests.unit.store import rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LARGE = os.urandom(attachments.INLINE + 1)
TEXT = "Rye and oats, as they stood in August. " * 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed library that verifies clean: two articles, one with its page in a file, and a note."""
    store = Store.create(tmp_path / "library")
    sha256 = hashlib.sha256(LARGE).digest()
    with store.operation("Clip"):
        for n, title in enumerate(["Grain", "Cattle"]):
            article_id = rows.article(store, title)
            body = (
                attachments.pack(b"small") if n else attachments.keep(store.folder, LARGE, sha256)
            )
            received = b"small" if n else LARGE
            snapshot_id = rows.snapshot(store, article_id, received, body=body)
            version_id = rows.text_version(store, article_id, f"{title}: {TEXT}")
            digest = hashlib.sha256(f"{title}: {TEXT}".encode()).hexdigest()
            store.db.table("text_version").update(version_id, {"text_sha256": digest})
            row = {
                "media_type": "image/png",
                "size": 5,
                "sha256": hashlib.sha256(b"small").digest(),
            }
            if n:
                resource_id = rows.insert(store, "resource", body=attachments.pack(b"small"), **row)
                link = {"snapshot_id": snapshot_id, "resource_id": resource_id, "url": "x"}
                rows.insert(store, "snapshot_resource", **link)
        rows.note(store, "Harvests")
    store.close()
    assert looked(store.folder, deep=True).damages == ()
    return store.folder


def looked(folder: Path, *, deep: bool = False) -> Verification:
    return verify(folder / "library.db", folder, deep=deep)


def change(folder: Path, *statements: str) -> None:
    conn = sqlite3.connect(folder / "library.db", isolation_level=None)
    for statement in statements:
        conn.execute(statement)
    conn.close()


def patch(folder: Path, work: Callable[[bytearray], None]) -> None:
    raw = bytearray((folder / "library.db").read_bytes())
    work(raw)
    (folder / "library.db").write_bytes(raw)


def restamp(folder: Path, noun: str) -> None:
    """Let the digest of a row say that it was written so."""
    store = Store(folder)
    with store.operation("As if", undoable=False):
        store.db.execute(f"UPDATE {noun} SET id = id")
    store.close()


def test_a_report_counts_what_was_looked_at(folder: Path) -> None:
    found = looked(folder)
    assert (found.rows, found.attachments) == (9, 1)
    assert found.of_records == ""
    assert found.of_the_file == ()


def test_a_flipped_bit_in_a_text_is_named_with_its_article(folder: Path) -> None:
    def flip(raw: bytearray) -> None:
        raw[raw.find(b"Cattle: Rye") + 9] ^= 4

    patch(folder, flip)
    found = looked(folder)
    assert found.damages == (Damage("not as it was written", "text_version", 2, 2, "Cattle"),)
    assert found.of_records == (
        "1 record is not as it was written: Cattle. The rest of the library is whole."
    )


def test_a_zeroed_page_is_named(folder: Path) -> None:
    def zero(raw: bytearray) -> None:
        page = raw.find(b"Cattle: Rye") // 4096
        raw[page * 4096 : (page + 1) * 4096] = bytes(4096)

    patch(folder, zero)
    assert looked(folder).damages


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_cut_file_is_named(folder: Path, part: float) -> None:
    patch(folder, lambda raw: raw.__delitem__(slice(int(len(raw) * part), None)))
    found = looked(folder)
    assert found.of_the_file
    assert found.rows == 0 or found.damages


def test_an_altered_text_of_the_schema_is_named(folder: Path) -> None:
    def alter(raw: bytearray) -> None:
        at = raw.find(b"kind IN ('preferred'")
        raw[at : at + 20] = b"kind IN ('preferrEd'"

    patch(folder, alter)
    assert "the schema of name_form is not as it should be" in looked(folder).of_the_file


def test_a_dropped_trigger_of_the_outbox_is_named(folder: Path) -> None:
    change(folder, "DROP TRIGGER outbox_article_update")
    assert looked(folder).of_the_file == (
        "the schema of outbox_article_update is not as it should be",
    )


def test_a_missing_and_a_changed_attachment_are_named(folder: Path) -> None:
    path = attachments.path_of(folder, hashlib.sha256(LARGE).digest())
    path.write_bytes(LARGE[:-1])
    assert looked(folder).damages == (
        Damage("its file is not as received", "snapshot", 1, 1, "Grain"),
    )
    path.unlink()
    assert looked(folder).damages == (Damage("its file is missing", "snapshot", 1, 1, "Grain"),)


def test_a_foreign_wal_is_named_or_harmless(folder: Path, tmp_path: Path) -> None:
    other = Store.create(tmp_path / "other")
    for n in range(20):
        rows.clip(other, f"Other {n}", TEXT)
    wal = (other.folder / "library.db-wal").read_bytes()
    other.close()
    (folder / "library.db-wal").write_bytes(wal)
    found = looked(folder)
    conn = sqlite3.connect(folder / "library.db")
    try:
        titles = {row[0] for row in conn.execute("SELECT title FROM article")}
    except sqlite3.DatabaseError:
        titles = set()
    conn.close()
    assert found.damages or titles == {"Grain", "Cattle"}


def test_an_entry_of_the_outbox_that_no_trigger_wrote_is_named(folder: Path) -> None:
    change(
        folder,
        "INSERT INTO outbox (seq, noun, id) VALUES (500, 'artcile', 1)",
        "UPDATE sqlite_sequence SET seq = 499 WHERE name = 'outbox'",
        "INSERT INTO outbox (seq, noun, id) VALUES (501, 'article', 1)",
        "UPDATE sqlite_sequence SET seq = 500 WHERE name = 'outbox'",
    )
    assert looked(folder).of_the_file == (
        "entry 500 of the outbox is not as it was written",
        "entry 501 of the outbox is not as it was written",
    )


def test_only_a_deep_search_finds_what_never_was_as_received(folder: Path) -> None:
    other = attachments.pack(b"other").hex()
    change(
        folder,
        f"UPDATE snapshot SET body = x'{other}' WHERE id = 2",
        "UPDATE resource SET body = x'00'",
        "UPDATE text_version SET text = text || '.' WHERE id = 1",
    )
    for noun in ("snapshot", "resource", "text_version"):
        restamp(folder, noun)
    assert looked(folder).damages == ()
    assert looked(folder, deep=True).damages == (
        Damage("its body is not as received", "snapshot", 2, 2, "Cattle"),
        Damage("its body is not as received", "resource", 1, 2, "Cattle"),
        Damage("its text is not what its hash says", "text_version", 1, 1, "Grain"),
    )


def test_a_damaged_title_is_shown_as_far_as_it_is_text(folder: Path) -> None:
    change(folder, "UPDATE article SET title = CAST(x'4f74ff' AS TEXT) WHERE id = 1")
    assert [(one.article, one.title) for one in looked(folder).damages] == [(1, "Ot?")]


def test_a_file_that_is_no_library_is_one_damage(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"SQLite format 3\0" + bytes(5000))
    found = looked(tmp_path)
    assert (len(found.damages), found.rows) == (1, 0)


def test_the_sentence_names_three_titles_and_counts_the_rest() -> None:
    def report(*damages: Damage) -> str:
        return Verification(9, 0, damages).of_records

    one = Damage("not as it was written", "article", 1, 1, "A")
    assert report(one, Damage("missing", "contributor", 3)) == (
        "2 records are not as they were written: A, contributor 3. The rest of the library is whole."
    )
    many = [Damage("missing", "article", n, n, f"T{n}") for n in range(6)]
    assert "T0, T1, T2 and 3 more" in report(*many)
    assert "2 records" in report(one, one, many[0])


def test_each_row_leads_to_what_the_user_knows(store: Store) -> None:
    article_id = rows.clip(store, "Grain")
    with store.operation("All"):
        tag_id = rows.tag(store)
        person_id = rows.person(store, "Ada")
        form_id = rows.name_form(store, person_id, "A.")
        mark_id = rows.annotation(store, article_id)
        note_id = rows.note(store, "Page")
        link_id = rows.insert(store, "annotation_tag", annotation_id=mark_id, tag_id=tag_id)
        key_id = rows.insert(store, "name_key", name_form_id=form_id, key="a")
        revision_id = rows.note_revision(store, note_id, 1, "x")

    def named(noun: str, row_id: int) -> tuple[int | None, str]:
        found = subjects.named(store.read(), Damage("missing", noun, row_id))
        return found.article, found.title

    assert named("annotation_tag", link_id) == (article_id, "Grain")
    assert named("name_key", key_id) == (None, "Ada")
    assert named("note_revision", revision_id) == (None, "Page")
    assert named("tag", tag_id) == (None, "harvest")
    assert named("contributor", 99) == (None, "")
    assert named("resource", 99) == (None, "")
    assert named("article", 99) == (99, "")
    assert named("no such table", 1) == (None, "")
    assert all(named(noun, 1) is not None for noun in WATCHED)


def test_a_title_that_cannot_be_read_is_left_out() -> None:
    conn = sqlite3.connect(":memory:")
    damage = Damage("missing", "article", 1)
    assert subjects.named(conn, damage) is damage
    conn.close()
