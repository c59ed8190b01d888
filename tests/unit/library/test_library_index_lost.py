# SPDX-License-Identifier: MIT
"""The indexing child is killed again and again: that is said, what there is is searched, and the next one finds all."""

from __future__ import annotations

import shutil

import pytest

from researchdesk.library import search
from researchdesk.model.errors import IndexUnwritable
from tests.faults.killing import ChildKiller
from tests.unit.library.visit_texts import ELSEWHERE


@pytest.fixture
def two(library, clip, visit):
    other = clip(ELSEWHERE, "bridge.txt").article_id
    search.catch_up(library)
    return visit, other


@pytest.mark.warns("the child for .* ended")
@pytest.mark.parametrize("has_index", [False, True])
def test_a_child_that_is_lost_again_and_again_is_said_and_the_next_one_finds_all(
    library, two, clip, has_index
):
    if not has_index:
        library.index.close()
        shutil.rmtree(library.index.folder)
    number = clip("Frost\n\nThe thermometer fell.", "frost.txt").article_id
    with (
        ChildKiller(library),
        pytest.raises(IndexUnwritable, match="process that writes it was ended"),
    ):
        search.catch_up(library)
    answer = search.find(library, "frost" if not has_index else "danube")
    assert [one.article_id for one in answer.hits] == [two[0] if has_index else number]
    assert [one.text for one in answer.hints] == [] if has_index else [search.WITHOUT_INDEX]
    assert search.is_behind(library)
    search.catch_up(library)
    assert [one.article_id for one in search.find(library, "thermometer").hits] == [number]
    assert search.fault(library) == ""


@pytest.mark.warns("the child for .* ended")
def test_a_child_that_is_lost_amid_a_look_or_a_joining_is_said(library, two):
    search.catch_up(library)
    for work in (search.fault, search.tidy, search.rebuild):
        with ChildKiller(library), pytest.raises(IndexUnwritable):
            work(library)
        assert library.index.state == "current"
