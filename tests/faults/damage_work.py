# SPDX-License-Identifier: MIT
"""Damage copies of a library at random places: each damage is named or harmless, and a backup brings all back.

    python -m tests.faults.damage_work named FOLDER [DAMAGES] [SEED]
    python -m tests.faults.damage_work restored FOLDER [DAMAGES] [SEED]

FOLDER is made, and holds the whole library, its backup and the copy that is damaged. Prints a line a kind, and a line
for each damage that is SILENT (nothing is said, and it holds something else), or a BUG (an error that is none of the
user's).
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from researchdesk.library import articles, backup, notes
from researchdesk.library.library import Library
from researchdesk.model.errors import UserError
from researchdesk.store import verify
from researchdesk.store.connection import reader
from researchdesk.store.migrations import schema_of
from researchdesk.store.operation import Store
from tests.faults import library_work
from tests.unit.library import full_library
from tests.unit.store import rows

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = 4096
ROUNDS = 12


class Whole:
    """A library that is as it was written, its backup, the -wal of another one, and what it holds."""

    def __init__(self, folder: Path) -> None:
        os.environ["RESEARCHDESK_HOME"] = str(folder / "home")
        self.place, self.copy = folder / "library", folder / "copy"
        library = Library.create(self.place)
        full_library.fill(library)
        for k in range(ROUNDS):
            articles.clip(library, library_work.clipping(k))
        self.backup = backup.make(library).path
        notes.new(library, "Later", "Written after the backup.")
        library.close()
        self.holds = held(self.place)
        self.wal = _foreign_wal(folder / "other")
        assert not verify.verify(self.place / "library.db", self.place, deep=True).damages

    def damaged(self, number: int, seed: int) -> tuple[str, str]:
        """Make a copy with damage of that number; give its kind, and what was done."""
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.place, self.copy)
        name, harm = list(KINDS.items())[number % len(KINDS)]
        return name, harm(random.Random(f"{seed} {number}"), self)


def held(folder: Path, file: str = "library.db") -> tuple[Any, ...]:
    """Give all that counts in a library: rows, schema, attachments."""
    with contextlib.closing(reader(folder / file)) as conn:
        files = [one for one in sorted(folder.rglob("attachments/**/*")) if one.is_file()]
        return rows.dump(conn), schema_of(conn), [one.read_bytes() for one in files]


def _foreign_wal(folder: Path) -> bytes:
    store = Store.create(folder)
    for n in range(6):
        rows.clip(store, f"Other {n}", "words " * 2000)
    wal = (folder / "library.db-wal").read_bytes()
    store.close()
    return wal


def _patched(whole: Whole, change: Callable[[bytearray], object]) -> None:
    path = whole.copy / "library.db"
    raw = bytearray(path.read_bytes())
    change(raw)
    path.write_bytes(raw)


def bit(chance: random.Random, whole: Whole) -> str:
    at = chance.randrange((whole.copy / "library.db").stat().st_size)
    flip = 1 << chance.randrange(8)
    _patched(whole, lambda raw: raw.__setitem__(at, raw[at] ^ flip))
    return f"byte {at}"


def zero_page(chance: random.Random, whole: Whole) -> str:
    at = chance.randrange((whole.copy / "library.db").stat().st_size // PAGE)
    _patched(whole, lambda raw: raw.__setitem__(slice(at * PAGE, (at + 1) * PAGE), bytes(PAGE)))
    return f"page {at + 1}"


def swapped_pages(chance: random.Random, whole: Whole) -> str:
    one, two = chance.sample(range((whole.copy / "library.db").stat().st_size // PAGE), 2)

    def swap(raw: bytearray) -> None:
        first, second = (slice(at * PAGE, (at + 1) * PAGE) for at in (one, two))
        raw[first], raw[second] = raw[second], raw[first]

    _patched(whole, swap)
    return f"pages {one + 1} and {two + 1}"


def cut(chance: random.Random, whole: Whole) -> str:
    size = chance.randrange((whole.copy / "library.db").stat().st_size)
    os.truncate(whole.copy / "library.db", size)
    return f"{size} bytes left"


def header(chance: random.Random, whole: Whole) -> str:
    at, value = chance.randrange(100), chance.randrange(256)
    _patched(whole, lambda raw: raw.__setitem__(at, value))
    return f"byte {at} is {value}"


def foreign_wal(chance: random.Random, whole: Whole) -> str:
    size = chance.choice((len(whole.wal), chance.randrange(len(whole.wal))))
    (whole.copy / "library.db-wal").write_bytes(whole.wal[:size])
    return f"{size} bytes"


def altered_schema(chance: random.Random, whole: Whole) -> str:
    """Drop something of the schema, or change a letter of its text behind SQLite's back."""
    conn = sqlite3.connect(whole.copy / "library.db", isolation_level=None)
    found = conn.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite%'"
    ).fetchall()
    kind, name, sql = chance.choice(found)
    if kind != "table" and chance.random() < 0.3:
        conn.execute(f"DROP {kind} {name}")
        done = f"no {name}"
    else:
        at = chance.randrange(len(sql))
        other = sql[:at] + chr(ord(sql[at]) ^ 1 << chance.randrange(5)) + sql[at + 1 :]
        conn.execute("PRAGMA writable_schema=ON")
        conn.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", [other, name])
        done = f"{name}, letter {at}"
    conn.close()
    return done


