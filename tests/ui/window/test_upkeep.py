# SPDX-License-Identifier: MIT
"""What the window does by itself in an idle moment."""

from __future__ import annotations

from researchdesk.library import search
from researchdesk.search import index
from tests.ui.window.visitor import CTRL, KEY, SHIFT


def test_an_index_that_lost_an_article_is_made_right_while_nobody_looks(visitor):
    library, upkeep = visitor.library, visitor.window.upkeep
    number = search.find(library, "canal").hits[0].article_id
    state = index.State(library.index.seq, library.store.meta("history"))
    index.update(library.index.folder, deletes=[("article", number)], documents=(), state=state)
    library.index.refresh()
    assert search.find(library, "canal").total == 0
    upkeep._tidy.start(10)
    visitor.until(lambda: search.find(library, "canal").total == 1 and upkeep.is_settled)
    visitor.press(KEY.Key_F, CTRL | SHIFT)
    visitor.type("canal")
    assert visitor.titles() == ["A canal in Belgium"]
    assert "up to date" in visitor.window.status.index.text().lower()
