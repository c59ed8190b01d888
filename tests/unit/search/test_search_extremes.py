# SPDX-License-Identifier: MIT
"""Very long texts and very strange queries: all is found, nothing takes long."""

from __future__ import annotations

import random

import pytest

from researchdesk.search.query import parse
from researchdesk.search.snippets import marks_of, snippet
from tests.pace import within
from tests.unit.search.texts import article, note

SOME = [f"{a}{b}" for a in ("sto", "ligh", "har", "sea", "kee") for b in ("rm", "ter", "bour", "l")]


def test_an_article_of_twenty_megabytes_is_found_to_its_last_word(desk):
    chance = random.Random(1)
    block = " ".join(chance.choices(SOME, k=20_000))
    body = f"{block}\n" * (20_000_000 // len(block)) + "the wombat ended it"
    assert len(body) > 19_000_000
    desk.build([article(1, "Long", body), article(2, "Short", "a wombat")])
    for query in ('"wombat ended"', "wombat NEAR/2 it", "wom*", "ended text:wombat"):
        with within(1):
            assert 1 in desk.find(query)
    text, marks = snippet(body, marks_of(parse("wombat").tree))
    assert [text[start:end] for start, end in marks] == ["wombat"]
    assert len(text) < 300


def test_a_note_of_a_hundred_thousand_words_is_found_by_each_of_them(desk):
    words = [f"w{number:05}x" for number in range(100_000)]
    desk.build([note(1, "All", " ".join(words)), note(2, "None", "nothing")])
    for number in (0, 1, 65_535, 65_536, 99_999):
        assert desk.find(f"w{number:05}x") == [-1]
    assert desk.find('"w65535x w65536x w65537x"') == [-1]
    assert desk.find("w00000x NEAR/1000 w01001x") == []
    assert desk.find("w00000x NEAR/1000 w01000x") == [-1]
    assert desk.find("w0*") == [-1]


STRANGE = {
    "a thousand characters": "sea " * 250,
    "more than a thousand": "storm " * 2000,
    "64 words": " ".join(f"{word}{number}" for number in range(8) for word in SOME[:8]),
    "64 words, any": " OR ".join(SOME * 4),
    "65 phrases": '"sea storm" ' * 65,
    "deep brackets": "(" * 20 + "sea" + ")" * 20,
    "deeper": "(" * 400 + "sea" + ")" * 400,
    "deep negations": "-(" * 30 + "sea" + ")" * 30,
    "a star": "*",
    "a tilde": "~",
    "tildes": "~ ~1 ~~2 sea~~ ~sea",
    "control characters": "sea\x00\x01\x07\x1b[31m\x7f\x85 storm",
    "line ends": "sea\r\n\u2028\u2029storm",
    "emoji": "🦭 sea 👩‍👩‍👧‍👦 🇷🇸 storm 👍🏽",
    "emoji alone": "🦭",
    "right to left": "שלום עולם البحر والعاصفة",
    "both ways": "sea \u202eשלום\u202c storm",
    "many scripts": "sea море θάλασσα 海 바다 ทะเล समुद्र البحر",
    "half a character": "sea \ud800 storm",
    "unassigned": "\U000e0001\uffff sea \U0010ffff",
    "marks alone": "\u0301\u0308\u20dd",
    "joiners": "se\u200da st\u00adorm",
}


@pytest.fixture(scope="module")
def strange(tmp_path_factory):
    from tests.unit.search.conftest import Desk

    texts = ["sea storm", "שלום עולם", "البحر والعاصفة", "море", "海 바다 ทะเล समुद्र", "🦭 sea 👍🏽"]
    documents = [article(at, text, text) for at, text in enumerate(texts, 1)]
    return Desk(tmp_path_factory.mktemp("strange") / "index").build(documents)


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_query_is_answered_at_once_with_hints_within_it(strange, name, typing):
    query = STRANGE[name]
    with within(1):
        parsed = parse(query, typing=typing)
        tree = strange.index.with_forms(parsed.tree)
        hits, total, _ = strange.index.find(tree, limit=100)
        snippet("the sea and the storm, שלום", marks_of(tree))
    assert total == len(hits)
    for hint in parsed.hints:
        assert 0 <= hint.start <= hint.end <= len(query)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("שלום", [2]),
        ("عاصفة*", []),
        ("البحر", [3]),
        ("العاصفة OR والعاصفة", [3]),
        ("more", [4]),
        ("바다", [5]),
        ("ทะเล", [5]),
        ("समुद्र", [5]),
        ("se\u00ada -море", [6, 1]),
        ("sea\u0000storm", [1]),
    ],
)
def test_words_of_every_script_are_found(strange, query, numbers):
    assert strange.find(query) == numbers
