# SPDX-License-Identifier: MIT
"""Type queries into the window's field: from each key to the painted rows of its answer.

    python -m tests.bench.typing LIBRARY [--queries 60] [--seed 1]

LIBRARY is a library's folder (thousand.py --keep or large.py makes one); it is only read. Wall time, CPU time of all
threads less that of the paint, and CPU time of the window's thread alone; ms. The queries are words and pairs of words
of the library, a prefix a key, with the first two keys of a word apart: they find half of everything.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from researchdesk.library import articles
from researchdesk.ui import app as program
from researchdesk.ui import garbage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from researchdesk.ui.main_window import MainWindow

PATIENCE = 20.0  # seconds
SHORT = 2  # letters of a beginning that finds half of everything


class Key(NamedTuple):
    """What one key cost, in ms."""

    is_short: bool
    wall: float
    cpu: float
    window: float


def queries(window: MainWindow, count: int, rng: random.Random) -> list[str]:
    """Give words, and pairs of words that stand together, of the library itself."""
    library = window.desk.library
    assert library is not None
    found: list[str] = []
    ids = articles.listed(library)
    while len(found) < count:
        words = articles.text(library, rng.choice(ids)).text.split()
        at = rng.randrange(len(words))
        pair = [one.strip(".,;:!?\"'()").lower() for one in words[at : at + 2]]
        if all(one.isalpha() and len(one) > 3 for one in pair):
            found.append(pair[0] if len(found) % 2 else " ".join(pair))
    return found


def resident() -> float:
    """Give the memory of this process in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


class Typist:
    """Presses keys, and waits for what comes of each."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        self._app, self._window = app, window
        self._answers = 0
        window.regions.results.answered.connect(self._on_answer)
        self._view = window.regions.results.view

    def _on_answer(self) -> None:
        self._answers += 1

    def clear(self) -> None:
        """Empty the field and wait for the whole list."""
        field = self._window.topbar.search
        field.setFocus()
        if not field.whole_query:
            return
        before = self._answers
        QTest.keyClick(self._focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(self._focus, Qt.Key.Key_Delete)
        self._wait(before)
        time.sleep(0.05)

    def press(self, letter: str) -> tuple[float, float, float]:
        """Press a key; give wall, CPU of all threads without the paint, and CPU of the window's thread."""
        before = self._answers
        begun = time.perf_counter(), time.process_time(), time.thread_time()
        QTest.keyClicks(self._focus, letter)
        self._wait(before)
        answered = time.process_time() - begun[1]
        self._view.viewport().repaint()
        return (
            (time.perf_counter() - begun[0]) * 1000,
            answered * 1000,
            (time.thread_time() - begun[2]) * 1000,
        )

    @property
    def _focus(self) -> object:
        return self._app.focusWidget() or self._window

    def _wait(self, before: int) -> None:
        end = time.perf_counter() + PATIENCE
        while self._answers == before or self._window.regions.results.is_waiting:
            self._app.processEvents()
            time.sleep(0.0002)
            if time.perf_counter() > end:
                sys.exit("no answer came")


def p95(values: list[float]) -> float:
    """Give the 95th percentile."""
    return sorted(values)[int(len(values) * 0.95)]


def main() -> None:
    """Type, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    os.environ["RESEARCHDESK_HOME"] = tempfile.mkdtemp()
    app = program.make_app()
    garbage.Garbage(app)
    window = program.make_window(app)
    window.show()
    program.begin(window, ["--library", str(wanted.library)])
    while window.desk.library is None or not (
        window.desk.jobs.is_idle and window.upkeep.is_settled
    ):
        app.processEvents()
    end = time.perf_counter() + (garbage.STARTED + 500) / 1000
    while time.perf_counter() < end:
        app.processEvents()
    typist, keys = Typist(app, window), []
    for query in queries(window, wanted.queries, random.Random(wanted.seed)):
        typist.clear()
        for at, letter in enumerate(query):
            cost = typist.press(letter)
            length = len(query[: at + 1].split(" ")[-1])
            if letter != " ":
                keys.append(Key(length <= SHORT, *cost))
    for is_short in (True, False):
        some = [one for one in keys if one.is_short is is_short]
        print(f"{len(some)} keys, {'first two' if is_short else 'later ones'} of a word:")
        for name in ("wall", "cpu", "window"):
            values = [getattr(one, name) for one in some]
            print(f"  {name:6} median {statistics.median(values):5.1f}, p95 {p95(values):5.1f} ms")
    print(f"memory {resident():.0f} MB")
    sys.stdout.flush()
    window.desk.jobs.close()
    os._exit(0)


if __name__ == "__main__":
    main()
