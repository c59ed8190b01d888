# SPDX-License-Identifier: MIT
"""A quote is found at all its places, and never at one that its context excludes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchdesk.annotate.anchor import find_quote
from researchdesk.model.passage import Span

TEXT = "“We sail at dawn,” said the log – no more.\n\nThe ship’s cook: we sail at noon, and we sail far."


def found(exact: str, prefix: str = "", suffix: str = "", text: str = TEXT) -> list[str]:
    return [text[span.start : span.end] for span in find_quote(text, exact, prefix, suffix)]


def test_every_place_of_a_quote_is_given() -> None:
    assert found("we sail") == ["we sail", "we sail"]
    assert find_quote("aaa", "aa") == [Span(0, 2), Span(1, 3)]
    assert find_quote("東東", "東") == [Span(0, 1), Span(1, 2)]


def test_context_chooses_among_places() -> None:
    assert find_quote(TEXT, "we sail", suffix=" far") == [
        Span(TEXT.rindex("we sail"), len(TEXT) - 5)
    ]
    assert find_quote(TEXT, "we sail", prefix="cook: ", suffix=" at") == [
        Span(TEXT.index("we sail"), TEXT.index("we sail") + 7)
    ]
    assert found("we sail", prefix="dawn ") == []


@pytest.mark.parametrize(
    ("exact", "wanted"),
    [
        ('"We sail at dawn,"', "“We sail at dawn,”"),
        ("The ship's cook", "The ship’s cook"),
        ("log - no", "log – no"),
        ("no more. The ship’s", "no more.\n\nThe ship’s"),
        ("  we sail\nat   noon ", "we sail at noon"),
    ],
)
def test_typed_quote_is_found_in_its_printed_form(exact: str, wanted: str) -> None:
    assert found(exact) == [wanted]


def test_characters_without_width_are_overlooked() -> None:
    assert found("harbour town", text="the har\u00adbour\u00a0to\u200bwn") == [
        "har\u00adbour\u00a0to\u200bwn"
    ]


def test_decomposed_quote_is_found() -> None:
    assert found("Vuc\u030cic\u0301", text="President Vučić spoke") == ["Vučić"]


def test_context_may_lack_the_blank_beside_the_quote() -> None:
    assert found("we sail", prefix="cook:") == ["we sail"]
    assert found("we sail", suffix="far") == ["we sail"]
    assert found("we sail", prefix="cook", suffix="far") == []


def test_letter_case_is_not_overlooked() -> None:
    assert found("WE SAIL") == []


@pytest.mark.parametrize("exact", ["", " ", "\n\n", "  \n", "\u200b", "never said"])
def test_nothing_is_found_for_nothing(exact: str) -> None:
    assert find_quote(TEXT, exact) == []


@settings(deadline=None)
@given(st.text("ab“”\"'’–- \n\u00a0\u00ad東😀", max_size=30), st.data())
def test_any_slice_is_found_at_its_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    exact = text[start:end]
    places = find_quote(text, exact)
    assert (Span(start, end) in places) == bool(exact.strip())
    assert all(text[one.start : one.end] == exact for one in places)


@settings(deadline=None)
@given(
    st.text("ab“\"’'–- \n\u00a0\u00ad\u200b東😀", max_size=30), st.text("ab\"'- 東😀", max_size=6)
)
def test_found_places_lie_in_the_text_and_are_not_empty(text: str, exact: str) -> None:
    for one in find_quote(text, exact):
        assert 0 <= one.start < one.end <= len(text)
        assert not text[one.start].isspace() or text[one.start : one.end] == exact
