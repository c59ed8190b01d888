# SPDX-License-Identifier: MIT
"""The index as a plain engine (`engine(folder)`), for tools that measure or check search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from researchdesk.model.article import Sort
from researchdesk.model.search import Document
from researchdesk.search import index, snippets
from researchdesk.search.analysis import fold
from researchdesk.search.index import Index, State
from researchdesk.search.query import parse
from researchdesk.search.snippets import marks_of, snippet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

HISTORY = "engine"
AT_ONCE = 2_500  # documents kept before they are written
Article = dict[str, Any]


class Engine:
    """add, delete, commit, search over one folder; an article is a dict of plain values."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = Index(folder)
        self._saved: dict[str, str] = {}
        self._added: dict[int, Document] = {}
        self._deleted: set[int] = set()
        if self._index.open(HISTORY, 0) != "current":
            index.rebuild(folder, (), State(0, HISTORY))
            self._index.open(HISTORY, 0)

    def add(self, articles: Iterable[Article]) -> None:
        for article in articles:
            self._added[article["id"]] = document(article)
        if len(self._added) >= AT_ONCE:
            self.commit()

    def delete(self, ids: Iterable[int]) -> None:
        for number in ids:
            self._added.pop(number, None)
            self._deleted.add(number)

    def commit(self) -> None:
        deletes = [("article", number) for number in self._deleted]
        documents = self._added.values()
        index.update(self._folder, deletes=deletes, documents=documents, state=State(0, HISTORY))
        self._added, self._deleted = {}, set()
        self._index.refresh()

    def optimize(self) -> None:
        while index.tidy(self._folder):
            self._index.refresh()
        self._index.refresh()

    def save(self, name: str, text: str) -> None:
        self._saved[fold(name)] = text

    def search(
        self, text: str, limit: int = 20, *, typing: bool = False, sort: str | None = None
    ) -> dict[str, Any]:
        parsed = parse(text, typing=typing, saved=lambda name: self._saved.get(fold(name)))
        order = Sort.ISSUED if sort else Sort.RELEVANCE
        found = self._index.find(self._index.with_forms(parsed.tree), limit=limit, sort=order)
        hints = [hint.text for hint in (*parsed.hints, *found.hints)]
        ids = [hit.article_id for hit in found.hits]
        return {"ids": ids, "total": found.total, "message": " ".join(hints) or None}

    def facets(self, text: str) -> object:
        return self._index.facets(self._index.with_forms(parse(text).tree))

    def page(
        self, text: str, limit: int, bodies: Callable[[Sequence[int]], Mapping[int, str]]
    ) -> list[object]:
        tree = self._index.with_forms(parse(text, typing=True).tree)
        ids = [int(hit.article_id or 0) for hit in self._index.find(tree, limit=limit).hits]
        if not ids:
            return []
        texts, marks = bodies(ids), marks_of(tree)
        return [snippet(texts.get(number, ""), marks) for number in ids]

    def forget(self) -> None:
        snapshot = self._index._snapshot
        if snapshot:
            snapshot._answers.clear()
        snippets._kept.cache_clear()

    def close(self) -> None:
        self._index.close()


def document(article: Article) -> Document:
    return Document(
        kind="article",
        id=article["id"],
        title=article.get("title") or "",
        body=article.get("body") or "",
        note=article.get("note") or "",
        authors=(article.get("author") or "",),
        site=article.get("site") or "",
        tags=tuple(article.get("tags") or ()),
        people=tuple(article.get("people") or ()),
        countries=tuple(article.get("countries") or ()),
        language=article.get("lang") or "",
        issued=article.get("date") or "",
        clipped=article.get("date") or "",
    )


def engine(folder: str | Path) -> Engine:
    """Open an engine in a folder, making it where there is none."""
    from pathlib import Path

    return Engine(Path(folder) / "index")
