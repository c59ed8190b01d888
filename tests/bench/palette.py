# SPDX-License-Identifier: MIT
"""Measure the palette by hand: `python -m tests.bench.palette`. Wall milliseconds from a key to the painted rows.

Bar: 30 at the 95th percentile with 10,000 people. Titles come later by themselves and are not waited for.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("RESEARCHDESK_HOME", tempfile.mkdtemp())
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from researchdesk.config import paths
from researchdesk.library import people
from researchdesk.library.library import Library
from researchdesk.ui import app as program

if TYPE_CHECKING:
    from researchdesk.ui.main_window import MainWindow

PEOPLE = 10_000
GIVEN = "Ana Boris Cvetana Dragan Élodie Fatima Goran Hannah Ivana Jovan Kemal Łukasz Милица Никола"
PARTS = "ba be čar da đe go ha ić ja ko lu mar no ov pe ra so šta vu ze"
TYPED = ("ana", "vu", "marić", "jov go", "zzzz", "cc", "lukasz ko", "a", "clip", "nkl", "светана")


def fill(library: Library) -> None:
    """Make people with names of our own."""
    chance = random.Random(1)
    parts = PARTS.split()
    with library.operation("Fill"):
        for _ in range(PEOPLE):
            family = "".join(chance.choices(parts, k=chance.randint(2, 4))).capitalize()
            people.make(library, f"{chance.choice(GIVEN.split())} {family}")


def wait_for(window: MainWindow) -> None:
    """Wait until nothing runs any more."""
    QTest.qWait(50)
    while not window.desk.jobs.is_idle:
        QTest.qWait(20)


def p95(values: list[float]) -> float:
    """Give the 95th percentile."""
    return sorted(values)[int(len(values) * 0.95)]


def main() -> None:
    """Measure and print."""
    library = Library.create(paths.default_library())
    fill(library)
    library.close()
    window = program.make_window(program.make_app())
    window.show()
    window.activateWindow()
    window.opening.open_last()
    QTest.qWait(500)
    wait_for(window)
    palette = window.calling.palette
    taken: list[float] = []
    begun = time.perf_counter()
    window.desk.actions.trigger("palette")
    palette.repaint()
    print(f"open, first paint: {(time.perf_counter() - begun) * 1000:.1f} ms")
    wait_for(window)
    print(f"open, all names ready: {(time.perf_counter() - begun) * 1000:.0f} ms")
    for words in TYPED * 5:
        palette.field.clear()
        QTest.qWait(5)
        for letter in words:
            begun = time.perf_counter()
            QTest.keyClick(palette.field, letter)
            palette.repaint()
            taken.append((time.perf_counter() - begun) * 1000)
            QTest.qWait(5)
    print(
        f"{len(taken)} keys: median {sorted(taken)[len(taken) // 2]:.1f} ms, p95 {p95(taken):.1f}"
    )
    print(f"worst {max(taken):.1f} ms")
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    window.close()


if __name__ == "__main__":
    main()
