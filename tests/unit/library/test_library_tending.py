# SPDX-License-Identifier: MIT
"""Idle moments: once a week the index is looked at, and a wrong one is built anew beside the living one."""

from __future__ import annotations

import json
import time

import pytest

from researchdesk.library import articles, notes, search, tending, verify
from researchdesk.model.search import Document
from researchdesk.search import index
from researchdesk.search.index import State
from tests.unit.library.visit_texts import ELSEWHERE


@pytest.fixture
def two(library, clip, visit):
    other = clip(ELSEWHERE, "bridge.txt").article_id
    notes.new(library, "Open questions", "Who paid?")
    search.catch_up(library)
    return visit, other


def lose(library, number):
    """Take an article out of the index alone, as a fault of the program would."""
    state = State(library.index.seq, library.store.meta("history"))
    index.update(library.index.folder, deletes=[("article", number)], documents=(), state=state)
    library.index.refresh()


def total(library, query):
    return search.find(library, query).total


def test_a_right_index_is_found_right_also_with_trash_and_what_waits(library, two, clip):
    articles.trash(library, [two[0]])
    search.catch_up(library)
    clip("Frost\n\nThe thermometer fell to unheard-of depths.", "frost.txt")
    articles.edit(library, two[1], title="A wholly different title")
    assert search.is_behind(library)
    assert search.fault(library) == ""


def test_an_index_that_lost_an_article_is_built_anew_and_the_next_look_is_in_a_week(library, two):
    lose(library, two[0])
    assert "does not hold" in search.fault(library)
    assert total(library, "milankovic") == 0
    seq = tending.tend(library)
    assert seq is not None
    search.settle(library, seq)
    assert total(library, "milankovic") == 1
    assert search.fault(library) == ""
    assert not tending.is_due(library)
    assert tending.tend(library) is None


def test_an_index_that_holds_more_than_the_library_is_wrong(library, two):
    held = State(library.index.seq, library.store.meta("history"))
    gone = Document("article", 999, "A ghost")
    index.update(library.index.folder, deletes=(), documents=[gone], state=held)
    assert "does not hold" in search.fault(library)


def test_an_article_that_its_title_does_not_find_is_a_fault(library, two):
    held = State(library.index.seq, library.store.meta("history"))
    other = Document("article", two[0], "Another title")
    index.update(library.index.folder, deletes=(), documents=[other], state=held)
    assert search.fault(library) == "an article is not found by its title"
    assert tending.tend(library) is not None
    assert search.fault(library) == ""


def test_a_flipped_bit_in_a_file_that_is_open_already_is_found_and_searching_goes_on(library, two):
    largest = max(library.index.folder.glob("*.rdx"), key=lambda path: path.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 4
    largest.unlink()  # the open one stays as it was
    largest.write_bytes(content)
    assert total(library, "danube") == 1
    assert "is not as it was written" in search.fault(library)
    assert tending.tend(library) is not None
    assert total(library, "milankovic") == 1
    assert search.fault(library) == ""


@pytest.mark.parametrize(
    ("ago", "is_due"), [(0, False), (6 * 86400, False), (8 * 86400, True), (-3600, True)]
)
def test_it_is_due_after_a_week_and_when_the_clock_was_set_back(library, two, ago, is_due):
    tending.tend(library)
    assert not tending.is_due(library)
    file = library.index.folder.with_name("checked.json")
    file.write_text(json.dumps({"at": time.time() - ago}))
    assert tending.is_due(library) == is_due


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"at": "x"}', '{"at": null}'])
def test_a_damaged_date_means_that_it_is_due(library, content):
    file = library.index.folder.with_name("checked.json")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)
    assert tending.is_due(library)


def test_no_index_is_tended_by_nobody(library):
    assert tending.tend(library) is None


def test_a_deep_search_for_damage_looks_at_what_the_index_holds(library, two):
    held = State(library.index.seq, library.store.meta("history"))
    index.update(
        library.index.folder,
        deletes=(),
        documents=[Document("article", two[0], "Another")],
        state=held,
    )
    assert verify.verify(library).index == "current"
    assert verify.verify(library, deep=True).index == "wrong"
    search.rebuild(library)
    assert verify.verify(library, deep=True).index == "current"
