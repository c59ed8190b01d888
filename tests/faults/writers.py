# SPDX-License-Identifier: MIT
"""Several programs change one library at once, each by one verb of the command line after the other.

    python -m tests.faults.writers FOLDER [alone|window] [WRITERS] [TIMES]

With `window`, a window has the library open, and carries out what they ask. Each verb is done, nothing is lost, and
nobody is told that the library is locked.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import time
from pathlib import Path

from researchdesk.cli.main import main as verb
from researchdesk.library import handover, notes
from researchdesk.library.library import Library
from researchdesk.store import verify

ROOT = Path(__file__).parents[2]
START = 60.0  # seconds for a window to open


def write(folder: Path, name: str, times: int) -> None:
    """Make so many notes; print a line for each: exit status, milliseconds, what was said."""
    for k in range(times):
        begun, said = time.monotonic(), io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
            status = verb(["--library", str(folder), "notes", "new", "--title", f"{name}-{k}"])
        took = (time.monotonic() - begun) * 1000
        os.write(1, f"{status} {took:.0f} {said.getvalue().strip()}\n".encode())


def run(folder: Path, kind: str, writers: int, times: int) -> list[str]:
    """Let them write, and give what went wrong; prints the longest that one verb took."""
    os.environ["RESEARCHDESK_HOME"] = str(folder / "home")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    place = folder / "library"
    Library.create(place).close()
    with contextlib.ExitStack() as until:
        if kind == "window":
            until.callback(_window(place).terminate)
        lines = _written(place, writers, times)
    bad = [line for line in lines if not line.startswith("0 ")]
    print(f"{len(lines)} verbs, the longest took {max(int(line.split()[1]) for line in lines)} ms")
    return bad + _missing(place, {f"{n}-{k}" for n in range(writers) for k in range(times)})


def _written(place: Path, writers: int, times: int) -> list[str]:
    command = [sys.executable, "-m", "tests.faults.writers", "write", str(place)]
    started = [
        subprocess.Popen(
            [*command, str(n), str(times)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        for n in range(writers)
    ]
    return [line for one in started for line in one.communicate()[0].splitlines()]


def _window(place: Path) -> subprocess.Popen[bytes]:
    window = subprocess.Popen([sys.executable, "-m", "researchdesk", str(place)], cwd=ROOT)
    end = time.monotonic() + START
    while handover.door_of(place) is None:
        assert time.monotonic() < end, "the window did not open"
        time.sleep(0.1)
    return window


def _missing(place: Path, promised: set[str]) -> list[str]:
    with contextlib.closing(Library.open(place, read_only=True)) as library:
        titles = [one.title for one in notes.rows(library)]
        done = len(library.history())
    found = [f"damaged: {one}" for one in verify.damages(place / "library.db", place)]
    found += [f"lost: {one}" for one in promised - {*titles}]
    if len(titles) != len(promised) or done != min(len(promised), 500):
        found.append(f"{len(titles)} notes and {done} steps for {len(promised)} verbs")
    return found


def main(arguments: list[str]) -> int:
    if arguments[0] == "write":
        write(Path(arguments[1]), arguments[2], int(arguments[3]))
        return 0
    kind, writers, times = [*arguments[1:], *("alone", "3", "150")[len(arguments) - 1 :]]
    bad = run(Path(arguments[0]), kind, int(writers), int(times))
    print("\n".join(bad[:20]) if bad else "ok")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
