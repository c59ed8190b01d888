# SPDX-License-Identifier: MIT
"""The query language: what each way of asking means, and what is said when it cannot be read."""

from __future__ import annotations

from datetime import date

import pytest

from researchdesk.search.query import parse
from researchdesk.search.tree import (
    WORDS_IN,
    And,
    Articles,
    Close,
    Days,
    Everything,
    Filled,
    Keys,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)

A, B, C = Word("a"), Word("b"), Word("c")


def days(first=None, last=None):
    return Days(date(*first).toordinal() if first else 1, date(*last).toordinal() if last else None)


def inside(field, leaf):
    return type(leaf)(
        **{**{name: getattr(leaf, name) for name in leaf.__slots__}, "fields": (field,)}
    )


EXACTLY_A, EXACTLY_B = Word("a", is_exact=True), Word("b", is_exact=True)
MEANINGS = {
    # words
    "Vučić": Word("vucic"),
    "a b": And((A, B)),
    "a AND b & c": And((A, B, C)),
    "a OR b | c": Or((A, B, C)),
    "a OR b c": Or((A, And((B, C)))),
    "(a OR b) c": And((Or((A, B)), C)),
    "NOT a": Not(A),
    "a -b": And((A, Not(B))),
    "a NOT b": And((A, Not(B))),
    "NOT NOT a": Not(Not(A)),
    "a-b": Phrase(("a", "b")),
    "a - b": And((A, B)),
    "title:-b": Word("b", ("title",)),
    'a-"b"': And((A, EXACTLY_B)),
    '"a"-b': And((EXACTLY_A, B)),
    "a -b-c": And((A, Not(Phrase(("b", "c"))))),
    "-(a b)": Not(And((A, B))),
    '-"a b"': Not(Phrase(("a", "b"))),
    "-tag:a": Not(Word("a", ("tag",))),
    "and or not near": And(tuple(Word(word) for word in ("and", "or", "not", "near"))),
    "why?": Word("why"),
    "O’Neill": Phrase(("o", "neill")),
    "U.S.": Word("us"),
    "3.5": Phrase(("3", "5")),
    "東京都": Phrase(("東京", "京都")),
    "東": Prefix("東"),
    "http://example.org/a?b=1": Phrase(("http", "example", "org", "a", "b", "1")),
    "10:30": Phrase(("10", "30")),
    "Breaking: a": And((Word("breaking"), A)),
    # phrases and nearness
    '"a b"': Phrase(("a", "b")),
    "„a b“ «a b» “a b”": And((Phrase(("a", "b")),) * 3),
    '"a b"~3': Phrase(("a", "b"), slop=3),
    '"a b*"': Phrase(("a", "b"), is_open=True),
    '"a"': EXACTLY_A,
    "a NEAR b": Near(A, B, 10),
    "a NEAR/5 b": Near(A, B, 5),
    'a NEAR/99999 "b c"': Near(A, Phrase(("b", "c")), 1000),
    "a NEAR/2 b NEAR/3 c": And((Near(A, B, 2), Near(B, C, 3))),
    # parts of words
    "a*": Prefix("a"),
    "*corn": Wildcard("*corn"),
    "c?rn*": Wildcard("c?rn*"),
    "č?rn*": Wildcard("c?rn*"),
    "co**rn": Wildcard("co*rn"),
    "state-of-th*": Phrase(("state", "of", "th"), is_open=True),
    "vucid~": Close("vucid", 1),
    "vucid~2": Close("vucid", 2),
    "vuci~2": Close("vuci", 1),
    "vu~1": Word("vu"),
    # fields
    "title:a": Word("a", ("title",)),
    "TITLE: a": Word("a", ("title",)),
    "text:a": Word("a", ("body",)),
    "author:(a OR b)": Or((Word("a", ("author",)), Word("b", ("author",)))),
    'site:"a b"': Phrase(("a", "b"), ("site",)),
    "tag:a*": Prefix("a", ("tag",)),
    "tag:*": Filled("tag"),
    "tag:none": Not(Filled("tag")),
    "person:none": Not(Filled("person")),
    "kind:note lang:sr": And((Word("note", ("kind",)), Word("sr", ("lang",)))),
    "language:sr": Word("sr", ("lang",)),
    "has:note": Filled("note"),
    "has:person": Filled("person"),
    "has:annotation": Filled("annotation"),
    "a OR in:trash": Or((A, Filled("trash"))),
    "title:(a -b)": And((Word("a", ("title",)), Not(Word("b", ("title",))))),
    # dates
    "date:2024": days((2024, 1, 1), (2024, 12, 31)),
    "year:2024": days((2024, 1, 1), (2024, 12, 31)),
    "date:2024-02": days((2024, 2, 1), (2024, 2, 29)),
    "date:2024-05-17": days((2024, 5, 17), (2024, 5, 17)),
    "after:2024": days((2025, 1, 1)),
    "since:2024": days((2024, 1, 1)),
    "before:2024-02": days(None, (2024, 1, 31)),
    "until:2024-02": days(None, (2024, 2, 29)),
    "2023..2024": days((2023, 1, 1), (2024, 12, 31)),
    "date:2023-06..": days((2023, 6, 1)),
    "..1999": days(None, (1999, 12, 31)),
    "date:(2023 OR 2024)": Or(
        (days((2023, 1, 1), (2023, 12, 31)), days((2024, 1, 1), (2024, 12, 31)))
    ),
    "date:none": Not(Filled("date")),
    "2024": Word("2024"),
    # everything
    "": Everything(),
    "  \u3000 ": Everything(),
    "*": Everything(),
}


