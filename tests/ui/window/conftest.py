# SPDX-License-Identifier: MIT
"""The real window, with a library of its own where one is wanted."""

from __future__ import annotations

import contextlib
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent

from researchdesk.config import paths
from researchdesk.library import articles, backup, notes, passages, recognising, search, tags
from researchdesk.library.library import Library
from researchdesk.model.passage import Quote
from researchdesk.model.people import Proposal
from researchdesk.ui import app as program
from tests.ui.reading.conftest import clipping
from tests.ui.reading.market_article import PROPOSALS
from tests.ui.window import ferry
from tests.ui.window.visitor import KEY, Visitor

if TYPE_CHECKING:
    from pathlib import Path

NEVER = 10_000_000  # ms: the index is taken in where a test is about it, its child takes a second to begin
SHORT = {
    "The bridge at Novi Sad": "The steel came from Italy, and the stones from the hills, in 1921.",
    "A canal in Belgium": "The canal is narrow. Boats of steel wait at every lock for an hour.",
    "Letters of Pupin": "Pupin wrote home every spring. The letters lie in a drawer of steel.",
}

TEXT = """The Danube commission met in Belgrade

Mihajlo Pupin arrived in Belgrade from the United States in the spring of 1919, and the paper of that week said so.

The government of Serbia had asked Pupin for advice. The talks went on for three days, and nobody had expected it.

See also: Belgium remembers its canals
"""


@pytest.fixture
def make(qapp, qtbot):
    """Make a window; close it at the end, and let it go: the style of the next one would dress it too."""
    made = []

    def do():
        window = program.make_window(program.make_app())
        made.append(window)
        window.show()
        return window

    yield do
    for window in made:
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def rest(qtbot):
    """Wait until a window has nothing left to do."""

    def do(window):
        qtbot.wait(150)
        qtbot.waitUntil(
            lambda: (
                window.desk.jobs.is_idle
                and window.upkeep.is_settled
                and not window.clips.is_running
            ),
            timeout=30_000,
        )
        qtbot.wait(150)

    return do


@pytest.fixture
def clipped(make, rest, tmp_path):
    """A window that has clipped one article."""
    from researchdesk.model.clipping import Source

    window = make()
    path = tmp_path / "visit.txt"
    path.write_text(TEXT)
    window.clips.clip([Source("file", str(path))])
    rest(window)
    return window


@pytest.fixture(scope="session")
def stock(tmp_path_factory) -> Path:
    """A home with four articles, one with suggestions, two tags and a note, all of them indexed."""
    folder = tmp_path_factory.mktemp("stock")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESEARCHDESK_HOME", str(folder))
        library = Library.create(paths.default_library())
        for title, words in SHORT.items():
            html = f"<p>{words}</p>"
            articles.clip(library, clipping(html, title, f"https://{title.split()[-1]}.example/1"))
        market = articles.clip(library, clipping()).article_id
        version = articles.text(library, market)
        found = tuple(
            Proposal(kind, name, spans(version.text, words[0]), 0.9, "tagger", country=code)
            for kind, name, code, words in PROPOSALS
        )
        recognising.store(library, recognising.Recognised(market, version.id, version.text, found))
        tags.add(library, [1, 2], "steelwork")
        tags.add(library, [3], "letters")
        notes.new(library, "On bells", "A bell is rung by hand.")
        search.catch_up(library)
        library.close()
    return folder


def spans(text: str, words: str) -> tuple[tuple[int, int], ...]:
    return tuple((one.start(), one.end()) for one in re.finditer(re.escape(words), text))


@pytest.fixture
def visitor(make, qtbot, home, stock) -> Visitor:
    """A stranger at a window on a library of four articles."""
    shutil.copytree(stock, home, dirs_exist_ok=True)
    window = make()
    found = Visitor(window, qtbot)
    window.opening.open_last()
    found.until(lambda: window.regions.results.total == 4 and window.upkeep.is_settled)
    window.upkeep._begin.setInterval(NEVER)
    window.regions.results.view.setFocus()
    return found


@pytest.fixture
def reading(visitor) -> Visitor:
    """A stranger who has opened the article with the suggestions."""
    visitor.list.go_to(0)
    visitor.press(KEY.Key_Return)
    assert visitor.focus is visitor.text
    return visitor


@pytest.fixture
def lost(visitor) -> Visitor:
    """A stranger whose article has three passages that are no longer there."""

    def work(library):
        number = ferry.clip(library, ferry.FIRST).article_id
        for words in (ferry.TALKS, ferry.COOK, ferry.BELL):
            passages.highlight_quote(library, number, Quote(words))
        ferry.clip(library, ferry.LATER)

    visitor.window.desk.change("prepare", work)
    visitor.calm()
    return visitor


@pytest.fixture
def folder(home, stock):
    """A library of four articles and a note, with a good backup, that nobody has open."""
    shutil.copytree(stock, home, dirs_exist_ok=True)
    with contextlib.closing(Library.open(paths.default_library())) as library:
        backup.make(library)
    return paths.default_library()


@pytest.fixture
def start(make, qtbot):
    """Open a library in a window, and give a stranger at it."""

    def do(folder):
        window = make()
        found = Visitor(window, qtbot)
        window.opening.open(folder)
        found.until(lambda: not window.opening.is_busy)
        return found

    return do
