# SPDX-License-Identifier: MIT
"""Scroll the list of 100,000 articles, beside the same titles as Qt draws them; change the theme. CPU milliseconds.

    python -m tests.bench.lists [--rows 100000]

Bars: a frame 16 at the 95th percentile, and at most 1.5 times that of Qt's own; a change of theme 200.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QTableView

from researchdesk.ui import app as program
from researchdesk.ui.models.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = 50
FRAMES = 300
SNIPPET = (
    "The quay was quiet and the water high, and they stood by the bell in the rain and waited. " * 2
)
NAMES = (("entity.person", "Mihajlo Pupin"), ("entity.country", "Serbia"), ("ink.soft", "bells"))


def row(at: int) -> Row:
    """Make a row with all that a row can show."""
    return Row(
        "article", at, f"A title of some length, number {at}", "A paper", "14 Nov 2026", SNIPPET,
        marks=((4, 8), (23, 28)), names=NAMES, annotations=at % 4, is_unread=at % 2 == 0, article_id=at,
    )  # fmt: skip


def cpu(work: Callable[[], object]) -> float:
    """Give the CPU time of this thread for work, ms."""
    before = time.thread_time()
    work()
    return (time.thread_time() - before) * 1000


def scrolled(view: QTableView, settle: Callable[[], object]) -> list[float]:
    """Give the CPU time of each frame: half of them near the one before, half anywhere."""
    bar, rng, times = view.verticalScrollBar(), random.Random(5), []
    for number in range(FRAMES):
        if number % 2:
            bar.setValue(rng.randrange(bar.maximum()))
        else:
            bar.setValue(min(bar.maximum(), bar.value() + 240))
        settle()
        times.append(cpu(view.viewport().repaint))
    return times


def said(times: list[float]) -> str:
    """Give median and 95th percentile."""
    return (
        f"median {statistics.median(times):.1f}, p95 {sorted(times)[int(len(times) * 0.95)]:.1f} ms"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    count = parser.parse_args().rows
    os.environ["RESEARCHDESK_HOME"] = tempfile.mkdtemp()
    app = program.make_app()
    window = program.make_window(app)
    window.show()
    window.regions.show_welcome(is_shown=False)
    results = window.regions.results
    results.rows.wanted.connect(
        lambda first: results.rows.put_page(first, [row(at) for at in range(first, first + PAGE)])
    )
    results.rows.put([row(at) for at in range(PAGE)], count)
    results.stack.setCurrentWidget(results.view)
    app.processEvents()

    def toggle() -> None:
        window.desk.style.toggle_theme()
        app.processEvents()

    print(f"change of theme: {said([cpu(toggle) for _ in range(8)])}")
    peer = QTableView()
    peer.setModel(results.rows)
    peer.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    peer.horizontalHeader().setStretchLastSection(True)
    peer.verticalHeader().setDefaultSectionSize(peer.fontMetrics().height())  # as in Qt's list
    peer.resize(results.view.size())
    peer.show()
    app.processEvents()
    ours, theirs = scrolled(results.view, app.processEvents), scrolled(peer, app.processEvents)
    print(f"{count:,} rows, a frame of ours: {said(ours)}")
    print(f"{count:,} rows, a frame of Qt's own: {said(theirs)}")
    print(f"ratio of the medians {statistics.median(ours) / statistics.median(theirs):.2f}")


if __name__ == "__main__":
    main()
