# SPDX-License-Identifier: MIT
"""Counts beside an answer, each without its own filter."""

from __future__ import annotations

from collections import Counter

import pytest

from researchdesk.model.search import Document
from researchdesk.search.query import parse

PLACES = ("RS", "IT", "AL")


@pytest.fixture
def counted(desk):
    """Sixty articles in two segments; every fifth lies in the trash."""
    made = [
        Document(
            "article",
            number,
            body="storm" if number % 2 else "calm",
            person_ids=tuple({number % 4 + 1, number % 3 + 1}),
            country_codes=(PLACES[number % 3],),
            tag_ids=(1,) if number % 7 == 0 else (),
            container_title="Harbour Post" if number % 2 else "",
            issued=f"{1990 + number % 5}-03" if number % 6 else "",
            clipped="2026",
            is_trashed=number % 5 == 0,
        )
        for number in range(1, 61)
    ]
    desk.build(made[:40])
    desk.change(made[40:], deletes=[("article", 3)])
    return desk, [one for one in made if one.id != 3 and not one.is_trashed]


def expand(field, words):
    return {"person": [1], "country": ["RS"], "tag": [1]}.get(field)


def facets(desk, query, limit=20):
    return desk.index.facets(parse(query, expand=expand).tree, limit)


def tally(values):
    return sorted(Counter(values).items(), key=lambda one: (-one[1], one[0]))


def test_hits_are_counted_by_person_country_tag_site_and_year(counted):
    desk, documents = counted
    wanted = [one for one in documents if one.body == "storm"]
    assert facets(desk, "storm") == {
        "person": tally(str(number) for one in wanted for number in one.person_ids),
        "country": tally(code for one in wanted for code in one.country_codes),
        "tag": tally(str(number) for one in wanted for number in one.tag_ids),
        "site": tally(one.container_title for one in wanted if one.container_title),
        "year": tally(one.issued[:4] for one in wanted if one.issued),
    }


def test_a_facet_is_counted_without_its_own_filter(counted):
    desk, documents = counted
    found = facets(desk, "storm country:serbia since:1992")
    storms = [one for one in documents if one.body == "storm"]
    late = [one for one in storms if one.issued >= "1992"]
    serbian = [one for one in storms if one.country_codes == ("RS",)]
    assert found["country"] == tally(code for one in late for code in one.country_codes)
    assert found["year"] == tally(one.issued[:4] for one in serbian if one.issued)
    both = [one for one in late if one in serbian]
    assert found["person"] == tally(str(number) for one in both for number in one.person_ids)


def test_the_most_come_first_and_no_more_than_asked(counted):
    desk, _ = counted
    every = facets(desk, "")
    assert facets(desk, "", 2)["person"] == every["person"][:2]


def test_the_trash_is_counted_where_it_is_named(counted):
    desk, _ = counted
    assert sum(count for _, count in facets(desk, "in:trash")["country"]) == 12


def test_without_an_index_nothing_is_counted(desk):
    assert facets(desk, "storm") == {}


def test_an_empty_index_counts_nothing(desk):
    desk.build()
    assert all(counts == [] for counts in facets(desk, "storm").values())
