# SPDX-License-Identifier: MIT
"""What the window does by itself in an idle moment."""

from __future__ import annotations

import pytest

from researchdesk.library import articles, search
from researchdesk.search import index
from researchdesk.ui import upkeep as upkeep_module
from tests.faults.killing import ChildKiller
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


@pytest.mark.warns("the child for .* ended|could not be brought up to date")
def test_an_index_whose_child_is_lost_is_said_once_and_comes_back_by_itself(visitor, monkeypatch):
    monkeypatch.setattr(upkeep_module, "AGAIN", 200)
    library, upkeep = visitor.library, visitor.window.upkeep
    visitor.window.desk.change("edit", lambda one: articles.edit(one, 2, title="A canal in Frisia"))
    with ChildKiller(library):
        upkeep._begin.start(0)
        visitor.until(lambda: upkeep._failures >= 2)
        [strip] = visitor.window.strips.shown
        assert "process that writes it was ended" in strip.sentence
        assert search.find(library, "canal").total == 1  # the old index answers meanwhile
    visitor.until(lambda: not search.is_behind(library) and upkeep.is_settled)
    assert search.find(library, "frisia").total == 1
    assert upkeep._failures == 0
