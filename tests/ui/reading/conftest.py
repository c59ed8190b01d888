# SPDX-License-Identifier: MIT
"""A real library with one article of our own, a desk, the reader and the companion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from researchdesk.clip.text import text_of
from researchdesk.config.settings import Settings
from researchdesk.library import articles, recognising
from researchdesk.library.library import Library
from researchdesk.model.article import Contributor
from researchdesk.model.clipping import Candidate, Clipping, Received, RemovedBlock
from researchdesk.model.people import Proposal
from researchdesk.ui import fonts
from researchdesk.ui.desk import Desk
from researchdesk.ui.jobs import Jobs
from researchdesk.ui.panes.companion import Companion
from researchdesk.ui.panes.reader import Reader
from researchdesk.ui.style import Style
from researchdesk.ui.turns import Turns
from tests.ui.reading.market_article import HTML, PROPOSALS, TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

REMOVED = (
    RemovedBlock(1, 1, "Buy the almanac of the market", "<p>Buy the almanac of the market</p>", "an advertisement"),
    RemovedBlock(2, 99, "More from the market", "<p>More from the market</p>", "links to other pages"),
)  # fmt: skip
CANDIDATES = (
    Candidate("title", TITLE, "og:title", is_chosen=True, chosen_by="program"),
    Candidate("title", "The market keeps its bell | Quay Times", "<title>"),
    Candidate("issued", "2026-03-02", "JSON-LD", is_chosen=True, chosen_by="program"),
)


@pytest.fixture(scope="session")
def faces(qapp: QApplication) -> list[str]:
    """Load the fonts once."""
    return fonts.load()


@pytest.fixture
def settings() -> Settings:
    chosen = Settings.load()
    chosen.set("theme", "light")
    return chosen


@pytest.fixture
def style(qapp: QApplication, faces: list[str], settings: Settings) -> Iterator[Style]:
    made = Style(settings)
    made.apply(qapp)
    yield made
    qapp.setStyleSheet("")


def clipping(
    html: str = HTML, title: str = TITLE, url: str = "https://quay.example/bell"
) -> Clipping:
    return Clipping(
        title,
        html,
        text_of(html),
        Received(title.encode(), "text/html", "2026-03-03T08:00:00.000000Z"),
        "ours",
        "1",
        1,
        authors=(Contributor("Lind", "Mara"),),
        issued="2026-03-02",
        container_title="Quay Times",
        language="en",
        url=url,
        canonical_url=url,
        removed=REMOVED,
        candidates=CANDIDATES,
    )


def is_made() -> bool:
    """Say whether nothing waits for another turn of the window's thread."""
    directly = Qt.FindChildOption.FindDirectChildrenOnly
    held = (widget.findChildren(Turns, options=directly) for widget in QApplication.allWidgets())
    return all(turns.is_done for several in held for turns in several)


class Table:
    """The desk of a test, with the ways to wait and to type."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.library: Library
        self.article: Any = None
        self.said: list[str] = []
        self.errors: list[str] = []
        desk.said.connect(lambda words, *_: self.said.append(words))
        desk.failed.connect(lambda error, *_: self.errors.append(str(error)))

    def wait(self) -> None:
        """Wait until every job has been done and heard of, and what is made of it in turns is made."""
        for _ in range(3):
            QTest.qWait(5)
            end = 20_000
            while end and not (self.desk.jobs.is_idle and is_made()):
                QTest.qWait(5)
                end -= 5
        QTest.qWait(5)

    def change(self, work: Callable[[Library], Any]) -> Any:
        """Change the library in its own thread and give the result."""
        done: list[Any] = []
        self.desk.change("test", work, done.append)
        self.wait()
        assert done, self.errors
        return done[0]

    def undo(self) -> None:
        self.change(lambda library: library.undo())

    def place(self, words: str, at: int = 0) -> tuple[int, int]:
        """Give the span of words in the article's text."""
        text = articles.text(self.library, self.article).text
        start = -1
        for _ in range(at + 1):
            start = text.index(words, start + 1)
        return start, start + len(words)


@pytest.fixture
def table(qapp: QApplication, style: Style, settings: Settings, tmp_path: Path) -> Iterator[Table]:
    jobs = Jobs()
    desk = Desk(jobs, style, settings)
    made = Table(desk)

    def begin(_progress: object) -> tuple[Library, int]:
        library = Library.create(tmp_path / "library")
        article = articles.clip(library, clipping()).article_id
        version = articles.text(library, article)
        found = tuple(
            Proposal(kind, name, _spans(version.text, words), 0.9, "tagger", country=code)
            for kind, name, code, words in PROPOSALS
        )
        recognising.store(library, recognising.Recognised(article, version.id, version.text, found))
        return library, article

    got: list[Any] = []
    jobs.change(begin, got.append)
    made.wait()
    made.library, made.article = got[0]
    desk.use_library(made.library)
    yield made
    made.wait()
    jobs.change(lambda _: made.library.close())
    jobs.close()
    desk.deleteLater()
    qapp.processEvents()


def _spans(text: str, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    found = []
    for one in words:
        at = text.find(one)
        while at >= 0:
            found.append((at, at + len(one)))
            at = text.find(one, at + 1)
    return tuple(found)


@pytest.fixture
def reader(table: Table) -> Iterator[Reader]:
    """The reader with the article, in the focus."""
    made = Reader(table.desk)
    made.resize(720, 640)
    made.show()
    made.activateWindow()
    table.desk.show_article(table.article, focus=True)
    table.wait()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def companion(table: Table) -> Iterator[Companion]:
    made = Companion(table.desk)
    made.furnish()
    made.resize(640, 480)
    table.desk.companion_asked.connect(made.show_face)
    made.show()
    made.activateWindow()
    table.wait()
    yield made
    table.desk.flush()
    table.wait()
    made.close()
    made.deleteLater()
