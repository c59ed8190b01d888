# SPDX-License-Identifier: MIT
"""A selection becomes a passage that is found again, or is called lost; never another place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchdesk.annotate.anchor import Passing, compared, describe, shift, trim
from researchdesk.model.errors import BadValue
from researchdesk.model.passage import Span

FAMILY = "👩\u200d👩\u200d👧"
FLAG = "🇷🇸"
TEXT = (
    "The cable was landed at Valentia in Ireland.\n\nIt was spliced at sea, and the ship turned west.\n\n"
    "The cable reached Newfoundland on 27 July 1866."
)

pieces = st.sampled_from(
    [
        *("a", "b", "Z", "1", " ", "\n\n", ".", "“", "–"),
        *("ć", "Ђ", "東", "か\u3099", "กำ", "한", "e\u0301", "o\u0302\u0323", "\u05d0\u05b7"),
        *("😀", FAMILY, FLAG, "👍🏽", "❤\ufe0f", "\u00a0", "\u00ad", "क्षि"),
    ]
)
texts = st.lists(pieces, max_size=40).map("".join)


@st.composite
def selections(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(texts.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, Span]:
    """A text with a passage that the rules allow."""
    before, after = draw(texts), draw(texts)
    middle = draw(st.text("abcČ東😀 ", min_size=1, max_size=12).filter(str.strip))
    text = before + middle + after
    wanted = Span(len(before), len(before) + len(middle))
    try:
        return text, trim(text, wanted)
    except BadValue:
        return TEXT, Span(4, 9)


def place_of(words: str, text: str = TEXT) -> Span:
    at = text.index(words)
    assert text.find(words, at + 1) < 0
    return Span(at, at + len(words))


def test_selection_loses_white_space_at_both_ends() -> None:
    assert trim("one  two\n\nthree", Span(3, 10)) == Span(5, 8)
    assert trim("one\u00a0two", Span(3, 7)) == Span(4, 7)


@pytest.mark.parametrize(
    ("text", "start", "end", "wanted"),
    [
        (f"a {FAMILY} b", 3, 9, f"{FAMILY} b"),
        (f"a {FLAG}{FLAG}", 0, 3, f"a {FLAG}"),
        ("cafe\u0301 now", 0, 4, "cafe\u0301"),
        ("cafe\u0301 now", 4, 9, "e\u0301 now"),
        ("thumb 👍🏽", 0, 7, "thumb 👍🏽"),
        ("東京都", 1, 2, "京"),
        ("か\u3099く", 1, 3, "か\u3099く"),
        ("ab \u0301c d", 2, 6, " \u0301c"),
        ("a \u0301 b", 0, 4, "a \u0301"),
        ("one\n\n\u0301two", 0, 6, "one\n\n\u0301"),
    ],
)
def test_selection_grows_to_whole_characters(text: str, start: int, end: int, wanted: str) -> None:
    span = trim(text, Span(start, end))
    assert text[span.start : span.end] == wanted


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("abc", Span(1, 1)),
        ("abc", Span(2, 1)),
        ("abc", Span(-1, 2)),
        ("abc", Span(0, 4)),
        ("a   b", Span(1, 4)),
        ("a – 😀 b", Span(1, 6)),
        ("x" * 20_001, Span(0, 20_001)),
    ],
)
def test_selection_without_a_passage_is_refused_in_one_sentence(text: str, span: Span) -> None:
    with pytest.raises(BadValue) as refused:
        trim(text, span)
    assert str(refused.value).count(".") == 1


def test_passage_may_be_twenty_thousand_characters_long() -> None:
    assert trim(" " + "x" * 20_000 + " ", Span(0, 20_002)) == Span(1, 20_001)


@settings(deadline=None)
@given(selections())
def test_trimmed_passage_lies_in_the_text_and_stays_as_it_is(chosen: tuple[str, Span]) -> None:
    text, span = chosen
    try:
        passage = trim(text, span)
    except BadValue:
        return
    exact = text[passage.start : passage.end]
    assert 0 <= passage.start < passage.end <= len(text)
    assert any(character.isalnum() for character in exact)
    assert trim(text, passage) == passage
    if passage.end < len(text):  # no mark was parted from its letter
        assert not unicodedata.combining(text[passage.end])
    assert "\u200d" not in (text[passage.start], exact[-1])


def test_context_is_thirty_two_code_points_where_they_are_enough() -> None:
    found = describe(TEXT, place_of("spliced at sea"))
    assert found.exact == "spliced at sea"
    assert found.prefix == "at Valentia in Ireland.\n\nIt was "[-32:]
    assert found.suffix == ", and the ship turned west.\n\nThe cable"[:32]


def test_context_grows_until_the_quote_stands_once() -> None:
    line = "It rained again over the grey harbour all day long. "
    text = line * 4 + "It cleared." + line * 4
    at = text.index("harbour", len(line) * 2)
    found = describe(text, Span(at, at + 7))
    assert text.count(found.prefix + found.exact + found.suffix) == 1
    assert 32 < len(found.prefix) <= 256
    assert (len(found.prefix) - 32) % 16 == 0


def test_context_stops_growing_at_its_limit() -> None:
    found = describe("ab " * 1000, Span(1500, 1502))
    assert (len(found.prefix), len(found.suffix)) == (256, 256)


@settings(deadline=None)
@given(passages())
def test_description_holds_the_words_at_their_place(chosen: tuple[str, Span]) -> None:
    text, span = chosen
    found = describe(text, span)
    start = span.start - len(found.prefix)
    assert text.startswith(found.prefix + found.exact + found.suffix, start)
    assert (found.start, found.end) == (span.start, span.end)


@settings(deadline=None)
@given(passages())
def test_passage_stays_in_a_text_that_did_not_change(chosen: tuple[str, Span]) -> None:
    text, span = chosen
    carried = Passing(text, text).carry(span)
    assert (carried.status, carried.span, carried.confidence) == ("same", span, 1.0)
    assert Passing(text, text).candidates(span) == (span,)


@settings(deadline=None)
@given(passages(), texts, st.data())
def test_no_place_lies_outside_the_new_text_or_is_empty(
    chosen: tuple[str, Span], other: str, data: st.DataObject
) -> None:
    text, span = chosen
    at = data.draw(st.integers(0, len(text)))
    new = data.draw(st.sampled_from([other, text[:at] + other + text[at:], text[:at], text[at:]]))
    passing = Passing(text, new)
    carried = passing.carry(span)
    assert (carried.span is None) == (carried.status == "orphan")
    places = [carried.span] if carried.span else []
    for place in (*places, *passing.candidates(span)):
        assert 0 <= place.start < place.end <= len(new)
    if carried.span and carried.status in ("same", "moved"):
        exact = text[span.start : span.end]
        assert compared(exact, new[carried.span.start : carried.span.end]) != "changed"


@settings(deadline=None)
@given(texts.filter(str.strip), st.data())
def test_passage_is_carried_over_an_insertion_elsewhere(inserted: str, data: st.DataObject) -> None:
    span = place_of(data.draw(st.sampled_from(["spliced at sea", "landed at Valentia", "27 July"])))
    outside = [*range(span.start - 1), *range(span.end + 1, len(TEXT) + 1)]
    at = data.draw(st.sampled_from(outside))
    carried = Passing(TEXT, TEXT[:at] + inserted + TEXT[at:]).carry(span)
    assert carried.status == "same"
    assert carried.span == shift(span, at, len(inserted))


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["😀", FAMILY, "𝒳", FLAG, "x ", "\n\n"]), max_size=30), st.booleans()
)
def test_places_are_counted_in_code_points(put_in: list[str], is_before: bool) -> None:
    words = "".join(put_in) + "\n\n"
    old, new = (words + TEXT, TEXT) if is_before else (TEXT, words + TEXT)
    for quote in ("The cable was landed", "spliced at sea", "27 July 1866."):
        carried = Passing(old, new).carry(place_of(quote, old))
        assert carried.span == place_of(quote, new)
        assert carried.status == "same"


def test_words_that_a_reader_took_for_a_quote_are_compared_with_it() -> None:
    assert compared("a “b”", "a “b”") == "same"
    assert compared("a “b”", 'a "b"') == "typography"
    assert compared("a b", "a c") == "changed"


def test_put_in_block_shifts_what_stands_behind_it() -> None:
    assert shift(Span(5, 9), 3, 10) == Span(15, 19)
    assert shift(Span(5, 9), 5, 10) == Span(15, 19)
    assert shift(Span(5, 9), 9, 10) == Span(5, 9)
    assert shift(Span(5, 9), 7, 10) == Span(5, 19)
