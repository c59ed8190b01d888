# SPDX-License-Identifier: MIT
"""Use one library for very long, and see that memory, handles and the -wal stay as they were.

    python -m tests.faults.long_use FOLDER [DEEDS] [SEED]

The deeds are those of the random walk, which clips, cites, merges, undoes and reopens. Prints a line each thousand.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import NamedTuple

from researchdesk.library.library import Library
from tests.unit.library.test_random_walk import Walk

EACH = 1000  # deeds between two looks
SETTLED = 2  # looks until caches are full
MOST_MEMORY = 1.0  # MB for each thousand deeds
MOST_WAL = 64.0  # MB


class Look(NamedTuple):
    """What the process holds: memory in MB, open handles, the -wal in MB."""

    deeds: int
    memory: float
    handles: int
    wal: float


def look(library: Library, deeds: int) -> Look:
    gc.collect()
    [memory] = [
        line for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line
    ]
    wal = Path(f"{library.store.path}-wal")
    size = wal.stat().st_size / 1e6 if wal.exists() else 0.0
    handles = len([*Path("/proc/self/fd").iterdir()])
    return Look(deeds, int(memory.split()[1]) / 1000, handles, size)


def use(library: Library, deeds: int, seed: int, each: int = EACH) -> list[Look]:
    """Do that many deeds; give what was seen after each so many of them."""
    walk, looks = Walk(library, seed), []
    for number in range(1, deeds + 1):
        walk.step()
        walk.refused.clear()
        if number % each == 0:
            for held in walk.seen.values():
                del held[:-10]
            walk.reopen()  # so that each look has the same connections
            library.store.db.execute("SELECT 1")
            looks.append(look(library, number))
    walk.check()
    return looks


def verdict(looks: list[Look], each: int = EACH, memory: float = MOST_MEMORY) -> str:
    """Say what grew; "ok" where nothing did."""
    settled = looks[min(SETTLED, len(looks) - 2) :]
    grown = (settled[-1].memory - settled[0].memory) / (
        (settled[-1].deeds - settled[0].deeds) / each
    )
    if grown > memory:
        return f"GROWS by {grown:.2f} MB each {each} deeds"
    if (kept := settled[-1].handles - settled[0].handles) > 0:
        return f"LEAKS {kept} handles"
    if (size := max(one.wal for one in looks)) > MOST_WAL:
        return f"WAL of {size:.0f} MB"
    return "ok"


def main() -> int:
    folder, deeds, seed = (
        sys.argv[1],
        int((sys.argv[2:] or [20_000])[0]),
        int((sys.argv[3:] or [1])[0]),
    )
    library = Library.create(Path(folder))
    looks = use(library, deeds, seed)
    for one in looks:
        print(
            f"{one.deeds} deeds: {one.memory:.1f} MB, {one.handles} handles, -wal {one.wal:.1f} MB"
        )
    said = verdict(looks)
    library.close()
    print(said)
    return said != "ok"


if __name__ == "__main__":
    sys.exit(main())
