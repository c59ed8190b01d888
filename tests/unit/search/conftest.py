# SPDX-License-Identifier: MIT
"""An index in a folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from researchdesk.model.article import Sort
from researchdesk.search import index
from researchdesk.search.index import Index, State
from researchdesk.search.query import parse
from tests.unit.search.texts import HISTORY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from researchdesk.model.search import Document


class Desk:
    """An index with both its sides; found ids are positive for articles, negative for notes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = Index(folder)
        self.seq = 0

    def build(self, documents: Iterable[Document] = ()) -> Desk:
        self.seq += 1
        index.rebuild(self.folder, documents, State(self.seq, HISTORY))
        assert self.index.open(HISTORY, self.seq) == "current"
        return self

    def change(
        self, documents: Iterable[Document] = (), deletes: Iterable[tuple[str, int]] = ()
    ) -> None:
        self.seq += 1
        index.update(
            self.folder, deletes=deletes, documents=documents, state=State(self.seq, HISTORY)
        )
        self.index.refresh()

    def find(self, query: str, *, typing: bool = False, sort: Sort = Sort.RELEVANCE) -> list[int]:
        hits, total, _ = self.index.find(parse(query, typing=typing).tree, sort=sort, limit=10_000)
        assert total == len(hits)
        return [hit.article_id or -(hit.note_id or 0) for hit in hits]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "cache" / "index")
    yield made
    made.index.close()
