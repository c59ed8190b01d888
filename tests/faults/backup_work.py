# SPDX-License-Identifier: MIT
"""Back a library up and restore it again and again, and a look at what is left after a kill.

    python -m tests.faults.backup_work work FOLDER [good|wal-left|name-first]
    python -m tests.faults.backup_work check FOLDER...

Each round clips an article, makes a backup and promises it (ACK and the round's number); each third puts the newest
backup back. Both go on from what they find. The variants are wrong on purpose: one leaves the old -wal beside the
restored file, one gives a copy its name before it is written. The checks print one verdict a folder; the promises
stand beside it in FOLDER.acks, one number a line.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from pathlib import Path

from researchdesk.model.errors import UserError
from researchdesk.store import backup, copies, restore, verify
from researchdesk.store.operation import Store
from tests.unit.store import rows
from tests.unit.store.test_backup import clip_large

LABEL = "work-12345678"
FILLING = "words that fill pages " * 3000


def work(folder: Path, variant: str = "good") -> None:
    """Go on for ever; a kill ends it."""
    place, shelf = folder / "library", folder / "safe"
    if variant == "wal-left":
        restore._BESIDE = ()  # type: ignore[assignment]
    store = Store(place) if (place / "library.db").exists() else Store.create(place)
    os.write(1, b"READY\n")
    first = 1 + max([0, *titles(store)])
    for k in range(first, first + 10**6):
        rows.clip(store, str(k), f"{k} {FILLING}")
        if k % 5 == 1:
            clip_large(store, os.urandom(1_100_000))
        target = copies.next_path(shelf, LABEL, "session")
        if variant == "name-first":
            target.parent.mkdir(exist_ok=True)
            store.write_copy(target)
        else:
            backup.make(store.write_copy, store.folder, target)
        backup.rotate(copies.described(target, "session"))
        os.write(1, f"ACK {k}\n".encode())
        if k % 3 == 0:
            again(store, target)
            store = Store(place)
    store.close()


def again(store: Store, target: Path) -> None:
    """Put the backup in the place of the library, whose -wal a kill has left."""
    left = [(path, path.read_bytes()) for path in store.folder.glob("library.db-wal")]
    store.close()
    for path, raw in left:
        path.write_bytes(raw)
    done = restore.restore(target, store.folder)
    if done.aside:
        for path in store.folder.glob("library.damaged-*"):
            path.unlink()


def verdict(folder: Path) -> str:
    """Look whether each copy is good, each promised round in the newest and in the library, and that is whole."""
    promised = {int(line) for line in Path(f"{folder}.acks").read_text().split()}
    return _copies(folder / "safe", promised) or _library(folder / "library", promised) or "ok"


def _copies(shelf: Path, promised: set[int]) -> str:
    found = copies.listed(shelf)
    for one in found:
        if not copies.stands(one) or not backup.is_good(one.path):
            return f"CORRUPT {one.path.name}"
    held = read(found[0].path) if found else set()
    return f"LOST {sorted(promised - held)[:3]} in the newest copy" if promised - held else ""


def _library(place: Path, promised: set[int]) -> str:
    if not (place / "library.db").exists():
        return "LOST the library" if promised else ""
    try:
        store = Store(place)
    except (UserError, sqlite3.Error) as error:
        return f"CORRUPT {error!r}"
    there = titles(store)
    store.close()
    for damage in verify.damages(store.path, place):
        return f"CORRUPT {damage}"
    return f"LOST {sorted(promised - there)[:3]}" if promised - there else ""


def titles(store: Store) -> set[int]:
    found = store.read().execute("SELECT title FROM article WHERE title <> 'Grain'")
    return {int(row[0]) for row in found}


def read(path: Path) -> set[int]:
    place = path.parent / "read"
    place.mkdir(exist_ok=True)
    shutil.copyfile(path, place / "library.db")
    store = Store(place, read_only=True)
    try:
        return titles(store)
    finally:
        store.close()
        shutil.rmtree(place)


if __name__ == "__main__":
    if sys.argv[1] == "check":
        print("\n".join(verdict(Path(name)) for name in sys.argv[2:]))
    else:
        try:
            work(Path(sys.argv[2]), (sys.argv[3:] or ["good"])[0])
        except UserError as error:
            os.write(1, f"ERR {error!r}\n".encode())
            sys.exit(3)
