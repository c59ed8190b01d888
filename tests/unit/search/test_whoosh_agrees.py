# SPDX-License-Identifier: MIT
"""Whoosh's own evaluation over the same documents finds what the index finds, whatever is asked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.util.numeric import byte_to_length, length_to_byte

from researchdesk.model.search import Document
from researchdesk.search.query import parse
from tests.unit.search.conftest import Desk
from tests.unit.search.texts import COUNTRIES, DATES, NAMES, SITES, TAGS, article
from tests.unit.search.whoosh_index import WhooshIndex

_SAID = "sea seal seals sealed storm stormy the of light lights Миланковић naïve O'Neill ship U.S. 1912 東京都"
WORDS = _SAID.split()
_FILTERS = (
    "kind:note;lang:sr;tag:history;tag:none;site:lantern;has:note;has:person;in:trash;person:pupin;date:1912;"
    "before:1912-04-15;after:1912;since:2023-12-31;until:2023;2023..2024;..1912;date:none;*"
)
SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

texts = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
documents = st.builds(
    Document,
    kind=st.sampled_from(["article", "article", "note"]),
    id=st.integers(1, 14),
    title=st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
    body=texts,
    note=st.one_of(st.just(""), texts),
    authors=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
    site=st.sampled_from(SITES),
    tags=st.lists(st.sampled_from(TAGS), max_size=2).map(tuple),
    people=st.lists(st.sampled_from(NAMES), max_size=3).map(tuple),
    countries=st.lists(st.sampled_from(sorted(COUNTRIES.values())), max_size=2).map(tuple),
    person_ids=st.sets(st.integers(1, 3), max_size=2).map(tuple),
    language=st.sampled_from(["en", "sr", ""]),
    issued=st.sampled_from(DATES),
    is_trashed=st.sampled_from([False, False, False, True]),
)
histories = st.lists(
    st.tuples(
        st.lists(documents, max_size=7),
        st.lists(st.tuples(st.sampled_from(["article", "note"]), st.integers(1, 14)), max_size=2),
    ),
    min_size=1,
    max_size=5,
)


@st.composite
def spellings(draw):
    """A word as somebody asks for it: a part of it, a pattern, about so."""
    word = draw(st.sampled_from([one for one in WORDS if one.isalpha() and one.isascii()]))
    at = draw(st.integers(0, len(word) - 1))
    ways = [
        word.upper(),
        f"{word[: at + 1]}*",
        f"*{word[-2:]}",
        f"{word[:at]}?{word[at + 1 :]}*",
        f"{word[:1]}*{word[-1:]}",
        f"{word[:at]}{word[at + 1 :]}~1",
        f"{word[:at]}x{word[at + 1 :]}~2",
        f"{word[:at]}{word[at + 1 : at + 2]}{word[at]}{word[at + 2 :]}~",
    ]
    return draw(st.sampled_from(ways))


words = st.one_of(st.sampled_from(WORDS), spellings(), st.sampled_from(["milankovic", "NAIVE"]))
phrases = st.builds(
    '"{}{}"{}'.format,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.sampled_from(["", "", "*"]),
    st.sampled_from(["", "", "~2", "~4"]),
)
leaves = st.one_of(words, words, phrases)
fielded = st.one_of(
    st.builds("{}:{}".format, st.sampled_from(["title", "text", "note", "TITLE"]), leaves),
    st.builds(
        "{}:{}".format,
        st.sampled_from(["person", "author", "country"]),
        st.sampled_from(["lee", '"ann lee"', '"lee lee"', "pup*", "serbia", "none", "*", "крстић"]),
    ),
    st.sampled_from(_FILTERS.split(";")),
)
near = st.builds(
    "{} NEAR/{} {}".format, st.one_of(words, phrases), st.integers(1, 6), st.one_of(words, phrases)
)
queries = st.recursive(
    st.one_of(leaves, leaves, fielded, near),
    lambda inner: st.one_of(
        st.builds("({} {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("({} AND NOT {})".format, inner, inner),
        st.builds("-({})".format, inner),
    ),
    max_leaves=5,
)


def expand(field, words):
    return [1] if (field, words) == ("person", "pupin") else None


def found(desk, tree):
    hits, total, _ = desk.index.find(tree, limit=1000)
    assert total == len(hits)
    return {hit.article_id or -(hit.note_id or 0) for hit in hits}


@SETTINGS
@given(
    history=histories,
    asked=st.lists(st.tuples(queries, st.booleans()), min_size=6, max_size=14),
)
def test_whoosh_finds_the_same(tmp_path_factory, history, asked):
    desk, whoosh = Desk(tmp_path_factory.mktemp("both") / "index").build(), WhooshIndex()
    for some, gone in history:
        desk.change(some, gone)
        whoosh.change(some, gone)
    for query, is_typing in asked:
        parsed = parse(query, typing=is_typing, expand=expand)
        tree = desk.index.with_forms(parsed.tree)
        assert found(desk, tree) == whoosh.find(tree), query
    desk.index.close()


WEIGHED = st.lists(
    st.lists(st.sampled_from(["sea", "storm", "light", "ship"]), min_size=1, max_size=30),
    max_size=12,
)


@SETTINGS
@given(bodies=WEIGHED, split=st.integers(0, 12))
def test_a_word_of_the_text_weighs_what_it_weighs_in_whoosh(tmp_path_factory, bodies, split):
    """BM25 with the same numbers, over one field in which every document has something."""
    some = [article(number, "", " ".join(_fit(body))) for number, body in enumerate(bodies, 1)]
    desk, whoosh = (
        Desk(tmp_path_factory.mktemp("both") / "index").build(some[:split]),
        WhooshIndex(),
    )
    desk.change(some[split:])
    whoosh.change(some)
    for word in ("sea", "storm"):
        tree = parse(f"text:{word}").tree
        ours = {hit.article_id: hit.score for hit in desk.index.find(tree, limit=100).hits}
        assert ours == pytest.approx(whoosh.scores(tree), rel=1e-4), word
    desk.index.close()


def _fit(body):
    """Cut a text to a length that Whoosh knows to the word: it keeps lengths in a byte."""
    return next(body[:n] for n in range(len(body), 0, -1) if byte_to_length(length_to_byte(n)) == n)
