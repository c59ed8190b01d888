# SPDX-License-Identifier: MIT
"""Measure the reader and the note editor by hand: `python -m tests.bench.reading`. CPU milliseconds.

Bars: an article of 2,000 characters to its first paint 50; a frame while scrolling 78,000 characters with 800 spans 8
at the 95th percentile; a key in a note of 50 kB 5 at the 95th percentile.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("RESEARCHDESK_HOME", tempfile.mkdtemp())
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from researchdesk.clip.text import blocks_of, text_of
from researchdesk.config.settings import Settings
from researchdesk.model.article import Article, TextVersion
from researchdesk.model.passage import Annotation, Colour
from researchdesk.model.people import Mention
from researchdesk.ui import fonts
from researchdesk.ui.panes.note_editor import NoteEditor
from researchdesk.ui.panes.reader_content import Content
from researchdesk.ui.panes.reader_text import ArticleText
from researchdesk.ui.style import Style

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCE = "The quay was quiet, the water high, and Mihajlo Pupin stood by the bell in the rain. "


def article(letters: int, spans: int) -> Content:
    """Make an article of so many letters with so many highlights and names."""
    html = "".join(
        f"<p>{n} {SENTENCE * 6}</p>" for n in range(max(1, letters // (len(SENTENCE) * 6)))
    )
    text = text_of(html)
    version = TextVersion(1, 1, 1, "", "", "", 1, html, text, "", None)
    marks = {
        "is_read": False,
        "is_starred": False,
        "filed_on": None,
        "doubt": None,
        "trashed_on": None,
    }
    none = dict.fromkeys(("container_title", "issued", "language", "url", "canonical_url"))
    held = Article(id=1, public_id="A", item_type="webpage", title="A title of some length", accessed="2026",
                   current_version_id=1, created_at="", modified_at="",
                   authors=(), tags=(), **none, **marks)  # fmt: skip
    step = max(1, len(text) // max(1, spans))
    highlights = [
        Annotation(n, "P", 1, "", "highlighting", "x" * (n % 3 == 0), list(Colour)[n % 4], "", "", "", "", "", None, 1,
                   n * step, n * step + min(60, step + 20), "same", 1.0, "", 0)
        for n in range(spans // 2)
    ]  # fmt: skip
    names = [
        Mention(n, 1, "person", "Mihajlo Pupin", 1, None, n * step + 5, n * step + 18, "Mihajlo Pupin", "accepted", 1.0,
                "known")
        for n in range(spans // 2, spans)
    ]  # fmt: skip
    return Content(held, version, blocks_of(html), tuple(highlights), tuple(names), ())


def cpu(work: Callable[[], object]) -> float:
    """Give the CPU time of work, ms."""
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000


def p95(values: list[float]) -> float:
    """Give the 95th percentile."""
    return sorted(values)[int(len(values) * 0.95)]


def main() -> None:
    """Measure and print."""
    app = QApplication([])
    fonts.load()
    style = Style(Settings.load())
    style.apply(app)
    view = ArticleText(style, lambda _: False)
    view.resize(720, 700)
    view.show()
    app.processEvents()
    for letters, spans in ((2_000, 12), (78_000, 800), (78_000, 800)):
        content = article(letters, spans)

        def open_it(content: Content = content) -> None:
            view.show_content(content)
            view.repaint()

        shown = cpu(open_it)
        rest = cpu(app.processEvents)
        print(
            f"open {len(content.version.text):7,} letters, {spans:3} spans: {shown:6.1f} ms, then {rest:6.1f}"
        )
    bar, frames = view.verticalScrollBar(), []
    for n in range(200):
        bar.setValue(bar.maximum() * n // 200)
        frames.append(cpu(view.repaint))
    print(f"scroll, a frame: p95 {p95(frames):.1f} ms")
    print(f"new marks: {cpu(lambda: view.mark(content)):.1f} ms")
    for size in (50_000, 500_000):
        editor = NoteEditor(style)
        editor.resize(600, 600)
        editor.show()
        line = "The draft caps [the number](rd:p/01J9ZK3V7Q) at **two hundred** people.\n\n"
        editor.set_body(line * (size // len(line)))
        app.processEvents()
        keys = []
        for _ in range(60):

            def press(editor: NoteEditor = editor) -> None:
                QTest.keyClicks(editor, "x")
                editor.repaint()

            keys.append(cpu(press))
        print(
            f"key in a note of {size // 1000} kB: p95 {p95(keys):.1f} ms, body {cpu(editor.body):.1f} ms"
        )
        editor.close()


if __name__ == "__main__":
    main()
