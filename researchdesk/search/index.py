# SPDX-License-Identifier: MIT
"""The index of a library as the program reads it: one generation at a time, swapped for a newer one in one assignment.

It is a cache that may be thrown away at any time and comes back. The child process writes it (`indexer.py`). A search
that is under way ends on the generation it began on. No file of it is opened before the state file beside it was read
and found ours. numpy takes a tenth of a second to import: it is imported where it is first used.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from researchdesk.model.article import ArticleId, Sort
from researchdesk.model.note import NoteId
from researchdesk.model.search import Hint, Hit
from researchdesk.search import state as states
from researchdesk.search.files import DAMAGES, DamagedIndex
from researchdesk.search.forms import SUFFIX, Forms
from researchdesk.search.layout import KINDS
from researchdesk.search.state import NoIndex, State, Stored
from researchdesk.search.tree import with_forms
from researchdesk.search.watch import Watch

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from researchdesk.model.search import Document, IndexState
    from researchdesk.search.evaluator import Snapshot
    from researchdesk.search.tree import Node

__all__ = ["Answer", "Index", "State", "rebuild", "tidy", "update"]

logger = logging.getLogger(__name__)

TRIES = 5  # a commit may sweep a file away between reading the state and opening it
STOPPED = "Stopped early: add a letter or a word."


class Answer(NamedTuple):
    """The hits of one page, the number of all, and what has to be said about the answer."""

    hits: list[Hit]
    total: int
    hints: tuple[Hint, ...] = ()


class Index:
    """The index in a folder. Any thread may ask; one thread opens, refreshes and closes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state: IndexState = "absent"
        self.reason = "it was not opened yet"
        self._stored: Stored | None = None
        self._snapshot: Snapshot | None = None

    @property
    def seq(self) -> int:
        """The last number of the outbox that the index holds."""
        return self._stored.seq if self._stored else 0

    @property
    def count(self) -> int:
        """The number of documents that can be found."""
        return self._stored.count if self._stored else 0

    def open(self, history: str, last_seq: int) -> IndexState:
        """Look at what is on the disk: "current", or why it must be built anew (`reason`). Never raises.

        `last_seq` is the highest number the library's outbox ever used: an index that knows a higher one, or another
        history, belongs to another state of the library.
        """
        try:
            stored = self._load()
            if stored.history != history:
                raise DamagedIndex("it belongs to another history of this library")
            if stored.seq > last_seq:
                raise DamagedIndex("it knows of changes that this library does not have")
            self.state, self.reason = "current", ""
        except DamagedIndex as error:
            self.close()
            self.state = "absent" if isinstance(error, NoIndex) else "failed"
            self.reason = str(error)
            logger.info("index not used: %s", type(error).__name__)
        return self.state

    def refresh(self) -> None:
        """Look for a newer generation; the one at hand stays when there is none.

        It stays also when the newer one cannot be opened, but then `state` is "failed".
        """
        history = self._stored.history if self._stored else None
        try:
            if self._load().history != history:
                raise DamagedIndex("it belongs to another history of this library")
        except NoIndex:  # between the two renames of a rebuild
            logger.debug("index not there at this moment")
        except DamagedIndex as error:
            self.state, self.reason = "failed", str(error)
            logger.warning("index not refreshed")

    def with_forms(self, tree: Node) -> Node:
        """Let the words of a query find their other forms, as far as this index knows them."""
        snapshot = self._snapshot
        return with_forms(tree, snapshot.forms.of) if snapshot else tree

    def find(
        self,
        tree: Node,
        *,
        sort: Sort = Sort.RELEVANCE,
        limit: int = 200,
        offset: int = 0,
        cancel: threading.Event | None = None,
    ) -> Answer:
        """Answer a query from any thread; raises Cancelled once `cancel` is set."""
        from researchdesk.search.evaluator import Question

        snapshot = self._snapshot
        if snapshot is None:
            return Answer([], 0)
        watch = Watch(cancel)
        question = Question(snapshot, watch, is_scored=sort is Sort.RELEVANCE)
        found = question.answer(tree, sort, offset + limit)
        keys = snapshot.numbers("id")
        page = slice(offset, offset + limit)
        hits = [
            _hit(key, score)
            for key, score in zip(
                keys[found.ids[page]].tolist(), found.scores[page].tolist(), strict=True
            )
        ]
        hints = (Hint(STOPPED, 0, 0),) if watch.is_over else ()
        return Answer(hits, found.total, hints)

    def facets(self, tree: Node, limit: int = 20) -> dict[str, list[tuple[str, int]]]:
        """Count the hits of a query by person, country, tag, site and year; by ids, codes, names."""
        from researchdesk.search.evaluator import Question

        snapshot = self._snapshot
        question = Question(snapshot, Watch(), is_scored=False) if snapshot else None
        return question.facets(tree, limit) if question else {}

    def articles(self, tree: Node) -> NDArray[np.int64] | None:
        """Give the numbers of all articles that a query finds, in no order; None without an index."""
        from researchdesk.search.evaluator import Question

        snapshot = self._snapshot
        if snapshot is None:
            return None
        found = Question(snapshot, Watch(), is_scored=False).keys(tree)
        articles: NDArray[np.int64] = found[found % len(KINDS) == KINDS.index("article")]
        return articles // len(KINDS)

    def countries(self, tree: Node) -> list[tuple[str, int]]:
        """Count all articles that a query finds by the countries that they bear."""
        from researchdesk.search.evaluator import Question

        snapshot = self._snapshot
        question = Question(snapshot, Watch(), is_scored=False) if snapshot else None
        return list(question.counts("country_code", tree).items()) if question else []

    def complete(self, field: str, prefix: str, limit: int = 8) -> list[tuple[str, int]]:
        """Give the words of a field that begin so, those of most documents first, with the numbers of documents."""
        from researchdesk.search import words

        snapshot = self._snapshot
        return words.complete(snapshot, field, prefix, limit) if snapshot else []

    def did_you_mean(self, word: str) -> str | None:
        """Give the word of the library that is spelt most like one that stands nowhere in it."""
        from researchdesk.search import words

        snapshot = self._snapshot
        return words.did_you_mean(snapshot, word) if snapshot else None

    def keys(self) -> set[int]:
        """Give the keys of all documents that it holds."""
        snapshot = self._snapshot
        return set(snapshot.numbers("id")[snapshot.live].tolist()) if snapshot else set()

    def close(self) -> None:
        """Let go of the files."""
        self._snapshot = self._stored = None
        self.state, self.reason = "absent", "it was closed"

    def _load(self) -> Stored:
        """Take up the generation on the disk, unless it is the one at hand."""
        for tries_left in reversed(range(TRIES)):
            stored = states.read(self.folder)
            if stored == self._stored:
                return stored
            try:
                self._take_up(stored)
            except DamagedIndex:
                if not tries_left or states.read(self.folder) == stored:
                    raise
            else:
                return stored
        raise AssertionError("unreachable")  # the last try returns or raises

    def _take_up(self, stored: Stored) -> None:
        from researchdesk.search import contents
        from researchdesk.search.evaluator import Snapshot

        held = self._stored.files if self._stored else {}
        states.check(self.folder, stored, held)
        same = {name for name, wanted in stored.files.items() if held.get(name) == wanted}
        before = self._snapshot
        try:
            entries = contents.entries_of(stored.segments)
            tables = {name for name in stored.files if name.endswith(SUFFIX)}
            opened = before.forms.tables if before else {}
            forms = Forms(self.folder, tables, {n: opened[n] for n in same & opened.keys()})
            known = before.segments if before else {}
            snapshot = Snapshot(self.folder, entries, forms, known)
        except DAMAGES as error:
            raise DamagedIndex(f"it cannot be opened ({error})") from error
        if snapshot.count != stored.count:
            raise DamagedIndex("it does not hold as many documents as it says")
        self._snapshot, self._stored = snapshot, stored


def _hit(key: int, score: float) -> Hit:
    number, kind = divmod(key, len(KINDS))
    if KINDS[kind] == "note":
        return Hit(score, note_id=NoteId(number))
    return Hit(score, article_id=ArticleId(number))


def update(
    folder: Path,
    *,
    deletes: Iterable[tuple[str, int]],
    documents: Iterable[Document],
    state: State,
) -> None:
    """Take documents out and put documents in, in one commit that stands for `state`; in the child.

    A document that is there already is replaced. DamagedIndex when the index is not ours or of another history.
    """
    from researchdesk.search import indexer

    indexer.update(folder, deletes=deletes, documents=documents, state=state)


def rebuild(folder: Path, documents: Iterable[Document], state: State) -> int:
    """Build the index anew beside the old one, which answers meanwhile; give the count; in the child."""
    from researchdesk.search import indexer

    return indexer.rebuild(folder, documents, state)


def tidy(folder: Path) -> bool:
    """Join small segments in an idle moment, in the child; True when there was something to join."""
    from researchdesk.search import indexer

    return indexer.tidy(folder)
