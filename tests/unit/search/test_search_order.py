# SPDX-License-Identifier: MIT
"""What comes first."""

from __future__ import annotations

import pytest

from researchdesk.model.article import Sort
from researchdesk.search.query import parse
from tests.unit.search.texts import article, note

FILLER = "ordinary words of no interest " * 20


def test_a_word_in_the_title_outweighs_the_same_word_in_the_text(desk):
    desk.build([article(1, "Harbour", FILLER), article(2, "Other", f"harbour {FILLER}")])
    assert desk.find("harbour") == [1, 2]


def test_more_of_a_word_and_a_shorter_text_come_first(desk):
    desk.build(
        [
            article(1, "", f"storm {FILLER}"),
            article(2, "", f"storm storm storm {FILLER}"),
            article(3, "", f"storm {FILLER * 6}"),
        ]
    )
    assert desk.find("storm") == [2, 1, 3]


def test_a_rare_word_outweighs_a_common_one(desk):
    common = [article(number, "", f"storm {FILLER}") for number in range(2, 20)]
    desk.build([*common, article(1, "", f"wombat {FILLER}")])
    assert desk.find("storm OR wombat")[0] == 1


def test_words_that_stand_together_come_before_words_far_apart(desk):
    desk.build(
        [
            article(1, "", f"light {FILLER} keeper {FILLER}"),
            article(2, "", f"{FILLER} light keeper {FILLER}"),
            article(3, "", f"keeper {FILLER} {FILLER} light"),
        ]
    )
    assert desk.find("light keeper")[0] == 2


def test_the_word_itself_comes_before_words_that_only_begin_like_it(desk):
    desk.build([article(2, "", f"sealed sealed sealed {FILLER}"), article(1, "", f"seal {FILLER}")])
    assert desk.find("seal", typing=True) == [1, 2]


def test_equal_ones_the_newer_first(desk):
    desk.build(article(number, "storm") for number in (3, 1, 2))
    assert desk.find("storm") == [3, 2, 1]


DATED = [
    article(1, "Ćurlin", issued="1912", clipped="2024-01-03T00:00:00Z", site="Zeit"),
    article(2, "apple", issued="", clipped="2024-01-01T00:00:00Z", site=""),
    article(3, "Čavka", issued="2024-05", clipped="2024-01-02T00:00:00Z", site="“Arbor”"),
    article(4, "", issued="2023-12-31", clipped="2024-01-04T00:00:00Z", site="zeit"),
    note(1, "Zebra"),
]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.ISSUED, [3, 4, 1, 2, -1]),
        (Sort.CLIPPED, [4, 1, 3, 2, -1]),
        (Sort.TITLE, [2, 3, 1, -1, 4]),
        (Sort.SITE, [3, 4, 1, 2, -1]),
        (Sort.RELEVANCE, [4, 1, 3, 2, -1]),
    ],
)
def test_each_order_and_what_has_nothing_to_be_ordered_by_is_last(desk, sort, order):
    desk.build(DATED)
    assert desk.find("*", sort=sort) == order
    desk.change([DATED[1]])
    assert desk.find("*", sort=sort) == order


def test_a_sort_that_is_not_relevance_has_no_scores(desk):
    desk.build(DATED)
    hits, _, _ = desk.index.find(parse("zeit OR apple").tree, sort=Sort.TITLE)
    assert {hit.score for hit in hits} == {0.0}
    hits, _, _ = desk.index.find(parse("zeit OR apple").tree)
    assert all(hit.score > 0 for hit in hits)
