# SPDX-License-Identifier: MIT
"""Run the long forms of the promises that need no other tool, one after the other, and say which failed.

    python3 packaging/desk.py bench faults [P3 P6 ...]

Without names all of them are run, which takes half an hour; `tests/faults/README.md` says what each one is.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONG = (
    ("P3", "damage_work named {dir} 500 1"),
    ("P4", "damage_work restored {dir} 50 1"),
    ("P6", "upgrade_work {dir} 50 1"),
    ("P7", "search_work children {dir} 200 1"),
    ("P8", "fuzz 60 1"),
    ("P13", "queries {dir} 10000 1"),
    ("P14", "writers {dir} alone 3 150"),
    ("P14", "writers {dir} window 3 150"),
    ("P15", "long_use {dir} 20000 1"),
)


def main(names: list[str]) -> int:
    """Run those that are named; give 1 where one failed."""
    if odd := {*names} - {name for name, _ in LONG}:
        print(f"There is no long form of {min(odd)} here; see tests/faults/README.md.")
        return 2
    failed = []
    for name, words in LONG:
        if names and name not in names:
            continue
        print(f"-- {name}: {words}", flush=True)
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as place:
            command = words.replace("{dir}", str(Path(place) / "library")).split()
            done = subprocess.run(
                [sys.executable, "-m", f"tests.faults.{command[0]}", *command[1:]], cwd=ROOT
            )
        print(
            f"   {'failed' if done.returncode else 'ok'} after {time.monotonic() - begun:.0f} s",
            flush=True,
        )
        if done.returncode:
            failed.append(words)
    print(f"Failed: {', '.join(failed)}." if failed else "None failed.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
