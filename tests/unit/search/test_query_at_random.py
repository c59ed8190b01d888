# SPDX-License-Identifier: MIT
"""No query of any shape breaks anything, and none takes long."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchdesk.search.query import parse
from researchdesk.search.snippets import find_marks, marks_of, snippet
from tests.pace import within
from tests.unit.search.texts import WORDS, article, note

_SIGNS = """( ) " “ ” „ « » - – ~ ~2 ~99 * ? ** | & : :: .. / \\ ' ’ _ + ! ^ $ [ ] { }
AND OR NOT NEAR NEAR/5 NEAR/999999999999 a bc the Vučić Вучић 東京 東 か\u3099 ไทย
title: person: country: tag: date: year: after: before: since: until: saved: in: is: has: kind: lang: nofield:
http:// inbox starred none 2024 2024-13 2024..2023 9999-99-99"""
_SPACES = (" ", "  ", "\n", "\t", "\0", "\u00a0", "\u3000", "\u202e", "\u0301", "\u200d", "\ud800")
PIECES = st.sampled_from([*_SIGNS.split(), *_SPACES])
QUERIES = st.one_of(
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.text(max_size=80),
)

HOSTILE = [
    *("*", "?", "?*?*", "*a*", '"', '"""', "()" * 400, "(" * 900, ")" * 900, "-" * 900, "~" * 900),
    *("NOT " * 240, "a NEAR " * 120, "*e" * 400, "*e*e*e*e*e*e*e*e*e*", "a?" * 400, "?" * 900),
    *("the OR " * 140, "e* NEAR/1000 a*", '"the ' * 200, "a* b* c* d* e* f* g*", "title:" * 160),
    *("漢" * 900, "a\u0301" * 400, "saved:a " * 100, "x" * 100_000, "'; DROP TABLE article; --"),
]


def expand(_field, words):
    return [1] if len(words) % 2 else None


def saved(name):
    return name + " saved:" + name[:-1] if name else None


@settings(max_examples=2_000, deadline=1_000)
@given(QUERIES, st.booleans())
def test_every_string_gives_a_tree_and_hints_within_it(text, typing):
    parsed = parse(text, typing=typing, expand=expand, saved=saved)
    assert parsed.tree is not None
    assert hash(parsed.tree) is not None
    for hint in parsed.hints:
        assert 0 <= hint.start <= hint.end <= len(text)
        assert hint.text
    marks = marks_of(parsed.tree)
    find_marks("the light of 東京都 and Вучић", marks)
    snippet(text, marks)


@settings(max_examples=150, deadline=None)
@given(text=QUERIES, typing=st.booleans())
def test_every_string_is_answered(full_desk, text, typing):
    hits, total, _ = full_desk.index.find(parse(text, typing=typing, expand=expand).tree, limit=5)
    assert len(hits) == min(5, total)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_query_is_answered_at_once(full_desk, text):
    with within(1):
        full_desk.index.find(parse(text).tree)


@pytest.fixture(scope="module")
def full_desk(tmp_path_factory):
    from tests.unit.search.conftest import Desk

    words = WORDS[::3]
    documents = [
        article(number, " ".join(words[number % 7 :]), " ".join(words * 20))
        for number in range(1, 60)
    ]
    return Desk(tmp_path_factory.mktemp("full") / "index").build([*documents, note(1, "a", "b c")])