@pytest.mark.parametrize("query", MEANINGS)
def test_what_a_query_means(query):
    parsed = parse(query)
    assert parsed.tree == MEANINGS[query]
    assert parsed.hints == ()
    assert parsed.is_everything == (MEANINGS[query] == Everything())


HINTS = {
    "(a": (A, "bracket before “a” is open: add )", (0, 1)),
    "b (c OR (a)": (And((B, Or((C, A)))), "bracket before “c” is open", (2, 3)),
    "(": (Nothing(), "bracket is open, and nothing", (0, 1)),
    "a)": (A, "“)” without its", (1, 2)),
    'a "b c': (And((A, Phrase(("b", "c")))), "quotation mark before “b” is open: add ”", (2, 6)),
    "a OR": (A, "OR needs", (2, 4)),
    "OR a": (A, "OR needs", (0, 2)),
    "AND a": (A, "AND needs", (0, 3)),
    "a AND": (A, "AND needs", (2, 5)),
    "a NOT": (A, "NOT needs", (2, 5)),
    "a NEAR": (A, "NEAR needs", (2, 6)),
    "NEAR a": (A, "NEAR needs", (0, 4)),
    "a NEAR (b OR c)": (And((A, Or((B, C)))), "NEAR joins words and phrases", (2, 6)),
    "nofield:a": (And((Word("nofield"), A)), "“nofield:” is no field", (0, 8)),
    "title:": (Nothing(), "“title:” needs a word", (0, 6)),
    "date:yesterday": (Nothing(), "There is no date “yesterday”", (5, 14)),
    "after:2024-13": (Nothing(), "There is no date “2024-13”", (6, 13)),
    "date:2023-02-30 a": (And((Nothing(), A)), "There is no date", (5, 15)),
    "2024..2023": (days((2023, 1, 1), (2024, 12, 31)), "wrong way round", (0, 10)),
    "abcde~5": (Close("abcde", 2), "two letters at most", (0, 7)),
    "a-b~1": (Phrase(("a", "b")), "one whole word", (0, 5)),
    "*a": (Nothing(), "needs two letters", (0, 2)),
    "?*?*": (Nothing(), "needs a letter", (0, 4)),
    "+++": (Nothing(), "nothing to search for in “+++”", (0, 3)),
    '"*a b"': (Phrase(("a", "b")), "only the last word may end in *", (0, 6)),
    "saved:x": (Nothing(), "no saved search “x”", (6, 7)),
    "in:cellar a": (And((Everything(), A)), "“in:cellar” is not known", (3, 9)),
}


