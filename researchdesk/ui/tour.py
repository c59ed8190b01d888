# SPDX-License-Identifier: MIT
"""The tour: the real window goes through the main job on the sample library, and is drawn into pictures.

It gives commands of the table, and asks the library afterwards whether each did what it says. Everything happens in a
folder that is thrown away; nothing of the user's is touched.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontInfo, QKeyEvent
from PySide6.QtWidgets import QApplication

from researchdesk.config import paths
from researchdesk.model.clipping import Source
from researchdesk.ui.verbs import articles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.ui.main_window import MainWindow

PATIENCE = 60.0  # seconds that one step may take
TURN = 0.01  # seconds
QUIET = 12  # turns without work after which the window rests
QUERY = "vucic"
T = TypeVar("T")


class WrongResult(Exception):
    """A step's result is not what it says."""


def tour(folder: Path) -> int:
    """Take the tour and leave its pictures in a folder; 1 when a step's result is wrong, or nothing can be drawn."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="researchdesk-tour-") as home:
        os.environ["RESEARCHDESK_HOME"] = home
        os.environ.pop("RESEARCHDESK_LIBRARY", None)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from researchdesk.ui import app as program

        app = program.make_app()
        if not QFontInfo(app.font()).family():
            print("There is no font on this computer: install one (on Debian fonts-dejavu-core).")  # noqa: T201
            return 1
        window = program.make_window(app)
        window.show()
        try:
            Tour(window, folder).go()
        except WrongResult as wrong:
            print(f"The tour ends here: {wrong}")  # noqa: T201
            return 1
        finally:
            window.close()
    return 0


class Tour:
    """The steps, one after another."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._desk = window.desk
        self._folder = folder
        self._number = 0
        self._begun = time.perf_counter()
        self._article: ArticleId | None = None

    def go(self) -> None:
        """Take every step."""
        for step in (
            self._first_start,
            self._open_sample,
            self._clip,
            self._put_back,
            self._accept,
            self._search,
            self._cite,
            self._follow,
            self._undo,
        ):
            self._begun = time.perf_counter()
            words = step()
            self._number += 1
            took = (time.perf_counter() - self._begun) * 1000
            name = step.__name__.strip("_").replace("_", "-")
            for theme in ("light", "dark"):
                self._picture(f"{self._number}-{name}-{theme}.png", theme)
            print(f"{self._number}. {words} ({took:.0f} ms)", flush=True)  # noqa: T201

    # -- steps

    def _first_start(self) -> str:
        self._wait(lambda: self._window.regions.welcome.isVisible(), "the first start is shown")
        return "Started with no library: one field to clip the first article"

    def _open_sample(self) -> str:
        self._do("open_sample")
        self._wait(lambda: self._window.regions.results.total > 0, "the sample library is open")
        self._rest()
        self._window.regions.results.view.go_to(0)
        self._wait(lambda: self._desk.article_id is not None, "an article is shown")
        total = self._window.regions.results.total
        return f"Opened the sample library: {total} articles"

    def _clip(self) -> str:
        welcome = paths.resource("welcome")
        plan = json.loads((welcome / "library.json").read_text(encoding="utf-8"))["for_the_tour"]
        before = self._window.regions.results.total
        path = welcome / "articles" / plan["file"]
        self._window.clips.clip([Source("file", str(path), url=plan["address"])])
        self._wait(lambda: not self._window.clips.is_running, "the article is clipped")
        self._rest()
        self._article = self._desk.article_id
        removed = self._ask(lambda library, number: len(articles.removed(library, number)))
        self._check(
            self._window.regions.results.total == before + 1, "the list shows the new article"
        )
        self._check(removed > 0, "what was left out is listed")
        return f"Clipped an article from its file; {removed} blocks were left out, each with its reason"

    def _put_back(self) -> str:
        self._do("show_removed")
        self._rest()
        left = self._ask(lambda library, number: articles.removed(library, number))
        self._change(lambda library, number: articles.put_back(library, number, left[0].n))
        self._do("show_removed")
        self._rest()
        text = self._ask(lambda library, number: articles.text(library, number).text)
        self._check(left[0].text in text, "the block is back in the text")
        self._do("undo")
        self._rest()
        text = self._ask(lambda library, number: articles.text(library, number).text)
        self._check(left[0].text not in text, "undo takes it away again")
        return "Put a removed block back, and took it away again with Undo"

    def _accept(self) -> str:
        self._window.regions.reader.text.setFocus()
        self._do("review")
        self._rest()
        self._do("accept")
        self._rest()
        self._do("accept_all")
        self._rest()
        names = self._ask(lambda library, number: articles.row(library, number).names)
        shown = [one.name for one in names]
        self._check("Aleksandar Vučić" in shown, "Aleksandar Vučić is accepted")
        self._check(any(one.country == "RS" for one in names), "Serbia is accepted")
        self._do("companion_people")
        self._rest()
        return f"Accepted {len(shown)} people and countries, {', '.join(shown[:3])} among them"

    def _search(self) -> str:
        self._do("find")
        line = self._window.topbar.search.line
        slowest = 0.0
        for letter in QUERY:
            begun = time.perf_counter()
            _type(line, letter)
            self._wait(
                lambda: self._window.regions.results.question.query == line.text(),
                "the list follows",
            )
            self._wait(lambda: self._desk.query == line.text(), "the answer is there")
            slowest = max(slowest, time.perf_counter() - begun)
        self._rest()
        total = self._window.regions.results.total
        self._check(total >= 1, f"{QUERY} finds Aleksandar Vučić")
        self._window.looking.open_first()
        self._rest()
        return (
            f"Searched “{QUERY}” key by key: {total} found, at most {slowest * 1000:.0f} ms a key"
        )

    def _cite(self) -> str:
        self._do("new_note")
        self._rest()
        self._desk.show_article(self._article, focus=True)
        self._rest()
        self._window.regions.reader.text.setFocus()
        self._window.regions.reader.text.set_caret(0)
        self._do("select_sentence")
        self._do("cite")
        self._rest()
        self._desk.flush()
        self._rest()
        cited = self._ask(lambda library, number: articles.cited_in(library, number))
        self._check(len(cited) == 1 and not cited[0].is_broken, "the note rests on the passage")
        return f"Marked a sentence and cited it in a note: “{(cited[0].exact or '')[:60]}…”"

    def _follow(self) -> str:
        cited = self._ask(lambda library, number: articles.cited_in(library, number))
        self._window.looking.go(self._window.looking.place)
        self._desk.show_article(None)
        self._rest()
        self._desk.follow(f"rd:p/{cited[0].cited_id}")
        self._wait(
            lambda: self._desk.article_id == self._article, "the citation leads to its article"
        )
        self._rest()
        self._do("back")
        self._wait(lambda: self._desk.article_id is None, "Back leads back")
        self._do("forward")
        self._wait(lambda: self._desk.article_id == self._article, "Forward leads there again")
        self._rest()
        return "Followed the citation to its passage, went back, and forward again"

    def _undo(self) -> str:
        before = self._tell(
            lambda library: len([one for one in library.history() if not one.is_redo])
        )
        self._do("trash")
        self._rest()
        self._do("undo")
        self._rest()
        article = self._ask(lambda library, number: articles.get(library, number))
        self._check(article.trashed_on is None, "Undo brings the article back from the trash")
        after = self._tell(
            lambda library: len([one for one in library.history() if not one.is_redo])
        )
        self._check(before == after, "the history is as it was")
        return f"Moved the article to the trash and undid it; {after} steps can be undone"

    # -- means

    def _do(self, name: str) -> None:
        self._check(
            self._desk.actions.trigger(name), f"{self._desk.actions.text(name)} can be done"
        )

    def _ask(self, work: Callable[[Library, ArticleId], T]) -> T:
        article_id = self._article
        if article_id is None:
            raise WrongResult("no article is open")
        return self._tell(lambda library: work(library, article_id))

    def _tell(self, work: Callable[[Library], T]) -> T:
        """Ask the library in the pool, as the window does."""
        found: list[T] = []
        self._desk.ask(work, found.append)
        self._wait(lambda: bool(found), "the library answers")
        return found[0]

    def _change(self, work: Callable[[Library, ArticleId], object]) -> None:
        article_id = self._article
        if article_id is not None:
            self._desk.change("tour", lambda library: work(library, article_id))
        self._rest()

    def _check(self, is_right: bool, words: str) -> None:
        if not is_right:
            raise WrongResult(f"it is not so that {words}.")

    def _wait(self, is_there: Callable[[], bool], words: str) -> None:
        end = time.monotonic() + PATIENCE
        while not is_there():
            if time.monotonic() > end:
                raise WrongResult(f"for a minute it was not so that {words}.")
            _turn()

    def _rest(self) -> None:
        """Wait until nothing runs, for a moment at least."""
        quiet = 0
        end = time.monotonic() + PATIENCE
        while quiet < QUIET and time.monotonic() < end:
            is_idle = self._desk.jobs.is_idle and self._window.upkeep.is_settled
            quiet = quiet + 1 if is_idle else 0
            _turn()

    def _picture(self, name: str, theme: str) -> None:
        if self._desk.style.theme != theme:
            self._do("theme")
        for _ in range(QUIET):
            _turn()
        self._window.grab().save(str(self._folder / name))


def _turn() -> None:
    QApplication.processEvents()
    time.sleep(TURN)


def _type(line: QWidget, letter: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(line, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
