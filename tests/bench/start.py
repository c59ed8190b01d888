# SPDX-License-Identifier: MIT
"""Measure the start: to the first paint, to the painted list, to rest; beside a bare Qt window with the same regions.

    python -m tests.bench.start LIBRARY [--times 5] [--home FOLDER]

Each start is a process of its own, ours and the bare one by turns. CPU and wall in ms from the process's beginning;
memory is what is resident (MB) when the window rests. LIBRARY is a library's folder (thousand.py --keep makes one).
FOLDER keeps the index of a large one: search it once by a verb with RESEARCHDESK_HOME=FOLDER, since no start waits here
until a hundred thousand articles are indexed.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

BEGUN = "BENCH_BEGUN"
PATIENCE = 60.0  # seconds
STAGES = ("first paint", "list painted", "at rest")


def resident() -> float:
    """Give the memory of this process in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


Ready = Callable[[], bool]


def bare(_library: str) -> tuple[QApplication, QWidget, Ready, Ready]:
    """Make a window of Qt's own parts: bar, tree, list, text over tabs, status bar."""
    from PySide6.QtCore import QStringListModel, Qt
    from PySide6.QtWidgets import (
        QApplication,
        QLineEdit,
        QListView,
        QMainWindow,
        QSplitter,
        QTabWidget,
        QTextBrowser,
        QTextEdit,
        QTreeWidget,
    )

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.addToolBar("main").addWidget(QLineEdit())
    outer, inner = QSplitter(Qt.Orientation.Horizontal), QSplitter(Qt.Orientation.Vertical)
    rows, tabs = QListView(), QTabWidget()
    rows.setModel(QStringListModel([f"Row {number}" for number in range(1000)], rows))
    for name in ("Note", "Annotations", "People", "Details"):
        tabs.addTab(QTextEdit(), name)
    for part in (QTreeWidget(), rows, inner):
        outer.addWidget(part)
    inner.addWidget(QTextBrowser())
    inner.addWidget(tabs)
    window.setCentralWidget(outer)
    window.statusBar().showMessage("Ready")
    window.resize(1280, 800)
    window.show()
    return app, window, lambda: True, lambda: True


def ours(library: str) -> tuple[QApplication, QWidget, Ready, Ready]:
    """Open the program's window on the library, as `python -m researchdesk` does."""
    gc.disable()

    from PySide6.QtCore import QTimer

    from researchdesk.ui import app as program

    app = program.make_app()
    program.Garbage(app)
    window = program.make_window(app)
    window.show()
    QTimer.singleShot(0, window, lambda: program.begin(window, [library]))
    return (
        app,
        window,
        lambda: window.regions.results.total > 0,
        lambda: window.desk.jobs.is_idle and window.upkeep.is_settled,
    )


def child(kind: str, library: str) -> None:
    """Start one window, and print what it took."""
    begun = float(os.environ[BEGUN])
    from PySide6.QtCore import QEvent, QObject

    took: list[float] = []

    def note() -> None:
        took.extend(((time.time() - begun) * 1000, time.process_time() * 1000))

    class Eye(QObject):
        def eventFilter(  # noqa: N802 - Qt's name
            self, _watched: QObject, event: QEvent
        ) -> bool:
            if event.type() == QEvent.Type.Paint and not took:
                app.removeEventFilter(self)
                note()
            return False

    app, window, has_list, rests = {"bare": bare, "ours": ours}[kind](library)
    eye = Eye(window)
    app.installEventFilter(eye)
    for ready in (has_list, rests):
        while time.time() < begun + PATIENCE and not (took and ready()):
            app.processEvents()
            time.sleep(0.001)
        app.processEvents()
        note()
    print(json.dumps([*took, resident()]), flush=True)
    window.close()


def start(kind: str, library: str, home: str) -> list[float]:
    """Start one process, and give what it printed."""
    variables = {
        BEGUN: str(time.time()),
        "RESEARCHDESK_HOME": home,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "",  # as with a reader, whose Python keeps what it has compiled
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.start", "--child", kind, library],
        capture_output=True,
        text=True,
        env=os.environ | variables,
        check=True,
    )
    numbers: list[float] = json.loads(done.stdout.splitlines()[-1])
    return numbers


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--child", choices=("bare", "ours"))
    parser.add_argument("library")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--home")
    asked = parser.parse_args()
    if asked.child:
        child(asked.child, asked.library)
        return
    with tempfile.TemporaryDirectory() as made:
        home = asked.home or made
        start("ours", asked.library, home)  # the files are in memory now, the index is there
        turns = [
            (start("bare", asked.library, home), start("ours", asked.library, home))
            for _ in range(asked.times)
        ]
    clocks = [f"{stage}, {clock}" for stage in STAGES for clock in ("wall", "CPU")]
    for at, name in enumerate([*clocks, "memory"]):
        peer, mine = (statistics.median(turn[who][at] for turn in turns) for who in (0, 1))
        print(f"{name}: {mine:.0f}, bare Qt {peer:.0f}, ratio {mine / peer:.2f}")


if __name__ == "__main__":
    main()