@pytest.mark.parametrize("query", HINTS)
def test_what_cannot_be_read_is_said_at_its_place_and_the_rest_is_searched(query):
    tree, words, place = HINTS[query]
    parsed = parse(query)
    assert parsed.tree == tree
    assert len(parsed.hints) == 1
    hint = parsed.hints[0]
    assert words in hint.text
    assert hint.text.endswith(".")
    assert (hint.start, hint.end) == place


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("ab", Word("ab", is_typed=True)),
        ("a b", And((A, Word("b", is_typed=True)))),
        ("ab ", Word("ab")),
        ("title:ab", Word("ab", ("title",), is_typed=True)),
        ('"a b"', Phrase(("a", "b"))),
        ("o'ne", Phrase(("o", "ne"), is_open=True)),
        ("東京", Word("東京", is_typed=True)),
        ("東", Prefix("東")),
        ("a OR ", A),
        ("a OR", A),
        ("date:2", Everything()),
        ("date:2024..", days((2024, 1, 1))),
        ("a since:2024-1-", And((A, Everything()))),
        ("in:in", Everything()),
        ("saved:balk", Everything()),
        ("a NOT", A),
        ("a NEAR", A),
        ("a -", A),
        ("tag:", Everything()),
        ('"', Everything()),
        ("(", Everything()),
        ("NOT", Everything()),
    ],
)
def test_while_typing_the_last_word_is_a_beginning_and_nothing_unfinished_is_blamed(query, tree):
    parsed = parse(query, typing=True)
    assert parsed.tree == tree
    assert parsed.hints == ()


TYPED_HINTS = {
    '"a b': (Phrase(("a", "b"), is_open=True), "quotation mark before “a” is open", (0, 4)),
    '"a b ': (Phrase(("a", "b")), "quotation mark before “a” is open", (0, 5)),
    "(a OR b": (Or((A, Word("b", is_typed=True))), "bracket before “a” is open", (0, 1)),
    "c (“a": (And((C, Prefix("a"))), "quotation mark before “a” is open", (3, 5)),
    "date:yes": (Nothing(), "There is no date “yes”", (5, 8)),
    "date:20 a": (And((Nothing(), Word("a", is_typed=True))), "There is no date “20”", (5, 7)),
    "in:cellar": (Everything(), "“in:cellar” is not known", (3, 9)),
    'saved:"x"': (Nothing(), "no saved search “x”", (6, 9)),
    "saved:x ": (Nothing(), "no saved search “x”", (6, 7)),
}


@pytest.mark.parametrize("query", TYPED_HINTS)
def test_while_typing_what_is_open_or_cannot_become_right_is_said(query):
    tree, words, place = TYPED_HINTS[query]
    parsed = parse(query, typing=True)
    assert parsed.tree == tree
    assert words in parsed.hints[0].text
    assert (parsed.hints[0].start, parsed.hints[0].end) == place


