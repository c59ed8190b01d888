# SPDX-License-Identifier: MIT
"""Marks and windows: every word the query means is marked, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.search.analysis import words
from researchdesk.search.query import parse
from researchdesk.search.snippets import Marks, find_marks, marks_of, snippet
from tests.pace import within
from tests.unit.search.texts import WORDS


def marked(text, query, **options):
    return [text[a:b] for a, b in find_marks(text, marks_of(parse(query, **options).tree))]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("vucic", "Vučić, VUČIĆ and Вучић, not Vučićeva", ["Vučić", "VUČIĆ", "Вучић"]),
        ("seal*", "a seal, Sealed letters and the sea", ["seal", "Sealed"]),
        ("s?a", "the sea, a spa, the seal", ["sea", "spa"]),
        ("*ing", "Shipping lightning rings", ["Shipping", "lightning"]),
        ("harbor~1", "harbour and harbors and harboring", ["harbour", "harbors"]),
        ('"light of the"', "Of the light of the sea, the light", ["light", "of", "the"]),
        ('"light sea"~4', "the light of the sea", ["light", "sea"]),
        ('"light o*"', "light of, light on, light the", ["light", "of", "light", "on"]),
        ("storm -sea", "storm at sea", ["storm"]),
        ("storm NEAR/9 sea", "a storm at sea", ["storm", "sea"]),
        ("title:storm", "a storm", ["storm"]),
        ("tag:storm site:sea lang:en", "a storm at sea en", []),
        ("state-of-the-art", "state-of-the-art of the state", ["state", "of", "the", "art"]),
        ("us", "The U.S. and us", ["U.S.", "us"]),
        ("snake", "snake_case and snakes", ["snake"]),
        ("東京", "今日は東京都です", ["東京"]),
        ("東京都", "今日は東京都です", ["東京都"]),
        ("東", "東京と京東", ["東", "東"]),
        ("京*", "東京都", ["京"]),
        ("*", "a storm", []),
        ("date:2024", "2024", []),
    ],
)
def test_what_is_marked(query, text, found):
    assert marked(text, query) == found


def test_decomposed_letters_are_marked_whole():
    text = unicodedata.normalize("NFD", "Vuc and Vučić and ガラス")
    assert marked(text, "vucic") == [unicodedata.normalize("NFD", "Vučić")]
    assert marked(text, "vuc") == ["Vuc"]
    assert marked(text, "ガ") == [unicodedata.normalize("NFD", "ガ")]


def test_the_word_being_typed_marks_what_begins_so():
    assert marked("sea, seal and sand", "sea", typing=True) == ["sea", "seal"]
    assert marked("sea, seal and sand", "sea") == ["sea"]


def test_people_are_marked_by_the_words_that_were_asked():
    marks = marks_of(parse('person:"ann lee" country:serbia', expand=lambda *_: [1]).tree)
    text = "Lee, Ann and Ann Lee in Serbia"
    assert [text[a:b] for a, b in find_marks(text, marks)] == ["Ann", "Lee", "Serbia"]


TEXTS = st.lists(st.sampled_from([*WORDS, "\n\n", "_", "…", "😀", "か\u3099"]), max_size=40).map(
    " ".join
)


@given(
    TEXTS,
    st.sampled_from(["harbour", "s*", "t", "東京", "l?g*", "the OR sea", "ship~1"]),
    st.booleans(),
)
def test_marks_are_the_words_that_match_and_lie_apart(text, query, typing):
    marks = marks_of(parse(query, typing=typing).tree)
    found = find_marks(text, marks)
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in found)
    single = {(a, b) for f, a, b in words(text) if f in marks.words or f.startswith(marks.starts)}
    if not marks.patterns and not marks.close and text.isascii():
        assert set(found) == single


FILLER = "Some words of no interest stand here. " * 20


def test_a_snippet_shows_the_window_with_the_most_different_words():
    text = f"{FILLER}A storm. {FILLER}A storm at the lighthouse near the harbour. {FILLER}storm storm storm"
    shown, marks = snippet(text, marks_of(parse("storm lighthouse harbour").tree))
    assert [shown[a:b] for a, b in marks] == ["storm", "lighthouse", "harbour"]
    assert shown in text
    assert 150 < len(shown) <= 180


def test_many_marks_of_one_word_do_not_outweigh_different_words():
    text = f"{FILLER}storm storm storm storm storm storm. {FILLER}storm, harbour. {FILLER}"
    shown, _ = snippet(text, marks_of(parse("storm harbour").tree))
    assert "harbour" in shown


def test_a_snippet_is_cut_between_words():
    text = f"{FILLER}the storm {FILLER}"
    shown, _ = snippet(text, marks_of(parse("storm").tree))
    at = text.find(shown)
    assert text[at - 1] == " "
    assert text[at + len(shown)] == " "


def test_without_a_mark_a_snippet_is_the_beginning():
    shown, marks = snippet(FILLER, Marks())
    assert FILLER.startswith(shown)
    assert len(shown) <= 180
    assert marks == []
    assert snippet("", Marks()) == ("", [])
    assert snippet("short", Marks()) == ("short", [])


@given(TEXTS, st.integers(20, 200))
def test_a_snippet_is_a_piece_of_the_text_and_its_marks_lie_in_it(text, width):
    marks = marks_of(parse('harbour OR s* OR 東 OR "the sea"').tree)
    shown, places = snippet(text, marks, width)
    assert shown in text
    assert len(shown) <= max(width, 100)
    assert all(0 <= a < b <= len(shown) for a, b in places)
    if find_marks(text, marks):
        assert places


def test_a_snippet_of_an_article_takes_a_fraction_of_a_millisecond():
    text = " ".join(f"word{number % 300}" for number in range(500)) + " storm at sea"
    marks = marks_of(parse("storm sea*").tree)
    snippet(text, marks)
    with within(0.2):
        for _ in range(50):
            snippet(text, marks)
