# SPDX-License-Identifier: MIT
"""Completion and did-you-mean, and what they rest on: lexicons, patterns, nearness of spelling."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from researchdesk.search.lexicon import Lexicon, arrays_of, encoded
from researchdesk.search.spelling import distances
from researchdesk.search.tree import pattern_of
from tests.pace import within
from tests.unit.search.oracle import steps
from tests.unit.search.texts import article, note


@pytest.fixture
def filled(desk):
    desk.build(
        [
            article(1, "The Harbour", "government and governments", authors=("Zoë Åkesson",)),
            article(2, "A lighthouse", "government", tags=("sea",)),
            article(3, "Seals", "governor", tags=("seals",), people=("Mihajlo Pupin",)),
            note(1, "Government"),
        ]
    )
    desk.change([article(4, "", "government")])
    return desk


def test_words_are_completed_by_the_number_of_documents(filled):
    assert filled.index.complete("text", "gov", 2) == [("government", 3), ("governments", 1)]
    assert filled.index.complete("body", "Góver", 8)[0] == ("government", 3)
    filled.change([article(5, "", "governable")])
    found = filled.index.complete("text", "gov", 8)
    assert [word for word, _ in found] == ["government", "governable", "governments", "governor"]
    assert filled.index.complete("tag", "sea", 8) == [("sea", 1), ("seals", 1)]
    assert filled.index.complete("person", "PUP", 8) == [("pupin", 1)]
    assert filled.index.complete("text", "zzz", 8) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("goverment", "government"),
        ("govrenment", "government"),
        ("lihgthouse", "lighthouse"),
        ("akeson", "akesson"),
        ("harbor", "harbour"),
        ("government", None),
        ("xqzxqzxqz", None),
        ("se", None),
    ],
)
def test_the_word_that_may_have_been_meant_has_hits(filled, typed, meant):
    assert filled.index.did_you_mean(typed) == meant
    if meant:
        assert filled.find(meant)


def test_a_word_that_only_a_deleted_document_held_is_not_proposed(filled):
    filled.change([], [("article", 2)])
    assert filled.index.did_you_mean("lighthousee") is None


def lexicon(terms):
    return Lexicon(arrays_of([encoded(term) for term in terms], is_text=True))


PARTS = st.text("abcč*?", min_size=1, max_size=8)


@example("??", ["a", "ab"])
@given(PARTS, st.lists(st.text("abcč", min_size=1, max_size=10), max_size=20))
def test_a_pattern_finds_what_it_describes(pattern, terms):
    terms = sorted(set(terms))
    whole = re.compile("".join({"*": ".*", "?": "."}.get(c, c) for c in pattern))
    wanted = [term for term in terms if whole.fullmatch(term)]
    held = lexicon(terms)
    assert held.texts(held.matching(pattern)) == wanted
    assert [term for term in terms if re.fullmatch(pattern_of(pattern), term)] == wanted


def test_no_pattern_runs_away():
    with within(0.5):
        assert len(lexicon(["a" * 64 + "b"] * 200).matching("*a" * 30 + "c*b")) == 0


WORDS = st.text("abčσ東", min_size=1, max_size=7)


@given(WORDS, st.lists(WORDS, max_size=8))
def test_distances_are_those_of_the_book(word, others):
    assert distances(word, others) == [steps(word, other) for other in others]


@given(WORDS, st.lists(WORDS, max_size=30), st.integers(1, 2))
def test_no_near_spelling_is_missed(word, others, limit):
    terms = sorted(set(others))
    wanted = [
        (terms.index(term), steps(word, term))
        for term in terms
        if steps(word, term) <= limit and (limit < 2 or term[0] == word[0])
    ]
    assert lexicon(terms).nearest(word, limit) == wanted


@given(WORDS, st.lists(WORDS, max_size=30))
def test_a_lexicon_is_searched_like_a_list(word, others):
    terms = sorted(set(others))
    held = lexicon(terms)
    assert held.find(word) == (terms.index(word) if word in terms else -1)
    assert held.texts(range(*held.starting(word))) == [one for one in terms if one.startswith(word)]
    assert held.texts(range(len(held))) == terms
    assert held.starting("") == (0, len(terms))