def attachment(chance: random.Random, whole: Whole) -> str:
    path = chance.choice(
        sorted(one for one in whole.copy.rglob("attachments/**/*") if one.is_file())
    )
    raw = bytearray(path.read_bytes())
    match chance.randrange(3):
        case 0:
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
            path.write_bytes(raw)
        case 1:
            path.write_bytes(raw[: chance.randrange(len(raw))])
        case _:
            path.unlink()
    return path.name[:8]


KINDS: dict[str, Callable[[random.Random, Whole], str]] = {
    one.__name__: one
    for one in (bit, zero_page, swapped_pages, cut, header, foreign_wal, altered_schema, attachment)
}


def verdict(whole: Whole) -> str:
    """Say what becomes of the damaged copy: named, harmless, SILENT or BUG."""
    try:
        said = verify.verify(whole.copy / "library.db", whole.copy, deep=True).damages
        if fault := _misread(whole.copy):
            return fault
        if said or _is_refused(whole.copy):
            return "named"
        return "harmless" if held(whole.copy) == whole.holds else "SILENT"
    except Exception as error:
        return f"BUG {error!r:.300}"


def _is_refused(folder: Path) -> bool:
    try:
        Store(folder).close()
    except UserError:
        return True
    return False


def _misread(folder: Path) -> str:
    """Read as much of it as can be read; whatever goes wrong must be the user's."""
    try:
        library = Library.open(folder, read_only=True)
    except UserError:
        return ""
    verbs: tuple[Callable[[], object], ...] = (
        lambda: [articles.text_or_nothing(library, one) for one in articles.listed(library)],
        lambda: articles.rows(library, articles.listed(library)),
        lambda: [articles.snapshot(library, one) for one in articles.listed(library)],
        lambda: notes.rows(library),
        lambda: library.history(),
    )
    try:
        for verb in verbs:
            try:
                verb()
            except UserError:
                continue
            except Exception as error:
                return f"BUG on reading {error!r:.300}"
    finally:
        library.close()
    return ""


def came_back(whole: Whole) -> str:
    """Put the backup in the place of the damaged copy; say what is not as it was in the backup."""
    try:
        done = backup.restore(whole.backup, whole.copy)
        damages = [str(one) for one in verify.damages(done.path, whole.copy)]
        is_same = held(whole.copy)[:2] == held(whole.backup.parent, whole.backup.name)[:2]
        Store(whole.copy).close()
    except Exception as error:
        return f"BUG {error!r:.300}"
    if damages or done.missing:
        return f"DAMAGED {damages[:2]} {done.missing[:1]}"
    return "restored" if is_same and done.aside and done.aside.exists() else "LOST"


def run(folder: Path, count: int, seed: int, look: Callable[[Whole], str]) -> int:
    """Damage and look so often; print and give the number of bad ones."""
    whole, tallies, bad = Whole(folder), {name: Counter[str]() for name in KINDS}, 0
    for number in range(count):
        name, done = whole.damaged(number, seed)
        said = look(whole)
        tallies[name][said.split()[0]] += 1
        if said not in ("named", "harmless", "restored"):
            bad += 1
            print(f"{name} {number}, {done}: {said}", flush=True)
    for name, tally in tallies.items():
        print(f"{name}: {dict(tally)}")
    print(f"{count} damages, seed {seed}: {bad} bad")
    return bad


if __name__ == "__main__":
    looks = {"named": verdict, "restored": came_back}
    wanted = [int(one) for one in sys.argv[3:]]
    usual = 500 if sys.argv[1] == "named" else 50
    sys.exit(
        bool(run(Path(sys.argv[2]), *[*wanted, *(usual, 1)[len(wanted) :]], looks[sys.argv[1]]))
    )
