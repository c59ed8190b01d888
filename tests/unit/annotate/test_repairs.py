# SPDX-License-Identifier: MIT
"""What is proposed for a passage that was not placed: at most three places, the likeliest first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from researchdesk.annotate.anchor import Passing
from researchdesk.model.passage import Span
from tests.unit.annotate.harbour import (
    CLOSING,
    FIGURES,
    OPENING,
    TALKS,
    TEXT,
    WEATHER,
    joined,
    proposed,
)

VOTE = "A vote was put off until the spring, when the engineer would be back from Trieste."


def test_what_is_left_of_a_passage_comes_first_with_its_marks() -> None:
    new = TEXT.replace(
        VOTE,
        "A vote was put off. "
        + "Rope and tar and pitch and oakum were dear that year. " * 12
        + "In Trieste it rained.",
    )
    first, *_ = proposed(VOTE, new)
    assert first == "A vote was put off."


def test_parts_that_went_apart_are_each_proposed() -> None:
    new = joined(
        OPENING,
        "A vote was put off until the spring.",
        FIGURES,
        WEATHER,
        "They say when the engineer would be back from Trieste all was quiet.",
        CLOSING,
    )
    found = proposed(VOTE, new)
    assert any("A vote was put off until the spring" in one for one in found)
    assert any("when the engineer would be back from Trieste" in one for one in found)


def test_new_words_like_the_passage_are_proposed() -> None:
    new = (
        TEXT.replace(VOTE, "Nothing more was said.")
        + "\n\nThe votes were put off to spring, till the engineers be back from Triest."
    )
    assert any(one.startswith(("The votes", "votes")) for one in proposed(VOTE, new))


def test_a_line_of_a_passage_of_several_is_looked_for_alone() -> None:
    quote = f"{VOTE}\n\nIn 1874 the port handled 312 steamers and 90 brigs."
    new = joined(
        OPENING, "Nothing.", WEATHER, "Of 1874: the ports handled 312 steamer & 90 brig.", CLOSING
    )
    assert any("312 steamer" in one for one in proposed(quote, new))


def test_the_words_elsewhere_are_the_last_resort() -> None:
    twin = "The board will meet again on Monday to hear the pilots."
    old = joined(OPENING + " " + twin, TALKS, WEATHER + " " + twin, CLOSING)
    new = joined(OPENING, TALKS, WEATHER + " " + twin, CLOSING)
    at = old.index(twin)
    found = Passing(old, new).candidates(Span(at, at + len(twin)))
    assert [new[one.start : one.end] for one in found] == [twin]


def test_nothing_is_proposed_where_nothing_is_like_it() -> None:
    assert proposed(VOTE, "Zzz 1234.") == () or proposed(VOTE, "Zzz 1234.") == []
    new = TEXT.replace("parrots", "cats")
    blank = TEXT.index("\n\n")
    assert Passing(TEXT, new).candidates(Span(blank, blank + 1)) == ()


@given(
    st.integers(0, len(TEXT) - 1),
    st.integers(1, 400),
    st.sampled_from([OPENING, WEATHER, "", "x", VOTE * 5]),
)
def test_proposals_are_few_distinct_and_inside_the_text(start: int, size: int, new: str) -> None:
    found = Passing(TEXT, new).candidates(Span(start, min(len(TEXT), start + size)))
    assert len(found) <= 3
    assert len(set(found)) == len(found)
    for one in found:
        assert 0 <= one.start < one.end <= len(new)
        assert not new[one.start].isspace()
        assert not new[one.end - 1].isspace()


def test_a_proposed_place_begins_and_ends_with_whole_words() -> None:
    end = "Then everybody went home along the quay.\n"
    old = f"It was late.\n\nThe talks went on for three days. {end}"
    new = f"It was late.\n\nLong after, it was said that the talks went on for days.\n\n{end}"
    start = old.index("The talks")
    (found,) = Passing(old, new).candidates(Span(start, old.index(" Then")))
    assert new[found.start : found.end] == "the talks went on for days."
