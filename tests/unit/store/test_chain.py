# SPDX-License-Identifier: MIT
"""Each snapshot that comes or goes leaves a link that cannot be taken away unseen."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from researchdesk.store import chain, verify
from researchdesk.store.connection import plain, reader
from tests.unit.store import rows
from tests.unit.store.rows import clip

if TYPE_CHECKING:
    from researchdesk.store.operation import Store


def links(store: Store) -> list[tuple[int, str]]:
    return plain(store.read()).execute("SELECT snapshot_id, deed FROM chain ORDER BY id").fetchall()


def test_received_withdrawn_returned_purged(store: Store) -> None:
    first = clip(store)
    store.undo()
    store.redo()
    clip(store, "Second")
    with store.operation("Purge", undoable=False):
        store.db.table("article").delete(first)
        store.forget_history()
    assert links(store) == [
        (1, "received"),
        (1, "withdrawn"),
        (1, "returned"),
        (2, "received"),
        (1, "purged"),
    ]
    hashes = plain(store.read()).execute("SELECT previous, hash FROM chain ORDER BY id").fetchall()
    assert hashes[0][0] == chain.BEGINNING
    assert [link[0] for link in hashes[1:]] == [link[1] for link in hashes[:-1]]
    assert not list(verify.damages(store.path))


def test_a_link_names_what_was_received(store: Store) -> None:
    with store.operation("Clip"):
        rows.snapshot(store, rows.article(store), b"<p>Rye", url="https://a.test/rye")
    with store.operation("Purge", undoable=False):
        store.db.table("article").delete_where()
    found = plain(store.read()).execute("SELECT address, sha256 FROM chain").fetchall()
    assert found[0] == found[1]
    assert found[0][0] == "https://a.test/rye"


def test_what_comes_and_goes_within_one_operation_leaves_no_link(store: Store) -> None:
    with store.operation("Try"):
        article_id = rows.article(store)
        rows.snapshot(store, article_id)
        store.db.table("article").delete(article_id)
        kept = rows.snapshot(store, rows.article(store))
    with store.operation("Change"):
        store.db.table("snapshot").update(kept, {"charset": "utf-8"})
    assert links(store) == [(kept, "received")]


def test_a_rolled_back_clip_leaves_no_link(store: Store) -> None:
    rows.broken(store, lambda: rows.snapshot(store, rows.article(store)))
    assert links(store) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE chain SET made_at = '2020' WHERE id = 2", ["link 2"]),
        ("UPDATE chain SET address = 'https://a.test' WHERE id = 2", ["link 2"]),
        ("UPDATE chain SET hash = zeroblob(32) WHERE id = 2", ["link 2", "link 3"]),
        ("DELETE FROM chain WHERE id = 1", ["link 2", "snapshot 1"]),
        ("DELETE FROM chain WHERE id = 2", ["link 3", "snapshot 2"]),
        ("DELETE FROM chain WHERE id = 3", ["the end", "snapshot 3"]),
        ("DELETE FROM chain", ["the end", "snapshot 1", "snapshot 2", "snapshot 3"]),
        ("UPDATE snapshot SET sha256 = zeroblob(32) WHERE id = 3", ["snapshot 3"]),
        ("DELETE FROM snapshot WHERE id = 1", ["snapshot 1"]),
    ],
)
def test_a_changed_chain_shows(store: Store, change: str, said: list[str]) -> None:
    for n in range(3):
        clip(store, str(n))
    store.close()
    conn = sqlite3.connect(store.path, isolation_level=None)
    conn.execute(change)
    conn.close()
    looking = reader(store.path)
    found = list(chain.verify(looking))
    looking.close()
    assert len(found) == len(said)
    assert all(line.startswith(words) for line, words in zip(found, said, strict=True))
    assert list(verify.damages(store.path))


def test_a_link_put_in_later_shows(store: Store) -> None:
    clip(store)
    store.close()
    conn = sqlite3.connect(store.path, isolation_level=None)
    conn.execute(
        "INSERT INTO chain (made_at, snapshot_id, deed, sha256, previous, hash) "
        "SELECT made_at, 9, 'received', sha256, hash, randomblob(32) FROM chain"
    )
    conn.close()
    found = [damage.words for damage in verify.damages(store.path)]
    assert found[0].startswith("link 2")
