# SPDX-License-Identifier: MIT
"""Kill the program amid the upgrade of a library: what is left is the old one or the new one, whole.

    python -m tests.faults.upgrade_work FOLDER [KILLS] [SEED]
    python -m tests.faults.upgrade_work upgrade FOLDER STEPS [by-halves]

The later release is made up: its step writes one table anew and gives another a column. Half of the kills fall amid
the work of SQLite in the migration, evenly; the others at random moments of all that happens, the check and the backup
before it among them. `upgrade` kills itself after so many times 100 instructions of SQLite, 0 for never. The variant is
wrong on purpose: each step of the upgrade is a transaction of its own.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from researchdesk.library import articles, backup
from researchdesk.library.library import Library
from researchdesk.store import migrations, opening, operation, verify
from researchdesk.store.connection import plain, reader
from researchdesk.store.schema import VERSION
from tests.faults import library_work
from tests.unit.library import full_library
from tests.unit.store import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

ROOT = Path(__file__).parents[2]
INSTRUCTIONS = 100
ARTICLES = 120


def later_step(db: Database) -> None:
    """Stand for the migration of a later release."""
    db.table("note").transform(rename={"title": "heading"})
    db.execute("ALTER TABLE article ADD COLUMN weight REAL")


@contextlib.contextmanager
def later_release() -> Iterator[None]:
    """Let the program be a later one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations.STEPS, "_migrations", [*migrations.STEPS._migrations])
        for module in (migrations, opening, operation, verify):
            patch.setattr(module, "VERSION", VERSION + 1)
        migrations.STEPS()(later_step)
        migrations.expected_schema.cache_clear()
        yield
    migrations.expected_schema.cache_clear()


def old_library(folder: Path) -> None:
    """Make a library of this release."""
    library = Library.create(folder)
    full_library.fill(library)
    for k in range(ARTICLES):
        articles.clip(library, library_work.clipping(k))
    library.close()


def upgrade(folder: Path, steps: int, variant: str = "good") -> None:
    """Open it by the later release; die after so many steps in the migration. Prints how many there were."""
    os.environ["RESEARCHDESK_HOME"] = str(folder / "home")
    seen, migrate = [0], migrations.migrate

    def count() -> int:
        seen[0] += 1
        if seen[0] == steps:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def watched(db: Database) -> None:
        db.conn.set_progress_handler(count, INSTRUCTIONS)
        migrate(db)
        db.conn.set_progress_handler(None, 0)

    with later_release(), pytest.MonkeyPatch.context() as patch:
        migrations.expected_schema()  # a migration, too; and what it needs is loaded before the clock starts
        patch.setattr(migrations, "migrate", watched)
        if variant == "by-halves":
            apply = migrations._upgrade
            patch.setattr(migrations, "_upgrade", lambda db: _by_halves(db, apply))
        os.write(1, b"READY\n")
        Library.open(folder / "library").close()
    os.write(1, f"STEPS {seen[0]}\n".encode())


def _by_halves(db: Database, apply: Any) -> None:
    apply(db)
    db.execute("COMMIT")
    db.execute("BEGIN IMMEDIATE")


def content(path: Path) -> dict[str, Any]:
    """Give all rows by their values, without what an upgrade makes anew or adds."""
    with contextlib.closing(reader(path)) as conn:
        added = plain(conn).execute("PRAGMA user_version").fetchone()[0] > VERSION
        held = rows.dump(conn)
    if added:
        held["article"] = [row[:-1] for row in held["article"]]
    return {name: held[name] for name in sorted({*held} - {"digest", "_sqlite_migrations"})}


def verdict(folder: Path, before: dict[str, Any]) -> str:
    """Say which library is left, or what is wrong with it; then the later release opens it."""
    os.environ["RESEARCHDESK_HOME"] = str(folder / "home")
    path = folder / "library" / "library.db"
    with contextlib.closing(reader(path)) as conn:
        is_new = plain(conn).execute("PRAGMA user_version").fetchone()[0] > VERSION
    with later_release() if is_new else contextlib.nullcontext():
        damages = [str(one) for one in verify.damages(path)]
    if damages or content(path) != before:
        return f"TORN {'new' if is_new else 'old'} {damages[:2]}"
    for one in backup.listed(folder / "library"):
        if not backup.is_good(one):
            return f"TORN backup {one.path.name}"
    with later_release():
        Library.open(folder / "library").close()
        if [*verify.damages(path)] or content(path) != before:
            return "TORN by going on"
    return "new" if is_new else "old"


def upgraded(
    folder: Path, steps: int, variant: str = "good", seconds: float | None = None
) -> tuple[int, float]:
    """Upgrade in a process of its own, killed after steps or seconds; give the steps it told of, and the seconds."""
    verb = ["-m", "tests.faults.upgrade_work", "upgrade"]
    command = [sys.executable, *verb, str(folder), str(steps), variant]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline() == b"READY\n"
        begun = time.monotonic()
        if seconds is not None:
            time.sleep(seconds)
            process.kill()
        said = process.stdout.read().split()
        took = time.monotonic() - begun
    return int(said[1]) if said else 0, took


def run(folder: Path, kills: int, seed: int, variant: str = "good") -> Counter[str]:
    """Kill so many upgrades of one library; print what is left, and give the count of each verdict."""
    chance, tally = random.Random(seed), Counter[str]()
    os.environ["RESEARCHDESK_HOME"] = str(folder / "home")
    old_library(folder / "old")
    before = content(folder / "old" / "library.db")

    def again() -> Path:
        shutil.rmtree(folder / "work", ignore_errors=True)
        shutil.copytree(folder / "old", folder / "work" / "library")
        return folder / "work"

    steps, seconds = upgraded(again(), 0, variant)
    assert steps > kills, "the upgrade is over before it can be killed"
    for number in range(kills):
        if number % 2:
            how: dict[str, Any] = {"seconds": chance.uniform(0, seconds)}
            upgraded(again(), 0, variant, **how)
        else:
            how = {"steps": 1 + number * (steps - 1) // kills}
            upgraded(again(), how["steps"], variant)
        said = verdict(folder / "work", before)
        tally[said.split()[0]] += 1
        if said not in ("old", "new"):
            print(f"kill {number} {how}: {said}", flush=True)
    print(f"{kills} kills in {steps} steps and {seconds:.2f} s, seed {seed}: {dict(tally)}")
    return tally


def main(arguments: list[str]) -> int:
    if arguments[0] == "upgrade":
        upgrade(Path(arguments[1]), int(arguments[2]), *arguments[3:])
        return 0
    kills, seed = (int(one) for one in [*arguments[1:], *("50", "1")[len(arguments) - 1 :]])
    return int("TORN" in run(Path(arguments[0]), kills, seed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
