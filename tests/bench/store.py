# SPDX-License-Identifier: MIT
"""What the store costs beside bare writes of the same rows, CPU time, both in this run: python -m tests.bench.store."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from researchdesk.store import connection, verify
from researchdesk.store.operation import Store
from researchdesk.store.public_ids import new_public_id
from researchdesk.store.schema import outbox_triggers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlite_utils import Database

AT = "2026-11-26T09:00:00Z"
TEXT = "Rye and oats were dear that year, and the mill stood still. " * 80


class Bare:
    """The same tables with neither triggers nor digests nor a log."""

    def __init__(self, folder: Path) -> None:
        Store.create(folder).close()
        self.db = connection.writer(folder / "library.db", journal="WAL")
        for name in outbox_triggers():
            self.db.execute(f"DROP TRIGGER {name}")

    def do(self, work: Callable[[Database], object]) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute("PRAGMA defer_foreign_keys=ON")
        work(self.db)
        self.db.execute("COMMIT")


def articles(db: Database, count: int) -> None:
    """Write articles of twelve rows each."""
    for _ in range(count):
        row = {"public_id": new_public_id(), "title": "Grain", "accessed": AT}
        key = {"article_id": db.table("article").insert(row | dates()).last_rowid}
        snapshot = {"fetched_at": AT, "media_type": "text/html", "sha256": bytes(32)}
        db.table("snapshot").insert(key | snapshot | {"body_bytes": 5000, "body": b"x" * 2000})
        version = {"seq": 1, "made_at": AT, "extractor": "x", "extractor_version": "1"}
        version |= {"canon_version": 1, "html": TEXT, "text": TEXT, "text_sha256": "0" * 64}
        db.table("text_version").insert(key | version)
        db.table("contributor").insert(key | {"literal": "Ada", "position": 0})
        field = {"field": "title", "value": "Grain", "origin": "meta"}
        db.table("candidate").insert_all([key | field] * 3)
        db.table("mention").insert_all([key | mention(n) for n in range(5)])


def mention(n: int) -> dict[str, Any]:
    row = {"new_name": str(n), "surface": "Ada", "status": "suggested", "confidence": 0.5}
    return row | {"method": "tagger", "recogniser": "x"}


def dates() -> dict[str, str]:
    return {"created_at": AT, "modified_at": AT}


def notes(db: Database, count: int) -> None:
    rows = (
        {"public_id": new_public_id(), "title": "n", "body": TEXT, "revision": 1}
        for _ in range(count)
    )
    db.table("note").insert_all(row | dates() for row in rows)


def tags(db: Database, count: int) -> None:
    db.table("alias").insert_all({"old_id": new_public_id(), "new_id": "x"} for _ in range(count))


def save(db: Database, n: int) -> None:
    db.table("note").update(1, {"body": f"{n} {TEXT}", "revision": n})
    revision = {"note_id": 1, "revision": n, "title": "n", "body_zlib": b"x" * 1500, "saved_at": AT}
    db.table("note_revision").insert(revision)


def cost(work: Callable[[], object]) -> float:
    """Give the CPU seconds of a work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def several(
    do: Callable[[Callable[[Database], object]], None],
    parts: Iterable[Callable[[Database], object]],
) -> float:
    def work() -> None:
        for part in parts:
            do(part)

    return cost(work)


def operation(store: Store, **options: Any) -> Callable[[Callable[[Database], object]], None]:
    def do(work: Callable[[Database], object]) -> None:
        with store.operation("Bench", **options):
            work(store.db)

    return do


def tell(name: str, ours: float, bare: float, count: int) -> None:
    print(f"{name:44} {ours / bare:5.2f}x  {ours / count * 1e6:8.1f} us each")


def main() -> None:
    """Measure and print."""
    place = Path(tempfile.mkdtemp(prefix="bench_store_"))
    store, bare = Store.create(place / "store"), Bare(place / "bare")
    batch = [lambda db: articles(db, 50)] * 10
    simple = several(bare.do, batch)
    tell("500 articles in 10 operations, undoable", several(operation(store), batch), simple, 500)
    plain = operation(store, undoable=False)
    tell("500 articles in 10 operations, an import", several(plain, batch), simple, 500)
    many = [lambda db: notes(db, 10_000)]
    tell("10,000 notes of 4.8 kB", several(operation(store), many), several(bare.do, many), 10_000)
    small = [lambda db: tags(db, 10_000)]
    simple = several(bare.do, small)
    tell("10,000 smallest rows", several(operation(store), small), simple, 10_000)
    tell("undo of 10,000 smallest rows", cost(store.undo), simple, 10_000)
    saves = [lambda db, n=n: save(db, n) for n in range(2, 302)]
    simple = several(bare.do, saves)
    tell("a note's save", several(operation(store), saves[:150]) * 2, simple, 300)
    merged = operation(store, merge_key=("note", 1))
    tell("a note's save, merged", several(merged, saves[150:]) * 2, simple, 300)
    marks = [lambda db: db.table("mention").insert_all(mentions(16_000))]
    several(plain, marks)
    several(bare.do, marks)
    change = [lambda db: db.execute("UPDATE mention SET status = 'accepted', person_id = NULL")]
    simple = several(bare.do, change)
    tell("16,000 mentions changed", several(operation(store), change), simple, 16_000)
    print(f"undo of it {cost(store.undo):.2f} s, redo {cost(store.redo):.2f} s")
    store.close()
    size = (place / "store" / "library.db").stat().st_size / 1e6
    print(
        f"verify {size / cost(lambda: list(verify.damages(store.path))):.0f} MB/s of {size:.0f} MB"
    )
    opened: list[Store] = []
    print(f"open {cost(lambda: opened.append(Store(place / 'store'))) * 1e3:.1f} ms")
    opened[0].close()
    shutil.rmtree(place)


def mentions(count: int) -> Iterable[dict[str, Any]]:
    return ({"article_id": 1} | mention(n) for n in range(count))


if __name__ == "__main__":
    main()
