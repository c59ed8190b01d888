# SPDX-License-Identifier: MIT
"""Measure notes and what they rest on by hand: `python -m tests.bench.citing`. CPU ms of this process; medians, worst.

Bars: to save a note of 50 kB with its citations 60; a key in a note of 500 kB 16; from the click on a citation to the
passage on the screen 100; to count what waits to be put right among 10,000 passages 100.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["RESEARCHDESK_HOME"] = tempfile.mkdtemp()

from PySide6.QtTest import QTest

from researchdesk.config import paths
from researchdesk.library import articles, notes, passages
from researchdesk.library.library import Library
from researchdesk.model.passage import Span
from researchdesk.ui import app as program
from tests.bench.passages import made
from tests.unit.library.full_library import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from researchdesk.model.note import Note
    from researchdesk.model.passage import Annotation
    from researchdesk.ui.main_window import MainWindow

PARAGRAPH = (
    "The draft caps {link} at **two hundred** people, and so it was said in the *council* again. "
    * 3
)


def cpu(work: Callable[[], object]) -> float:
    """Give the CPU time of work, ms."""
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000


def said(name: str, values: list[float]) -> None:
    """Print what was measured."""
    print(f"{name}: median {statistics.median(values):.1f}, worst {max(values):.1f} ms")


def body(size: int, marks: list[Annotation]) -> str:
    """Make a note of so many characters that cites passages by turns."""
    parts: list[str] = []
    while sum(map(len, parts)) < size:
        held = marks[len(parts) % len(marks)]
        parts.append(PARAGRAPH.format(link=f"[the number](rd:p/{held.public_id})") + "\n\n")
    return "".join(parts)


def fill(library: Library) -> list[Annotation]:
    """Clip four articles of 20,000 letters, each with 25 passages."""
    marks = []
    for number in range(4):
        words = made(20_000 + number)
        clipping = page(f"Article {number}", words, words.encode(), f"https://e.org/{number}")
        article_id = articles.clip(library, clipping).article_id
        text = articles.text(library, article_id).text
        marks += [
            passages.highlight(library, article_id, Span(at, at + 60))
            for at in range(200, len(text) - 200, len(text) // 25)
        ]
    return marks


def measure_saves(library: Library, marks: list[Annotation]) -> Note:
    """Save a note of 50 kB again and again, a word more each time."""
    text = body(50_000, marks)
    note = notes.new(library, "Fifty", text)
    links = len(notes.citations(library, note.id))

    def save(n: int) -> None:
        notes.save(library, note.id, body=f"{text}\n\nmore {n}")

    said(f"save 50 kB with {links} citations", [cpu(lambda n=n: save(n)) for n in range(15)])
    return note


def measure_clicks(app: QApplication, window: MainWindow, marks: list[Annotation]) -> None:
    """Follow citations to passages of this article and of others, each to its paint; warm."""
    values: dict[bool, list[float]] = {True: [], False: []}
    for number in range(60):
        held = marks[(number * 37) % len(marks)] if number % 2 else marks[number % 25]
        is_other = window.desk.article_id != held.article_id

        def follow(held: Annotation = held) -> None:
            window.desk.follow(f"rd:p/{held.public_id}")
            span = Span(held.start or 0, held.end or 0)
            text = window.regions.reader.text
            while window.desk.article_id != held.article_id or not is_seen(text, span):
                app.processEvents()
                time.sleep(0.0005)
            text.viewport().repaint()

        cost = cpu(follow)
        if number > 8:
            values[is_other].append(cost)
        settle(app, window)
    said("click to a passage of the open article", values[False])
    said("click to a passage of another article", values[True])


def is_seen(text: object, span: Span) -> bool:
    """Say whether a span of the text lies on the screen."""
    rects = text.rects(span)  # type: ignore[attr-defined]
    view = text.viewport().rect()  # type: ignore[attr-defined]
    return bool(rects) and view.contains(rects[0].center().toPoint())


def measure_keys(app: QApplication, window: MainWindow, marks: list[Annotation]) -> None:
    """Type in a note of 500 kB."""
    opened: list[Note] = []
    text = body(500_000, marks)
    window.desk.change("note", lambda library: notes.new(library, "Large", text), opened.append)
    settle(app, window)
    window.desk.show_companion("note")
    window.desk.show_note(opened[0].id)
    settle(app, window)
    editor = window.regions.companion.note.page.editor

    def press() -> None:
        QTest.keyClicks(editor, "x")
        editor.viewport().repaint()

    said("key in a note of 500 kB", [cpu(press) for _ in range(60)])
    settle(app, window)


def settle(app: QApplication, window: MainWindow) -> None:
    """Wait until nothing is left to do."""
    end = time.perf_counter() + 0.05
    while time.perf_counter() < end or not window.desk.jobs.is_idle:
        app.processEvents()


def measure_counts(library: Library) -> None:
    """Count what waits among 10,000 passages in 400 articles."""
    for number in range(400):
        words = made(6_000 + number)
        clipping = page(f"More {number}", words, words.encode(), f"https://f.org/{number}")
        article_id = articles.clip(library, clipping).article_id
        with library.operation("Highlights"):
            for at in range(100, 5_100, 200):
                passages.highlight(library, article_id, Span(at, at + 40))
    count = articles.counts(library).annotations
    said(
        f"count what waits among {count:,} passages",
        [cpu(lambda: articles.counts(library)) for _ in range(5)],
    )


def main() -> None:
    """Measure and print."""
    library = Library.create(paths.default_library())
    marks = fill(library)
    measure_saves(library, marks)
    folder = library.folder
    library.close()
    app = program.make_app()
    window = program.make_window(app)
    window.show()
    program.begin(window, ["--library", str(folder)])
    while window.desk.library is None:
        app.processEvents()
    settle(app, window)
    measure_clicks(app, window, marks)
    measure_keys(app, window, marks)
    window.close()
    settle(app, window)
    measure_counts(Library.create(Path(tempfile.mkdtemp()) / "library"))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
