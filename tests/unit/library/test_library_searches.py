# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from researchdesk.library import articles, mentions, search, searches, tags
from researchdesk.model.article import ArticleFilter, Shelf
from researchdesk.model.errors import BadValue, NoSuchThing
from tests.unit.library.visit_texts import ELSEWHERE


@pytest.fixture
def two(library, clip, visit):
    other = clip(ELSEWHERE, "bridge.txt").article_id
    search.catch_up(library)
    return visit, other


def test_a_saved_search_finds_anew_each_time(library, two):
    saved = searches.save(library, "  Steel   bridges ", " steel OR iron ")
    assert (saved.name, saved.query) == ("Steel bridges", "steel OR iron")
    assert searches.total(library, saved) == 1
    articles.trash(library, [two[1]])
    search.catch_up(library)
    assert searches.total(library, saved) == 0


def test_a_saved_search_is_a_part_of_other_queries(library, two):
    searches.save(library, "Bridges", "steel OR iron")
    hits = search.find(library, "saved:bridges").hits
    assert [hit.article_id for hit in hits] == [two[1]]
    assert search.find(library, "pupin -saved:Bridges").total == 1
    assert "no saved search" in search.find(library, "saved:other").hints[0].text


def test_saving_again_changes_the_query_and_undo_brings_the_old_one_back(library, two):
    searches.save(library, "Bridges", "steel")
    searches.save(library, "BRIDGES", "iron")
    assert [(one.name, one.query) for one in searches.rows(library)] == [("Bridges", "iron")]
    library.undo()
    assert searches.named(library, "bridges").query == "steel"
    library.undo()
    assert searches.rows(library) == []
    library.redo()
    assert searches.rows(library)[0].query == "steel"


def test_rename_and_delete(library, two):
    searches.save(library, "One", "steel")
    searches.save(library, "Two", "iron")
    assert searches.rename(library, "one", "Ones").query == "steel"
    with pytest.raises(BadValue, match="another saved search"):
        searches.rename(library, "Ones", "two")
    searches.rename(library, "Ones", "ONES")
    searches.delete(library, "ones")
    assert [one.name for one in searches.rows(library)] == ["Two"]
    library.undo()
    assert [one.name for one in searches.rows(library)] == ["ONES", "Two"]


@pytest.mark.parametrize(
    ("name", "query"), [("", "a"), ("a" * 201, "a"), ("a", "  "), ("a", "b" * 1001)]
)
def test_what_cannot_be_saved_is_refused(library, name, query):
    with pytest.raises(BadValue):
        searches.save(library, name, query)


def test_what_is_not_there_is_said(library):
    with pytest.raises(NoSuchThing, match="saved search other"):
        searches.named(library, "other")


def test_facets_name_what_they_count_and_how_to_narrow_by_it(library, two):
    mentions.accept_all(library, two[0])
    tags.add(library, [two[0]], "work/court")
    articles.edit(library, two[0], container_title='The "Daily" Post')
    search.catch_up(library)
    found = search.facets(library, "pupin")
    person = next(one for one in found["person"] if one.label == "Milutin Milanković")
    assert (person.count, person.insert) == (1, 'person:"Milutin Milanković"')
    assert search.find(library, f"pupin {person.insert}").total == 1
    assert any(one.label == "Italy" and one.insert == "country:IT" for one in found["country"])
    assert [one.insert for one in found["tag"]] == ['tag:"work/court"']
    for some in found.values():
        for one in some:
            assert search.find(library, f"pupin {one.insert}").total == one.count, one
    inbox = search.facets(library, "", chosen=ArticleFilter(Shelf.INBOX))
    assert inbox["person"]


def test_a_tag_finds_what_is_nested_below_it(library, two):
    tags.add(library, [two[0]], "work/court")
    tags.add(library, [two[1]], "working")
    search.catch_up(library)
    assert [hit.article_id for hit in search.find(library, "tag:work").hits] == [two[0]]
