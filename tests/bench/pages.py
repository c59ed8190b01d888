# SPDX-License-Identifier: MIT
"""Show each article of a library in the window, and measure how long the first paint and the longest turn take.

    python -m tests.bench.pages LIBRARY

Seconds of the window's thread: 1 until the text stands, 0.2 for one turn; articles beyond are named by their number.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from researchdesk.library import articles
from researchdesk.ui import app as program

if TYPE_CHECKING:
    from researchdesk.model.article import ArticleId
    from researchdesk.ui.main_window import MainWindow

FIRST, TURN = 1.0, 0.2
GIVEN_UP = 60.0  # seconds


def settle(window: MainWindow, number: ArticleId | None = None) -> tuple[float, float]:
    """Let the window work until an article stands; give the thread's seconds until then, and of the longest turn."""
    reader, begun, end = window.regions.reader, time.thread_time(), time.monotonic() + GIVEN_UP
    longest, first = 0.0, 0.0
    rest = 40
    while rest and time.monotonic() < end:
        before = time.thread_time()
        QApplication.processEvents()
        longest = max(longest, time.thread_time() - before)
        content = reader.content
        if number is None or (content is not None and content.article.id == number):
            first = first or time.thread_time() - begun
            rest -= 1
        QTest.qSleep(2)
    return (first if not rest else GIVEN_UP), longest


def main(folder: Path) -> int:
    window = program.make_window(program.make_app())
    window.resize(1280, 800)
    window.show()
    window.opening.open(folder)
    while window.desk.library is None:
        QApplication.processEvents()
    settle(window)
    every, bad = articles.listed(window.desk.library), 0
    worst = [0.0, 0.0]
    for number in every:
        window.desk.show_article(number)
        first, turn = settle(window, number)
        worst = [max(worst[0], first), max(worst[1], turn)]
        if first > FIRST or turn > TURN:
            bad += 1
            print(f"article {number}: {first:.2f} s to the text, the longest turn {turn:.2f} s")
    print(
        f"{len(every)} articles, {bad} bad: at most {worst[0]:.2f} s to the text, {worst[1]:.2f} s a turn"
    )
    window.close()
    return bad > 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
