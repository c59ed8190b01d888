# SPDX-License-Identifier: MIT
"""What holds of every index and every query: spellings meet, the deleted is gone, nothing is looked at for nothing."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from researchdesk.search import index, leaves, snippets, state
from researchdesk.search.arrays import ArrayFile
from researchdesk.search.index import Index
from researchdesk.search.query import parse
from researchdesk.search.tree import Prefix
from researchdesk.search.watch import Watch
from tests.bench.search_engine import engine
from tests.unit.search.conftest import Desk
from tests.unit.search.test_search_answers import QUERIES, expand
from tests.unit.search.texts import HISTORY, article, by_chance

SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_LATIN = dict(zip("абвгдезијклмнопрстуфхц", "abvgdezijklmnoprstufhc", strict=True))
_LATIN |= {"ћ": "ć", "ч": "č", "ш": "š", "ж": "ž", "ђ": "đ", "љ": "lj", "њ": "nj", "џ": "dž"}


def latin(word):
    return "".join(_LATIN.get(letter, letter) for letter in word)


def bare(word):
    parts = unicodedata.normalize("NFD", latin(word).replace("đ", "d"))
    return "".join(one for one in parts if not unicodedata.combining(one))


SPELLINGS = [
    str.upper,
    str.title,
    latin,
    bare,
    lambda word: unicodedata.normalize("NFD", word),
    lambda word: unicodedata.normalize("NFC", latin(word)).upper(),
    lambda word: bare(word).upper(),
]
words = st.text("абвгдезијклмнопрстуфхцћчшжђљњ", min_size=5, max_size=8)  # longer than operators
words = words.filter(lambda word: bare(word) not in ("storm", "light"))


@SETTINGS
@given(said=st.lists(words, min_size=1, max_size=6, unique_by=bare), data=st.data())
def test_every_spelling_finds_every_spelling(tmp_path_factory, said, data):
    written = [data.draw(st.sampled_from(SPELLINGS))(word) for word in said]
    desk = Desk(tmp_path_factory.mktemp("spelt") / "index")
    desk.build(article(at, "", f"storm {word} light") for at, word in enumerate(written, 1))
    for at, word in enumerate(said, 1):
        for ask in SPELLINGS:
            for query in (ask(word), f'"storm {ask(word)}"', f"text:{ask(word)}", f"{ask(word)}~1"):
                assert at in desk.find(query), (query, written[at - 1])
            assert desk.find(ask(word)) == [at]
    desk.index.close()


@SETTINGS
@given(seed=st.integers(0, 1 << 32), asked=st.lists(st.sampled_from(QUERIES), min_size=3))
def test_what_is_deleted_is_gone_at_once_from_hits_numbers_and_counts(
    tmp_path_factory, seed, asked
):
    chance = random.Random(seed)
    desk = Desk(tmp_path_factory.mktemp("deleted") / "index")
    documents = [by_chance(chance, number) for number in range(1, 40)]
    desk.build(documents[:20])
    desk.change(documents[20:])
    before = {query: found(desk, query) for query in asked}
    gone = chance.sample([(one.kind, one.id) for one in documents], 12)
    desk.change([], gone)
    lost = {number if kind == "article" else -number for kind, number in gone}
    for query in asked:
        assert found(desk, query) == [one for one in before[query] if one not in lost]
        tree = parse(query, expand=expand).tree
        left = len(found(desk, query))
        assert desk.index.find(tree, limit=1).total == left
        assert all(
            count <= left
            for name, counts in desk.index.facets(tree).items()
            for _, count in counts
            if name not in query and not re.search(r"date|\d", query)
        )
    desk.index.close()


def found(desk, query):
    hits, total, _ = desk.index.find(parse(query, expand=expand).tree, limit=1000)
    numbers = [hit.article_id or -(hit.note_id or 0) for hit in hits]
    assert total == len(numbers)
    return sorted(numbers)


@pytest.fixture
def filled(desk):
    desk.build(article(number, "storm", f"word{number} the sea") for number in range(1, 40))
    return desk


def test_a_query_reads_no_state_and_opens_no_file(filled, monkeypatch):
    def fail(*_, **__):
        raise AssertionError("a query looked at the disk")

    monkeypatch.setattr(state, "read", fail)
    monkeypatch.setattr(ArrayFile, "__init__", fail)
    assert len(filled.find("storm sea")) == 39


def test_a_clip_is_found_without_opening_what_nobody_asks_for(filled, monkeypatch):
    asked = []
    get = ArrayFile.__getitem__
    monkeypatch.setattr(
        ArrayFile, "__getitem__", lambda file, name: (asked.append(name), get(file, name))[1]
    )
    filled.change([article(77, "harbour")])
    asked.clear()
    assert filled.find("title:harbour") == [77]
    fields = {name.partition("/")[0] for name in asked} - {"id", "filled"}
    assert fields == {"title"}


@pytest.mark.parametrize(("one", "other"), [(200, 200), (255, 1), (250, 250), (3, 70_000)])
def test_the_counts_of_many_terms_do_not_run_over(desk, one, other):
    desk.build([article(1, "", "sea " * one + "seal " * other), article(2, "", "seal")])
    (piece,) = desk.index._snapshot.pieces
    part = leaves.counted(piece, Prefix("sea", ("body",)), "body", Watch())
    assert part.counts[:2].tolist() == [one + other, 1]


@pytest.mark.parametrize("sparse", [0, 1_000_000])
def test_few_and_many_postings_come_to_the_same(desk, monkeypatch, sparse):
    chance = random.Random(3)
    desk.build(by_chance(chance, number) for number in range(1, 90))
    queries = ["sea*", "s?a*", "harbour~2", "storm -ship*", "seal* NEAR/5 storm", "the se*"]
    wanted = {query: desk.index.find(parse(query).tree) for query in queries}
    monkeypatch.setattr(leaves, "SPARSE", sparse)
    desk.index._snapshot._answers.clear()
    for query in queries:
        hits, total, _ = desk.index.find(parse(query).tree)
        assert total == wanted[query].total
        assert [hit.article_id or -(hit.note_id or 0) for hit in hits] == [
            hit.article_id or -(hit.note_id or 0) for hit in wanted[query].hits
        ]


def test_nearness_does_not_read_the_places_of_one_or_two_letters(desk, monkeypatch):
    desk.build(article(number, "", "light sea storm seal ship") for number in range(1, 20))
    read = []
    places = leaves.occurrences
    monkeypatch.setattr(
        leaves,
        "occurrences",
        lambda piece, leaf, *more: (read.append(leaf.text), places(piece, leaf, *more))[1],
    )
    desk.find("light sea s", typing=True)
    assert read
    assert set(read) == {"light", "sea"}


def test_marks_compile_no_pattern_for_a_word(monkeypatch):
    marks = snippets.marks_of(parse("unheard-of wor", typing=True).tree)
    snippets.snippet("Warm up.", marks)

    def fail(*_):
        raise AssertionError("a pattern was compiled")

    monkeypatch.setattr(re, "compile", fail)
    marks = snippets.marks_of(parse("never before as", typing=True).tree)
    text, found = snippets.snippet("Never was it before asked.", marks)
    assert [text[start:end] for start, end in found] == ["Never", "before", "asked"]


def test_what_is_kept_is_forgotten_where_it_would_make_a_measurement_lie(tmp_path):
    made = engine(tmp_path)
    made.add([{"id": 1, "title": "storm", "body": "the storm", "date": "2024-05-17"}])
    made.commit()
    made.page("storm", 5, lambda _: {1: "the storm"})
    kept = made._index._snapshot._answers
    assert kept
    assert snippets._kept.cache_info().currsize
    made.forget()
    assert not kept
    assert not snippets._kept.cache_info().currsize


def test_merge_reload_and_rebuild_change_no_score_of_a_word(desk):
    chance = random.Random(12)
    documents = [by_chance(chance, number) for number in range(1, 60)]
    desk.build()
    for at in range(0, len(documents), 6):
        desk.change(documents[at : at + 6])
    queries = ("storm", "the sea", '"the light"', "seal*", "title:harbour OR storm")
    scores = {query: scored(desk.index, query) for query in queries}
    fresh = Index(desk.folder)
    fresh.open(HISTORY, desk.seq)
    assert {query: scored(fresh, query) for query in queries} == scores
    while index.tidy(desk.folder):
        desk.index.refresh()
    assert {query: scored(desk.index, query) for query in queries} == scores
    desk.build(documents)
    assert {query: scored(desk.index, query) for query in queries} == scores


def scored(held, query):
    hits = held.find(parse(query).tree, limit=100).hits
    return {(hit.article_id, hit.note_id): round(hit.score, 4) for hit in hits}
