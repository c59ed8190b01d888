# SPDX-License-Identifier: MIT
"""What the index finds is what reading every document would find: after builds, changes and joined segments."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from researchdesk.model.article import Sort
from researchdesk.search import index
from researchdesk.search.query import parse
from tests.unit.search.conftest import Desk
from tests.unit.search.oracle import finds
from tests.unit.search.texts import HISTORY, WORDS, article, by_chance, note

EXPANDED = {"pupin": [1], "serbia": ["RS"], "sea": [1]}
_ASKED = (
    "harbour;Milanković;Миланковић;the;seal*;*ship;h?rbo*r*;s*l;harbor~1;harbour~2;milankovich~2;"
    '"the sea";"light of"~3;"state of the art";state-of-the-art;O\'Neill;U.S.;3.5;東京;東京都;京都;東;都;'
    'the NEAR/2 sea;sea NEAR/1 the;seal* NEAR/5 storm;"the light" NEAR/6 keeper;light NEAR the NEAR/3 sea;'
    "storm OR ship;storm ship;storm -ship;NOT the;-the -of;(storm OR ship) light;storm OR ship light;"
    'title:storm;text:storm;note:storm;author:pupin;author:"ann lee";person:"lee lee";person:lee;'
    "site:lantern;site:светионик;tag:history;tag:work;country:norway;kind:note;kind:article;kind:newspaper;"
    "lang:sr;tag:none;tag:*;site:none;date:none;has:note;has:person;title:*;person:pupin;country:serbia;"
    "date:1912;date:1912-04;before:1912-04-15;after:1912;since:2023-12-31;until:2023;2023..2024;..1912;2024..;"
    "storm date:1912;s*;th*;t*;h*;a*;title:s*;text:sh*;names:x;pupin;lee NEAR/1000 ann;моst*;*"
)
QUERIES = _ASKED.split(";")


def expand(field, words):
    return EXPANDED.get(words.lower()) if field in ("person", "country", "tag") else None


def agree(desk, documents, queries=QUERIES, *, typing=False):
    for query in queries:
        tree = parse(query, typing=typing, expand=expand).tree
        wanted = {
            one.id if one.kind == "article" else -one.id for one in documents if finds(tree, one)
        }
        hits, total, _ = desk.index.find(
            parse(query, typing=typing, expand=expand).tree, limit=10_000
        )
        found = [hit.article_id or -(hit.note_id or 0) for hit in hits]
        assert set(found) == wanted, query
        assert total == len(found) == len(wanted), query


@pytest.fixture(scope="module")
def documents():
    chance = random.Random(5)
    return [by_chance(chance, number) for number in range(1, 160)]


def test_the_index_finds_what_reading_every_document_finds(desk, documents):
    desk.build(documents)
    agree(desk, documents)


def test_it_still_does_after_many_small_changes(desk, documents):
    chance = random.Random(6)
    desk.build(documents[:60])
    held = {(one.kind, one.id): one for one in documents[:60]}
    fresh = iter(documents[60:])
    for _ in range(20):
        gone = chance.sample(sorted(held), 3)
        changed = [by_chance(chance, chance.choice(sorted(held))[1]) for _ in range(2)]
        added = [*changed, next(fresh), next(fresh)]
        desk.change(added, gone)
        for key in gone:
            held.pop(key)
        held |= {(one.kind, one.id): one for one in added}
        assert desk.index.count == len(held)
    agree(desk, held.values())
    index.tidy(desk.folder)
    desk.index.refresh()
    agree(desk, held.values())


def test_every_beginning_of_every_word_while_it_is_typed(desk, documents):
    desk.build(documents)
    typed = sorted({word[:end] for word in WORDS for end in range(1, len(word) + 1)})
    agree(desk, documents, [f"the {one}" for one in typed[::3]] + typed, typing=True)


def test_a_change_is_found_at_once_and_a_deleted_document_is_gone_at_once(desk):
    desk.build([article(1, "Storm at sea"), article(2, "Calm")])
    desk.change([article(3, "Storm on land")])
    assert set(desk.find("storm")) == {1, 3}
    desk.change([], [("article", 1)])
    assert desk.find("storm") == [3]
    desk.change([article(3, "Calm on land")])
    assert desk.find("storm") == []
    assert set(desk.find("calm")) == {2, 3}
    assert set(desk.find("NOT storm")) == {2, 3}


def test_an_article_and_a_note_of_one_number_are_two_documents(desk):
    desk.build([article(1, "Storm"), note(1, "Storm")])
    assert set(desk.find("storm")) == {1, -1}
    desk.change([], [("note", 1)])
    assert desk.find("storm") == [1]


def test_a_document_given_twice_is_there_once_as_given_last(desk):
    desk.build([article(1, "Storm")])
    desk.change([article(2, "Sea"), article(2, "Calm")])
    assert set(desk.find("*")) == {1, 2}
    assert desk.find("sea") == []
    assert desk.index.count == 2


def test_taking_in_the_same_changes_again_comes_to_the_same(desk):
    desk.build([article(1, "Storm")])
    for _ in range(3):
        desk.change([article(2, "Sea")], [("article", 1), ("article", 99)])
        assert desk.find("*") == [2]


def test_an_empty_index_answers(desk):
    desk.build([])
    for query in ("storm", "*", "NOT storm", '"a b"', "a NEAR b", "date:2024", "tag:none", "x~2"):
        assert desk.find(query) == []
    desk.change([article(1, "Storm")])
    assert desk.find("storm") == [1]
    desk.change([], [("article", 1)])
    assert desk.find("storm") == []
    assert desk.index.count == 0


def test_a_very_long_article_is_found_to_its_last_word(desk):
    body = "start " + "filler " * 70_000 + "wombat end"
    desk.build([article(1, "Long", body)])
    assert desk.find('"wombat end"') == [1]
    assert desk.find("filler NEAR/1 wombat") == [1]
    assert desk.find("start NEAR/1000 wombat") == []


def test_a_page_of_hits_has_the_whole_number_and_its_place(desk):
    desk.build(article(number, "storm") for number in range(1, 31))
    every, total, _ = desk.index.find(parse("storm").tree, limit=100)
    page, same, _ = desk.index.find(parse("storm").tree, limit=10, offset=20)
    assert total == same == 30
    assert page == every[20:]
    assert desk.index.find(parse("storm").tree, limit=10, offset=40) == ([], 30, ())


def test_names_of_one_field_are_far_apart(desk):
    desk.build([article(1, people=("Ann Lee", "Lee Ann"), authors=("Zoë", "Ångström"))])
    assert desk.find('person:"lee lee"') == []
    assert desk.find("person:(lee NEAR/1000 lee)") == []
    assert desk.find("author:(zoe NEAR/1000 angstrom)") == []
    assert desk.find('author:"zoe angstrom"') == []
    assert desk.find('person:"lee ann"') == [1]


def test_nearness_to_a_phrase_is_counted_from_its_nearest_end(desk):
    desk.build(
        [article(1, "", "storm a b c light x x harbour"), article(2, "", "one two three four")]
    )
    assert desk.find('storm NEAR/1 "a b c"') == [1]
    assert desk.find('"a b c" NEAR/1 light') == [1]
    assert desk.find('"storm c"~3 NEAR/1 light') == [1]
    assert desk.find('"a light"~3 NEAR/1 storm') == [1]
    assert desk.find('"a c"~2 NEAR/3 harbour') == []
    assert desk.find('"a c"~2 NEAR/4 harbour') == [1]


@pytest.mark.parametrize("count", [1, 255, 256, 257, 65_536, 66_000])
def test_any_number_of_words_and_of_documents_is_kept_right(desk, count):
    desk.build([article(1, "", "storm " * count + "end")])
    assert desk.find('"storm end"') == [1]
    held = desk.index._snapshot.pieces[0].segment.field("body")
    at = held.lexicon.find("storm")
    assert held.counts[held.starts[at] : held.starts[at + 1]].tolist() == [count]
    positions = held.positions[held.places[at] : held.places[at + 1]]
    assert positions.tolist() == list(range(count))


@st.composite
def histories(draw):
    """Changes of a library, one commit each: documents put in, documents taken out; and the seed that made them."""
    chance = random.Random(draw(st.integers(0, 1 << 32)))
    steps = draw(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), min_size=1, max_size=12))
    return [
        (
            [by_chance(chance, chance.randrange(1, 20)) for _ in range(come)],
            [(chance.choice(["article", "note"]), chance.randrange(1, 20)) for _ in range(go)],
        )
        for come, go in steps
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories(), asked=st.lists(st.sampled_from(QUERIES), min_size=4, max_size=12))
def test_any_history_ends_with_the_same_answers(tmp_path_factory, history, asked):
    """As they came, opened anew, joined, and built anew: always what reading every document finds."""
    desk = Desk(tmp_path_factory.mktemp("history") / "index").build()
    held = {}
    for documents, deletes in history:
        desk.change(documents, deletes)
        held = {key: one for key, one in held.items() if key not in deletes}
        held |= {(one.kind, one.id): one for one in documents}
    agree(desk, held.values(), asked)
    orders = [order_of(desk, query) for query in asked]
    desk.index.close()
    desk.index.open(HISTORY, desk.seq)
    assert [order_of(desk, query) for query in asked] == orders
    while index.tidy(desk.folder):
        desk.index.refresh()
        agree(desk, held.values(), asked)
    desk.build(held.values())
    agree(desk, held.values(), asked)
    assert len(desk.index._snapshot.pieces) == bool(held)


def order_of(desk, query):
    hits, total, _ = desk.index.find(parse(query, expand=expand).tree, limit=10_000)
    return [(hit, total) for hit in hits]


@pytest.mark.parametrize("most", [1, 5, 9, 10])
@pytest.mark.parametrize("sort", Sort)
def test_a_page_is_the_beginning_of_all_hits(desk, documents, sort, most):
    desk.build(documents)
    for query in ("storm OR ship", "the", "kind:article"):
        tree = parse(query).tree
        every, total, _ = desk.index.find(tree, sort=sort, limit=10_000)
        assert desk.index.find(tree, sort=sort, limit=most) == (every[:most], total, ())
    assert desk.index.find(tree, sort=sort, limit=0) == ([], total, ())


def test_nearness_to_a_loose_phrase_is_counted_from_any_of_its_ends(desk):
    desk.build(
        [
            article(1, "", "storm sea x sea light"),  # the phrase begins twice and ends once
            article(2, "", "sea light x light storm"),  # it begins once and ends twice
            article(3, "", "storm x sea x sea light x light x storm"),
        ]
    )
    assert desk.find('storm NEAR/1 "sea light"~3') == [2, 1]
    assert desk.find('"sea light"~3 NEAR/1 storm') == [2, 1]
    assert desk.find('storm NEAR/2 "sea light"~3') == [3, 2, 1]
    assert desk.find('"sea light"~3 NEAR/2 storm') == [3, 2, 1]