def test_people_countries_and_tags_become_what_the_library_says():
    def expand(field, words):
        return {("person", "vucic"): [7, 9], ("country", "serbia"): ["RS"]}.get(
            (field, words.lower())
        )

    def tree(query, **options):
        return parse(query, expand=expand, **options).tree

    assert tree("person:Vucic") == Keys("person_id", ("7", "9"), ("vucic",))
    assert tree('country:"Serbia"') == Keys("country_code", ("RS",), ("serbia",))
    assert tree("person:nobody") == Word("nobody", ("person",))
    assert tree("author:vucic") == Word("vucic", ("author",))
    assert tree("person:vucic*") == Prefix("vucic", ("person",))
    assert tree("-person:(vucic OR x)") == Not(
        Or((Keys("person_id", ("7", "9"), ("vucic",)), Word("x", ("person",))))
    )
    assert tree("person:vucic", typing=True) == Or(
        (
            Keys("person_id", ("7", "9"), ("vucic",)),
            Word("vucic", ("person",), is_typed=True),
        )
    )


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("in:inbox", Articles((1, 2))),
        ("IS:Starred a", And((Articles((3,)), A))),
        ("is:unread OR a", Or((Articles(()), A))),
        ("a -is:starred", And((A, Not(Articles((3,)))))),
    ],
)
def test_what_the_library_knows_stands_anywhere_in_the_tree(query, tree):
    known = {"in:inbox": [1, 2], "is:starred": [3]}
    parsed = parse(query, expand=lambda field, words: known.get(f"{field}:{words}"))
    assert parsed.tree == tree
    assert parsed.hints == ()


def test_saved_searches_stand_for_their_text():
    saved = {
        "balkan people": "person:tito OR person:pupin",
        "nested": 'saved:"Balkan people" -tag:x',
        "round": "a saved:about",
        "about": "b saved:round",
    }

    def ask(query):
        return parse(query, saved=lambda name: saved.get(name.lower()))

    people = Or((Word("tito", ("person",)), Word("pupin", ("person",))))
    assert ask('saved:"Balkan people" a').tree == And((people, A))
    assert ask("saved:nested").tree == And((people, Not(Word("x", ("tag",)))))
    circle = ask("c saved:round")
    assert circle.tree == And((C, And((A, And((B, Nothing()))))))
    assert "leads back to itself" in circle.hints[0].text
    assert (circle.hints[0].start, circle.hints[0].end) == (8, 13)


def test_saved_searches_count_as_levels_of_the_query_they_stand_in():
    saved = {"deep": "(" * 12 + "a" + ")" * 12}
    ask = lambda query: parse(query, saved=saved.get).hints  # noqa: E731
    assert ask("saved:deep") == ()
    assert any("20 levels" in hint.text for hint in ask("(" * 12 + "saved:deep" + ")" * 12))


def test_saved_searches_in_saved_searches_end():
    deep = parse(
        "saved:0",
        saved=lambda name: f"saved:{int(name) + 1} " + "(" * 15 + f"saved:{int(name) + 1}",
    )
    assert deep.hints


def test_a_query_has_its_limits_and_says_so():
    long = parse("word " * 300)
    assert any("first 1000 characters" in hint.text for hint in long.hints)
    assert any("first 64 words" in hint.text for hint in long.hints)
    assert isinstance(long.tree, And)
    assert len(long.tree.parts) == 64
    assert parse("a" + " " * 2000 + "b").tree == A
    phrase = parse('"' + "the " * 100 + '"').tree
    assert isinstance(phrase, Phrase)
    assert len(phrase.words) == 64
    deep = parse("(" * 500 + "a" + ")" * 500)
    assert any("20 levels" in hint.text for hint in deep.hints)
    assert any("20 levels" in hint.text for hint in parse("NOT " * 50 + "a").hints)


@pytest.mark.parametrize("levels", [21, 22, 400])
def test_brackets_beyond_the_last_level_are_not_called_open(levels):
    said = [one.text for one in parse("(" * levels + "a" + ")" * levels).hints]
    assert said == ["Only 20 levels are read; the rest was left out."]
    assert parse("(" * 20 + "a" + ")" * 20) == parse("a")


def test_plain_words_are_given_for_did_you_mean():
    assert parse('Vučić title:x -b "c d" e*').words == ("vucic", "b")


def test_words_without_a_field_are_searched_in_titles_texts_comments_and_names():
    assert WORDS_IN == ("title", "body", "note", "names")
